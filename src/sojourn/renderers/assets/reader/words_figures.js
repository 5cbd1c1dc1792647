/**
 * Figures as a person reads them, in three languages; the English is that of the Python side, held together by a test.
 *
 * @typedef {{low: number, high: number, hedge: string, measure: string, lowOpen: boolean, highOpen: boolean}} Figure
 */

/** Names of the orders of magnitude, largest first. English says no tens of thousands: Python does not either. */
const MAGNITUDES = {
  /** @type {[number, string][]} */
  en: [[1e9, "billions"], [1e6, "millions"], [1e3, "thousands"], [100, "hundreds"], [0, "tens"]],
  /** @type {[number, string][]} */
  zh: [
    [1e9, "数十亿"], [1e8, "数亿"], [1e7, "数千万"], [1e6, "数百万"], [1e5, "数十万"], [1e4, "数万"],
    [1e3, "数千"], [100, "数百"], [0, "数十"],
  ],
  /** @type {[number, string][]} */
  ru: [
    [1e9, "миллиарды"], [1e6, "миллионы"], [1e5, "сотни тысяч"], [1e4, "десятки тысяч"],
    [1e3, "тысячи"], [100, "сотни"], [0, "десятки"],
  ],
};
/** Units after a number that stands in the nominative (one, few, many), and after "over", "about", "from … to". */
const UNITS_RU = {
  person: [["человек", "человека", "человек"], ["человека", "человек", "человек"]],
  permit: [["разрешение", "разрешения", "разрешений"], ["разрешения", "разрешений", "разрешений"]],
};

/**
 * The order of magnitude in words.
 * @param {number} low
 */
const magnitude = (low) => {
  const names = MAGNITUDES[langNow()];
  return (names.find(([size]) => low >= size) ?? names[names.length - 1])[1];
};

/**
 * A figure with its open ends, which follow from the hedge.
 * @param {number | null} low
 * @param {number | null} high
 * @param {string} hedge
 * @param {string} measure
 * @returns {Figure}
 */
const readFigure = (low, high, hedge, measure) => {
  hedge = hedge.replace(/ (\w)/g, (_, letter) => letter.toUpperCase()); // "more than" of a picture is moreThan
  const bounds = { low: low ?? NaN, high: high ?? NaN };
  const falling = measure === "percentChange" && bounds.high < 0;
  return {
    ...bounds,
    hedge,
    measure,
    lowOpen: Number.isFinite(bounds.low) && (hedge === "mostOf" || (hedge === "moreThan" && !falling)),
    highOpen: Number.isFinite(bounds.high) && (hedge === "lessThan" || (hedge === "moreThan" && falling)),
  };
};

/**
 * The words around one bound or two, by language. `about`, `over`, `under`, `least`, `most` take a written number,
 * `range` takes two, `between` two with the words of their bounds.
 */
const FRAMES = {
  en: {
    about: "about {0}", over: "over {0}", under: "under {0}", least: "at least {0}", most: "at most {0}",
    range: "{0} to {1}", short: "{0}–{1}",
  },
  zh: {
    about: "约{0}", over: "超过{0}", under: "不到{0}", least: "至少{0}", most: "最多{0}",
    range: "{0}至{1}", short: "{0}–{1}",
  },
  ru: {
    about: "около {0}", over: "более {0}", under: "менее {0}", least: "не менее {0}", most: "не более {0}",
    range: "от {0} до {1}", short: "{0}–{1}",
  },
};

/**
 * A frame with its numbers put in.
 * @param {keyof typeof FRAMES.en} name
 * @param {...string} values
 */
const framed = (name, ...values) =>
  FRAMES[langNow()][name].replace(/\{(\d)\}/g, (_, place) => values[Number(place)]);

/**
 * More than half, with what is meant.
 * @param {string} over
 */
const mostWords = (over) => (langNow() === "zh" ? `${t("most")}（${over}）` : `${t("most")} (${over})`);

/**
 * The interval in words, without its unit.
 * @param {Figure} figure
 * @param {(value: number) => string} write
 * @param {boolean} short whether a range is written with a dash
 */
