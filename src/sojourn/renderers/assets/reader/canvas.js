/**
 * The canvas, for large graphs: marks are drawn on a bitmap in slices of a few milliseconds, which moves as a whole
 * while a hand moves it and is drawn anew when the hand rests.
 *
 * @typedef {{pane: Pane, scene: Scene, stage: HTMLElement, front: HTMLCanvasElement, over: SVGElement, tip: HTMLElement,
 *   notes: HTMLElement, progress: HTMLElement, width: number, height: number, room: number, margin: number, ratio: number,
 *   paper: string, stock: Stock, weights: Float64Array, look: Look, drawn: Look, overLook: Look, grid: HitGrid | null,
 *   run: number, busy: boolean, paused: (() => void) | null, frame: number, resting: any, hover: Point,
 *   hovering: number, pointers: Map<number, Point>, dragging: boolean, placed: Placed[], hidden: number,
 *   signs: Sign[], differing: number}} Cloth
 */

/** How long a slice of work may take before others have their turn [ms]. */
const CANVAS_SLICE = 8;
/** Up to so many marks are drawn at once, and so many of the largest before all others. */
const CANVAS_AT_ONCE = 400;
/** How far the bitmap reaches beyond the picture on every side, as a part of its width. */
const CANVAS_MARGIN = 0.15;

/** The canvas in each pane. @type {Map<number, Cloth>} */
const cloths = new Map();

/**
 * The elements of a canvas: the stage, in it the bitmap, the marks over it, and what is said about it.
 * @param {Pane} pane
 * @returns {Cloth}
 */
const makeCloth = (pane) => {
  const front = make("canvas", { "aria-hidden": "true" });
  const over = svg("svg");
  const tip = make("div", { class: "canvas-tip", "aria-hidden": "true" });
  const progress = make("div", { class: "canvas-progress", "aria-hidden": "true" });
  const notes = make("div", { class: "notes" });
  const stage = make("div", { class: "canvas-stage", tabindex: 0, role: "application" }, front, over, tip, progress);
  const cloth = /** @type {Cloth} */ (/** @type {unknown} */ ({
    pane, stage, front, over, tip, notes, progress, run: 0, busy: false, paused: null, frame: 0, hover: [0, 0], hovering: 0,
    pointers: new Map(), dragging: false, placed: [], hidden: 0, grid: null, signs: [], differing: 0,
  }));
  stage.append(canvasButtons(cloth));
  pane.box.replaceChildren(stage, notes);
  startMoving(cloth);
  return cloth;
};

/**
 * Larger, smaller, everything: for those without a wheel.
 * @param {Cloth} cloth
 */
const canvasButtons = (cloth) => {
  const button = (/** @type {string} */ sign, /** @type {string} */ words, /** @type {() => void} */ click) =>
    make("button", { type: "button", "aria-label": words, title: words, click }, sign);
  return make(
    "div",
    { class: "canvas-buttons" },
    button("+", t("Larger"), () => zoomBy(cloth, 1.5)),
    button("−", t("Smaller"), () => zoomBy(cloth, 1 / 1.5)),
    button("⤢", t("Everything in view"), () => setLook(cloth, cloth.stock.fit)),
  );
};

/**
 * Draws the canvas; the look stays where the same places are drawn again.
 * @param {Pane} pane
 * @param {Scene} scene
 */
const drawCanvas = (pane, scene) => {
  if (!scene.arrows.length && !scene.places.length) {
    leaveCanvas(pane);
    pane.box.replaceChildren(nothingDrawn(scene));
    return;
  }
  let cloth = cloths.get(pane.index);
  if (!cloth?.stage.isConnected || cloth.pane.box !== pane.box) cloth = makeCloth(pane);
  cloths.set(pane.index, cloth);
  canvasColours.delete("paper");
  const changed =
    cloth.scene !== scene || cloth.width !== pane.width || cloth.room !== pane.height ||
    cloth.paper !== canvasColour("paper") || cloth.ratio !== Math.min(devicePixelRatio || 1, 2);
  if (changed) takeScene(cloth, scene);
  drawOver(cloth);
  followLook(cloth);
};

/**
 * Takes over what is to be drawn, and begins to draw it.
 * @param {Cloth} cloth
 * @param {Scene} scene
 */
