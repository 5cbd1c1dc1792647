/** What the panel is built from: buttons that lead on, lists that stay short, tags, pairs of a name and a value. */

/** How many items a list shows before it is asked for more. */
const EV_MOST = 50;

/**
 * A button.
 * @param {() => void} click
 * @param {Row} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLButtonElement}
 */
const evButton = (click, attributes, ...children) =>
  make("button", { type: "button", click, ...attributes }, ...children);

/**
 * A button that chooses a node.
 * @param {number} node
 */
const evNode = (node) => evButton(() => choose({ node }), { class: "to-node" }, said(nodeName(node)));

/** @param {number[]} nodes */
const evNodes = (nodes) => nodes.filter((node) => node >= 0).map(evNode);

/** @param {number} start @param {number} end */
const evEnds = (start, end) => [said(nodeName(start)), " → ", said(nodeName(end))];

/**
 * A button that chooses what leads from one node to another.
 * @param {Ends} ends
 * @param {...(Node | string)} more
 */
const evCorridorButton = (ends, ...more) =>
  evButton(() => choose({ bundle: ends }), { class: "to-corridor" }, ...evEnds(ends.start, ends.end), ...more);

/**
 * A list that shows the first items, and more of them when asked.
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => Node} build
 * @param {number} [most]
 * @returns {HTMLUListElement}
 */
const evList = (items, build, most = EV_MOST) => {
  const list = make("ul", { class: "list" });
  let at = 0;
  const grow = () => {
    const next = items.slice(at, at + (at ? EV_MOST : most)).map((item) => make("li", {}, build(item)));
    at += next.length;
    list.append(...next);
    if (at < items.length) list.append(make("li", {}, evButton(proceed, { class: "more" }, t("{0} more", items.length - at))));
    return next[0];
  };
  const proceed = () => {
    list.lastElementChild?.remove();
    const first = grow();
    /** @type {HTMLElement | null} */ (first?.querySelector("button, a"))?.focus();
  };
  grow();
  return list;
};

/**
 * A heading with what stands below it; nothing when that is nothing.
 * @param {string} title
 * @param {(Node | string)[]} content
 * @returns {(Node | string)[]}
 */
const evSection = (title, content) => (content.length ? [make("h3", {}, title), ...content] : []);

/**
 * Content behind a line that opens it; nothing when there is none.
 * @param {string} title
 * @param {(Node | string)[]} content
 */
const evFold = (title, content) =>
  content.length ? [make("details", { class: "fold" }, make("summary", {}, title), ...content)] : [];

/**
 * Pairs of a name and what is known; pairs without anything known are left out.
 * @param {[string, (Node | string)[]][]} pairs
 */
const evFacts = (pairs) => {
  const known = pairs.filter(([, values]) => values.length && values[0] !== "");
  return make("dl", {}, ...known.flatMap(([name, values]) => [make("dt", {}, name), make("dd", {}, ...values)]));
};

/**
 * A mark in a rounded frame.
 * @param {string | Node} words
 * @param {string} [more] further classes
 */
const evTag = (words, more = "") => make("span", { class: `tag ${more}`.trim() }, words);

/** The mark of a contradiction; the words beside it say what it means. */
const evBolt = () =>
  svg(
    "svg",
    { class: "bolt", width: 11, height: 13, viewBox: "-7 -10 14 20", "aria-hidden": "true" },
    svg("path", { d: "M2,-9 -6,1.5 -1,1.5 -2.5,9 6,-2.5 1,-2.5Z" }),
  );

/**
 * The tag of a claim that is in a contradiction; nothing for any other.
 * @param {number} claim
 */
const evDisputeTag = (claim) =>
  data.disputesOf(claim).length ? [" ", evTag(make("span", {}, evBolt(), ` ${t("cannot all be true")}`), "disputed")] : [];

/**
 * A name of a closed list as words: `countryOfBirth` reads country of birth.
 * @param {string} notation
 */
