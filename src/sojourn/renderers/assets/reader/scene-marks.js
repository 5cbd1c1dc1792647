/** The marks of a scene: which arrows and places are drawn, and what is gathered into others. */

/** The columns of rows that name places, without those in which nothing stands. */
const placeColumns = once(() =>
  [data.rows.start, data.rows.end, data.rows.place].filter((column) => column.some((node) => node >= 0)),
);

/**
 * Goes through the claims at each visible place, each of them once.
 * @param {Uint8Array} mask
 * @param {Int32Array} visible
 * @param {(node: number, claim: number) => void} take
 * @param {Uint8Array} [inside] is set to 1 for every node that is named
 */
const eachNaming = (mask, visible, take, inside = new Uint8Array(data.nodes.length)) => {
  const { claim } = data.rows;
  const last = new Int32Array(data.nodes.length).fill(-1);
  const columns = placeColumns();
  for (let row = 0; row < claim.length; row++) {
    const one = claim[row];
    if (!mask[one]) continue;
    for (let c = 0; c < columns.length; c++) {
      const node = columns[c][row];
      if (node < 0) continue;
      inside[node] = 1;
      const seen = visible[node];
      if (last[seen] === one) continue;
      last[seen] = one;
      take(seen, one);
    }
  }
};

/**
 * How many claims stand at each visible place, whatever they say of it, which they are, and how many places it holds.
 * @param {Uint8Array} mask
 * @param {Int32Array} visible
 */
const claimsByPlace = (mask, visible) => {
  const inside = new Uint8Array(visible.length);
  const named = new Int32Array(visible.length);
  const gathered = new Int32Array(visible.length);
  eachNaming(mask, visible, (node) => named[node]++, inside);
  for (let node = 0; node < visible.length; node++) {
    if (inside[node] && visible[node] !== node) gathered[visible[node]]++;
  }
  const list = once(() => {
    const found = Array.from(named, (size) => /** @type {number[]} */ (size ? [] : NONE_NAMED));
    eachNaming(mask, visible, (node, claim) => found[node].push(claim));
    return found;
  });
  return { named, list, gathered };
};

/** @type {number[]} */
const NONE_NAMED = [];

/**
 * Numbers in the order of sixteen bits of their keys; those of the same key stay in the order in which they are.
 * @param {Int32Array} order
 * @param {ArrayLike<number>} keys
 * @param {number} shift by how many bits
 */
const sortedByBits = (order, keys, shift) => {
  const next = new Int32Array(65537);
  const bits = (/** @type {number} */ at) => (keys[order[at]] >>> shift) & 65535;
  for (let at = 0; at < order.length; at++) next[bits(at) + 1]++;
  if (next[bits(0) + 1] === order.length) return order;
  for (let value = 0; value < 65536; value++) next[value + 1] += next[value];
  const sorted = new Int32Array(order.length);
  for (let at = 0; at < order.length; at++) sorted[next[bits(at)]++] = order[at];
  return sorted;
};

/** Fewer bundles are compared in pairs: to deal them out takes a step for each of 65,536 values. */
const FEW_BUNDLES = 5000;

/**
 * Bundles by their size, then by where they start and end. To compare a hundred thousand in pairs takes five times as
 * long as to deal them out by their bits, in which numbers that are not negative stand in the order of their size.
 * @param {Bundles} bundles
 * @param {Float64Array} most the largest bound that is named of each; NaN for none, which comes last
 */
const largestFirst = ({ count, start, end }, most) => {
  /** @type {Int32Array} */
  let order = new Int32Array(count).map((_, b) => b);
  if (count < FEW_BUNDLES) {
    const size = (/** @type {number} */ b) => sizeOf({ most: most[b] });
    return order.sort((a, b) => size(b) - size(a) || start[a] - start[b] || end[a] - end[b]);
  }
  const words = new Uint32Array(most.buffer);
  const [upper, lower] = [new Uint32Array(count), new Uint32Array(count)];
  for (let b = 0; b < count; b++) {
    const known = most[b] === most[b];
    upper[b] = known ? ~(words[2 * b + 1] + 1) : ~0;
    lower[b] = known ? ~words[2 * b] : ~0;
  }
  for (const keys of [end.map((node) => node + 1), start.map((node) => node + 1), lower, upper]) {
    for (const shift of [0, 16]) order = sortedByBits(order, keys, shift);
  }
  return order;
};

