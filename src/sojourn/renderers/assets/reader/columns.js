/** Columns: origins on the left, destinations on the right, ribbons between them on a linear scale. */

const LABEL_LINE = 15;
const BAR_GAP = 6;
const BAR_LEAST = 18;
const RIBBON_ROOM = 9;
const RIM = 5;
/** How many places stand in a column, or around a circle, before the rest is gathered. */
const MOST_BARS = 40;

/**
 * One end of a ribbon: its room along the bar, and the room of its lowest figure within it.
 * @typedef {{bundle: any, at: number, room: number, solid: number, pale: number, other: number}} Slot
 * @typedef {{key: string, node: number, side: "start"|"end", bundles: any[], slots: Slot[], size: number,
 *   at: number, height: number, pitch: number, lines: string[]}} Bar
 * @typedef {{bars: Bar[], scale: number, height: number}} Layout
 */

/**
 * How many people a bundle is drawn as: at the least, and at the most that any series names.
 * @param {any} bundle
 * @returns {{low: number, high: number}} persons; both 0 when no figure is stated
 */
const drawnSpan = (bundle) => {
  if (!bundle.stated) return { low: 0, high: 0 };
  const low = Number.isFinite(bundle.low) ? bundle.low : 0;
  return { low, high: Math.max(low, Number.isFinite(bundle.most) ? bundle.most : 0) };
};

/**
 * How thick a bundle is drawn: its lowest figure solid, the rest up to its highest pale, a narrow rim without a limit.
 * @param {any} bundle
 * @param {number} scale pixels for a person
 * @returns {{room: number, solid: number, pale: number}} pixels
 */
const thicknessOf = (bundle, scale) => {
  if (!bundle.stated) return { room: RIBBON_ROOM, solid: 0, pale: 0 };
  const { low, high } = drawnSpan(bundle);
  const solid = low > 0 ? Math.max(low * scale, 1) : 0;
  const most = Math.max(high * scale, solid) + (unlimited(bundle) ? RIM : 0);
  return { room: Math.max(most, 1), solid, pale: most - solid };
};

/**
 * Whether a bundle has a figure that names no upper bound.
 * @param {any} bundle
 */
const unlimited = (bundle) => bundle.stated && (bundle.open || !Number.isFinite(bundle.high));

/**
 * The key of one end of a bundle; all ends that are not stated share one, and so do those of smaller flows.
 * @param {number} node
 */
const endKey = (node) => (node >= 0 ? data.nodes[node].key : node === OTHERS ? "others" : "?");

/** Stands for the places of the flows that are gathered into one; -1 is an end that no claim states. */
const OTHERS = -2;

/**
 * What a diagram draws: the largest flows, and one grey bundle for the rest.
 * @param {Scene} scene
 * @param {number} most how many places at each side
 * @param {number} flows how many flows
 * @param {boolean} [round] whether both sides are one
 * @returns {{bundles: any[], others: any}} others is null when nothing is kept back
 */
const gatherFlows = (scene, most, flows, round = false) => {
  const starts = new Set();
  const ends = round ? starts : new Set();
  const bundles = [];
  const others = { ...scene.others };
  for (const bundle of scene.arrows) {
    const wanted = [starts, ends].map(
      (side, i) => new Set([...side, ...(i || round ? [bundle.end] : []), ...(i && !round ? [] : [bundle.start])]),
    );
    if (state.all || (bundles.length < flows && wanted.every((side) => side.size <= most))) {
      starts.add(bundle.start);
      ends.add(bundle.end);
      bundles.push(bundle);
    } else {
      others.arrows += 1;
      others.claims += bundle.claims.length;
      others.low += drawnSpan(bundle).low;
    }
  }
  return { bundles, others: others.arrows ? othersBundle(scene, others) : null };
};

/**
 * The flows that are kept back, as one bundle.
 * @param {Scene} scene
 * @param {{arrows: number, claims: number, low: number}} others
 */
const othersBundle = (scene, { arrows, claims, low }) => ({
  key: "others",
  start: OTHERS,
  end: OTHERS,
  layer: scene.layer,
  low,
  high: NaN,
  most: low,
  stated: low > 0,
  open: true,
  claims: [],
  disputed: [],
  figures: [],
  more: 0,
  sources: 0,
  derived: false,
  colour: -1,
  loop: false,
  arrows,
  inside: claims,
});

/**
 * The bars of one column, the largest first, what is not stated last.
 * @param {any[]} bundles
 * @param {"start"|"end"} side
 * @returns {Bar[]}
 */
