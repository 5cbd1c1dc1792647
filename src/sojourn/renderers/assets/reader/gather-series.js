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
  return { sums, spanOf: spanOver(layer, sums) };
};

/**
 * How far the figures of a bundle reach.
 * @typedef {{low: number, high: number, most: number, stated: boolean, open: boolean, parts: number}} Reach
 */

/**
 * A way to find the lowest and the highest figure of a bundle over all of its series.
 * @param {LayerRows} layer
 * @param {(bundles: Bundles, b: number, told: boolean) => Sum[]} sums
 */
const spanOver =
  ({ start, end, low, high }, sums) =>
  /** @param {Bundles} bundles @param {number} b @returns {Reach} */
  (bundles, b) => {
    const [a, z] = [bundles.start[b], bundles.end[b]];
    const span = { low: Infinity, high: -Infinity, most: -Infinity, stated: false, open: false, parts: 1 };
    const take = (/** @type {number} */ least, /** @type {number} */ highest, /** @type {number} */ most) => {
      span.stated = true;
      if (least < span.low) span.low = least;
      if (highest > span.high) span.high = highest;
      if (most > span.most) span.most = most;
      if (highest !== highest) span.open = true;
    };
    let plain = true;
    for (let k = bundles.first[b]; k < bundles.first[b + 1] && plain; k++) {
      const i = bundles.order[k];
      plain = start[i] === a && end[i] === z;
      if (plain && low[i] === low[i]) take(low[i], high[i], namedBound(low[i], high[i]));
    }
    if (!plain) {
      Object.assign(span, { low: Infinity, high: -Infinity, most: -Infinity, stated: false, open: false });
      for (const sum of sums(bundles, b, false)) {
        if (!sum.stated) continue;
        take(sum.low, sum.high, sum.most);
        span.parts = Math.max(span.parts, sum.parts);
      }
    }
    if (!span.stated) span.low = span.most = NaN;
    if (!span.stated || span.open) span.high = NaN;
    return span;
  };
