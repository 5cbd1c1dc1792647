/** The dossier of a place, a population, a profession or a person: everything said about it, by source and in time. */

/** How many parts of a place are named before the rest is asked for. */
const EV_PARTS = 12;
/** How many corridors of a table are listed at first. */
const EV_TOP = 10;

/**
 * What a node is called in all languages of the graph, the present name left out.
 * @param {number} node
 */
const evOtherNames = (node) => {
  const { label, labels, others } = data.nodes[node];
  const names = [...(labels ?? []), ...(others ?? []), label].filter((name) => name && name !== nodeName(node));
  return [...new Set(names)];
};

/** @param {number} outer @returns {number[]} what lies in a node directly */
const evHeld = (outer) => [...data.nodes.keys()].filter((node) => data.nodes[node].within === outer);

/**
 * Opens a place into its parts, or closes it into one.
 * @param {number} node
 * @param {boolean} open
 */
const evOpen = (node, open) => {
  const [opened, closed] = [new Set(state.open), new Set(state.closed)];
  (open ? opened : closed).add(node);
  (open ? closed : opened).delete(node);
  update({ open: opened, closed });
};

/**
 * What can be done with a place or anything else in the picture.
 * @param {number} node
 * @param {number[]} held
 */
const evActions = (node, held) => {
  const place = data.nodes[node].key.startsWith("place:");
  const focused = state.focus === node;
  return make(
    "p",
    { class: "row" },
    ...(place && held.length
      ? [
          evButton(() => evOpen(node, true), { "aria-pressed": String(state.open.has(node)) }, t("Open into its parts")),
          evButton(() => evOpen(node, false), { "aria-pressed": String(state.closed.has(node)) }, t("Close into one")),
        ]
      : []),
    evButton(() => update({ focus: focused ? -1 : node }), { "aria-pressed": String(focused) }, t("Show only what is around it")),
  );
};

/**
 * What a node is, where it lies and what it holds.
 * @param {number} node
 * @param {number[]} held
 */
const evWhat = (node, held) => {
  const { criterion, members, of, key } = data.nodes[node];
  const around = containersOf(node);
  const people = key.startsWith("population:");
  const few = held.slice(0, EV_PARTS);
  const rest = held.length > EV_PARTS ? evFold(t("{0} more", held.length - EV_PARTS), [evList(held.slice(EV_PARTS), evNode)]) : [];
  return evFacts([
    [t("also called"), [said(evOtherNames(node).join(" · "))].filter((name) => name.textContent)],
    [t("definition"), criterion ? [evCriterion(criterion)] : []],
    [t("of"), people && of >= 0 ? [evNode(of)] : []],
    [people ? t("included in") : t("lies in"), evNodes(around)],
    [people ? t("includes") : t("holds"), [...evNodes(few), ...rest]],
    [t("members"), evNodes(members ?? [])],
  ]);
};

/**
 * The claims that a person wrote down about a node, by what they say of it.
 * @param {number} node
 * @returns {Map<string, number[]>}
 */
const evToldOf = (node) => {
  /** @type {Map<string, number[]>} */
  const groups = new Map([[t("Residents"), []], [t("Arrivals"), []], [t("Departures"), []]]);
  data.details.forEach((claim, i) => {
    if (!claim.names.includes(node) || !shownAnywhere()[i]) return;
    const moves = ["flow", "transition", "event", "share"].includes(claim.kind);
    const inward = moves && claim.destination.includes(node);
    const outward = moves && claim.origin.includes(node);
    const title = inward ? t("Arrivals") : outward ? t("Departures") : t(evKind(i)[1]);
    groups.set(title, [...(groups.get(title) ?? []), i]);
  });
  return groups;
};

/**
 * The rows of tables in which a node is an end, in the latest period that is shown, by the other end.
 * @param {number} node
 * @param {"start" | "end"} side which end the node is
 * @param {Layer} layer
 */
