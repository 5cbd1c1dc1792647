/**
 * Search with suggestions: places, populations, professions, people, sources, claims with words of their own, and
 * corridors by two names ("Russia → China"). Claims that come from tables are reached by their places and sources: a
 * list of them would be read by nobody.
 *
 * @typedef {{group: string, names: string[], label: () => string, hint: () => string, weight: number,
 *   take: () => void}} Entry
 * @typedef {{entry: Entry, rank: number}} Match
 */

const FOUND_IN_GROUP = 5;
const GROUPS = [
  ["corridor", "Corridors"],
  ["place", "Places"],
  ["population", "Populations"],
  ["profession", "Professions"],
  ["agent", "People and organisations"],
  ["source", "Sources"],
  ["claim", "Claims"],
];

/** @type {Entry[] | null} */
let searchEntries = null;
/** @type {Entry[]} */
let suggested = [];
let activeEntry = -1;

/**
 * A text as it is compared: without case, accents and the dots of ё.
 * @param {string} text
 */
const folded = (text) =>
  text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[łøđðþıæœß’]/g, (letter) => FOLDED.get(letter) ?? letter)
    .replace(/\s+/g, " ")
    .trim();
const FOLDED = new Map([
  ["ł", "l"], ["ø", "o"], ["đ", "d"], ["ð", "d"], ["þ", "th"], ["ı", "i"],
  ["æ", "ae"], ["œ", "oe"], ["ß", "ss"], ["’", "'"],
]);

/** How many rows name each node: what many claims are about comes first. */
const weights = () => {
  const counts = new Int32Array(data.nodes.length);
  for (const column of [data.rows.start, data.rows.end, data.rows.place, data.rows.population]) {
    for (let i = 0; i < column.length; i++) if (column[i] >= 0) counts[column[i]]++;
  }
  for (const claim of data.details) for (const node of claim.names) counts[node]++;
  return counts;
};

/** Everything that can be found by name, made on the first search. */
const entriesOfSearch = () => {
  if (searchEntries) return searchEntries;
  const weight = weights();
  const nodes = data.nodes.map((/** @type {any} */ node, /** @type {number} */ index) => nodeEntry(node, index, weight[index]));
  const sources = data.sources.map(sourceEntry);
  const claims = data.details.map(claimEntry);
  searchEntries = [...nodes, ...sources, ...claims];
  return searchEntries;
};

/**
 * @param {any} node
 * @param {number} index
 * @param {number} weight
 * @returns {Entry}
 */
const nodeEntry = (node, index, weight) => {
  const family = node.key.split(":")[0];
  const all = [node.label, ...(node.labels ?? []), ...(node.others ?? [])].filter(Boolean);
  return {
    group: GROUPS.some(([group]) => group === family) ? family : "agent",
    names: [...new Set(all.map(folded))],
    label: () => nodeName(index),
    hint: () => (["place", family].includes(node.type) ? placeAround(index) : wordOf(node.type)),
    weight,
    take: () => choose({ node: index }),
  };
};

/**
 * The country that a place lies in, to tell places of one name apart.
 * @param {number} node
 */
const placeAround = (node) => {
  const { home } = data.nodes[node];
  return home >= 0 && home !== node ? nodeName(home) : "";
};

/**
 * @param {any} source
 * @param {number} index
 * @returns {Entry}
 */
const sourceEntry = (source, index) => ({
  group: "source",
  names: [source.title, source.author, source.publisher, source.key].filter(Boolean).map(folded),
  label: () => source.title,
  hint: () => [source.author || source.publisher, source.published].filter(Boolean).join(", "),
  weight: 0,
  take: () => tickOnly("source", data.sources[index].key),
});

/**
 * @param {any} claim
 * @param {number} index
 * @returns {Entry}
 */
const claimEntry = (claim, index) => ({
  group: "claim",
  names: [claim.id, claim.text, claim.printed].filter(Boolean).map(folded),
  label: () => claim.text || claim.id,
  hint: () => [claim.id, figureOf(index)].filter(Boolean).join(" · "),
  weight: 0,
  take: () => choose({ claim: index }),
});

/**
 * Shows only the claims with one value of a filter.
 * @param {string} facet
 * @param {string} key
 */
const tickOnly = (facet, key) => update({ ticked: new Map([...state.ticked, [facet, new Set([key])]]) });

/**
 * How well a name fits: 0 whole, 1 its beginning, 2 the beginning of a word, 3 inside; -1 not at all.
 * @param {string[]} names
 * @param {string} wanted
 */
