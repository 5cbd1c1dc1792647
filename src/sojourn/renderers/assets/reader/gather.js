/**
 * Gathers rows into bundles: all that is said about people from one place to another, places rolled up into closed
 * ones. Sums are made only inside a series, which is what one source says of one kind, period, population and measure.
 * drawing/gathering.py does the same.
 */

/** @typedef {{
 *   row: Int32Array, start: Int32Array, end: Int32Array, series: Int32Array, corridor: Int32Array,
 *   pairs: PairIndex, low: Float64Array, high: Float64Array, seriesCount: number,
 *   above: number[][], summed?: ReturnType<typeof summing>,
 * }} LayerRows the rows of a layer: which row, from and to which node, its series, its corridor, its figure
 */

/** @typedef {{of: (a: number, b: number) => number, find: (a: number, b: number) => number, size: () => number}} PairIndex */

/**
 * Numbers pairs of small integers from -1 on, in the order in which they are first met.
 * @param {number} most what both stay below
 * @returns {PairIndex}
 */
const pairIndex = (most) => {
  const side = most + 1;
  let count = 0;
  if (side * side > 6e6) {
    /** @type {Map<number, number>} */
    const known = new Map();
    return {
      of: (a, b) => {
        const pair = (a + 1) * side + b + 1;
        const found = known.get(pair);
        if (found !== undefined) return found;
        known.set(pair, count);
        return count++;
      },
      find: (a, b) => known.get((a + 1) * side + b + 1) ?? -1,
      size: () => count,
    };
  }
  const table = new Int32Array(side * side);
  return {
    of: (a, b) => {
      const pair = (a + 1) * side + b + 1;
      if (!table[pair]) table[pair] = ++count;
      return table[pair] - 1;
    },
    find: (a, b) => table[(a + 1) * side + b + 1] - 1,
    size: () => count,
  };
};

const PEOPLE = new Set(["persons", "personsPerYear"]);

/** Whether the figures of each kind of measure can be drawn to a scale of people. */
const isPeople = Uint8Array.from(data.measures, (/** @type {string} */ name) => (PEOPLE.has(name) ? 1 : 0));
const kindNames = data.kinds.map((/** @type {[string, string]} */ kind) => kind[0]);
const withinOf = Int32Array.from(data.nodes, (node) => node.within ?? -1);

/**
 * The nodes that contain a node, the nearest first.
 * @param {number} node
 */
const containersOf = (node) => {
  const found = [];
  for (let at = node < 0 ? -1 : withinOf[node]; at >= 0 && found.length < 64; at = withinOf[at]) found.push(at);
  return found;
};

/** Places that tables count as countries, inside a country: its figure may have been counted with theirs or without. */
const countedApart = data.nodes.map(
  (node, i) => node.tier === "country" && containersOf(i).some((around) => data.nodes[around].tier === "country"),
);

/**
 * The country by which a population is known, when populations like it may be summed: those born in one country and
 * those born in another are different people. One that is part of another of the same country is a series of its own.
 * @param {number} population
 */
const isByBirth = (population) => {
  const { criterion, within, of } = data.nodes[population];
  return criterion === "countryOfBirth" && !(within >= 0 && data.nodes[within].of === of);
};

/**
 * Which rows belong to a layer, with their two ends.
 * @param {Layer} layer
 */
const rowsOfLayer = (layer) => {
  const { rows, claims } = data;
  const moves = kindNames.map((/** @type {string} */ kind) => ["flow", "transition", "event"].includes(kind));
  const share = kindNames.indexOf("share");
  const residence = kindNames.indexOf("residence");
  const origin = Int32Array.from(data.nodes, (node) => node.of ?? -1);
  const row = new Int32Array(rows.length);
  const start = new Int32Array(rows.length);
  const end = new Int32Array(rows.length);
  let count = 0;
  for (let i = 0; i < rows.length; i++) {
    const kind = claims.kind[rows.claim[i]];
    let from = rows.start[i];
    let to = rows.end[i];
    if (layer === "residents") {
      if (kind !== residence || rows.place[i] < 0) continue;
      from = rows.population[i] < 0 ? -1 : origin[rows.population[i]];
      to = rows.place[i];
    } else if (!(moves[kind] || (kind === share && from >= 0)) || (from < 0 && to < 0)) continue;
    row[count] = i;
    start[count] = from;
    end[count++] = to;
  }
  return { row: row.subarray(0, count), start: start.subarray(0, count), end: end.subarray(0, count) };
};

/**
 * The series of each row of a layer.
 * @param {Layer} layer
 * @param {Int32Array} row
 */
