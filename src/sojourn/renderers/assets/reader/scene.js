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

/** As what each node is shown: as the outermost closed place around it, or as itself. */
const visibleNodes = () => {
  const closed = Uint8Array.from(data.nodes, (_, node) => (isClosed(node) ? 1 : 0));
  return Int32Array.from(data.nodes, (_, node) => {
    let found = node;
    let steps = 0;
    for (let at = node; at >= 0 && steps < 64; at = withinOf[at], steps++) if (closed[at]) found = at;
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

/** The size by which marks are ordered. @param {{low: number, high: number}} mark */
const sizeOf = (mark) => (Number.isNaN(mark.low) ? -1 : Math.max(mark.low, mark.high || 0));

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
      figures.add(shortFigure(sum.low, sum.open ? null : sum.high, sum.open ? "atLeast" : "", "persons"));
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
 * Bundles as drawers want them; what takes long is worked out when it is asked for.
 * @param {Bundles} bundles
 * @param {Uint8Array} mask
 */
const bundleMaker = (bundles, mask) => {
  const layer = layerRows(bundles.layer);
  const { sums, spanOf } = layer.summed ??= summing(layer);
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
  const made = { bundles, layer, sums, spanOf, disputed };
  /** @param {number} b @returns {Bundle} */
  const bundleOf = (b) => new GatheredBundle(made, b);
  return { bundleOf, spanOf };
};

/**
 * A bundle. What takes long is worked out when it is asked for, by functions that all bundles share: a hundred thousand
 * of them are drawn at once.
 */
class GatheredBundle {
  /**
   * @param {{bundles: Bundles, layer: LayerRows, sums: (bundles: Bundles, b: number) => Sum[],
   *   spanOf: (bundles: Bundles, b: number) => any, disputed: () => Map<number, number[]>}} made
   * @param {number} b
   */
  constructor(made, b) {
    const { low, high, stated, open, parts } = made.spanOf(made.bundles, b);
    this.made = made;
    this.b = b;
    this.start = made.bundles.start[b];
    this.end = made.bundles.end[b];
    this.layer = made.bundles.layer;
    this.low = low;
    this.high = high;
    this.stated = stated;
    this.open = open;
    this.parts = parts;
    this.colour = colourOf(this.start);
    this.loop = this.start === this.end;
    /** @type {{rows?: number[], claims?: number[], figures?: string[]}} */
    this.known = NOTHING_KNOWN;
  }

  /** @param {Partial<GatheredBundle["known"]>} more */
  learn(more) {
    this.known = { ...this.known, ...more };
    return this.known;
  }

  /** The claims of the rows, some of them more than once. */
  get named() {
    const { bundles, layer } = this.made;
    const inside = bundles.order.subarray(bundles.first[this.b], bundles.first[this.b + 1]);
    return inside.map((i) => data.rows.claim[layer.row[i]]);
  }

  get key() {
    return `${this.start < 0 ? "?" : data.nodes[this.start].key}>${this.end < 0 ? "?" : data.nodes[this.end].key}`;
  }

  get rows() {
    const { bundles, layer } = this.made;
    const made = () => Array.from(bundles.order.subarray(bundles.first[this.b], bundles.first[this.b + 1]), (i) => layer.row[i]);
    return /** @type {number[]} */ (this.known.rows ?? this.learn({ rows: made() }).rows);
  }

  get claims() {
    return /** @type {number[]} */ (this.known.claims ?? this.learn({ claims: [...new Set(this.named)] }).claims);
  }

  get allFigures() {
    const made = () => bundleFigures(this.made.sums(this.made.bundles, this.b), this.made.layer);
    return /** @type {string[]} */ (this.known.figures ?? this.learn({ figures: made() }).figures);
  }

  get sources() {
    return new Set(this.named.map((claim) => data.claims.source[claim])).size;
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

  get derived() {
    const asserted = assertedClaims();
    return !this.named.some((claim) => asserted[claim]);
  }
}

const NOTHING_KNOWN = Object.freeze({});

/** Which claims are put forward as facts by their sources. */
const assertedClaims = once(() => {
  const asserted = Uint8Array.from(data.modalities ?? [], (name) => (name === "asserted" ? 1 : 0));
  return data.claims.modality.map((modality) => asserted[modality]);
});
