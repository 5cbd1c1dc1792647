/** Language, link, the place of the export buttons, keys and their list. */

/** The language of labels, numbers, dates and of the page. */
const languageControl = () =>
  oneOf(
    t("Language"),
    LANGUAGES.filter(([lang]) => data.langs.includes(lang)).map(([lang, name]) => [lang, name, lang]),
    () => langNow(),
    (lang) => update({ lang }),
  );

/** A link to exactly this view, copied; where the browser refuses that, shown to be copied by hand. */
const linkControl = () => {
  const words = make("span", { role: "status", class: "copied" });
  const field = make("input", { type: "text", readonly: "readonly", "aria-label": t("Link to this view") });
  field.hidden = true;
  const copy = async () => {
    const link = `${location.href.split("#")[0]}${linkOf() ? `#${linkOf()}` : ""}`;
    try {
      await navigator.clipboard.writeText(link);
      words.textContent = t("Copied.");
      setTimeout(() => (words.textContent = ""), 4000);
    } catch {
      field.hidden = false;
      field.value = link;
      field.select();
    }
  };
  const button = make("button", { type: "button", id: "copy-link", click: copy }, t("Copy a link to this view"));
  return { element: make("div", { class: "link" }, button, field, words), refresh: () => {} };
};

/** Where the export buttons stand. */
const exportControl = () => ({ element: make("div", { id: "export" }), refresh: () => {} });

const KEYS = [
  ["/", "search"],
  ["Enter", "take the first suggestion, or open what is marked"],
  ["Tab", "go on to the picture, the evidence, the table"],
  ["← ↑ → ↓", "from mark to mark in the picture, from choice to choice elsewhere"],
  ["Esc", "close what is open, then let go of what is chosen"],
  [", .", "one step back or on in time"],
  ["e", "read the evidence"],
  ["t", "go to the table"],
  ["p", "go to the picture"],
  ["?", "this list"],
];

/** The list of the keys. */
const helpControl = () => {
  const rows = KEYS.flatMap(([keys, words]) => [make("dt", {}, make("kbd", {}, keys)), make("dd", {}, t(words))]);
  const close = make("button", { type: "button", click: () => box.close() }, t("Close"));
  const box = make(
    "dialog",
    { id: "help", "aria-labelledby": "help-title" },
    make("h2", { id: "help-title" }, t("Keys")),
    make("dl", {}, ...rows),
    close,
  );
  const open = make("button", { type: "button", id: "ask", "aria-label": t("Keys"), title: t("Keys"), click: () => box.showModal() }, "?");
  return { element: make("div", { class: "help" }, open, box), refresh: () => {} };
};

/**
 * Leaves what is open, one thing at a time; then what is chosen.
 * @returns {boolean} whether there was anything to leave
 */
const leaveOpen = () => {
  const open = document.querySelector("#controls details[open]");
  if (!byId("found").hidden) hideFound();
  else if (open) {
    if (open.contains(document.activeElement)) open.querySelector("summary")?.focus();
    open.removeAttribute("open");
  } else if (controlsOpen && byId("steering").contains(document.activeElement)) {
    controlsOpen = false;
    refreshControls();
    byId("unfold").focus();
  } else if (playing) {
    stopPlaying();
    refreshControls();
  } else return false;
  return true;
};

/** @type {Record<string, () => void>} */
const SHORTCUTS = {
  "/": () => byId("search").select(),
  "?": () => byId("help").showModal(),
  ",": () => stepsThere().length > 1 && moveWindow(-1),
  ".": () => stepsThere().length > 1 && moveWindow(1),
  e: () => byId("evidence").focus(),
  t: () => /** @type {HTMLElement | null} */ (document.querySelector("#table tbody button"))?.focus(),
  p: () => /** @type {HTMLElement | null} */ (document.querySelector("#panes [tabindex='0']"))?.focus(),
};

/**
 * The keys that work wherever the reader is, but where something is typed.
 * @param {KeyboardEvent} event
 */
const pressedKey = (event) => {
  if (event.defaultPrevented || byId("help").open) return;
  if (event.key === "Escape") {
    // What is chosen is let go of by the page, when nothing was left to close.
    if (leaveOpen()) event.preventDefault();
    return;
  }
  const target = /** @type {HTMLElement} */ (event.target);
  const typing = target.matches?.("input:not([type=checkbox]):not([type=range]), select, textarea");
  const action = SHORTCUTS[event.key];
  if (!action || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  stopPlaying();
  action();
};
