/**
 * What the canvas draws, as numbers: to ask a hundred thousand bundles again for every stroke takes too long.
 *
 * Marks stand in the order of their size, the largest first; `high` is NaN where no upper bound is known.
 * @typedef {{length: number, start: Int32Array, end: Int32Array, low: Float64Array, high: Float64Array,
 *   colour: Int8Array, stated: Uint8Array, bundles: Bundle[], places: PlaceMark[], width: Scale, radius: Scale}} Flat
 */

/**
 * The arrows of a scene as numbers.
 * @param {Scene} scene
 * @returns {Flat}
 */
const flatOfScene = ({ arrows, places, width, radius }) => {
  const { length } = arrows;
  const flat = {
    length, bundles: arrows, places, width, radius,
    start: new Int32Array(length), end: new Int32Array(length), colour: new Int8Array(length),
    low: new Float64Array(length), high: new Float64Array(length), stated: new Uint8Array(length),
  };
  for (let i = 0; i < length; i++) {
    const bundle = arrows[i];
    flat.start[i] = bundle.start;
    flat.end[i] = bundle.end;
    flat.low[i] = bundle.low;
    flat.high[i] = bundle.high;
    flat.colour[i] = bundle.colour;
    flat.stated[i] = bundle.stated ? 1 : 0;
  }
  return flat;
};

/**
 * How many people each node has to do with in this picture; names follow that order.
 * @param {Flat} flat
 * @returns {Float64Array}
 */
const nodeWeights = (flat) => {
  const weights = new Float64Array(data.nodes.length);
  for (let i = 0; i < flat.length; i++) {
    const size = flat.stated[i] ? flat.low[i] + 1 : 1;
    if (flat.start[i] >= 0) weights[flat.start[i]] += size;
    if (flat.end[i] >= 0) weights[flat.end[i]] += size;
  }
  for (const place of flat.places) {
    for (const ring of place.rings) weights[place.node] += ring.low || 0;
  }
  return weights;
};

/**
 * The marks that are chosen, by their rank.
 * @param {Flat} flat
 * @param {number} most
 * @returns {number[]}
 */
const chosenMarks = (flat, most) => {
  const { claim, node, bundle } = state.chosen;
  /** @type {number[]} */
  const found = [];
  if (claim < 0 && node < 0 && !bundle) return found;
  const named = claim >= 0 ? claimAt(claim).names : [];
  for (let i = 0; i < flat.length && found.length < most; i++) {
    const [start, end] = [flat.start[i], flat.end[i]];
    if (bundle ? start === bundle.start && end === bundle.end : claim < 0 && (start === node || end === node)) found.push(i);
    // The claims of every bundle are many: only those near the places that the claim names are asked.
    else if (claim >= 0 && touches(start, end, named) && flat.bundles[i].claims.includes(claim)) found.push(i);
  }
  return found;
};

/**
 * Whether an end of a corridor is, or contains, one of some nodes, or stands for a country whose people are counted.
 * @param {number} start
 * @param {number} end
 * @param {number[]} nodes
 */
const touches = (start, end, nodes) => {
  for (const node of nodes) {
    for (let up = node, steps = 0; up >= 0 && steps < 20; up = data.nodes[up].within ?? -1, steps++) {
      if (up === start || up === end) return true;
    }
  }
  return false;
};
