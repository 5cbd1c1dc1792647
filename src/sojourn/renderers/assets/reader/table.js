/**
 * The same claims as a table, in step with the picture: a study in full, a large table a page at a time; on a phone,
 * where each row is as high as a card, always some at a time.
 */

/** Up to so many claims all rows stand in the page; beyond, a page of `PAGE` rows. */
const ALL_ROWS = 600;
const PAGE = 100;
/** How many rows a phone shows at a time. The others of a study stand in the page all the same: paper shows them. */
const CARDS = 25;
const onPhone = matchMedia("(max-width: 600px)");

/** @type {[string, string][]} */
const TABLE_COLUMNS = [
  ["claim", "Claim"],
  ["kind", "Kind"],
  ["said", "What is said"],
  ["from", "From"],
  ["to", "To"],
  ["place", "Place"],
  ["population", "Population"],
  ["figure", "Figure"],
  ["when", "When"],
  ["source", "Source"],
];

const table = {
  /** @type {Int32Array | null} all claims; `null` for the order in which they stand in the data */
  order: null,
  /** @type {Uint8Array | null} which claims were shown when they were listed */
  mask: null,
  /** @type {Int32Array} the claims that the filters let through, in order */
  listed: new Int32Array(0),
  page: 0,
  lang: "",
  sorted: "",
  chosen: "",
  /** @type {Map<number, any>} rows that were made, by claim */
  rows: new Map(),
};

/** Whether every claim has its row in the page. */
const wholeTable = () => data.claims.length <= ALL_ROWS;

/** How many rows are seen at a time. */
const rowsAtOnce = () => (onPhone.matches ? CARDS : wholeTable() ? Math.max(1, data.claims.length) : PAGE);

/** The columns of which anything is known. */
const tableColumns = once(() => {
  const { start, end, place, population } = data.rows;
  /** @type {Record<string, Int32Array>} */
  const columns = { from: start, to: end, place, population };
  return TABLE_COLUMNS.filter(([name]) => !columns[name] || columns[name].some((node) => node >= 0));
});

/** Figures that no source says. @returns {Row[]} */
const computedItems = () => (Array.isArray(data.computed) ? data.computed : rowsOf(data.computed));

/**
 * The names of nodes, each kept from turning the others.
 * @param {number[]} nodes
 */
const nodeNames = (nodes) => nodes.flatMap((node, i) => [...(i ? [langNow() === "zh" ? "、" : ", "] : []), said(nodeName(node))]);

/**
 * Who moved or lives where, for a claim without words of its own.
 * @param {Row} claim
 * @returns {(string | Node)[]}
 */
const corridorWords = (claim) => {
  if (claim.origin.length || claim.destination.length) {
    return [...nodeNames(claim.origin), " → ", ...nodeNames(claim.destination)];
  }
  return [...nodeNames(claim.population), claim.population.length && claim.place.length ? " · " : "", ...nodeNames(claim.place)];
};

/**
 * What stands in a cell.
 * @param {string} column
 * @param {Row} claim
 * @returns {(string | Node)[]}
 */
const cellOf = (column, claim) => {
  if (column === "claim") return [claimOpener(claim)];
  if (column === "kind") return [wordOf(kindName(claim.kind))];
  if (column === "said") return claim.text ? [make("span", { lang: claim.lang }, said(claim.text))] : corridorWords(claim);
  if (column === "from") return nodeNames(claim.origin);
  if (column === "to") return nodeNames(claim.destination);
  if (column === "place") return nodeNames(claim.place);
  if (column === "population") return nodeNames(claim.population);
  if (column === "figure") return [...saidIf(figureOf(claim.index)), ...contraryMark(claim.index)];
  if (column === "when") return saidIf(shortPeriod(whenOf(claim.index)));
  return sourceCell(claim);
};

/** Nothing at all for an empty text, so that its cell is empty. @param {string} text */
const saidIf = (text) => (text ? [said(text)] : []);

/** @param {string} kind */
const kindName = (kind) =>
  String(data.kinds.find((/** @type {[string, string]} */ [one]) => one === kind)?.[1] ?? kind);

/**
 * The source that was read, and the root that it goes back to.
 * @param {Row} claim
 */
const sourceCell = (claim) => {
  const root = claim.chain.length ? claim.chain[claim.chain.length - 1].source : claim.source;
  const from = root === claim.source ? [] : [" ← ", said(sourceOf(root).title)];
  return [said(sourceOf(claim.source).title), ...from];
};

/**
 * Says that a claim cannot be true together with others.
 * @param {number} claim
 */
const contraryMark = (claim) =>
  data.disputesOf(claim).length ? [" ", make("span", { class: "tag disputed" }, t("cannot all be true"))] : [];

/**
 * The button of a row: the way to the evidence by keyboard.
 * @param {Row} claim
 */
const claimOpener = (claim) => {
  const button = make("button", { type: "button", tabindex: "-1", "aria-label": t("Evidence of {0}", claim.id) }, said(claim.id));
  button.addEventListener("click", (/** @type {Event} */ event) => {
    event.stopPropagation();
    choose({ claim: claim.index });
    goToEvidence();
  });
  return button;
};

