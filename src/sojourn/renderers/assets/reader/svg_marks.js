/**
 * The marks that pictures share: arrows, rings, the sign of a contradiction, and what a mark is called.
 *
 * Classes: `mark` with `arrow` or `place`, a tone (`c0` … `c6` or `none`), and `derived`, `unstated`, `chosen`, `faded`.
 */

/** Which mark an element stands for. @type {WeakMap<Element, any>} */
const markOf = new WeakMap();

/**
 * The class of a colour; grey for none.
 * @param {number} colour
 */
const toneClass = (colour) => (colour >= 0 ? `c${colour}` : "none");

/**
 * The name of a node in the reader's language.
 * @param {number} node its index; -1 for an end that no claim states
 * @returns {string}
 */
const nodeName = (node) => {
  if (node < 0) return t("not stated");
  const { label, labels } = data.nodes[node];
  return (labels && labels[["en", "zh", "ru"].indexOf(state.lang)]) || label;
};

/** The outlines of both signs, around their middle: a bolt, and "not equal" in a ring of its radius [px]. */
const BOLT = "M2,-9 -6,1.5 -1,1.5 -2.5,9 6,-2.5 1,-2.5Z";
const UNEQUAL = "M-3.8,-1.9H3.8M-3.8,1.9H3.8M2.6,-4.4 -2.6,4.4";
const UNEQUAL_RING = 7.5;

/**
 * The sign of a contradiction.
 * @param {number} x its middle
 * @param {number} y
 */
const bolt = (x, y) =>
  svg("path", { class: "bolt", d: BOLT, transform: `translate(${rounded(x)},${rounded(y)})` });

/**
 * The sign of figures that are not the same, which need not contradict each other: not equal, in a ring.
 * @param {number} x its middle
 * @param {number} y
 */
const differSign = (x, y) =>
  svg(
    "g",
    { class: "differ", transform: `translate(${rounded(x)},${rounded(y)})` },
    svg("circle", { r: UNEQUAL_RING }),
    svg("path", { d: UNEQUAL }),
  );

/**
 * The sign that belongs on a mark: one for figures that exclude each other, another for figures that are not the same.
 * @param {any} mark
 * @param {Point} at
 */
const signOf = (mark, at) => (mark.disputed.length ? [bolt(...at)] : hasDiffering(mark) ? [differSign(...at)] : []);

/**
 * Whether sources, or one source, say different things of what a mark stands for.
 * @param {any} mark
 */
const hasDiffering = (mark) => ("start" in mark ? Boolean(mark.differs) : mark.rings.some((/** @type {any} */ ring) => ring.differs));

/**
 * What a mark is called: for the label of its element, and for a screen reader.
 * @param {any} mark a bundle or a place of the scene
 * @returns {string}
 */
const markLabel = (mark) => {
  const parts = [];
  if ("start" in mark) {
    const [from, to] = [nodeName(mark.start), nodeName(mark.end)];
    if (mark.loop) parts.push(t("Within {0}", from));
    else if (mark.end < 0) parts.push(t("From {0}, destination not stated", from));
    else if (mark.start < 0) parts.push(t("To {0}, origin not stated", to));
    else parts.push(t("From {0} to {1}", from, to));
    parts.push(mark.figures.length ? mark.figures.join(" · ") : t("no figure stated"));
    if (mark.more > 0) parts.push(t("{0} more figures", mark.more));
  } else {
    parts.push(nodeName(mark.node));
    if (mark.rings.length) parts.push(...ringWords(mark.rings));
    if (mark.gathered) parts.push(t("{0} places inside", mark.gathered));
  }
  parts.push(t("{0} claims", mark.claims.length));
  if (mark.sources) parts.push(t("{0} sources", mark.sources));
  if (mark.derived) parts.push(t("worked out, not stated"));
  if (mark.disputed.length) parts.push(t("disputed"));
  else if (hasDiffering(mark)) parts.push(t("figures differ"));
  return parts.join("; ");
};

/**
 * The figures of rings in words, the first three, each with the country that the people are from.
 * @param {any[]} rings
 * @returns {string[]}
 */
