/** The panel that says who said so. */

const panel = byId("evidence");

const RELATIONS = new Map([
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
 * A button that chooses a node.
 * @param {number} node
 */
const nodeButton = (node) =>
  make("button", { type: "button", click: () => choose({ node }), lang: raw.lang }, said(data.nodes[node].label));

/**
 * A button that chooses a claim, with its figure.
 * @param {number} index
 * @param {boolean} [tagged] whether it says that the claim is in a contradiction
 */
const claimButton = (index, tagged = true) => {
  const claim = data.claims[index];
  const figure = claim.figure ? [make("b", {}, claim.figure), ": "] : [];
  return make(
    "button",
    { type: "button", click: () => choose({ claim: index }) },
    ...figure,
    said(claim.text || claim.id),
    ...(tagged ? disputeTag(claim).flatMap((tag) => [" ", tag]) : []),
  );
};

/**
 * Claims as a list of buttons.
 * @param {number[]} claims
 */
const claimList = (claims) =>
  make("ul", { class: "list" }, ...claims.map((index) => make("li", {}, claimButton(index))));

/**
 * How a source is cited; a link where it has an address on the web.
 * @param {string} key
 */
const cited = (key) => {
  const source = sourceOf(key);
  const title = said(source.title);
  const safe = /^https?:\/\//i.test(source.url);
  const name = safe ? make("a", { href: source.url, rel: "noopener noreferrer", target: "_blank" }, title) : title;
  const rest = [source.author, source.publisher, source.published].filter((part) => part && part !== source.title);
  return make("span", {}, name, ...(rest.length ? [" (", said(rest.join(", ")), ")"] : []));
};

/**
 * The chain from the source that was read to the root.
 * @param {Row} claim
 */
const chain = (claim) => {
  const steps = [make("li", {}, cited(claim.source), " ", make("span", { class: "tag" }, "read here"))];
  for (const step of claim.chain) {
    const ground =
      step.attribution === "explicit"
        ? "named in the text"
        : step.attribution === "implied"
          ? "implied by the context"
          : "not named";
    const words = step.wording ? [make("br"), "calls it ", said(`“${step.wording}”`)] : [];
    const unseen = sourceOf(step.source).seen ? [] : [make("span", { class: "tag" }, "not seen by us")];
    steps.push(make("li", {}, cited(step.source), " ", make("span", { class: "tag" }, ground), ...unseen, ...words));
  }
  return make("ol", {}, ...steps);
};

/**
 * Where in the source it stands.
 * @param {Row} claim
 */
const place = (claim) => {
  const at = claim.locator;
  const parts = [];
  if (at.line) parts.push(`line ${at.line}${at.sentence ? `, sentence ${at.sentence}` : ""}`);
  else if (at.other) parts.push(at.other);
  if (at.start >= 0) parts.push(`characters ${at.start}–${at.end}`);
  return parts.join("; ");
};

/**
 * Pairs of a name and what is known; pairs without anything known are left out.
 * @param {[string, (Node | string)[]][]} pairs
 */
const facts = (pairs) => {
  const known = pairs.filter(([, values]) => values.length && values[0] !== "");
  return make("dl", {}, ...known.flatMap(([name, values]) => [make("dt", {}, name), make("dd", {}, ...values)]));
};

/**
 * Everything known about a claim.
 * @param {Row} claim
 */
const aboutClaim = (claim) => {
  const nodes = (/** @type {number[]} */ list) => list.map(nodeButton);
  const moves = claim.origin.length || claim.destination.length;
  const digest = claim.locator.digest;
  const related = [...RELATIONS].flatMap(([relation, title]) => {
    const others = claim.related.filter((/** @type {[string, number]} */ pair) => pair[0] === relation);
    return others.length
      ? [make("h3", {}, title), claimList(others.map((/** @type {[string, number]} */ pair) => pair[1]))]
      : [];
  });
  return [
    make(
      "p",
      {},
      make("span", { class: "tag" }, String(data.kinds.get(claim.kind))),
      make("span", { class: "tag" }, said(claim.id)),
      ...(claim.modality === "asserted" ? [] : [make("span", { class: "tag" }, claim.modality)]),
      ...disputeTag(claim),
    ),
    make("h2", { lang: claim.lang }, said(claim.text || claim.id)),
    make("p", { class: "big" }, claim.figure ? said(claim.figure) : claim.word ? said(claim.word) : "no figure stated"),
    ...claim.disputes.map((/** @type {number} */ i) => aboutDispute(data.disputes[i], { own: state.claim })),
    facts([
      ["printed as", claim.printed ? [said(`“${claim.printed}”`)] : []],
      ["hedge", [claim.hedge]],
      ["called", claim.wording ? [said(claim.wording)] : []],
      ["in words", claim.figure && claim.word ? [said(claim.word)] : []],
      ["when", [said(claim.period || "not stated")]],
      ["who", nodes([...claim.population, ...claim.agent])],
      ["share of", nodes(claim.whole)],
      ["professions", nodes(claim.profession)],
      ["from", moves ? (claim.origin.length ? nodes(claim.origin) : ["not stated"]) : []],
      ["to", moves ? (claim.destination.length ? nodes(claim.destination) : ["not stated"]) : []],
      ["where", nodes(claim.place)],
      ["reason", claim.driver ? [said(claim.driver), claim.role ? ` (${claim.role})` : ""] : []],
      ["event", [claim.event]],
      ["status", [claim.status]],
      ["type of stay", [claim.mobility]],
      ["counted by", [claim.method]],
    ]),
    make("h3", {}, "Who says so"),
    chain(claim),
    facts([
      ["stands at", [place(claim)]],
      ["passage", digest ? [make("code", { title: digest }, `SHA-256 ${digest.slice(0, 16)}…`)] : []],
      ["note", claim.note ? [said(claim.note)] : []],
    ]),
    ...related,
    ...computedSection(
      data.computed.filter((item) => item.inputs.includes(state.claim)),
      "Computed from it, said by no source",
    ),
  ];
};

/**
 * Everything said about a node.
 * @param {Row} node
 */
const aboutNode = (node) => {
  const shown = node.claims.filter((/** @type {number} */ claim) => state.shown.has(claim));
  const hidden = node.claims.length - shown.length;
  const kinds = [...data.kinds].map(([kind, title]) => ({
    title,
    claims: shown.filter((/** @type {number} */ claim) => data.claims[claim].kind === kind),
  }));
  const names = [...new Set(node.others)].filter((name) => name !== node.label);
  const count = `${shown.length} ${shown.length === 1 ? "claim" : "claims"}${hidden ? `, ${hidden} more hidden by the filters` : ""}`;
  return [
    make(
      "p",
      {},
      make("span", { class: "tag" }, node.type),
      ...(node.sure ? [] : [make("span", { class: "tag" }, "not identified for certain")]),
    ),
    make("h2", { lang: raw.lang }, said(node.label)),
    ...(names.length ? [make("p", {}, said(names.join(" · ")))] : []),
    make("p", {}, count),
    ...disputesAmong(shown).map((i) => aboutDispute(data.disputes[i])),
    ...(node.members.length ? [make("h3", {}, "Members"), make("p", {}, ...node.members.map(nodeButton))] : []),
    ...kinds
      .filter((kind) => kind.claims.length)
      .flatMap((kind) => [make("h3", {}, String(kind.title)), claimList(kind.claims)]),
    ...computedSection(
      data.computed.filter((item) => item.names.includes(data.nodes.indexOf(node))),
      NEVER_SAID,
    ),
  ];
};

/** @type {HTMLElement | null} */
let back = null;

/** Shows what is chosen. Whoever reads by keyboard stays in the panel, and leaves it for where they came from. */
const showEvidence = () => {
  const chosen = state.claim >= 0 || state.node >= 0;
  const reading = panel.contains(document.activeElement);
  if (chosen && !reading) back = /** @type {HTMLElement} */ (document.activeElement);
  panel.classList.toggle("open", chosen);
  const close = make(
    "button",
    { type: "button", class: "close", "aria-label": "Close the evidence", click: () => choose({}) },
    "×",
  );
  const disputed = [...data.claims.keys()].filter(
    (i) =>
      data.claims[i].figure &&
      data.claims[i].related.some((/** @type {[string, number]} */ pair) => pair[0].startsWith("contrast")),
  );
  const hint = [
    make("h2", {}, "Who says so?"),
    make(
      "p",
      {},
      "Click an arrow, a place, a population or a row of the table: its evidence appears here. From the keyboard: search, or the table below.",
    ),
    ...data.disputes.map((dispute) => aboutDispute(dispute, { brief: true })),
    ...(data.disputes.length >= raw.mostDisputes
      ? [make("p", {}, `No more than ${raw.mostDisputes} contradictions are looked for here; there may be others.`)]
      : []),
    ...(disputed.length ? [make("h3", {}, "Figures in contrast with another"), claimList(disputed)] : []),
  ];
  const content =
    state.claim >= 0
      ? aboutClaim(data.claims[state.claim])
      : state.node >= 0
        ? aboutNode(data.nodes[state.node])
        : hint;
  panel.replaceChildren(...(chosen ? [close] : []), ...content);
  panel.scrollTop = 0;
  if (chosen && reading) panel.focus({ preventScroll: true });
  if (!chosen && reading) back?.focus({ preventScroll: true });
};

/** Leads a reader who chose something by keyboard to the evidence. */
const readEvidence = () => panel.focus({ preventScroll: true });

listeners.push(showEvidence);
