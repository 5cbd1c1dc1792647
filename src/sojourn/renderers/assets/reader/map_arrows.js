/**
 * Arrows on a map: from anchor to anchor, both directions bent apart, with their figures beside them.
 *
 * @typedef {{bundle: any, points: Point[], width: number}} Route
 */

/** On a map with more arrows than this the small ones stand back, and names come before figures. */
const MAP_CROWD = 60;
/** Arrows shorter than this have no room for a head [px]. */
const SHORTEST = 9;

/**
 * The ways of all arrows that can be drawn, those that stay inside a pile, and those with an end that is nowhere.
 * @param {Scene} scene
 * @param {Anchor[]} anchors
 * @param {MapView} view
 * @returns {{routes: Route[], inside: any[], beside: any[]}}
 */
const routesOf = (scene, anchors, view) => {
  const anchorOf = new Map(anchors.flatMap((anchor) => anchor.spots.map((spot) => [spot.place.node, anchor])));
  /** @type {Route[]} */
  const routes = [];
  const inside = [];
  const beside = [];
  /** @type {Map<string, number>} */
  const taken = new Map();
  for (const bundle of scene.arrows) {
    const [start, end] = [anchorOf.get(bundle.start), anchorOf.get(bundle.end)];
    const [lost, loose] = [(bundle.start >= 0 && !start) || (bundle.end >= 0 && !end), !start || !end];
    const width = Math.max(bundle.stated ? arrowScale(bundle, scene.width).of(mostOf(bundle)) : 1.7, 1.7);
    if (lost) {
      if (nowhere(bundle)) beside.push(bundle);
      continue;
    }
    if (start && end && start === end && !bundle.loop) {
      inside.push(bundle);
      continue;
    }
    const key = `${start?.key ?? "?"}>${end?.key ?? "?"}`;
    const rank = taken.get(key) ?? 0;
    taken.set(key, rank + 1);
    const at = /** @type {Anchor} */ (start ?? end);
    if (bundle.loop) routes.push({ bundle, width, points: loopAt(at, width, rank, view) });
    else if (loose) routes.push({ bundle, width, points: looseEnd(at, !end, rank, anchors, view) });
    else routes.push({ bundle, width, points: between(/** @type {Anchor} */ (start), /** @type {Anchor} */ (end), rank) });
  }
  const long = routes.filter(({ points }) => lineLength(points) >= SHORTEST);
  const short = routes.filter(({ points }) => lineLength(points) < SHORTEST);
  return { routes: long, inside: [...inside, ...short.map(({ bundle }) => bundle)], beside };
};

/**
 * Whether an arrow has an end that is stated and has no position; others are only out of the frame.
 * @param {any} bundle
 */
const nowhere = (bundle) =>
  [bundle.start, bundle.end].some((node) => node >= 0 && (data.nodes[node].x === null || data.nodes[node].x === undefined));

/**
 * The way from one anchor to another.
 * @param {Anchor} start
 * @param {Anchor} end
 * @param {number} rank among the arrows from the same to the same
 */
const between = (start, end, rank) => {
  const from = towards(start, anchorMiddle(end));
  const to = towards(end, from);
  const bend = 0.11 + 0.08 * rank;
  const points = curvePoints(from, to, bend, 48);
  return cutAt(cutAt(points, start, 2).reverse(), end, 3).reverse();
};

/**
 * @param {Anchor} anchor
 * @returns {Point}
 */
const anchorMiddle = ({ box, at }) => (box ? [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] : at);

/**
 * Where in an anchor an arrow begins: in a wide name on the side of where it goes, so that arrows do not pile up.
 * @param {Anchor} anchor
 * @param {Point} goal
 * @returns {Point}
 */
const towards = (anchor, goal) => {
  const [x, y] = anchorMiddle(anchor);
  if (!anchor.box) return [x, y];
  const room = Math.max(0, (anchor.box[2] - anchor.box[0]) / 2 - 12);
  return [x + Math.max(-room, Math.min(room, (goal[0] - x) * 0.4)), y];
};

/**
 * A line from where it leaves an anchor.
 * @param {Point[]} points the first lies in the anchor
 * @param {Anchor} anchor
 * @param {number} gap [px]
 * @returns {Point[]}
 */
const cutAt = (points, { box, at, reach, spots }, gap) => {
  const round = !box || spots[0].place.rings.length > 0;
  const within = (/** @type {Point} */ [x, y]) =>
    (box && x > box[0] - gap && x < box[2] + gap && y > box[1] - gap && y < box[3] + gap) ||
    (round && Math.hypot(x - at[0], y - at[1]) < reach + gap);
  let first = points.findIndex((point) => !within(point));
  if (first < 1) first = first < 0 ? points.length - 1 : 1;
  let [a, b] = [points[first - 1], points[first]];
  for (let i = 0; i < 8; i += 1) {
    const middle = /** @type {Point} */ ([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]);
    if (within(middle)) a = middle;
    else b = middle;
  }
  return [b, ...points.slice(first)];
};

