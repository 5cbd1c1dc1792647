/** What the pictures draw: bundles and places, the smallest of them gathered into others, and the scales of both. */

const MOST_FIGURES = 3;
const MOST_RINGS = 4;
/** What each level closes. @type {Record<Level, string[]>} */
const CLOSED_BY_LEVEL = {
  stated: [],
  country: ["country"],
  subregion: ["country", "subregion"],
  continent: ["country", "subregion", "continent"],
};

/** @param {number} node */
const isClosed = (node) =>
  state.closed.has(node) ||
  (!state.open.has(node) && CLOSED_BY_LEVEL[state.level].includes(data.nodes[node].tier ?? data.nodes[node].type));

/** As what each node is shown: as the outermost closed place around it, or as itself; Hong Kong counts as a country. */
const visibleNodes = () => {
  const closed = Uint8Array.from(data.nodes, (_, node) => (isClosed(node) ? 1 : 0));
  return Int32Array.from(data.nodes, (_, node) => {
    let found = node;
    let steps = 0;
    for (let at = node; at >= 0 && steps < 64; at = withinOf[at], steps++) {
      if (closed[at] && !(countedApart[found] && state.level === "country" && !state.closed.has(at))) found = at;
    }
    return found;
  });
};

/**
 * A scale by the square root.
 * @param {number} largest
 * @param {number} size
 * @param {number} smallest
 * @returns {Scale}
 */
const scaleOf = (largest, size, smallest) => ({
  largest,
  size,
  smallest,
  of: (persons) => Math.max(smallest, size * Math.sqrt(Math.min(persons || 0, largest) / largest)),
});

/** @param {number} node */
const colourOf = (node) => (node < 0 ? -1 : data.nodes[node].colour ?? -1);

/** The size by which marks are ordered: the largest bound that is named. @param {{most: number}} mark */
const sizeOf = (mark) => (Number.isNaN(mark.most) ? -1 : mark.most);

/**
 * A value that is worked out when somebody asks.
 * @template T
 * @param {() => T} make
 */
const once = (make) => {
  /** @type {{value: T} | null} */
  let made = null;
  return () => (made ??= { value: make() }).value;
};

/**
 * The contradictions among the claims that are shown, by bundle or place.
 * @param {(claim: number) => Iterable<number>} marksOf the marks at which a claim stands
 * @param {Uint8Array} mask
 * @returns {Map<number, number[]>}
 */
const disputesAt = (marksOf, mask) => {
  /** @type {Map<number, number[]>} */
  const found = new Map();
  for (const [claim, disputes] of disputesByClaim) {
    if (!mask[claim]) continue;
    for (const mark of new Set(marksOf(claim))) {
      found.set(mark, [...new Set([...(found.get(mark) ?? []), ...disputes])]);
    }
  }
  return found;
};

/**
 * The distinct short figures of a bundle, as its series say them: a claim's own where it stands for the whole.
 * @param {Sum[]} sums
 * @param {LayerRows} layer
 */
const bundleFigures = (sums, layer) => {
  const { claims, rows } = data;
  const figures = new Set();
  for (const sum of sums) {
    if (sum.parts > 1) {
      figures.add(shortFigure(roundSum(sum.low), sum.open ? null : roundSum(sum.high), sum.open ? "atLeast" : "", "persons"));
      continue;
    }
    for (const i of sum.rows) {
      const claim = rows.claim[layer.row[i]];
      const [low, high] = [claims.low[claim], claims.high[claim]].map((one) => (Number.isNaN(one) ? null : one));
      figures.add(shortFigure(low, high, data.hedges[claims.hedge[claim]], data.measures[claims.measure[claim]]));
    }
  }
  figures.delete("");
  return [...figures];
};

/**
 * Whether figures that count the same differ for one time: those of different years do, and nobody parts ways; so do
 * persons and persons a year; and "over 1,000" meets 11,000. A figure that is not dated may speak of any time; a sum of
 * parts speaks for its whole series.
 * @param {Sum[]} sums
 * @param {LayerRows} layer
 */
const seriesDiffer = (sums, layer) => {
  /** @type {Map<number, number[][]>} */
  const said = new Map();
  const apart = (/** @type {number} */ row, /** @type {number} */ low, /** @type {number} */ high) => {
    const claim = data.rows.claim[row];
    const period = data.claims.period[claim];
    const dated = period >= 0 && !undatedPeriod(data.periods[period]);
    const others = dated ? [period, -1] : [...said.keys()];
    const [measure, most] = [data.claims.measure[claim], Number.isNaN(high) ? Infinity : high];
    const meets = (/** @type {number[]} */ [unit, least, last]) => unit !== measure || (low <= last && least <= most);
    if (others.some((other) => !(said.get(other) ?? []).every(meets))) return true;
    const key = dated ? period : -1;
    said.set(key, [...(said.get(key) ?? []), [measure, low, most]]);
    return false;
  };
  return sums
    .filter((sum) => sum.stated)
    .some((sum) =>
      sum.parts > 1
        ? apart(layer.row[sum.rows[0]], sum.low, sum.high)
        : sum.rows.some((i) => apart(layer.row[i], layer.low[i], layer.high[i])),
    );
};

/** The claims with a figure that a source itself sets against another one with a figure. @returns {Map<number, number[]>} */
const contrasts = once(() => {
  const found = new Map();
  data.details.forEach((claim, i) => {
    const others = claim.related
      .filter((/** @type {[string, number]} */ [relation]) => relation.startsWith("contrast"))
      .map((/** @type {[string, number]} */ [, other]) => other)
      .filter((/** @type {number} */ other) => claim.figure && data.details[other]?.figure);
    if (others.length) found.set(i, others);
  });
  return found;
});

