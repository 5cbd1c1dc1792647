/** The picture: vis-network draws marks and lines; panels, rings, labels and open ends are drawn around them. */

const canvas = byId("canvas");
const FONT = '12px system-ui, -apple-system, "Segoe UI", "Noto Sans", sans-serif';
const SMALL = FONT.replace("12px", "11px");

/** @type {any} */
let network = null;
/** @type {Row} */
let frame = {};
/** @type {Row[]} */
let spots = [];
let fitting = 1;

/** @type {Map<string, string>} */
const colours = new Map();

/**
 * A colour of the theme; asked of the browser once.
 * @param {string} name
 * @returns {string}
 */
const colour = (name) => {
  if (!colours.size) {
    const style = getComputedStyle(document.documentElement);
    for (const one of ["paper", "panel", "edge", "ink", "soft", "none", "accent", "c0", "c1", "c2", "c3", "c4"]) {
      colours.set(one, style.getPropertyValue(`--${one}`).trim());
    }
  }
  return colours.get(name) ?? "";
};

/**
 * The colour of a country by its number; grey for none.
 * @param {number} country
 */
const tone = (country) => colour(country >= 0 ? `c${country}` : "none");

/**
 * Whether a node is in the picture under the present filters.
 * @param {Row} node
 */
const nodeShown = (node) =>
  hasShown(node) || (node.type === "country" && data.nodes.some((one) => one.home === node.key && hasShown(one)));

/**
 * Whether a claim about a node passes the filters.
 * @param {Row} node
 */
const hasShown = (node) => node.claims.some((/** @type {number} */ claim) => state.shown.has(claim));

/** Which marks and lines are shown, and which stand back because something else is chosen. */
const look = () => {
  const chosen = chosenClaims();
  /** @type {Set<number>} */
  const named = new Set();
  chosen?.forEach((claim) => data.claims[claim].names.forEach((/** @type {number} */ node) => named.add(node)));
  if (state.node >= 0) named.add(state.node);
  return {
    arrow: (/** @type {Row} */ arrow) =>
      state.shown.has(arrow.claim) && (arrow.type !== "tie" || Boolean(chosen?.has(arrow.claim))),
    node: nodeShown,
    strongArrow: (/** @type {Row} */ arrow) => !chosen || chosen.has(arrow.claim),
    strongNode: (/** @type {number} */ node) => !chosen || named.has(node),
    strongClaim: (/** @type {number} */ claim) => !chosen || chosen.has(claim),
  };
};

/**
 * The edge as vis-network wants it under the present choice: thin lines stay quiet until something is chosen.
 * @param {Row} edge
 */
const edgeLook = (edge, seen = look()) => {
  const arrow = data.arrows[Number(edge.id.slice(1))];
  const strong = seen.strongArrow(arrow);
  const stroke = arrow.type === "arrow" ? tone(arrow.country) : colour("none");
  const quiet = arrow.type === "arrow" ? 0.16 : 0.08;
  const usual =
    arrow.type === "arrow" ? 1 : state.claim >= 0 || state.node >= 0 ? 0.95 : frame.name === "tall" ? 0.2 : 0.42;
  const opacity = strong ? usual : quiet;
  const color = { color: stroke, opacity, inherit: false };
  const background = edge.band
    ? { enabled: true, color: fade(stroke, strong ? 0.3 : 0.06), size: edge.band, dashes: false }
    : { enabled: false };
  return { ...edge, color, background, hidden: !seen.arrow(arrow) };
};

/**
 * A colour with some transparency.
 * @param {string} hex
 * @param {number} opacity
 */
const fade = (hex, opacity) =>
  hex +
  Math.round(opacity * 255)
    .toString(16)
    .padStart(2, "0");

/**
 * The node as vis-network wants it under the present choice; ends of lines without a mark stay invisible.
 * @param {Row} node
 */