const evSpaced = (notation) => t(notation.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`));

/**
 * By what somebody counts as a member of a population.
 * @param {string} criterion
 */
const evCriterion = (criterion) =>
  criterion === "notStated" ? t("what makes one of them is not stated") : t("counted by {0}", evSpaced(criterion));

/** @param {number} i */
const evKind = (i) => data.kinds[data.claims.kind[i]];

/**
 * The figure of a claim as it is read; empty when it states none.
 * @param {number} i
 * @returns {string}
 */
const evFigure = (i) => {
  const { low, high, hedge, measure } = data.claims;
  const words = figureWords(low[i], high[i], data.hedges[hedge[i]] ?? "", data.measures[measure[i]] ?? "");
  return i < data.details.length && (langNow() === "en" || !words) ? data.details[i].figure : words;
};

/**
 * When, in words; empty when it is not stated.
 * @param {number} i
 * @returns {string}
 */
const evWhen = (i) => evPeriod(data.claims.period[i]);

/**
 * A period in words.
 * @param {number} period
 * @returns {string}
 */
const evPeriod = (period) => {
  const found = data.periods[period];
  if (!found) return "";
  return found.words ? periodWords(found.words) : years(found.first ?? NaN, found.last ?? NaN);
};

/**
 * The source that was read and, behind an arrow, the root on which it relies.
 * @param {number} i
 * @returns {(Node | string)[]}
 */
const evWho = (i) => {
  const read = i < data.details.length ? sourceOf(data.details[i].source) : data.sources[data.claims.source[i]];
  const chain = i < data.details.length ? data.details[i].chain : [];
  const root = chain.length ? sourceOf(chain[chain.length - 1].source) : null;
  return root ? [said(evShort(read)), " ← ", said(evShort(root))] : [said(evShort(read))];
};

/**
 * A source in few words.
 * @param {Row} source
 * @returns {string}
 */
const evShort = (source) => {
  const by = source.publisher || source.author;
  return by && !source.title.includes(by) && source.seen ? `${source.title} (${by})` : source.title;
};

/**
 * What a claim of a table says, which has no words of its own.
 * @param {number} i
 * @returns {(Node | string)[]}
 */
const evTableText = (i) => {
  const row = data.claims.firstRow[i];
  const { start, end, place, population } = data.rows;
  const who = population[row] >= 0 ? [said(nodeName(population[row]))] : [];
  if (start[row] >= 0 || end[row] >= 0) return [...who, ...(who.length ? [", "] : []), ...evEnds(start[row], end[row])];
  return place[row] >= 0 ? [...who, ...(who.length ? [", "] : []), said(nodeName(place[row]))] : who;
};

/**
 * A button that chooses a claim, with its figure, its time and who says so.
 * @param {number} i
 * @param {{tagged?: boolean, who?: boolean, text?: boolean}} [how] what of it is told
 */
const evClaim = (i, { tagged = true, who = true, text = true } = {}) => {
  const own = i < data.details.length ? data.details[i] : null;
  const figure = evFigure(i) || wordOf(own?.word ?? "");
  const words = own ? [make("span", { lang: own.lang }, said(own.text || own.id))] : evTableText(i);
  const when = shortPeriod(evWhen(i));
  return evButton(
    () => choose({ claim: i }),
    { class: "claim", "data-claim": i },
    ...(figure ? [make("b", {}, said(figure)), " "] : []),
    ...(text ? [make("span", { class: "text" }, ...words)] : []),
    make("small", {}, ...(when ? [said(when), who ? " · " : ""] : []), ...(who ? evWho(i) : [])),
    ...(tagged ? evDisputeTag(i) : []),
  );
};

/** @param {readonly number[]} claims @param {number} [most] */
const evClaims = (claims, most) => evList(claims, (i) => evClaim(i), most);

/**
 * Claims in the order of time; those without a date last, then in their own order.
 * @param {number[]} claims
 */
const evInTime = (claims) => {
  const at = (/** @type {number} */ i) => {
    const period = data.periods[data.claims.period[i]];
    return period ? (period.first ?? period.last ?? Infinity) : Infinity;
  };
  const order = (/** @type {number} */ a, /** @type {number} */ b) => (a < b ? -1 : a > b ? 1 : 0);
  return claims.slice().sort((a, b) => order(at(a), at(b)) || a - b);
};

/**
 * Claims in the order of time; under the names of the sources that were read when these are several.
 * @param {number[]} claims
 * @returns {(Node | string)[]}
 */
const evBySource = (claims) => {
  const sources = [...new Set(claims.map((i) => data.claims.source[i]))];
  if (sources.length < 2) return claims.length ? [evClaims(evInTime(claims))] : [];
  return sources.flatMap((source) => [
    make("h4", {}, said(evShort(data.sources[source]))),
    evClaims(evInTime(claims.filter((i) => data.claims.source[i] === source))),
  ]);
};

/**
 * How a source is cited; a link where it has an address on the web.
 * @param {string} key
 */
const evCited = (key) => {
  const source = sourceOf(key);
  const title = said(source.title);
  const safe = /^https?:\/\//i.test(source.url ?? "");
  const name = safe ? make("a", { href: source.url, rel: "noopener noreferrer", target: "_blank" }, title) : title;
  const dated = source.published ? day(source.published) : "";
  const rest = [source.author, source.publisher, source.edition, dated];
  const known = rest.filter((part) => part && part !== source.title);
  return make("span", {}, name, ...(known.length ? [" (", said(known.join(", ")), ")"] : []));
};
