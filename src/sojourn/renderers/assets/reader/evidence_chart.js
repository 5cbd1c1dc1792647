/** A small line chart of what the sources say about one corridor over time; the table below it holds the same. */

const EV_CHART = { width: 344, height: 190, left: 44, right: 26, top: 10, bottom: 22 };
const EV_DASHES = ["", "6 3", "2 3", "9 3 2 3", "1 4", "12 4"];

/**
 * A round number at or above a value, of which a half is round as well.
 * @param {number} value
 */
const evRoundUp = (value) => {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return [1, 2, 4, 6, 8, 10].map((step) => step * power).find((step) => step >= value) ?? value;
};

/** @param {number} period the middle of a period [years] */
const evMiddle = (period) => {
  const [first, last] = evYears(period);
  return (first + last) / 2;
};

/**
 * The stretches of a series without a gap: periods that follow each other in the whole, each with a figure.
 * @param {EvSeries} one
 * @param {number[]} periods
 * @returns {number[][]}
 */
const evStretches = (one, periods) => {
  /** @type {number[][]} */
  const found = [];
  let open = false;
  for (const period of periods) {
    const there = one.cells.has(period);
    if (there && open) found[found.length - 1].push(period);
    else if (there) found.push([period]);
    open = there;
  }
  return found;
};

/**
 * Where the names of the lines stand at their right ends, none over another.
 * @param {number[]} wanted heights, from the top
 * @param {number} lowest
 */
const evSpread = (wanted, lowest) => {
  const order = [...wanted.keys()].sort((a, b) => wanted[a] - wanted[b] || a - b);
  const at = wanted.slice();
  order.forEach((i, n) => {
    if (n) at[i] = Math.max(at[i], at[order[n - 1]] + 12);
  });
  const over = order.length ? at[order[order.length - 1]] - lowest : 0;
  if (over > 0) {
    order.slice().reverse().forEach((i, n, turned) => {
      at[i] = Math.min(at[i], n ? at[turned[n - 1]] - 12 : lowest);
    });
  }
  return at;
};

/**
 * One series: a pale band from low to high, a line, a mark at each figure; hollow where it is zero.
 * @param {EvSeries} one
 * @param {number[]} periods
 * @param {(period: number) => number} x
 * @param {(value: number) => number} y
 * @param {number} number
 */
const evLine = (one, periods, x, y, number) => {
  const group = svg("g", { class: `ev-series s${number % 6}` });
  const cellAt = (/** @type {number} */ period) => /** @type {EvCell} */ (one.cells.get(period));
  const top = (/** @type {EvCell} */ cell) => (Number.isNaN(cell.high) ? cell.low : cell.high);
  for (const stretch of evStretches(one, periods)) {
    const cells = stretch.map(cellAt);
    const points = (/** @type {(cell: EvCell) => number} */ value) =>
      stretch.map((period, i) => /** @type {[number, number]} */ ([x(period), y(value(cells[i]))]));
    if (cells.some((cell) => top(cell) > cell.low)) {
      const band = [...points((cell) => cell.low), ...points(top).reverse()];
      group.append(svg("path", { class: "ev-band", d: `${linePath(band)}Z` }));
    }
    const line = points((cell) => (cell.low + top(cell)) / 2);
    const dashes = { "stroke-dasharray": EV_DASHES[number % EV_DASHES.length] };
    if (cells.every((cell) => top(cell) === cell.low)) group.append(svg("path", { class: "ev-line", d: linePath(line), ...dashes }));
    stretch.forEach((period, i) => {
      const zero = cells[i].low === 0 && top(cells[i]) === 0;
      const words = `${one.letter} · ${evPeriod(period)}: ${evCellWords(one, cells[i])}`;
      const spot = { class: zero ? "ev-dot zero" : "ev-dot", cx: rounded(x(period)), cy: rounded(line[i][1]), r: zero ? 3.4 : 2.6 };
      group.append(svg("circle", spot, svg("title", {}, words)));
    });
  }
  return group;
};

/**
 * The axes: years below, numbers to the left.
 * @param {number[]} years
 * @param {number} most
 * @param {(year: number) => number} x
 * @param {(value: number) => number} y
 */
const evAxes = (years, most, x, y) => {
  const { width, left, right, height, bottom } = EV_CHART;
  const group = svg("g", { class: "ev-axes" });
  for (const value of [0, most / 2, most]) {
    group.append(
      svg("line", { x1: left, x2: width - right, y1: rounded(y(value)), y2: rounded(y(value)) }),
      svg("text", { x: left - 5, y: rounded(y(value)) + 4, "text-anchor": "end" }, compactNumber(value)),
    );
  }
  let free = -Infinity;
  for (const year of years) {
    if (x(year) < free) continue;
    free = x(year) + 42;
    group.append(svg("text", { x: rounded(x(year)), y: height - bottom + 16, "text-anchor": "middle" }, String(year)));
  }
  return group;
};

/**
 * The chart of some series of one measure.
 * @param {EvSeries[]} series
 * @param {number[]} periods in the order of time
 * @returns {Node[]}
 */
const evChart = (series, periods) => {
  const dated = periods.filter((period) => Number.isFinite(evMiddle(period)));
  const drawn = series.filter((one) => dated.some((period) => one.cells.has(period)));
  if (dated.length < 2 || !drawn.length) return [];
  const { width, height, left, right, top, bottom } = EV_CHART;
  const ends = dated.flatMap(evYears);
  const [first, last] = [Math.min(...ends), Math.max(...ends)];
  const tops = drawn.flatMap((one) => [...one.cells.values()].flatMap((cell) => [cell.low, cell.high])).filter((value) => value >= 0);
  const most = evRoundUp(Math.max(1, ...tops));
  const across = (/** @type {number} */ year) => left + ((year - first) / Math.max(1, last - first)) * (width - left - right);
  const y = (/** @type {number} */ value) => top + (1 - Math.max(0, value) / most) * (height - top - bottom);
  const x = (/** @type {number} */ period) => across(evMiddle(period));
  const marks = drawn.map((one) => {
    const at = dated.filter((period) => one.cells.has(period)).at(-1) ?? dated[0];
    const cell = /** @type {EvCell} */ (one.cells.get(at));
    return { x: x(at), y: y((cell.low + (Number.isNaN(cell.high) ? cell.low : cell.high)) / 2) };
  });
  const labels = evSpread(marks.map((mark) => mark.y + 4), height - bottom);
  const names = drawn.map((one, i) =>
    svg("text", { class: `ev-name s${i % 6}`, x: rounded(Math.min(marks[i].x + 8, width - 14)), y: rounded(labels[i]) }, one.letter),
  );
  const title = t("{0} series from {1} to {2}; the table below holds the same figures", drawn.length, String(first), String(last));
  const picture = svg(
    "svg",
    { class: "ev-chart", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": title },
    evAxes([...new Set(ends)].sort((a, b) => a - b), most, across, y),
    ...drawn.map((one, i) => evLine(one, dated, x, y, i)),
    ...names,
  );
  return [picture, make("p", { class: "soft" }, t("A hollow mark is a figure of zero; a gap, no figure. Each mark stands in the middle of its period."))];
};
