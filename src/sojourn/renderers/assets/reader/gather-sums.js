/** What the series of a bundle say, and what that makes of the bundle. */

/**
 * What one series says of a bundle.
 * @typedef {{low: number, high: number, stated: boolean, open: boolean, rows: number[], parts: number}} Sum
 * `rows` are those whose figures count, as places in the layer, without such a figure those about the bundle itself;
 * `parts` is how many corridors were added up
 */

/** What a series says of nothing. @returns {Sum} */
const emptySum = () => ({ low: 0, high: 0, stated: false, open: false, rows: [], parts: 0 });

/**
 * Adds parts that have nothing in common.
 * @param {{low: number, high: number}[]} parts
 * @param {boolean} lost whether a part has no figure
 * @param {number[]} rows
 * @returns {Sum}
 */
const addedParts = (parts, lost, rows) => {
  const sum = { ...emptySum(), rows, stated: parts.length > 0, parts: parts.length };
  for (const part of parts) {
    sum.low += part.low;
    sum.high += part.high;
  }
  if (lost) sum.high = NaN;
  return { ...sum, open: Number.isNaN(sum.high) };
};

/**
 * A way to add up claims that name several corridors at once: one that is said of Moscow and Saint Petersburg together
 * holds what is said of either. Of claims that share a part of their people only the first counts, and the sum is a
 * lower bound.
 * @param {LayerRows} layer
 */
const untangling = ({ row, start, end, corridor, above, low, high }) => {
  /** @param {number} node @returns {readonly number[]} */
  const outer = (node) => (node < 0 ? [] : above[node]);
  /** @param {number} inner @param {number} around */
  const inside = (inner, around) =>
    (start[inner] === start[around] || outer(start[inner]).includes(start[around])) &&
    (end[inner] === end[around] || outer(end[inner]).includes(end[around]));
  /** @param {number[]} rows @param {number[]} by */
  const within = (rows, by) => rows.every((inner) => by.some((around) => inside(inner, around)));

  /** @param {number[]} list the rows of a series @returns {Map<number, number>[]} of each claim its corridors, with a row of each */
  const byClaim = (list) => {
    /** @type {Map<number, Map<number, number>>} */
    const named = new Map();
    for (const i of list) {
      const claim = data.rows.claim[row[i]];
      named.set(claim, (named.get(claim) ?? new Map()).set(corridor[i], i));
    }
    return [...named.values()];
  };

  /** @param {number[]} list @returns {Sum} */
  return (list) => {
    /** @type {Map<string, {rows: number[], low: number, high: number}>} */
    const groups = new Map();
    const without = [];
    for (const corridors of byClaim(list)) {
      const rows = [...corridors.values()];
      const key = [...corridors.keys()].sort((a, b) => a - b).join();
      const group = groups.get(key);
      if (Number.isNaN(low[rows[0]])) without.push(rows);
      else if (!group) groups.set(key, { rows, low: low[rows[0]], high: high[rows[0]] });
      else {
        group.low = Math.min(group.low, low[rows[0]]);
        group.high = Math.max(group.high, high[rows[0]]);
      }
    }
    const parts = [...groups.values()];
    const outermost = parts.filter(
      (part, n) =>
        !parts.some((by, m) => by !== part && within(part.rows, by.rows) && (m < n || !within(by.rows, part.rows))),
    );
    /** @type {typeof parts} */
    const counted = [];
    for (const part of outermost) {
      const shares = counted.some((by) => part.rows.some((a) => by.rows.some((b) => inside(a, b) || inside(b, a))));
      if (!shares) counted.push(part);
    }
    const lost = counted.length < outermost.length || without.some((rows) => !parts.some((by) => within(rows, by.rows)));
    return addedParts(counted, lost, list.filter((i) => !Number.isNaN(low[i])));
  };
};

/**
 * A way to add up claims that name one corridor each, however many they are: one that contains another one counts for
 * both, and of the figures for the same one the lowest and the highest do.
 * @param {LayerRows} layer
 */
