/**
 * Where places stand in the frame: countries at their names, other places as points, points that pile up as one.
 *
 * @typedef {{place: any, at: Point, outline: Box | null, weight: number}} Spot
 * @typedef {{key: string, spots: Spot[], at: Point, reach: number, box: Box | null, weight: number, spread: boolean,
 *   sign?: Point}} Anchor
 *   where arrows end: outside a circle, or outside the box of a name
 */

const PILE = 24;

/**
 * The places of a scene that have a position, the most important first, and those that have none.
 * @param {Scene} scene
 * @param {MapView} view
 * @returns {{spots: Spot[], beside: any[]}}
 */
const spotsOf = (scene, view) => {
  const shapes = landShapes();
  const people = peopleAt(scene);
  /** @type {Spot[]} */
  const spots = [];
  const beside = [];
  for (const place of scene.places) {
    const { x, y, outline } = data.nodes[place.node];
    if (x === null || x === undefined) {
      beside.push(place);
      continue;
    }
    const box = outline >= 0 && shapes[outline] ? boxInFrame(shapes[outline].box, view) : null;
    const weight = (people.get(place.node) ?? 0) + (box ? 1 : 0);
    spots.push({ place, at: inFrame(x, y, view), outline: box, weight });
  }
  return { spots: spots.sort((a, b) => b.weight - a.weight), beside };
};

/**
 * @param {number} x map units
 * @param {number} y
 * @param {MapView} view
 * @returns {Point}
 */
const inFrame = (x, y, view) => [(x - view.x) * view.k, (y - view.y) * view.k];

/**
 * @param {Box} box map units
 * @param {MapView} view
 * @returns {Box}
 */
const boxInFrame = (box, view) => {
  const [left, top] = inFrame(box[0], box[1], view);
  const [right, bottom] = inFrame(box[2], box[3], view);
  return [left, top, right, bottom];
};

/**
 * How many people the marks at each node are about; places with nothing but words count a little.
 * @param {Scene} scene
 */
const peopleAt = (scene) => {
  /** @type {Map<number, number>} */
  const people = new Map();
  const add = (/** @type {number} */ node, /** @type {number} */ count) => people.set(node, (people.get(node) ?? 0) + count);
  for (const arrow of scene.arrows) {
    const size = 0.01 + (arrow.high || arrow.low || 0);
    add(arrow.start, size);
    if (!arrow.loop) add(arrow.end, size);
  }
  for (const place of scene.places) add(place.node, 0.001 * place.rings.reduce((sum, ring) => sum + (ring.low || 0), 0));
  return people;
};

/**
 * Joins points that pile up; countries with room for their name stay as they are.
 * @param {Spot[]} spots the most important first
 * @param {MapView} view
 * @param {Scene} scene
 * @returns {Anchor[]}
 */
const anchorsOf = (spots, view, scene) => {
  /** @type {Anchor[]} */
  const anchors = [];
  /** @type {Anchor[]} */
  const piles = [];
  for (const spot of spots) {
    if (!onFrame(spot.at, view, 200)) continue;
    const reach = Math.max(5, ...spot.place.rings.map((/** @type {any} */ ring) => Math.min(outerRadius(ring, scene.radius), 22)));
    const own = { key: spot.place.key, spots: [spot], at: spot.at, reach, box: null, weight: spot.weight, spread: false };
    if (isWide(spot)) {
      anchors.push(own);
      continue;
    }
    const near = piles.find((pile) => Math.hypot(pile.at[0] - spot.at[0], pile.at[1] - spot.at[1]) < PILE);
    if (!near) piles.push(own);
    else Object.assign(near, { spots: [...near.spots, spot], weight: near.weight + spot.weight, reach: 12 });
  }
  for (const pile of piles) {
    if (pile.spots.length > 1) pile.key = `pile:${pile.spots.map((spot) => spot.place.key).sort().join(" ")}`;
  }
  return [...anchors, ...piles.flatMap((pile) => (view.spread.has(pile.key) ? spreadOut(pile) : [pile]))];
};

/**
 * Whether the outline of a country has room for a name in it.
 * @param {Spot} spot
 */
const isWide = ({ outline }) => outline !== null && Math.min(outline[2] - outline[0], (outline[3] - outline[1]) * 2) > 34;

/**
 * @param {Point} at
 * @param {MapView} view
 * @param {number} rim
 */
const onFrame = ([x, y], view, rim) => x > -rim && y > -rim && x < view.width + rim && y < view.height + rim;

