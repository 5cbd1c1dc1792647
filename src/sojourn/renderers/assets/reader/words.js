/**
 * The words of the page in the reader's language: English is the key, and what is said where a translation is missing.
 *
 * A text has places for values, `{0}`, and for a word that bends with a number, `{0:claim|claims}`: the forms stand in
 * the order of the plural rules, one and other in English, one, few and many in Russian, a single one in Chinese.
 *
 * @typedef {"en" | "zh" | "ru"} Lang
 */

/** @type {[Lang, string][]} */
const LANGUAGES = [
  ["en", "English"],
  ["zh", "中文"],
  ["ru", "Русский"],
];
/** @type {Record<Lang, Map<string, string>> | null} */
let wordsKnown = null;

/** What is said for each English text, by language; English only where the text itself does not bend with a number. */
const dictionaries = () => {
  if (wordsKnown) return wordsKnown;
  /** @type {Record<Lang, Map<string, string>>} */
  const made = { en: new Map(), zh: new Map(), ru: new Map() };
  for (const [key, zh, ru, en] of [...WORDS_OF_PAGE, ...WORDS_OF_PICTURES, ...WORDS_OF_EVIDENCE, ...WORDS_OF_LISTS]) {
    made.zh.set(key, zh);
    made.ru.set(key, ru);
    if (en) made.en.set(key, en);
  }
  wordsKnown = made;
  return made;
};

/** Sentences that come with the data and hold numbers: what they are made from. @type {[RegExp, string][]} */
const SENTENCES = [
  [/^Contradiction (\d+)$/, "Contradiction {0}"],
  [/^(Drawn as a map: .+) Small flows are gathered until they are asked for\.$/, "Small flows are gathered until they are asked for."],
  [/^Drawn as a map: people move, and ([\d,]+) of ([\d,]+) places? ha(?:s|ve) a position on it\.$/, "Drawn as a map: people move, and {0} of {1} places have a position on it."],
  [/^Drawn as a map: ([\d,]+) of ([\d,]+) places? ha(?:s|ve) a position on it\.$/, "Drawn as a map: {0} of {1} places have a position on it."],
  [/^Drawn on a canvas: every one of ([\d,]+) lines? was asked for at once\.$/, "Drawn on a canvas: every one of {0} lines was asked for at once."],
];

/**
 * A sentence that came with the data, in the reader's language; "" when it is none of those that are known.
 * @param {string} text
 * @returns {string}
 */
const sentenceWords = (text) => {
  for (const [form, key] of SENTENCES) {
    const found = form.exec(text);
    if (!found) continue;
    // A sentence in two parts: the first is read again.
    if (!key.includes("{0}")) return [sentenceWords(found[1]), t(key)].join(langNow() === "zh" ? "" : " ");
    return t(key, ...found.slice(1).map((part) => Number(part.replaceAll(",", ""))));
  }
  return "";
};

const RUSSIAN_PLURALS = ["one", "few", "many"];

/** @returns {Lang} */
const langNow = () => /** @type {Lang} */ (LANGUAGES.find(([lang]) => lang === state.lang)?.[0] ?? "en");

/** @type {Map<string, any>} */
const intls = new Map();

/**
 * A formatter of the present language, made once.
 * @param {"NumberFormat" | "DateTimeFormat" | "PluralRules"} kind
 * @param {object} [options]
 */
const intl = (kind, options = {}) => {
  const lang = langNow();
  const key = `${kind} ${lang} ${JSON.stringify(options)}`;
  // en-GB for its order of the day: 31 January 2025.
  if (!intls.has(key)) intls.set(key, new (/** @type {any} */ (Intl)[kind])(lang === "en" ? "en-GB" : lang, options));
  return intls.get(key);
};

/** What stands between thousands. @type {Record<Lang, string>} */
const THOUSANDS = { en: ",", zh: ",", ru: "\u00a0" };

/**
 * A number as the reader writes it: 37,890,000 or 37 890 000; −460. Whole numbers as Intl writes them, but without it:
 * the first formatter of a page takes 10 ms to make.
 * @param {number} value
 * @returns {string}
 */
const number = (value) => {
  const written = Number.isSafeInteger(value)
    ? String(value).replace(/\B(?=(\d{3})+$)/g, THOUSANDS[langNow()])
    : intl("NumberFormat", { maximumFractionDigits: 12 }).format(value);
  return written.replace("-", "−");
};

/**
 * A number without marks between its thousands: the 3790 of 3790万.
 * @param {number} value
 * @returns {string}
 */
const ungrouped = (value) => intl("NumberFormat", { maximumFractionDigits: 12, useGrouping: false }).format(value);

/**
 * A number in few letters: 37.9 m, 3790万, 37,9 млн.
 * @param {number} value
 * @returns {string}
 */
