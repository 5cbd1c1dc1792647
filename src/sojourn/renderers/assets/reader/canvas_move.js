/** Moving and enlarging the canvas: by mouse, by fingers, by keyboard. The bitmap follows by a CSS transform. */

const MOST_ZOOM = 60;
/** How long the hand must rest before the picture is drawn anew [ms]. */
const CANVAS_REST = 160;

/**
 * Takes over a new look; the bitmap is drawn anew when the hand rests.
 * @param {Cloth} cloth
 * @param {Look} look
 */
const setLook = (cloth, look) => {
  cloth.look = clampedLook(cloth, look);
  cloth.stage.style.touchAction = cloth.look.k > cloth.stock.fit.k * 1.01 ? "none" : "pan-y";
  cloth.busy = true;
  hideTip(cloth);
  if (!cloth.frame) cloth.frame = requestAnimationFrame(() => followLook(cloth));
  clearTimeout(cloth.resting);
  cloth.resting = setTimeout(() => restLook(cloth), CANVAS_REST);
};

/**
 * Keeps the picture within reach: never smaller than all of it, never out of sight.
 * @param {Cloth} cloth
 * @param {Look} look
 * @returns {Look}
 */
const clampedLook = ({ stock, width, height }, look) => {
  const k = Math.min(Math.max(look.k, stock.fit.k), stock.fit.k * MOST_ZOOM);
  const [left, top, right, bottom] = stock.ground.box;
  const within = (/** @type {number} */ value, /** @type {number} */ least, /** @type {number} */ most) => Math.min(Math.max(value, least), most);
  return { k, x: within(look.x, width / 2 - right * k, width / 2 - left * k), y: within(look.y, height / 2 - bottom * k, height / 2 - top * k) };
};

/**
 * Moves what is drawn already to where it belongs.
 * @param {Cloth} cloth
 */
const followLook = (cloth) => {
  cloth.frame = 0;
  const { look, front, over, drawn, overLook } = cloth;
  for (const [element, was] of /** @type {[HTMLElement, Look][]} */ ([[front, drawn], [over, overLook]])) {
    const r = look.k / was.k;
    element.style.transform = `translate(${look.x - was.x * r}px,${look.y - was.y * r}px) scale(${r})`;
  }
};

/**
 * The hand rests: names find their places, and the bitmap is drawn anew when it no longer fits.
 * @param {Cloth} cloth
 */
const restLook = (cloth) => {
  cloth.busy = false;
  if (!cloth.stage.isConnected) return;
  drawOver(cloth);
  const { look, drawn, margin } = cloth;
  const moved = Math.abs(look.x - drawn.x) > margin || Math.abs(look.y - drawn.y) > margin;
  if (moved || look.k !== drawn.k) paintCloth(cloth);
  else if (cloth.paused) cloth.paused();
};

/**
 * Enlarges or shrinks around a point.
 * @param {Cloth} cloth
 * @param {number} factor
 * @param {Point} [at] the middle when not given
 */
const zoomBy = (cloth, factor, at = [cloth.width / 2, cloth.height / 2]) => {
  const { k, x, y } = cloth.look;
  const wanted = Math.min(Math.max(k * factor, cloth.stock.fit.k), cloth.stock.fit.k * MOST_ZOOM);
  const r = wanted / k;
  setLook(cloth, { k: wanted, x: at[0] - (at[0] - x) * r, y: at[1] - (at[1] - y) * r });
};

/**
 * @param {Cloth} cloth
 * @param {number} dx [CSS px]
 * @param {number} dy
 */
const panBy = (cloth, dx, dy) => setLook(cloth, { ...cloth.look, x: cloth.look.x + dx, y: cloth.look.y + dy });

/**
 * Moves and enlarges by keyboard; the arrow keys walk from mark to mark while a mark has the focus.
 * @param {Cloth} cloth
 * @param {KeyboardEvent} event
 */
const steerCanvas = (cloth, event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = DIRECTIONS[event.key];
  if (event.key === "+" || event.key === "=") zoomBy(cloth, 1.5);
  else if (event.key === "-") zoomBy(cloth, 1 / 1.5);
  else if (event.key === "0") setLook(cloth, cloth.stock.fit);
  else if (step && event.target === cloth.stage) panBy(cloth, -80 * step[0], -80 * step[1]);
  else return;
  event.preventDefault();
};

/**
 * Where a pointer is in the stage [CSS px].
 * @param {Cloth} cloth
 * @param {MouseEvent} event
 * @returns {Point}
 */
const pointIn = (cloth, event) => {
  const box = cloth.stage.getBoundingClientRect();
  return [event.clientX - box.left, event.clientY - box.top];
};

/**
 * One finger or the mouse moves the picture, two fingers enlarge it.
 * @param {Cloth} cloth
 * @param {PointerEvent} event
 */
