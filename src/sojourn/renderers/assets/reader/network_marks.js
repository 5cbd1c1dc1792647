/** Marks of the network that are no claims (contradictions, computed figures), and what lies under a point. */

const NET_BOLT = new Path2D("M8.5 0 0 9.5h5L3.5 16 14 6H8L11 0Z");
const NET_BOLT_REACH = 10;

/**
 * Where a mark of contradiction finds room: the first of some points at which it covers no label and no other mark.
 * @param {Net} net
 * @param {{x: number, y: number}[]} points
 */
const netRoomy = (net, points) => {
  const { width, height, figures } = net.frame;
  const labels = [...net.spots.map((spot) => spot.label), ...figures.map((/** @type {any[]} */ one) => one.slice(2))];
  const free = (/** @type {{x: number, y: number}} */ at) =>
    at.x > NET_BOLT_REACH &&
    at.y > NET_BOLT_REACH &&
    at.x < width - NET_BOLT_REACH &&
    at.y < height - NET_BOLT_REACH &&
    !labels.some(([x, y, w, h]) => Math.abs(at.x - x) < w / 2 + 9 && Math.abs(at.y - y) < h / 2 + 9) &&
    !net.bolts.some((one) => Math.hypot(one.x - at.x, one.y - at.y) < 18);
  return points.find(free) ?? points[0];
};

/**
 * Points around a mark, the nearest first.
 * @param {Row} spot
 */
const netAround = (spot) =>
  [2, 10, 20, 32].flatMap((away) =>
    [5, 7, 3, 1, 6, 2, 4, 0].map((eighth) => ({
      x: spot.at[0] + (Math.min(spot.at[2], 26) + 6 + away) * Math.cos((eighth * Math.PI) / 4),
      y: spot.at[1] + (Math.min(spot.at[2], 26) + 6 + away) * Math.sin((eighth * Math.PI) / 4),
    })),
  );

/**
 * Marks a node, once for all claims that are drawn there.
 * @param {Net} net
 * @param {number} node
 * @param {number} claim
 */
const netMarkNode = (net, node, claim) => {
  const spot = net.spots.find((one) => one.node === node);
  const there = net.bolts.find((one) => one.node === node);
  if (there) there.claims.push(claim);
  else if (spot) net.bolts.push({ ...netRoomy(net, netAround(spot)), claims: [claim], node });
};

/**
 * Works out where the marks of contradictions stand: beside rings, on lines, or beside what a claim is about.
 * @param {Net} net
 */
const netPlaceBolts = (net) => {
  net.bolts = [];
  data.details.forEach((one, claim) => {
    if (!data.disputesOf(claim).length) return;
    const ringed = net.frame.rings.filter((/** @type {number[]} */ ring) => ring[1] === claim);
    const edges = net.frame.edges.filter((/** @type {Row} */ edge) => {
      const arrow = netArrow(edge);
      return arrow.claim === claim && arrow.type === "arrow";
    });
    ringed.forEach((/** @type {number[]} */ ring) => netMarkNode(net, ring[0], claim));
    edges.forEach((/** @type {Row} */ edge) => {
      const { edgeType } = net.vis.body.edges[edge.id];
      const points = [0.5, 0.4, 0.6, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8].map((part) => edgeType.getPoint(part));
      net.bolts.push({ ...netRoomy(net, points), claims: [claim], node: -1 });
    });
    if (!ringed.length && !edges.length)
      one.place.forEach((/** @type {number} */ node) => netMarkNode(net, node, claim));
  });
};

/**
 * The marks of contradictions whose claims pass the filters.
 * @param {Net} net
 */
const netShownBolts = (net) => net.bolts.filter((one) => one.claims.some((claim) => net.shown[claim] === 1));

/**
 * Paints the marks of contradictions, over everything else.
 * @param {Net} net
 * @param {CanvasRenderingContext2D} context
 * @param {(claim: number) => boolean} strong
 */
