/** The map: land quietly under everything, arrows from place to place, what has no position listed beside it. */

/**
 * @typedef {{view: MapView, picture: SVGElement, notes: HTMLElement, pane: Pane, scene: Scene, waits: boolean,
 *   drawn: MapView, rest: number}} MapState `drawn` is the view as it was drawn, `rest` a timer
 */

/** So many marks without a position are listed beside the map. */
const MAP_BESIDE = 24;

/** @type {WeakMap<HTMLElement, MapState>} */
const mapStates = new WeakMap();

/**
 * Draws the map of a pane.
 * @param {Pane} pane
 * @param {Scene} scene
 */
const drawMap = (pane, scene) => {
  if (!data.land) {
    pane.box.replaceChildren(make("p", { class: "empty" }, t("No place here has a position on a map.")));
    return;
  }
  const height = mapHeight(pane.width, pane.height);
  let map = mapStates.get(pane.box);
  if (!map || !pane.box.contains(map.picture)) {
    map = newMap(pane, scene, wholeMap(pane.width, height));
    mapStates.set(pane.box, map);
  }
  if (map.view.width !== pane.width || map.view.height !== height) {
    map.view = { ...wholeMap(pane.width, height), spread: map.view.spread };
  }
  Object.assign(map, { pane, scene });
  paintMap(map);
};

/**
 * The frame of a map with its buttons.
 * @param {Pane} pane
 * @param {Scene} scene
 * @param {MapView} view
 * @returns {MapState}
 */
const newMap = (pane, scene, view) => {
  const picture = svg("svg", { class: "picture-svg map", role: "group", tabindex: 0 });
  const notes = make("div", { class: "map-notes" });
  /** @type {MapState} */
  const map = { view, picture, notes, pane, scene, waits: false, drawn: view, rest: 0 };
  const soon = () => {
    if (map.waits) return;
    map.waits = true;
    requestAnimationFrame(() => paintMap(map));
  };
  const button = (/** @type {string} */ sign, /** @type {string} */ name, /** @type {number} */ factor) =>
    make("button", { type: "button", "aria-label": t(name), title: t(name), click: () => (zoomMap(map.view, factor), soon()) }, sign);
  const buttons = make("div", { class: "map-zoom" }, button("+", "Enlarge", 1.6), button("−", "Reduce", 1 / 1.6), button("⤢", "Show everything", 0));
  const follow = () => {
    moveDrawn(map);
    clearTimeout(map.rest);
    map.rest = setTimeout(() => paintMap(map), REST);
  };
  startMapMoving(picture, () => map.view, soon, follow);
  pane.box.replaceChildren(make("div", { class: "map-frame" }, picture, buttons), notes);
  return map;
};

/** How long a hand rests until names find room anew [ms]. */
const REST = 120;

/**
 * Moves what is drawn along with a hand, names and all: laying out a large map anew takes longer than a frame, and so
 * does painting it, which a layer of its own saves.
 * @param {MapState} map
 */
const moveDrawn = ({ picture, view, drawn }) => {
  const scale = view.k / drawn.k;
  const [x, y] = [(drawn.x - view.x) * view.k, (drawn.y - view.y) * view.k];
  const all = /** @type {SVGElement | null} */ (picture.firstElementChild);
  if (all) Object.assign(all.style, { willChange: "transform", transform: `matrix(${scale},0,0,${scale},${x},${y})` });
};

/**
 * Draws what the present view shows.
 * @param {MapState} map
 */
const paintMap = (map) => {
  const { view, picture, scene } = map;
  map.waits = false;
  map.drawn = { ...view };
  clearTimeout(map.rest);
  const focused = focusedMark(picture);
  const laid = layMap(scene, view);
  const placesByNode = new Map(scene.places.map((place) => [place.node, place]));
  const land = svg(
    "g",
    { class: "ground", transform: `matrix(${view.k} 0 0 ${view.k} ${-view.x * view.k} ${-view.y * view.k})` },
    ...landElements(placesByNode),
  );
  const all = svg("g", {}, land, ...mapMarks(laid, map), ...laid.labels.map(labelElement));
  for (const [name, value] of Object.entries({ viewBox: `0 0 ${view.width} ${view.height}`, width: view.width, height: view.height })) {
    picture.setAttribute(name, String(value));
  }
  picture.setAttribute("aria-label", t("Map. Arrow keys move it, plus and minus change its size; Tab goes to the marks."));
  picture.classList.toggle("moved", view.k > view.fit);
  picture.replaceChildren(all);
  startRoving(all, focused);
  writeMapNotes(map, laid);
};

/**
 * Finds a place for everything.
 * @param {Scene} scene
 * @param {MapView} view
 */
