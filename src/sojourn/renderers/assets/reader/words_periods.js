/** When, in the reader's language. The page holds periods in English words, of a form that drawing/words.py makes. */

const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];

/**
 * A point in time: "January 2025", "about 2025", "10 years before publication", "May of the year that is …".
 * @param {string} words
 * @returns {string}
 */
const pointWords = (words) => {
  const edge = /^(perhaps about|about|perhaps) (.+)$/.exec(words);
  if (edge) return t(`${edge[1]} {0}`, pointWords(edge[2]));
  const date = /^(?:(\d{1,2}) )?(?:([A-Z][a-z]+) )?(\d{4})$/.exec(words);
  if (date) {
    const parts = [date[3], date[2] && MONTHS.indexOf(date[2]) + 1, date[1]].filter(Boolean);
    return day(parts.map((part) => String(part).padStart(2, "0")).join("-"));
  }
  const before = /^(\d+) (year|month|day)s? before publication$/.exec(words);
  if (before) return t(`{0} {0:${before[2]}|${before[2]}s} before publication`, Number(before[1]));
  const month = /^([A-Z][a-z]+) of the year that is (.+)$/.exec(words);
  if (month && MONTHS.includes(month[1])) {
    return t("{0} of the year that is {1}", t(month[1]), pointWords(month[2]));
  }
  return words === "publication" ? t("publication") : words;
};

/**
 * A point in time after a word that takes the genitive in Russian: "до мая 2024 г.".
 * @param {string} words
 */
const pointAfter = (words) => {
  const said = pointWords(words);
  if (langNow() !== "ru") return said;
  // The month stands in the genitive when a day stands before it.
  return MONTHS.reduce((text, month) => text.replace(new RegExp(`^((?:около )?)${t(month)}(?= \\d)`), `$1${genitiveMonth(month)}`), said);
};

/** @param {string} month in English */
const genitiveMonth = (month) =>
  intl("DateTimeFormat", { month: "long", day: "numeric", timeZone: "UTC" })
    .format(Date.UTC(2024, MONTHS.indexOf(month), 1))
    .replace(/^1 /, "");

/**
 * A stretch of time; years alone are joined by a dash where the language does so.
 * @param {string} words
 */
const stretchWords = (words) => {
  const until = /^until (.+)$/.exec(words)?.[1];
  const from = /^from (.+) on$/.exec(words)?.[1];
  const point = until ?? from;
  if (point === "publication") return until ? t("until publication") : t("from publication on");
  if (point?.endsWith("before publication")) {
    return until ? t("until {0}, counted back", pointWords(point)) : t("from {0} on, counted back", pointWords(point));
  }
  if (point) return until ? t("until {0}", pointAfter(point)) : t("from {0} on", pointAfter(point));
  const both = /^(.+?) to (.+)$/.exec(words);
  if (!both) return pointWords(words);
  if (/^\d{4}$/.test(both[1]) && /^\d{4}$/.test(both[2])) return years(Number(both[1]), Number(both[2]));
  return t("{0} to {1}", pointWords(both[1]), pointWords(both[2]));
};

/**
 * A period in the reader's language: "2013 to 2017" is 2013–2017年; what a source says in its own words stays.
 * @param {string} words in English, as the page holds them
 * @returns {string}
 */
const periodWords = (words) => {
  if (langNow() === "en" || !words) return words;
  const found = /^(.*?)( \(not anchored: the date of publication is not known\))?(?:(?:^|, )(“.*”))?$/s.exec(words);
  if (!found) return words;
  const [, time, unanchored, own] = found;
  const anchor = unanchored ? t(" (not anchored: the date of publication is not known)") : "";
  return listed([time ? stretchWords(time) + anchor : "", own ?? ""].filter(Boolean));
};

/**
 * A period where there is little room: that nobody knows when the article appeared is said in two words.
 * @param {string} words in the reader's language
 */
const shortPeriod = (words) =>
  words.replace(t(" (not anchored: the date of publication is not known)"), t(" (article undated)"));

/**
 * When a claim holds, in the reader's language; empty when that is not stated.
 * @param {number} claim
 */
const whenOf = (claim) => periodWords(data.periods[data.claims.period[claim]]?.words ?? claimAt(claim).period ?? "");

/**
 * The figure of a claim in the reader's language; its word where it gives no number; empty when neither is stated.
 * @param {number} claim
 * @returns {string}
 */
const figureOf = (claim) => {
  const { low, high, hedge, measure } = data.claims;
  const [hedged, measured] = [data.hedges[hedge[claim]] ?? "exact", data.measures[measure[claim]] ?? "persons"];
  const detail = data.details[claim];
  // What Python wrote stands: it knows of open ends that the hedge alone does not tell.
  if (detail?.figure && langNow() === "en") return detail.figure;
  return figureWords(low[claim], high[claim], hedged, measured) || detail?.figure || wordOf(detail?.word ?? "");
};
