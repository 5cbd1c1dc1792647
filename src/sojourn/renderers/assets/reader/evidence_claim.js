/** One claim: the figure, what it is about, through whom it came, what others say, how to cite it. */

const EV_RELATIONS = new Map([
  ["contrastsWith", "Another figure, in contrast"],
  ["contrastedBy", "Another figure, in contrast"],
  ["restates", "Says the same as"],
  ["restatedBy", "Said again in"],
  ["explains", "Gives a reason for"],
  ["explainedBy", "Reasons given for it"],
  ["supersedes", "Replaces"],
  ["supersededBy", "Replaced by"],
]);

/**
 * Whether somebody looked for contradictions or comparisons when the file was made: finding none is something else.
 * @param {"contradictions" | "comparisons"} what
 */
const evSought = (what) => (data.sought ?? []).includes(what);

/**
 * On what ground a link of the chain stands.
 * @param {string} attribution
 */
const evGround = (attribution) =>
  attribution === "explicit"
    ? t("named in the text")
    : attribution === "implied"
      ? t("implied by the context")
      : t("not named");

/**
 * The chain from the source that was read to the root.
 * @param {Row} claim
 */
const evChain = (claim) => {
  const steps = [make("li", {}, evCited(claim.source), " ", evTag(t("read here")))];
  claim.chain.forEach((/** @type {Row} */ step, /** @type {number} */ i) => {
    const words = step.wording ? [make("br"), ...tNodes("calls it {0}", said(`“${step.wording}”`))] : [];
    const unseen = sourceOf(step.source).seen ? [] : [evTag(t("not seen by us"))];
    const root = i === claim.chain.length - 1 ? [evTag(t("root"))] : [];
    steps.push(make("li", {}, evCited(step.source), " ", evTag(evGround(step.attribution)), ...unseen, ...root, ...words));
  });
  return make("ol", { class: "chain" }, ...steps);
};

/**
 * Where in the source it stands.
 * @param {Row} claim
 */
const evLocator = (claim) => {
  const at = claim.locator;
  const parts = [];
  if (at.line) parts.push(at.sentence ? t("line {0}, sentence {1}", at.line, at.sentence) : t("line {0}", at.line));
  else if (at.other) parts.push(at.other);
  if (at.start >= 0) parts.push(t("characters {0}–{1}", at.start, at.end));
  return parts.join("; ");
};

/**
 * A population with what makes somebody a member of it and which population includes it.
 * @param {number} node
 * @returns {(Node | string)[]}
 */
const evPopulation = (node) => {
  const { criterion, within } = data.nodes[node];
  const wide = within >= 0 && data.nodes[within].key.startsWith("population:");
  return [
    evNode(node),
    ...(criterion ? [make("small", {}, evCriterion(criterion))] : []),
    ...(wide ? [make("small", {}, ...tNodes("among {0}", said(nodeName(within))))] : []),
  ];
};

/** @param {Row} claim */
const evAbout = (claim) => {
  const moves = claim.origin.length || claim.destination.length;
  const own = claim.index < data.details.length;
  return evFacts([
    [t("printed as"), claim.printed ? [said(`“${claim.printed}”`)] : []],
    [t("hedge"), claim.hedge ? [evSpaced(claim.hedge)] : []],
    [t("called"), claim.wording ? [said(claim.wording)] : []],
    [t("in words"), claim.figure && claim.word ? [said(wordOf(claim.word))] : []],
    [t("when"), [said(evWhen(claim.index) || (own && claim.period) || t("not stated"))]],
    [t("who"), [...claim.population.flatMap(evPopulation), ...evNodes(claim.agent)]],
    [t("share of"), claim.whole.flatMap(evPopulation)],
    [t("professions"), evNodes(claim.profession)],
    [t("from"), moves ? (claim.origin.length ? evNodes(claim.origin) : [t("not stated")]) : []],
    [t("to"), moves ? (claim.destination.length ? evNodes(claim.destination) : [t("not stated")]) : []],
    [t("where"), evNodes(claim.place)],
    [t("reason"), claim.driver ? [said(claim.driver), claim.role ? ` (${t(claim.role)})` : ""] : []],
    [t("event"), claim.event ? [t(claim.event)] : []],
    [t("status"), claim.status ? [t(claim.status)] : []],
    [t("type of stay"), claim.mobility ? [t(claim.mobility)] : []],
    [t("counted by"), claim.method ? [t(claim.method)] : []],
  ]);
};

/**
 * Another figure, with the facet in which the two differ first.
 * @param {[number, string, string]} other
 */
const evCompared = ([index, facet, words]) =>
  make(
    "div",
    { class: "compared" },
    evClaim(index),
    make("p", {}, ...evDifference(facet, words)),
  );

/**
 * The comparisons of a claim with others: which, the first facet that differs, and how the two stand.
 * @param {number} claim
 * @returns {[number, string, string][]}
 */
const evComparisons = (claim) => (data.comparisons ?? {})[claim] ?? [];

/**
 * The other claims to which one stands in a relation; figures with the facet in which they differ.
 * @param {Row} claim
 */
const evRelated = (claim) =>
  [...EV_RELATIONS].flatMap(([relation, title]) => {
    const others = claim.related.filter((/** @type {[string, number]} */ pair) => pair[0] === relation);
    const card = (/** @type {[string, number]} */ [, other]) => {
      const compared = evComparisons(claim.index).find(([index]) => index === other);
      return compared ? evCompared(compared) : evClaim(other);
    };
    return evSection(t(title), others.length ? [evList(others, card)] : []);
  });