const nodeLook = (node, seen = look()) => {
  if (!node.id.startsWith("n")) return { ...node, color: "#0000", hidden: false };
  const index = Number(node.id.slice(1));
  const one = data.nodes[index];
  const place = one.type === "place" || one.type === "country" || one.type === "union" || one.type === "group";
  const fill = place ? colour("ink") : one.country >= 0 ? tone(one.country) : colour("none");
  const strong = seen.strongNode(index);
  const color = { background: one.sure ? fill : colour("paper"), border: fill };
  const shape =
    one.type === "profession" ? "diamond" : one.key.startsWith("agent:") ? "triangle" : place ? "dot" : "square";
  const size = one.type === "country" ? 0.1 : one.rings.length ? 1.6 : 4.2;
  return {
    ...node,
    shape,
    size,
    color,
    opacity: strong ? 1 : 0.3,
    borderWidth: one.sure ? 0 : 1.5,
    hidden: !seen.node(one),
  };
};

/**
 * Draws the panels of countries and the rings of stocks, under everything else.
 * @param {CanvasRenderingContext2D} context
 */
const drawUnder = (context) => {
  const seen = look();
  context.textBaseline = "middle";
  for (const [, title, x, y, w, h] of frame.panels) {
    context.fillStyle = colour("panel");
    context.strokeStyle = colour("edge");
    context.lineWidth = 1;
    context.beginPath();
    context.roundRect(x - w / 2, y - h / 2, w, h, 6);
    context.fill();
    context.stroke();
    if (title) write(context, title, x - w / 2 + 10, y - h / 2 + 17, "left", `700 14px Georgia, serif`, colour("soft"));
  }
  for (const [node, claim, low, high, beyond] of frame.rings) {
    if (!state.shown.has(claim)) continue;
    const spot = spots.find((one) => one.node === node);
    const ring = data.nodes[node].rings.find((/** @type {number[]} */ one) => one[0] === claim);
    if (spot) drawRing(context, spot.at, low, high, beyond, tone(ring[1]), seen.strongClaim(claim) ? 1 : 0.2);
  }
  drawComputed(context);
};

/**
 * One stock: a circle for its lowest figure, a band up to its highest, a broken circle when it has no upper bound.
 * @param {CanvasRenderingContext2D} context
 * @param {number[]} at
 * @param {number} low
 * @param {number | null} high
 * @param {boolean} beyond
 * @param {string} stroke
 * @param {number} opacity
 */
