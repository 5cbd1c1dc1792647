/** What the network shows of the present choice, and in which colours. */

/**
 * A colour of the theme; asked of the browser whenever the network is drawn anew.
 * @param {string} name
 * @returns {string}
 */
const netColour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/**
 * The colour of a node by the country that it belongs to; grey for none.
 * @param {number} node
 */
const netTone = (node) => {
  const number = node >= 0 ? data.nodes[node].colour : -1;
  return netColour(number >= 0 ? `c${number}` : "none");
};

/**
 * A colour with some transparency.
 * @param {string} hex
 * @param {number} opacity
 */
const netFade = (hex, opacity) =>
  hex +
  Math.round(opacity * 255)
    .toString(16)
    .padStart(2, "0");

/**
 * The claims that stand out for the present choice; null when nothing is chosen, and all do.
 * @param {Net} net
 * @returns {Set<number> | null}
 */
const netChosen = (net) => {
  const { claim, node, bundle } = state.chosen;
  if (node >= 0) return netData().claims[node];
  if (bundle) {
    const found = net.scene.arrows.find((one) => one.start === bundle.start && one.end === bundle.end);
    return new Set(found?.claims ?? []);
  }
  if (claim < 0) return null;
  const own = netData().arrows.some((/** @type {Row} */ arrow) => arrow.claim === claim);
  const explained = (data.details[claim]?.related ?? []).filter(
    (/** @type {[string, number]} */ pair) => pair[0] === "explains",
  );
  return new Set([
    claim,
    ...(own ? [] : explained.map((/** @type {[string, number]} */ pair) => pair[1])),
    ...data.disputesOf(claim).flatMap((/** @type {number} */ i) => data.disputes[i].claims),
  ]);
};

/**
 * Which marks and lines are shown, and which stand back because something else is chosen.
 * @param {Net} net
 */
const netLook = (net) => {
  const chosen = netChosen(net);
  /** @type {Set<number>} */
  const named = new Set();
  chosen?.forEach((claim) => data.details[claim]?.names.forEach((/** @type {number} */ node) => named.add(node)));
  if (state.chosen.node >= 0) named.add(state.chosen.node);
  return {
    arrow: (/** @type {Row} */ arrow) =>
      net.shown[arrow.claim] === 1 && (arrow.type !== "tie" || Boolean(chosen?.has(arrow.claim))),
    node: (/** @type {number} */ node) => netNodeShown(net, node),
    strongArrow: (/** @type {Row} */ arrow) => !chosen || chosen.has(arrow.claim),
    strongNode: (/** @type {number} */ node) => !chosen || named.has(node),
    strongClaim: (/** @type {number} */ claim) => !chosen || chosen.has(claim),
  };
};

/** @typedef {ReturnType<typeof netLook>} NetLook */

/**
 * Whether a node is in the picture under the present filters; a country is when anything in it is.
 * @param {Net} net
 * @param {number} node
 */
const netNodeShown = (net, node) => {
  const has = (/** @type {number} */ one) => [...netData().claims[one]].some((claim) => net.shown[claim] === 1);
  if (has(node)) return true;
  return data.nodes[node].type === "country" && data.nodes.some((one, i) => one.home === node && has(i));
};

/**
 * The arrow that an edge of vis-network draws.
 * @param {Row} edge
 * @returns {Row}
 */
const netArrow = (edge) => netData().arrows[Number(edge.id.slice(1))];

/**
 * The edge as vis-network wants it: thin lines stay quiet until something is chosen.
 * @param {Net} net
 * @param {Row} edge
 * @param {NetLook} look
 */
const netEdge = (net, edge, look) => {
  const arrow = netArrow(edge);
  const strong = look.strongArrow(arrow);
  const moves = arrow.type === "arrow";
  const stroke = moves ? netTone(arrow.home) : netColour("none");
  const usual = moves ? 1 : anyChosen() ? 0.95 : net.frame.name === "tall" ? 0.2 : 0.42;
  const color = { color: stroke, opacity: strong ? usual : moves ? 0.16 : 0.08, inherit: false };
  const background = edge.band
    ? { enabled: true, color: netFade(stroke, strong ? 0.3 : 0.06), size: edge.band, dashes: false }
    : { enabled: false };
  return { ...edge, color, background, hidden: !look.arrow(arrow) };
};

/**
 * The node as vis-network wants it; ends of lines without a mark stay invisible.
 * @param {Net} net
 * @param {Row} node
 * @param {NetLook} look
 */
const netNode = (net, node, look) => {
  if (!node.id.startsWith("n")) return { ...node, color: "#0000", hidden: false };
  const index = Number(node.id.slice(1));
  const one = data.nodes[index];
  const place = one.key.startsWith("place:");
  const fill = place ? netColour("ink") : netTone(index);
  const ringed = net.frame.rings.some((/** @type {number[]} */ ring) => ring[0] === index);
  const shape = one.type === "profession" ? "diamond" : one.key.startsWith("agent:") ? "triangle" : place ? "dot" : "square";
  return {
    ...node,
    shape,
    size: one.type === "country" ? 0.1 : ringed ? 1.6 : 4.2,
    color: { background: one.sure ? fill : netColour("paper"), border: fill },
    opacity: look.strongNode(index) ? 1 : 0.3,
    borderWidth: one.sure ? 0 : 1.5,
    hidden: !look.node(index),
  };
};