/**
 * The places of a pile around its middle.
 * @param {Anchor} pile
 * @returns {Anchor[]}
 */
const spreadOut = (pile) => {
  const count = pile.spots.length;
  const radius = Math.max(26, (count * 28) / (2 * Math.PI));
  return pile.spots.map((spot, i) => {
    const turn = -Math.PI / 2 + (2 * Math.PI * i) / count;
    const at = /** @type {Point} */ ([pile.at[0] + radius * Math.cos(turn), pile.at[1] + radius * Math.sin(turn)]);
    return { key: spot.place.key, spots: [spot], at, reach: 5, box: null, weight: spot.weight, spread: true };
  });
};

/**
 * The name of an anchor as lines; figures of residents stand under it.
 * @param {Anchor} anchor
 * @param {boolean} crowded whether there is room for names only
 * @param {boolean} narrow whether figures stand under each other
 * @returns {Line[]}
 */
const anchorLines = (anchor, crowded, narrow) => {
  const [{ place }] = anchor.spots;
  if (anchor.spots.length > 1) {
    const names = anchor.spots.slice(0, 2).map((spot) => nodeName(spot.place.node));
    const more = anchor.spots.length - names.length;
    return [{ text: listed(names) + (more ? ` +${more}` : ""), size: 11 }];
  }
  const country = anchor.spots[0].outline !== null;
  const area = !country && data.nodes[place.node].lat === null;
  const name = { text: nodeName(place.node), size: country ? 13 : 12, weight: country ? 700 : 400, class: area ? "area" : "" };
  return crowded ? [name] : [name, ...ringLines(place, narrow)];
};

/**
 * The figures of the largest stocks of a place, in the colours of where the people come from.
 * @param {any} place
 * @param {boolean} narrow
 * @returns {Line[]}
 */
const ringLines = (place, narrow) =>
  place.rings.slice(0, 2).flatMap((/** @type {any} */ ring) => {
    const count = (ring.figures ?? []).length + (ring.more ?? 0);
    // Several numbers of seven digits are read by nobody; the panel has them in full.
    const figures = count > 1 && ring.low >= 1e5 ? [spanWords(ring)] : (ring.figures ?? []).slice(0, 2);
    if (!figures.length) return [];
    const more = count > 1 && ring.low >= 1e5 ? 0 : count - figures.length;
    const texts = narrow ? figures : [figures.join(" · ")];
    if (more > 0) texts[texts.length - 1] += ` +${more}`;
    const look = { size: 11, weight: 600, class: `tone ${toneClass(ring.colour)}` };
    return texts.map((/** @type {string} */ text) => ({ text, ...look }));
  });

/**
 * Finds room for the names of countries first: arrows end at them.
 * @param {Anchor[]} anchors
 * @param {MapView} view
 * @param {boolean} crowded
 */
const nameCountries = (anchors, view, crowded) => {
  const wide = anchors.filter((anchor) => anchor.spots.length === 1 && isWide(anchor.spots[0]));
  const candidates = wide
    .sort((a, b) => b.weight - a.weight)
    .map((anchor) => {
      const lines = anchorLines(anchor, crowded, view.width < 600);
      const size = labelSize(lines);
      const [x, y] = anchor.at;
      const ringed = anchor.spots[0].place.rings.length > 0;
      const down = ringed ? anchor.reach + 3 + size.height / 2 : 0;
      const steps = ringed ? [down, -down] : [0, 10, -10, 20, -20];
      /** @type {[number, number, "start" | "middle" | "end"][]} */
      const spots = steps.map((step) => [x, y + step, "middle"]);
      if (ringed) spots.push([x - anchor.reach - 4, y, "end"], [x + anchor.reach + 4, y, "start"]);
      const { place } = anchor.spots[0];
      return { key: anchor.key, lines, at: anchor.at, spots, mark: place, class: "country", room: besideName(place, lines) };
    });
  const circles = wide.filter((anchor) => anchor.spots[0].place.rings.length).map((anchor) => circleBox(anchor.at, anchor.reach));
  const others = anchors.filter((anchor) => !wide.includes(anchor)).map((anchor) => circleBox(anchor.at, anchor.spots.length > 1 ? 11 : 4));
  const found = placedTwice(candidates, [...circles, buttonBox(view)], others, view);
  const byKey = new Map(wide.map((anchor) => [anchor.key, anchor]));
  for (const placed of found.placed) {
    const { candidate, box } = placed;
    const anchor = /** @type {Anchor} */ (byKey.get(candidate.key));
    anchor.sign = besideNameAt(placed, hasDoor(candidate.mark) ? DOOR_ROOM + 8 : SIGN_ROOM / 2 + 3);
    const room = candidate.room ?? 0;
    anchor.box = [box[0] + room, box[1], box[2] - (room ? 2 : 0), box[3]];
  }
  return found;
};