const layMap = (scene, view) => {
  const { spots, beside } = spotsOf(scene, view);
  const anchors = anchorsOf(spots, view, scene);
  const crowded = scene.arrows.length > MAP_CROWD;
  const countries = nameCountries(anchors, view, crowded);
  const ways = routesOf(scene, anchors, view);
  const named = new Set(countries.placed.map(({ candidate }) => candidate.key));
  const points = anchors.filter((anchor) => !named.has(anchor.key));
  const ringed = anchors.filter(({ key, spots: [{ place }] }) => named.has(key) && place.rings.length);
  const circles = ringed.map(({ at, reach }) => circleBox(at, reach));
  const taken = [...circles, ...countries.placed.map(({ box }) => box), ...obstaclesOf(points, ways.routes, view)];
  const lines = ways.routes.slice(0, MAP_CROWD).flatMap(({ points: line, width }) => lineBoxes(line, width));
  const wanted = points
    .filter(({ at }) => onFrame(at, view, 0))
    .sort((a, b) => b.weight - a.weight)
    .map((anchor) => pointCandidate(anchor, crowded, view));
  const told = arrowCandidates(ways.routes, view.width < 600, crowded ? 6 : 14);
  const [first, second] = crowded ? [wanted, told] : [told, wanted];
  const before = placedTwice(first, taken, lines, view);
  const after = placedTwice(second, [...taken, ...before.placed.map(({ box }) => box)], lines, view);
  const hidden = [...before.hidden, ...after.hidden];
  return {
    anchors, named, crowded, ...ways,
    beside: [...beside, ...ways.beside],
    labels: [...countries.placed, ...before.placed, ...after.placed],
    hidden: hidden.filter(({ mark }) => !mark || !("start" in mark)).length,
    untold: hidden.flatMap(({ mark }) => (mark && "start" in mark ? [mark] : [])),
  };
};

/**
 * The name of a point or a pile.
 * @param {Anchor} anchor
 * @param {boolean} crowded
 * @param {MapView} view
 * @returns {Candidate}
 */
const pointCandidate = (anchor, crowded, view) => {
  const mark = anchor.spots.length > 1 ? null : anchor.spots[0].place;
  const room = mark && hasDoor(mark) ? DOOR_ROOM : 0;
  return { key: anchor.key, lines: anchorLines(anchor, crowded, view.width < 600), at: anchor.at, gap: anchor.reach, mark, room };
};

/**
 * What no name may cover: points, signs of contradiction, the buttons.
 * @param {Anchor[]} points
 * @param {Route[]} routes
 * @param {MapView} view
 */
const obstaclesOf = (points, routes, view) => [
  ...points.map((anchor) => circleBox(anchor.at, anchor.spots.length > 1 ? 12 : Math.min(anchor.reach, 16))),
  ...routes.filter(({ bundle }) => bundle.disputed.length || (bundle.differs && !manyDiffer(routes))).map((route) => circleBox(pointAlong(route.points, 0.5), 9)),
  buttonBox(view),
];

/**
 * Finds room for labels off the lines; then for the rest over them, which their rim of paper allows.
 * @param {Candidate[]} candidates
 * @param {Box[]} taken
 * @param {Box[]} lines
 * @param {{width: number, height: number}} view
 */
const placedTwice = (candidates, taken, lines, view) => {
  const first = placeLabels(candidates, [...taken, ...lines], frameBox(view));
  const second = placeLabels(first.hidden, [...taken, ...first.placed.map(({ box }) => box)], frameBox(view));
  return { placed: [...first.placed, ...second.placed], hidden: second.hidden };
};

/** @typedef {ReturnType<typeof layMap>} Laid */

/**
 * The marks: places over arrows, arrows with a figure over those without, small ones over large ones.
 * @param {Laid} laid
 * @param {MapState} map
 */
const mapMarks = (laid, map) => {
  const open = (/** @type {Anchor} */ pile) => openPile(pile, map);
  const ordered = [...laid.routes.filter(({ bundle }) => !bundle.stated), ...laid.routes.filter(({ bundle }) => bundle.stated)];
  const marked = !manyDiffer(laid.routes);
  const arrows = ordered.map(({ bundle, points, width }) => {
    const mark = arrowMark(bundle, points, map.scene.width, { differing: marked || isChosen(bundle) === true });
    const part = width / map.scene.width.size;
    if (laid.crowded && part < 0.5 && isChosen(bundle) === undefined) mark.setAttribute("opacity", part < 0.3 ? "0.3" : "0.6");
    return mark;
  });
  const places = laid.anchors
    .filter(({ at }) => onFrame(at, map.view, 20))
    .map((anchor) => anchorMark(anchor, map.scene, laid.named.has(anchor.key), open));
  const doors = laid.labels.flatMap((placed) => doorMark(placed));
  return [...arrows, ...places, ...doors];
};

/** Of so many arrows it is marked that figures differ [arrows]; of more it is said once, beside the map. */
const MOST_DIFFERING = 12;

/** @param {Route[]} routes */
const manyDiffer = (routes) => routes.filter(({ bundle }) => bundle.differs).length > MOST_DIFFERING;

/**
 * Opens a pile: by enlarging while that tells its places apart, else by drawing them around their middle.
 * @param {Anchor} pile
 * @param {MapState} map
 */
const openPile = (pile, map) => {
  const points = pile.spots.map(({ place }) => /** @type {Point} */ ([data.nodes[place.node].x, data.nodes[place.node].y]));
  const far = Math.max(...points.flatMap(([x, y]) => points.map(([a, b]) => Math.hypot(x - a, y - b))));
  if (far * map.view.k * 5 > 2 * PILE && map.view.k < map.view.fit * MAP_CLOSEST * 0.9) zoomTo(map.view, points);
  else map.view.spread.add(pile.key);
  paintMap(map);
};