/**
 * The row of a claim.
 * @param {number} index
 */
const rowOf = (index) => {
  const claim = claimAt(index);
  const cells = tableColumns().map(([name, title]) => {
    const inside = cellOf(name, claim);
    return make("td", { class: name, "data-label": t(title) }, ...inside);
  });
  // On a phone, what a claim says in words need not stand there again as columns.
  return make("tr", { class: claim.text ? "told" : "", "data-claim": claim.id, "data-index": index, click: () => choose({ claim: index }) }, ...cells);
};

/**
 * Sorts by a column; by the same one again the other way, then as the data stand.
 * @param {string} column
 */
const sortBy = (column) => {
  const { sort } = state;
  const again = sort.column === column;
  update({ sort: again && sort.down ? { column: "", down: false } : { column, down: again } });
};

/**
 * The heading of a column, which sorts it.
 * @param {string} name
 * @param {string} title
 */
const headingOf = (name, title) =>
  make(
    "th",
    { scope: "col", class: name, "data-column": name },
    make("button", { type: "button", click: () => sortBy(name) }, t(title), make("span", { "aria-hidden": "true", class: "arrow" })),
  );

/** Builds the table in the present language. */
const buildTable = () => {
  table.lang = langNow();
  table.rows.clear();
  const columns = tableColumns();
  const head = make("tr", {}, ...columns.map(([name, title]) => headingOf(name, title)));
  const body = make("tbody", { id: "rows" });
  body.addEventListener("keydown", rowKey);
  const computed = computedItems().length ? [computedBody(columns.length)] : [];
  const caption = make("caption", { class: "unseen" }, t("The same claims as a table"));
  const inside = make("table", {}, caption, make("thead", {}, head), body, ...computed);
  const scroll = make("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("Claims") }, inside);
  const foot = make("div", { class: "tools foot" }, ...turners(goToFirstRow));
  byId("table").replaceChildren(make("h2", {}, t("The same claims as a table")), tableTools(), scroll, foot);
  byId("table").setAttribute("aria-label", t("Table of the claims"));
};

/** What stands over the table: which rows are seen, the other pages, and the file. */
const tableTools = () => {
  const [before, after] = turners(() => document.querySelector("#table .scroll")?.scrollTo({ top: 0 }));
  Object.assign(before, { id: "rows-before" });
  Object.assign(after, { id: "rows-after" });
  return make(
    "div",
    { class: "tools" },
    make("p", { id: "which-rows", role: "status" }),
    before,
    after,
    make("button", { type: "button", id: "csv", click: () => saveRows() }, t("Download these rows as CSV")),
  );
};

/** Works out which claims stand in the table, in which order. */
const orderTable = () => {
  const sorted = state.sort.column ? `${langNow()} ${state.sort.column} ${state.sort.down}` : "";
  const mask = shownAnywhere();
  if (table.sorted === sorted && table.mask === mask) return;
  if (table.sorted !== sorted) table.order = orderOf(state.sort.column, state.sort.down);
  table.sorted = sorted;
  table.mask = mask;
  table.listed = listedClaims(table.order);
};

/**
 * The claims that are shown, in an order.
 * @param {Int32Array | null} order
 */
const listedClaims = (order) => {
  const mask = shownAnywhere();
  const listed = new Int32Array(mask.length);
  let count = 0;
  for (let i = 0; i < listed.length; i++) {
    const claim = order ? order[i] : i;
    if (mask[claim]) listed[count++] = claim;
  }
  return listed.subarray(0, count);
};

/** Turns to the page of what was chosen elsewhere. */
const turnToChosen = () => {
  const { claim, node, bundle } = state.chosen;
  const now = `${claim} ${node} ${bundle ? `${bundle.start} ${bundle.end} ${bundle.layer}` : ""}`;
  const fresh = now !== table.chosen;
  table.chosen = now;
  if (!fresh || !anyChosen()) return false;
  const chosen = chosenRows();
  const at = table.listed.findIndex((one) => chosen.has(one));
  if (at >= 0) table.page = Math.floor(at / rowsAtOnce());
  return at >= 0;
};

/** The claims that stand out for what is chosen: all those of a node or of an arrow; for a claim, itself. */
const chosenRows = () => {
  const { claim, node, bundle } = state.chosen;
  if (bundle) {
    const same = (/** @type {Bundle} */ one) => one.start === bundle.start && one.end === bundle.end;
    const scenes = (state.second ? [0, 1] : [0]).map(sceneOf).filter((scene) => scene.layer === bundle.layer);
    return new Set(scenes.flatMap((scene) => [...(scene.arrows.find(same)?.claims ?? [])]));
  }
  if (node >= 0) return claimsNaming(node);
  return new Set(claim < 0 ? [] : [claim, ...data.disputesOf(claim).flatMap((/** @type {number} */ i) => data.disputes[i].claims)]);
};

/**
 * The claims that name a node, or a place that lies in it.
 * @param {number} node
 */
const claimsNaming = (node) => {
  const inside = nodesWithin(node);
  const { rows } = data;
  const found = new Set();
  for (const column of [rows.start, rows.end, rows.place, rows.population]) {
    for (let i = 0; i < rows.length; i++) if (column[i] >= 0 && inside[column[i]]) found.add(rows.claim[i]);
  }
  data.details.forEach((claim, i) => claim.names.includes(node) && found.add(i));
  return found;
};

/** Puts the rows of the present page into the table. */
const showRows = () => {
  const whole = wholeTable();
  const mask = shownAnywhere();
  const size = rowsAtOnce();
  const pages = Math.max(1, Math.ceil(table.listed.length / size));
  table.page = Math.min(Math.max(0, table.page), pages - 1);
  const first = table.page * size;
  const present = table.listed.subarray(first, first + size);
  const seen = whole ? (table.order ?? data.claims.kind.keys()) : present;
  const near = pages > 1 && whole ? new Set(present) : null;
  const chosen = chosenRows();
  if (!whole && table.rows.size > 20 * PAGE) table.rows.clear();
  const rows = [...seen].map((claim) => {
    const row = table.rows.get(claim) ?? rowOf(claim);
    table.rows.set(claim, row);
    row.hidden = !mask[claim];
    row.classList.toggle("away", near !== null && !near.has(claim));
    row.classList.toggle("on", chosen.has(claim));
    if (claim === state.chosen.claim) row.setAttribute("aria-current", "true");
    else row.removeAttribute("aria-current");
    return row;
  });
  const body = byId("rows");
  if (rows.length !== body.children.length || rows.some((row, i) => body.children[i] !== row)) body.replaceChildren(...rows);
  const open = rows.filter((row) => !row.hidden && !row.classList.contains("away"));
  const stop = open.find((row) => row.classList.contains("on")) ?? open[0];
  rows.forEach((row) => (row.querySelector("button").tabIndex = row === stop ? 0 : -1));
  sayWhichRows(first, present.length, pages);
};

/**
 * @param {number} first
 * @param {number} count
 * @param {number} pages
 */
const sayWhichRows = (first, count, pages) => {
  const all = data.claims.length;
  const listed = table.listed.length;
  byId("which-rows").textContent = !listed
    ? t("No row: nothing passes the filters.")
    : t("Rows {0} of {1}", `${number(first + 1)}–${number(first + count)}`, listed) + (listed < all ? t(" ({0} in all)", all) : "");
  for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("#table [data-turn]"))) {
    button.hidden = pages < 2;
    button.disabled = button.dataset.turn === "1" ? table.page >= pages - 1 : table.page === 0;
  }
};

