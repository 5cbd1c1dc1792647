/** Starts everything: the address, the parts of the page, the pictures; and keeps the pictures in step. */

/** @type {{pane: Pane, drawer: string, root: HTMLElement}[]} */
let panesShown = [];

/** How high a picture may be at a width, so that all of it is in sight. @param {number} width */
const heightFor = (width) => {
  const room = Math.max(420, innerHeight - 150);
  return Math.round(width < 600 ? Math.min(width * 1.25, room) : Math.min(width * 0.68, room));
};

/**
 * The pane with a number, made when it is not there yet.
 * @param {number} index
 */
const paneAt = (index) => {
  if (!panesShown[index]) {
    const box = make("div", { class: "box" });
    const root = make("div", { class: "pane", "data-pane": index }, box);
    byId("panes").append(root);
    panesShown[index] = { pane: { index, box, width: 0, height: 0 }, drawer: "", root };
    new ResizeObserver(() => {
      if (box.clientWidth && Math.abs(box.clientWidth - panesShown[index]?.pane.width) > 1) drawPanes();
    }).observe(box);
  }
  return panesShown[index];
};

/**
 * Draws one pane; the mark that had the focus gets it back.
 * @param {number} index
 * @param {string} name of the drawer
 */
const drawPane = (index, name) => {
  const entry = paneAt(index);
  const { pane } = entry;
  const drawer = drawers.get(name) ?? drawers.values().next().value;
  if (!drawer) return undefined;
  if (entry.drawer !== name) {
    drawers.get(entry.drawer)?.leave?.(pane);
    pane.box.replaceChildren();
    pane.box.removeAttribute("style");
    entry.drawer = name;
  }
  pane.width = pane.box.clientWidth;
  pane.height = heightFor(pane.width);
  const mark = pane.box.contains(document.activeElement)
    ? document.activeElement?.closest("[data-mark]")?.getAttribute("data-mark")
    : null;
  const drawn = drawer.draw(pane, sceneOf(index));
  if (mark && !pane.box.contains(document.activeElement)) {
    /** @type {HTMLElement | null} */ (pane.box.querySelector(`[data-mark="${CSS.escape(mark)}"]`))?.focus();
  }
  return drawn;
};

/** Draws every pane that is wanted, and takes away the one that is not. */
const drawPanes = () => {
  document.body.classList.toggle("two", state.second !== null);
  if (!state.second && panesShown[1]) {
    drawers.get(panesShown[1].drawer)?.leave?.(panesShown[1].pane);
    panesShown[1].root.remove();
    panesShown.length = 1;
  }
  const drawn = [drawPane(0, state.drawer)];
  if (state.second) drawn.push(drawPane(1, state.second.drawer));
  return Promise.all(drawn);
};

/** What is shown, in a sentence, and why it is shown like this. */
const writeLead = () => {
  const { claims, sources } = data;
  const seen = sources.filter((source) => source.seen).length || sources.length;
  const places = data.nodes.filter((node) => node.key.startsWith("place:") && node.drawn !== false).length;
  const parts = [
    t("{0} claims from {1} sources about {2} places.", claims.length, seen, places),
    t("Click anything to read who said so."),
  ];
  if (data.why) parts.push(t(data.why));
  if (unknownInLink) parts.push(t("The link names {0} things that are not in this file; they are left out.", unknownInLink));
  byId("lead").textContent = parts.join(langNow() === "zh" ? "" : " ");
  const title = document.querySelector("h1 bdi");
  if (title) title.textContent = t(data.title);
  document.documentElement.lang = state.lang;
};

/** Whether no picture shows something that is chosen; computed figures have a mark in the network only. @param {string} name */
const isUndrawn = (name) =>
  name === "sort" || (name === "computed" && ![state.drawer, state.second?.drawer].includes("network"));

/** Keeps the evidence in sight where it lies over the picture. */
const showSheet = () => byId("evidence").classList.toggle("open", anyChosen());

/** What stands below the pictures: in a task of its own, so that it is the pictures that a reader sees first. */
const startBelow = async () => {
  await new Promise((done) => setTimeout(done));
  if (typeof startTable === "function") startTable();
};

const startPage = async () => {
  Object.assign(state, readLink(linkWritten));
  shown = selectClaims();
  if (typeof startControls === "function") startControls();
  if (typeof startLegend === "function") startLegend();
  if (typeof startEvidence === "function") startEvidence();
  writeLead();
  showSheet();
  const first = drawPanes();
  if (typeof startExport === "function") startExport();
  onChange((patch) => {
    if ("lang" in patch) writeLead();
    showSheet();
    if (Object.keys(patch).some((name) => !isUndrawn(name))) drawPanes();
  });
  addEventListener("hashchange", followLink);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => drawPanes());
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && anyChosen()) choose({});
  });
  const below = startBelow();
  await first;
  performance.mark("sojourn-ready");
  await below;
  document.documentElement.dataset.ready = "yes";
};

/** For scripts that steer the page, such as tests and notebooks: what is shown, and how to change it. */
Object.assign(globalThis, {
  sojourn: { data, state, update, choose, claimAt, sceneOf, countsOf, linkOf, drawers, shown: () => shown, forget: forgetScenes },
});
startPage().catch((error) => {
  console.error(error);
  byId("failed").hidden = false;
  document.documentElement.dataset.ready = "failed";
});
