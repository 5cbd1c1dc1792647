/** How the claims are drawn: which layer, at which level of places, by which drawer, in one picture or two. */

/** @type {[Level, string][]} */
const LEVEL_WORDS = [
  ["stated", "Places as stated"],
  ["country", "Countries"],
  ["subregion", "Sub-regions"],
  ["continent", "Continents"],
];

/**
 * Whether anything can be drawn in a layer.
 * @param {string} layer
 */
const layerThere = (layer) => {
  const kinds = kindsOfLayer(layer);
  return data.claims.kind.some((kind) => kinds.has(kind));
};

/** The levels at which places can be gathered: those of which the graph has any. */
const levelsThere = () => {
  const tiers = new Set(data.nodes.map((node) => node.tier));
  const inside = data.nodes.some((node, i) => node.key.startsWith("place:") && node.home >= 0 && node.home !== i);
  return LEVEL_WORDS.filter(([level]) => level === "stated" || (tiers.has(level) && (level !== "country" || inside)));
};

/** @returns {[string, string][]} the drawers of this file, each with its name */
const drawerChoices = () =>
  data.drawers
    .filter((/** @type {string} */ name) => drawers.has(name))
    .map((/** @type {string} */ name) => [name, t(drawers.get(name)?.title ?? name)]);

/** @param {string} layer @returns {Set<number>} the kinds of claim that it draws, as the claims number them */
const kindsOfLayer = (layer) => {
  const kinds = data.kinds.map((/** @type {[string, string]} */ [kind]) => kind);
  const wanted = layer === "residents" ? ["residence"] : ["flow", "transition", "event", "share"];
  return new Set(wanted.map((kind) => kinds.indexOf(kind)));
};

/** @returns {[string, string][]} the sources that were read, those that say most in the present layer first */
const sourceChoices = () => {
  const kinds = kindsOfLayer(state.layer);
  const read = data.sources.map((_, i) => ({ i, claims: 0, drawn: 0 }));
  data.claims.source.forEach((source, claim) => {
    read[source].claims++;
    if (kinds.has(data.claims.kind[claim])) read[source].drawn++;
  });
  return read
    .filter(({ claims }) => claims)
    .sort((a, b) => b.drawn - a.drawn || a.i - b.i)
    .map(({ i }) => [String(i), data.sources[i].title]);
};

/** Opens or closes the second picture: of another source where there are several. */
const toggleSecond = () => {
  if (state.second) return update({ second: null });
  const read = sourceChoices().map(([i]) => Number(i));
  const ticked = state.ticked.get("source");
  const here = read.find((i) => ticked?.has(data.sources[i].key)) ?? read[0] ?? 0;
  const other = read.find((i) => i !== here && !ticked?.has(data.sources[i].key)) ?? here;
  // The first picture then shows one source too: of two pictures of which one holds the other nobody learns anything.
  const first = ticked?.size ? {} : firstSource(here);
  return update({ ...first, second: { drawer: state.drawer, source: other } });
};

/**
 * The filter that leaves the first picture one source; all of them for -1.
 * @param {number} source
 */
const firstSource = (source) => {
  if (!state.ticked.has("source")) return {};
  return { ticked: new Map([...state.ticked, ["source", new Set(source < 0 ? [] : [data.sources[source].key])]]) };
};

/** Whether there are two pictures, and what each of them shows. */
const secondControl = () => {
  const choices = sourceChoices();
  const toggle = make("button", { type: "button", id: "two", click: toggleSecond }, t("Two views"));
  const first = pickOne(
    t("First view: from"),
    [["", t("all sources")], ...choices],
    () => onlySource(),
    (value) => update(firstSource(value ? Number(value) : -1)),
  );
  const source = pickOne(
    t("Second view: from"),
    choices,
    () => String(state.second?.source ?? ""),
    (value) => state.second && update({ second: { ...state.second, source: Number(value) } }),
  );
  const drawn = pickOne(
    t("drawn as"),
    drawerChoices(),
    () => state.second?.drawer ?? state.drawer,
    (drawer) => state.second && update({ second: { ...state.second, drawer } }),
  );
  const parts = [first, source, drawn];
  const more = make("div", { class: "second" }, ...parts.map((part) => part.element));
  const refresh = () => {
    toggle.setAttribute("aria-pressed", String(Boolean(state.second)));
    more.hidden = !state.second;
    parts.forEach((part) => part.refresh());
  };
  return { element: make("div", { class: "beside" }, more, toggle), refresh };
};

/** The only source ticked, as its number; empty when none or several are. */
const onlySource = () => {
  const keys = [...(state.ticked.get("source") ?? [])];
  return keys.length === 1 ? String(data.sources.findIndex((source) => source.key === keys[0])) : "";
};

