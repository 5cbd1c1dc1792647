/**
 * Where things lie on the canvas: places on the map, or around a circle in the order in which they contain each other.
 *
 * World units are those of the map; a `Look` turns them into CSS pixels: screen = world × k + offset.
 * @typedef {{k: number, x: number, y: number}} Look
 * @typedef {{x: Float64Array, y: Float64Array, used: number[], box: Box, map: boolean, line: number, below: number}} Ground
 * `line` parts the map from the `below` nodes without a position, which stand under it; NaN where all have one.
 * @typedef {{ax: Float32Array, ay: Float32Array, bx: Float32Array, by: Float32Array}} Lines
 */

const CANVAS_BEND = 0.1;
/** How far an end that nobody states lies from the place at the other end, and how large a loop is [CSS px]. */
const CANVAS_STUB = 40;
const CANVAS_LOOP = 22;

/**
 * Positions of nodes on the map; those without one of their own stand in the middle of what lies in them.
 * @returns {{x: Float64Array, y: Float64Array}} NaN where nothing is known
 */
const mapPositions = () => {
  const count = data.nodes.length;
  const [x, y] = [new Float64Array(count).fill(NaN), new Float64Array(count).fill(NaN)];
  const [sumX, sumY, parts] = [new Float64Array(count), new Float64Array(count), new Float64Array(count)];
  data.nodes.forEach((node, i) => {
    if (typeof node.x !== "number" || typeof node.y !== "number") return;
    [x[i], y[i]] = [node.x, node.y];
    for (let up = node.within, steps = 0; up >= 0 && steps < 20; up = data.nodes[up].within ?? -1, steps++) {
      sumX[up] += node.x;
      sumY[up] += node.y;
      parts[up] += 1;
    }
  });
  for (let i = 0; i < count; i++) {
    if (Number.isNaN(x[i]) && parts[i]) [x[i], y[i]] = [sumX[i] / parts[i], sumY[i] / parts[i]];
  }
  return { x, y };
};

/**
 * The nodes at the ends of the marks, and the places; one without a position only where something is drawn at it.
 * @param {Flat} flat
 * @param {Float64Array} x
 * @returns {number[]}
 */
const usedNodes = (flat, x) => {
  const seen = new Uint8Array(data.nodes.length);
  for (let i = 0; i < flat.length; i++) {
    if (flat.start[i] >= 0) seen[flat.start[i]] = 1;
    if (flat.end[i] >= 0) seen[flat.end[i]] = 1;
  }
  for (const { node, rings } of flat.places) if (rings.length || !Number.isNaN(x[node])) seen[node] = 1;
  return [...seen.keys()].filter((node) => seen[node]);
};

/**
 * The containers of a node from the outermost to itself, as text that sorts like a table of contents.
 * @param {number} node
 */
const containmentPath = (node) => {
  const path = [];
  for (let up = node, steps = 0; up >= 0 && steps < 20; up = data.nodes[up].within ?? -1, steps++) {
    path.unshift(String(up).padStart(6, "0"));
  }
  return path.join(" ");
};

/**
 * Gives every used node a position.
 * @param {Flat} flat
 * @returns {Ground}
 */
const groundOf = (flat) => {
  const { x, y } = mapPositions();
  const used = usedNodes(flat, x);
  const without = used.filter((node) => Number.isNaN(x[node]));
  const map = without.length * 2 < used.length;
  if (!map) {
    const order = used.slice().sort((one, other) => (containmentPath(one) < containmentPath(other) ? -1 : 1));
    order.forEach((node, i) => {
      const angle = (2 * Math.PI * i) / order.length - Math.PI / 2;
      [x[node], y[node]] = [500 * Math.cos(angle), 500 * Math.sin(angle)];
    });
  }
  /** @type {Box} */
  const box = map ? spanOfNodes(used.filter((node) => !Number.isNaN(x[node])), x, y) : [-500, -500, 500, 500];
  let line = NaN;
  if (map && without.length) {
    // What has no place on the map stands in a row below it.
    const wide = Math.max(box[2] - box[0], 1);
    line = box[3] + wide * 0.06;
    box[3] += wide * 0.12;
    without.forEach((node, i) => ([x[node], y[node]] = [box[0] + (wide * (i + 0.5)) / without.length, box[3]]));
  }
  return { x, y, used, box, map, line, below: map ? without.length : 0 };
};

