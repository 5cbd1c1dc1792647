/** What stands in the panel when nothing is chosen: the matter in brief, for somebody who was sent the file. */

/** How many figures of a part are told in brief. */
const EV_BRIEF = 8;

/** @param {number} node @returns {number} the country to which a node belongs, or the node itself */
const evHome = (node) => (node < 0 ? -1 : data.nodes[node].home >= 0 ? data.nodes[node].home : node);

/**
 * The two ends of a row as countries: of a move its ends; of residents the country of the people and the place.
 * @param {number} row
 * @returns {[number, number]}
 */
const evRowEnds = (row) => {
  const { start, end, place, population } = data.rows;
  if (start[row] >= 0 || end[row] >= 0) return [evHome(start[row]), evHome(end[row])];
  return [population[row] < 0 ? -1 : (data.nodes[population[row]].of ?? -1), evHome(place[row])];
};

/**
 * The corridor of which most is told one by one, figures counting before words; the largest of the picture where nothing is told one by one.
 * @returns {Ends | null}
 */
const evMainCorridor = () => {
  /** @type {Map<string, {ends: [number, number], claims: Set<number>}>} */
  const found = new Map();
  const upTo = data.claims.firstRow[data.details.length];
  for (let row = 0; row < upTo; row++) {
    const ends = evRowEnds(row);
    const claim = data.rows.claim[row];
    if (ends[0] < 0 || ends[1] < 0 || ends[0] === ends[1]) continue;
    const key = ends.join(" ");
    const entry = found.get(key) ?? { ends, claims: new Set() };
    entry.claims.add(claim);
    found.set(key, entry);
  }
  // A corridor about which there are words only is not what the matter comes to.
  const counted = [...found.values()].filter(({ claims }) => [...claims].some((i) => PEOPLE.has(data.measures[data.claims.measure[i]]) && evFigure(i)));
  const best = counted.sort((a, b) => b.claims.size - a.claims.size || a.ends[0] - b.ends[0] || a.ends[1] - b.ends[1])[0];
  if (best) return { start: best.ends[0], end: best.ends[1], layer: "moves" };
  const largest = data.details.length ? null : sceneOf(0).arrows.find((one) => one.start >= 0 && one.end >= 0 && !one.loop);
  return largest ? { start: largest.start, end: largest.end, layer: largest.layer } : null;
};

/**
 * A figure with its hedge and time, who says so, and a way to all about it.
 * @param {number} claim
 * @param {boolean} [placed] whether it says where, because it is about a part of what stands above
 */
const evBriefFigure = (claim, placed = false) => {
  const own = claimAt(claim);
  const who = [...own.population, ...own.profession].map(nodeName);
  const row = data.claims.firstRow[claim];
  const { start, end, place } = data.rows;
  const each = new Set(own.place).size > 1 ? [t("each of {0}", listed(own.place.map(nodeName)))] : [said(nodeName(place[row]))];
  const where = place[row] >= 0 ? each : evEnds(start[row], end[row]);
  return evButton(
    () => choose({ claim }),
    { class: "claim brief", "data-claim": claim },
    make("b", {}, said(evFigure(claim) || wordOf(own.word) || t("no figure stated"))),
    make("span", { class: "text" }, ...(who.length ? [said(listed(who)), " · "] : []), ...(placed ? [...where, " · "] : []), said(shortPeriod(evWhen(claim)) || t("time not stated"))),
    make("small", {}, ...evWho(claim)),
    ...evDisputeTag(claim),
  );
};

/**
 * The figures of a layer of a corridor that a picture can show, those of the whole before those of its parts.
 * @param {Ends} ends
 */
