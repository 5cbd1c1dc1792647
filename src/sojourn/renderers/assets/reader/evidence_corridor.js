/** A corridor: everything said about people from one place to another, by source and in time. */

/**
 * A series in words: the source, and whom it counts where that is said.
 * @param {EvSeries} one
 * @param {string} alike what all titles begin with, told once above them
 * @returns {(Node | string)[]}
 */
const evSeriesName = (one, alike) => {
  const source = data.sources[one.source];
  const vintage = source.edition && !source.title.includes(source.edition) ? `, ${source.edition}` : "";
  const who = one.population >= 0 ? [make("small", {}, said(nodeName(one.population)))] : [];
  return [said(`${source.title.slice(alike.length)}${vintage}`), ...who];
};

/**
 * One cell of the table: a button that opens its claim, a zero that is a zero, a dash where there is no figure.
 * @param {EvSeries} one
 * @param {number} period
 * @param {boolean} mixed whether figures a year stand beside others
 */
const evMatrixCell = (one, period, mixed) => {
  const cell = one.cells.get(period);
  if (!cell) return make("td", { class: "missing" }, make("span", { "aria-label": t("no figure") }, "–"));
  const high = Number.isNaN(cell.high) ? "…" : compactNumber(cell.high);
  const plain = cell.low === cell.high ? compactNumber(cell.low) : `${compactNumber(cell.low)}–${high}`;
  const brief = mixed && data.measures[one.measure] === "personsPerYear" ? t("{0} a year", plain) : plain;
  const words = `${evPeriod(period)}, ${one.letter}: ${evCellWords(one, cell)}`;
  const hidden = cell.claims.every((claim) => !shownAnywhere()[claim]);
  const attributes = { class: hidden ? "outside" : "" };
  if (cell.claims.length > 1) return make("td", attributes, make("span", { title: words, "aria-label": words }, brief));
  return make("td", attributes, evButton(() => choose({ claim: cell.claims[0] }), { "aria-label": words, title: words }, brief));
};

/**
 * A period in as few letters as a table has room for.
 * @param {number} period
 */
const evSpan = (period) => {
  const [first, last] = evYears(period);
  const plain = /^\d{4}( to \d{4})?$/.test(data.periods[period]?.words ?? "");
  return plain ? (first === last ? String(first) : `${first}–${String(last).slice(Math.floor(first / 100) === Math.floor(last / 100) ? 2 : 0)}`) : evPeriod(period) || t("not stated");
};

/**
 * Series by period as a table; sources as letters, which are spelt out above.
 * @param {EvCorridor} corridor
 */
const evMatrix = ({ series, periods, summed }) => {
  const head = make("tr", {}, make("th", { scope: "col" }, t("when")), ...series.map((one) => make("th", { scope: "col", title: data.sources[one.source].title }, one.letter)));
  const mixed = new Set(series.map((one) => one.measure)).size > 1;
  const body = periods.map((period) =>
    make("tr", {}, make("th", { scope: "row" }, said(evSpan(period))), ...series.map((one) => evMatrixCell(one, period, mixed))),
  );
  const alike = evAlike(series);
  const names = series.map((one, i) => make("li", {}, make("b", { class: `s${i % 6}` }, one.letter), " ", ...evSeriesName(one, alike)));
  const key = make("ol", { class: "letters" }, ...names);
  const table = make("table", { class: "matrix" }, make("thead", {}, head), make("tbody", {}, ...body));
  const hidden = series.some((one) => [...one.cells.values()].some((cell) => cell.claims.every((claim) => !shownAnywhere()[claim])));
  const notes = [
    ...(summed ? [t("Each figure is the sum of the parts inside, within one source and period; no source states it.")] : []),
    ...(hidden ? [t("Pale figures are hidden in the picture by the time or the filters.")] : []),
  ];
  return [
    ...(alike ? [make("p", { class: "soft" }, said(alike.replace(/[:,] $/, "")))] : []),
    key,
    make("div", { class: "scrolls", tabindex: 0, role: "region", "aria-label": t("Figures by source and period") }, table),
    ...notes.map((note) => make("p", { class: "soft" }, note)),
  ];
};

/**
 * The lowest and the highest figure of one period where the sources differ, and in what they differ.
 * @param {EvSeries[]} series of one kind and measure
 * @param {number} period
 * @param {boolean} lettered whether a table below tells the sources by their letters
 * @returns {(Node | string)[]}
 */