/**
 * The bundles of a layer with their sizes, the largest first.
 * @param {Layer} layer
 * @param {Uint8Array} mask
 * @param {Int32Array} visible
 */
const sortedBundles = (layer, mask, visible) => {
  const bundles = bundleRows(layer, mask, visible);
  const { bundleOf, spans } = bundleMaker(bundles, mask);
  return { bundles, bundleOf, spans, order: largestFirst(bundles, spans.most) };
};

/** @typedef {ReturnType<typeof sortedBundles>} Sorted */

/**
 * The stocks of each place: the largest of them as rings.
 * @param {Sorted} stocks
 * @param {boolean} unstated whether only those whose people come from nowhere in particular
 * @returns {Map<number, Ring[]>}
 */
const ringsByPlace = (stocks, unstated) => {
  const found = new Map();
  for (const b of stocks.order) {
    const place = stocks.bundles.end[b];
    if (!stocks.spans.stated[b] || (unstated && stocks.bundles.start[b] >= 0)) continue;
    const rings = found.get(place) ?? [];
    if (rings.length < MOST_RINGS) found.set(place, [...rings, stocks.bundleOf(b)]);
  }
  return found;
};

/**
 * Which arrows are drawn, and at which places, so that both together stay below a number.
 * @param {Sorted} moves
 * @param {boolean} unstated whether arrows without a stated origin are drawn
 * @param {number} most
 */
const keptMarks = (moves, unstated, most) => {
  const { start, end } = moves.bundles;
  const places = new Set();
  const taken = new Uint8Array(data.nodes.length);
  const arrows = [];
  const rest = [];
  for (const b of moves.order) {
    if (start[b] < 0 && !unstated) continue;
    if (rest.length) {
      rest.push(b);
      continue;
    }
    const [first, second] = [start[b] >= 0 && !taken[start[b]], end[b] >= 0 && end[b] !== start[b] && !taken[end[b]]];
    if (arrows.length + places.size + Number(first) + Number(second) + 1 > most) {
      rest.push(b);
      continue;
    }
    arrows.push(b);
    for (const node of [first ? start[b] : -1, second ? end[b] : -1]) {
      if (node < 0) continue;
      taken[node] = 1;
      places.add(node);
    }
  }
  return { arrows, rest, places };
};

/**
 * The places of a scene: those of the arrows, then those with rings, then whatever else is named, as long as there
 * is room.
 * @param {Set<number>} places those of the arrows
 * @param {Map<number, Ring[]>} rings
 * @param {ReturnType<typeof claimsByPlace>} named
 * @param {number} room
 */
const placesShown = (places, rings, named, room) => {
  /** @param {number} node */
  const size = (node) => rings.get(node)?.reduce((most, ring) => Math.max(most, sizeOf(ring)), 0) ?? -1;
  const others = data.nodes
    .map((_, node) => node)
    .filter((node) => named.named[node] && !places.has(node))
    .sort((a, b) => size(b) - size(a) || named.named[b] - named.named[a] || a - b);
  return [...places, ...others.slice(0, Math.max(0, room))].sort((a, b) => a - b);
};

/**
 * Everything that one picture shows.
 * @param {Uint8Array} mask the claims
 * @returns {Scene}
 */