const boundWords = (figure, write, short) => {
  const { low, high, lowOpen, highOpen } = figure;
  const about = figure.hedge === "about";
  if (figure.hedge === "mostOf") return mostWords(framed("over", write(low)));
  if (low === high) return about ? framed("about", write(low)) : write(low);
  if (!Number.isFinite(low)) return framed(highOpen ? "under" : "most", write(high));
  if (!Number.isFinite(high)) return framed(lowOpen ? "over" : "least", write(low));
  if (langNow() !== "en" && (lowOpen || highOpen)) {
    const ends = [framed(lowOpen ? "over" : "least", write(low)), framed(highOpen ? "under" : "most", write(high))];
    return ends.join(langNow() === "zh" ? "、" : " и ");
  }
  const ends = [lowOpen ? framed("over", write(low)) : write(low), highOpen ? framed("under", write(high)) : write(high)];
  const dashed = short || (about && langNow() === "ru");
  const words = framed(dashed ? "short" : "range", ends[0], ends[1]);
  return about ? framed("about", words) : words;
};

/**
 * A change in percent.
 * @param {Figure} figure
 */
const changeWords = (figure) => {
  const lang = langNow();
  const { low, high, hedge } = figure;
  const falling = high < 0;
  if (lang === "en" && !falling) return `${boundWords(figure, number, false)} %`;
  const least = falling ? -high : low;
  const deepest = falling ? -low : high;
  const one = low === high;
  const unbounded = falling ? !(low > -100) : !Number.isFinite(high);
  const over = falling ? figure.highOpen : figure.lowOpen;
  const about = hedge === "about";
  if (lang === "en") {
    if (one) return `${about ? "about " : ""}${least} % less`;
    if (unbounded) return `${over ? "over" : "at least"} ${least} % less`;
    return `${least} to ${deepest} % less`;
  }
  if (!falling && !(low >= 0)) return t("a change of {0}", boundWords(figure, percent, false));
  const grown = !falling;
  if (lang === "zh") {
    const verb = grown ? "增加" : "减少";
    if (one) return `${verb}${about ? "约" : ""}${percent(least)}`;
    if (unbounded) return over ? `${verb}超过${percent(least)}` : `至少${verb}${percent(least)}`;
    return `${verb}${about ? "约" : ""}${percent(least)}至${percent(deepest)}`;
  }
  const noun = grown ? "рост" : "снижение";
  if (one) return `${noun} ${about ? "примерно " : ""}на ${percent(least)}`;
  if (unbounded) return `${noun} ${over ? "более" : "не менее"} чем на ${percent(least)}`;
  return `${noun} ${about ? "примерно " : ""}на ${number(least)}–${percent(deepest)}`;
};

/**
 * The unit after the words, in Russian bent by the last number and by what stands before it.
 * @param {Figure} figure
 * @param {string} words
 */
const withUnit = (figure, words) => {
  const lang = langNow();
  const yearly = figure.measure === "personsPerYear";
  const permits = figure.measure === "permitsIssued";
  if (lang === "en") return `${words} ${permits ? "permits" : yearly ? "persons / year" : "persons"}`;
  if (lang === "zh") return `${yearly ? "每年" : ""}${words}${permits ? "份许可" : "人"}`;
  const plain = figure.low === figure.high && figure.hedge !== "about" && figure.hedge !== "orderOfMagnitude";
  const forms = UNITS_RU[permits ? "permit" : "person"][plain ? 0 : 1];
  const last = Number.isFinite(figure.high) ? figure.high : figure.low;
  const unit = figure.hedge === "orderOfMagnitude" ? forms[2] : bend(last, forms);
  return `${words} ${unit}${yearly ? " в год" : ""}`;
};

/**
 * A share in percent.
 * @param {Figure} figure
 */
const shareWords = (figure) => {
  const lang = langNow();
  if (figure.hedge === "mostOf") {
    return mostWords(framed("over", percent(figure.low)));
  }
  // The range carries the sign once: 20 to 30 %, от 20 до 30 %; Chinese repeats it.
  if (lang === "zh") return boundWords(figure, percent, false);
  return `${boundWords(figure, number, false)}${lang === "ru" ? "\u00a0" : " "}%`;
};

