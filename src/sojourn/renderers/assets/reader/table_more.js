/** The other pages of the table, computed figures below the claims, and the rows as a file. */

/**
 * Turns the page of the table; says whether there was one to turn to.
 * @param {number} by
 */
const turnRows = (by) => {
  const before = table.page;
  table.page += by;
  showRows();
  return table.page !== before;
};

/**
 * The buttons that turn the page back and on.
 * @param {() => void} after
 */
const turners = (after) =>
  [-1, 1].map((by) => {
    const click = () => turnRows(by) && after();
    return make("button", { type: "button", "data-turn": by, click }, by < 0 ? t("Previous rows") : t("Next rows"));
  });

/** From below the table back to its first row, which a reader of a phone could not see. */
const goToFirstRow = () => {
  byId("which-rows").scrollIntoView({ block: "start" });
  rowButtons()[0]?.focus({ preventScroll: true });
};

/**
 * A computed figure as a row.
 * @param {Row} item
 * @param {number} columns
 */
const computedRowOf = (item, columns) => {
  const inputs = item.inputs.map((/** @type {number} */ claim) =>
    make("button", { type: "button", click: () => openClaim(claim) }, said(claimAt(claim).id)),
  );
  const says = [
    make("p", {}, said([item.who, item.where].filter(Boolean).join(", "))),
    make("p", { class: "sum", lang: "en" }, said(item.arithmetic)),
    make("p", {}, ...tNodes("Rule: {0}. Rests on", said(wordOf(item.rule))), " ", ...inputs),
  ];
  return make(
    "tr",
    { "data-computed": item.key },
    make("td", {}, make("span", { class: "tag dotted" }, t("computed"))),
    make("td", {}, wordOf(kindName(item.kind))),
    make("td", { colspan: columns - 5 }, ...says),
    make("td", {}, said(figureToldWords(item.figure))),
    make("td", {}, said(periodWords(item.period))),
    make("td", {}, t("no source")),
  );
};

/** @param {number} claim */
const openClaim = (claim) => {
  choose({ claim });
  goToEvidence();
};

/**
 * The computed figures, under a heading that says what they are.
 * @param {number} columns
 */
const computedBody = (columns) => {
  const heading = make("th", { scope: "rowgroup", colspan: columns }, t("Computed, said by no source"));
  const rows = computedItems().map((item) => computedRowOf(item, columns));
  const body = make("tbody", { id: "computed-rows" }, make("tr", {}, heading), ...rows);
  body.hidden = true;
  return body;
};

/** Shows computed figures when they are wanted: those that rest on claims which are shown. */
const showComputedRows = () => {
  const body = byId("computed-rows");
  if (!body) return;
  body.hidden = !state.computed;
  const mask = shownAnywhere();
  computedItems().forEach((item, i) => {
    body.children[i + 1].hidden = !item.inputs.every((/** @type {number} */ claim) => mask[claim]);
  });
};

const CSV_COLUMNS = [
  "claim", "kind", "said", "origin", "destination", "place", "population",
  "figure", "low", "high", "measure", "hedge", "printed", "when", "start", "end", "source", "source_title", "locator",
];
/** Rows made at a time before the browser may do something else. */
const CSV_SLICE = 20_000;

/**
 * A text that no spreadsheet runs, by the rule of queries/guarding.py: an apostrophe before what begins like a formula.
 * @param {string} text
 */
const guarded = (text) => {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  const clean = text.replace(/[\x00-\x08\x0b-\x1f\x7f]/g, "\ufffd");
  const formula = /^ *[=+\-@\t\r]/.test(text) && !/^[+-]?[0-9]+(\.[0-9]+)?$/.test(text);
  return formula ? `'${clean}` : clean;
};

/**
 * A line of a CSV file (RFC 4180).
 * @param {string[]} cells
 */
const csvLine = (cells) =>
  `${cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(",")}\r\n`;

/** @param {number} bound */
const plainBound = (bound) => (Number.isNaN(bound) ? "" : String(bound));

/**
 * The cells of a claim.
 * @param {number} index
 */
const csvCells = (index) => {
  const claim = index < data.details.length ? claimAt(index) : tableClaim(index);
  const { low, high, measure, hedge } = data.claims;
  const names = (/** @type {number[]} */ nodes) => nodes.map(nodeName).join("; ");
  const stated = !Number.isNaN(low[index]) || !Number.isNaN(high[index]);
  const at = claim.locator;
  const locator = at.line ? `line ${at.line}${at.sentence ? `.${at.sentence}` : ""}` : at.other;
  const texts = [
    claim.id, claim.kind, claim.text, names(claim.origin), names(claim.destination), names(claim.place),
    names(claim.population), figureOf(index), plainBound(low[index]), plainBound(high[index]),
    stated ? data.measures[measure[index]] : "", stated ? data.hedges[hedge[index]] : "", claim.printed,
    whenOf(index), claim.start, claim.end, claim.source, sourceOf(claim.source).title, locator,
  ];
  return texts.map((text) => guarded(String(text ?? "")));
};

/**
 * The rows of the table as CSV, in slices; UTF-8 with the mark without which spreadsheets misread Chinese and Russian.
 * @param {Int32Array} claims
 * @returns {Promise<Blob>}
 */
const csvOf = async (claims) => {
  const parts = [`\ufeff${csvLine(CSV_COLUMNS)}`];
  for (let first = 0; first < claims.length; first += CSV_SLICE) {
    let slice = "";
    for (const claim of claims.subarray(first, first + CSV_SLICE)) slice += csvLine(csvCells(claim));
    parts.push(slice);
    await new Promise((done) => setTimeout(done, 0));
  }
  return new Blob(parts, { type: "text/csv;charset=utf-8" });
};

/** Saves every row that passes the filters, in the order of the table. */
const saveRows = async () => {
  const button = byId("csv");
  button.disabled = true;
  try {
    const link = make("a", { href: URL.createObjectURL(await csvOf(table.listed)), download: "claims.csv" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  } finally {
    button.disabled = false;
  }
};
