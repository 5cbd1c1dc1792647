/**
 * The network: vis-network draws marks and lines at positions that were worked out beforehand; panels, rings, labels and
 * open ends are painted around them. Every mark has an unseen target above it, for the keyboard and for screen readers.
 *
 * @typedef {{pane: Pane, holder: HTMLElement, targets: SVGElement, vis: any, frame: Row, spots: Row[], scale: number, room: number,
 *   bolts: {x: number, y: number, claims: number[], node: number}[], shown: Uint8Array, scene: Scene}} Net
 */

/** The networks that are drawn, by the number of their pane. @type {Map<number, Net>} */
const nets = new Map();

const NET_REACH = 12;
const NET_LARGEST = 6;
const NET_WIDEST = 1.8;
/** The wide layout is taken as long as it need not shrink below this part of its size. */
const NET_NARROWEST = 0.88;

/** What Python worked out for this drawer; unpacked when it is drawn for the first time. */
const netData = (() => {
  /** @type {any} */
  let read = null;
  return () => {
    if (!read) read = { ...raw.network, arrows: rowsOf(raw.network.arrows), claims: netClaims() };
    return read;
  };
})();

/** The claims that name each node. */
const netClaims = () => {
  /** @type {Set<number>[]} */
  const claims = data.nodes.map(() => new Set());
  data.details.forEach((claim, i) => claim.names.forEach((/** @type {number} */ node) => claims[node].add(i)));
  return claims;
};

/** Unpacks vis-network, which lies in the page compressed, and runs it once; the policy of the page names its hash. */
const netReady = (() => {
  /** @type {Promise<void> | null} */
  let ready = null;
  const unpack = async () => {
    const script = document.createElement("script");
    script.textContent = await inflate("bundle").text();
    document.head.append(script);
  };
  return () => (ready ??= unpack());
})();

/** @type {Drawer} */
const netDrawer = {
  title: "Network",
  async draw(pane, scene) {
    await netReady();
    const net = nets.get(pane.index) ?? netOf(pane, scene);
    Object.assign(net, { pane, scene, shown: state.second && pane.index ? claimsOfSource(state.second.source) : shown });
    if (net.room === pane.box.clientWidth) netRefresh(net);
    else netFit(net);
  },
  leave(pane) {
    nets.get(pane.index)?.vis.destroy();
    nets.delete(pane.index);
  },
  legend: (index) => netLegend(index),
};
drawers.set("network", Object.assign(netDrawer, { nets }));

/**
 * A network in a pane, still without anything in it.
 * @param {Pane} pane
 * @param {Scene} scene
 * @returns {Net}
 */
const netOf = (pane, scene) => {
  const room = make("div", { class: "net-room" });
  const targets = svg("svg", { class: "net-targets" });
  const holder = make("div", { class: "net" }, room, targets, netButtons(pane.index));
  pane.box.replaceChildren(holder);
  const vis = new /** @type {any} */ (globalThis).vis.Network(room, { nodes: [], edges: [] }, netData().options);
  /** @type {Net} */
  const net = { pane, holder, targets, vis, frame: {}, spots: [], scale: 1, room: 0, bolts: [], shown, scene };
  nets.set(pane.index, net);
  vis.on("beforeDrawing", (/** @type {CanvasRenderingContext2D} */ context) => netUnder(net, context));
  vis.on("afterDrawing", (/** @type {CanvasRenderingContext2D} */ context) => netOver(net, context));
  vis.on("click", (/** @type {Row} */ event) => choose(netHit(net, event.pointer.DOM)));
  vis.on("dragging", () => netFollow(net));
  vis.on("dragEnd", () => netMoved(net));
  room.addEventListener("mousemove", (/** @type {MouseEvent} */ event) => netPointer(net, room, event));
  room.addEventListener("wheel", (/** @type {WheelEvent} */ event) => netWheel(net, event), { passive: false });
  holder.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => netSteer(net, event));
  room.querySelector("canvas").setAttribute("aria-hidden", "true");
  startRovingOnce(net);
  return net;
};

/**
 * The buttons that scale the picture.
 * @param {number} index of the pane
 */