const ringWords = (rings) => {
  const words = rings.map((ring) => {
    const figures = ring.figures ?? [shortFigure(ring.low, Number.isNaN(ring.high) ? null : ring.high, "", "persons")];
    return (ring.start >= 0 ? `${nodeName(ring.start)}: ` : "") + figures.join(" · ");
  });
  const distinct = [...new Set(words.filter(Boolean))];
  return distinct.length > 3 ? [...distinct.slice(0, 3), t("{0} more figures", distinct.length - 3)] : distinct;
};

/**
 * Whether a mark stands for what is chosen; undefined when nothing is chosen.
 * @param {any} mark
 * @returns {boolean | undefined}
 */
const isChosen = (mark) => {
  const { claim, node, bundle } = state.chosen;
  if (bundle && isOthers(bundle)) return undefined;
  if (bundle) {
    if (!("start" in mark)) return mark.node === bundle.start || mark.node === bundle.end;
    return mark.start === bundle.start && mark.end === bundle.end;
  }
  if (claim >= 0) return mark.claims.includes(claim);
  if (node < 0) return undefined;
  if ("start" in mark) return mark.start === node || mark.end === node;
  return mark.node === node || (endsAround(node).has(mark.node) ? undefined : false);
};

/** @type {{scenes: Scene[], node: number, ends: Set<number>}} */
let endsKnown = { scenes: [], node: -1, ends: new Set() };

/**
 * The places at the other ends of the arrows of a place: their names must be read when it is chosen.
 * @param {number} node
 */
const endsAround = (node) => {
  const scenes = (state.second ? [0, 1] : [0]).map(sceneOf);
  if (endsKnown.node !== node || scenes.some((scene, i) => endsKnown.scenes[i] !== scene)) {
    const ends = scenes.flatMap((scene) => scene.arrows.filter((one) => one.start === node || one.end === node));
    endsKnown = { scenes, node, ends: new Set(ends.flatMap((one) => [one.start, one.end])) };
  }
  return endsKnown.ends;
};

/**
 * The classes of a mark's element.
 * @param {any} mark
 * @param {string} kind
 */
const markClasses = (mark, kind) => {
  const chosen = isChosen(mark);
  return [
    "mark",
    kind,
    toneClass(mark.colour ?? -1),
    mark.derived && "derived",
    "stated" in mark && !mark.stated && "unstated",
    mark.disputed.length && "disputed",
    chosen === true && "chosen",
    chosen === false && "faded",
  ]
    .filter(Boolean)
    .join(" ");
};

/**
 * The element of a mark: named, focusable, and known to a click.
 * @param {any} mark
 * @param {string} kind
 * @param {...Node} children
 */
const markElement = (mark, kind, ...children) => {
  const element = svg(
    "g",
    { class: markClasses(mark, kind), "data-mark": mark.key, role: "button", tabindex: -1, "aria-label": markLabel(mark) },
    ...children,
  );
  markOf.set(element, mark);
  return element;
};

/**
 * Opens the evidence of a mark; one that does something else, such as the door of a country, has `act`.
 * @param {any} mark
 */
const chooseMark = (mark) => {
  if (mark.act) mark.act();
  else if (!("start" in mark)) choose({ node: mark.node });
  else if (mark.claims.length === 1) choose({ claim: mark.claims[0] });
  else choose({ bundle: { start: mark.start, end: mark.end, layer: mark.layer } });
};

/**
 * A movement: a tapered shaft as wide as its lowest figure, paler up to its highest, dashed without any figure, hollow
 * when nobody states it; an open circle where an end is not stated, a sign where figures contradict each other.
 * @param {any} bundle
 * @param {Point[]} points from the origin to the destination; see `curvePoints`
 * @param {{of: (persons: number) => number, largest?: number}} scale
 * @param {{boltAt?: Point, hit?: number, differing?: boolean}} [options] where the sign stands (the middle), the width of
 *   the target, and whether figures that differ are marked
 */
