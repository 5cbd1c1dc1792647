/** What lies over the bitmap as SVG: the marks that can be reached by keyboard, those that are chosen, and the names. */

/** How many marks a keyboard walks through, how many chosen ones are drawn, and how many names are tried. */
const OVER_MARKS = 50;
const OVER_FEW = 300;
const OVER_NAMES = 220;

/**
 * The place of the scene at a node, or one that only has its name.
 * @param {Flat} flat
 * @param {number} node
 * @returns {any}
 */
const placeMarkAt = (flat, node) =>
  flat.places.find((place) => place.node === node) ?? {
    key: data.nodes[node].key, node, rings: [], claims: [], disputed: [], gathered: 0, openable: false, others: 0,
  };

/**
 * Whether the middle of a mark is in sight.
 * @param {Cloth} cloth
 * @param {number} i
 */
const markInSight = ({ stock, look, width, height }, i) => {
  const x = ((stock.lines.ax[i] + stock.lines.bx[i]) / 2) * look.k + look.x;
  const y = ((stock.lines.ay[i] + stock.lines.by[i]) / 2) * look.k + look.y;
  return x > 4 && y > 4 && x < width - 4 && y < height - 4;
};

/**
 * The elements of the marks that can be reached by keyboard: the largest in sight, and all that are chosen.
 * @param {Cloth} cloth
 * @returns {SVGElement[]}
 */
const reachableMarks = (cloth) => {
  const { stock, look } = cloth;
  const { flat, lines } = stock;
  const chosen = chosenMarks(flat, OVER_FEW);
  const most = flat.length <= OVER_FEW ? OVER_FEW : OVER_MARKS;
  const wanted = new Set();
  for (let i = 0; i < flat.length && wanted.size < most; i++) if (markInSight(cloth, i)) wanted.add(i);
  chosen.forEach((i) => wanted.add(i));
  return [...wanted].sort((one, other) => other - one).map((i) => {
    const points = markPoints(flat, lines, look, i);
    const bundle = flat.bundles[i];
    if (chosen.includes(i)) return arrowMark(bundle, points, flat.width);
    const parts = [svg("path", { class: "hit", d: linePath(points), "stroke-width": 24 })];
    if (bundle.disputed.length) parts.push(bolt(...pointAlong(points, 0.5)));
    return markElement(bundle, "arrow", ...parts);
  });
};

/**
 * The places in sight, those with the most people first, with where they stand on the screen.
 * @param {Cloth} cloth
 * @returns {{node: number, at: Point}[]}
 */
const placesInSight = ({ stock, look, width, height, weights }) => {
  const { used, x, y } = stock.ground;
  return used
    .map((node) => ({ node, at: /** @type {Point} */ ([x[node] * look.k + look.x, y[node] * look.k + look.y]) }))
    .filter(({ at }) => at[0] >= 0 && at[1] >= 0 && at[0] <= width && at[1] <= height)
    .sort((one, other) => weights[other.node] - weights[one.node] || one.node - other.node);
};

/**
 * The figures of the chosen marks, as labels beside the middle of each.
 * @param {Cloth} cloth
 * @returns {Candidate[]}
 */
const chosenFigures = ({ stock, look }) =>
  chosenMarks(stock.flat, 12).flatMap((i) => {
    const bundle = stock.flat.bundles[i];
    if (!bundle.figures.length) return [];
    const text = bundle.figures[0] + (bundle.figures.length + bundle.more > 1 ? " …" : "");
    const line = { text, size: 12, weight: 700, class: `tone ${toneClass(bundle.colour)}` };
    return [{ key: bundle.key, lines: [line], at: pointAlong(markPoints(stock.flat, stock.lines, look, i), 0.5), gap: 8, mark: bundle }];
  });

/**
 * Finds room for the names of places.
 * @param {Cloth} cloth
 * @returns {{placed: Placed[], hidden: number, marks: SVGElement[]}}
 */