const takeScene = (cloth, scene) => {
  const { width } = cloth.pane;
  canvasColours.clear();
  const flat = cloth.scene === scene ? cloth.stock.flat : flatOfScene(scene);
  const ground = groundOf(flat);
  const height = heightOf(ground, cloth.pane);
  const fit = fittingLook(ground, width, height);
  const kept = cloth.stock && String([cloth.stock.fit.k, ...cloth.stock.ground.box]) === String([fit.k, ...ground.box]);
  const dot = ground.used.length > 500 ? 1.2 : ground.used.length > 80 && width < 600 ? 1.8 : 3;
  const stock = { flat, ground, fit, lines: linesOf(flat, ground, fit.k), land: landOutline(), dot };
  Object.assign(cloth, {
    scene, stock, width, height, room: cloth.pane.height, look: kept ? cloth.look : fit, weights: nodeWeights(flat), grid: null,
    paper: canvasColour("paper"), ratio: Math.min(devicePixelRatio || 1, 2), margin: Math.round(width * CANVAS_MARGIN),
  });
  cloth.stage.style.height = `${height}px`;
  cloth.stage.setAttribute(
    "aria-label",
    t("{0} flows between {1} places. Arrow keys move the picture, plus and minus enlarge and shrink it, 0 shows all of it.", flat.length, ground.used.length),
  );
  paintFirst(cloth);
};

/**
 * A canvas of the size of the picture and its margins, with a context whose units are CSS pixels of the stage.
 * @param {Cloth} cloth
 */
const freshBitmap = ({ width, height, margin, ratio }) => {
  const bitmap = make("canvas", { "aria-hidden": "true", width: Math.round((width + 2 * margin) * ratio), height: Math.round((height + 2 * margin) * ratio) });
  Object.assign(bitmap.style, {
    left: `${-margin}px`, top: `${-margin}px`, width: `${width + 2 * margin}px`, height: `${height + 2 * margin}px`,
    // The transform is that of the stage: its origin lies at the corner of the stage.
    transformOrigin: `${margin}px ${margin}px`,
  });
  // Without a graphics card every stroke is drawn by the processor anyway; with one, the time of a slice would be unknown.
  const context = bitmap.getContext("2d", { willReadFrequently: true });
  context.setTransform(ratio, 0, 0, ratio, margin * ratio, margin * ratio);
  return { bitmap, context };
};

/**
 * Puts a bitmap in the place of the one before.
 * @param {Cloth} cloth
 * @param {HTMLCanvasElement} bitmap
 * @param {Look} look for which it was drawn
 */
const showBitmap = (cloth, bitmap, look) => {
  bitmap.style.opacity = cloth.front.style.opacity;
  cloth.front.replaceWith(bitmap);
  cloth.front = bitmap;
  cloth.drawn = look;
  followLook(cloth);
};

/** @param {Cloth} cloth @returns {Box} */
const clothArea = ({ width, height, margin }) => [-margin, -margin, width + margin, height + margin];

/**
 * The first sight of a scene: all of a small one, the largest marks of a large one.
 * @param {Cloth} cloth
 */
const paintFirst = (cloth) => {
  const look = { ...cloth.look };
  const { bitmap, context } = freshBitmap(cloth);
  const { flat } = cloth.stock;
  delete cloth.stage.dataset.drawn;
  cloth.overLook ??= look;
  const few = flat.length <= CANVAS_AT_ONCE;
  if (few) for (const _ of paintSteps(context, cloth.stock, look, clothArea(cloth)));
  else {
    paintLand(context, cloth.stock, look);
    for (let i = CANVAS_AT_ONCE - 1; i >= 0; i--) paintShaped(context, cloth.stock, look, i);
  }
  showBitmap(cloth, bitmap, look);
  if (few) finishPainting(cloth, ++cloth.run);
  else paintCloth(cloth);
};

/**
 * Draws the bitmap for the present look, slice by slice, behind the one that is seen.
 * @param {Cloth} cloth
 */
const paintCloth = (cloth) => {
  const look = { ...cloth.look };
  const run = ++cloth.run;
  const { bitmap, context } = freshBitmap(cloth);
  const { length } = cloth.stock.flat;
  const steps = paintSteps(context, cloth.stock, look, clothArea(cloth));
  let told = performance.now();
  inSlices(cloth, run, steps, (done) => {
    // Asking for a pixel makes the browser draw what it was told, so that a slice is known to be over.
    context.getImageData(0, 0, 1, 1);
    if (performance.now() - told < 250) return;
    told = performance.now();
    cloth.progress.textContent = t("Drawing {0} of {1}", done, length);
  }, () => {
    showBitmap(cloth, bitmap, look);
    finishPainting(cloth, run);
  });
};

