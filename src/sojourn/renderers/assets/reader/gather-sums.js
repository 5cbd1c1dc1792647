/** What the series of a bundle say, and what that makes of the bundle. */

/**
 * What one series says of a bundle.
 * @typedef {{low: number, high: number, most: number, stated: boolean, open: boolean, rows: number[], parts: number}} Sum
 * `most` is the largest bound that is named, also where there is no upper bound of all; `rows` are those whose figures
 * count, as places in the layer, without such a figure those about the bundle itself; `parts` is how many corridors
 * were added up
 */

/** What a series says of nothing. @returns {Sum} */
const emptySum = () => ({ low: 0, high: 0, most: 0, stated: false, open: false, rows: [], parts: 0 });

/** The largest bound of a figure. @param {number} low @param {number} high NaN for none */
const namedBound = (low, high) => (high > low ? high : low);

/**
 * Adds parts that have nothing in common.
 * @param {{low: number, high: number, most: number}[]} parts
 * @param {boolean} lost whether a part has no figure
 * @param {number[]} rows
 * @returns {Sum}
 */
const addedParts = (parts, lost, rows) => {
  const sum = { ...emptySum(), rows, stated: parts.length > 0, parts: parts.length };
  for (const part of parts) {
    sum.low += part.low;
    sum.high += part.high;
    sum.most += part.most;
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
    /** @type {Map<string, {rows: number[], low: number, high: number, most: number}>} */
    const groups = new Map();
    const without = [];
    for (const corridors of byClaim(list)) {
      const rows = [...corridors.values()];
      const key = [...corridors.keys()].sort((a, b) => a - b).join();
      const group = groups.get(key);
      const own = { rows, low: low[rows[0]], high: high[rows[0]], most: namedBound(low[rows[0]], high[rows[0]]) };
      if (Number.isNaN(own.low)) without.push(rows);
      else if (!group) groups.set(key, own);
      else {
        group.low = Math.min(group.low, own.low);
        group.high = Math.max(group.high, own.high);
        group.most = Math.max(group.most, own.most);
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
 * both, and of the figures for the same one the lowest and the highest do. Whether China holds Hong Kong no table says:
 * the sum reaches from without to with.
 * @param {LayerRows} layer
 */
const addingUp = ({ start, end, corridor, pairs, above, low, high }) => {
  const stamp = new Int32Array(pairs.size());
  const lowest = new Float64Array(pairs.size());
  const highest = new Float64Array(pairs.size());
  const most = new Float64Array(pairs.size());
  const firsts = new Int32Array(pairs.size());
  const around = above.map((outer, node) => [node, ...outer]);
  const nowhere = [-1];
  let serial = 0;

  /** @param {number} i whether another corridor of the series, with a figure, contains that of row i */
  const covered = (i) => {
    const starts = start[i] < 0 ? nowhere : around[start[i]];
    const ends = end[i] < 0 ? nowhere : around[end[i]];
    for (let a = 0; a < starts.length; a++) {
      for (let z = a ? 0 : 1; z < ends.length; z++) {
        const found = pairs.find(starts[a], ends[z]);
        if (found >= 0 && stamp[found] === serial) return true;
      }
    }
    return false;
  };

  /** @param {number} i takes in the figure of a row; says whether it is the first of its corridor */
  const taken = (i) => {
    const c = corridor[i];
    const bound = namedBound(low[i], high[i]);
    if (stamp[c] === serial) {
      lowest[c] = Math.min(lowest[c], low[i]);
      highest[c] = Math.max(highest[c], high[i]);
      most[c] = Math.max(most[c], bound);
      return false;
    }
    stamp[c] = serial;
    lowest[c] = low[i];
    highest[c] = high[i];
    most[c] = bound;
    return true;
  };

  /** @param {Int32Array} list the rows of a series @param {boolean} told whether their numbers are wanted @returns {Sum} */
  return (list, told) => {
    serial++;
    const sum = emptySum();
    let [count, figures] = [0, 0];
    for (let k = 0; k < list.length; k++) {
      const i = list[k];
      if (low[i] !== low[i]) continue;
      figures++;
      if (told) sum.rows.push(i);
      if (taken(i)) firsts[count++] = i;
    }
    for (let k = 0; k < count; k++) {
      const c = corridor[firsts[k]];
      if (covered(firsts[k])) {
        if (!countedApart[start[firsts[k]]] && !countedApart[end[firsts[k]]]) continue;
        sum.high += highest[c];
        sum.most += most[c];
        continue;
      }
      sum.low += lowest[c];
      sum.high += highest[c];
      sum.most += most[c];
      sum.parts++;
    }
    sum.stated = sum.parts > 0;
    if (figures < list.length && list.some((i) => low[i] !== low[i] && stamp[corridor[i]] !== serial && !covered(i))) {
      sum.high = NaN;
    }
    sum.open = Number.isNaN(sum.high);
    return sum;
  };
};