const netButtons = (index) => {
  const button = (/** @type {string} */ sign, /** @type {string} */ name, /** @type {(net: Net) => void} */ act) =>
    make(
      "button",
      {
        type: "button",
        "aria-label": name,
        click: () => {
          const net = nets.get(index);
          if (net) act(net);
        },
      },
      sign,
    );
  return make(
    "div",
    { class: "net-zoom" },
    button("+", t("Enlarge the picture"), (net) => netZoom(net, 1.4)),
    button("−", t("Reduce the picture"), (net) => netZoom(net, 1 / 1.4)),
    button("⤢", t("Show the whole picture"), netFit),
  );
};

/**
 * Puts the whole picture into its room: the wide layout where there is room for it, the tall one on a phone.
 * @param {Net} net
 */
const netFit = (net) => {
  const room = net.pane.box.clientWidth;
  if (!room) return;
  net.room = room;
  const { frames } = netData();
  const wanted = frames[room < NET_NARROWEST * frames[0].width ? frames.length - 1 : 0];
  net.scale = Math.min(room / wanted.width, NET_WIDEST);
  const high = Math.ceil(wanted.height * net.scale);
  /** @type {HTMLElement} */ (net.holder.firstElementChild).style.height = `${high}px`;
  net.targets.setAttribute("height", String(high));
  net.holder.classList.remove("moved");
  net.frame = wanted;
  net.spots = rowsOf(wanted.spots);
  netLoad(net);
  net.vis.setSize("100%", "100%");
  net.vis.redraw();
  net.vis.moveTo({ position: { x: wanted.width / 2, y: wanted.height / 2 }, scale: net.scale, animation: false });
  netTargets(net);
};

/**
 * Takes marks and lines into the picture as the present choice shows them.
 * @param {Net} net
 */
const netLoad = (net) => {
  const look = netLook(net);
  net.vis.setData({
    nodes: net.frame.nodes.map((/** @type {Row} */ node) => netNode(net, node, look)),
    edges: net.frame.edges.map((/** @type {Row} */ edge) => netEdge(net, edge, look)),
  });
  netPlaceBolts(net);
};

/**
 * Shows marks and lines anew after a choice, a filter or a change of theme; the picture stays where it is.
 * @param {Net} net
 */
const netRefresh = (net) => {
  const look = netLook(net);
  const { nodes, edges } = net.vis.body.data;
  nodes.update(net.frame.nodes.map((/** @type {Row} */ node) => netNode(net, node, look)));
  edges.update(net.frame.edges.map((/** @type {Row} */ edge) => netEdge(net, edge, look)));
  net.vis.redraw();
  netTargets(net);
};

/**
 * Makes the picture larger or smaller around its middle.
 * @param {Net} net
 * @param {number} factor
 */
const netZoom = (net, factor) => {
  const scale = Math.min(NET_LARGEST, Math.max(net.scale, net.vis.getScale() * factor));
  if (scale === net.scale) return netFit(net);
  net.vis.moveTo({ scale, animation: false });
  return netMoved(net);
};

/**
 * The picture is no longer as it was laid out: fingers now move it instead of the page.
 * @param {Net} net
 */
const netMoved = (net) => {
  net.holder.classList.add("moved");
  netFollow(net);
};

/**
 * @param {Net} net
 * @param {WheelEvent} event
 */
const netWheel = (net, event) => {
  if (!event.ctrlKey) return;
  event.preventDefault();
  netZoom(net, event.deltaY < 0 ? 1.2 : 1 / 1.2);
};

/**
 * @param {Net} net
 * @param {HTMLElement} room
 * @param {MouseEvent} event
 */
const netPointer = (net, room, event) => {
  const box = room.getBoundingClientRect();
  const found = netHit(net, { x: event.clientX - box.left, y: event.clientY - box.top });
  room.style.cursor = "node" in found || "claim" in found ? "pointer" : "";
};

/**
 * Scales the picture by keyboard; arrow keys go from mark to mark.
 * @param {Net} net
 * @param {KeyboardEvent} event
 */
const netSteer = (net, event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "+" || event.key === "=") netZoom(net, 1.4);
  else if (event.key === "-") netZoom(net, 1 / 1.4);
  else if (event.key === "0") netFit(net);
  else return;
  event.preventDefault();
};