const evTopRows = (node, side, layer) => {
  const read = layerRows(layer);
  const { claims, rows } = data;
  const [mine, other] = side === "start" ? [read.start, read.end] : [read.end, read.start];
  const own = [];
  const within = [];
  const inside = nodesWithin(node);
  for (let i = 0; i < read.row.length; i++) {
    const claim = rows.claim[read.row[i]];
    if (claim < data.details.length || !shownAnywhere()[claim] || Number.isNaN(read.low[i]) || other[i] < 0) continue;
    if (mine[i] === node) own.push(i);
    else if (!own.length && mine[i] >= 0 && inside[mine[i]] && !inside[other[i]]) within.push(i);
  }
  const places = (own.length ? own : within).filter((i) => !containersOf(node).includes(other[i]));
  const periods = [...new Set(places.map((i) => claims.period[rows.claim[read.row[i]]]))].sort(evByTime);
  const latest = periods[periods.length - 1] ?? -1;
  return { latest, places: places.filter((i) => claims.period[rows.claim[read.row[i]]] === latest), other };
};

/**
 * The largest corridors of a node in tables: lowest and highest of what their sources say, never an average.
 * @param {number} node
 * @param {"start" | "end"} side
 * @param {Layer} layer
 * @param {string} title
 */
const evTop = (node, side, layer, title) => {
  const { latest, places, other } = evTopRows(node, side, layer);
  /** @type {Map<number, number[]>} */
  const ends = new Map();
  for (const i of places) ends.set(other[i], [...(ends.get(other[i]) ?? []), i]);
  const ordered = [...ends].map(([end, rows]) => {
    const sums = evSums(side === "start" ? { start: node, end, layer } : { start: end, end: node, layer }, rows);
    const high = Math.max(...sums.map((sum) => (sum.open ? sum.low : sum.high)));
    return { end, low: Math.min(...sums.map((sum) => sum.low)), high, series: sums.length };
  });
  ordered.sort((a, b) => b.high - a.high || a.end - b.end);
  if (!ordered.length) return [];
  const button = (/** @type {typeof ordered[0]} */ one) => {
    const bundle = side === "start" ? { start: node, end: one.end, layer } : { start: one.end, end: node, layer };
    const figure = figureWords(one.low, one.high, one.low === one.high ? "exact" : "between", "persons");
    const many = one.series > 1 ? ` · ${t("{0} {0:series|series}", one.series)}` : "";
    return evButton(() => choose({ bundle }), { class: "to-corridor" }, said(nodeName(one.end)), make("small", {}, figure, many));
  };
  const heading = `${title}, ${evPeriod(latest) || t("time not stated")}`;
  return evSection(heading, [evList(ordered, button, EV_TOP)]);
};

/** @param {number} node @returns {number} how many claims of tables name it */
const evTableCount = (node) => {
  const { rows } = data;
  let count = 0;
  let last = -1;
  for (let row = data.claims.firstRow[data.details.length]; row < rows.length; row++) {
    const here = rows.start[row] === node || rows.end[row] === node || rows.place[row] === node || rows.population[row] === node;
    if (!here || rows.claim[row] === last) continue;
    last = rows.claim[row];
    count++;
  }
  return count;
};

/**
 * Everything said about a node.
 * @param {number} node
 * @returns {(Node | string)[]}
 */
const evAboutNode = (node) => {
  const { type, sure, key } = data.nodes[node];
  const place = key.startsWith("place:");
  const held = evHeld(node);
  const told = evToldOf(node);
  const listed = [...told.values()].flat();
  const hidden = data.details.filter((claim, i) => !shownAnywhere()[i] && claim.names.includes(node)).length;
  const rows = evTableCount(node);
  const count = [
    ...(listed.length || !rows ? [t("{0} claims", listed.length)] : []),
    ...(hidden ? [t("{0} hidden by the filters", hidden)] : []),
    ...(rows ? [t("{0} figures in tables", rows)] : []),
  ];
  return [
    make("p", {}, evTag(t(type)), ...(sure === false ? [evTag(t("not identified for certain"))] : [])),
    make("h2", {}, said(nodeName(node))),
    evWhat(node, held),
    evActions(node, held),
    make("p", { class: "soft" }, count.join(" · ")),
    ...evDisputesAmong(listed).map((i) => evDispute(data.disputes[i], { brief: true })),
    ...[...told].flatMap(([title, claims]) => evSection(title, evBySource(claims))),
    ...(place
      ? [
          ...evTop(node, "end", "moves", t("Arrivals in tables, largest first")),
          ...evTop(node, "start", "moves", t("Departures in tables, largest first")),
          ...evTop(node, "end", "residents", t("People from elsewhere who live here")),
          ...evTop(node, "start", "residents", t("Its people who live elsewhere")),
        ]
      : []),
    ...evComputedSection(evComputed().filter((item) => item.names.includes(node)), t("Computed, said by no source")),
  ];
};