/**
 * A loop at an anchor.
 * @param {Anchor} anchor
 * @param {number} width
 * @param {number} rank
 * @param {MapView} view
 */
const loopAt = (anchor, width, rank, view) => {
  const inner = anchor.box ? (anchor.box[3] - anchor.box[1]) / 2 : anchor.reach;
  const up = anchor.at[1] > view.height / 3 ? -1 : 1;
  return loopPoints(anchorMiddle(anchor), inner + 1, 30 + 2 * width, up * (Math.PI / 2 + rank * 0.8));
};

/**
 * The way of an arrow of which only one end is stated: away from what lies around it.
 * @param {Anchor} anchor
 * @param {boolean} leaves whether the destination is what is not stated
 * @param {number} rank
 * @param {Anchor[]} anchors
 * @param {MapView} view
 */
const looseEnd = (anchor, leaves, rank, anchors, view) => {
  const here = anchorMiddle(anchor);
  const around = anchors.filter((one) => one !== anchor).map(anchorMiddle);
  const nearest = (/** @type {Point} */ [x, y]) =>
    around.reduce((least, [ax, ay]) => Math.min(least, Math.hypot(ax - x, ay - y)), 1e4);
  const ends = Array.from({ length: 12 }, (_, i) => {
    const turn = (i * Math.PI) / 6;
    const reach = 52 + (anchor.box ? (Math.abs(Math.cos(turn)) * (anchor.box[2] - anchor.box[0])) / 2 : anchor.reach);
    return /** @type {Point} */ ([here[0] + reach * Math.cos(turn), here[1] + reach * Math.sin(turn)]);
  });
  const [left, top, right, bottom] = frameBox(view);
  const buttons = buttonBox(view);
  // Half a circle at the rim, or one under a button, is no open end that anybody sees.
  const seen = (/** @type {Point} */ [x, y]) =>
    x > left + 6 && y > top + 6 && x < right - 6 && y < bottom - 6 && !overlap(circleBox([x, y], 7), buttons);
  const room = (/** @type {Point} */ end) => Math.min(nearest(end), 120) - (seen(end) ? 0 : 1e3);
  const free = ends.sort((a, b) => room(b) - room(a))[rank % ends.length];
  const points = cutAt(curvePoints(here, free, 0.08, 24), anchor, 3);
  return leaves ? points : points.reverse();
};

/**
 * What is written beside an arrow: its figures, and that they contradict each other or are not the same.
 * @param {any} bundle
 * @param {boolean} narrow
 * @param {number} [size] of its letters [px]
 * @returns {Line[]}
 */
const arrowLines = (bundle, narrow, size = 12) => {
  const count = bundle.figures.length + bundle.more;
  const figures = tellingFirst(bundle.figures);
  const all = bundle.stated && (count > 3 || bundle.low >= 1e6) ? spanWords(bundle) : figures.join(" · ");
  const texts = count < 4 && all.includes(" · ") && textWidth(all, 12, 700) > (narrow ? 110 : 230) ? figures.slice(0, 2) : [all];
  const look = { size, weight: 700, class: `tone ${toneClass(bundle.colour)}` };
  const lines = all ? texts.map((/** @type {string} */ text) => ({ text, ...look })) : [];
  if (bundle.disputed.length) return [...lines, { text: t("disputed"), size: 11, weight: 700, class: "warning" }];
  const more = [...(count > 3 ? [t("{0} figures", count)] : []), ...(bundle.differs ? [t("figures differ")] : [])];
  return more.length ? [...lines, { text: more.join(" · "), size: 11, class: "" }] : lines;
};

/**
 * Whether the figures of a bundle say anything beside a line: "most" does not to somebody who does not know of whom; the
 * panel tells.
 * @param {any} bundle
 */
const tellsNumber = (bundle) => bundle.figures.some((/** @type {string} */ one) => bundle.stated || /\d/.test(one));

/**
 * Figures with a number before those that are words, such as thousands.
 * @param {string[]} figures
 */
const tellingFirst = (figures) => [...figures].sort((a, b) => Number(/\d/.test(b)) - Number(/\d/.test(a)));

/**
 * The order in which arrows get room for their figures: those whose ends are both stated come first, and among them
 * those about which sources part ways; then as large as they are.
 * @param {Route} route
 */
const tellingRank = ({ bundle }) =>
  (bundle.start >= 0 && bundle.end >= 0 ? 4 : 0) + (bundle.stated ? 2 : 0) + (bundle.differs || bundle.disputed.length ? 1 : 0);

/**
 * From the lowest to the highest of many figures, in few letters.
 * @param {any} bundle
 */