const barsOf = (bundles, side) => {
  /** @type {Map<string, Bar>} */
  const bars = new Map();
  for (const bundle of bundles) {
    const key = endKey(bundle[side]);
    if (!bars.has(key)) {
      bars.set(key, {
        key,
        node: bundle[side],
        side,
        bundles: [],
        slots: [],
        size: 0,
        at: 0,
        height: 0,
        pitch: 0,
        lines: [],
      });
    }
    const bar = /** @type {Bar} */ (bars.get(key));
    bar.bundles.push(bundle);
    bar.size += drawnSpan(bundle).high;
  }
  return [...bars.values()].sort(byBarSize);
};

/**
 * Brings bars without figures into the order of the places at their other ends, so that fewer ribbons cross.
 * @param {Bar[]} bars in order
 * @param {Bar[]} others the other column, in order
 */
const groupBars = (bars, others) => {
  const ranks = new Map(others.map((bar, i) => [bar.key, i]));
  const rank = (/** @type {Bar} */ bar) =>
    Math.min(...bar.bundles.map((bundle) => ranks.get(endKey(bundle[bar.side === "start" ? "end" : "start"])) ?? 0));
  return bars
    .map((bar, i) => ({ bar, i, far: bar.size || bar.node < 0 ? -1 : rank(bar) }))
    .sort((one, other) => (one.far < 0 || other.far < 0 ? one.i - other.i : one.far - other.far || one.i - other.i))
    .map(({ bar }) => bar);
};

/**
 * Puts places whose other end is never stated next to the lane for what is not stated, so that nothing has to cross
 * all other ribbons.
 * @param {Bar[]} bars in order
 */
const strayLast = (bars) => {
  const stray = (/** @type {Bar} */ bar) =>
    bar.node >= 0 && bar.bundles.every((bundle) => bundle[bar.side === "start" ? "end" : "start"] === -1);
  const places = bars.filter((bar) => bar.node >= 0);
  return [
    ...places.filter((bar) => !stray(bar)),
    ...places.filter(stray),
    ...bars.filter((bar) => bar.node < 0),
  ];
};

/**
 * The order of bars and sectors: largest first, those without figures by their flows, ties by key, "not stated" last.
 * @param {{key: string, node: number, size: number, bundles: any[]}} one
 * @param {{key: string, node: number, size: number, bundles: any[]}} other
 */
const byBarSize = (one, other) =>
  Math.min(other.node, 0) - Math.min(one.node, 0) ||
  other.size - one.size ||
  other.bundles.length - one.bundles.length ||
  (one.key < other.key ? -1 : 1);

/**
 * The height that a column of bars needs on a scale; writes the heights into the bars.
 * @param {Bar[]} bars
 * @param {number} scale pixels for a person
 */
const stackHeight = (bars, scale) => {
  for (const bar of bars) {
    bar.height = bar.bundles.reduce((sum, bundle) => sum + thicknessOf(bundle, scale).room, 0);
    const least = Math.min(44, Math.max(BAR_LEAST, 240 / bars.length));
    bar.pitch = Math.max(bar.height, least, bar.lines.length * LABEL_LINE);
  }
  return bars.reduce((sum, bar) => sum + bar.pitch + BAR_GAP, -BAR_GAP);
};

/**
 * The largest scale on which both columns fit, and no ribbon is thicker than it may be.
 * @param {Bar[][]} columns
 * @param {number} room pixels
 * @param {number} thickest pixels
 */
const linearScale = (columns, room, thickest) => {
  const largest = Math.max(0, ...columns.flat().flatMap((bar) => bar.bundles.map((bundle) => drawnSpan(bundle).high)));
  if (!largest) return 0;
  let low = 0;
  let high = thickest / largest;
  if (columns.every((bars) => stackHeight(bars, high) <= room)) return high;
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (columns.every((bars) => stackHeight(bars, middle) <= room)) low = middle;
    else high = middle;
  }
  return low;
};

/**
 * Puts the bars and the ends of the ribbons on their heights.
 * @param {Bar[][]} columns
 * @param {number} top
 * @param {number} height the room of the taller column; the other one stands in its middle
 */
const placeBars = (columns, top, height) => {
  for (const bars of columns) {
    const own = bars.reduce((sum, bar) => sum + bar.pitch + BAR_GAP, -BAR_GAP);
    let at = top + (height - own) / 2;
    for (const bar of bars) {
      bar.at = at + (bar.pitch - bar.height) / 2;
      at += bar.pitch + BAR_GAP;
    }
  }
};