const netPaintBolts = (net, context, strong) => {
  for (const one of netShownBolts(net)) {
    context.save();
    context.globalAlpha = one.claims.some(strong) ? 1 : 0.35;
    context.translate(one.x - 7, one.y - 8);
    context.lineJoin = "round";
    context.strokeStyle = netColour("paper");
    context.lineWidth = 4;
    context.stroke(NET_BOLT);
    context.fillStyle = netColour("accent");
    context.fill(NET_BOLT);
    context.restore();
  }
};

/**
 * Paints a dotted diamond around each place with a computed figure of its own, when the reader wants them.
 * @param {Net} net
 * @param {CanvasRenderingContext2D} context
 */
const netDiamonds = (net, context) => {
  if (!state.computed) return;
  const items = computedItems().filter((item) =>
    item.inputs.every((/** @type {number} */ claim) => net.shown[claim] === 1),
  );
  const places = new Set(items.flatMap((/** @type {Row} */ item) => item.places));
  context.save();
  context.strokeStyle = netColour("soft");
  context.lineWidth = 1.6;
  context.lineCap = "round";
  context.setLineDash([0.5, 3.5]);
  for (const spot of net.spots) {
    if (!places.has(spot.node)) continue;
    const [x, y, r] = spot.at;
    const reach = Math.max(r, 6) + 3;
    context.stroke(new Path2D(`M${x} ${y - reach}L${x + reach} ${y}L${x} ${y + reach}L${x - reach} ${y}Z`));
  }
  context.restore();
};

/**
 * What lies under a point of the picture, within twelve pixels around it.
 * @param {Net} net
 * @param {{x: number, y: number}} at in CSS pixels
 * @returns {{claim?: number, node?: number}}
 */
const netHit = (net, at) => {
  const here = net.vis.DOMtoCanvas(at);
  const reach = NET_REACH / net.vis.getScale();
  const disputed = netBoltAt(net, here, reach);
  if (disputed) return disputed;
  const near = net.spots.filter((spot) => {
    const [x, y, w, h] = spot.label;
    const inLabel = Math.abs(here.x - x) <= w / 2 + 2 && Math.abs(here.y - y) <= Math.max(h / 2, reach);
    const onMark = Math.hypot(here.x - spot.at[0], here.y - spot.at[1]) <= Math.max(Math.min(spot.at[2], 14), 0.75 * reach);
    return (inLabel || onMark) && netNodeShown(net, spot.node);
  });
  const distance = (/** @type {Row} */ spot) => Math.hypot(here.x - spot.at[0], here.y - spot.at[1]);
  near.sort((a, b) => distance(a) - distance(b));
  return near.length ? { node: near[0].node } : netLineAt(net, here, reach);
};

/**
 * What the mark of contradiction under a point stands for; nothing when there is none.
 * @param {Net} net
 * @param {{x: number, y: number}} here in units of the layout
 * @param {number} reach
 */
const netBoltAt = (net, here, reach) => {
  const near = (/** @type {{x: number, y: number}} */ one) => Math.hypot(one.x - here.x, one.y - here.y);
  const found = netShownBolts(net).find((one) => near(one) <= Math.max(NET_BOLT_REACH, reach));
  if (!found) return null;
  const claims = found.claims.filter((claim) => net.shown[claim] === 1);
  return claims.length === 1 ? { claim: claims[0] } : { node: found.node };
};

/**
 * The claim of the line nearest to a point; a movement comes before a thin line.
 * @param {Net} net
 * @param {{x: number, y: number}} here in units of the layout
 * @param {number} reach
 * @returns {{claim?: number}}
 */
const netLineAt = (net, here, reach) => {
  let best = reach;
  let found = {};
  /** @type {any[]} */
  const edges = Object.values(net.vis.body.edges);
  for (const { from, to, edgeType, options, connected, id } of edges) {
    if (!connected || options.hidden) continue;
    const arrow = netArrow({ id });
    const away = edgeType.getDistanceToEdge(from.x, from.y, to.x, to.y, here.x, here.y);
    const distance = away - options.width / 2 - (arrow.type === "arrow" ? 4 : 0);
    if (away < reach + options.width / 2 && distance < best) {
      best = distance;
      found = { claim: arrow.claim };
    }
  }
  return found;
};
