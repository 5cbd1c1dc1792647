/**
 * What the page holds: the data, and the little that every other part needs to show it. Texts become text nodes only.
 *
 * @typedef {{names: string[], rows: unknown[][]}} Columns
 * @typedef {Record<string, any>} Row
 */

/**
 * Columns back to rows.
 * @param {Columns} columns
 * @returns {Row[]}
 */
const rowsOf = (columns) =>
  columns.rows.map((values) => Object.fromEntries(columns.names.map((name, i) => [name, values[i]])));

/**
 * An element of the page that is known to be there.
 * @param {string} id
 * @returns {any}
 */
const byId = (id) => document.getElementById(id);

/**
 * A new element. Its children are elements or texts; a text is never read as HTML.
 * @param {string} tag
 * @param {Row} [attributes]
 * @param {...(Node|string)} children
 * @returns {any}
 */
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "click") element.addEventListener("click", value);
    else if (value !== false && value !== "") element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
};

/**
 * A text from the graph, kept from turning the text around it.
 * @param {string} text
 */
const said = (text) => make("bdi", {}, text);

const raw = JSON.parse(byId("data").textContent);
const data = {
  claims: rowsOf(raw.claims),
  nodes: rowsOf(raw.nodes),
  arrows: rowsOf(raw.arrows),
  sources: new Map(rowsOf(raw.sources).map((source) => [source.key, source])),
  facets: raw.facets.map((/** @type {Row} */ facet) => ({ name: facet.name, choices: rowsOf(facet.choices) })),
  kinds: new Map(raw.kinds),
  /** @type {Row[]} */
  disputes: raw.disputes,
  computed: rowsOf(raw.computed),
};
data.claims.forEach((claim, index) => {
  claim.disputes = [...data.disputes.keys()].filter((i) => data.disputes[i].claims.includes(index));
});

/**
 * A source by its key.
 * @param {string} key
 * @returns {Row}
 */
const sourceOf = (key) => data.sources.get(key) ?? { key, title: key, seen: true };

/** What the reader has chosen: a claim, a node, or nothing; and the values ticked in each filter. */
const state = {
  claim: -1,
  node: -1,
  /** @type {Map<string, Set<string>>} */
  ticked: new Map(data.facets.map((/** @type {Row} */ facet) => [facet.name, new Set()])),
  /** @type {Set<number>} */
  shown: new Set(data.claims.keys()),
  computed: false,
};

/** @type {(() => void)[]} */
const listeners = [];

/** Tells every part of the page that the choice has changed. */
const changed = () => listeners.forEach((listener) => listener());

/**
 * Chooses a claim, or a node, or nothing.
 * @param {{claim?: number, node?: number}} choice
 */
const choose = (choice) => {
  state.claim = choice.claim ?? -1;
  state.node = choice.node ?? -1;
  changed();
};

/**
 * The claims that stand out for the present choice; every claim when nothing is chosen.
 * @returns {Set<number> | null}
 */
const chosenClaims = () => {
  if (state.node >= 0) return new Set(data.nodes[state.node].claims);
  if (state.claim < 0) return null;
  const own = data.arrows.some((arrow) => arrow.claim === state.claim);
  const explained = data.claims[state.claim].related.filter(
    (/** @type {[string, number]} */ pair) => pair[0] === "explains",
  );
  return new Set([
    state.claim,
    ...(own ? [] : explained.map((/** @type {[string, number]} */ pair) => pair[1])),
    ...data.claims[state.claim].disputes.flatMap((/** @type {number} */ i) => data.disputes[i].claims),
  ]);
};

/**
 * The values that a claim has for a filter.
 * @param {Row} claim
 * @param {string} facet
 * @returns {string[]}
 */
const valuesOf = (claim, facet) => {
  if (facet === "kind") return [claim.kind];
  if (facet === "source") return claim.sources;
  if (facet === "dispute") return claim.disputes.map((/** @type {number} */ i) => String(i + 1));
  const nodes = facet === "population" ? [...claim.population, ...claim.whole] : claim.profession;
  return nodes.map((/** @type {number} */ node) => data.nodes[node].key);
};

/**
 * Whether a claim passes the filters, one of them left out when it is named.
 * @param {Row} claim
 * @param {string} [except]
 */
const passes = (claim, except) =>
  [...state.ticked].every(
    ([facet, keys]) => facet === except || keys.size === 0 || valuesOf(claim, facet).some((key) => keys.has(key)),
  );

/** Works out anew which claims the filters let through. */
const filterClaims = () => {
  state.shown = new Set([...data.claims.keys()].filter((i) => passes(data.claims[i])));
  changed();
};