/**
 * Whether a source sets one of some claims against another of them.
 * @param {number[]} claims
 */
const contrasted = (claims) => {
  if (!contrasts().size) return false;
  const among = new Set(claims);
  return claims.some((claim) => contrasts().get(claim)?.some((/** @type {number} */ other) => among.has(other)));
};

/**
 * Bundles as drawers want them; what takes long is worked out when it is asked for.
 * @param {Bundles} bundles
 * @param {Uint8Array} mask
 */
const bundleMaker = (bundles, mask) => {
  const layer = layerRows(bundles.layer);
  const { sums, spansOf } = layer.summed ??= summing(layer);
  const spans = spansOf(bundles);
  const claimOf = data.rows.claim;
  /** @type {Map<number, number[]>} */
  const bundlesOfClaim = new Map();
  const disputed = once(() => {
    for (let b = 0; b < bundles.count; b++) {
      for (let k = bundles.first[b]; k < bundles.first[b + 1]; k++) {
        const claim = claimOf[layer.row[bundles.order[k]]];
        if (disputesByClaim.has(claim)) bundlesOfClaim.set(claim, [...(bundlesOfClaim.get(claim) ?? []), b]);
      }
    }
    return disputesAt((claim) => bundlesOfClaim.get(claim) ?? [], mask);
  });
  const made = { bundles, layer, sums, spans, disputed };
  /** @param {number} b @returns {Bundle} */
  const bundleOf = (b) => new GatheredBundle(made, b);
  return { bundleOf, spans };
};

/**
 * A bundle. What takes long is worked out when it is asked for, by functions that all bundles share: a hundred thousand
 * of them are drawn at once.
 */
class GatheredBundle {
  /**
   * @param {{bundles: Bundles, layer: LayerRows, sums: (bundles: Bundles, b: number) => Sum[],
   *   spans: Reaches, disputed: () => Map<number, number[]>}} made
   * @param {number} b
   */
  constructor(made, b) {
    this.made = made;
    this.b = b;
    this.start = made.bundles.start[b];
    this.end = made.bundles.end[b];
    /** @type {Map<string, any> | null} */
    this.known = null;
  }

  /**
   * What was worked out before, or is now.
   * @template T
   * @param {string} name
   * @param {() => T} make
   * @returns {T}
   */
  learnt(name, make) {
    this.known ??= new Map();
    if (!this.known.has(name)) this.known.set(name, make());
    return this.known.get(name);
  }

  get layer() {
    return this.made.bundles.layer;
  }

  get low() {
    return this.made.spans.low[this.b];
  }

  get high() {
    return this.made.spans.high[this.b];
  }

  get most() {
    return this.made.spans.most[this.b];
  }

  get stated() {
    return this.made.spans.stated[this.b] > 0;
  }

  get open() {
    return this.made.spans.open[this.b] > 0;
  }

  get parts() {
    return this.made.spans.parts[this.b];
  }

  get colour() {
    return colourOf(this.start);
  }

  get loop() {
    return this.start === this.end;
  }

  get key() {
    return `${this.start < 0 ? "?" : data.nodes[this.start].key}>${this.end < 0 ? "?" : data.nodes[this.end].key}`;
  }

  get rows() {
    const { bundles, layer } = this.made;
    const inside = () => bundles.order.subarray(bundles.first[this.b], bundles.first[this.b + 1]);
    return this.learnt("rows", () => Array.from(inside(), (i) => layer.row[i]));
  }

  get claims() {
    return this.learnt("claims", () => {
      const { bundles, layer } = this.made;
      /** @type {number[]} */
      const found = [];
      // Rows stand in the order of their claims.
      for (let k = bundles.first[this.b]; k < bundles.first[this.b + 1]; k++) {
        const claim = data.rows.claim[layer.row[bundles.order[k]]];
        if (found[found.length - 1] !== claim) found.push(claim);
      }
      return found;
    });
  }

  get sums() {
    return this.learnt("sums", () => this.made.sums(this.made.bundles, this.b));
  }

  get allFigures() {
    return this.learnt(`figures in ${state.lang}`, () => bundleFigures(this.sums, this.made.layer));
  }

  get sources() {
    return this.learnt("sources", () => {
      const speaks = new Uint8Array(data.sources.length);
      for (const claim of this.claims) speaks[data.claims.source[claim]] = 1;
      return speaks.reduce((count, one) => count + one, 0);
    });
  }

  get figures() {
    return this.allFigures.slice(0, MOST_FIGURES);
  }

  get more() {
    return Math.max(0, this.allFigures.length - MOST_FIGURES);
  }

  get disputed() {
    return this.made.disputed().get(this.b) ?? [];
  }

  get differs() {
    if (this.allFigures.length < 2) return false;
    return this.learnt("differs", () => contrasted(this.claims) || seriesDiffer(this.sums, this.made.layer));
  }

  get derived() {
    const asserted = assertedClaims();
    return this.learnt("derived", () => !this.claims.some((claim) => asserted[claim]));
  }
}

/** Which claims are put forward as facts by their sources. */
const assertedClaims = once(() => {
  const asserted = Uint8Array.from(data.modalities ?? [], (name) => (name === "asserted" ? 1 : 0));
  return data.claims.modality.map((modality) => asserted[modality]);
});
