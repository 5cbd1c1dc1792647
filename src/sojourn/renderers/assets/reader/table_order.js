/** In which order the rows of the table stand. Everything is compared as ranks, so that a million claims sort at once. */

/** What is not stated comes last, whichever way the column is sorted. */
const UNSTATED = -1;

/**
 * The rank of each value among the distinct ones; -1 for what is not stated.
 * @param {Float64Array} values NaN where nothing is stated
 */
const ranksOf = (values) => {
  const sorted = values.slice().sort();
  let count = 0;
  for (const value of sorted) if (value === value && (!count || sorted[count - 1] !== value)) sorted[count++] = value;
  const ranks = new Int32Array(values.length);
  for (let i = 0; i < ranks.length; i++) {
    const value = values[i];
    let low = 0;
    for (let high = count; low < high; ) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < value) low = middle + 1;
      else high = middle;
    }
    ranks[i] = value === value ? low : UNSTATED;
  }
  return ranks;
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
 * A rank for every claim.
 * @param {(claim: number) => number} rankOf
 */
const claimsRanked = (rankOf) => {
  const ranks = new Int32Array(data.claims.length);
  for (let claim = 0; claim < ranks.length; claim++) ranks[claim] = rankOf(claim);
  return ranks;
};

/**
 * For each claim the rank of the first node that its rows name in a column.
 * @param {Int32Array} column
 */
const nodeRanks = (column) => {
  const rank = textRanks(data.nodes.map((_, node) => nodeName(node)));
  const { firstRow } = data.claims;
  return claimsRanked((claim) => {
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
  const values = low.slice();
  for (let claim = 0; claim < values.length; claim++) {
    const least = Number.isNaN(low[claim]) && !Number.isNaN(high[claim]) ? -Infinity : low[claim];
    const apart = (down ? -beyond : beyond) * (1 + measure[claim]);
    values[claim] = people[measure[claim]] ? least : Math.max(least, -beyond / 2) + apart;
  }
  return ranksOf(values);
};

/** By the first day of the period, then by its last; those that hang on an unknown day come after. */
const periodRanks = () => {
  const texts = data.periods.map((period) => [period.start || period.first || "", period.end || period.last || ""].join("/"));
  // Without a start: before all that began at some time. Without any day: after them, by its words.
  const rank = textRanks(texts.map((text, i) => (text !== "/" ? text.replace(/^\//, "0000/") : data.periods[i].words && `z ${data.periods[i].words}`)));
  const { period } = data.claims;
  return claimsRanked((claim) => (period[claim] < 0 ? UNSTATED : rank[period[claim]]));
};

/** Claims as their studies number them; those of tables as they stand there. */
const claimRanks = () => {
  const own = textRanks(data.details.map((claim) => claim.id));
  return claimsRanked((claim) => own[claim] ?? data.details.length + claim);
};

/** @type {Record<string, (down: boolean) => Int32Array>} */
const RANKS = {
  claim: claimRanks,
  kind: () => claimsRanked((claim) => data.claims.kind[claim]),
  said: () => {
    const own = textRanks(data.details.map((claim) => claim.text));
    return claimsRanked((claim) => own[claim] ?? UNSTATED);
  },
  from: () => nodeRanks(data.rows.start),
  to: () => nodeRanks(data.rows.end),
  place: () => nodeRanks(data.rows.place),
  population: () => nodeRanks(data.rows.population),
  figure: figureRanks,
  when: periodRanks,
  source: () => {
    const rank = textRanks(data.sources.map((source) => source.title));
    return claimsRanked((claim) => rank[data.claims.source[claim]]);
  },
};

/**
 * All claims in the order of a column, those of the same rank as they stand in the data; `null` for that order itself.
 * @param {string} column
 * @param {boolean} down
 */
const orderOf = (column, down) => {
  const ranks = RANKS[column]?.(down);
  if (!ranks) return null;
  let last = 0;
  for (const rank of ranks) if (rank >= last) last = rank + 1;
  /** @param {number} rank */
  const placeOf = (rank) => (rank === UNSTATED ? last : down ? last - 1 - rank : rank);
  const next = new Int32Array(last + 2);
  for (const rank of ranks) next[placeOf(rank) + 1]++;
  for (let place = 0; place <= last; place++) next[place + 1] += next[place];
  const order = new Int32Array(ranks.length);
  for (let claim = 0; claim < order.length; claim++) order[next[placeOf(ranks[claim])]++] = claim;
  return order;
};