const evSpreadWords = (series, period, lettered) => {
  const held = series.filter((one) => one.cells.has(period));
  const cell = (/** @type {EvSeries} */ one) => /** @type {EvCell} */ (one.cells.get(period));
  const top = (/** @type {EvSeries} */ one) => (Number.isNaN(cell(one).high) ? Infinity : cell(one).high);
  if (held.length < 2) return [];
  const lowest = held.reduce((a, b) => (cell(b).low < cell(a).low ? b : a));
  const highest = held.reduce((a, b) => (top(b) > top(a) ? b : a));
  if (cell(lowest).low === top(highest) || lowest === highest) return [];
  const who = (/** @type {EvSeries} */ one) => (lettered ? one.letter : said(evShort(data.sources[one.source])));
  const name = (/** @type {EvSeries} */ one) => make("span", {}, make("b", {}, said(evCellWords(one, cell(one)))), " (", who(one), ")");
  const people = new Set(held.map((one) => one.population));
  const why = people.size > 1 ? t("They differ in whom they count, or in the source.") : t("They speak of the same people and time; they differ in method and source.");
  return [
    make("p", { class: "spread" }, ...tNodes("{0}: lowest {1}, highest {2}.", said(evPeriod(period) || t("time not stated")), name(lowest), name(highest)), " ", why, " ", t("Nothing is averaged.")),
  ];
};

/** @param {EvCorridor} corridor whether there is a series over time to show */
const evTimed = ({ series, periods }) => periods.length > 1 && series.reduce((sum, one) => sum + one.cells.size, 0) > 3;

/**
 * Where the sources disagree about a corridor: the latest period for which several speak.
 * @param {EvCorridor} corridor
 * @param {boolean} [lettered]
 */
const evDisagreement = ({ series, periods }, lettered = false) => {
  const sorts = [...new Set(series.map((one) => `${one.kind} ${one.measure}`))];
  return sorts.flatMap((sort) => {
    const alike = series.filter((one) => `${one.kind} ${one.measure}` === sort);
    const told = periods.slice().reverse().map((period) => evSpreadWords(alike, period, lettered));
    return told.find((words) => words.length) ?? [];
  });
};

/**
 * Matrix and chart, where there is a series over time to show.
 * @param {EvCorridor} corridor
 */
const evOverTime = (corridor) => {
  if (!evTimed(corridor)) return [];
  const sorts = [...new Set(corridor.series.map((one) => one.measure))];
  const charts = sorts.flatMap((measure) => evChart(corridor.series.filter((one) => one.measure === measure), corridor.periods));
  return [make("h3", {}, t("By source and time")), ...charts, ...evMatrix(corridor)];
};

/**
 * What else names both ends: reasons, remarks, policies; moves and residents are a step away.
 * @param {Ends} ends
 * @param {Set<number>} told
 */
const evBesides = (ends, told) =>
  data.details.flatMap((claim, i) => {
    const both = ends.start >= 0 && ends.end >= 0 && claim.names.includes(ends.start) && claim.names.includes(ends.end);
    const layered = ["flow", "transition", "event", "residence"].includes(claim.kind);
    return both && !layered && !told.has(i) ? [i] : [];
  });

/**
 * Claims by their kinds, each with a heading, in the order of time.
 * @param {number[]} claims
 * @returns {(Node | string)[]}
 */
const evByKind = (claims) =>
  data.kinds.flatMap((/** @type {[string, string]} */ [, title], /** @type {number} */ kind) => {
    const some = claims.filter((i) => data.claims.kind[i] === kind);
    return evSection(t(title), evBySource(some));
  });

/**
 * Buttons to the opposite corridor, to the other layer, and to the two ends.
 * @param {Ends} ends
 */
const evNeighbours = (ends) => {
  const turned = { ...ends, start: ends.end, end: ends.start };
  /** @type {Ends} */
  const other = { ...ends, layer: ends.layer === "moves" ? "residents" : "moves" };
  const links = [];
  const held = (/** @type {Ends} */ one) => {
    const found = evRowsOf(one);
    return evClaimsOf(one, [...found.exact, ...found.inside]).length;
  };
  if (ends.start !== ends.end && held(turned)) links.push(evCorridorButton(turned, `: ${t("{0} claims", held(turned))}`));
  if (held(other)) {
    const words = other.layer === "moves" ? `${t("moves between the two")}: ${t("{0} claims", held(other))}` : `${t("people of the one living in the other")}: ${t("{0} claims", held(other))}`;
    links.push(evButton(() => choose({ bundle: other }), { class: "to-corridor" }, words));
  }
  return evSection(t("See also"), [make("p", { class: "row" }, ...links, ...evNodes([...new Set([ends.start, ends.end])]))]);
};

/**
 * Everything said about a corridor.
 * @param {Ends} ends
 * @returns {(Node | string)[]}
 */
