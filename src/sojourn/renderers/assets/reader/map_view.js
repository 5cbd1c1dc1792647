/**
 * What part of the map is seen, and how a reader moves it: wheel with Ctrl, drag, pinch, buttons, keys.
 *
 * @typedef {{k: number, x: number, y: number, fit: number, width: number, height: number, spread: Set<string>}} MapView
 *   pixels for a map unit; the map unit in the left top corner; the scale at which everything is seen; size [px]
 */

const MAP_CLOSEST = 14;

/**
 * The whole of the data in a frame.
 * @param {number} width
 * @param {number} height
 * @returns {MapView}
 */
const wholeMap = (width, height) => {
  const [left, top, right, bottom] = data.land.extent;
  const rim = width < 600 ? 6 : 12;
  const k = Math.min((width - 2 * rim) / (right - left), (height - 2 * rim) / (bottom - top));
  const x = (left + right) / 2 - width / 2 / k;
  return { k, x, y: (top + bottom) / 2 - height / 2 / k, fit: k, width, height, spread: new Set() };
};

/**
 * How high a map is drawn at a width: as high as the data need, and not so flat that nothing can be read.
 * @param {number} width
 * @param {number} most
 */
const mapHeight = (width, most) => {
  const [left, top, right, bottom] = data.land.extent;
  const wanted = ((bottom - top) / (right - left)) * width;
  return Math.round(Math.min(most, Math.max(wanted, Math.min(width < 600 ? 210 : 260, most))));
};

/**
 * Makes a view larger or smaller around a point of the frame.
 * @param {MapView} view
 * @param {number} factor
 * @param {number} [px]
 * @param {number} [py]
 */
const zoomMap = (view, factor, px = view.width / 2, py = view.height / 2) => {
  const k = Math.min(view.fit * MAP_CLOSEST, Math.max(view.fit, view.k * factor));
  const [x, y] = [view.x + px / view.k, view.y + py / view.k];
  if (k === view.fit) Object.assign(view, { ...wholeMap(view.width, view.height), spread: view.spread });
  else Object.assign(view, { k, x: x - px / k, y: y - py / k });
  keepOnMap(view);
};

/**
 * Moves a view by pixels.
 * @param {MapView} view
 * @param {number} dx
 * @param {number} dy
 */
const panMap = (view, dx, dy) => {
  view.x -= dx / view.k;
  view.y -= dy / view.k;
  keepOnMap(view);
};

/**
 * Keeps the middle of the frame on the map.
 * @param {MapView} view
 */
const keepOnMap = (view) => {
  const [halfWidth, halfHeight] = [view.width / 2 / view.k, view.height / 2 / view.k];
  view.x = Math.min(data.land.width, Math.max(0, view.x + halfWidth)) - halfWidth;
  view.y = Math.min(data.land.height, Math.max(0, view.y + halfHeight)) - halfHeight;
};

/**
 * Shows some points, as large as they can be with a rim.
 * @param {MapView} view
 * @param {Point[]} points [map units]
 */
const zoomTo = (view, points) => {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const wanted = Math.min(view.width / 3 / (right - left || 1e-9), view.height / 3 / (bottom - top || 1e-9));
  const k = Math.min(view.fit * MAP_CLOSEST, Math.max(view.k * 1.5, Math.min(wanted, view.k * 5)));
  Object.assign(view, { k, x: (left + right) / 2 - view.width / 2 / k, y: (top + bottom) / 2 - view.height / 2 / k });
  keepOnMap(view);
};

/**
 * Lets a reader move a map.
 * @param {SVGElement} picture
 * @param {() => MapView} view
 * @param {() => void} draw after a key
 * @param {() => void} follow while a hand moves it
 */
const startMapMoving = (picture, view, draw, follow) => {
  /** @type {Map<number, Point>} */
  const fingers = new Map();
  let moved = 0;
  const at = (/** @type {MouseEvent} */ event) => {
    const box = picture.getBoundingClientRect();
    return /** @type {Point} */ ([event.clientX - box.left, event.clientY - box.top]);
  };
  picture.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoomMap(view(), Math.exp(-event.deltaY * 0.004), ...at(event));
    follow();
  }, { passive: false });
  picture.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    fingers.set(event.pointerId, at(event));
    moved = 0;
  });
  picture.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = at(event);
    moved += Math.hypot(now[0] - before[0], now[1] - before[1]);
    if (moved < 4) return;
    if (!picture.hasPointerCapture(event.pointerId)) picture.setPointerCapture(event.pointerId);
    followFingers(view(), fingers, event.pointerId, now);
    fingers.set(event.pointerId, now);
    follow();
  });
  for (const name of ["pointerup", "pointercancel"]) {
    picture.addEventListener(name, (event) => fingers.delete(/** @type {PointerEvent} */ (event).pointerId));
  }
  // A drag that ends on a mark is not a click on it.
  picture.addEventListener("click", (event) => moved >= 4 && event.stopPropagation(), true);
  picture.addEventListener("keydown", (event) => steerMap(event, view(), draw));
};

/**
 * One finger moves the map, two make it larger or smaller.
 * @param {MapView} view
 * @param {Map<number, Point>} fingers where they were
 * @param {number} id of the one that moved
 * @param {Point} now where it is
 */
const followFingers = (view, fingers, id, now) => {
  const before = /** @type {Point} */ (fingers.get(id));
  const other = [...fingers].find(([one]) => one !== id)?.[1];
  if (!other) return panMap(view, now[0] - before[0], now[1] - before[1]);
  const [was, is] = [before, now].map(([x, y]) => Math.hypot(x - other[0], y - other[1]) || 1);
  return zoomMap(view, is / was, (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
};

/**
 * Keys: plus, minus and nought anywhere in the picture, arrows where no mark takes them.
 * @param {KeyboardEvent} event
 * @param {MapView} view
 * @param {() => void} draw
 */
const steerMap = (event, view, draw) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const direction = DIRECTIONS[event.key];
  if (event.key === "+" || event.key === "=") zoomMap(view, 1.5);
  else if (event.key === "-") zoomMap(view, 1 / 1.5);
  else if (event.key === "0") zoomMap(view, 0);
  else if (direction && event.target === event.currentTarget) panMap(view, -60 * direction[0], -60 * direction[1]);
  else return;
  event.preventDefault();
  draw();
};
