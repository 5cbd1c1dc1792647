/** The outlines of land: unpacked once, and where a country lies in them; see drawing/earth_outlines.py. */

/** @typedef {{node: number, path: string, box: Box}} Shape in map units; `node` is -1 for land that no node stands for */

/**
 * Unsigned variable-length integers out of base64, one at each call.
 * @param {string} text
 */
const varintReader = (text) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  let at = 0;
  return () => {
    let value = 0;
    for (let power = 1; ; power *= 128) {
      const byte = bytes[at++];
      value += (byte & 127) * power;
      if (byte < 128 || byte === undefined) return value;
    }
  };
};

/**
 * The arcs that neighbours share [map units].
 * @param {() => number} next
 * @returns {Point[][]}
 */
const readArcs = (next) => {
  const signed = () => {
    const value = next();
    return value % 2 ? -(value + 1) / 2 : value / 2;
  };
  let [x, y] = [0, 0];
  return Array.from({ length: next() }, () =>
    Array.from({ length: next() }, () => {
      x += signed();
      y += signed();
      return /** @type {Point} */ ([x, y]);
    }),
  );
};

/**
 * The points of a ring of arcs.
 * @param {() => number} next
 * @param {Point[][]} arcs
 */
const readRing = (next, arcs) =>
  Array.from({ length: next() }, () => {
    const code = next();
    const arc = arcs[code >> 1];
    return code % 2 ? arc.slice().reverse() : arc;
  }).flat();

/**
 * A ring as a closed path.
 * @param {Point[]} ring
 */
const ringPath = (ring) => {
  let [px, py] = ring[0];
  const steps = ring.slice(1).map(([x, y]) => {
    const step = `${x - px},${y - py}`;
    [px, py] = [x, y];
    return step;
  });
  return `M${ring[0][0]},${ring[0][1]}l${steps.join(" ")}z`;
};

/**
 * The box of the largest of some rings.
 * @param {Point[][]} rings
 * @returns {Box}
 */
const largestBox = (rings) => {
  /** @type {Box} */
  let best = [0, 0, 0, 0];
  for (const ring of rings) {
    const [xs, ys] = [ring.map(([x]) => x), ring.map(([, y]) => y)];
    /** @type {Box} */
    const box = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    if ((box[2] - box[0]) * (box[3] - box[1]) >= (best[2] - best[0]) * (best[3] - best[1])) best = box;
  }
  return best;
};

/** @type {Shape[] | null} */
let landRead = null;

/**
 * All outlines of the page; empty when it has no map.
 * @returns {Shape[]}
 */
const landShapes = () => {
  if (landRead) return landRead;
  if (!data.land) return (landRead = []);
  const next = varintReader(data.land.shapes);
  const arcs = readArcs(next);
  const rings = Array.from({ length: next() }, () => Array.from({ length: next() }, () => readRing(next, arcs)));
  /** @type {Map<number, number>} */
  const nodes = new Map();
  data.nodes.forEach((node, i) => node.outline >= 0 && nodes.set(node.outline, i));
  landRead = rings.map((shape, i) => ({
    node: nodes.get(i) ?? -1,
    path: shape.map(ringPath).join(""),
    box: largestBox(shape),
  }));
  return landRead;
};

/**
 * The mark that stands for a country: its own, or that of the nearest place around it.
 * @param {number} node
 * @param {Map<number, any>} places the marks of the scene by their node
 */
const markOfLand = (node, places) => {
  for (let at = node; at >= 0; at = data.nodes[at].within ?? -1) if (places.has(at)) return places.get(at);
  return null;
};

/**
 * The land as elements; the outlines of countries that take part stand out, and are targets of their marks.
 * @param {Map<number, any>} places the marks of the scene by their node
 */
const landElements = (places) => {
  const marked = landShapes().map(({ node, path }) => ({ path, place: markOfLand(node, places) }));
  // Those that take part come last, so that no neighbour draws over their border.
  const ordered = [...marked.filter(({ place }) => !place), ...marked.filter(({ place }) => place)];
  return ordered.map(({ path, place }) => {
    const look = place ? `land takes${isChosen(place) ? " chosen" : ""}` : "land";
    const element = svg("path", { class: look, d: path });
    if (place) markOf.set(element, place);
    return element;
  });
};
