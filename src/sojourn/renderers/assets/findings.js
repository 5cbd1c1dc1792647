/** What was worked out from the claims: which cannot all be true, and what follows from them. No source says it. */

const NEVER_SAID = "Computed, said by no source";

/** The mark of a contradiction; the words beside it say what it means. */
const bolt = () => {
  const space = "http://www.w3.org/2000/svg";
  const drawn = document.createElementNS(space, "svg");
  const path = document.createElementNS(space, "path");
  const attributes = { class: "bolt", width: "11", height: "13", viewBox: "0 0 14 16", "aria-hidden": "true" };
  for (const [name, value] of Object.entries(attributes)) drawn.setAttribute(name, value);
  path.setAttribute("d", raw.bolt);
  drawn.append(path);
  return drawn;
};

/**
 * The tag of a claim that is in a contradiction; nothing for any other.
 * @param {Row} claim
 */
const disputeTag = (claim) =>
  claim.disputes.length ? [make("span", { class: "tag disputed" }, bolt(), " cannot all be true")] : [];

/**
 * The claims of a contradiction, each with what it says; the one that is being read is no button.
 * @param {Row} dispute
 * @param {number} own
 */
const disputeClaims = (dispute, own) => {
  const members = dispute.claims.map((/** @type {number} */ index, /** @type {number} */ i) =>
    make(
      "li",
      {},
      index === own
        ? make("p", { class: "this" }, make("span", { class: "tag" }, "this claim"))
        : claimButton(index, false),
      make("small", {}, make("code", {}, data.claims[index].id), " ", said(dispute.said[i])),
    ),
  );
  return make("ul", { class: "list" }, ...members);
};

/**
 * One contradiction: its claims, what each says, the arithmetic and the rules.
 * @param {Row} dispute
 * @param {{own?: number, brief?: boolean}} [how] the claim that is being read; whether the arithmetic is left out
 */
const aboutDispute = (dispute, { own = -1, brief = false } = {}) => {
  const alone = dispute.claims.length === 1;
  const list = (/** @type {string[]} */ texts) =>
    texts.map((/** @type {string} */ text) => make("li", {}, said(text)));
  const why = brief
    ? []
    : [
        ...(alone ? [] : [make("p", {}, "Leave out any one of them, and the others can be true together.")]),
        make("h4", {}, "The arithmetic"),
        make("ol", { class: "steps" }, ...list(dispute.steps)),
        ...(dispute.rules.length
          ? [make("h4", {}, "Rules used"), make("ul", { class: "rules" }, ...list(dispute.rules))]
          : []),
      ];
  return make(
    "section",
    { class: "dispute" },
    make("h3", {}, bolt(), alone ? " This cannot be true" : " These cannot all be true"),
    disputeClaims(dispute, own),
    ...why,
  );
};

/**
 * The contradictions between some claims.
 * @param {number[]} claims
 */
const disputesAmong = (claims) => [
  ...new Set(claims.flatMap((/** @type {number} */ index) => data.claims[index].disputes)),
];

/**
 * A computed figure with its rule, its arithmetic and the claims that it rests on.
 * @param {Row} item
 */
const aboutComputed = (item) =>
  make(
    "div",
    { class: "computed" },
    make("p", {}, make("b", {}, said(item.figure || "no figure")), item.period ? ", " : "", said(item.period)),
    make("p", {}, said([item.who, item.where].filter(Boolean).join(", "))),
    make("p", { class: "sum" }, said(item.arithmetic)),
    make("p", {}, `By the rule “${item.rule}”. `, item.rule_says),
    make("p", {}, "It rests on"),
    claimList(item.inputs),
  );

/**
 * A section with computed figures; nothing when there are none.
 * @param {Row[]} items
 * @param {string} title
 */
const computedSection = (items, title) => (items.length ? [make("h3", {}, title), ...items.map(aboutComputed)] : []);

/**
 * A computed figure as a row of the table.
 * @param {Row} item
 */
const computedRow = (item) => {
  const inputs = item.inputs.map((/** @type {number} */ claim) => {
    const button = make("button", { type: "button" }, said(data.claims[claim].id));
    button.addEventListener("click", () => {
      choose({ claim });
      readEvidence();
    });
    return button;
  });
  return make(
    "tr",
    { "data-computed": item.key },
    make("td", {}, make("span", { class: "tag dotted" }, "computed")),
    make("td", {}, String(data.kinds.get(item.kind))),
    make(
      "td",
      {},
      make("p", {}, said([item.who, item.where].filter(Boolean).join(", "))),
      make("p", { class: "sum" }, said(item.arithmetic)),
      make("p", {}, `Rule: ${item.rule}. Rests on `, ...inputs),
    ),
    make("td", {}, said(item.figure)),
    make("td", {}, said(item.period)),
    make("td", {}, "no source"),
  );
};
