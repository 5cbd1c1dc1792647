/** Search, filters and the table. */

const search = byId("search");
const found = byId("found");
const TITLES = new Map([
  ["kind", "Kind"],
  ["source", "Source"],
  ["population", "Population"],
  ["profession", "Profession"],
  ["dispute", "Contradictions"],
]);

/** @type {{label: string, hint: string, text: string, choice: {claim?: number, node?: number}}[]} */
const entries = [
  ...data.nodes.map((node, index) => ({
    label: node.label,
    hint: node.type,
    text: [node.label, ...node.others].join("\n").toLowerCase(),
    choice: { node: index },
  })),
  ...data.claims.map((claim, index) => ({
    label: claim.text || claim.id,
    hint: claim.figure || String(data.kinds.get(claim.kind)),
    text: [
      claim.id,
      claim.text,
      claim.printed,
      ...claim.sources.map((/** @type {string} */ key) => sourceOf(key).title),
    ]
      .join("\n")
      .toLowerCase(),
    choice: { claim: index },
  })),
];

/** @type {typeof entries} */
let suggested = [];
let active = -1;

/** Shows up to ten suggestions: names that begin with what was typed first, then whatever contains it. */
const suggest = () => {
  const wanted = search.value.trim().toLowerCase();
  const rank = (/** @type {{text: string}} */ entry) =>
    entry.text.startsWith(wanted) ? 0 : entry.text.includes(`\n${wanted}`) ? 1 : 2;
  suggested = wanted
    ? entries
        .filter((entry) => entry.text.includes(wanted))
        .sort((a, b) => rank(a) - rank(b))
        .slice(0, 10)
    : [];
  active = -1;
  found.replaceChildren(
    ...suggested.map((entry, i) =>
      make(
        "li",
        { role: "option", id: `found-${i}`, "aria-selected": "false", click: () => take(i) },
        said(entry.label),
        " ",
        make("small", {}, entry.hint),
      ),
    ),
  );
  if (wanted && !suggested.length)
    found.append(
      make(
        "li",
        { role: "option", "aria-selected": "false", "aria-disabled": "true" },
        "Nothing of that name is in the picture.",
      ),
    );
  found.hidden = !wanted;
  search.setAttribute("aria-expanded", String(!found.hidden));
  search.removeAttribute("aria-activedescendant");
};

/**
 * Chooses a suggestion.
 * @param {number} i
 */
const take = (i) => {
  found.hidden = true;
  search.setAttribute("aria-expanded", "false");
  search.value = suggested[i].label;
  choose(suggested[i].choice);
  readEvidence();
};

search.addEventListener("input", suggest);
search.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
  if (event.key === "Escape") found.hidden = true;
  if (event.key === "Enter" && suggested.length) take(Math.max(active, 0));
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (!step || !suggested.length) return;
  event.preventDefault();
  active = (active + step + suggested.length) % suggested.length;
  [...found.children].forEach((option, i) => option.setAttribute("aria-selected", String(i === active)));
  search.setAttribute("aria-activedescendant", `found-${active}`);
});
document.addEventListener("click", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (!target.closest?.(".search")) found.hidden = true;
  document.querySelectorAll("details[open]").forEach((one) => {
    if (!one.contains(target)) one.removeAttribute("open");
  });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.querySelector("details[open]");
  if (open) {
    if (open.contains(document.activeElement)) open.querySelector("summary")?.focus();
    open.removeAttribute("open");
  } else if (state.claim >= 0 || state.node >= 0) choose({});
});

/**
 * One filter with its values.
 * @param {Row} facet
 */
const filter = (facet) => {
  const ticked = /** @type {Set<string>} */ (state.ticked.get(facet.name));
  const options = facet.choices.map((/** @type {Row} */ choice) => {
    const box = make("input", { type: "checkbox", value: choice.key });
    box.addEventListener("change", () => {
      if (box.checked) ticked.add(choice.key);
      else ticked.delete(choice.key);
      filterClaims();
    });
    return make(
      "label",
      {},
      box,
      said(choice.label),
      make("span", { class: "n", "data-key": choice.key }, String(choice.count)),
    );
  });
  const title = String(TITLES.get(facet.name));
  return make(
    "details",
    { "data-facet": facet.name },
    make("summary", {}, title),
    make("fieldset", {}, make("legend", {}, title), ...options),
  );
};

byId("filters").append(...data.facets.filter((/** @type {Row} */ facet) => facet.choices.length).map(filter));
byId("clear").addEventListener("click", () => {
  state.ticked.forEach((keys) => keys.clear());
  document.querySelectorAll("fieldset input").forEach((box) => {
    /** @type {HTMLInputElement} */ (box).checked = false;
  });
  filterClaims();
});