/**
 * Puts the ends of the ribbons along their bars, in the order of the bars at their other ends.
 * @param {Bar[][]} columns
 * @param {number} scale pixels for a person
 * @returns {Map<string, {bundle: any, start: Slot, end: Slot}>} the two ends of every ribbon, by its key
 */
const placeSlots = ([starts, ends], scale) => {
  const middles = [starts, ends].map((bars) => new Map(bars.map((bar) => [bar.key, bar.at + bar.height / 2])));
  /** @type {Map<string, any>} */
  const ribbons = new Map();
  [starts, ends].forEach((bars, side) => {
    const near = side ? "end" : "start";
    const far = side ? "start" : "end";
    for (const bar of bars) {
      let at = bar.at;
      bar.slots = bar.bundles
        .map((bundle) => ({
          bundle,
          at: 0,
          other: middles[1 - side].get(endKey(bundle[far])) ?? 0,
          ...thicknessOf(bundle, scale),
        }))
        .sort((one, other) => one.other - other.other || (one.bundle.key < other.bundle.key ? -1 : 1));
      for (const slot of bar.slots) {
        slot.at = at;
        at += slot.room;
        ribbons.set(slot.bundle.key, { ...ribbons.get(slot.bundle.key), bundle: slot.bundle, [near]: slot });
      }
    }
  });
  return ribbons;
};

/** A number for a path, short and the same everywhere. @param {number} value */
const sheetPx = (value) => String(Math.round(value * 10) / 10);

/**
 * The outline of a part of a ribbon, which runs to a point at its destination when it has a head.
 * @param {number[]} xs left and right end
 * @param {Slot} start
 * @param {Slot} end
 * @param {[number, number]} part from and to, within the room of the ribbon
 * @param {number} head length of the point; 0 for none
 */
const ribbonPath = ([x0, x1], start, end, [from, to], head) => {
  const half = end.room / 2;
  const middle = end.at + half;
  const [a0, b0] = [start.at + from, start.at + to];
  const [a1, b1] = [end.at + from, end.at + to];
  const neck = x1 - head;
  const bend = (x0 + neck) / 2;
  const tip = (/** @type {number} */ y) => sheetPx(neck + head * (1 - Math.min(1, Math.abs(y - middle) / half)));
  const apex = a1 < middle && middle < b1 && head ? `L${sheetPx(x1)} ${sheetPx(middle)}` : "";
  return (
    `M${sheetPx(x0)} ${sheetPx(a0)}C${sheetPx(bend)} ${sheetPx(a0)} ${sheetPx(bend)} ${sheetPx(a1)} ${sheetPx(neck)} ${sheetPx(a1)}` +
    `L${tip(a1)} ${sheetPx(a1)}${apex}L${tip(b1)} ${sheetPx(b1)}L${sheetPx(neck)} ${sheetPx(b1)}` +
    `C${sheetPx(bend)} ${sheetPx(b1)} ${sheetPx(bend)} ${sheetPx(b0)} ${sheetPx(x0)} ${sheetPx(b0)}Z`
  );
};

/**
 * The line along a ribbon, at a share of its thickness.
 * @param {number[]} xs left and right end
 * @param {Slot} start
 * @param {Slot} end
 * @param {number} at 0 its upper edge, 1 its lower one
 */
const ribbonLine = ([x0, x1], start, end, at) => {
  const [y0, y1] = [start.at + start.room * at, end.at + end.room * at];
  const bend = (x0 + x1) / 2;
  return `M${sheetPx(x0)} ${sheetPx(y0)}C${sheetPx(bend)} ${sheetPx(y0)} ${sheetPx(bend)} ${sheetPx(y1)} ${sheetPx(x1)} ${sheetPx(y1)}`;
};

/**
 * A point on the middle line of a ribbon.
 * @param {number[]} xs left and right end
 * @param {Slot} start
 * @param {Slot} end
 * @param {number} at 0 its origin, 1 its destination
 */
const ribbonPoint = ([x0, x1], start, end, at) => {
  const [y0, y1] = [start.at + start.room / 2, end.at + end.room / 2];
  const bend = (x0 + x1) / 2;
  const cubic = (/** @type {number} */ a, /** @type {number} */ b, /** @type {number} */ c, /** @type {number} */ d) =>
    (1 - at) ** 3 * a + 3 * (1 - at) ** 2 * at * b + 3 * (1 - at) * at ** 2 * c + at ** 3 * d;
  return { x: cubic(x0, bend, bend, x1), y: cubic(y0, y0, y1, y1) };
};
