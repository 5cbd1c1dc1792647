/** Filters with counts that follow the other filters. A long list shows what is commonest and a field for the rest. */

const CHOICES_SHOWN = 12;

/**
 * What a value of a filter is called in the reader's language.
 * @param {Facet} facet
 * @param {{key: string, label: string}} choice
 */
const choiceName = (facet, choice) => {
  if (facet.name === "source") return choice.label;
  const node = nodeIndex.get(choice.key);
  return node === undefined ? wordOf(choice.label) : nodeName(node);
};

/**
 * The values to show: those ticked, then the commonest; what is looked for when something is.
 * @param {Facet} facet
 * @param {Map<string, number>} counts
 * @param {string} typed
 */
const choicesToShow = (facet, counts, typed) => {
  const ticked = state.ticked.get(facet.name);
  const wanted = folded(typed);
  const named = (/** @type {{key: string, label: string}} */ choice) =>
    [choice.label, choiceName(facet, choice), ...(data.nodes[nodeIndex.get(choice.key) ?? -1]?.others ?? [])].map(folded);
  const rank = (/** @type {{key: string}} */ choice) => (ticked?.has(choice.key) ? 1e12 : (counts.get(choice.key) ?? 0));
  // The kinds are told in an order of their own, and contradictions by their number; other lists by how common they are.
  const ordered = ["kind", "dispute", "certainty"].includes(facet.name);
  const found = facet.choices.filter((choice) => !wanted || fit(named(choice), wanted) >= 0);
  const sorted = ordered ? found : [...found].sort((a, b) => rank(b) - rank(a));
  return { found: sorted.slice(0, CHOICES_SHOWN), left: Math.max(0, sorted.length - CHOICES_SHOWN) };
};

/**
 * One value with its box and its count.
 * @param {Facet} facet
 * @param {{key: string, label: string}} choice
 */
const filterChoice = (facet, choice) => {
  const box = make("input", { type: "checkbox", value: choice.key });
  box.checked = Boolean(state.ticked.get(facet.name)?.has(choice.key));
  box.addEventListener("change", () => {
    const keys = new Set(state.ticked.get(facet.name));
    if (box.checked) keys.add(choice.key);
    else keys.delete(choice.key);
    update({ ticked: new Map([...state.ticked, [facet.name, keys]]) });
  });
  return make("label", {}, box, said(choiceName(facet, choice)), make("span", { class: "n" }));
};

/**
 * One filter: a summary that says how many values are ticked, and the list below it.
 * @param {Facet} facet
 * @returns {Control}
 */
const filterControl = (facet) => {
  const title = wordOf(facet.label);
  const long = facet.choices.length > CHOICES_SHOWN;
  const badge = make("span", { class: "badge" });
  const list = make("div", { class: "choices" });
  const rest = make("p", { class: "rest", role: "status" });
  const field = make("input", { type: "search", "aria-label": t("Find in the list “{0}”", title), placeholder: t("find …") });
  const set = make("fieldset", {}, make("legend", {}, title), ...(long ? [field] : []), list, rest);
  const element = make("details", { "data-facet": facet.name }, make("summary", {}, title, badge), set);
  const count = () => {
    const counts = countsOf(facet.name);
    for (const label of list.children) {
      const box = label.querySelector("input");
      const n = counts.get(box.value) ?? 0;
      box.checked = Boolean(state.ticked.get(facet.name)?.has(box.value));
      label.querySelector(".n").textContent = number(n);
      label.classList.toggle("zero", !n);
    }
  };
  const fill = () => {
    const { found, left } = choicesToShow(facet, countsOf(facet.name), field.value);
    list.replaceChildren(...found.map((choice) => filterChoice(facet, choice)));
    rest.hidden = !left;
    rest.textContent = t("{0} {0:other is|others are} not listed: find them by name.", left);
    count();
  };
  // Before it opens, so that no empty list is ever seen.
  element.firstElementChild.addEventListener("click", () => element.open || fill());
  element.addEventListener("toggle", () => element.open && !list.firstChild && fill());
  field.addEventListener("input", fill);
  const refresh = () => {
    const ticked = state.ticked.get(facet.name)?.size ?? 0;
    badge.textContent = ticked ? ` ${number(ticked)}` : "";
    element.firstElementChild.classList.toggle("on", ticked > 0);
    // A list that nobody sees is counted when it is opened.
    if (element.open) count();
  };
  return { element, refresh };
};

/** All filters that have anything to choose. */
const filtersControl = () => {
  const parts = data.facets.filter((facet) => facet.choices.length).map(filterControl);
  const element = make("div", { id: "filters", class: "filters" }, ...parts.map((part) => part.element));
  return { element, refresh: () => parts.forEach((part) => part.refresh()) };
};