/** Layer, drawer and level. */
const viewControl = () => {
  /** @type {[string, string][]} */
  const layers = [
    ["moves", t("Moves")],
    ["residents", t("Residents")],
  ];
  const layer = oneOf(t("What is drawn"), layers, () => state.layer, (value) => takeLayer(/** @type {Layer} */ (value)));
  const both = layers.every(([one]) => layerThere(one));
  const drawer = oneOf(t("Drawn as"), drawerChoices(), () => state.drawer, (value) => update({ drawer: value }));
  const levels = levelsThere();
  const level = pickOne(
    t("Places"),
    levels.map(([one, words]) => [one, t(words)]),
    () => state.level,
    (value) => update({ level: /** @type {Level} */ (value), open: new Set(), closed: new Set() }),
  );
  const parts = [...(both ? [layer] : []), drawer, ...(levels.length > 1 ? [level] : [])];
  const element = make("div", { class: "view row" }, ...parts.map((part) => part.element));
  return { element, refresh: () => parts.forEach((part) => part.refresh()) };
};

/** The pictures that there are. */
const panesNow = () => (state.second ? [0, 1] : [0]);

/**
 * What is said of each picture; with its title where there are two.
 * @param {string[]} told
 */
const byPane = (told) =>
  told.length > 1 ? told.map((one, i) => `${paneTitle(i)}: ${one}`).join(" ") : told[0];

/**
 * How many of its corridors a picture draws.
 * @param {{drawn: number, left: number, claims: number}} counts
 */
const corridorWordsOf = ({ drawn, left, claims }) => {
  if (left) return t("{0} of {1} corridors are drawn; the smaller ones, {2} {2:claim|claims}, are gathered.", drawn, drawn + left, claims);
  return drawn === 1 ? t("The only corridor is drawn.") : t("All {0} {0:corridor is|corridors are} drawn.", drawn);
};

/** What was gathered because it is small, and the way to see it. */
const gatheredControl = () => {
  const words = make("span", { role: "status" });
  const toggle = make("button", { type: "button", id: "all", click: () => update({ all: !state.all }) });
  const element = make("p", { id: "gathered" }, words, " ", toggle);
  const write = () => {
    const pictures = panesNow().map(corridorsDrawn);
    const left = pictures.some((one) => one.left);
    element.hidden = !left && !state.all;
    words.textContent = byPane(panesNow().map((_, i) => corridorWordsOf(pictures[i])));
    toggle.textContent = left ? t("Draw all of them") : t("Draw the largest only");
  };
  const refresh = () => {
    write();
    // The diagrams gather more than the scene does, and say so once they are drawn.
    queueMicrotask(write);
  };
  return { element, refresh };
};

/** How many corridors a picture draws, how many it gathers, and how many claims those are. */
const corridorsDrawn = (index = 0) => {
  const scene = sceneOf(index);
  const drawer = index && state.second ? state.second.drawer : state.drawer;
  const diagram = drawer === "columns" || drawer === "chord" ? diagramFlows.get(index) : undefined;
  const [drawn, others] = diagram ? [diagram.bundles.length, diagram.others] : [scene.arrows.length, scene.others];
  return { drawn, left: others?.arrows ?? 0, claims: others ? (diagram ? others.inside : others.claims) : 0 };
};

/** Only what is around one node, so many steps away. */
const aroundControl = () => {
  const slider = make("input", { type: "range", id: "depth", min: "0", max: "4", step: "1" });
  const name = make("label", { for: "depth" });
  const words = make("output", { for: "depth" });
  const element = make("div", { class: "around" }, name, slider, words);
  const centre = () => (state.focus >= 0 ? state.focus : state.chosen.node);
  slider.addEventListener("input", () => {
    const depth = Number(slider.value);
    update(depth ? { focus: centre(), depth } : { focus: -1 });
  });
  const refresh = () => {
    const node = centre();
    element.hidden = node < 0;
    if (node < 0) return;
    const depth = state.focus >= 0 ? state.depth : 0;
    name.replaceChildren(...tNodes("Only what is around {0}", said(nodeName(node))));
    words.textContent = depth ? t("{0} {0:step|steps} away", depth) : t("off");
    slider.value = String(depth);
    slider.setAttribute("aria-valuetext", words.textContent);
  };
  return { element, refresh };
};

/** Figures that no source says, where there are any. */
const extrasControl = () => {
  const count = computedItems().length;
  if (!count) return null;
  const { element, refresh } = tickBox(
    t("Show computed figures ({0}, said by no source)", count),
    () => state.computed,
    (computed) => update({ computed }),
  );
  const box = element.querySelector("input");
  if (box) box.id = "with-computed";
  return { element, refresh };
};

/**
 * Whose claims one of two pictures shows.
 * @param {number} index
 */
const paneTitle = (index) => {
  const source = index && state.second ? state.second.source : onlySource() === "" ? -1 : Number(onlySource());
  return source < 0 ? t("all sources") : data.sources[source].title;
};

/** Says over each of two pictures what it shows. */
const labelPanes = () => {
  document.querySelectorAll("#panes .pane").forEach((pane, i) => {
    let label = pane.querySelector(":scope > .pane-label");
    if (!state.second) return label?.remove();
    if (!label) {
      label = make("p", { class: "pane-label" });
      pane.prepend(/** @type {Element} */ (label));
    }
    const drawer = i ? state.second.drawer : state.drawer;
    label?.replaceChildren(make("b", {}, said(paneTitle(i))), " · ", t(drawers.get(drawer)?.title ?? drawer));
  });
};
