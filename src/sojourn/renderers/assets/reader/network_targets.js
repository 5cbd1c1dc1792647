/** Unseen targets above the marks of the network: what the keyboard walks over and a screen reader reads out. */

/**
 * Gives the picture one tab stop and the arrow keys; the marks are looked up anew at every key.
 * @param {Net} net
 */
const startRovingOnce = (net) => {
  net.targets.addEventListener("keydown", (event) =>
    roveBy(/** @type {KeyboardEvent} */ (event), /** @type {SVGElement[]} */ ([...net.targets.querySelectorAll("[data-mark]")])),
  );
};

/**
 * Puts the targets in place: one for every node and every movement that is shown.
 * @param {Net} net
 */
const netTargets = (net) => {
  const focused = focusedMark(net.targets);
  const look = netLook(net);
  const nodes = net.spots.filter((spot) => look.node(spot.node)).map((spot) => netNodeTarget(net, spot));
  const arrows = net.frame.edges
    .filter((/** @type {Row} */ edge) => netArrow(edge).type === "arrow" && look.arrow(netArrow(edge)))
    .map((/** @type {Row} */ edge) => netArrowTarget(net, edge));
  net.targets.replaceChildren(...arrows, ...nodes);
  netFollow(net);
  const marks = /** @type {SVGElement[]} */ ([...net.targets.querySelectorAll("[data-mark]")]);
  const again = marks.find((mark) => mark.dataset.mark === focused);
  (again ?? marks[0])?.setAttribute("tabindex", "0");
  again?.focus({ preventScroll: true });
};

/**
 * @param {Net} net
 * @param {Row} spot
 */
const netNodeTarget = (net, spot) => {
  const node = spot.node;
  const rings = net.frame.rings.filter((/** @type {any[]} */ ring) => ring[0] === node && net.shown[ring[1]]);
  const claims = [...netData().claims[node]].filter((/** @type {number} */ claim) => net.shown[claim] === 1);
  const disputed = claims.filter((/** @type {number} */ claim) => data.disputesOf(claim).length);
  const mark = { key: data.nodes[node].key, node, rings: [], claims, disputed, gathered: 0 };
  const [x, y, w, h] = spot.label;
  const wide = Math.max(w, 26 / net.scale);
  const high = Math.max(h, 26 / net.scale);
  const element = netTarget(mark, svg("rect", { class: "hit", x: x - wide / 2, y: y - high / 2, width: wide, height: high, rx: 4 }));
  if (rings.length && spot.figures) element.setAttribute("aria-label", `${markLabel(mark)}; ${spot.figures}`);
  return element;
};

/**
 * @param {Net} net
 * @param {Row} edge
 */
const netArrowTarget = (net, edge) => {
  const arrow = netArrow(edge);
  const claim = data.details[arrow.claim];
  const disputed = data.disputesOf(arrow.claim).length ? [arrow.claim] : [];
  const figures = claim.figure ? [claim.figure] : [];
  const { key, start, end } = arrow;
  const ends = { start, end, loop: start >= 0 && start === end, layer: "moves" };
  const mark = { key, ...ends, claims: [arrow.claim], figures, more: 0, sources: 1, derived: false, disputed };
  const { x, y } = net.vis.body.edges[edge.id].edgeType.getPoint(0.5);
  return netTarget(mark, svg("circle", { class: "hit", cx: x, cy: y, r: 13 / net.scale }));
};

/**
 * @param {any} mark
 * @param {SVGElement} hit
 */
const netTarget = (mark, hit) => {
  const element = svg(
    "g",
    { class: "mark", "data-mark": mark.key, role: "button", tabindex: -1, "aria-label": markLabel(mark) },
    hit,
  );
  markOf.set(element, mark);
  return element;
};

/**
 * Moves the targets along with the picture.
 * @param {Net} net
 */
const netFollow = (net) => {
  const scale = net.vis.getScale();
  const at = net.vis.canvasToDOM({ x: 0, y: 0 });
  const view = `translate(${rounded(at.x)},${rounded(at.y)}) scale(${scale})`;
  for (const mark of net.targets.children) mark.setAttribute("transform", view);
};
