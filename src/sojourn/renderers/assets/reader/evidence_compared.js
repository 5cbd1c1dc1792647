/**
 * How two figures stand to each other, in the reader's language: the page holds it in English, in the form that
 * audit/comparing/words.py and naming.py make.
 */

/** What the facets in which two figures may differ are called. */
const EV_FACETS = new Map([
  ["kind", "kind of statement"],
  ["unit", "unit"],
  ["criterion", "criterion of the population"],
  ["scope", "people counted"],
  ["status", "residence status"],
  ["place", "place"],
  ["time", "reference time"],
  ["method", "method and source"],
]);

/** @type {Map<string, number> | null} */
let evNamed = null;

/**
 * The name of what an English label stands for; the text itself where no node is called so.
 * @param {string} label
 */
const evNameOf = (label) => {
  evNamed ??= new Map(data.nodes.flatMap((node, i) => [node.labels?.[0], node.label].filter(Boolean).map((one) => [one, i])));
  const node = evNamed.get(label);
  return node === undefined ? wordOf(label) : nodeName(node);
};

/**
 * Names between separators, each in the reader's language.
 * @param {string} words
 * @param {string} mark
 */
const evNamesOf = (words, mark) => words.split(mark).map(evNameOf).join(mark);

/**
 * Whom a figure counts: "Russians by profession (doctor, engineer) among Residents".
 * @param {string} words
 * @returns {string}
 */
const evPeopleWords = (words) => {
  const among = /^(.+?) among (.+)$/.exec(words);
  if (among) return t("{0}, a part of {1}", evPeopleWords(among[1]), evNamesOf(among[2], ", "));
  const narrowed = /^(.+) by profession \((.+)\)$/.exec(words);
  if (narrowed) return `${evPeopleWords(narrowed[1])} (${evNamesOf(narrowed[2], ", ")})`;
  return evNamesOf(words, " + ");
};

/**
 * A time of a comparison: "2013–2017", "until 2025-01-31", "at publication (of a source without a date)".
 * @param {string} words
 * @returns {string}
 */
const evTimeWords = (words) => {
  const undated = " (of a source without a date)";
  if (words.endsWith(undated)) return t("{0} (of a source without a date)", evTimeWords(words.slice(0, -undated.length)));
  const bound = /^(until|since|about|at) (.+)$/.exec(words);
  if (bound) {
    const forms = { until: "until {0}", since: "from {0} on", about: "about {0}", at: "{0}" };
    const said = evTimeWords(bound[2]);
    return bound[1] === "at" ? said : t(forms[/** @type {"until"} */ (bound[1])], said);
  }
  const both = /^([\d-]+)–([\d-]+)$/.exec(words);
  if (both) return t("{0} to {1}", day(both[1]), day(both[2]));
  return /^\d{4}(-\d\d){0,2}$/.test(words) ? day(words) : periodWords(words);
};

/**
 * A place of a comparison: "in Beijing", "from Russia to China".
 * @param {string} words
 */
const evPlaceWords = (words) => {
  const moved = /^(?:from (.+?))?(?:^| )to (.+)$/.exec(words);
  if (moved) return `${moved[1] ? evNamesOf(moved[1], " + ") : t("not stated")} → ${evNamesOf(moved[2], " + ")}`;
  return evNamesOf(words.replace(/^(in|from) /, ""), " + ");
};

/**
 * What one of two figures says in a facet.
 * @param {string} facet
 * @param {string} words
 * @returns {string}
 */
const evFacetWords = (facet, words) => {
  if (words === "not stated") return t("not stated");
  if (facet === "scope") return evPeopleWords(words);
  if (facet === "time") return evTimeWords(words);
  if (facet === "place") return evPlaceWords(words);
  if (facet === "method") return evNamesOf(words, ", ");
  return facet === "criterion" ? evNamesOf(words, " and ") : evNamesOf(words, ", ");
};

/**
 * How two figures stand to each other.
 * @param {string} facet empty when they differ in none
 * @param {string} words as the page holds them
 * @returns {string}
 */
const evComparisonWords = (facet, words) => {
  if (langNow() === "en") return words;
  const found = /^(?:“(.*)” against “(.*)”(?: \((.*)\))?; )?(the two [^“”]+)$/s.exec(words);
  if (!found) return words;
  const [, one, other, relation, verdict] = found;
  if (one === undefined) return t(verdict);
  const contrast = t("“{0}” against “{1}”", evFacetWords(facet, one), evFacetWords(facet, other));
  const related = relation ? (langNow() === "zh" ? `（${t(relation)}）` : ` (${t(relation)})`) : "";
  return `${contrast}${related}${langNow() === "zh" ? "；" : "; "}${t(verdict)}`;
};

/**
 * In what two figures differ first, and what follows.
 * @param {string} facet empty when they differ in none
 * @param {string} words
 * @returns {(Node | string)[]}
 */
const evDifference = (facet, words) => [
  ...(facet ? [make("b", {}, t("They differ in {0}", t(EV_FACETS.get(facet) ?? facet))), langNow() === "zh" ? "：" : ": "] : []),
  said(evComparisonWords(facet, words)),
];
