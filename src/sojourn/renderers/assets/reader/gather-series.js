/** Series by series: what each of them says of a bundle, and how far all of them reach. */

/**
 * A way to say what the series of a bundle say; it keeps its memory from one bundle to the next.
 * @param {LayerRows} layer
 */
const summing = (layer) => {
  const { row, start, end, low, high, series } = layer;
  const claim = data.rows.claim;
  const next = new Int32Array(row.length);
  const head = new Int32Array(layer.seriesCount).fill(-1);
  const tail = new Int32Array(layer.seriesCount);
  const room = new Int32Array(row.length);
  const adding = addingUp(layer);
  const untangled = untangling(layer);

  /** @param {Int32Array} list rows that all have a figure; the sum spans what they say @param {boolean} told @returns {Sum} */
  const spanning = (list, told) => {
    const sum = { ...emptySum(), low: Infinity, high: -Infinity, stated: true, rows: told ? [...list] : [], parts: 1 };
    for (const i of list) {
      sum.low = Math.min(sum.low, low[i]);
      sum.high = Math.max(sum.high, high[i]);
      sum.most = Math.max(sum.most, namedBound(low[i], high[i]));
    }
    sum.open = Number.isNaN(sum.high);
    return sum;
  };

  /**
   * @param {number} first the first of the rows of a series
   * @param {number} a
   * @param {number} b the ends of the bundle
   * @param {boolean} told whether the rows are wanted
   */
  const sumOf = (first, a, b, told) => {
    let [count, whole] = [0, 0];
    let tangled = false;
    for (let i = first, before = -1; i >= 0; i = next[i]) {
      const one = claim[row[i]];
      if (one === before) tangled = true;
      before = one;
      room[count++] = i;
      if (start[i] === a && end[i] === b && low[i] === low[i]) whole++;
    }
    const list = room.subarray(0, count);
    const own = (/** @type {number} */ i) => start[i] === a && end[i] === b;
    if (whole) return spanning(whole === count ? list : list.filter((i) => own(i) && low[i] === low[i]), told);
    const sum = tangled ? untangled([...list]) : adding(list, told);
    if (!sum.stated) sum.rows = told ? [...list.filter(own)] : [];
    return sum;
  };

  /**
   * What each series says of a bundle, the first met first.
   * @param {Bundles} bundles
   * @param {number} b
   * @param {boolean} [told] whether their rows are wanted
   * @returns {Sum[]}
   */
  const sums = (bundles, b, told = true) => {
    const met = [];
    for (let k = bundles.first[b]; k < bundles.first[b + 1]; k++) {
      const i = bundles.order[k];
      const s = series[i];
      next[i] = -1;
      if (head[s] < 0) {
        head[s] = i;
        met.push(s);
      } else next[tail[s]] = i;
      tail[s] = i;
    }
    return met.map((s) => {
      const first = head[s];
      head[s] = -1;
      return sumOf(first, bundles.start[b], bundles.end[b], told);
    });
  };
  return { sums, spansOf: spansOver(layer, sums) };
};

/**
 * How far the figures of each bundle reach, as columns: a hundred thousand objects would take longer than the sums.
 * @typedef {{low: Float64Array, high: Float64Array, most: Float64Array, stated: Uint8Array, open: Uint8Array,
 *   parts: Int32Array}} Reaches
 */

/** @param {number} count @returns {Reaches} */
const noReaches = (count) => ({
  low: new Float64Array(count).fill(Infinity),
  high: new Float64Array(count).fill(-Infinity),
  most: new Float64Array(count).fill(-Infinity),
  stated: new Uint8Array(count),
  open: new Uint8Array(count),
  parts: new Int32Array(count).fill(1),
});

/**
 * A way to take a figure into what a bundle reaches.
 * @param {Reaches} spans
 */
const widening =
  ({ low, high, most, stated, open }) =>
  /** @param {number} b @param {number} least @param {number} highest @param {number} named */
  (b, least, highest, named) => {
    stated[b] = 1;
    if (least < low[b]) low[b] = least;
    if (highest > high[b]) high[b] = highest;
    if (named > most[b]) most[b] = named;
    if (highest !== highest) open[b] = 1;
  };

/**
 * A way to find the lowest and the highest figure of each bundle over all of its series.
 * @param {LayerRows} layer
 * @param {(bundles: Bundles, b: number, told: boolean) => Sum[]} sums
 */
const spansOver =
  ({ start, end, low, high }, sums) =>
  /** @param {Bundles} bundles @returns {Reaches} */
  (bundles) => {
    const { count, first, order } = bundles;
    const spans = noReaches(count);
    const { stated, open } = spans;
    const take = widening(spans);
    /** Whether all is said of the bundle itself, so that nothing has to be added up. @param {number} b */
    const isPlain = (b) => {
      const [a, z, past] = [bundles.start[b], bundles.end[b], first[b + 1]];
      let k = first[b];
      while (k < past && start[order[k]] === a && end[order[k]] === z) k++;
      return k === past;
    };
    for (let b = 0; b < count; b++) {
      if (isPlain(b)) {
        for (let k = first[b]; k < first[b + 1]; k++) {
          const i = order[k];
          if (low[i] === low[i]) take(b, low[i], high[i], namedBound(low[i], high[i]));
        }
      } else {
        for (const sum of sums(bundles, b, false)) {
          if (!sum.stated) continue;
          take(b, sum.low, sum.high, sum.most);
          spans.parts[b] = Math.max(spans.parts[b], sum.parts);
        }
      }
      if (!stated[b]) spans.low[b] = spans.most[b] = NaN;
      if (!stated[b] || open[b]) spans.high[b] = NaN;
    }
    return spans;
  };
