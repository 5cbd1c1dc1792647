/** The circle's words: names beside it, figures at its ticks and on its ribbons. */

/** How far a line runs straight outwards before it turns to its name: past the figures of the scale [px]. */
const LEADER = 24;

/**
 * The figures at the ticks of the scale: where they cover no line that leads to a name, and each other.
 * @param {Round} round
 * @returns {Candidate[]}
 */
const tickFigures = (round) => {
  if (!round.scale) return [];
  const step = tickStep(round);
  return round.sectors.flatMap((sector) =>
    countedAt(round, sector, step)
      .filter(({ persons }) => persons > 0)
      .map(({ persons, angle }) => {
        const [x, y] = polar(angle, round.radius + (Math.abs(Math.sin(angle)) < 0.3 ? 13 : 8));
        const anchor = Math.abs(Math.sin(angle)) < 0.3 ? "middle" : Math.sin(angle) > 0 ? "start" : "end";
        const at = /** @type {Point} */ ([round.middle[0] + x, round.middle[1] + y]);
        const spots = /** @type {[number, number, "start" | "middle" | "end"][]} */ ([[...at, anchor]]);
        return {
          key: `${sector.key} ${persons}`,
          at,
          spots,
          class: "tick-figure",
          lines: [{ text: compactNumber(persons), size: 11, class: "soft" }],
        };
      }),
  );
};

/**
 * The names in two columns beside the circle, each at the height of its sector or as near as there is room.
 * @param {Round} round
 * @returns {{sector: Sector, lines: string[], x: number, y: number, anchor: "start" | "end"}[]}
 */
const sideNames = (round) => {
  const far = round.radius + 40;
  const room = round.width / 2 - far;
  return [true, false].flatMap((right) => {
    const names = round.sectors
      .map((sector) => ({ sector, angle: leaderAngle(round, sector) }))
      .filter(({ angle }) => angle < Math.PI === right)
      .map(({ sector, angle }) => {
        const lines = fitLines(barName(sector.node), room, 2);
        const anchor = /** @type {"start" | "end"} */ (right ? "start" : "end");
        return {
          sector,
          lines,
          x: round.middle[0] + (right ? far : -far),
          y: round.middle[1] - Math.cos(angle) * (round.radius + 16),
          anchor,
        };
      })
      .sort((one, other) => one.y - other.y || (one.sector.key < other.sector.key ? -1 : 1));
    spreadNames(names, 10, round.height - 10);
    return names;
  });
};

/**
 * Where the line to the name of a sector begins: near its middle, between the figures of its scale.
 * @param {Round} round
 * @param {Sector} sector
 */
const leaderAngle = (round, sector) => {
  const figures = round.scale ? countedAt(round, sector, tickStep(round)).filter(({ persons }) => persons > 0) : [];
  const spots = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74].map(
    (share) => sector.from + (sector.to - sector.from) * share,
  );
  const free = (/** @type {number} */ spot) =>
    figures.every(({ angle }) => Math.abs(angle - spot) * round.radius > 16);
  return spots.find(free) ?? spots[0];
};

/** How many people lie between two figures of the scale. @param {Round} round */
const tickStep = (round) => roundStep(56 / (round.scale * round.radius));

/**
 * Moves names apart until none covers another: down where they crowd, and back up from the lower edge.
 * @param {{lines: string[], y: number}[]} names in order of height
 * @param {number} top
 * @param {number} bottom
 */
const spreadNames = (names, top, bottom) => {
  const half = (/** @type {{lines: string[]}} */ name) => Math.max(12, (name.lines.length * LABEL_LINE) / 2 + 1);
  let edge = top;
  for (const name of names) {
    name.y = Math.max(name.y, edge + half(name));
    edge = name.y + half(name);
  }
  edge = bottom;
  for (const name of [...names].reverse()) {
    name.y = Math.min(name.y, edge - half(name));
    edge = name.y - half(name);
  }
};