const drawRing = (context, at, low, high, beyond, stroke, opacity) => {
  const circle = (/** @type {number} */ radius, /** @type {number[]} */ dashes) => {
    context.setLineDash(dashes);
    context.beginPath();
    context.arc(at[0], at[1], radius, 0, 2 * Math.PI);
    context.stroke();
    context.setLineDash([]);
  };
  context.save();
  context.globalAlpha = opacity;
  context.strokeStyle = stroke;
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
 * Draws labels and open ends, over everything else.
 * @param {CanvasRenderingContext2D} context
 */
const drawOver = (context) => {
  const seen = look();
  for (const edge of frame.edges) {
    const arrow = data.arrows[Number(edge.id.slice(1))];
    if (!seen.arrow(arrow) || (arrow.start >= 0 && arrow.end >= 0)) continue;
    const id = arrow.end < 0 ? edge.to : edge.from;
    const end = frame.nodes.find((/** @type {Row} */ node) => node.id === id);
    context.save();
    context.globalAlpha = seen.strongArrow(arrow) ? 1 : 0.25;
    context.strokeStyle = tone(arrow.country);
    context.lineWidth = 1.4;
    context.beginPath();
    const other = frame.nodes.find((/** @type {Row} */ node) => node.id === (arrow.end < 0 ? edge.from : edge.to));
    const away = Math.atan2(end.y - other.y, end.x - other.x);
    context.arc(end.x + 5 * Math.cos(away), end.y + 5 * Math.sin(away), 3.5, 0, 2 * Math.PI);
    context.stroke();
    context.restore();
  }
  context.textBaseline = "middle";
  for (const spot of spots) {
    const node = data.nodes[spot.node];
    if (!seen.node(node)) continue;
    const [x, y, w] = spot.label;
    const country =
      node.type === "country" && frame.panels.some((/** @type {unknown[]} */ panel) => panel[0] === node.key);
    const strong = seen.strongNode(spot.node);
    const font = country ? "700 15px Georgia, serif" : spot.node === state.node ? `700 ${FONT}` : FONT;
    const lines = spot.figures ? [...spot.lines, spot.figures] : spot.lines;
    lines.forEach((/** @type {string} */ line, /** @type {number} */ i) => {
      const middle = y + (i - (lines.length - 1) / 2) * 15;
      const start = spot.align === "left" ? x - w / 2 : x + w / 2;
      const below = i === spot.lines.length;
      write(
        context,
        line,
        start,
        middle,
        spot.align,
        below ? SMALL : font,
        colour(strong && !below ? "ink" : "soft"),
        strong ? 1 : 0.55,
      );
    });
  }
  for (const [number, figure, x, y] of frame.figures) {
    const arrow = data.arrows[number];
    const strong = seen.strongArrow(arrow);
    if (seen.arrow(arrow))
      write(
        context,
        figure,
        x,
        y,
        "center",
        `700 ${SMALL}`,
        tone(arrow.country),
        strong ? 1 : 0.4,
        arrow.end < 0 ? "panel" : "paper",
      );
  }
  drawBolts(context, seen.strongClaim);
};

/**
 * A line of text with a rim of paper, so that it stays legible over lines.
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {CanvasTextAlign} align
 * @param {string} font
 * @param {string} fill
 */
const write = (context, text, x, y, align, font, fill, opacity = 1, rim = "panel") => {
  context.save();
  context.font = font;
  context.textAlign = align;
  context.lineJoin = "round";
  context.lineWidth = rim === "paper" ? 5 : 3.5;
  context.strokeStyle = colour(rim);
  context.strokeText(text, x, y);
  context.globalAlpha = opacity;
  context.fillStyle = fill;
  context.fillText(text, x, y);
  context.restore();
};

/** Puts the whole picture into its room: the wide layout where there is room for it, the tall one on a phone. */
const fit = () => {
  const room = canvas.clientWidth;
  if (!room) return;
  const wanted = raw.frames[room < raw.frames[0].width ? 1 : 0];
  fitting = Math.min(room / wanted.width, 1.8);
  canvas.style.height = `${Math.ceil(wanted.height * fitting)}px`;
  canvas.classList.remove("moved");
  if (wanted !== frame) load(wanted);
  network.setSize("100%", "100%");
  network.redraw();
  network.moveTo({ position: { x: wanted.width / 2, y: wanted.height / 2 }, scale: fitting, animation: false });
};

/**
 * Takes one of the two layouts into the picture.
 * @param {Row} wanted
 */
const load = (wanted) => {
  frame = wanted;
  spots = rowsOf(frame.spots);
  network.setData({
    nodes: frame.nodes.map((/** @type {Row} */ node) => nodeLook(node)),
    edges: frame.edges.map((/** @type {Row} */ edge) => edgeLook(edge)),
  });
  placeBolts();
};

/** Redraws marks and lines after a choice, a filter or a change of theme. */
const refresh = () => {
  const seen = look();
  network.body.data.nodes.update(frame.nodes.map((/** @type {Row} */ node) => nodeLook(node, seen)));
  network.body.data.edges.update(frame.edges.map((/** @type {Row} */ edge) => edgeLook(edge, seen)));
  network.redraw();
};

/**
 * What lies under a point of the picture, within twelve pixels around it.
 * @param {{x: number, y: number}} at in CSS pixels
 */
const hit = (at) => {
  const here = network.DOMtoCanvas(at);
  const reach = 12 / network.getScale();
  const disputed = boltAt(here, reach);
  if (disputed) return disputed;
  const near = spots.filter((spot) => {
    const [x, y, w, h] = spot.label;
    const inLabel = Math.abs(here.x - x) <= w / 2 + 2 && Math.abs(here.y - y) <= Math.max(h / 2, reach);
    const onMark =
      Math.hypot(here.x - spot.at[0], here.y - spot.at[1]) <= Math.max(Math.min(spot.at[2], 14), 0.75 * reach);
    return (inLabel || onMark) && nodeShown(data.nodes[spot.node]);
  });
  const distance = (/** @type {Row} */ spot) => Math.hypot(here.x - spot.at[0], here.y - spot.at[1]);
  near.sort((a, b) => distance(a) - distance(b));
  return near.length ? { node: near[0].node } : lineAt(here, reach);
};

/**
 * The claim of the line nearest to a point; a movement comes before a thin line.
 * @param {{x: number, y: number}} here in units of the layout
 * @param {number} reach
 * @returns {{claim?: number}}
 */
const lineAt = (here, reach) => {
  let best = reach;
  let found = {};
  for (const { from, to, edgeType, options, connected, id } of Object.values(network.body.edges)) {
    if (!connected || options.hidden) continue;
    const arrow = data.arrows[Number(id.slice(1))];
    const away = edgeType.getDistanceToEdge(from.x, from.y, to.x, to.y, here.x, here.y);
    const distance = away - options.width / 2 - (arrow.type === "arrow" ? 4 : 0);
    if (away < reach + options.width / 2 && distance < best) {
      best = distance;
      found = { claim: arrow.claim };
    }
  }
  return found;
};

/**
 * Makes the picture larger or smaller around its middle, or around a point.
 * @param {number} factor
 */
const zoom = (factor) => {
  const scale = Math.min(6, Math.max(fitting, network.getScale() * factor));
  if (scale === fitting) return fit();
  canvas.classList.add("moved");
  return network.moveTo({ scale, animation: false });
};

/**
 * Moves and scales the picture by keyboard.
 * @param {KeyboardEvent} event
 */
const steer = (event) => {
  const steps = { ArrowLeft: [-60, 0], ArrowRight: [60, 0], ArrowUp: [0, -60], ArrowDown: [0, 60] };
  const step = /** @type {Record<string, number[]>} */ (steps)[event.key];
  if (event.key === "+" || event.key === "=") zoom(1.4);
  else if (event.key === "-") zoom(1 / 1.4);
  else if (event.key === "0") fit();
  else if (step) {
    const at = network.getViewPosition();
    const scale = network.getScale();
    network.moveTo({ position: { x: at.x + step[0] / scale, y: at.y + step[1] / scale }, animation: false });
  } else return;
  event.preventDefault();
};

/** Unpacks vis-network, which lies in the page compressed, and runs it; the policy of the page names its hash. */
const unpack = async () => {
  const bytes = Uint8Array.from(atob(byId("bundle").textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  const script = document.createElement("script");
  script.textContent = await new Response(stream).text();
  document.head.append(script);
};

/** Draws the picture for the first time, and keeps it in step with its room and the theme. */
const startPicture = () => {
  network = new vis.Network(canvas, { nodes: [], edges: [] }, raw.options);
  network.on("beforeDrawing", drawUnder);
  network.on("afterDrawing", drawOver);
  network.on("click", (/** @type {Row} */ event) => choose(hit(event.pointer.DOM)));
  network.on("dragEnd", () => canvas.classList.add("moved"));
  canvas.addEventListener("mousemove", (/** @type {MouseEvent} */ event) => {
    const box = canvas.getBoundingClientRect();
    const found = hit({ x: event.clientX - box.left, y: event.clientY - box.top });
    canvas.style.cursor = "node" in found || "claim" in found ? "pointer" : "";
  });
  canvas.addEventListener(
    "wheel",
    (/** @type {WheelEvent} */ event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      zoom(event.deltaY < 0 ? 1.2 : 1 / 1.2);
    },
    { passive: false },
  );
  byId("in").addEventListener("click", () => zoom(1.4));
  byId("out").addEventListener("click", () => zoom(1 / 1.4));
  byId("fit").addEventListener("click", fit);
  canvas.addEventListener("keydown", steer);
  fit();
  new ResizeObserver(fit).observe(canvas.parentElement);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    colours.clear();
    refresh();
  });
  listeners.push(refresh);
  const drawn = canvas.querySelector("canvas");
  drawn.setAttribute("role", "img");
  drawn.setAttribute(
    "aria-label",
    "Network of places, populations and professions. Search, filters and the table give the same by keyboard.",
  );
};