const evBriefLayer = (ends) => {
  const { exact, inside } = evRowsOf(ends);
  const told = (/** @type {number[]} */ places) => {
    const kinds = ends.layer === "moves" ? ["flow", "transition", "share"] : ["residence"];
    return evInTime(evClaimsOf(ends, places).filter((i) => i < data.details.length && kinds.includes(evKind(i)[0])));
  };
  const whole = told(exact);
  const number = (/** @type {number} */ i) => Number(/\d/.test(evFigure(i)));
  // Numbers before words such as thousands: they are what the matter comes to.
  const figures = whole.filter((i) => evFigure(i)).sort((a, b) => number(b) - number(a));
  const parts = told(inside).filter((i) => evFigure(i) && !whole.includes(i));
  const words = whole.filter((i) => !evFigure(i));
  return { figures, parts, words };
};

/**
 * One layer of the main corridor: its figures, then those of its parts.
 * @param {Ends} ends
 * @param {string} title
 */
const evBriefPart = (ends, title) => {
  const { figures, parts, words } = evBriefLayer(ends);
  const told = new Set([...figures, ...parts]);
  const computed = evComputed().filter((item) => item.inputs.length && item.inputs.every((/** @type {number} */ i) => told.has(i)));
  const none = figures.length || parts.length || !words.length ? [] : [evClaims(words, EV_BRIEF)];
  return evSection(title, [
    ...(figures.length ? [evList(figures, (i) => evBriefFigure(i), EV_BRIEF)] : none),
    ...(parts.length ? evFold(t("{0} {0:figure|figures} for parts of it", parts.length), [evList(parts, (i) => evBriefFigure(i, true))]) : []),
    ...evFold(t("{0} computed from these, said by no source", computed.length), computed.map(evAboutComputed)),
  ]);
};

/**
 * Those of some claims that are about the people about whom most of them are: others may not be set beside them.
 * @param {number[]} claims
 */
const evMostOfOne = (claims) => {
  const people = (/** @type {number} */ i) => data.rows.population[data.claims.firstRow[i]];
  const counts = new Map();
  for (const i of claims) counts.set(people(i), (counts.get(people(i)) ?? 0) + 1);
  const most = [...counts].sort((a, b) => b[1] - a[1])[0];
  return claims.filter((i) => people(i) === most[0]);
};

/**
 * The root on which a claim rests, in few words.
 * @param {number} i
 */
const evRoot = (i) => {
  const { chain, source } = claimAt(i);
  return evShort(sourceOf(chain.length ? chain[chain.length - 1].source : source));
};

/**
 * A figure in a sentence with who says so: not firmer than its source, nor than the link to the root.
 * @param {number} i
 */
const evBriefTold = (i) => {
  const { modality, attribution } = claimAt(i);
  const form = modality === "possible" ? t("perhaps {0}", "{0}") : modality === "intended" ? t("intended: {0}", "{0}") : "{0}";
  const figure = make("b", {}, said(evFigure(i)));
  const root = make("span", {}, said(evRoot(i)));
  return make("span", {}, ...tNodes(form, figure), " (", ...(attribution === "implied" ? tNodes("{0}, as the context implies", root) : [root]), ")");
};

/**
 * How two figures stand to each other, in few words: what was found when they were compared, and no more.
 * @param {number} one
 * @param {number} other
 */
const evVerdict = (one, other) => {
  if (data.disputesOf(one).some((/** @type {number} */ dispute) => data.disputesOf(other).includes(dispute))) return t("the two disagree");
  const found = evComparisons(one).find(([index]) => index === other) ?? evComparisons(other).find(([index]) => index === one);
  const verdict = /(?:^|; )(the two [^“”;]+)$/.exec(found?.[2] ?? "");
  return verdict ? t(verdict[1]) : t("figures differ");
};

/**
 * The lowest and the highest number of one layer in a sentence, with who says so; a number as such counts before an
 * order of magnitude, and people a year before people.
 * @param {Ends} ends
 * @param {string} one the sentence for a single figure
 * @param {string} two the sentence for figures that differ
 * @returns {(Node | string)[]}
 */