const compactNumber = (value) => {
  const size = Math.abs(value);
  /** @type {Record<Lang, [number, string][]>} */
  const names = {
    en: [[1e9, " bn"], [1e6, " m"], [1e3, " k"]],
    zh: [[1e8, "亿"], [1e4, "万"]],
    ru: [[1e9, " млрд"], [1e6, " млн"], [1e3, " тыс."]],
  };
  const [unit, name] = names[langNow()].find(([one]) => size >= one) ?? [1, ""];
  return ungrouped(roundSum(value / unit)).replace("-", "−") + name;
};

/**
 * A share of a hundred: 40 %, 40%.
 * @param {number} value
 */
const percent = (value) => `${number(value)}${langNow() === "zh" ? "%" : langNow() === "ru" ? "\u00a0%" : " %"}`;

/**
 * A sum as a picture says it, in three figures: 15.308301 million people were counted by nobody.
 * @param {number} value
 */
const roundSum = (value) => Number(value.toPrecision(3));

/**
 * Which of the plural forms belongs to a number.
 * @param {number} value
 * @param {string[]} forms
 */
const bend = (value, forms) => {
  const size = Math.abs(value);
  if (langNow() === "zh") return forms[0];
  if (langNow() === "en") return forms[size === 1 ? 0 : Math.min(1, forms.length - 1)];
  const at = RUSSIAN_PLURALS.indexOf(intl("PluralRules").select(size));
  // Fractions are "other" in Russian and take the form of "few": 1,5 человека.
  return forms[Math.min(at < 0 ? 1 : at, forms.length - 1)];
};

/**
 * What the page says, in the reader's language.
 * @param {string} text in English; the key of the dictionaries
 * @param {...(string | number)} values numbers are written as the reader writes them
 * @returns {string}
 */
const t = (text, ...values) => {
  const lang = langNow();
  const { en } = dictionaries();
  const known = dictionaries()[lang].get(text);
  const written = known ?? en.get(text) ?? text;
  if (known === undefined && lang !== "en" && !values.length) return sentenceWords(text) || text;
  return written.replace(/\{(\d)(?::([^}]*))?\}/g, (/** @type {string} */ whole, place, forms) => {
    const value = values[Number(place)];
    if (forms !== undefined) return bend(Number(value), forms.split("|"));
    if (value === undefined) return whole;
    return typeof value === "number" ? number(value) : value;
  });
};

/**
 * The same with elements in the places of the values: for texts from the graph that stand in a sentence.
 * @param {string} text
 * @param {...(string | number | Node)} values
 * @returns {(string | Node)[]}
 */
const tNodes = (text, ...values) => {
  const marks = values.map((value, i) => (value instanceof Node ? `\u0000${i}\u0000` : value));
  return t(text, ...marks)
    .split("\u0000")
    .map((part, i) => (i % 2 ? /** @type {Node} */ (values[Number(part)]) : part))
    .filter((part) => part !== "");
};

/**
 * Names in a row as the reader writes them.
 * @param {string[]} names
 */
const listed = (names) => names.join(langNow() === "zh" ? "、" : ", ");

/**
 * A day, a month or a year: 31 January 2025, 2025年1月31日, 31 января 2025 г.
 * @param {string} iso
 * @returns {string}
 */
const day = (iso) => {
  const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(iso);
  if (!found) return iso;
  const [, year, month, date] = found;
  if (!month) return yearWords(Number(year));
  const options = { year: "numeric", month: "long", ...(date ? { day: "numeric" } : {}), timeZone: "UTC" };
  const time = Date.UTC(Number(year), Number(month) - 1, Number(date ?? 1));
  return intl("DateTimeFormat", options).format(time);
};

/**
 * A year on its own: 2020, 2020年, 2020 г.
 * @param {number} year
 */
const yearWords = (year) => `${year}${langNow() === "zh" ? "年" : langNow() === "ru" ? "\u00a0г." : ""}`;

/**
 * A stretch of years: 2013–2017; open where a year is not a number.
 * @param {number} first
 * @param {number} last
 * @returns {string}
 */
const years = (first, last) => {
  const known = [first, last].map((year) => Number.isFinite(year));
  if (!known[0] && !known[1]) return t("any time");
  if (!known[0]) return t("until {0}", yearWords(last));
  if (!known[1]) return t("from {0} on", yearWords(first));
  if (first === last) return yearWords(first);
  const end = langNow() === "zh" ? "年" : langNow() === "ru" ? "\u00a0гг." : "";
  return `${first}–${last}${end}`;
};

/**
 * A word of a closed list, or a text of the graph where it is none of ours: said as it is when no translation is known.
 * @param {string} text
 * @returns {string}
 */
const wordOf = (text) => {
  const words = dictionaries()[langNow()].get(text);
  if (words === undefined) return langNow() === "en" ? text : sentenceWords(text) || text;
  return words.includes("{") ? text : words;
};