/** The room of a sign beside a name [px]. */
const SIGN_ROOM = 17;

/**
 * The room that the door and the sign of a country take beside its name, where its figures are no wider than that.
 * @param {any} place
 * @param {Line[]} lines
 */
const besideName = (place, lines) => {
  const door = hasDoor(place) ? DOOR_ROOM : 0;
  const sign = place.disputed.length || hasDiffering(place) ? SIGN_ROOM : 0;
  const spare = (labelSize(lines).width - labelSize(lines.slice(0, 1)).width) / 2;
  return Math.max(door, door + sign - spare);
};

/**
 * A point beside the name in a label, on the side away from what the label stands at.
 * @param {Placed} placed
 * @param {number} away from the end of the name [px]
 * @returns {Point}
 */
const besideNameAt = ({ candidate, x, anchor, box }, away) => {
  const [name] = candidate.lines;
  const { width } = labelSize([name]);
  const y = box[1] + ((name.size ?? 12) * LABEL_STEP) / 2;
  if (anchor === "end") return [x - width - away, y];
  return [(anchor === "middle" ? x + width / 2 : x + width) + away, y];
};

/**
 * The room that the buttons take.
 * @param {MapView} view
 * @returns {Box}
 */
const buttonBox = (view) => [view.width - 40, 0, view.width, 112];

/**
 * @param {Point} at
 * @param {number} radius
 * @returns {Box}
 */
const circleBox = ([x, y], radius) => [x - radius, y - radius, x + radius, y + radius];

/**
 * @param {{width: number, height: number}} view
 * @returns {Box}
 */
const frameBox = (view) => [3, 3, view.width - 3, view.height - 3];

/**
 * The mark of an anchor: rings with a point, the target under a name, or a pile with the number of its places.
 * @param {Anchor} anchor
 * @param {Scene} scene
 * @param {boolean} named whether a country's name stands at it
 * @param {(pile: Anchor) => void} open
 */
const anchorMark = (anchor, scene, named, open) => {
  const { at } = anchor;
  if (anchor.spots.length > 1) return pileMark(anchor, open);
  const { place, outline } = anchor.spots[0];
  const wide = outline !== null && isWide(anchor.spots[0]);
  const element = ringMark(place, at, scene.radius, {
    dot: wide && (named || place.rings.length) ? 0 : 3,
    boltAt: anchor.sign ?? undefined,
  });
  if (anchor.box) {
    const [left, top, right, bottom] = anchor.box;
    const tall = Math.max(0, 24 - (bottom - top)) / 2;
    element.prepend(svg("rect", { class: "hit", x: left - 2, y: top - tall, width: right - left + 4, height: bottom - top + 2 * tall, rx: 3 }));
  }
  return element;
};

/**
 * Places that lie too near each other to be told apart.
 * @param {Anchor} pile
 * @param {(pile: Anchor) => void} open
 */
const pileMark = (pile, open) => {
  const names = listed(pile.spots.map((spot) => nodeName(spot.place.node)));
  const [cx, cy] = pile.at;
  const claims = new Set(pile.spots.flatMap((spot) => spot.place.claims));
  const disputed = pile.spots.flatMap((spot) => spot.place.disputed);
  const element = svg(
    "g",
    {
      class: "mark pile", "data-mark": pile.key, role: "button", tabindex: -1,
      "aria-label": t("{0} places close to each other: {1}; enlarge", pile.spots.length, names),
    },
    svg("circle", { class: "hit", cx, cy, r: 13 }),
    svg("circle", { class: "heap", cx, cy, r: 10 }),
    svgText(cx, cy, String(pile.spots.length), { anchor: "middle", size: 11, weight: 700, class: "count" }),
    ...(disputed.length ? [bolt(cx + 12, cy - 9)] : pile.spots.some(({ place }) => hasDiffering(place)) ? [differSign(cx + 13, cy - 10)] : []),
  );
  markOf.set(element, { key: pile.key, claims: [...claims], disputed, act: () => open(pile) });
  return element;
};
