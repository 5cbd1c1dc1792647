/**
 * Labels that cover nothing, and the way through a picture by keyboard.
 *
 * @typedef {{text: string, size?: number, weight?: number, class?: string}} Line
 * @typedef {{key: string, lines: Line[], at: Point, gap?: number, mark?: any, class?: string, room?: number,
 *   spots?: [number, number, "start" | "middle" | "end"][]}} Candidate
 * @typedef {{candidate: Candidate, x: number, y: number, anchor: "start" | "middle" | "end", box: Box}} Placed
 */

const LABEL_STEP = 1.25;

/**
 * The size of a label [px].
 * @param {Line[]} lines
 */
const labelSize = (lines) => ({
  width: Math.max(...lines.map((line) => textWidth(line.text, line.size, line.weight))),
  height: lines.reduce((sum, line) => sum + (line.size ?? 12) * LABEL_STEP, 0),
});

/**
 * Whether two boxes share any room.
 * @param {Box} a
 * @param {Box} b
 */
const overlap = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];

/**
 * Where a label may stand around its point, the best first: x, its middle in y, and its anchor.
 * @param {Candidate} candidate
 * @param {{width: number, height: number}} size
 * @returns {[number, number, "start" | "middle" | "end"][]}
 */
const labelSpots = (candidate, size) => {
  if (candidate.spots) return candidate.spots;
  const [x, y] = candidate.at;
  const gap = candidate.gap ?? 5;
  const aside = gap * 0.75;
  const away = gap + size.height / 2;
  return [
    [x + gap + 2, y, "start"],
    [x - gap - 2, y, "end"],
    [x, y - away, "middle"],
    [x, y + away, "middle"],
    [x + aside, y - away * 0.85, "start"],
    [x + aside, y + away * 0.85, "start"],
    [x - aside, y - away * 0.85, "end"],
    [x - aside, y + away * 0.85, "end"],
  ];
};

/**
 * The box of a label [px], with what it keeps free beside it, away from its point.
 * @param {[number, number, "start" | "middle" | "end"]} spot
 * @param {{width: number, height: number}} size
 * @param {number} [room]
 * @returns {Box}
 */
const labelBox = ([x, y, anchor], { width, height }, room = 0) => {
  const left = anchor === "start" ? x : anchor === "end" ? x - width : x - width / 2;
  const [before, after] = [anchor === "start" ? 0 : room, anchor === "end" ? 0 : room];
  return [left - 1 - before, y - height / 2, left + width + 1 + after, y + height / 2];
};

/**
 * Boxes found by where they lie, so that ten thousand labels do not ask each other.
 * @param {Box[]} [boxes]
 */
const boxGrid = (boxes = []) => {
  const CELL = 64;
  /** @type {Map<string, Box[]>} */
  const cells = new Map();
  const cellsOf = (/** @type {Box} */ box) => {
    const keys = [];
    for (let x = Math.floor(box[0] / CELL); x <= Math.floor(box[2] / CELL); x += 1)
      for (let y = Math.floor(box[1] / CELL); y <= Math.floor(box[3] / CELL); y += 1) keys.push(`${x} ${y}`);
    return keys;
  };
  const add = (/** @type {Box} */ box) =>
    cellsOf(box).forEach((key) => (cells.has(key) ? cells.get(key)?.push(box) : cells.set(key, [box])));
  const free = (/** @type {Box} */ box) =>
    cellsOf(box).every((key) => !(cells.get(key) ?? []).some((other) => overlap(box, other)));
  boxes.forEach(add);
  return { add, free };
};

/**
 * Finds room for labels, the most important first; one that finds none is hidden, and the picture says how many.
 * @param {Candidate[]} candidates most important first
 * @param {Box[]} obstacles what no label may cover
 * @param {Box} frame what every label lies in
 * @returns {{placed: Placed[], hidden: Candidate[]}}
 */
const placeLabels = (candidates, obstacles, frame) => {
  const taken = boxGrid(obstacles);
  /** @type {Placed[]} */
  const placed = [];
  /** @type {Candidate[]} */
  const hidden = [];
  for (const candidate of candidates) {
    const size = labelSize(candidate.lines);
    const inside = labelSpots(candidate, size).filter((spot) => {
      const box = labelBox(spot, size, candidate.room);
      return box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3];
    });
    const spot = inside.find((one) => taken.free(labelBox(one, size, candidate.room)));
    if (!spot) {
      hidden.push(candidate);
      continue;
    }
    const box = labelBox(spot, size, candidate.room);
    taken.add(box);
    placed.push({ candidate, x: spot[0], y: spot[1], anchor: spot[2], box });
  }
  return { placed, hidden };
};

/**
 * A label as it is drawn; a click on the name of a mark is a click on the mark.
 * @param {Placed} placed
 */