const dragCanvas = (cloth, event) => {
  const { pointers } = cloth;
  const before = pointers.get(event.pointerId);
  if (!before) return;
  const now = pointIn(cloth, event);
  const [dx, dy] = [now[0] - before[0], now[1] - before[1]];
  if (!cloth.dragging && Math.hypot(dx, dy) < 4) return;
  if (!cloth.dragging) cloth.stage.setPointerCapture(event.pointerId);
  cloth.dragging = true;
  const other = [...pointers].find(([id]) => id !== event.pointerId)?.[1];
  pointers.set(event.pointerId, now);
  if (!other) return panBy(cloth, dx, dy);
  const [was, is] = [Math.hypot(before[0] - other[0], before[1] - other[1]), Math.hypot(now[0] - other[0], now[1] - other[1])];
  return zoomBy(cloth, is / (was || 1), [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2]);
};

/**
 * Listens to hands.
 * @param {Cloth} cloth
 */
const startMoving = (cloth) => {
  const { stage, pointers } = cloth;
  stage.addEventListener("pointerdown", (event) => {
    if (event.button || /** @type {Element} */ (event.target).closest("button")) return;
    if (!pointers.size) cloth.dragging = false;
    pointers.set(event.pointerId, pointIn(cloth, event));
  });
  stage.addEventListener("pointermove", (event) => {
    dragCanvas(cloth, event);
    if (!pointers.size && event.pointerType === "mouse") hoverAt(cloth, pointIn(cloth, event));
  });
  for (const end of /** @type {const} */ (["pointerup", "pointercancel"])) {
    stage.addEventListener(end, (event) => {
      pointers.delete(event.pointerId);
      // The click that may follow a drag comes first, and is none.
      if (!pointers.size) setTimeout(() => (cloth.dragging = false));
    });
  }
  stage.addEventListener("pointerleave", () => hideTip(cloth));
  stage.addEventListener(
    "wheel",
    (event) => {
      // A wheel alone scrolls the page; with Ctrl, or two fingers on a touchpad, it enlarges.
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoomBy(cloth, Math.exp(-Math.max(-60, Math.min(60, event.deltaY)) / 120), pointIn(cloth, event));
    },
    { passive: false },
  );
  stage.addEventListener("keydown", (event) => steerCanvas(cloth, event));
  stage.addEventListener("click", (event) => clickCanvas(cloth, event), true);
};

/**
 * What lies at a point: a place near it before a mark.
 * @param {Cloth} cloth
 * @param {Point} at
 * @returns {{node: number, mark: number}} -1 for none
 */
const foundAt = ({ stock, look, grid }, [x, y]) => {
  const { ground, flat, lines } = stock;
  let node = -1;
  let best = HIT_REACH;
  for (const one of ground.used) {
    const away = Math.hypot(ground.x[one] * look.k + look.x - x, ground.y[one] * look.k + look.y - y);
    if (away < best) [best, node] = [away, one];
  }
  // Where places lie close together, what leads from one to the other must be found as well.
  if (best < (ground.used.length > 300 ? 4 : 8)) return { node, mark: -1 };
  const mark = grid ? markNear(flat, lines, grid, look, x, y) : -1;
  return mark >= 0 ? { node: -1, mark } : { node, mark: -1 };
};

/**
 * Opens the evidence of what lies under a click.
 * @param {Cloth} cloth
 * @param {MouseEvent} event
 */
const clickCanvas = (cloth, event) => {
  const target = /** @type {Element} */ (event.target);
  if (cloth.dragging) return event.stopPropagation();
  // A name is a target of its own, and a click that a script or a screen reader makes has no place.
  if (target.closest("button, .label") || event.detail === 0) return undefined;
  const { node, mark } = foundAt(cloth, pointIn(cloth, event));
  if (node < 0 && mark < 0) return undefined;
  event.stopPropagation();
  return node >= 0 ? choose({ node }) : chooseMark(cloth.stock.flat.bundles[mark]);
};

/**
 * Says what lies under the mouse.
 * @param {Cloth} cloth
 * @param {Point} at
 */
const hoverAt = (cloth, at) => {
  cloth.hover = at;
  if (cloth.hovering) return;
  cloth.hovering = requestAnimationFrame(() => {
    cloth.hovering = 0;
    if (cloth.busy) return;
    const { node, mark } = foundAt(cloth, cloth.hover);
    cloth.stage.style.cursor = node >= 0 || mark >= 0 ? "pointer" : "grab";
    if (node < 0 && mark < 0) return hideTip(cloth);
    cloth.tip.textContent = node >= 0 ? nodeName(node) : tipWords(cloth.stock.flat, mark);
    const right = cloth.hover[0] > cloth.width / 2;
    Object.assign(cloth.tip.style, {
      display: "block", top: `${Math.max(2, cloth.hover[1] - 34)}px`,
      left: right ? "" : `${cloth.hover[0] + 10}px`, right: right ? `${cloth.width - cloth.hover[0] + 10}px` : "",
    });
  });
};

/** @param {Cloth} cloth */
const hideTip = (cloth) => {
  cloth.tip.style.display = "none";
};

/**
 * A mark in few words.
 * @param {Flat} flat
 * @param {number} i
 */
const tipWords = (flat, i) => {
  const ends = `${nodeName(flat.start[i])} → ${nodeName(flat.end[i])}`;
  const { figures } = flat.bundles[i];
  return figures.length ? `${ends}: ${figures[0]}` : ends;
};