const spanWords = ({ low, high, open }) => {
  const least = compactNumber(low || 0);
  if (Number.isNaN(high) || open) return framed("least", least);
  const most = compactNumber(high);
  return least === most ? most : framed("short", least, most);
};

/**
 * The figures of the largest arrows, with the points beside their lines at which they may stand.
 * @param {Route[]} routes the largest first
 * @param {boolean} narrow whether figures stand under each other
 * @param {number} most how many are wanted; contradictions and what is chosen always are
 * @returns {Candidate[]}
 */
const arrowCandidates = (routes, narrow, most) => {
  const few = most > 6;
  const known = routes.filter(({ bundle }) => bundle.disputed.length || tellsNumber(bundle));
  const told = few ? known.sort((a, b) => tellingRank(b) - tellingRank(a)) : known;
  const wanted = told.filter(({ bundle }, i) => i < most || bundle.disputed.length || isChosen(bundle));
  return wanted.map(({ bundle, points, width }, i) => {
    const leads = i < 2 && bundle.stated && bundle.start >= 0 && bundle.end >= 0;
    const lines = arrowLines(bundle, narrow, leads && !narrow ? 14 : 12);
    const size = labelSize(lines);
    const [x, y] = bundle.end < 0 ? points[points.length - 1] : points[0];
    const aside = size.height / 2 + 6;
    /** @type {[number, number, "start" | "middle" | "end"][]} */
    const around = bundle.end < 0 || bundle.start < 0 ? [[x + 9, y, "start"], [x - 9, y, "end"], [x, y + aside, "middle"], [x, y - aside, "middle"]] : [];
    const spots = [...around, ...BESIDE[/** @type {Layer} */ (bundle.layer)].flatMap((part) => besideLine(points, part, width, size))];
    // The largest may stand a little farther off: they are what the map is about.
    if (leads && few) spots.push(...aroundLine(points, size, bundle.layer === "residents" ? 0.7 : 0.4));
    return { key: bundle.key, lines, at: pointAlong(points, 0.5), spots, mark: bundle };
  });
};

/**
 * Where along its line a figure may stand, the best first. People of one country live in many places: their lines lie
 * close together where they begin, and a figure there would belong to any of them.
 * @type {Record<Layer, number[]>}
 */
const BESIDE = {
  moves: [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74, 0.18, 0.82],
  residents: [0.66, 0.74, 0.58, 0.82, 0.5, 0.42, 0.34],
};

/** How far from its line the figure of a leading arrow may stand [px]. */
const TELLING_REACH = 96;

/**
 * Points around a line, the nearest first, for a label that must find room.
 * @param {Point[]} points
 * @param {{width: number, height: number}} size of the label
 * @param {number} middle the part of the line that is best
 * @returns {[number, number, "middle"][]}
 */
const aroundLine = (points, size, middle) => {
  const line = [0.1, 0.3, 0.5, 0.7, 0.9].map((part) => pointAlong(points, part));
  // From the line to the nearest edge of the label.
  const gap = (/** @type {number} */ x, /** @type {number} */ y) =>
    Math.min(...line.map(([ax, ay]) => Math.hypot(Math.max(0, Math.abs(x - ax) - size.width / 2), Math.max(0, Math.abs(y - ay) - size.height / 2))));
  const steps = Array.from({ length: 17 }, (_, i) => i - 8);
  const [cx, cy] = pointAlong(points, middle);
  return steps
    .flatMap((a) => steps.map((b) => ({ x: cx + a * 20, y: cy + b * 14 })))
    .map(({ x, y }) => ({ x, y, away: gap(x, y) + 0.3 * Math.abs(x - cx) + 0.15 * Math.abs(y - cy) }))
    .filter(({ away }) => away < TELLING_REACH)
    .sort((a, b) => a.away - b.away)
    .map(({ x, y }) => [x, y, "middle"]);
};

/**
 * The two points beside a line where a label does not touch it.
 * @param {Point[]} points
 * @param {number} part
 * @param {number} width of the line
 * @param {{width: number, height: number}} size of the label
 * @returns {[number, number, "middle"][]}
 */
const besideLine = (points, part, width, size) => {
  const [x, y] = pointAlong(points, part);
  const [ax, ay] = pointAlong(points, Math.max(0, part - 0.04));
  const [bx, by] = pointAlong(points, Math.min(1, part + 0.04));
  const length = Math.hypot(bx - ax, by - ay) || 1;
  const [nx, ny] = [(by - ay) / length, -(bx - ax) / length];
  const away = width / 2 + 5 + (Math.abs(nx) * size.width + Math.abs(ny) * size.height) / 2;
  return [[x + nx * away, y + ny * away, "middle"], [x - nx * away, y - ny * away, "middle"]];
};