/**
 * The names of the sectors beside the circle, with a line from each sector to its name.
 * @param {Round} round
 * @returns {{parts: SVGElement[], boxes: Box[], hidden: number}}
 */
const namesBeside = (round) => {
  const named = round.sectors.slice(0, 2 * Math.floor((round.height - 20) / 24));
  const names = sideNames({ ...round, sectors: named });
  const parts = [];
  /** @type {Box[]} */
  const boxes = [];
  for (const { sector, lines, x, y, anchor } of names) {
    const angle = leaderAngle(round, sector);
    const out = round.radius + (ticksOf(round, sector).length ? LEADER : 2);
    const edge = anchor === "start" ? x - 4 : x + 4;
    const elbow = edge + (anchor === "start" ? -8 : 8);
    parts.push(
      svg("path", {
        class: "leader",
        d: `M${roundAt(round, angle, sector.size ? round.radius + 1 : round.radius - CHORD_ARC + 4)}L${roundAt(round, angle, out)}L${sheetPx(elbow)} ${sheetPx(y)}L${sheetPx(edge)} ${sheetPx(y)}`,
      }),
    );
    const texts = lines.map((line, i) =>
      svgText(x, y + (i - (lines.length - 1) / 2) * LABEL_LINE, line, { anchor, class: sector.node < 0 ? "soft" : "" }),
    );
    parts.push(
      nameGroup(round, sector, texts, [
        anchor === "start" ? x - 4 : 0,
        y - 12,
        anchor === "start" ? round.width : x + 4,
        y + 12,
      ]),
    );
    const turns = [round.radius + 1, out].map((away) => {
      const [bx, by] = polar(angle, away);
      return /** @type {Point} */ ([round.middle[0] + bx, round.middle[1] + by]);
    });
    boxes.push(...lineBoxes([...turns, [elbow, y]], 6));
  }
  return { parts, boxes, hidden: round.sectors.length - named.length };
};

/**
 * A name that stands for its sector under a finger.
 * @param {Round} round
 * @param {Sector} sector
 * @param {SVGElement[]} texts
 * @param {Box} box
 */
const nameGroup = (round, sector, texts, [left, top, right, bottom]) => {
  const mark = sector.node >= 0 ? { key: sector.key, node: sector.node, claims: [] } : null;
  const chosen = mark && isChosen(mark) === true ? " chosen" : "";
  const lane = sector.node < 0 ? " lane" : "";
  const group = svg(
    "g",
    { class: `name${mark ? " hand" : ""}${chosen}${lane}`, "aria-hidden": "true" },
    svg("rect", { class: "reach", x: left, y: top, width: right - left, height: bottom - top }),
    ...texts,
  );
  if (mark) markOf.set(group, mark);
  return group;
};

/**
 * On a phone: numbers around the circle, and below it what they stand for.
 * @param {Round} round
 * @returns {{parts: SVGElement[], boxes: Box[], hidden: number}}
 */
const namesBelow = (round) => {
  const candidates = round.sectors.map((sector, i) => {
    const angle = (sector.from + sector.to) / 2;
    const spots = [11, 23].map((away) => {
      const [x, y] = polar(angle, round.radius + away);
      return /** @type {[number, number, "middle"]} */ ([round.middle[0] + x, round.middle[1] + y, "middle"]);
    });
    return {
      key: sector.key,
      at: /** @type {Point} */ ([0, 0]),
      spots,
      lines: [{ text: number(i + 1), size: 11, weight: 700 }],
    };
  });
  const { placed, hidden } = placeLabels(candidates, [], [0, 0, round.width, round.height]);
  const wide = round.width / 2;
  const rows = Math.ceil(round.sectors.length / 2);
  const top = round.height + 8;
  const parts = placed.map((one) => labelElement(one));
  round.sectors.forEach((sector, i) => {
    const [x, y] = [i < rows ? 0 : wide, top + (i % rows) * 24 + 12];
    const [name] = fitLines(barName(sector.node), wide - 34, 1);
    const texts = [
      svgText(x + 20, y, number(i + 1), { anchor: "end", size: 11, weight: 700 }),
      svgText(x + 27, y, name),
    ];
    parts.push(nameGroup(round, sector, texts, [x, y - 12, x + wide, y + 12]));
  });
  round.height = top + rows * 24;
  return { parts, boxes: placed.map((one) => one.box), hidden: hidden.length };
};

