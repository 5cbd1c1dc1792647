/** The circle, drawn: sectors with ticks, ribbons with a gap where people arrive, names around it. */

/**
 * @typedef {{pane: Pane, scene: Scene, narrow: boolean, sectors: Sector[], scale: number, middle: Point,
 *   radius: number, width: number, height: number}} Round
 */

/**
 * Lays the circle out for a pane: beside it names, or numbers on a phone, where the names stand below.
 * @param {Pane} pane
 * @param {Scene} scene
 * @param {any[]} bundles
 * @returns {Round}
 */
const layoutRound = (pane, scene, bundles) => {
  const narrow = pane.width < 560;
  const sectors = sectorsOf(bundles);
  const scale = layoutChord(sectors);
  const widest = Math.max(...sectors.map((sector) => textWidth(barName(sector.node), 12)));
  const side = narrow ? 30 : Math.min(widest + 44, pane.width * 0.24);
  // Few places need no large circle.
  const most = Math.min(narrow ? 300 : 330, 120 + 22 * sectors.length);
  const radius = Math.max(80, Math.min(pane.width / 2 - side, most));
  const height = 2 * radius + (narrow ? 64 : 100);
  return {
    pane,
    scene,
    narrow,
    sectors,
    scale,
    middle: [pane.width / 2, height / 2],
    radius,
    width: pane.width,
    height,
  };
};

/**
 * A point of the circle's picture as it stands in a path.
 * @param {Round} round
 * @param {number} angle
 * @param {number} radius
 */
const roundAt = ({ middle }, angle, radius) => {
  const [x, y] = polar(angle, radius);
  return `${sheetPx(middle[0] + x)} ${sheetPx(middle[1] + y)}`;
};

/**
 * An arc from one angle to another, as the continuation of a path.
 * @param {Round} round
 * @param {number} from
 * @param {number} to
 * @param {number} radius
 */
const arcTo = (round, from, to, radius) =>
  `A${sheetPx(radius)} ${sheetPx(radius)} 0 ${Math.abs(to - from) > Math.PI ? 1 : 0} ${to > from ? 1 : 0} ${roundAt(round, to, radius)}`;

/**
 * The outline of a part of a ribbon; the two parts share the edge that joins the start of the one end to the end of
 * the other, so that nothing is twisted.
 * @param {Round} round
 * @param {Rim} out
 * @param {Rim} into
 * @param {[number, number]} part from and to, as shares of the ribbon
 * @param {number} head length of the point at the destination; 0 for none
 */
const chordPath = (round, out, into, [from, to], head) => {
  const inner = round.radius - CHORD_ARC - 2;
  const [s0, s1] = [from, to].map((share) => out.from + (out.to - out.from) * share);
  const [t0, t1] = [to, from].map((share) => into.to - (into.to - into.from) * share);
  const leaving = `M${roundAt(round, s0, inner)}${arcTo(round, s0, s1, inner)}`;
  const depth = inner * CHORD_STRAY;
  if (into.free) return `${leaving}L${roundAt(round, s1, depth)}${arcTo(round, s1, s0, depth)}Z`;
  const arriving = arrivalPath(round, into, [t0, t1], head);
  if (out.free) return `M${arriving}L${roundAt(round, t1, depth)}${arcTo(round, t1, t0, depth)}Z`;
  const turn = (/** @type {number} */ one, /** @type {number} */ other) => `Q${pulled(round, one, other)} `;
  return `${leaving}${turn(s1, t0)}${arriving}${turn(t1, s0)}${roundAt(round, s0, inner)}Z`;
};

/**
 * The end of a ribbon before the sector at which people arrive, as the continuation of a path.
 * @param {Round} round
 * @param {Rim} into
 * @param {[number, number]} part from and to, as angles
 * @param {number} head length of the point; 0 for none
 */
