/** Corridors by two names: "Russia → China", "Russia - China", "Russia to China", "из … в …", "从…到…". */

/** @type {{start: Int32Array, end: Int32Array, claims: Int32Array, layer: string[]} | null} */
let pairsKnown = null;

const SEPARATORS = /\s*(?:→|⟶|⇒|->|=>|>|—|–)\s*|\s+(?:to|nach|в|на)\s+|\s*[-到至往]\s*/gu;

/** Every pair of ends of which a claim speaks, with how many rows there are; made on the first such search. */
const pairsOfEnds = () => {
  if (pairsKnown) return pairsKnown;
  const { start, end, place, population, length } = data.rows;
  const size = data.nodes.length;
  /** @type {Map<number, number>} */
  const counts = new Map();
  const count = (/** @type {number} */ from, /** @type {number} */ to, /** @type {number} */ layer) => {
    const key = (layer * size + from) * size + to;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  for (let i = 0; i < length; i++) {
    if (start[i] >= 0 && end[i] >= 0) count(start[i], end[i], 0);
    else if (place[i] >= 0 && population[i] >= 0) {
      const of = data.nodes[population[i]].of ?? -1;
      if (of >= 0) count(of, place[i], 1);
    }
  }
  const keys = [...counts.keys()];
  pairsKnown = {
    start: Int32Array.from(keys, (key) => Math.floor(key / size) % size),
    end: Int32Array.from(keys, (key) => key % size),
    claims: Int32Array.from(counts.values()),
    layer: keys.map((key) => (key >= size * size ? "residents" : "moves")),
  };
  return pairsKnown;
};

/**
 * Whether a node is another or lies in it.
 * @param {number} node
 * @param {number} other
 */
const liesIn = (node, other) => {
  for (let at = node, steps = 0; at >= 0 && steps < 12; at = data.nodes[at].within ?? -1, steps++) {
    if (at === other) return true;
  }
  return false;
};

/**
 * The places that a name may mean, the best three.
 * @param {string} name
 * @returns {number[]}
 */
const placesCalled = (name) => {
  const wanted = folded(name);
  if (!wanted) return [];
  return entriesOfSearch()
    .flatMap((entry, node) => {
      const rank = entry.group === "place" ? fit(entry.names, wanted) : -1;
      return rank < 0 || rank > 2 ? [] : [{ node, rank, weight: entry.weight }];
    })
    .sort((a, b) => a.rank - b.rank || b.weight - a.weight)
    .slice(0, 3)
    .map(({ node }) => node);
};

/**
 * The corridors that two names may mean, those with most claims first.
 * @param {string} typed
 * @returns {Entry[]}
 */
const corridorsFor = (typed) => {
  const text = typed.trim().replace(/^(?:from|из|从|von)\s*/iu, "");
  const found = [...text.matchAll(SEPARATORS)].flatMap((cut) => {
    const at = /** @type {number} */ (cut.index);
    const ends = placesCalled(text.slice(at + cut[0].length));
    return placesCalled(text.slice(0, at)).flatMap((start) => ends.map((end) => [start, end]));
  });
  return found
    .filter(([start, end], i) => found.findIndex((one) => one[0] === start && one[1] === end) === i)
    .flatMap(([start, end]) => /** @type {Layer[]} */ (["moves", "residents"]).map((layer) => corridorEntry(start, end, layer)))
    .filter((entry) => entry.weight > 0);
};

/**
 * @param {number} start
 * @param {number} end
 * @param {Layer} layer
 * @returns {Entry}
 */
const corridorEntry = (start, end, layer) => {
  const pairs = pairsOfEnds();
  let weight = 0;
  for (let i = 0; i < pairs.claims.length; i++) {
    if (pairs.layer[i] !== layer) continue;
    if (liesIn(pairs.start[i], start) && liesIn(pairs.end[i], end)) weight += pairs.claims[i];
  }
  const words = layer === "moves" ? "Moves: {0} {0:claim|claims}" : "Residents: {0} {0:claim|claims}";
  return {
    group: "corridor",
    names: [`${data.nodes[start].key} ${data.nodes[end].key} ${layer}`],
    label: () => `${nodeName(start)} → ${nodeName(end)}`,
    hint: () => t(words, weight),
    weight,
    take: () => update({ window: layer === state.layer ? state.window : stepsInWindow(layer), layer, chosen: { claim: -1, node: -1, bundle: { start, end, layer } } }),
  };
};