const seriesOf = (layer, row) => {
  const { rows, claims } = data;
  const shared = Uint8Array.from(data.nodes, (_, node) => (layer === "residents" && isByBirth(node) ? 1 : 0));
  const told = pairIndex(Math.max(data.sources.length * kindNames.length, data.measures.length));
  const claimSeries = new Int32Array(claims.length);
  for (let i = 0; i < claims.length; i++) {
    claimSeries[i] = told.of(claims.source[i] * kindNames.length + claims.kind[i], claims.measure[i]);
  }
  const timed = pairIndex(Math.max(told.size(), data.periods.length));
  for (let i = 0; i < claims.length; i++) claimSeries[i] = timed.of(claimSeries[i], claims.period[i]);
  const whole = pairIndex(Math.max(timed.size(), data.nodes.length + 1));
  const series = new Int32Array(row.length);
  for (let i = 0; i < row.length; i++) {
    const population = rows.population[row[i]];
    const own = population >= 0 && shared[population] ? data.nodes.length : population;
    series[i] = whole.of(claimSeries[rows.claim[row[i]]], own);
  }
  return { series, seriesCount: whole.size() };
};

/**
 * The figure of each row as a picture may show it: without its sign; an upper bound alone counts from zero.
 * @param {Int32Array} row
 */
const peopleOf = (row) => {
  const { rows, claims } = data;
  const event = kindNames.indexOf("event");
  const low = new Float64Array(row.length).fill(NaN);
  const high = low.slice();
  for (let i = 0; i < row.length; i++) {
    const claim = rows.claim[row[i]];
    if (!isPeople[claims.measure[claim]] || claims.kind[claim] === event) continue;
    const a = Math.abs(claims.low[claim]);
    const b = Math.abs(claims.high[claim]);
    if (a !== a && b !== b) continue;
    low[i] = a !== a ? 0 : b !== b ? a : Math.min(a, b);
    high[i] = a !== a || b !== b ? b : Math.max(a, b);
  }
  return { low, high };
};

/** @type {Map<Layer, LayerRows>} */
const layersRead = new Map();

/**
 * All rows of a layer, made ready once.
 * @param {Layer} layer
 * @returns {LayerRows}
 */
const layerRows = (layer) => {
  const known = layersRead.get(layer);
  if (known) return known;
  const { row, start, end } = rowsOfLayer(layer);
  const pairs = pairIndex(data.nodes.length);
  const corridor = new Int32Array(row.length);
  const ends = new Uint8Array(data.nodes.length);
  for (let i = 0; i < row.length; i++) {
    corridor[i] = pairs.of(start[i], end[i]);
    if (start[i] >= 0) ends[start[i]] = 1;
    if (end[i] >= 0) ends[end[i]] = 1;
  }
  const above = data.nodes.map((_, node) => containersOf(node).filter((outer) => ends[outer]));
  const read = { row, start, end, corridor, pairs, above, ...seriesOf(layer, row), ...peopleOf(row) };
  layersRead.set(layer, read);
  return read;
};

/**
 * The rows that are shown, by bundle.
 * @typedef {{layer: Layer, count: number, of?: Int32Array, start: Int32Array, end: Int32Array, first: Int32Array, order: Int32Array}} Bundles
 * @param {Layer} layer
 * @param {Uint8Array} mask the claims that are shown
 * @param {Int32Array} visible as what each node is shown
 * @returns {Bundles}
 */
const bundleRows = (layer, mask, visible) => {
  const { row, start, end, corridor, pairs: corridors } = layerRows(layer);
  // Where every place is shown as itself no two corridors become one, and there are no pairs to look up.
  const pairs = visible.some((seen, node) => seen !== node) ? pairIndex(data.nodes.length) : null;
  const known = new Int32Array(corridors.size()).fill(-1);
  const bundle = new Int32Array(row.length).fill(-1);
  const claim = data.rows.claim;
  const [starts, ends, next] = [0, 0, 1].map((more) => new Int32Array(known.length + more));
  let count = 0;
  for (let i = 0; i < row.length; i++) {
    if (!mask[claim[row[i]]]) continue;
    const c = corridor[i];
    if (known[c] < 0) {
      const a = start[i] < 0 ? -1 : visible[start[i]];
      const b = end[i] < 0 ? -1 : visible[end[i]];
      known[c] = pairs ? pairs.of(a, b) : count;
      starts[known[c]] = a;
      ends[known[c]] = b;
      count = Math.max(count, known[c] + 1);
    }
    bundle[i] = known[c];
    next[known[c] + 1]++;
  }
  for (let b = 0; b < count; b++) next[b + 1] += next[b];
  const first = next.slice(0, count + 1);
  const order = new Int32Array(first[count]);
  for (let i = 0; i < row.length; i++) if (bundle[i] >= 0) order[next[bundle[i]]++] = i;
  return { layer, count, of: bundle, first, order, start: starts.subarray(0, count), end: ends.subarray(0, count) };
};
