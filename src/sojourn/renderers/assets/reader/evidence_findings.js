/** What was worked out from the claims: which cannot all be true, and what follows from them. No source says it. */

/** @type {Row[] | null} */
let evComputedRead = null;

/** The computed figures. */
const evComputed = () => (evComputedRead ??= Array.isArray(data.computed) ? data.computed : rowsOf(data.computed));

/**
 * The claims of a contradiction, each with what it says; the one that is being read is no button.
 * @param {Row} dispute
 * @param {number} own
 */
const evDisputeClaims = (dispute, own) => {
  const members = dispute.claims.map((/** @type {number} */ index, /** @type {number} */ i) =>
    make(
      "li",
      {},
      index === own ? make("p", { class: "this" }, evTag(t("this claim"))) : evClaim(index, { tagged: false, who: false }),
      make("small", {}, make("code", {}, claimAt(index).id), " ", said(dispute.said[i])),
    ),
  );
  return make("ul", { class: "list" }, ...members);
};

/**
 * One contradiction: its claims, what each says, the arithmetic and the rules.
 * @param {Row} dispute
 * @param {{own?: number, brief?: boolean}} [how] the claim that is being read; whether the arithmetic is folded away
 */
const evDispute = (dispute, { own = -1, brief = false } = {}) => {
  const alone = dispute.claims.length === 1;
  const list = (/** @type {string[]} */ texts) => texts.map((text) => make("li", {}, said(text)));
  const why = [
    ...(alone ? [] : [make("p", {}, t("Leave out any one of them, and the others can be true together."))]),
    make("h4", {}, t("The arithmetic")),
    make("ol", { class: "steps" }, ...list(dispute.steps)),
    ...(dispute.rules.length
      ? [make("h4", {}, t("Rules used")), make("ul", { class: "rules" }, ...list(dispute.rules))]
      : []),
  ];
  return make(
    "section",
    { class: "dispute" },
    make("h3", {}, evBolt(), " ", alone ? t("This cannot be true") : t("These cannot all be true")),
    ...(brief ? [make("p", {}, said(evReason(dispute)))] : []),
    evDisputeClaims(dispute, own),
    ...(brief ? evFold(t("The arithmetic, step by step"), why.slice(alone ? 1 : 0)) : why),
  );
};

/**
 * Why the claims exclude each other, in one line: the last step of the arithmetic.
 * @param {Row} dispute
 * @returns {string}
 */
const evReason = (dispute) => dispute.steps[dispute.steps.length - 1] ?? "";

/**
 * The contradictions that some claims belong to, each once.
 * @param {Iterable<number>} claims
 * @returns {number[]}
 */
const evDisputesAmong = (claims) => {
  /** @type {Set<number>} */
  const wanted = new Set(claims);
  const found = new Set();
  (data.disputes ?? []).forEach((/** @type {Row} */ dispute, /** @type {number} */ i) => {
    if (dispute.claims.some((/** @type {number} */ claim) => wanted.has(claim))) found.add(i);
  });
  return [...found];
};

/**
 * A computed figure with its rule, its arithmetic and the claims that it rests on.
 * @param {Row} item
 */
const evAboutComputed = (item) =>
  make(
    "div",
    { class: "computed" },
    make("p", {}, make("b", {}, said(figureToldWords(item.figure) || t("no figure"))), item.period ? ", " : "", said(periodWords(item.period))),
    make("p", {}, said([item.who, item.where].filter(Boolean).join(", "))),
    make("p", { class: "sum", lang: "en" }, said(item.arithmetic)),
    make("p", {}, t("By the rule “{0}”.", wordOf(item.rule)), " ", wordOf(item.rule_says)),
    make("p", {}, t("It rests on")),
    evClaims(item.inputs),
  );

/**
 * A section with computed figures; nothing when there are none.
 * @param {Row[]} items
 * @param {string} title
 */
const evComputedSection = (items, title) => evSection(title, items.map(evAboutComputed));