const arrowMark = (bundle, points, scale, options = {}) => {
  const parts = [svg("path", { class: "hit", d: linePath(points), "stroke-width": options.hit ?? 24 })];
  const open = { start: bundle.start < 0, end: bundle.end < 0 };
  const line = shortened(points, open.start ? 9 : 0, open.end ? 9 : 0);
  if (bundle.stated) parts.push(...statedArrow(bundle, line, arrowScale(bundle, scale), open.end));
  else parts.push(...dashedArrow(line, open.end));
  if (open.start) parts.push(openEnd(points[0], points[1]));
  if (open.end) parts.push(openEnd(points[points.length - 1], points[points.length - 2]));
  if (bundle.disputed.length || options.differing !== false) parts.push(...signOf(bundle, options.boltAt ?? pointAlong(points, 0.5)));
  return markElement(bundle, "arrow", ...parts);
};

/** An arrow of which one end is not stated is no wider than this [px]: it must not outdo those that say where to. */
const LOOSE_WIDEST = 4.5;

/**
 * The scale on which an arrow is drawn.
 * @param {any} bundle
 * @param {{of: (persons: number) => number, largest?: number}} scale
 */
const arrowScale = (bundle, scale) =>
  bundle.start >= 0 && bundle.end >= 0 ? scale : { of: (/** @type {number} */ persons) => Math.min(scale.of(persons), LOOSE_WIDEST) };

/**
 * The largest number that any figure of a bundle names; its lowest where none names another.
 * @param {any} bundle
 */
const mostOf = (bundle) => (Number.isFinite(bundle.most) ? bundle.most : drawnSpan(bundle).high);

/**
 * @param {any} bundle
 * @param {Point[]} line
 * @param {{of: (persons: number) => number, largest?: number}} scale
 * @param {boolean} headless
 */
const statedArrow = (bundle, line, scale, headless) => {
  const parts = [];
  const low = Math.max(scale.of(bundle.low || 0), bundle.derived ? 4.5 : 2);
  const high = Math.max(scale.of(mostOf(bundle)), low);
  if (bundle.open || Number.isNaN(bundle.high)) parts.push(svg("path", { class: "band open", d: arrowPath(line, high + 4, low, headless) }));
  if (high > low + 0.4) parts.push(svg("path", { class: "band", d: arrowPath(line, high, low, headless) }));
  parts.push(svg("path", { class: "shaft", d: arrowPath(line, low, low, headless) }));
  return parts;
};

/**
 * The length and half width of the head of an arrow.
 * @param {number} width of the shaft [px]
 * @param {number} length of the whole line [px]
 */
const headSize = (width, length) => {
  const long = Math.min(7 + width * 0.9, length * 0.45);
  return { long, half: width / 2 + Math.min(2 + width * 0.3, long * 0.6) };
};

/**
 * The outline of an arrow: a shaft that grows towards its head.
 * @param {Point[]} line
 * @param {number} width at the head [px]
 * @param {number} inner width whose head this one shares [px]
 * @param {boolean} headless
 */
const arrowPath = (line, width, inner, headless) => {
  const taper = (/** @type {number} */ part) => width * (0.5 + 0.5 * part);
  if (headless) return ribbon(line, taper).path;
  const { long, half } = headSize(inner, lineLength(line));
  const { left, right } = ribbon(shortened(line, 0, long), taper);
  const tip = line[line.length - 1];
  const [neckLeft, neckRight] = [left[left.length - 1], right[right.length - 1]];
  const [mx, my] = [(neckLeft[0] + neckRight[0]) / 2, (neckLeft[1] + neckRight[1]) / 2];
  const [dx, dy] = [tip[0] - mx, tip[1] - my];
  const length = Math.hypot(dx, dy) || 1;
  const reach = half + (width - inner) / 2;
  const [ox, oy] = [(-dy / length) * reach, (dx / length) * reach];
  return `${linePath([...left, [mx - ox, my - oy], tip, [mx + ox, my + oy], ...right.reverse()])}Z`;
};

/**
 * @param {Point[]} line
 * @param {boolean} headless
 */
const dashedArrow = (line, headless) => {
  const { long, half } = headSize(1.6, lineLength(line));
  const shaft = svg("path", { class: "dashes", d: linePath(headless ? line : shortened(line, 0, long)) });
  if (headless) return [shaft];
  const tip = line[line.length - 1];
  const [ax, ay] = pointAlong(line, 1 - long / (lineLength(line) || 1));
  const [dx, dy] = [((tip[0] - ax) / long) * half, ((tip[1] - ay) / long) * half];
  const head = `${linePath([[ax - dy, ay + dx], tip, [ax + dy, ay - dx]])}Z`;
  return [shaft, svg("path", { class: "shaft", d: head })];
};