/** Says in each heading how the table is sorted. */
const saySorted = () => {
  document.querySelectorAll("#table th[data-column]").forEach((heading) => {
    const on = /** @type {HTMLElement} */ (heading).dataset.column === state.sort.column;
    if (on) heading.setAttribute("aria-sort", state.sort.down ? "descending" : "ascending");
    else heading.removeAttribute("aria-sort");
    const arrow = heading.querySelector(".arrow");
    if (arrow) arrow.textContent = on ? (state.sort.down ? " ▼" : " ▲") : "";
  });
};

/** Scrolls the chosen row into view, inside the table only: the page stays where the reader is. */
const scrollToChosen = () => {
  const scroll = /** @type {HTMLElement} */ (document.querySelector("#table .scroll"));
  const row = /** @type {HTMLElement | null} */ (scroll.querySelector("#rows tr.on:not([hidden])"));
  if (!row) return;
  const head = scroll.querySelector("thead")?.getBoundingClientRect().height ?? 0;
  const off = row.getBoundingClientRect().top - scroll.getBoundingClientRect().top - head;
  if (off < 0 || off > scroll.clientHeight - head - row.offsetHeight) scroll.scrollTop += off - 8;
};

/** The buttons of the rows that are seen. @returns {HTMLButtonElement[]} */
const rowButtons = () => [...byId("rows").querySelectorAll("tr:not([hidden], .away) td.claim button")];

/**
 * Arrow keys go from row to row, and beyond the last one to the next page.
 * @param {KeyboardEvent} event
 */
const rowKey = (event) => {
  const before = rowButtons();
  const at = before.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: before.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  const past = to < 0 ? -1 : to >= before.length ? 1 : 0;
  if (past && !turnRows(past)) return;
  event.preventDefault();
  before[at].tabIndex = -1;
  const button = past ? rowButtons().at(past > 0 ? 0 : -1) : before[to];
  if (!button) return;
  button.tabIndex = 0;
  button.focus();
};

/** Keeps the table in step with the filters, the choice, the order and the language. */
const refreshTable = () => {
  const anew = table.lang !== langNow();
  if (anew) buildTable();
  orderTable();
  const turned = turnToChosen();
  showRows();
  saySorted();
  showComputedRows();
  if (turned) scrollToChosen();
};

/** Fills the mount of the table and keeps it in step. */
const startTable = () => {
  refreshTable();
  onChange(refreshTable);
  onPhone.addEventListener("change", showRows);
};
