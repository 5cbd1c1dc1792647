/**
 * What lies under a point: a uniform grid over the world, each cell with the marks that pass through it, largest first.
 * @typedef {{left: number, top: number, size: number, across: number, down: number, first: Int32Array,
 *   marks: Int32Array}} HitGrid
 */

/** Side of a cell at the look that shows everything, and how far a click may miss [CSS px]. */
const HIT_CELL = 24;
const HIT_REACH = 12;

/**
 * Calls back for every cell that a mark passes through; a cell may come twice.
 * @param {Lines} lines
 * @param {HitGrid} grid
 * @param {number} i
 * @param {boolean} loop
 * @param {(cell: number) => void} visit
 */
const cellsOfMark = (lines, grid, i, loop, visit) => {
  const [ax, ay, bx, by] = [lines.ax[i], lines.ay[i], lines.bx[i], lines.by[i]];
  const [cx, cy] = [(ax + bx) / 2 + 2 * CANVAS_BEND * (by - ay), (ay + by) / 2 - 2 * CANVAS_BEND * (bx - ax)];
  const long = Math.hypot(bx - ax, by - ay);
  const steps = loop ? 1 : Math.max(1, Math.ceil((2.2 * long) / grid.size));
  let last = -1;
  for (let step = 0; step <= steps; step++) {
    const t = step / steps;
    const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
    const column = Math.floor((a * ax + b * cx + c * bx - grid.left) / grid.size);
    const row = Math.floor((a * ay + b * cy + c * by - grid.top) / grid.size);
    if (column < 0 || row < 0 || column >= grid.across || row >= grid.down) continue;
    const cell = row * grid.across + column;
    if (cell !== last) visit((last = cell));
  }
};

/**
 * Makes the grid, a few thousand marks at a time.
 * @param {Flat} flat
 * @param {Lines} lines
 * @param {Ground} ground
 * @param {number} k of the look that shows everything
 * @returns {Generator<void, HitGrid>}
 */
function* gridSteps(flat, lines, ground, k) {
  const size = HIT_CELL / k;
  const margin = 4 * size;
  const [left, top, right, bottom] = ground.box;
  const grid = {
    left: left - margin, top: top - margin, size,
    across: Math.ceil((right - left + 2 * margin) / size), down: Math.ceil((bottom - top + 2 * margin) / size),
    first: new Int32Array(0), marks: new Int32Array(0),
  };
  const first = new Int32Array(grid.across * grid.down + 1);
  for (let i = 0; i < flat.length; i++) {
    cellsOfMark(lines, grid, i, flat.start[i] === flat.end[i], (cell) => first[cell + 1]++);
    if (i % 4000 === 3999) yield;
  }
  for (let cell = 1; cell < first.length; cell++) first[cell] += first[cell - 1];
  const marks = new Int32Array(first[first.length - 1]);
  const next = first.slice();
  for (let i = 0; i < flat.length; i++) {
    cellsOfMark(lines, grid, i, flat.start[i] === flat.end[i], (cell) => (marks[next[cell]++] = i));
    if (i % 4000 === 3999) yield;
  }
  return Object.assign(grid, { first, marks });
}

/**
 * How far a point is from a line of points.
 * @param {number} x
 * @param {number} y
 * @param {Point[]} points
 */
const distanceTo = (x, y, points) => {
  let best = Infinity;
  for (let i = 1; i < points.length; i++) {
    const [[ax, ay], [bx, by]] = [points[i - 1], points[i]];
    const [dx, dy] = [bx - ax, by - ay];
    const along = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy || 1)));
    best = Math.min(best, Math.hypot(x - ax - along * dx, y - ay - along * dy));
  }
  return best;
};

/**
 * The mark at a point of the screen: the largest of those that are drawn there, or else the nearest within reach.
 * @param {Flat} flat
 * @param {Lines} lines
 * @param {HitGrid} grid
 * @param {Look} look
 * @param {number} x [CSS px]
 * @param {number} y [CSS px]
 * @returns {number} -1 for none
 */
const markNear = (flat, lines, grid, look, x, y) => {
  const column = Math.floor(((x - look.x) / look.k - grid.left) / grid.size);
  const row = Math.floor(((y - look.y) / look.k - grid.top) / grid.size);
  /** @type {Set<number>} */
  const near = new Set();
  for (let r = Math.max(0, row - 1); r <= Math.min(grid.down - 1, row + 1); r++) {
    for (let c = Math.max(0, column - 1); c <= Math.min(grid.across - 1, column + 1); c++) {
      const cell = r * grid.across + c;
      for (let at = grid.first[cell]; at < grid.first[cell + 1]; at++) near.add(grid.marks[at]);
    }
  }
  let found = -1;
  let best = HIT_REACH;
  for (const i of [...near].sort((one, other) => one - other)) {
    const half = flat.stated[i] ? arrowScale(flat.bundles[i], flat.width).of(flat.low[i]) / 2 : 1;
    const away = distanceTo(x, y, markPoints(flat, lines, look, i, 12)) - half;
    if (away <= 2) return i;
    if (away < best) [best, found] = [away, i];
  }
  return found;
};
