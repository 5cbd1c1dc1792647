/**
 * What lies over the bitmap as SVG: the marks that can be reached by keyboard, those that are chosen, and the names.
 *
 * @typedef {{bundle: Bundle, width: number, points: Point[], chosen: boolean}} Reached
 * @typedef {{at: Point, disputed: boolean}} Sign
 */

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
 * The marks that can be reached by keyboard, the largest first: those in sight, and all that are chosen.
 * @param {Cloth} cloth
 * @returns {Reached[]}
 */
const reachedMarks = (cloth) => {
  const { stock, look } = cloth;
  const { flat, lines } = stock;
  const chosen = chosenMarks(flat, OVER_FEW);
  const most = flat.length <= OVER_FEW ? OVER_FEW : OVER_MARKS;
  const wanted = new Set();
  for (let i = 0; i < flat.length && wanted.size < most; i++) if (markInSight(cloth, i)) wanted.add(i);
  chosen.forEach((i) => wanted.add(i));
  return [...wanted].sort((one, other) => one - other).map((i) => {
    const bundle = flat.bundles[i];
    const width = bundle.stated ? arrowScale(bundle, flat.width).of(mostOf(bundle)) : 1.7;
    return { bundle, width, points: markPoints(flat, lines, look, i), chosen: chosen.includes(i) };
  });
};

/**
 * The element of a mark; one that is chosen is drawn anew, the others lie on the bitmap.
 * @param {Flat} flat
 * @param {Reached} reached
 * @param {boolean} differing whether figures that differ are marked
 */
const reachedElement = (flat, { bundle, points, chosen }, differing) => {
  if (chosen) return arrowMark(bundle, points, flat.width);
  const signs = bundle.disputed.length || differing ? signOf(bundle, pointAlong(points, 0.5)) : [];
  return markElement(bundle, "arrow", svg("path", { class: "hit", d: linePath(points), "stroke-width": 24 }), ...signs);
};

/**
 * Where a place has its sign: beside its rings.
 * @param {any} mark
 * @param {Point} at
 * @param {Scale} radius
 * @returns {Point}
 */
const signOfPlaceAt = (mark, [x, y], radius) => {
  const largest = Math.max(6, ...mark.rings.map((/** @type {any} */ ring) => outerRadius(ring, radius)));
  return [x + largest * 0.75 + 5, y - largest * 0.75 - 5];
};

/**
 * The signs of the arrows and places in sight: no name may cover them, and they belong on the picture that is saved.
 * @param {Cloth} cloth
 * @param {Reached[]} reached
 * @param {boolean} differing whether figures of arrows that differ are marked
 * @returns {Sign[]}
 */
const signsOf = (cloth, reached, differing) => {
  const { flat } = cloth.stock;
  const arrows = reached
    .filter(({ bundle, chosen }) => bundle.disputed.length || ((differing || chosen) && bundle.differs))
    .map(({ bundle, points }) => ({ at: pointAlong(points, 0.5), disputed: bundle.disputed.length > 0 }));
  const places = placesInSight(cloth)
    .slice(0, OVER_MARKS)
    .map(({ node, at }) => ({ mark: placeMarkAt(flat, node), at }))
    .filter(({ mark }) => mark.disputed.length || hasDiffering(mark))
    .map(({ mark, at }) => ({ at: signOfPlaceAt(mark, at, flat.radius), disputed: mark.disputed.length > 0 }));
  return [...arrows, ...places];
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
 * The figures beside arrows: of the telling ones where there are few, else of those that are chosen.
 * @param {Cloth} cloth
 * @param {Reached[]} reached
 */
const figuresOver = (cloth, reached) =>
  cloth.stock.flat.length <= MAP_CROWD ? arrowCandidates(reached, cloth.width < 600, 6) : chosenFigures(cloth);

/**
 * Finds room for the names of places.
 * @param {Cloth} cloth
 * @param {Reached[]} reached
 * @returns {{placed: Placed[], hidden: number, marks: SVGElement[]}}
 */
const namesOf = (cloth, reached) => {
  const { stock, width } = cloth;
  const places = placesInSight(cloth);
  const named = places.slice(0, width < 600 ? OVER_NAMES / 2 : OVER_NAMES);
  const candidates = named.map(({ node, at }, rank) => {
    const mark = placeMarkAt(stock.flat, node);
    const ring = Math.max(0, ...mark.rings.map((/** @type {any} */ one) => outerRadius(one, stock.flat.radius)));
    const large = rank < 10;
    const few = stock.flat.length <= MAP_CROWD;
    const lines = [{ text: nodeName(node), size: large ? 13 : 12, weight: large ? 600 : 400 }, ...(few ? ringLines(mark, width < 600) : [])];
    return { key: mark.key, lines, at, gap: Math.max(5, Math.min(ring, 40) + 3), mark, ...(stock.ground.map ? {} : rimSpots(cloth, at)) };
  });
  /** @type {Box[]} */
  const obstacles = named.slice(0, 80).map(({ at }) => circleBox(at, 3));
  obstacles.push([width - 46, 0, width, 122], ...cloth.signs.map(({ at }) => circleBox(at, 9)));
  const { node: one, bundle } = state.chosen;
  const first = candidates.filter(({ mark }) => mark.node === one || mark.node === bundle?.start || mark.node === bundle?.end);
  const rest = candidates.filter((candidate) => !first.includes(candidate));
  const lines = stock.flat.length <= MAP_CROWD ? reached.flatMap(({ points, width: wide }) => lineBoxes(points, wide)) : [];
  const before = placedTwice([...first, ...figuresOver(cloth, reached)], obstacles, lines, cloth).placed;
  const after = placedTwice(rest, [...obstacles, ...before.map(({ box }) => box)], lines, cloth);
  // Where there is no room for a name with its figures there may be room for the name.
  const bare = after.hidden.map((candidate) => ({ ...candidate, lines: candidate.lines.slice(0, 1) }));
  const taken = [...obstacles, ...[...before, ...after.placed].map(({ box }) => box)];
  const placed = [...before, ...after.placed, ...placedTwice(bare, taken, lines, cloth).placed];
  const count = placed.filter(({ candidate }) => !("start" in (candidate.mark ?? {}))).length;
  const marks = named.slice(0, OVER_MARKS).map(({ node, at }) => {
    const mark = placeMarkAt(stock.flat, node);
    const signs = signOf(mark, signOfPlaceAt(mark, at, stock.flat.radius));
    return markElement(mark, "place", svg("circle", { class: "hit", cx: at[0], cy: at[1], r: 12 }), ...signs);
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
  const reached = reachedMarks(cloth);
  const differing = reached.filter(({ bundle }) => bundle.differs).length;
  const marked = differing <= MOST_DIFFERING;
  cloth.signs = signsOf(cloth, reached, marked);
  cloth.differing = marked ? 0 : differing;
  const { placed, hidden, marks } = namesOf(cloth, reached);
  const picture = svg(
    "svg",
    { class: "picture-svg", width: cloth.width, height: cloth.height, role: "group", "aria-label": t("The largest marks of the picture") },
    svg("g", {}, ...reached.reverse().map((one) => reachedElement(cloth.stock.flat, one, marked))),
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
  const { stock, scene, hidden, differing } = cloth;
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
  if (differing) parts.push(make("p", {}, t("Of {0} arrows the figures differ: choose one to compare them.", differing)));
  const { below } = stock.ground;
  if (below) parts.push(make("p", {}, t("Below the line: {0} {0:place|places} whose position is not known", below)));
  cloth.notes.replaceChildren(...parts);
};
