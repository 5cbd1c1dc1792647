/**
 * What the reader steers the picture with. Everything here is built from the state and says it back; the words are
 * built anew when the language changes.
 *
 * @typedef {{element: HTMLElement, refresh: () => void}} Control
 */

/** Whether the reader asked for less movement. */
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Whether the controls are unfolded on a phone. */
let controlsOpen = false;
/** @type {Control[]} */
let controlsShown = [];
let controlsLang = "";

/**
 * Leads a reader who chose something to what is said about it.
 */
const goToEvidence = () => byId("evidence").focus({ preventScroll: !matchMedia("(max-width: 1180px)").matches });

/**
 * A choice of one among a few, as buttons in a row; arrow keys go from one to the next.
 * @param {string} label
 * @param {[string, string, string?][]} choices value, words, language of the words
 * @param {() => string} now
 * @param {(value: string) => void} take
 * @returns {Control}
 */
const oneOf = (label, choices, now, take) => {
  const buttons = choices.map(([value, words, lang]) => {
    const button = make("button", { type: "button", role: "radio", "data-value": value, lang: lang ?? false }, words);
    button.addEventListener("click", () => take(value));
    return button;
  });
  const element = make("div", { class: "one-of", role: "radiogroup", "aria-label": label }, ...buttons);
  element.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const forward = ["ArrowRight", "ArrowDown"].includes(event.key);
    if (!forward && !["ArrowLeft", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const at = buttons.indexOf(/** @type {any} */ (document.activeElement));
    const next = buttons[(at + (forward ? 1 : -1) + buttons.length) % buttons.length];
    next.focus();
    take(next.dataset.value);
  });
  const refresh = () => {
    const value = now();
    const known = choices.some(([one]) => one === value);
    buttons.forEach((button, i) => {
      const on = button.dataset.value === value;
      button.setAttribute("aria-checked", String(on));
      button.tabIndex = on || (!known && i === 0) ? 0 : -1;
    });
  };
  return { element, refresh };
};

/**
 * A choice from a list that drops down.
 * @param {string} label
 * @param {[string, string][]} choices
 * @param {() => string} now
 * @param {(value: string) => void} take
 * @returns {Control}
 */
const pickOne = (label, choices, now, take) => {
  const list = make("select", {}, ...choices.map(([value, words]) => make("option", { value }, words)));
  // An empty value is a value too, which make() leaves out.
  choices.forEach(([value], i) => (list.options[i].value = value));
  list.addEventListener("change", () => take(list.value));
  const element = make("label", { class: "pick" }, make("span", {}, label), list);
  return { element, refresh: () => (list.value = now()) };
};

/**
 * A box to tick.
 * @param {string} label
 * @param {() => boolean} now
 * @param {(value: boolean) => void} take
 * @returns {Control}
 */
const tickBox = (label, now, take) => {
  const box = make("input", { type: "checkbox" });
  box.addEventListener("change", () => take(box.checked));
  return { element: make("label", { class: "toggle" }, box, label), refresh: () => (box.checked = now()) };
};

/** What the reader sees of all that there is; beside it the way back to all of it. */
const shownControl = () => {
  const words = make("span", { role: "status" });
  const clear = make("button", { type: "button", id: "clear", click: () => showEverything() }, t("Show all"));
  const refresh = () => {
    const all = data.claims.length;
    const count = claimsShown();
    words.textContent = shownWords(count, all);
    clear.hidden = !steered();
  };
  return { element: make("p", { id: "shown" }, words, " ", clear), refresh };
};

/**
 * How many claims are shown, in words.
 * @param {number} count
 * @param {number} all
 */
const shownWords = (count, all) => {
  if (count === all) return all === 1 ? t("The only claim is shown.") : t("All {0} {0:claim is|claims are} shown.", all);
  if (state.second) return t("{0} of {1} {1:claim is|claims are} shown in the two pictures together.", count, all);
  return t("{0} of {1} {1:claim is|claims are} shown.", count, all);
};

/** @type {{first: Uint8Array, source: number, mask: Uint8Array}} */
let anywhere = { first: shown, source: -1, mask: shown };

/** The claims of all pictures: those of the first and, where a second one has a source of its own, of that one. */
const shownAnywhere = () => {
  const source = state.second?.source ?? -1;
  // Whatever changes the claims of the second picture makes those of the first anew.
  if (anywhere.first === shown && anywhere.source === source) return anywhere.mask;
  const second = source < 0 ? null : claimsOfSource(source);
  anywhere = { first: shown, source, mask: second ? shown.map((one, claim) => one | second[claim]) : shown };
  return anywhere.mask;
};

