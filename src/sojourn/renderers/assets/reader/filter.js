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
  for (let claim = 0; claim < mask.length; claim++) {
    for (let i = first[claim]; i < first[claim + 1]; i++) mask[claim] |= wanted[value[i]];
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
 * the flows of 2015 to 2020 are not those of 2020 to 2025. Without any date it lies nowhere.
 * @param {Row | undefined} period
 * @param {Span} window
 */
const inWindow = (period, window) => {
  if (!period || undatedPeriod(period)) return false;
  const first = period.first ?? -Infinity;
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
  return Uint8Array.from(data.claims.period, (period) => (period < 0 ? kept : inside[period]));
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
    /** @param {number} node */
    const touches = (node) => node >= 0 && before[node] === 1;
    for (let row = 0; row < rows.length; row++) {
      const claim = rows.claim[row];
      if (candidates[claim] && columns.some((column) => touches(column[row]))) found[claim] = 1;
    }
    data.details.forEach((claim, i) => {
      if (candidates[i] && claim.names.some(touches)) found[i] = 1;
    });
    for (let row = 0; row < rows.length; row++) {
      if (found[rows.claim[row]]) for (const column of columns) if (column[row] >= 0) reached[column[row]] = 1;
    }
  }
  return found;
};

/** Works out which claims are shown. */
const selectClaims = () => {
  const refused = refusals(masksInUse().values());
  const open = refused.map((count) => (count ? 0 : 1));
  return state.focus >= 0 ? aroundNode(state.focus, state.depth, open) : open;
};

/**
 * The claims of the second picture: all that is shown there, whatever source is ticked, from the source of its own.
 * @param {number} source
 */
const claimsOfSource = (source) => {
  const masks = masksInUse();
  masks.delete("source");
  const refused = refusals(masks.values());
  const open = refused.map((count, claim) => (count || data.claims.source[claim] !== source ? 0 : 1));
  return state.focus >= 0 ? aroundNode(state.focus, state.depth, open) : open;
};

/**
 * How often each choice of a filter occurs among the claims that everything else lets through.
 * @param {string} facet
 * @returns {Map<string, number>}
 */
const countsOf = (facet) => {
  const choices = data.facets.find((one) => one.name === facet)?.choices ?? [];
  const counts = new Int32Array(choices.length);
  const masks = masksInUse();
  masks.delete(facet);
  const refused = refusals(masks.values());
  const around = state.focus >= 0 ? aroundNode(state.focus, state.depth, refused.map((n) => (n ? 0 : 1))) : null;
  const { first, value } = membershipOf(facet);
  for (let claim = 0; claim < refused.length; claim++) {
    if (refused[claim] || (around && !around[claim])) continue;
    for (let i = first[claim]; i < first[claim + 1]; i++) counts[value[i]]++;
  }
  return new Map(choices.map((choice, i) => [choice.key, counts[i]]));
};
