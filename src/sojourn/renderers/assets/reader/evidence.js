/** The panel that says who said so. What was read before is one step back; the focus returns to where it came from. */

/** @type {Chosen[]} what was read before, the latest last */
let evPast = [];
/** @type {Chosen} */
let evNow = { claim: -1, node: -1, bundle: null };
/** @type {HTMLElement | null} where the reader came from */
let evFrom = null;
/** How many steps back are remembered. */
const EV_STEPS = 50;

/** @param {Chosen} chosen */
const evNothing = (chosen) => chosen.claim < 0 && chosen.node < 0 && !chosen.bundle;

/** @param {Chosen} a @param {Chosen} b */
const evSame = (a, b) => {
  const [x, y] = [a.bundle, b.bundle];
  const bundles = x && y ? x.start === y.start && x.end === y.end && x.layer === y.layer : x === y;
  return a.claim === b.claim && a.node === b.node && bundles;
};

/** Keeps what was read when something else is chosen; forgets it when the panel is closed. */
const evRemember = () => {
  if (evSame(evNow, state.chosen)) return false;
  if (evNothing(state.chosen)) evPast = [];
  else if (!evNothing(evNow)) evPast = [...evPast, evNow].slice(-EV_STEPS);
  evNow = state.chosen;
  return true;
};

/** Goes one step back in what was read. */
const evBack = () => {
  const before = evPast[evPast.length - 1];
  if (!before) return;
  const rest = evPast.slice(0, -1);
  choose(before);
  evPast = rest;
  evWrite();
};

/** What the panel says of what is chosen. */
const evContent = () => {
  const { claim, node, bundle } = state.chosen;
  if (claim >= 0) return evAboutClaim(claimAt(claim));
  if (node >= 0) return evAboutNode(node);
  if (!bundle) return evBrief();
  return isOthers(bundle) ? evAboutOthers(bundle.layer) : evAboutCorridor(bundle);
};

/** Writes the panel anew. */
const evWrite = () => {
  const panel = byId("evidence");
  const chosen = !evNothing(state.chosen);
  const close = evButton(() => choose({}), { class: "close", "aria-label": t("Close the evidence") }, "×");
  const back = evButton(evBack, { class: "back" }, `← ${t("Back")}`);
  const bar = make("div", { class: "bar" }, ...(evPast.length ? [back] : []), close);
  panel.setAttribute("aria-label", t("Evidence"));
  panel.replaceChildren(...(chosen ? [bar] : []), make("div", { class: "told" }, ...evContent()));
};

/** What can have the focus in the panel, in its order. @param {string} what @returns {any[]} */
const evAll = (what) => [...byId("evidence").querySelectorAll(what)];

/** Writes the panel anew when what it speaks of is the same: the focus and what was unfolded stay as they were. */
const evRewrite = () => {
  const own = "button, a, summary, textarea";
  const at = evAll(own).indexOf(document.activeElement);
  const unfolded = evAll("details").map((fold) => fold.open);
  evWrite();
  const folds = evAll("details");
  if (folds.length === unfolded.length) folds.forEach((fold, i) => (fold.open = unfolded[i]));
  if (at >= 0) (evAll(own)[at] ?? byId("evidence")).focus({ preventScroll: true });
};

/** Whether the reader's last step was taken on the keyboard. */
let evByKeyboard = false;

/**
 * Shows what was chosen. Whoever reads by keyboard is led into the panel, stays there, and leaves it for where they
 * came from.
 */
const evShow = () => {
  const panel = byId("evidence");
  const chosen = !evNothing(state.chosen);
  const here = document.activeElement;
  const reading = panel.contains(here);
  if (chosen && !reading) evFrom = /** @type {HTMLElement} */ (here);
  evWrite();
  panel.scrollTop = 0;
  if (chosen && (reading || (evByKeyboard && here !== document.body))) readEvidence();
  if (!chosen && reading) evReturn();
};

/** Gives the focus back to where the reader came from; what was drawn anew is found by its name. */
const evReturn = () => {
  const names = ["data-mark", "data-index", "data-computed"];
  const found = names.map((name) => {
    const value = evFrom?.closest(`[${name}]`)?.getAttribute(name);
    return value ? document.querySelector(`:not(#evidence *)[${name}="${CSS.escape(value)}"]`) : null;
  });
  const there = evFrom?.isConnected ? evFrom : /** @type {HTMLElement | undefined} */ (found.find((one) => one));
  (there ?? byId("evidence")).focus({ preventScroll: true });
};

/** Leads a reader who chose something by keyboard to the evidence. */
const readEvidence = () => byId("evidence").focus({ preventScroll: true });

/** What the arrow keys go to in the panel: what leads on, not what closes it. */
const EV_STOPS = ":scope > .told :is(button, summary, a[href])";

/**
 * The panel by keyboard: up and down go from one thing that leads on to the next; Enter on the panel itself opens the
 * first claim, so that every one is three steps from a search.
 * @param {KeyboardEvent} event
 */
const evKey = (event) => {
  const here = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || here.matches("textarea, .scrolls")) return;
  const stops = evAll(EV_STOPS).filter((stop) => stop.checkVisibility());
  const at = stops.indexOf(here);
  const first = stops.find((stop) => stop.matches(".claim")) ?? stops[0];
  const [on, back] = [event.key === "ArrowDown", event.key === "ArrowUp"];
  if (event.key === "Enter" && here === event.currentTarget) first?.click();
  else if (on) (at < 0 ? first : stops[at + 1])?.focus();
  else if (back && at >= 0) (stops[at - 1] ?? byId("evidence")).focus();
  else return;
  event.preventDefault();
};

/** Which changes alter what the panel says. */
const EV_TOLD = ["second", "chosen", "lang", "window", "ticked", "focus", "depth", "layer", "level", "open", "closed", "all"];

/** Fills the panel and keeps it in step with what is chosen. */
const startEvidence = () => {
  evNow = state.chosen;
  evWrite();
  for (const step of ["keydown", "pointerdown"]) {
    document.addEventListener(step, () => (evByKeyboard = step === "keydown"), { capture: true });
  }
  byId("evidence").addEventListener("keydown", evKey);
  onChange((patch) => {
    if (evRemember()) evShow();
    else if (EV_TOLD.some((name) => name in patch)) evRewrite();
  });
};