const arrivalPath = (round, into, [t0, t1], head) => {
  const far = round.radius - CHORD_ARC - 2 - CHORD_SPACE;
  const middle = (into.from + into.to) / 2;
  const half = (into.to - into.from) / 2 || 1;
  const neck = far - head;
  const tip = (/** @type {number} */ angle) => neck + head * (1 - Math.min(1, Math.abs(angle - middle) / half));
  // The point follows the rim, so that a wide ribbon keeps its width up to its end.
  const steps = Array.from({ length: 13 }, (_, i) => t0 + ((t1 - t0) * i) / 12);
  const edge = [t0, ...steps, middle, t1].filter((one) => one >= t0 && one <= t1).sort((one, other) => one - other);
  return head
    ? `${roundAt(round, t0, neck)}${edge.map((one) => `L${roundAt(round, one, tip(one))}`).join("")}L${roundAt(round, t1, neck)}`
    : `${roundAt(round, t0, far)}${arcTo(round, t0, t1, far)}`;
};

/**
 * The point towards which a curve between two angles bends: the middle, or nearer to the rim for close neighbours.
 * @param {Round} round
 * @param {number} one
 * @param {number} other
 */
const chordPull = (round, one, other) => {
  const between = Math.abs(((one - other + 3 * Math.PI) % (2 * Math.PI)) - Math.PI);
  const reach = round.radius * Math.max(0, 0.7 - between / 2);
  const middle = Math.atan2(Math.sin(one) + Math.sin(other), Math.cos(one) + Math.cos(other));
  return polar(middle, reach);
};

/**
 * The same point as it stands in a path.
 * @param {Round} round
 * @param {number} one
 * @param {number} other
 */
const pulled = (round, one, other) => {
  const [x, y] = chordPull(round, one, other);
  return `${sheetPx(round.middle[0] + x)} ${sheetPx(round.middle[1] + y)}`;
};

/**
 * The line along the middle of a ribbon.
 * @param {Round} round
 * @param {Rim} out
 * @param {Rim} into
 * @param {number} short how far it ends before the rim
 */
const chordLine = (round, out, into, short) => {
  const [one, other] = [(out.from + out.to) / 2, (into.from + into.to) / 2];
  const inner = round.radius - CHORD_ARC - 2;
  const stop = inner * CHORD_STRAY + 4.5;
  if (into.free) return `M${roundAt(round, one, inner)}L${roundAt(round, one, stop)}`;
  if (out.free) return `M${roundAt(round, one, stop)}L${roundAt(round, one, inner - short)}`;
  return `M${roundAt(round, one, inner)}Q${pulled(round, one, other)} ${roundAt(round, other, inner - short)}`;
};

/**
 * The shapes of one ribbon.
 * @param {Round} round
 * @param {any} bundle
 * @param {Rim} out
 * @param {Rim} into
 */
const chordShapes = (round, bundle, out, into) => {
  const arrow = round.scene.layer === "moves" && bundle.end !== OTHERS;
  const parts = [];
  if (!bundle.stated) {
    parts.push(svg("path", { class: "dashes", d: chordLine(round, out, into, CHORD_SPACE + (arrow ? 7 : 0)) }));
    if (arrow && bundle.end >= 0) parts.push(svg("path", { class: "head", d: chordHead(round, into) }));
    return [...parts, ...strayEnd(round, out, into)];
  }
  const head = arrow && bundle.end >= 0 ? Math.min(12, 4 + (into.to - into.from) * round.radius * 0.35) : 0;
  if (out.solid < 0.999) {
    const look = unlimited(bundle) ? "band open" : "band";
    parts.push(svg("path", { class: look, d: chordPath(round, out, into, [out.solid, 1], head) }));
  }
  if (out.solid) parts.push(svg("path", { class: "shaft", d: chordPath(round, out, into, [0, out.solid], head) }));
  return [...parts, ...strayEnd(round, out, into)];
};

/**
 * The open circle at an end that no claim states.
 * @param {Round} round
 * @param {Rim} out
 * @param {Rim} into
 */
const strayEnd = (round, out, into) => {
  if (!out.free && !into.free) return [];
  const [x, y] = polar((out.from + out.to) / 2, (round.radius - CHORD_ARC - 2) * CHORD_STRAY);
  return [svg("circle", { class: "openend", cx: round.middle[0] + x, cy: round.middle[1] + y, r: 4.5 })];
};

/**
 * The head of a thin arrow at its sector.
 * @param {Round} round
 * @param {Rim} into
 */
const chordHead = (round, into) => {
  const at = (into.from + into.to) / 2;
  const far = round.radius - CHORD_ARC - 2 - CHORD_SPACE;
  const half = 4 / far;
  return `M${roundAt(round, at - half, far - 8)}L${roundAt(round, at, far)}L${roundAt(round, at + half, far - 8)}Z`;
};