/**
 * Other figures for the same thing.
 * @param {Row} claim
 * @returns {(Node | string)[]}
 */
const evOthers = (claim) => {
  const title = t("Other figures for the same thing");
  if (claim.index >= data.details.length) return evTableOthers(claim.index, title);
  if (!claim.figure) return [];
  if (!evSought("comparisons")) return evSection(title, [make("p", {}, t("Its figures were not compared when this file was made."))]);
  const related = new Set(claim.related.map((/** @type {[string, number]} */ pair) => pair[1]));
  const others = evComparisons(claim.index).filter(([other]) => !related.has(other));
  const near = others.filter(([, facet]) => facet !== "kind");
  const far = others.filter(([, facet]) => facet === "kind");
  const none = near.length || others.length < evComparisons(claim.index).length ? [] : [make("p", {}, t("No other figure of this kind about the same people and places is held here."))];
  return evSection(title, [
    ...none,
    ...(near.length ? [evList(near, evCompared)] : []),
    ...(far.length ? evFold(t("{0} {0:figure|figures} of another kind, which cannot be compared with it", far.length), [evList(far, evCompared)]) : []),
  ]);
};

/**
 * Other figures for what a row of a table says: of other sources at the same time, of the same at other times.
 * @param {number} claim
 * @param {string} title
 * @returns {(Node | string)[]}
 */
const evTableOthers = (claim, title) => {
  const { rows, claims } = data;
  const own = claims.firstRow[claim];
  const columns = [rows.start, rows.end, rows.place, rows.population];
  const wanted = columns.map((column) => column[own]);
  const [at, kind, by] = [claims.period[claim], claims.kind[claim], claims.source[claim]];
  const now = [];
  const then = [];
  for (let row = 0; row < rows.length; row++) {
    if (rows.start[row] !== wanted[0] || rows.end[row] !== wanted[1] || rows.place[row] !== wanted[2]) continue;
    const other = rows.claim[row];
    if (other === claim || claims.kind[other] !== kind || rows.population[row] !== wanted[3]) continue;
    if (claims.period[other] === at) now.push(other);
    else if (claims.source[other] === by) then.push(other);
  }
  const moves = wanted[0] >= 0 || wanted[1] >= 0;
  const lives = { start: data.nodes[wanted[3]]?.of ?? -1, end: wanted[2], layer: /** @type {Layer} */ ("residents") };
  const about = moves ? { start: wanted[0], end: wanted[1], layer: /** @type {Layer} */ ("moves") } : lives;
  const whole = about.end >= 0 || about.start >= 0 ? [evCorridorButton(about, ": ", t("every source and period"))] : [];
  return evSection(title, [
    ...(now.length ? [make("h4", {}, t("same time, other sources: they differ in {0}", t("method and source"))), evList(now, (i) => evClaim(i, { text: false }))] : []),
    ...(then.length ? [make("h4", {}, t("same source, other times: they differ in {0}", t("reference time"))), evList(evInTime(then), (i) => evClaim(i, { text: false, who: false }))] : []),
    ...whole,
  ]);
};

/**
 * The passage itself, for whoever made the page with the texts.
 * @param {Row} claim
 */
const evPassage = (claim) => {
  const passage = (data.passages ?? {})[claim.index];
  if (!passage) return [];
  return evSection(t("The passage"), [
    make("blockquote", { lang: sourceOf(claim.source).lang ?? "" }, said(passage)),
    make("p", { class: "soft" }, t("It stands in this file because the file was made with the texts; mind whose they are before passing it on.")),
  ]);
};

/**
 * Everything known about a claim.
 * @param {Row} claim
 * @returns {(Node | string)[]}
 */
const evAboutClaim = (claim) => {
  const own = claim.index < data.details.length;
  const { digest } = claim.locator;
  const text = own ? [said(claim.text || claim.id)] : evTableText(claim.index);
  const figure = evFigure(claim.index);
  return [
    make(
      "p",
      {},
      evTag(String(t(evKind(claim.index)[1]))),
      evTag(said(claim.id)),
      ...(claim.modality === "asserted" ? [] : [evTag(t(claim.modality))]),
      ...evDisputeTag(claim.index),
    ),
    make("h2", { lang: claim.lang }, ...text),
    make("p", { class: "big" }, figure ? said(figure) : claim.word ? said(wordOf(claim.word)) : t("no figure stated")),
    ...data.disputesOf(claim.index).map((/** @type {number} */ i) => evDispute(data.disputes[i], { own: claim.index })),
    evAbout(claim),
    make("h3", {}, t("Who says so")),
    evChain(claim),
    evFacts([
      [t("stands at"), [evLocator(claim)]],
      [t("passage"), digest ? [make("code", { title: digest }, `SHA-256 ${digest.slice(0, 16)}…`)] : []],
      [t("note"), claim.note ? [said(claim.note)] : []],
    ]),
    ...evPassage(claim),
    ...evRelated(claim),
    ...evOthers(claim),
    ...evComputedSection(
      evComputed().filter((item) => item.inputs.includes(claim.index)),
      t("Computed from it, said by no source"),
    ),
    ...evCite(claim),
  ];
};
