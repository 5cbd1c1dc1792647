/** In which order the rows of the table stand. Everything is compared as ranks, so that a million claims sort at once. */

/** What is not stated comes last, whichever way the column is sorted. */
const UNSTATED = -1;

/**
 * The rank of each value among the distinct ones; -1 for what is not stated.
 * @param {ArrayLike<number>} values NaN where nothing is stated
 */
const ranksOf = (values) => {
  const distinct = Float64Array.from(new Set(Float64Array.from(values).filter((value) => !Number.isNaN(value)))).sort();
  const rank = new Map([...distinct].map((value, i) => [value, i]));
  return Int32Array.from(values, (value) => rank.get(value) ?? UNSTATED);
};

/**
 * The rank of each text; -1 for an empty one.
 * @param {string[]} texts
 */
const textRanks = (texts) => {
  const collator = new Intl.Collator(langNow(), { numeric: true });
  const distinct = [...new Set(texts)].filter(Boolean).sort(collator.compare);
  const rank = new Map(distinct.map((text, i) => [text, i]));
  return Int32Array.from(texts, (text) => rank.get(text) ?? UNSTATED);
};

/**
 * For each claim the rank of the first node that its rows name in a column.
 * @param {Int32Array} column
 */
const nodeRanks = (column) => {
  const rank = textRanks(data.nodes.map((_, node) => nodeName(node)));
  const { firstRow, length } = data.claims;
  return Int32Array.from({ length }, (_, claim) => {
    for (let row = firstRow[claim]; row < firstRow[claim + 1]; row++) if (column[row] >= 0) return rank[column[row]];
    return UNSTATED;
  });
};

/**
 * Numbers of people before percentages and permits, which are never compared with them; each by its low bound.
 * @param {boolean} down whether the ranks will be read backwards: people come first all the same
 */
const figureRanks = (down) => {
  const { low, high, measure } = data.claims;
  const people = data.measures.map((/** @type {string} */ one) => one.startsWith("persons"));
  const beyond = 1e15;
  const values = Float64Array.from(low, (bound, claim) => {
    const least = Number.isNaN(bound) && !Number.isNaN(high[claim]) ? -Infinity : bound;
    const apart = (down ? -beyond : beyond) * (1 + measure[claim]);
    return people[measure[claim]] ? least : Math.max(least, -beyond / 2) + apart;
  });
  return ranksOf(values);
};

/** By the first day of the period, then by its last; those that hang on an unknown day come after. */
const periodRanks = () => {
  const texts = data.periods.map((period) => [period.start || period.first || "", period.end || period.last || ""].join("/"));
  // Without a start: before all that began at some time. Without any day: after them, by its words.
  const rank = textRanks(texts.map((text, i) => (text !== "/" ? text.replace(/^\//, "0000/") : data.periods[i].words && `z ${data.periods[i].words}`)));
  return Int32Array.from(data.claims.period, (period) => (period < 0 ? UNSTATED : rank[period]));
};

/** Claims as their studies number them; those of tables as they stand there. */
const claimRanks = () => {
  const own = textRanks(data.details.map((claim) => claim.id));
  return Int32Array.from({ length: data.claims.length }, (_, claim) => own[claim] ?? data.details.length + claim);
};

/** @type {Record<string, (down: boolean) => Int32Array>} */
const RANKS = {
  claim: claimRanks,
  kind: () => Int32Array.from(data.claims.kind),
  said: () => {
    const own = textRanks(data.details.map((claim) => claim.text));
    return Int32Array.from({ length: data.claims.length }, (_, claim) => own[claim] ?? UNSTATED);
  },
  from: () => nodeRanks(data.rows.start),
  to: () => nodeRanks(data.rows.end),
  place: () => nodeRanks(data.rows.place),
  population: () => nodeRanks(data.rows.population),
  figure: figureRanks,
  when: periodRanks,
  source: () => {
    const rank = textRanks(data.sources.map((source) => source.title));
    return Int32Array.from(data.claims.source, (source) => rank[source]);
  },
};

/**
 * All claims in the order of a column; as they stand in the data when none is named.
 * @param {string} column
 * @param {boolean} down
 * @returns {Int32Array}
 */
const orderOf = (column, down) => {
  const { length } = data.claims;
  const ranks = RANKS[column]?.(down);
  if (!ranks) return Int32Array.from({ length }, (_, claim) => claim);
  const last = ranks.reduce((most, rank) => Math.max(most, rank), 0) + 1;
  // Rank and claim in one number, exact up to 2^53: typed arrays sort those without asking us.
  const size = 2 ** 22;
  const keys = Float64Array.from(ranks, (rank, claim) => {
    const place = rank === UNSTATED ? last : down ? last - 1 - rank : rank;
    return place * size + claim;
  }).sort();
  return Int32Array.from(keys, (key) => key % size);
};