/**
 * @param {number[]} nodes
 * @param {Float64Array} x
 * @param {Float64Array} y
 * @returns {Box}
 */
const spanOfNodes = (nodes, x, y) => {
  /** @type {Box} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const node of nodes) {
    box[0] = Math.min(box[0], x[node]);
    box[1] = Math.min(box[1], y[node]);
    box[2] = Math.max(box[2], x[node]);
    box[3] = Math.max(box[3], y[node]);
  }
  return nodes.length ? box : [0, 0, 1, 1];
};

/**
 * How high the picture is: as high as what it shows at its width, within the room that there is.
 * @param {Ground} ground
 * @param {Pane} pane
 */
const heightOf = ({ box, map }, { width, height }) => {
  if (!map) return height;
  const wanted = (width * (box[3] - box[1])) / Math.max(box[2] - box[0], 1e-6) + 2 * (CANVAS_STUB + 8);
  return Math.round(Math.min(height, Math.max(wanted, width * 0.5, 280)));
};

/**
 * The look that shows everything.
 * @param {Ground} ground
 * @param {number} width [CSS px]
 * @param {number} height [CSS px]
 * @returns {Look}
 */
const fittingLook = ({ box, map }, width, height) => {
  const [across, down] = map ? [width > 600 ? 64 : 36, CANVAS_STUB + 8] : [width > 600 ? 130 : 80, 40];
  const k = Math.min(
    (width - 2 * across) / Math.max(box[2] - box[0], 1e-6),
    (height - 2 * down) / Math.max(box[3] - box[1], 1e-6),
    1e3,
  );
  return { k, x: width / 2 - (k * (box[0] + box[2])) / 2, y: height / 2 - (k * (box[1] + box[3])) / 2 };
};

/**
 * The ends of every mark in world units; an end that nobody states lies a little aside of the other one.
 * @param {Flat} flat
 * @param {Ground} ground
 * @param {number} k of the look that shows everything
 * @returns {Lines}
 */
const linesOf = (flat, ground, k) => {
  const room = () => new Float32Array(flat.length);
  const lines = { ax: room(), ay: room(), bx: room(), by: room() };
  for (let i = 0; i < flat.length; i++) {
    const [start, end] = [flat.start[i], flat.end[i]];
    const known = start >= 0 ? start : end;
    // Stubs fan out around a place instead of covering each other.
    const angle = (start >= 0 ? 0.6 : 3.6) + (known % 7) * 0.25;
    const aside = [(CANVAS_STUB / k) * Math.cos(angle), (CANVAS_STUB / k) * Math.sin(angle)];
    lines.ax[i] = start >= 0 ? ground.x[start] : ground.x[end] + aside[0];
    lines.ay[i] = start >= 0 ? ground.y[start] : ground.y[end] + aside[1];
    lines.bx[i] = end >= 0 ? ground.x[end] : ground.x[start] + aside[0];
    lines.by[i] = end >= 0 ? ground.y[end] : ground.y[start] + aside[1];
  }
  return lines;
};

/**
 * The points of a mark on the screen, from its origin to its destination.
 * @param {Flat} flat
 * @param {Lines} lines
 * @param {Look} look
 * @param {number} i
 * @param {number} [steps]
 * @returns {Point[]}
 */
const markPoints = (flat, lines, { k, x, y }, i, steps = 16) => {
  /** @type {Point} */
  const from = [lines.ax[i] * k + x, lines.ay[i] * k + y];
  if (flat.start[i] === flat.end[i]) return loopPoints(from, 3, CANVAS_LOOP);
  return curvePoints(from, [lines.bx[i] * k + x, lines.by[i] * k + y], CANVAS_BEND, steps);
};

/** The colours of the theme, asked of the browser once. @type {Map<string, string>} */
const canvasColours = new Map();

/**
 * A colour of the theme.
 * @param {string} name of its token, without the dashes
 * @returns {string}
 */
const canvasColour = (name) => {
  const known = canvasColours.get(name);
  if (known !== undefined) return known;
  const value = getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim() || "#777";
  canvasColours.set(name, value);
  return value;
};