const evAboutCorridor = (ends) => {
  const corridor = evCorridor(ends);
  const every = [...corridor.claims, ...corridor.inside];
  const own = (/** @type {number[]} */ claims) => claims.filter((i) => i < data.details.length);
  const tables = every.length - own(every).length;
  const sources = new Set(every.map((i) => data.claims.source[i])).size;
  const hidden = every.filter((i) => !shownAnywhere()[i]).length;
  const lives = ends.layer === "residents";
  const loop = ends.start === ends.end;
  const title = loop ? tNodes("Within {0}", said(nodeName(ends.start))) : lives ? tNodes("People of {0} living in {1}", said(nodeName(ends.start)), said(nodeName(ends.end))) : evEnds(ends.start, ends.end);
  const count = [t("{0} claims", every.length), t("{0} sources", sources), ...(hidden ? [t("{0} hidden by the filters", hidden)] : [])];
  return [
    make("p", {}, evTag(lives ? t("Residents") : t("Moves"))),
    make("h2", {}, ...title),
    make("p", { class: "soft" }, count.join(" · ")),
    ...evDisagreement(corridor, evTimed(corridor)),
    ...evDisputesAmong(own(every)).map((i) => evDispute(data.disputes[i], { brief: true })),
    ...evOverTime(corridor),
    ...evByKind(own(corridor.claims)),
    ...(tables && corridor.periods.length < 2 ? evSection(t("From tables"), [evClaims(evInTime(corridor.claims.filter((i) => i >= data.details.length)))]) : []),
    ...(own(corridor.inside).length ? evFold(t("About parts of the two: {0} {0:claim|claims}", own(corridor.inside).length), evByKind(own(corridor.inside))) : []),
    ...evParts(ends),
    ...evSection(t("Also about the two"), [evBesides(ends, new Set(every))].filter((list) => list.length).map((list) => evClaims(list))),
    ...evNeighbours(ends),
  ];
};

/** What is gathered because it is small: the corridor of no place to no place. @param {Ends} ends */
const isOthers = ({ start, end }) => start < 0 && end < 0;

/**
 * What is gathered because it is small: how much, and the largest of it; for each picture where there are two.
 * @param {Layer} layer
 * @returns {(Node | string)[]}
 */
const evAboutOthers = (layer) => {
  const told = panesNow().flatMap((index) => [
    ...(state.second ? [make("h3", {}, said(paneTitle(index)))] : []),
    ...evOthersOf(index),
  ]);
  return [make("p", {}, evTag(layer === "residents" ? t("Residents") : t("Moves"))), make("h2", {}, t("Smaller corridors")), ...told];
};

/**
 * What one picture gathers.
 * @param {number} index of the pane
 * @returns {(Node | string)[]}
 */
const evOthersOf = (index) => {
  const { arrows, others } = sceneOf(index);
  const flows = diagramFlows.get(index);
  const { left, claims } = corridorsDrawn(index);
  if (!left) return [make("p", {}, t("Nothing is gathered: every corridor is drawn."))];
  // The diagrams keep back some of what the scene draws; those are the largest of the rest.
  const kept = left > others.arrows ? arrows.filter((one) => !flows?.bundles.includes(one)) : [];
  const largest = [...kept, ...(others.largest?.(EV_MOST) ?? [])].slice(0, EV_MOST);
  return [
    make("p", {}, t("{0} smaller flows, from {1} claims, are gathered.", left, claims), " ", evButton(() => update({ all: true }), {}, t("Show all of them"))),
    ...evSection(t("The largest of them"), [evList(largest, (one) => evCorridorButton(one, " ", make("small", {}, [one.figures.join(" · "), t("{0} claims", one.claims.length)].filter(Boolean).join(" · "))))]),
  ];
};

/**
 * The corridors that lie in one, those with the largest figures first.
 * @param {Ends} ends
 */
const evParts = (ends) => {
  const layer = layerRows(ends.layer);
  /** @type {Map<number, {ends: Ends, most: number, claims: number}>} */
  const parts = new Map();
  for (const i of evRowsOf(ends).inside) {
    if (data.rows.claim[layer.row[i]] < data.details.length) continue;
    const claim = data.rows.claim[layer.row[i]];
    const part = parts.get(layer.corridor[i]) ?? { ends: { ...ends, start: layer.start[i], end: layer.end[i] }, most: 0, claims: 0 };
    part.claims++;
    if (shownAnywhere()[claim]) part.most = Math.max(part.most, layer.low[i] || 0);
    parts.set(layer.corridor[i], part);
  }
  const ordered = [...parts.values()].sort((a, b) => b.most - a.most || a.ends.start - b.ends.start || a.ends.end - b.ends.end);
  return evSection(t("Inside, in tables: {0} {0:corridor|corridors}", ordered.length), ordered.length === 0 ? [] : [
    evList(ordered, (part) => evCorridorButton(part.ends, make("small", {}, `${t("up to {0}", compactNumber(part.most))} · ${t("{0} claims", part.claims)}`)), 12),
  ]);
};