/**
 * The invisible line along a flow, as wide as a finger, and a spot in its middle.
 * @param {Round} round
 * @param {Rim} out
 * @param {Rim} into
 */
const chordReach = (round, out, into) => {
  const [cx, cy] = chordPoints(round, out, into)[12];
  const line = svg("path", { class: "hit line", d: chordLine(round, out, into, 0), "stroke-width": 24 });
  return [line, svg("circle", { class: "hit", cx, cy, r: 12.5 })];
};

/**
 * Where a finger finds a flow: below everything that can be seen.
 * @param {Round} round
 * @param {any} bundle
 * @param {Rim} out
 * @param {Rim} into
 */
const chordHit = (round, bundle, out, into) => {
  const area = svg("g", {}, ...chordReach(round, out, into));
  markOf.set(area, bundle);
  return area;
};

/**
 * A flow across the circle as a mark.
 * @param {Round} round
 * @param {any} bundle
 * @param {Rim} out
 * @param {Rim} into
 */
const chordMark = (round, bundle, out, into) => {
  const shapes = chordShapes(round, bundle, out, into);
  if (bundle.end === OTHERS) return othersBand(shapes);
  return markElement(bundle, "ribbon", ...chordReach(round, out, into), ...shapes);
};

/**
 * The stretches of a sector that have figures, and those that have none.
 * @param {Sector} sector
 */
const rimPieces = (sector) => {
  /** @type {{from: number, to: number, stated: boolean}[]} */
  const pieces = [];
  for (const { from, to, bundle } of sector.rims) {
    const last = pieces[pieces.length - 1];
    if (last?.stated === bundle.stated) last.to = to;
    else pieces.push({ from, to, stated: bundle.stated });
  }
  return pieces;
};

/**
 * The arc of a sector, with its ticks.
 * @param {Round} round
 * @param {Sector} sector
 */
const sectorMark = (round, sector) => {
  const middle = round.radius - CHORD_ARC / 2;
  const arc = `M${roundAt(round, sector.from, middle)}${arcTo(round, sector.from, sector.to, middle)}`;
  const colour = sector.node >= 0 ? (data.nodes[sector.node].colour ?? -1) : -1;
  if (sector.node < 0)
    return svg("g", { class: "none" }, svg("path", { class: "sector", d: arc, "stroke-width": CHORD_ARC }));
  const claims = [...new Set(sector.bundles.flatMap((bundle) => bundle.claims))];
  const mark = { key: sector.key, node: sector.node, rings: [], claims, disputed: [], gathered: 0, colour };
  const pieces = rimPieces(sector).map(({ from, to, stated }) => {
    // A flow without figure has no size of its own: only a thin edge of the sector.
    const [wide, far] = stated ? [CHORD_ARC, middle] : [2.5, round.radius - CHORD_ARC + 1];
    return svg("path", {
      class: "sector",
      d: `M${roundAt(round, from, far)}${arcTo(round, from, to, far)}`,
      "stroke-width": wide,
    });
  });
  const [x, y] = polar((sector.from + sector.to) / 2, middle);
  const spot = svg("circle", { class: "hit", cx: round.middle[0] + x, cy: round.middle[1] + y, r: 12.5 });
  return markElement(
    mark,
    "sector-mark",
    spot,
    svg("path", { class: "hit line", d: arc, "stroke-width": 26 }),
    ...pieces,
    ...ticksOf(round, sector),
  );
};

/**
 * A round number of people, not smaller than some length along the rim.
 * @param {number} least persons
 */
const roundStep = (least) => {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5, 10].find((one) => one * power >= least) ?? 10);
};

/**
 * Where the people of a sector are counted to on its rim: round numbers and their angles; flows without figure do not
 * count.
 * @param {Round} round
 * @param {Sector} sector
 * @param {number} step persons
 * @returns {{persons: number, angle: number}[]}
 */
const countedAt = (round, sector, step) => {
  /** @type {{persons: number, angle: number}[]} */
  const found = [];
  let passed = 0;
  for (const rim of sector.node < 0 ? [] : sector.rims) {
    const { high } = drawnSpan(rim.bundle);
    for (let at = Math.ceil(passed / step) * step; high && at <= passed + high && found.length < 200; at += step) {
      found.push({ persons: at, angle: rim.from + (at - passed) * round.scale });
    }
    passed += high;
  }
  return found.filter(({ persons }, i) => persons !== found[i - 1]?.persons);
};