const namesOf = (cloth) => {
  const { stock, width, height } = cloth;
  const places = placesInSight(cloth);
  const named = places.slice(0, width < 600 ? OVER_NAMES / 2 : OVER_NAMES);
  const candidates = named.map(({ node, at }, rank) => {
    const mark = placeMarkAt(stock.flat, node);
    const ring = Math.max(0, ...mark.rings.map((/** @type {any} */ one) => outerRadius(one, stock.flat.radius)));
    const large = rank < 10;
    const lines = [{ text: nodeName(node), size: large ? 13 : 12, weight: large ? 600 : 400 }];
    return { key: mark.key, lines, at, gap: Math.max(5, Math.min(ring, 40) + 3), mark, ...(stock.ground.map ? {} : rimSpots(cloth, at)) };
  });
  /** @type {Box[]} */
  const obstacles = named.slice(0, 80).map(({ at: [x, y] }) => [x - 3, y - 3, x + 3, y + 3]);
  obstacles.push([width - 46, 0, width, 122]);
  const { node: one, bundle } = state.chosen;
  const first = candidates.filter(({ mark }) => mark.node === one || mark.node === bundle?.start || mark.node === bundle?.end);
  const rest = candidates.filter((candidate) => !first.includes(candidate));
  const { placed } = placeLabels([...first, ...chosenFigures(cloth), ...rest], obstacles, [3, 3, width - 3, height - 3]);
  const count = placed.filter((one) => !("start" in (one.candidate.mark ?? {}))).length;
  const marks = named.slice(0, OVER_MARKS).map(({ node, at: [cx, cy] }) => {
    const mark = placeMarkAt(stock.flat, node);
    return markElement(mark, "place", svg("circle", { class: "hit", cx, cy, r: 12 }));
  });
  return { placed, hidden: places.length - count, marks };
};

/**
 * Names around a circle stand outside of it.
 * @param {Cloth} cloth
 * @param {Point} at
 * @returns {{spots: [number, number, "start" | "middle" | "end"][]}}
 */
const rimSpots = ({ width, height }, [x, y]) => {
  const angle = Math.atan2(y - height / 2, x - width / 2);
  const [ox, oy] = [x + 9 * Math.cos(angle), y + 14 * Math.sin(angle)];
  return { spots: [[ox, oy, Math.abs(Math.cos(angle)) < 0.2 ? "middle" : ox > x ? "start" : "end"]] };
};

/**
 * Draws everything that lies over the bitmap, for the present look.
 * @param {Cloth} cloth
 */
const drawOver = (cloth) => {
  const focused = focusedMark(cloth.stage);
  const { placed, hidden, marks } = namesOf(cloth);
  const picture = svg(
    "svg",
    { class: "picture-svg", width: cloth.width, height: cloth.height, role: "group", "aria-label": t("The largest marks of the picture") },
    svg("g", {}, ...reachableMarks(cloth)),
    svg("g", {}, ...marks.reverse()),
    svg("g", {}, ...placed.map(labelElement)),
  );
  Object.assign(picture.style, { width: `${cloth.width}px`, height: `${cloth.height}px` });
  cloth.over.replaceWith(picture);
  cloth.over = picture;
  cloth.overLook = { ...cloth.look };
  cloth.placed = placed;
  cloth.hidden = hidden;
  cloth.front.style.opacity = anyChosen() && chosenMarks(cloth.stock.flat, 1).length ? "0.25" : "1";
  startRoving(picture, focused);
  writeNotes(cloth);
};

/**
 * What stands below the picture: what is not drawn, with the action that draws it, and names without room.
 * @param {Cloth} cloth
 */
const writeNotes = (cloth) => {
  const { stock, scene, hidden } = cloth;
  const parts = [];
  const action = (/** @type {string} */ words, /** @type {Partial<State>} */ patch) =>
    make("button", { type: "button", click: () => update(patch) }, words);
  const whole = state.all && state.level === "stated" && !state.closed.size;
  if (whole) {
    const back = action(t("Back to the opening picture"), { all: false, level: data.opening.level });
    parts.push(make("p", {}, t("All {0} flows are drawn, as they are stated.", stock.flat.length), " ", back));
  } else if (scene.others?.arrows || state.level !== "stated") {
    parts.push(make("p", {}, action(t("Draw every flow as it is stated"), { all: true, level: "stated", open: new Set(), closed: new Set() })));
  }
  if (hidden) parts.push(make("p", {}, t("{0} {0:name|names} hidden: enlarge", hidden)));
  const { below } = stock.ground;
  if (below) parts.push(make("p", {}, t("Below the line: {0} {0:place|places} whose position is not known", below)));
  cloth.notes.replaceChildren(...parts);
};