const fit = (names, wanted) => {
  let best = 4;
  for (const name of names) {
    const at = name.indexOf(wanted);
    if (at < 0) continue;
    const word = at > 0 && (/[\s(,.\-'"“/]/.test(name[at - 1]) || name.includes(` ${wanted}`));
    best = Math.min(best, name === wanted ? 0 : at === 0 ? 1 : word ? 2 : 3);
  }
  return best < 4 ? best : -1;
};

/**
 * The suggestions for what was typed, group by group, the best group first.
 * @param {string} typed
 * @returns {Entry[]}
 */
const suggestionsFor = (typed) => {
  const wanted = folded(typed);
  if (!wanted) return [];
  /** @type {Map<string, Match[]>} */
  const groups = new Map(GROUPS.map(([group]) => [group, []]));
  for (const entry of entriesOfSearch()) {
    const rank = fit(entry.names, wanted);
    if (rank >= 0) groups.get(entry.group)?.push({ entry, rank });
  }
  groups.set("corridor", corridorsFor(typed).map((entry) => ({ entry, rank: -1 })));
  const best = (/** @type {Match[]} */ matches) => Math.min(...matches.map((match) => match.rank));
  const order = (/** @type {Match} */ a, /** @type {Match} */ b) =>
    a.rank - b.rank || b.entry.weight - a.entry.weight || (a.entry.names[0] < b.entry.names[0] ? -1 : 1);
  return [...groups.values()]
    .filter((matches) => matches.length)
    .map((matches) => matches.sort(order).slice(0, FOUND_IN_GROUP))
    .sort((a, b) => best(a) - best(b))
    .flatMap((matches) => matches.map((match) => match.entry));
};

/** Shows the suggestions for what stands in the field. */
const suggest = () => {
  const field = byId("search");
  const typed = field.value.trim();
  suggested = suggestionsFor(typed);
  activeEntry = -1;
  const list = byId("found");
  list.replaceChildren(...(suggested.length || !typed ? groupedOptions() : [nothingFound()]));
  list.hidden = !typed;
  field.setAttribute("aria-expanded", String(Boolean(typed)));
  field.removeAttribute("aria-activedescendant");
};

/** The suggestions as options, each group under its name. */
const groupedOptions = () =>
  GROUPS.map(([group, title]) => ({ group, title }))
    .map(({ group, title }) => ({ title, first: suggested.findIndex((entry) => entry.group === group), group }))
    .filter(({ first }) => first >= 0)
    .sort((a, b) => a.first - b.first)
    .map(({ group, title }) =>
      make(
        "ul",
        { role: "group", "aria-labelledby": `found-${group}` },
        make("li", { role: "presentation", id: `found-${group}`, class: "group" }, t(title)),
        ...suggested.flatMap((entry, i) => (entry.group === group ? [foundOption(entry, i)] : [])),
      ),
    );

/**
 * @param {Entry} entry
 * @param {number} i
 */
const foundOption = (entry, i) =>
  make(
    "li",
    { role: "option", id: `found-${i}`, "aria-selected": "false", click: () => takeFound(i) },
    said(entry.label()),
    " ",
    make("small", {}, said(entry.hint())),
  );

const nothingFound = () =>
  make(
    "li",
    { role: "option", "aria-selected": "false", "aria-disabled": "true" },
    t("Nothing of that name is in the picture."),
  );

/** Puts the suggestions away. */
const hideFound = () => {
  byId("found").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  byId("search").removeAttribute("aria-activedescendant");
};

/**
 * Chooses a suggestion.
 * @param {number} i
 */
const takeFound = (i) => {
  const entry = suggested[i];
  hideFound();
  byId("search").value = entry.label();
  entry.take();
  if (entry.group !== "source") goToEvidence();
};

/**
 * @param {KeyboardEvent} event
 */
const searchKey = (event) => {
  const list = byId("found");
  if (event.key === "Escape" && !list.hidden) {
    event.stopPropagation();
    event.preventDefault();
    hideFound();
  }
  if (event.key === "Enter" && suggested.length && !list.hidden) takeFound(Math.max(activeEntry, 0));
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (!step) return;
  event.preventDefault();
  if (list.hidden) suggest();
  if (!suggested.length) return;
  activeEntry = activeEntry < 0 && step < 0 ? suggested.length - 1 : (activeEntry + step + suggested.length) % suggested.length;
  list.querySelectorAll("[role=option]").forEach((/** @type {Element} */ option) => {
    const on = option.id === `found-${activeEntry}`;
    option.setAttribute("aria-selected", String(on));
    if (on) option.scrollIntoView({ block: "nearest" });
  });
  byId("search").setAttribute("aria-activedescendant", `found-${activeEntry}`);
};

/** The field with its suggestions. */
const searchControl = () => {
  const field = make("input", {
    id: "search",
    type: "search",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": "found",
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: t("a place, “Russia → China” …"),
  });
  field.addEventListener("input", suggest);
  field.addEventListener("keydown", searchKey);
  const list = make("div", { id: "found", role: "listbox", "aria-label": t("Suggestions") });
  list.hidden = true;
  const element = make("div", { class: "search" }, make("label", { for: "search" }, t("Search")), field, list);
  return { element, refresh: () => {} };
};