const addingUp = ({ start, end, corridor, pairs, above, low, high }) => {
  const stamp = new Int32Array(pairs.size());
  const lowest = new Float64Array(pairs.size());
  const highest = new Float64Array(pairs.size());
  let serial = 0;

  /** @param {number} i whether another corridor of the series, with a figure, contains that of row i */
  const covered = (i) => {
    const starts = start[i] < 0 ? [] : above[start[i]];
    const ends = end[i] < 0 ? [] : above[end[i]];
    if (!starts.length && !ends.length) return false;
    /** @param {number} from @param {number} to */
    const told = (from, to) => {
      const found = from === start[i] && to === end[i] ? -1 : pairs.find(from, to);
      return found >= 0 && stamp[found] === serial;
    };
    return [start[i], ...starts].some((from) => [end[i], ...ends].some((to) => told(from, to)));
  };

  /** @param {number[]} list the rows of a series @returns {Sum} */
  return (list) => {
    serial++;
    const sum = emptySum();
    const firsts = [];
    for (const i of list) {
      const c = corridor[i];
      if (low[i] !== low[i]) continue;
      sum.rows.push(i);
      if (stamp[c] !== serial) {
        stamp[c] = serial;
        firsts.push(i);
        lowest[c] = low[i];
        highest[c] = high[i];
      } else {
        lowest[c] = Math.min(lowest[c], low[i]);
        highest[c] = Math.max(highest[c], high[i]);
      }
    }
    for (const i of firsts) {
      if (covered(i)) continue;
      sum.low += lowest[corridor[i]];
      sum.high += highest[corridor[i]];
      sum.parts++;
    }
    sum.stated = sum.parts > 0;
    if (sum.rows.length < list.length && list.some((i) => low[i] !== low[i] && stamp[corridor[i]] !== serial && !covered(i))) {
      sum.high = NaN;
    }
    sum.open = Number.isNaN(sum.high);
    return sum;
  };
};

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
  const adding = addingUp(layer);
  const untangled = untangling(layer);

  /** @param {number[]} list rows that all have a figure; the sum spans what they say @returns {Sum} */
  const spanning = (list) => {
    const sum = { ...emptySum(), low: Infinity, high: -Infinity, stated: true, rows: list, parts: 1 };
    for (const i of list) {
      sum.low = Math.min(sum.low, low[i]);
      sum.high = Math.max(sum.high, high[i]);
    }
    return { ...sum, open: Number.isNaN(sum.high) };
  };

  /** @param {number} first the rows of a series @param {number} a @param {number} b the ends of the bundle */
  const sumOf = (first, a, b) => {
    const list = [];
    const whole = [];
    const own = [];
    let tangled = false;
    for (let i = first, before = -1; i >= 0; i = next[i]) {
      const one = claim[row[i]];
      if (one === before) tangled = true;
      before = one;
      list.push(i);
      if (start[i] !== a || end[i] !== b) continue;
      own.push(i);
      if (low[i] === low[i]) whole.push(i);
    }
    if (whole.length) return spanning(whole);
    const sum = tangled ? untangled(list) : adding(list);
    return sum.stated ? sum : { ...sum, rows: own };
  };

  /**
   * What each series says of a bundle, the first met first.
   * @param {Bundles} bundles
   * @param {number} b
   * @returns {Sum[]}
   */
  const sums = (bundles, b) => {
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
      return sumOf(first, bundles.start[b], bundles.end[b]);
    });
  };
  return { sums, spanOf: spanOver(layer, sums) };
};

/**
 * A way to find the lowest and the highest figure of a bundle over all of its series.
 * @param {LayerRows} layer
 * @param {(bundles: Bundles, b: number) => Sum[]} sums
 */
const spanOver =
  ({ start, end, low, high }, sums) =>
  /** @param {Bundles} bundles @param {number} b */
  (bundles, b) => {
    const [a, z] = [bundles.start[b], bundles.end[b]];
    const span = { low: Infinity, high: -Infinity, stated: false, open: false, parts: 1 };
    let plain = true;
    for (let k = bundles.first[b]; k < bundles.first[b + 1]; k++) {
      const i = bundles.order[k];
      if (start[i] !== a || end[i] !== z) plain = false;
      if (low[i] !== low[i]) continue;
      span.stated = true;
      if (low[i] < span.low) span.low = low[i];
      if (high[i] > span.high) span.high = high[i];
      else if (high[i] !== high[i]) span.open = true;
    }
    if (!plain && span.stated) {
      Object.assign(span, { low: Infinity, high: -Infinity, open: false });
      for (const sum of sums(bundles, b)) {
        if (!sum.stated) continue;
        span.low = Math.min(span.low, sum.low);
        span.high = Math.max(span.high, sum.high);
        span.open ||= sum.open;
        span.parts = Math.max(span.parts, sum.parts);
      }
    }
    if (!span.stated) span.low = NaN;
    if (!span.stated || span.open) span.high = NaN;
    return span;
  };
