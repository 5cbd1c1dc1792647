/**
 * SVG in small: elements, text with a rim of paper, curves, and shapes along them. One unit is one CSS pixel.
 *
 * @typedef {[number, number]} Point
 * @typedef {[number, number, number, number]} Box left, top, right, bottom
 */

const SVG_SPACE = "http://www.w3.org/2000/svg";
const SVG_FONT = 'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans SC", sans-serif';

/**
 * An SVG element with its attributes and children; attributes that are null, undefined or false are left out.
 * @param {string} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElement}
 */
const svg = (tag, attributes = {}, ...children) => {
  const element = document.createElementNS(SVG_SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, typeof value === "number" ? String(rounded(value)) : value === true ? "" : value);
  }
  element.append(...children);
  return element;
};

/**
 * A number of pixels with one decimal; a page does not get longer than it must.
 * @param {number} value
 */
const rounded = (value) => Math.round(value * 10) / 10;

/**
 * A line of text with a rim of paper; `y` is the middle of its letters.
 * @param {number} x
 * @param {number} y
 * @param {string} text
 * @param {{anchor?: "start" | "middle" | "end", size?: number, weight?: number, class?: string}} [options]
 */
const svgText = (x, y, text, options = {}) =>
  svg(
    "text",
    {
      x,
      y: y + (options.size ?? 12) * 0.35,
      class: options.class ? `said ${options.class}` : "said",
      "text-anchor": options.anchor && options.anchor !== "start" ? options.anchor : null,
      "font-size": options.size ?? 12,
      "font-weight": options.weight && options.weight !== 400 ? options.weight : null,
    },
    text,
  );

/** @type {Map<string, number>} */
const widths = new Map();
/** @type {CanvasRenderingContext2D | null} */
let ruler = null;

/**
 * The width of a line of text [px], measured once.
 * @param {string} text
 * @param {number} [size]
 * @param {number} [weight]
 */
const textWidth = (text, size = 12, weight = 400) => {
  const font = `${weight} ${size}px ${SVG_FONT}`;
  const key = font + text;
  const known = widths.get(key);
  if (known !== undefined) return known;
  ruler ??= document.createElement("canvas").getContext("2d");
  if (!ruler) return text.length * size * 0.6;
  ruler.font = font;
  const width = ruler.measureText(text).width;
  widths.set(key, width);
  return width;
};

/** So many letters of a line are measured: no picture has room for more. */
const LINE_LETTERS = 1000;

/**
 * A label without what no picture has room for; nearly every label as it is.
 * @param {string} text
 * @param {number} [lines] for which there is room
 */
const longLabelCut = (text, lines = 1) => {
  const most = LINE_LETTERS * lines;
  // Not through the middle of a letter that takes two places.
  return text.length <= most ? text : `${text.slice(0, most).replace(/[\ud800-\udbff]$/, "")}…`;
};

/**
 * As many letters of a text as fit, at least one, with a mark that some were left out; found by halving.
 * @param {string} text
 * @param {(text: string) => boolean} fits
 */
const lettersThatFit = (text, fits) => {
  const letters = [...text];
  const cut = (/** @type {number} */ count) => `${letters.slice(0, count).join("")}…`;
  let least = 1;
  for (let most = letters.length; least < most; ) {
    const middle = (least + most + 1) >> 1;
    if (fits(cut(middle))) least = middle;
    else most = middle - 1;
  }
  return cut(least);
};

/**
 * Points along a curve between two points; `bend` is how far its middle lies beside the straight line, as a part of
 * its length: above zero it passes on the left of somebody who walks it.
 * @param {Point} from
 * @param {Point} to
 * @param {number} [bend]
 * @param {number} [steps]
 * @returns {Point[]}
 */
const curvePoints = (from, to, bend = 0, steps = 24) => {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const aside = [(from[0] + to[0]) / 2 + 2 * bend * dy, (from[1] + to[1]) / 2 - 2 * bend * dx];
  return Array.from({ length: steps + 1 }, (_, i) => {
    const t = i / steps;
    const [a, b, c] = [(1 - t) * (1 - t), 2 * t * (1 - t), t * t];
    return /** @type {Point} */ ([
      a * from[0] + b * aside[0] + c * to[0],
      a * from[1] + b * aside[1] + c * to[1],
    ]);
  });
};

