/** Which claims are shown: filters, the time window, and what lies around one node. */

/** @type {Map<string, {first: Int32Array, value: Int32Array}>} */
const membershipsRead = new Map();

/**
 * Which choices of a filter each claim has: those of claim i stand in `value` from first[i] to before first[i + 1].
 * @param {string} facet
 */
const membershipOf = (facet) => {
  const known = membershipsRead.get(facet);
  if (known) return known;
  const read = { first: integersOf(`facet.${facet}.first`), value: integersOf(`facet.${facet}.value`) };
  membershipsRead.set(facet, read);
  return read;
};

/**
 * The claims that have one of the ticked values of a filter.
 * @param {Facet} facet
 * @param {Set<string>} keys
 */
const facetMask = (facet, keys) => {
  const { first, value } = membershipOf(facet.name);
  const wanted = Uint8Array.from(facet.choices, (choice) => (keys.has(choice.key) ? 1 : 0));
  const mask = new Uint8Array(data.claims.length);
  for (let claim = 0, i = 0; claim < mask.length; claim++) {
    for (const end = first[claim + 1]; i < end; i++) mask[claim] |= wanted[value[i]];
  }
  return mask;
};

/**
 * Whether a period says nothing about the years.
 * @param {Row | undefined} period
 */
const undatedPeriod = (period) => !period || (period.first === null && period.last === null);

/**
 * Whether a period lies in a window. One that only touches it lies outside, unless one of the two is a single year:
 * the flows of 2015 to 2020 are not those of 2020 to 2025. Without any date it lies nowhere; "until 2025" says nothing
 * about the years before.
 * @param {Row | undefined} period
 * @param {Span} window
 */
const inWindow = (period, window) => {
  if (!period || undatedPeriod(period)) return false;
  const first = period.first ?? period.last;
  const last = period.last ?? Infinity;
  const from = Math.max(first, window[0]);
  const to = Math.min(last, window[1]);
  return from < to || (from === to && (first === last || window[0] === window[1]));
};

/**
 * The claims of a time window; those without any date only when the reader wants them kept.
 * @param {Span} window
 */
const windowMask = (window) => {
  const kept = state.undated ? 1 : 0;
  const inside = Uint8Array.from(data.periods, (period) => (undatedPeriod(period) ? kept : inWindow(period, window) ? 1 : 0));
  const { period } = data.claims;
  const mask = new Uint8Array(period.length);
  for (let claim = 0; claim < mask.length; claim++) mask[claim] = period[claim] < 0 ? kept : inside[period[claim]];
  return mask;
};

/** @returns {Map<string, Uint8Array>} the masks of the filters that are in use */
const masksInUse = () => {
  const masks = new Map();
  for (const facet of data.facets) {
    const keys = state.ticked.get(facet.name);
    if (keys?.size) masks.set(facet.name, facetMask(facet, keys));
  }
  if (state.window) masks.set("window", windowMask(state.window));
  return masks;
};

/**
 * How many of the masks leave each claim out.
 * @param {Iterable<Uint8Array>} masks
 */
const refusals = (masks) => {
  const refused = new Uint8Array(data.claims.length);
  for (const mask of masks) for (let claim = 0; claim < refused.length; claim++) refused[claim] += 1 - mask[claim];
  return refused;
};

/**
 * The nodes that lie in one, that one included, as 1 and 0.
 * @param {number} outer
 */
const nodesWithin = (outer) =>
  Uint8Array.from(data.nodes, (_, node) => {
    let at = node;
    for (let steps = 0; at >= 0 && steps < 64; steps++) {
      if (at === outer) return 1;
      at = data.nodes[at].within;
    }
    return 0;
  });

/**
 * The claims within some steps of a node, along whatever claims name together.
 * @param {number} focus
 * @param {number} depth
 * @param {Uint8Array} candidates
 */
const aroundNode = (focus, depth, candidates) => {
  const reached = nodesWithin(focus);
  const found = new Uint8Array(candidates.length);
  const { rows } = data;
  const columns = [rows.start, rows.end, rows.place, rows.population];
  for (let step = 0; step < depth; step++) {
    const before = reached.slice();
    for (const column of columns) {
      for (let row = 0; row < column.length; row++) if (column[row] >= 0 && before[column[row]]) found[rows.claim[row]] = 1;
    }
    data.details.forEach((claim, i) => {
      if (claim.names.some((/** @type {number} */ node) => before[node])) found[i] = 1;
    });
    for (let claim = 0; claim < found.length; claim++) found[claim] &= candidates[claim];
    for (const column of columns) {
      for (let row = 0; row < column.length; row++) if (column[row] >= 0 && found[rows.claim[row]]) reached[column[row]] = 1;
    }
  }
  return found;
};

/**
 * What the filters say at present: their masks, and how many of them leave each claim out.
 * @type {{masks: Map<string, Uint8Array>, refused: Uint8Array, counts: Map<string, Map<string, number>>} | null}
 */
let filtered = null;

/** What the filters say, worked out once for all who ask between two changes. */
const filtersNow = () => {
  if (filtered) return filtered;
  const masks = masksInUse();
  filtered = { masks, refused: refusals(masks.values()), counts: new Map() };
  return filtered;
};

/**
 * The claims that every filter lets through, but some that need not.
 * @param {...string} but
 */
const passing = (...but) => {
  const { masks, refused } = filtersNow();
  const spared = [...new Set(but)].flatMap((name) => masks.get(name) ?? []);
  const open = new Uint8Array(refused.length);
  for (let claim = 0; claim < open.length; claim++) {
    let others = refused[claim];
    for (const mask of spared) others += mask[claim] - 1;
    open[claim] = others ? 0 : 1;
  }
  return open;
};

/** @param {Uint8Array} open */
const inFocus = (open) => (state.focus >= 0 ? aroundNode(state.focus, state.depth, open) : open);

/** Works out which claims are shown. */
const selectClaims = () => {
  filtered = null;
  return inFocus(passing());
};

/**
 * The claims of the second picture: all that is shown there, whatever source is ticked, from the source of its own.
 * @param {number} source
 * @param {string} [but] a filter that is not asked
 */
const claimsOfSource = (source, but = "source") => {
  const open = passing("source", but);
  for (let claim = 0; claim < open.length; claim++) if (data.claims.source[claim] !== source) open[claim] = 0;
  return inFocus(open);
};

/**
 * How often each choice of a filter occurs among the claims that everything else lets through: in the first picture or,
 * where a second one has a source of its own, in any of the two.
 * @param {string} facet
 * @returns {Map<string, number>}
 */
const countsOf = (facet) => {
  const { counts, masks } = filtersNow();
  const source = state.second?.source ?? -1;
  const key = `${facet} ${source}`;
  const known = counts.get(key);
  if (known) return known;
  const first = masks.has(facet) ? inFocus(passing(facet)) : shown;
  const second = source < 0 ? null : claimsOfSource(source, facet);
  const made = countedChoices(facet, second ? first.map((one, claim) => one | second[claim]) : first);
  counts.set(key, made);
  return made;
};

/**
 * How often each choice of a filter occurs.
 * @param {string} facet
 * @param {Uint8Array} open the claims that count
 */
const countedChoices = (facet, open) => {
  const choices = data.facets.find((one) => one.name === facet)?.choices ?? [];
  const counts = new Int32Array(choices.length);
  const { first, value } = membershipOf(facet);
  for (let claim = 0; claim < open.length; claim++) {
    if (open[claim]) for (let i = first[claim]; i < first[claim + 1]; i++) counts[value[i]]++;
  }
  return new Map(choices.map((choice, i) => [choice.key, counts[i]]));
};