/**
 * The figure with its unit: "40,000 to 50,000 persons", "超过16,000人", "более 16 000 человек"; empty without a bound.
 * @param {number | null} low
 * @param {number | null} high
 * @param {string} hedge
 * @param {string} measure
 * @returns {string}
 */
const figureWords = (low, high, hedge, measure) => {
  const figure = readFigure(low, high, hedge, measure);
  if (!Number.isFinite(figure.low) && !Number.isFinite(figure.high)) return "";
  if (measure === "percentChange") return changeWords(figure);
  if (measure === "percent") return shareWords(figure);
  if (figure.hedge === "orderOfMagnitude" && Number.isFinite(figure.low)) {
    return withUnit(figure, langNow() === "en" ? `${magnitude(figure.low)} of` : magnitude(figure.low));
  }
  return withUnit(figure, boundWords(figure, number, false));
};

const TOLD_FIGURE = /^(about |over |at least |under |at most )?([\d,.]+)(?: to ([\d,.]+))? (persons \/ year|persons|permits|% less|%)$/;
/** @type {Record<string, string>} */
const TOLD_HEDGES = { about: "about", over: "moreThan", "at least": "atLeast", under: "lessThan", "at most": "atMost" };
/** @type {Record<string, string>} */
const TOLD_UNITS = { "persons / year": "personsPerYear", persons: "persons", permits: "permitsIssued", "%": "percent" };

/**
 * A figure that came with the data in English words, such as that of a computed claim, as the reader says it.
 * @param {string} words
 * @returns {string}
 */
const figureToldWords = (words) => {
  const found = TOLD_FIGURE.exec(words);
  if (!found || langNow() === "en") return words;
  const [low, high] = [found[2], found[3] ?? found[2]].map((part) => Number(part.replaceAll(",", "")));
  const hedge = TOLD_HEDGES[(found[1] ?? "").trim()] ?? (found[3] ? "between" : "exact");
  if (found[4] === "% less") return hedge === "moreThan" ? figureWords(-100, -low, hedge, "percentChange") : figureWords(-high, -low, hedge, "percentChange");
  const [open, none] = [hedge === "moreThan" || hedge === "atLeast", hedge === "lessThan" || hedge === "atMost"];
  return figureWords(none ? null : low, open ? null : high, hedge, TOLD_UNITS[found[4]]);
};

/**
 * The figure in as few letters as a picture has room for: "about 11,000 a year", "2,000–3,000", "37.89 m".
 * @param {number | null} low
 * @param {number | null} high
 * @param {string} hedge
 * @param {string} measure
 * @returns {string}
 */
const shortFigure = (low, high, hedge, measure) => {
  const figure = readFigure(low, high, hedge, measure);
  const lang = langNow();
  if (!Number.isFinite(figure.low) && !Number.isFinite(figure.high)) return "";
  if (figure.hedge === "mostOf" && measure.startsWith("percent")) return t("most");
  if (measure.startsWith("percent")) return figureWords(low, high, hedge, measure);
  const zh = (/** @type {string} */ words) => withUnit(figure, words).replace("份许可", "份");
  if (figure.hedge === "orderOfMagnitude" && Number.isFinite(figure.low)) {
    return lang === "zh" ? zh(magnitude(figure.low)) : magnitude(figure.low);
  }
  const words = boundWords(figure, figure.low === figure.high ? briefNumber : number, true);
  if (lang === "zh") return zh(words);
  return measure === "personsPerYear" ? words + (lang === "ru" ? " в год" : " a year") : words;
};

/**
 * A number of millions in few letters and without loss: 37.89 m, 3789万, 37,89 млн; a smaller one in full.
 * @param {number} value
 */
const briefNumber = (value) => {
  if (value < 1e6) return number(value);
  if (langNow() === "zh") return value >= 1e8 ? `${ungrouped(value / 1e8)}亿` : `${ungrouped(value / 1e4)}万`;
  return `${number(value / 1e6)}${langNow() === "ru" ? " млн" : " m"}`;
};
