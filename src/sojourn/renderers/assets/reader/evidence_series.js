/**
 * What the sources say about a corridor over time, as series: one source, kind, population and measure each.
 *
 * @typedef {{low: number, high: number, claims: number[], parts: number}} EvCell
 * @typedef {{letter: string, source: number, kind: number, population: number, measure: number, cells: Map<number, EvCell>}} EvSeries
 * @typedef {{series: EvSeries[], periods: number[], claims: number[], inside: number[], summed: boolean}} EvCorridor
 */

/**
 * The rows of a corridor: of its two ends themselves, and of what lies in them.
 * @param {Ends} ends
 * @returns {{exact: number[], inside: number[]}} places in the rows of the layer
 */
const evRowsOf = (ends) => {
  const layer = layerRows(ends.layer);
  const none = new Uint8Array(0);
  const from = ends.start < 0 ? none : nodesWithin(ends.start);
  const to = ends.end < 0 ? none : nodesWithin(ends.end);
  const exact = [];
  const inside = [];
  for (let i = 0; i < layer.row.length; i++) {
    const [a, b] = [layer.start[i], layer.end[i]];
    if (a === ends.start && b === ends.end) exact.push(i);
    else if ((a < 0 ? ends.start < 0 : from[a]) && (b < 0 ? ends.end < 0 : to[b])) inside.push(i);
  }
  return { exact, inside };
};

/** @param {Ends} ends @param {number[]} places in the rows of the layer @returns {number[]} their claims, each once */
const evClaimsOf = (ends, places) => {
  const { row } = layerRows(ends.layer);
  return [...new Set(places.map((i) => data.rows.claim[row[i]]))];
};

/**
 * What each series and period says of a corridor, as the picture adds it up.
 * @param {Ends} ends
 * @param {number[]} places in the rows of the layer
 * @returns {Sum[]} those that state a figure
 */
const evSums = (ends, places) => {
  const layer = layerRows(ends.layer);
  const { sums } = (layer.summed ??= summing(layer));
  const one = (/** @type {number} */ value) => Int32Array.of(value);
  const order = Int32Array.from(places);
  // Whoever sums one bundle does not ask to which bundle other rows belong.
  const bundle = { layer: ends.layer, count: 1, of: new Int32Array(0), first: Int32Array.of(0, order.length), order };
  return sums({ ...bundle, start: one(ends.start), end: one(ends.end) }, 0).filter((sum) => sum.stated);
};

/**
 * To which series a row belongs, whatever its period: source, kind, measure and, unless people born in several
 * countries are summed, population.
 * @param {Ends} ends
 * @param {Sum} sum
 */
const evSeriesKey = (ends, sum) => {
  const row = layerRows(ends.layer).row[sum.rows[0]];
  const claim = data.rows.claim[row];
  const people = data.rows.population[row];
  const own = sum.parts > 1 && ends.layer === "residents" && people >= 0 && isByBirth(people) ? -2 : people;
  return `${data.claims.source[claim]} ${data.claims.kind[claim]} ${own} ${data.claims.measure[claim]}`;
};

/**
 * Series by their keys, each with its cells by period.
 * @param {Ends} ends
 * @param {Sum[]} sums
 */
const evCells = (ends, sums) => {
  /** @type {Map<string, Map<number, EvCell>>} */
  const groups = new Map();
  for (const sum of sums) {
    const key = evSeriesKey(ends, sum);
    const claims = evClaimsOf(ends, sum.rows);
    const cell = { low: sum.low, high: sum.open ? NaN : sum.high, claims, parts: sum.parts };
    const cells = groups.get(key) ?? new Map();
    groups.set(key, cells.set(data.claims.period[claims[0]], cell));
  }
  return groups;
};

/** @param {number} period @returns {[number, number]} first and last year, for the order of time */
const evYears = (period) => {
  const found = data.periods[period];
  const first = found?.first ?? found?.last ?? Infinity;
  return [first, found?.last ?? first];
};

/** @param {number} a @param {number} b */
const evByTime = (a, b) => {
  const [x, y] = [evYears(a), evYears(b)];
  return x[0] === y[0] ? (x[1] === y[1] ? a - b : x[1] - y[1]) : x[0] - y[0];
};

/**
 * Everything said about a corridor, whatever the window and the filters.
 * @param {Ends} ends
 * @returns {EvCorridor}
 */
const evCorridor = (ends) => {
  const { exact, inside } = evRowsOf(ends);
  const groups = [...evCells(ends, evSums(ends, [...exact, ...inside].sort((a, b) => a - b)))];
  const titles = (/** @type {string} */ key) => data.sources[Number(key.split(" ")[0])].title;
  groups.sort(([a], [b]) => (titles(a) < titles(b) ? -1 : titles(a) > titles(b) ? 1 : a < b ? -1 : 1));
  const series = groups.map(([key, cells], number) => {
    const [source, kind, population, measure] = key.split(" ").map(Number);
    return { letter: evLetter(number), source, kind, population, measure, cells };
  });
  const periods = [...new Set(series.flatMap((one) => [...one.cells.keys()]))].sort(evByTime);
  const summed = series.some((one) => [...one.cells.values()].some((cell) => cell.parts > 1));
  return { series, periods, claims: evClaimsOf(ends, exact), inside: evClaimsOf(ends, inside), summed };
};

/**
 * What the titles of several series begin with alike, up to a colon or a comma; empty when that is little.
 * @param {EvSeries[]} series
 */
const evAlike = (series) => {
  const titles = series.map((one) => data.sources[one.source].title);
  if (new Set(titles).size < 2) return "";
  let length = 0;
  while (titles.every((title) => length < title.length && title[length] === titles[0][length])) length++;
  const alike = titles[0].slice(0, length);
  const cut = Math.max(alike.lastIndexOf(": "), alike.lastIndexOf(", "));
  return cut < 12 ? "" : alike.slice(0, cut + 2);
};

/** @param {number} number @returns {string} A … Z, AA … */
const evLetter = (number) =>
  (number >= 26 ? evLetter(Math.floor(number / 26) - 1) : "") + String.fromCharCode(65 + (number % 26));

/**
 * A figure of a series in words.
 * @param {EvSeries} one
 * @param {EvCell} cell
 * @param {(low: number | null, high: number | null, hedge: string, measure: string) => string} [write]
 */
const evCellWords = (one, cell, write = figureWords) => {
  const only = cell.claims.length === 1 ? cell.claims[0] : -1;
  const hedge = only >= 0 ? data.hedges[data.claims.hedge[only]] : cell.low === cell.high ? "exact" : "between";
  const told = (/** @type {number} */ value) => (cell.parts > 1 ? roundSum(value) : value);
  const high = Number.isNaN(cell.high) ? null : told(cell.high);
  return write(told(cell.low), high, hedge ?? "", data.measures[one.measure] ?? "");
};