const evBriefSentence = (ends, one, two) => {
  const { measures, claims, hedges } = data;
  const figures = evMostOfOne(evBriefLayer(ends).figures);
  const exact = figures.filter((i) => hedges[claims.hedge[i]] !== "orderOfMagnitude");
  const people = (/** @type {string} */ measure) => exact.filter((i) => measures[claims.measure[i]] === measure);
  const some = [people("personsPerYear"), people("persons"), figures].find((list) => list.length);
  if (!some) return [];
  const top = (/** @type {number} */ i) => (Number.isNaN(claims.high[i]) ? claims.low[i] : claims.high[i]);
  const low = some.reduce((a, b) => (claims.low[b] < claims.low[a] ? b : a));
  const high = some.reduce((a, b) => (top(b) > top(a) ? b : a));
  return [...(low === high ? tNodes(one, evBriefTold(low)) : tNodes(two, evBriefTold(low), evBriefTold(high), evVerdict(low, high))), " "];
};

/**
 * The matter in brief: how many move, how many live there, and who says so.
 * @param {Ends} ends
 */
const evBriefCorridor = (ends) => {
  /** @type {Ends} */
  const moves = { ...ends, layer: "moves" };
  /** @type {Ends} */
  const lives = { ...ends, layer: "residents" };
  const lead = [
    ...evBriefSentence(moves, t("Moving there: {0}.", "{0}"), t("Moving there: from {0} to {1}.", "{0}", "{1}")),
    ...evBriefSentence(lives, t("Living there: {0}.", "{0}"), t("Living there: from {0} to {1}; {2}.", "{0}", "{1}", "{2}")),
  ];
  return [
    make("h2", {}, ...evEnds(ends.start, ends.end)),
    ...(lead.length ? [make("p", { class: "lead" }, ...lead)] : []),
    ...evBriefPart(moves, t("How many move")),
    ...evBriefPart(lives, t("How many live there")),
    ...evSection(t("Where sources part ways"), [...evDisagreement(evCorridor(moves)), ...evDisagreement(evCorridor(lives))]),
    make("p", { class: "row" }, evCorridorButton(moves, `: ${t("everything said")}`), ...evNodes([ends.start, ends.end])),
  ];
};

/**
 * The largest corridor of tables, for a graph in which nobody wrote anything down one by one.
 * @param {Ends} ends
 */
const evBriefTable = (ends) => {
  const corridor = evCorridor(ends);
  const scene = sceneOf(0);
  return [
    make("p", {}, t("The largest of what the picture shows:")),
    make("h2", {}, ...evEnds(ends.start, ends.end)),
    ...evDisagreement(corridor),
    make("p", { class: "row" }, evCorridorButton(ends, `: ${t("{0} claims", corridor.claims.length + corridor.inside.length)}`)),
    ...evSection(t("The largest"), [evList(scene.arrows.filter((one) => !one.loop).slice(0, 10), (one) => evCorridorButton(one, make("small", {}, one.figures.join(" · "))), 10)]),
  ];
};

/** The figures of a graph in which none is about people from one country in another: numbers of people before shares. */
const evBriefFigures = () => {
  const told = data.details.map((_, i) => i).filter((i) => evFigure(i) && evKind(i)[0] !== "event");
  const people = (/** @type {number} */ i) => (PEOPLE.has(data.measures[data.claims.measure[i]]) ? 0 : 1);
  const ordered = told.sort((a, b) => people(a) - people(b) || a - b);
  return evSection(t("Figures"), ordered.length ? [evClaims(ordered, EV_BRIEF)] : []);
};

/**
 * Pairs of claims with figures that a source itself sets against each other, each once; first those about a corridor.
 * @param {Ends | null} ends
 * @returns {[number, number][]}
 */
