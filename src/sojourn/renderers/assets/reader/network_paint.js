/** What is painted around the marks and lines of vis-network: panels, rings, labels, open ends, signs. */

const NET_FONT = '12px system-ui, -apple-system, "Segoe UI", "Noto Sans", "Noto Sans SC", sans-serif';

/**
 * A font of the layout's size, but no smaller on the screen than eleven pixels.
 * @param {Net} net
 * @param {number} size
 * @param {string} [weight]
 * @param {string} [family]
 */
const netFont = (net, size, weight = "", family = NET_FONT.slice(5)) =>
  `${weight} ${Math.max(size, 11 / Math.min(1, net.scale))}px ${family}`.trim();

/**
 * Paints the panels of countries and the rings of stocks, under everything else.
 * @param {Net} net
 * @param {CanvasRenderingContext2D} context
 */
const netUnder = (net, context) => {
  if (!net.frame.panels) return;
  const look = netLook(net);
  context.textBaseline = "middle";
  for (const [, title, x, y, w, h] of net.frame.panels) {
    context.fillStyle = netColour("panel");
    context.strokeStyle = netColour("edge");
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(x - w / 2, y - h / 2, w, h, 6);
    context.fill();
    context.stroke();
    const font = netFont(net, 14, "700", "Georgia, serif");
    if (title) netWrite(context, t(title), x - w / 2 + 10, y - h / 2 + 17, { align: "left", font, fill: "soft" });
  }
  for (const ring of net.frame.rings) {
    const spot = net.spots.find((one) => one.node === ring[0]);
    if (spot && net.shown[ring[1]]) netRing(context, spot.at, ring, look.strongClaim(ring[1]) ? 1 : 0.2);
  }
  netDiamonds(net, context);
};

/**
 * One stock: a circle for its lowest figure, a band up to its highest, a broken circle when it has no upper bound.
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} at
 * @param {any[]} ring node, claim, lowest, highest, whether it is beyond the scale, country
 * @param {number} opacity
 */
const netRing = (context, at, [, , low, high, beyond, home], opacity) => {
  const circle = (/** @type {number} */ radius, /** @type {number[]} */ dashes) => {
    context.setLineDash(dashes);
    context.beginPath();
    context.arc(at[0], at[1], radius, 0, 2 * Math.PI);
    context.stroke();
    context.setLineDash([]);
  };
  context.save();
  context.globalAlpha = opacity;
  context.strokeStyle = netTone(home);
  context.lineWidth = 1.4;
  circle(low, beyond ? [1, 3] : []);
  if (beyond) circle(low - 3, [1, 3]);
  else if (high === null) circle(low + 3, [3, 3]);
  else if (high > low) {
    circle(high, []);
    context.globalAlpha = 0.25 * opacity;
    context.lineWidth = high - low;
    circle((high + low) / 2, []);
  }
  context.restore();
};

/**
 * Paints labels and open ends, over everything else.
 * @param {Net} net
 * @param {CanvasRenderingContext2D} context
 */
const netOver = (net, context) => {
  if (!net.frame.edges) return;
  const look = netLook(net);
  for (const edge of net.frame.edges) {
    const arrow = netArrow(edge);
    if (look.arrow(arrow) && (arrow.start < 0 || arrow.end < 0)) netOpenEnd(net, context, edge, look.strongArrow(arrow));
  }
  context.textBaseline = "middle";
  for (const spot of net.spots) if (look.node(spot.node)) netLabel(net, context, spot, look.strongNode(spot.node));
  for (const [number, figure, x, y] of net.frame.figures) {
    const arrow = netData().arrows[number];
    if (!look.arrow(arrow)) continue;
    netWrite(context, figure, x, y, {
      align: "center",
      font: netFont(net, 11, "700"),
      fill: netTone(arrow.home),
      opacity: look.strongArrow(arrow) ? 1 : 0.4,
      rim: arrow.end < 0 ? "panel" : "paper",
    });
  }
  netPaintBolts(net, context, look.strongClaim);
};

/**
 * The open circle of an end that no claim states.
 * @param {Net} net
 * @param {CanvasRenderingContext2D} context
 * @param {Row} edge
 * @param {boolean} strong
 */
const netOpenEnd = (net, context, edge, strong) => {
  const arrow = netArrow(edge);
  const at = (/** @type {string} */ id) => net.frame.nodes.find((/** @type {Row} */ node) => node.id === id);
  const [end, other] = arrow.end < 0 ? [at(edge.to), at(edge.from)] : [at(edge.from), at(edge.to)];
  const away = Math.atan2(end.y - other.y, end.x - other.x);
  context.save();
  context.globalAlpha = strong ? 1 : 0.25;
  context.strokeStyle = netTone(arrow.home);
  context.lineWidth = 1.4;
  context.beginPath();
  context.arc(end.x + 5 * Math.cos(away), end.y + 5 * Math.sin(away), 3.5, 0, 2 * Math.PI);
  context.stroke();
  context.restore();
};

/**
 * The name of a node, and its figures below.
 * @param {Net} net
 * @param {CanvasRenderingContext2D} context
 * @param {Row} spot
 * @param {boolean} strong
 */
const netLabel = (net, context, spot, strong) => {
  const node = data.nodes[spot.node];
  const country = net.frame.panels.some((/** @type {unknown[]} */ panel) => panel[0] === node.key);
  const font = country
    ? netFont(net, 15, "700", "Georgia, serif")
    : netFont(net, 12, spot.node === state.chosen.node ? "700" : "");
  const lines = netLines(spot);
  const [x, y, w] = spot.label;
  lines.forEach((line, i) => {
    const figures = Boolean(spot.figures) && i === lines.length - 1;
    netWrite(context, line, spot.align === "left" ? x - w / 2 : x + w / 2, y + (i - (lines.length - 1) / 2) * 15, {
      align: spot.align,
      font: figures ? netFont(net, 11) : font,
      fill: strong && !figures ? "ink" : "soft",
      opacity: strong ? 1 : 0.55,
    });
  });
};

/**
 * The lines of a label; in another language than that of the layout, as much of the name as there is room for.
 * @param {Row} spot
 * @returns {string[]}
 */
const netLines = (spot) => {
  const name = nodeName(spot.node);
  const own = name === data.nodes[spot.node].label;
  const lines = own ? spot.lines : [netShort(name, spot.label[2])];
  return spot.figures ? [...lines, spot.figures] : lines;
};

/**
 * A name cut to a width.
 * @param {string} name
 * @param {number} room [units of the layout]
 */
const netShort = (name, room) => {
  const short = longLabelCut(name);
  if (textWidth(short) <= room) return short;
  return lettersThatFit(short.replace(/…$/, ""), (text) => textWidth(text) <= room);
};

/**
 * A line of text with a rim of paper, so that it stays legible over lines.
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {{align: CanvasTextAlign, font: string, fill: string, opacity?: number, rim?: string}} how
 */
const netWrite = (context, text, x, y, { align, font, fill, opacity = 1, rim = "panel" }) => {
  context.save();
  context.font = font;
  context.textAlign = align;
  context.lineJoin = "round";
  context.lineWidth = rim === "paper" ? 5 : 3.5;
  context.strokeStyle = netColour(rim);
  context.strokeText(text, x, y);
  context.globalAlpha = opacity;
  context.fillStyle = fill.startsWith("#") ? fill : netColour(fill);
  context.fillText(text, x, y);
  context.restore();
};