/**
 * The ticks of a sector's scale.
 * @param {Round} round
 * @param {Sector} sector
 */
const ticksOf = (round, sector) => {
  const ticks = round.scale ? countedAt(round, sector, roundStep(10 / (round.scale * round.radius))) : [];
  return (ticks.length > 1 ? ticks : []).map(({ angle }) =>
    svg("path", {
      class: "tick",
      d: `M${roundAt(round, angle, round.radius)}L${roundAt(round, angle, round.radius + 4)}`,
    }),
  );
};

/**
 * Draws the circle.
 * @param {Pane} pane
 * @param {Scene} scene
 */
const drawChord = (pane, scene) => {
  const focused = focusedMark(pane.box);
  const { bundles, others } = gatherFlows(scene, pane.width < 560 ? 20 : 32, pane.width < 560 ? 50 : 100, true);
  diagramScales.delete(pane.index);
  diagramFlows.set(pane.index, { bundles, others });
  if (!bundles.length) return pane.box.replaceChildren(nothingDrawn(scene));
  const all = others ? [...bundles, others] : bundles;
  const round = layoutRound(pane, scene, all);
  const { scale, radius } = round;
  diagramScales.set(pane.index, { pixels: scale * radius, least: CHORD_LEAST * radius, round: true });
  const ends = rimsOf(round.sectors);
  const ordered = [...all].sort((one, other) => rimWidth(ends, other) - rimWidth(ends, one));
  const rims = (/** @type {any} */ bundle) => /** @type {{out: Rim, into: Rim}} */ (ends.get(bundle.key));
  const hits = bundles.map((bundle) => chordHit(round, bundle, rims(bundle).out, rims(bundle).into));
  const frame = /** @type {Box} */ ([0, 0, round.width, round.height]);
  const names = round.narrow ? namesBelow(round) : namesBeside(round);
  const ticks = placeLabels(tickFigures(round), names.boxes, frame);
  const figures = placeLabels(chordFigures(round, bundles, ends), [], frame);
  const picture = svg(
    "svg",
    {
      class: "picture-svg diagram",
      width: round.width,
      height: round.height,
      viewBox: `0 0 ${rounded(round.width)} ${rounded(round.height)}`,
      role: "group",
      "aria-label": diagramWords(CHORD, bundles),
    },
    svg("g", { class: "under" }, ...hits),
    ...ordered.map((bundle) => chordMark(round, bundle, rims(bundle).out, rims(bundle).into)),
    ...round.sectors.map((sector) => sectorMark(round, sector)),
    ...names.parts,
    ...[...ticks.placed, ...figures.placed].map(labelElement),
    ...figures.placed
      .filter(({ candidate }) => hasSign(candidate.mark, bundles.length > DENSE))
      .flatMap(({ candidate, box }) => signOf(candidate.mark, [box[0] + 6, (box[1] + box[3]) / 2])),
  );
  pane.box.replaceChildren(picture, diagramNotes(bundles, others, figures.hidden.length, names.hidden));
  startRoving(picture, focused);
  legendSoon();
};

/**
 * The two ends of every flow, by its key.
 * @param {Sector[]} sectors
 * @returns {Map<string, {out: Rim, into: Rim}>}
 */
const rimsOf = (sectors) => {
  /** @type {Map<string, any>} */
  const ends = new Map();
  for (const rim of sectors.flatMap((sector) => sector.rims)) {
    ends.set(rim.bundle.key, { ...ends.get(rim.bundle.key), [rim.out ? "out" : "into"]: rim });
  }
  for (const both of ends.values()) {
    both.into ??= { ...both.out, free: true };
    both.out ??= { ...both.into, free: true };
  }
  return ends;
};

/** How wide a flow is at the rim. @param {Map<string, {out: Rim, into: Rim}>} ends @param {any} bundle */
const rimWidth = (ends, bundle) => {
  const rim = ends.get(bundle.key)?.out;
  return rim ? rim.to - rim.from : 0;
};

/** @type {Drawer} */
const CHORD = { title: "Circle", draw: drawChord };
drawers.set("chord", CHORD);