const makeScene = (mask) => {
  const visible = visibleNodes();
  const { layer } = state;
  const residents = sortedBundles("residents", mask, visible);
  const main = layer === "residents" ? residents : sortedBundles("moves", mask, visible);
  const rings = ringsByPlace(residents, layer === "residents");
  const named = claimsByPlace(mask, visible);
  const most = state.all ? Infinity : data.opening.most;
  const { arrows, rest, places } = keptMarks(main, layer === "moves", most);
  const shownPlaces = placesShown(places, rings, named, most - arrows.length - places.size);
  const left = new Map();
  for (const b of rest) {
    for (const node of new Set([main.bundles.start[b], main.bundles.end[b]])) left.set(node, (left.get(node) ?? 0) + 1);
  }
  const disputed = once(() => disputesAt((claim) => placesOfClaim(claim, visible), mask));
  /** @param {number} node @returns {PlaceMark} */
  const placeMark = (node) => ({
    key: data.nodes[node].key,
    node,
    rings: rings.get(node) ?? [],
    get claims() {
      return named.list()[node];
    },
    get disputed() {
      return disputed().get(node) ?? [];
    },
    gathered: named.gathered[node],
    openable: named.gathered[node] > 0,
    others: left.get(node) ?? 0,
  });
  const marks = { arrows: arrows.map(main.bundleOf), places: shownPlaces.map(placeMark) };
  return { layer, ...marks, others: othersOf(main, rest), ...scalesOf(marks.arrows, marks.places) };
};

/**
 * The nodes at which a claim stands, as they are shown.
 * @param {number} claim
 * @param {Int32Array} visible
 */
const placesOfClaim = (claim, visible) =>
  [data.rows.start, data.rows.end, data.rows.place]
    .flatMap((column) => nodesOfRows(column, claim))
    .map((node) => visible[node]);

/**
 * What is gathered: how many arrows, how many claims, and how many people at the least.
 * @param {Sorted} sorted
 * @param {number[]} rest
 */
const othersOf = ({ bundles, spans, bundleOf }, rest) => {
  const { row } = layerRows(bundles.layer);
  const of = /** @type {Int32Array} */ (bundles.of);
  const left = new Uint8Array(bundles.count);
  let low = 0;
  for (const b of rest) {
    low += spans.low[b] || 0;
    left[b] = 1;
  }
  const met = new Uint8Array(rest.length ? data.claims.length : 0);
  let claims = 0;
  for (let i = 0; rest.length && i < row.length; i++) {
    const claim = data.rows.claim[row[i]];
    if (of[i] < 0 || !left[of[i]] || met[claim]) continue;
    met[claim] = 1;
    claims++;
  }
  const most = (/** @type {number} */ count) => rest.slice(0, count).map(bundleOf);
  return { arrows: rest.length, claims, low, largest: most };
};

/** Arrows beyond this many become narrower the more there are. */
const ARROW_ROOM = 120;

/**
 * The scales of arrows and of rings.
 * @param {Bundle[]} arrows
 * @param {PlaceMark[]} places
 */
const scalesOf = (arrows, places) => {
  /** @param {{most: number}[]} marks */
  const largest = (marks) => marks.reduce((most, mark) => Math.max(most, sizeOf(mark)), 0) || 1;
  const crowd = Math.min(1, Math.sqrt(ARROW_ROOM / Math.max(1, arrows.length)));
  // So would a number that left for nowhere in particular make the corridors too thin to see.
  const between = arrows.filter((one) => one.start >= 0 && one.end >= 0 && one.stated);
  const widest = largest(between.length ? between : arrows);
  // All residents of a province would make the circles of migrants too small to see: they are drawn beyond the scale.
  const rings = places.flatMap((place) => place.rings);
  const ofMigrants = rings.filter((ring) => /** @type {Bundle} */ (ring).start >= 0);
  return {
    width: scaleOf(widest, Math.max(3, data.scale.widest * crowd), 1),
    radius: scaleOf(largest(ofMigrants.length ? ofMigrants : rings), data.scale.roundest, 2),
    largest: widest,
  };
};

/** @type {(Scene | undefined)[]} */
let scenesMade = [];

/** Forgets the scenes, because what they show has changed. */
const forgetScenes = () => {
  scenesMade = [];
};

/**
 * What a pane shows.
 * @param {number} index 0 for the first pane, 1 for the second
 * @returns {Scene}
 */
const sceneOf = (index) => (scenesMade[index] ??= makeScene(maskOf(index)));

/** @param {number} index */
const maskOf = (index) => {
  const source = index === 1 ? state.second?.source ?? -1 : -1;
  return source >= 0 ? claimsOfSource(source) : shown;
};