/**
 * An end that nobody states.
 * @param {Point} end
 * @param {Point} before
 */
const openEnd = (end, before) => {
  const length = Math.hypot(end[0] - before[0], end[1] - before[1]) || 1;
  const back = 4.5 / length;
  return svg("circle", {
    class: "openend",
    cx: end[0] - (end[0] - before[0]) * back,
    cy: end[1] - (end[1] - before[1]) * back,
    r: 4.5,
  });
};

/**
 * A place with its stocks: for each a circle for the lowest and one for the highest figure, a tint between them, and a
 * broken circle outside when there is no upper bound.
 * @param {any} place
 * @param {Point} at
 * @param {{of: (persons: number) => number, largest?: number}} scale of radii
 * @param {{dot?: number, boltAt?: Point}} [options]
 */
const ringMark = (place, at, scale, options = {}) => {
  const [cx, cy] = at;
  const largest = Math.max(0, ...place.rings.map((/** @type {any} */ ring) => outerRadius(ring, scale)));
  const parts = [svg("circle", { class: "hit", cx, cy, r: Math.max(12, Math.min(largest, 22)) })];
  const ordered = place.rings.slice().sort((/** @type {any} */ a, /** @type {any} */ b) => outerRadius(b, scale) - outerRadius(a, scale));
  for (const ring of ordered) parts.push(oneRing(ring, at, scale));
  const dot = options.dot ?? 3;
  if (dot) parts.push(svg("circle", { class: place.node >= 0 && data.nodes[place.node].sure === false ? "dot unsure" : "dot", cx, cy, r: dot }));
  const away = Math.max(largest, 6) * 0.75;
  parts.push(...signOf(place, options.boltAt ?? [cx + away + 5, cy - away - 5]));
  return markElement(place, "place", ...parts);
};

/**
 * Whether a stock is larger than the largest circle of its scale stands for.
 * @param {any} ring
 * @param {{largest?: number}} scale
 */
const beyondScale = (ring, scale) => Math.max(ring.low || 0, ring.high || 0) > (scale.largest ?? Infinity) * 1.0001;

/**
 * The radius of the largest number that a stock names [px].
 * @param {any} ring
 * @param {{of: (persons: number) => number}} scale
 */
const topRadius = (ring, scale) => scale.of(Math.max(ring.low || 0, ring.high || 0, ring.most || 0));

/**
 * The radius that a ring takes [px].
 * @param {any} ring
 * @param {{of: (persons: number) => number, largest?: number}} scale
 */
const outerRadius = (ring, scale) => {
  if (beyondScale(ring, scale)) return scale.of(ring.low || ring.high);
  return topRadius(ring, scale) + (ring.open || Number.isNaN(ring.high) ? 4 : 0);
};

/**
 * @param {any} ring
 * @param {Point} at
 * @param {{of: (persons: number) => number, largest?: number}} scale
 */
const oneRing = (ring, at, scale) => {
  const [cx, cy] = at;
  if (beyondScale(ring, scale)) {
    const rims = [0, 3].map((less) => svg("circle", { class: "rim beyond", cx, cy, r: scale.of(ring.low || ring.high) - less }));
    return svg("g", { class: `ring ${toneClass(ring.colour)}` }, ...rims);
  }
  const low = scale.of(ring.low || 0);
  const high = topRadius(ring, scale);
  const open = ring.open || Number.isNaN(ring.high);
  const parts = [];
  if (high > low + 0.5) {
    parts.push(svg("circle", { class: "tint", cx, cy, r: (low + high) / 2, "stroke-width": high - low }));
    if (!open) parts.push(svg("circle", { class: "rim", cx, cy, r: high }));
  }
  parts.push(svg("circle", { class: "rim", cx, cy, r: low }));
  if (open) parts.push(svg("circle", { class: "rim broken", cx, cy, r: Math.max(low, high) + 4 }));
  return svg("g", { class: `ring ${toneClass(ring.colour)}` }, ...parts);
};