/**
 * The figures of the flows on their ribbons, near the origin; none may cover the rim.
 * @param {Round} round
 * @param {any[]} bundles
 * @param {Map<string, {out: Rim, into: Rim}>} ends
 * @returns {Candidate[]}
 */
const chordFigures = (round, bundles, ends) => {
  const dense = bundles.length > DENSE;
  return bundles
    .filter((bundle) => tellsNumber(bundle) || bundle.disputed.length)
    .map((bundle) => {
      const { out, into } = /** @type {{out: Rim, into: Rim}} */ (ends.get(bundle.key));
      const points = chordPoints(round, out, into);
      const figures = figuresOf(bundle, 2, dense);
      const sign = hasSign(bundle, dense) ? "\u2007\u2007\u2007" : "";
      const lines = (round.narrow ? figures : [figures.join(" · ")]).map((line) => ({
        text: sign + line,
        size: 11,
        weight: 700,
      }));
      const quiet = dense && !bundle.disputed.length && (out.to - out.from) * round.radius < 8;
      const parts = quiet ? [] : [0.22, 0.14, 0.32, 0.42, 0.52, 0.64];
      const inward = quiet ? [] : [0.8, 0.62, 0.45].map((share) => inwards(round, points[12], share));
      const spots = [...parts.map((part) => pointAlong(points, part)), ...inward].filter((at) =>
        insideRim(round, at, labelSize(lines)),
      );
      // Beside its sign in any font; in the middle of its room where there is none.
      const half = sign ? labelSize(lines).width / 2 : 0;
      const places = /** @type {[number, number, "start" | "middle"][]} */ (
        spots.map(([x, y]) => [x - half, y, sign ? "start" : "middle"])
      );
      return { key: bundle.key, at: points[0], spots: places, mark: bundle, class: "figure", lines };
    });
};

/**
 * A point moved towards the middle of the circle.
 * @param {Round} round
 * @param {Point} at
 * @param {number} share of its distance that is left
 * @returns {Point}
 */
const inwards = ({ middle }, [x, y], share) => [
  middle[0] + (x - middle[0]) * share,
  middle[1] + (y - middle[1]) * share,
];

/**
 * Whether a label lies within the circle.
 * @param {Round} round
 * @param {Point} at its middle
 * @param {{width: number, height: number}} size
 */
const insideRim = (round, [x, y], { width, height }) =>
  [-1, 1].every((side) =>
    [-1, 1].every(
      (edge) =>
        Math.hypot(x + (side * width) / 2 - round.middle[0], y + (edge * height) / 2 - round.middle[1]) <
        round.radius - CHORD_ARC,
    ),
  );

/**
 * Points along the middle line of a ribbon.
 * @param {Round} round
 * @param {Rim} out
 * @param {Rim} into
 * @returns {Point[]}
 */
const chordPoints = (round, out, into) => {
  const [one, other] = [(out.from + out.to) / 2, (into.from + into.to) / 2];
  const inner = round.radius - CHORD_ARC - 2;
  const [near, far] = [out.free, into.free].map((free) => (free ? inner * CHORD_STRAY : inner));
  const [a, c] = [polar(one, near), polar(other, far)];
  const b = near === far ? chordPull(round, one, other) : polar(one, (near + far) / 2);
  return Array.from({ length: 25 }, (_, i) => {
    const t = i / 24;
    const at = (/** @type {0 | 1} */ k) => (1 - t) * (1 - t) * a[k] + 2 * t * (1 - t) * b[k] + t * t * c[k];
    return [round.middle[0] + at(0), round.middle[1] + at(1)];
  });
};
