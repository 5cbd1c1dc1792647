/** Marks on the picture that are no claims: contradictions, and places with computed figures. */

/** @type {{x: number, y: number, claims: number[], node: number}[]} */
let bolts = [];
const BOLT = new Path2D(raw.bolt);
const REACH = 10;

/**
 * Where a mark of contradiction finds room: the first of some points at which it covers no label and no other mark.
 * @param {{x: number, y: number}[]} points
 */
const roomy = (points) => {
  const labels = [...spots.map((spot) => spot.label), ...frame.figures.map((/** @type {any[]} */ one) => one.slice(2))];
  const free = (/** @type {{x: number, y: number}} */ at) =>
    at.x > REACH &&
    at.y > REACH &&
    at.x < frame.width - REACH &&
    at.y < frame.height - REACH &&
    !labels.some(([x, y, w, h]) => Math.abs(at.x - x) < w / 2 + 9 && Math.abs(at.y - y) < h / 2 + 9) &&
    !bolts.some((one) => Math.hypot(one.x - at.x, one.y - at.y) < 18);
  return points.find(free) ?? points[0];
};

/**
 * Points around a mark, the nearest first.
 * @param {Row} spot
 */
const around = (spot) =>
  [2, 10, 20, 32].flatMap((away) =>
    [5, 7, 3, 1, 6, 2, 4, 0].map((eighth) => ({
      x: spot.at[0] + (Math.min(spot.at[2], 26) + 6 + away) * Math.cos((eighth * Math.PI) / 4),
      y: spot.at[1] + (Math.min(spot.at[2], 26) + 6 + away) * Math.sin((eighth * Math.PI) / 4),
    })),
  );

/**
 * Marks a node, once for all claims that are drawn there.
 * @param {number} node
 * @param {number} claim
 */
const markNode = (node, claim) => {
  const spot = spots.find((one) => one.node === node);
  const there = bolts.find((one) => one.node === node);
  if (there) there.claims.push(claim);
  else if (spot) bolts.push({ ...roomy(around(spot)), claims: [claim], node });
};

/** Works out where the marks of contradictions stand: beside rings, on lines, or beside what a claim is about. */
const placeBolts = () => {
  bolts = [];
  const disputed = [...data.claims.keys()].filter((index) => data.claims[index].disputes.length);
  for (const claim of disputed) {
    const ringed = frame.rings.filter((/** @type {number[]} */ ring) => ring[1] === claim);
    const edges = frame.edges.filter((/** @type {Row} */ edge) => {
      const arrow = data.arrows[Number(edge.id.slice(1))];
      return arrow.claim === claim && arrow.type === "arrow";
    });
    ringed.forEach((/** @type {number[]} */ ring) => markNode(ring[0], claim));
    edges.forEach((/** @type {Row} */ edge) => {
      const { edgeType } = network.body.edges[edge.id];
      const points = [0.5, 0.4, 0.6, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8].map((part) => edgeType.getPoint(part));
      bolts.push({ ...roomy(points), claims: [claim], node: -1 });
    });
    if (!ringed.length && !edges.length)
      data.claims[claim].place.forEach((/** @type {number} */ node) => markNode(node, claim));
  }
};

/** The marks of contradictions whose claims pass the filters. */
const shownBolts = () => bolts.filter((one) => one.claims.some((claim) => state.shown.has(claim)));

/**
 * Draws the marks of contradictions, over everything else.
 * @param {CanvasRenderingContext2D} context
 * @param {(claim: number) => boolean} strong
 */
const drawBolts = (context, strong) => {
  for (const one of shownBolts()) {
    context.save();
    context.globalAlpha = one.claims.some(strong) ? 1 : 0.35;
    context.translate(one.x - 7, one.y - 8);
    context.lineJoin = "round";
    context.strokeStyle = colour("paper");
    context.lineWidth = 4;
    context.stroke(BOLT);
    context.fillStyle = colour("accent");
    context.fill(BOLT);
    context.restore();
  }
};

/**
 * What the mark of contradiction under a point stands for; nothing when there is none.
 * @param {{x: number, y: number}} here in units of the layout
 * @param {number} reach
 */
const boltAt = (here, reach) => {
  const found = shownBolts().find((one) => Math.hypot(one.x - here.x, one.y - here.y) <= Math.max(REACH, reach));
  const shown = found ? found.claims.filter((claim) => state.shown.has(claim)) : [];
  if (!found) return null;
  return shown.length === 1 ? { claim: shown[0] } : { node: found.node };
};

/**
 * Draws a dotted diamond around each place with a computed figure of its own, when the reader wants them.
 * @param {CanvasRenderingContext2D} context
 */
const drawComputed = (context) => {
  if (!state.computed) return;
  const places = new Set(shownComputed().flatMap((item) => item.places));
  context.save();
  context.strokeStyle = colour("soft");
  context.lineWidth = 1.6;
  context.lineCap = "round";
  context.setLineDash([0.5, 3.5]);
  for (const spot of spots) {
    if (!places.has(spot.node)) continue;
    const [x, y, r] = spot.at;
    const reach = Math.max(r, 6) + 3;
    context.beginPath();
    context.moveTo(x, y - reach);
    context.lineTo(x + reach, y);
    context.lineTo(x, y + reach);
    context.lineTo(x - reach, y);
    context.closePath();
    context.stroke();
  }
  context.restore();
};

/** The computed figures that rest on claims which all pass the filters. */
const shownComputed = () =>
  data.computed.filter((item) => item.inputs.every((/** @type {number} */ claim) => state.shown.has(claim)));