const labelElement = ({ candidate, x, anchor, box }) => {
  let y = box[1];
  const lines = candidate.lines.map((line) => {
    const height = (line.size ?? 12) * LABEL_STEP;
    y += height;
    return svgText(x, y - height / 2, line.text, { ...line, anchor });
  });
  const chosen = candidate.mark && isChosen(candidate.mark);
  const state = chosen === true ? " chosen" : chosen === false ? " faded" : "";
  const element = svg("g", { class: `label ${candidate.class ?? ""}${state}`.trim(), "aria-hidden": "true" }, ...lines);
  if (candidate.mark) {
    markOf.set(element, candidate.mark);
    element.classList.add("hand");
  }
  return element;
};

/**
 * Boxes along a line that labels should keep off: one for each step of it.
 * @param {Point[]} points
 * @param {number} width [px]
 * @returns {Box[]}
 */
const lineBoxes = (points, width) => {
  const half = Math.max(width / 2, 2);
  const length = lineLength(points);
  const steps = Math.max(2, Math.ceil(length / 10));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const [x, y] = pointAlong(points, i / steps, length);
    return /** @type {Box} */ ([x - half, y - half, x + half, y + half]);
  });
};

/**
 * Gives a picture one tab stop and the arrow keys: each goes to the nearest mark in its direction; Home and End to the
 * first and the last; Enter and the space bar choose.
 * @param {Element} picture
 * @param {string} [focused] key of the mark that had the focus before the picture was drawn anew
 */
const startRoving = (picture, focused = "") => {
  const marks = /** @type {SVGElement[]} */ ([...picture.querySelectorAll("[data-mark]")]);
  const current = marks.find((mark) => mark.dataset.mark === focused);
  (current ?? marks[0])?.setAttribute("tabindex", "0");
  if (current) current.focus({ preventScroll: true });
  picture.addEventListener("click", (event) => {
    const mark = markUnder(/** @type {Element} */ (event.target), picture);
    if (mark) chooseMark(mark);
  });
  picture.addEventListener("keydown", (event) => roveBy(/** @type {KeyboardEvent} */ (event), marks));
};

/**
 * The mark that an element belongs to.
 * @param {Element | null} element
 * @param {Element} picture
 */
const markUnder = (element, picture) => {
  for (let one = element; one && one !== picture; one = one.parentElement) {
    if (markOf.has(one)) return markOf.get(one);
  }
  return null;
};

/**
 * The key of the mark in a picture that has the focus; empty when none has.
 * @param {Element} box
 * @returns {string}
 */
const focusedMark = (box) => {
  const active = document.activeElement;
  return active && box.contains(active) ? (/** @type {HTMLElement} */ (active).dataset.mark ?? "") : "";
};

/** @type {Record<string, Point>} */
const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * @param {KeyboardEvent} event
 * @param {SVGElement[]} marks
 */
const roveBy = (event, marks) => {
  const here = marks.indexOf(/** @type {SVGElement} */ (event.target));
  if (here < 0 || event.ctrlKey || event.metaKey || event.altKey) return;
  const direction = DIRECTIONS[event.key];
  if (event.key === "Enter" || event.key === " ") chooseMark(markOf.get(marks[here]));
  else if (event.key === "Home" || event.key === "End") moveFocus(marks, event.key === "Home" ? 0 : marks.length - 1);
  else if (direction) moveFocus(marks, nearestMark(marks, here, direction));
  else return;
  event.preventDefault();
  event.stopPropagation();
};

/**
 * @param {SVGElement[]} marks
 * @param {number} index
 */
const moveFocus = (marks, index) => {
  marks.forEach((mark, i) => mark.setAttribute("tabindex", i === index ? "0" : "-1"));
  marks[index].focus();
};

/**
 * The nearest mark in a direction; the next one in order where none lies there, so that every mark can be reached.
 * @param {SVGElement[]} marks
 * @param {number} here
 * @param {Point} direction
 */
const nearestMark = (marks, here, [dx, dy]) => {
  const middle = (/** @type {SVGElement} */ mark) => {
    const box = mark.getBoundingClientRect();
    return [box.left + box.width / 2, box.top + box.height / 2];
  };
  const [x, y] = middle(marks[here]);
  let best = Infinity;
  let found = -1;
  marks.forEach((mark, i) => {
    const [mx, my] = middle(mark);
    const ahead = (mx - x) * dx + (my - y) * dy;
    const aside = Math.abs((mx - x) * dy) + Math.abs((my - y) * dx);
    if (i === here || ahead < 1 || aside > 3 * ahead) return;
    if (ahead + 2 * aside < best) [best, found] = [ahead + 2 * aside, i];
  });
  return found >= 0 ? found : (here + (dx + dy > 0 ? 1 : marks.length - 1)) % marks.length;
};