const evContrasts = (ends) => {
  const pairs = data.details.flatMap((claim, i) =>
    claim.related
      .filter((/** @type {[string, number]} */ [relation, other]) => relation === "contrastsWith" && claim.figure && data.details[other]?.figure)
      .map((/** @type {[string, number]} */ pair) => /** @type {[number, number]} */ ([pair[1], i])),
  );
  const layers = /** @type {Layer[]} */ (ends ? ["moves", "residents"] : []);
  const near = new Set(layers.flatMap((layer) => evClaimsOf({ start: -1, end: -1, ...ends, layer }, evRowsOf({ start: -1, end: -1, ...ends, layer }).exact)));
  return [...pairs.filter(([one]) => near.has(one)), ...pairs.filter(([one]) => !near.has(one))];
};

/**
 * Two figures that a source sets against each other, and in what they differ.
 * @param {[number, number]} pair
 */
const evContrast = ([one, other]) => {
  const found = evComparisons(one).find(([index]) => index === other);
  const why = found ? [make("p", {}, ...evDifference(found[1], found[2]))] : [];
  return make("div", { class: "contrast" }, evBriefFigure(one, true), make("p", { class: "against" }, t("against")), evBriefFigure(other, true), ...why);
};

/** What is disputed: the contradictions, and the figures that a source itself sets against another. */
const evDisputed = (/** @type {Ends | null} */ ends) => {
  const disputes = data.disputes ?? [];
  const contrasts = evContrasts(ends);
  const none = evSought("contradictions") ? t("No claims were found here that cannot all be true.") : t("Contradictions were not looked for when this file was made.");
  const most = disputes.length >= data.mostDisputes ? [make("p", { class: "soft" }, t("No more than {0} contradictions are looked for here; there may be others.", data.mostDisputes))] : [];
  return [
    make("h3", {}, t("What is disputed")),
    ...(disputes.length ? disputes.map((/** @type {Row} */ dispute) => evDispute(dispute, { brief: true })) : [make("p", {}, none)]),
    ...most,
    ...(contrasts.length ? [make("p", {}, t("Figures that a source sets against each other:")), evList(contrasts, evContrast, 3)] : []),
  ];
};

/** What the picture shows, and what was gathered out of it. */
const evShows = () => {
  const scenes = panesNow().map(sceneOf);
  const told = scenes.map(({ arrows, places, others, layer }) =>
    [
      layer === "moves"
        ? t("The picture shows {0} corridors of people who moved, and {1} places.", arrows.length, places.length)
        : t("The picture shows {0} corridors from a country to where its people live, and {1} places.", arrows.length, places.length),
      ...(others.arrows ? [t("{0} smaller ones with {1} claims are gathered.", others.arrows, others.claims)] : []),
    ].join(" "),
  );
  const gathered = { start: -1, end: -1, layer: state.layer };
  const all = scenes.some(({ others }) => others.arrows) && !state.all
    ? [evButton(() => update({ all: true }), {}, t("Show all of them")), " ", evButton(() => choose({ bundle: gathered }), {}, t("The largest of them"))]
    : [];
  return [
    make("h3", {}, t("What the picture shows")),
    make("p", {}, said(byPane(told)), " ", ...all),
    make("p", { class: "soft" }, t("Click a line, a ring, a name or a row of the table: what is behind it appears here. From the keyboard: search, or the arrow keys in the picture.")),
  ];
};

/** What is said in brief, which neither time nor filters change. @type {{lang: string, told: (Node | string)[]} | null} */
let evBriefMade = null;

/**
 * What is said when nothing is chosen.
 * @returns {(Node | string)[]}
 */
const evBrief = () => {
  if (evBriefMade?.lang !== state.lang) {
    const ends = evMainCorridor();
    const corridor = ends ? (data.details.length ? evBriefCorridor(ends) : evBriefTable(ends)) : evBriefFigures();
    const told = [make("p", { class: "kicker" }, t("In brief")), ...corridor, ...evDisputed(ends)];
    evBriefMade = { lang: state.lang, told };
  }
  return [...evBriefMade.told, ...evShows()];
};