/** How many claims some picture shows. */
const claimsShown = () => {
  const mask = shownAnywhere();
  let count = 0;
  for (let i = 0; i < mask.length; i++) count += mask[i] ? 1 : 0;
  return count;
};

/** Whether anything is left out that could be shown. */
const steered = () => {
  const ticked = [...state.ticked.values()].some((keys) => keys.size);
  return ticked || state.focus >= 0 || !sameWindow(state.window, data.opening.window);
};

/** Takes back every filter, the years and the depth. */
const showEverything = () => {
  const kept = document.activeElement?.id === "clear";
  stopPlaying();
  const ticked = new Map([...state.ticked.keys()].map((facet) => [facet, new Set()]));
  update({ ticked, window: data.opening.window, focus: -1, undated: false });
  if (kept) byId("search").focus();
};

/** The row of the page that stays when the rest is folded: search, computed figures, language, link, export, help. */
const topRow = () => {
  const unfold = make("button", { type: "button", id: "unfold", "aria-controls": "steering" }, t("Filters and view"));
  unfold.addEventListener("click", () => {
    controlsOpen = !controlsOpen;
    refreshControls();
  });
  const extras = extrasControl();
  const parts = [searchControl(), ...(extras ? [extras] : []), ...(data.langs.length > 1 ? [languageControl()] : []), linkControl(), exportControl(), helpControl()];
  const refresh = () => {
    unfold.setAttribute("aria-expanded", String(controlsOpen));
    parts.forEach((part) => part.refresh());
  };
  return { element: make("div", { class: "top" }, ...parts.map((part) => part.element), unfold), refresh };
};

/** Everything else. */
const steering = () => {
  const parts = [viewControl(), filtersControl(), secondControl(), timeControl(), aroundControl()];
  const element = make("div", { id: "steering" }, ...parts.map((part) => part.element));
  const refresh = () => {
    byId("controls").classList.toggle("open", controlsOpen);
    parts.forEach((part) => part.refresh());
  };
  return { element, refresh };
};

/** Builds every control in the present language; what has the keyboard keeps it. */
const buildControls = () => {
  const mount = byId("controls");
  const focused = mount.contains(document.activeElement) ? pathTo(mount, document.activeElement) : [];
  const typed = byId("search")?.value ?? "";
  controlsLang = langNow();
  const exported = byId("export");
  const [top, rest, ...told] = (controlsShown = [topRow(), steering(), shownControl(), gatheredControl()]);
  const status = make("div", { class: "told" }, ...told.map((control) => control.element));
  mount.replaceChildren(top.element, rest.element, status);
  if (exported) byId("export").replaceChildren(...exported.childNodes);
  mount.setAttribute("aria-label", t("Search and filters"));
  if (typed) byId("search").value = typed;
  const again = focused.reduce((/** @type {any} */ at, i) => at?.children[i], mount);
  if (focused.length) again?.focus?.({ preventScroll: true });
};

/**
 * The way from one element down to another, as numbers of children.
 * @param {Element} top
 * @param {any} element
 * @returns {number[]}
 */
const pathTo = (top, element) =>
  element === top || !element
    ? []
    : [...pathTo(top, element.parentElement), [...element.parentElement.children].indexOf(element)];

/** Brings every control in step with the state. */
const refreshControls = () => {
  if (controlsLang !== langNow()) {
    buildControls();
  }
  controlsShown.forEach((control) => control.refresh());
  // The second picture is put into the page after us.
  queueMicrotask(labelPanes);
};

/** Fills the mount of the controls and keeps them in step. */
const startControls = () => {
  buildControls();
  refreshControls();
  onChange(refreshControls);
  document.addEventListener("keydown", pressedKey);
  document.addEventListener("click", (event) => closeLists(/** @type {Element} */ (event.target)));
};

/**
 * Closes every open list but the one that an element stands in.
 * @param {Element | null} target
 */
const closeLists = (target) => {
  if (!target?.closest?.(".search")) hideFound();
  document.querySelectorAll("#controls details[open]").forEach((one) => {
    if (!target || !one.contains(target)) one.removeAttribute("open");
  });
};