/** Counts each value among the claims that the other filters let through. */
const countFilters = () => {
  for (const facet of data.facets) {
    const open = data.claims.filter((claim) => passes(claim, facet.name));
    const counts = new Map();
    for (const claim of open)
      for (const key of new Set(valuesOf(claim, facet.name))) counts.set(key, (counts.get(key) ?? 0) + 1);
    const details = document.querySelector(`details[data-facet=${facet.name}]`);
    details?.querySelectorAll(".n").forEach((span) => {
      const count = counts.get(/** @type {HTMLElement} */ (span).dataset.key) ?? 0;
      span.textContent = String(count);
      span.parentElement?.classList.toggle("zero", !count);
    });
    details?.querySelector("summary")?.classList.toggle("on", Boolean(state.ticked.get(facet.name)?.size));
  }
  const all = state.shown.size === data.claims.length;
  byId("shown").textContent = all
    ? `All ${data.claims.length} claims are shown.`
    : `${state.shown.size} of ${data.claims.length} claims are shown.`;
  byId("clear").hidden = ![...state.ticked.values()].some((keys) => keys.size);
};

const rows = data.claims.map((claim, index) => {
  const last = claim.chain.length ? claim.chain[claim.chain.length - 1].source : claim.source;
  const button = make("button", { type: "button", "aria-label": `Evidence of ${claim.id}` }, said(claim.id));
  button.addEventListener("click", (/** @type {Event} */ event) => {
    event.stopPropagation();
    choose({ claim: index });
    readEvidence();
  });
  const from = last === claim.source ? [] : [" ← ", said(sourceOf(last).title)];
  return make(
    "tr",
    { click: () => choose({ claim: index }), "data-claim": claim.id },
    make("td", {}, button),
    make("td", {}, String(data.kinds.get(claim.kind))),
    make("td", { lang: claim.lang }, said(claim.text)),
    make("td", {}, said(claim.figure || claim.word), ...disputeTag(claim).flatMap((tag) => [make("br"), tag])),
    make("td", {}, said(claim.period)),
    make("td", {}, said(sourceOf(claim.source).title), ...from),
  );
});
byId("rows").append(...rows);

const computedRows = data.computed.map(computedRow);
byId("computed-rows")?.append(
  make("tr", {}, make("th", { scope: "rowgroup", colspan: "6" }, NEVER_SAID)),
  ...computedRows,
);
byId("with-computed")?.addEventListener("change", (/** @type {Event} */ event) => {
  state.computed = /** @type {HTMLInputElement} */ (event.target).checked;
  byId("computed-mark").hidden = !state.computed;
  changed();
});

/** Keeps the table in step with the filters and the choice. */
const showRows = () => {
  const chosen = chosenClaims();
  rows.forEach((row, index) => {
    row.hidden = !state.shown.has(index);
    row.classList.toggle("on", Boolean(chosen?.has(index)));
  });
  if (!computedRows.length) return;
  const following = new Set(shownComputed());
  byId("computed-rows").hidden = !state.computed;
  computedRows.forEach((row, index) => {
    row.hidden = !following.has(data.computed[index]);
  });
};

listeners.push(countFilters, showRows);
changed();
unpack()
  .then(startPicture)
  .catch(() => {
    byId("failed").hidden = false;
    canvas.hidden = true;
  })
  .finally(() => {
    document.documentElement.dataset.ready = "yes";
  });

/** For scripts that steer the page, such as tests: what is drawn, and where. */
Object.assign(globalThis, {
  sojourn: {
    data,
    state,
    choose,
    frame: () => frame.name,
    arrows: () =>
      network.body.data.edges
        .get({ filter: (/** @type {Row} */ edge) => !edge.hidden })
        .map((/** @type {Row} */ edge) => data.arrows[Number(edge.id.slice(1))].key),
    nodes: () =>
      spots
        .map((spot) => data.nodes[spot.node])
        .filter(nodeShown)
        .map((node) => node.key),
    at: (/** @type {number} */ x, /** @type {number} */ y) => network.canvasToDOM({ x, y }),
    middle: (/** @type {number} */ arrow) =>
      network.canvasToDOM(network.body.edges[`a${arrow}`].edgeType.getPoint(0.5)),
    spots: () => spots,
    bolts: () => shownBolts(),
    figures: () => frame.figures.map((/** @type {any[]} */ one) => one.slice(2)),
  },
});
