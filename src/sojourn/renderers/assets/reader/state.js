/** What the reader has chosen, and who is told when that changes. */

/** @type {Map<string, Drawer>} */
const drawers = new Map();

/** @returns {State} */
const openingState = () => ({
  drawer: data.drawer,
  second: null,
  layer: data.opening.layer,
  level: data.opening.level,
  open: new Set(),
  closed: new Set(),
  window: data.opening.window,
  undated: false,
  ticked: new Map(data.facets.map((facet) => [facet.name, new Set()])),
  focus: -1,
  depth: 1,
  all: false,
  chosen: { claim: -1, node: -1, bundle: null },
  lang: data.lang,
  computed: false,
  sort: { column: "", down: false },
});

const state = openingState();

/** Which claims the filters, the time and the focus let through: 1 or 0 for each claim. @type {Uint8Array} */
let shown = new Uint8Array(data.claims.length).fill(1);

/** @type {((patch: Partial<State>) => void)[]} */
const listeners = [];

/**
 * Tells a function of every change; it gets what was changed.
 * @param {(patch: Partial<State>) => void} listener
 */
const onChange = (listener) => {
  listeners.push(listener);
};

/** What decides which claims are shown. */
const SELECTING = ["ticked", "window", "undated", "focus", "depth"];

/** What decides, besides, what they are gathered into. */
const GATHERING = [...SELECTING, "layer", "level", "open", "closed", "all", "second"];

/**
 * Takes over what a reader has chosen, and tells everybody.
 * @param {Partial<State>} patch
 */
const update = (patch) => {
  Object.assign(state, patch);
  if (SELECTING.some((name) => name in patch)) shown = selectClaims();
  if (GATHERING.some((name) => name in patch)) forgetScenes();
  for (const listener of listeners) listener(patch);
  writeLink();
};

/**
 * Chooses a claim, a node, a bundle, or nothing.
 * @param {Partial<Chosen>} choice
 */
const choose = (choice) => update({ chosen: { claim: -1, node: -1, bundle: null, ...choice } });

/** Whether anything is chosen. */
const anyChosen = () => state.chosen.claim >= 0 || state.chosen.node >= 0 || state.chosen.bundle !== null;