/**
 * Everything is drawn; what lies where is worked out while nobody waits.
 * @param {Cloth} cloth
 * @param {number} run
 */
const finishPainting = (cloth, run) => {
  cloth.progress.textContent = "";
  cloth.stage.dataset.drawn = String(cloth.stock.flat.length);
  performance.mark("sojourn-canvas-drawn");
  if (cloth.grid) return;
  const { flat, lines, ground, fit } = cloth.stock;
  const steps = gridSteps(flat, lines, ground, fit.k);
  inSlices(cloth, run, steps, () => {}, (grid) => (cloth.grid = grid));
};

/**
 * Does some work in slices: never while a hand moves the picture, and not any more when something else is to be drawn.
 * @template S, R
 * @param {Cloth} cloth
 * @param {number} run
 * @param {Generator<S, R>} steps
 * @param {(step: S) => void} after each step
 * @param {(result: R) => void} done
 */
const inSlices = (cloth, run, steps, after, done) => {
  const channel = new MessageChannel();
  const next = () => channel.port2.postMessage(0);
  channel.port1.onmessage = () => {
    if (run !== cloth.run || !cloth.stage.isConnected) return channel.port1.close();
    if (cloth.busy) {
      cloth.paused = () => {
        cloth.paused = null;
        next();
      };
      return undefined;
    }
    const end = performance.now() + CANVAS_SLICE;
    while (performance.now() < end) {
      const step = steps.next();
      if (step.done) {
        channel.port1.close();
        return done(step.value);
      }
      after(step.value);
    }
    return next();
  };
  next();
};

/**
 * Draws the picture as it is seen on another surface: for a file.
 * @param {CanvasRenderingContext2D} context
 * @param {number} width [units of the context]
 * @param {number} height
 * @param {number} [pane] its number
 */
const paintCanvas = (context, width, height, pane = 0) => {
  const cloth = cloths.get(pane);
  if (!cloth) return;
  const { stock, look } = cloth;
  const chosen = chosenMarks(stock.flat, OVER_FEW);
  context.save();
  context.scale(width / cloth.width, height / cloth.height);
  context.beginPath();
  context.rect(0, 0, cloth.width, cloth.height);
  context.clip();
  context.globalAlpha = chosen.length ? 0.25 : 1;
  for (const _ of paintSteps(context, stock, look, [0, 0, cloth.width, cloth.height]));
  context.globalAlpha = 1;
  for (const i of chosen.reverse()) paintShaped(context, stock, look, i, true);
  for (const sign of cloth.signs) paintSign(context, sign);
  for (const placed of cloth.placed) paintLabel(context, placed);
  context.restore();
};

/**
 * The picture of a box that the canvas fills, without what reaches beyond it, and with its names.
 * @param {HTMLElement} box
 * @returns {{stage: HTMLElement, bitmap: HTMLCanvasElement} | null}
 */
const canvasPicture = (box) => {
  const cloth = [...cloths.values()].find((one) => one.pane.box === box && one.stage.isConnected);
  if (!cloth) return null;
  const bitmap = make("canvas", { width: 2 * cloth.width, height: 2 * cloth.height });
  paintCanvas(bitmap.getContext("2d"), bitmap.width, bitmap.height, cloth.pane.index);
  return { stage: cloth.stage, bitmap };
};

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Placed} placed
 */
const paintLabel = (context, { candidate, x, anchor, box }) => {
  let y = box[1];
  context.textAlign = anchor === "middle" ? "center" : anchor;
  context.textBaseline = "middle";
  context.lineJoin = "round";
  for (const line of candidate.lines) {
    const height = (line.size ?? 12) * LABEL_STEP;
    context.font = `${line.weight ?? 400} ${line.size ?? 12}px ${SVG_FONT}`;
    context.strokeStyle = canvasColour("paper");
    context.lineWidth = 3.5;
    context.strokeText(line.text, x, y + height / 2);
    const tone = (line.class ?? "").match(/\b(c\d|none)\b/)?.[1];
    context.fillStyle = canvasColour(tone ?? "ink");
    context.fillText(line.text, x, y + height / 2);
    y += height;
  }
};

/** @param {Pane} pane */
const leaveCanvas = (pane) => {
  const cloth = cloths.get(pane.index);
  if (!cloth) return;
  cloth.run++;
  clearTimeout(cloth.resting);
  cloths.delete(pane.index);
};

drawers.set("canvas", { title: "Canvas", draw: drawCanvas, leave: leaveCanvas, paint: paintCanvas });