/**
 * Points along a loop that leaves a place and comes back to it.
 * @param {Point} at
 * @param {number} inner distance of its ends from the place [px]
 * @param {number} size how far it reaches out [px]
 * @param {number} [angle] where it points [radians; 0 = right, growing clockwise]
 * @returns {Point[]}
 */
const loopPoints = (at, inner, size, angle = -Math.PI / 2) => {
  const radius = size / 2;
  const middle = [at[0] + (inner + radius) * Math.cos(angle), at[1] + (inner + radius) * Math.sin(angle)];
  const gap = 0.5;
  return Array.from({ length: 33 }, (_, i) => {
    const turn = angle + Math.PI + gap + ((2 * Math.PI - 2 * gap) * i) / 32;
    return /** @type {Point} */ ([middle[0] + radius * Math.cos(turn), middle[1] + radius * Math.sin(turn)]);
  });
};

/**
 * How far one point is from another [px]; faster than `Math.hypot`, which is asked a hundred thousand times for a map.
 * @param {Point} a
 * @param {Point} b
 */
const apartBy = (a, b) => Math.sqrt((b[0] - a[0]) * (b[0] - a[0]) + (b[1] - a[1]) * (b[1] - a[1]));

/**
 * How long a line of points is [px].
 * @param {Point[]} points
 */
const lineLength = (points) => {
  let length = 0;
  for (let i = 1; i < points.length; i += 1) length += apartBy(points[i - 1], points[i]);
  return length;
};

/**
 * The point at a part of a line's length.
 * @param {Point[]} points
 * @param {number} part from 0 to 1
 * @param {number} [length] of the line, where it is known [px]
 * @returns {Point}
 */
const pointAlong = (points, part, length = lineLength(points)) => {
  let left = length * part;
  for (let i = 1; i < points.length; i += 1) {
    const from = points[i - 1];
    const to = points[i];
    const step = apartBy(from, to);
    if (left <= step && step > 0) return [from[0] + ((to[0] - from[0]) * left) / step, from[1] + ((to[1] - from[1]) * left) / step];
    left -= step;
  }
  return points[points.length - 1];
};

/**
 * The part of a line between two distances from its ends.
 * @param {Point[]} points
 * @param {number} head taken off at the start [px]
 * @param {number} tail taken off at the end [px]
 * @returns {Point[]} at least two points
 */
const shortened = (points, head, tail) => {
  const whole = lineLength(points);
  if (head <= 0 && tail <= 0) return points;
  const first = Math.min(head, whole * 0.45);
  const last = whole - Math.min(tail, whole * 0.45);
  /** @type {Point[]} */
  const kept = [];
  let gone = 0;
  points.forEach(([x, y], i) => {
    if (i) gone += apartBy(points[i - 1], points[i]);
    if (gone > first && gone < last) kept.push([x, y]);
  });
  return [pointAlong(points, first / whole, whole), ...kept, pointAlong(points, last / whole, whole)];
};

/**
 * The path of an open line.
 * @param {Point[]} points
 */
const linePath = (points) => points.map(([x, y], i) => `${i ? "L" : "M"}${rounded(x)},${rounded(y)}`).join("");

/**
 * The outline of a ribbon along a line, and the points of its two edges.
 * @param {Point[]} points
 * @param {(part: number) => number} widthAt full width at a part of the line [px]
 * @returns {{left: Point[], right: Point[], path: string}}
 */
const ribbon = (points, widthAt) => {
  /** @type {Point[]} */
  const left = [];
  /** @type {Point[]} */
  const right = [];
  const last = points.length - 1;
  points.forEach(([x, y], i) => {
    const [ax, ay] = points[Math.max(0, i - 1)];
    const [bx, by] = points[Math.min(last, i + 1)];
    const length = Math.hypot(bx - ax, by - ay) || 1;
    const half = widthAt(i / last) / 2;
    const [nx, ny] = [(-(by - ay) / length) * half, ((bx - ax) / length) * half];
    left.push([x - nx, y - ny]);
    right.push([x + nx, y + ny]);
  });
  return { left, right, path: `${linePath([...left, ...right.slice().reverse()])}Z` };
};