const DOOR_ROOM = 19;

/**
 * Whether a place can be opened into its parts, or closed.
 * @param {any} place
 */
const hasDoor = (place) => place.openable || openParts(place.node) > 0;

/**
 * Where the door of a place stands, beside its name; nowhere for one without parts.
 * @param {Placed} placed
 * @returns {Point | null}
 */
const doorAt = (placed) => (placed.candidate.room && hasDoor(placed.candidate.mark) ? besideNameAt(placed, 10) : null);

/**
 * The door of a place beside its name: opens it into its parts, or closes it again.
 * @param {Placed} placed
 */
const doorMark = (placed) => {
  const at = doorAt(placed);
  if (!at) return [];
  const place = placed.candidate.mark;
  const parts = place.openable ? place.gathered : openParts(place.node);
  const name = nodeName(place.node);
  const words = place.openable ? t("Open {0}: {1} places inside", name, parts) : t("Close {0}: {1} places become one", name, parts);
  const [cx, cy] = at;
  const sign = place.openable ? `M${cx - 3.5},${cy}H${cx + 3.5}M${cx},${cy - 3.5}V${cy + 3.5}` : `M${cx - 3.5},${cy}H${cx + 3.5}`;
  const element = svg(
    "g",
    { class: "mark door", "data-mark": `door:${place.key}`, role: "button", tabindex: -1, "aria-label": words },
    svg("circle", { class: "hit", cx, cy, r: 12 }),
    svg("circle", { class: "knob", cx, cy, r: 6.5 }),
    svg("path", { class: "sign", d: sign }),
  );
  markOf.set(element, { key: `door:${place.key}`, claims: [], disputed: [], act: () => turnDoor(place) });
  return [element];
};

/**
 * How many places inside a country are drawn on their own.
 * @param {number} node
 */
const openParts = (node) => {
  if (data.nodes[node].type !== "country") return 0;
  return data.nodes.filter((one, i) => i !== node && one.home === node && one.drawn !== false && one.key.startsWith("place:")).length;
};

/**
 * @param {any} place
 */
const turnDoor = (place) => {
  const [open, closed] = [new Set(state.open), new Set(state.closed)];
  open.delete(place.node);
  closed.delete(place.node);
  (place.openable ? open : closed).add(place.node);
  update({ open, closed });
};

/**
 * A mark as a button under the picture.
 * @param {any} mark
 * @param {string} [more] what is said after its name
 */
const noteChip = (mark, more = "") => {
  const name = "start" in mark ? `${nodeName(mark.start)} → ${nodeName(mark.end)}` : nodeName(mark.node);
  const chip = make("button", { type: "button", "aria-label": markLabel(mark), click: () => chooseMark(mark) }, name + more);
  if (mark.disputed.length) chip.append(" ", svg("svg", { viewBox: "-8 -10 16 20", width: 10, height: 13, "aria-hidden": "true" }, bolt(0, 0)));
  return make("li", {}, chip);
};

/**
 * What the picture cannot show: hidden names, flows between places that are drawn as one, places that are nowhere.
 * @param {MapState} map
 * @param {Laid} laid
 */
const writeMapNotes = ({ notes, view, scene }, laid) => {
  const lines = [];
  if (!scene.places.length && !scene.arrows.length) lines.push(t("Nothing passes the filters."));
  if (laid.hidden) lines.push(t("{0} names hidden: enlarge.", laid.hidden));
  if (laid.inside.length) lines.push(t("{0} flows run between places drawn as one: enlarge.", laid.inside.length));
  const beyond = scene.places.flatMap((place) => place.rings).filter((ring) => beyondScale(ring, scene.radius)).length;
  if (beyond) lines.push(t("{0} dotted circles stand for more people than the scale shows.", beyond));
  if (manyDiffer(laid.routes)) {
    lines.push(t("Of {0} arrows the figures differ: choose one to compare them.", laid.routes.filter(({ bundle }) => bundle.differs).length));
  }
  const figures = laid.untold.slice(0, 3).map((bundle) => noteChip(bundle, `: ${arrowLines(bundle, false).map(({ text }) => text).join("; ")}`));
  const said = figures.length ? [make("ul", {}, ...figures)] : [];
  if (lines.length) said.push(make("p", {}, lines.join(" ")));
  const chips = laid.beside.slice(0, MAP_BESIDE).map((mark) => noteChip(mark));
  if (chips.length) {
    const summary = make("summary", {}, t("Not on the map, because no position is known: {0}", laid.beside.length));
    if (laid.beside.length > chips.length) chips.push(make("li", {}, t("and {0} more, in the table", laid.beside.length - chips.length)));
    const open = notes.querySelector("details")?.open ?? view.width >= 600;
    said.push(make("details", { open: open ? "open" : false }, summary, make("ul", {}, ...chips)));
  }
  notes.replaceChildren(...said);
};

drawers.set("map", { title: "Map", draw: drawMap });
