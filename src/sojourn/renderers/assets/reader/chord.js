/** Chord: places around a circle, the people who leave and arrive as ribbons across it, on a linear scale. */

const CHORD_GAP = 0.02;
const CHORD_THIN = 0.02;
const CHORD_RIM = 0.014;
/** The least angle of an end with a figure [radians]. */
const CHORD_LEAST = 0.004;
/** How wide the largest flow may be [radians]. */
const CHORD_MOST = 1.2;
/** How near to the middle a flow runs whose other end nobody states: a share of the circle's inside. */
const CHORD_STRAY = 0.66;
/** How thick the sectors are, and how far ribbons end before the sector at which people arrive [px]. */
const CHORD_ARC = 11;
const CHORD_SPACE = 9;

/**
 * One end of a ribbon on the rim: angles clockwise from the top, in radians; `solid` is the share of its lowest figure.
 * @typedef {{bundle: any, out: boolean, from: number, to: number, solid: number, toward: number,
 *   free?: boolean}} Rim a `free` end is one that no claim states: it lies inside the circle, before the other end
 * @typedef {{key: string, node: number, bundles: any[], size: number, rims: Rim[], from: number, to: number}} Sector
 */

/**
 * The sectors, largest first; each place once, with all that leaves it and all that arrives.
 * @param {any[]} bundles
 * @returns {Sector[]}
 */
const sectorsOf = (bundles) => {
  /** @type {Map<string, Sector>} */
  const sectors = new Map();
  for (const bundle of bundles) {
    for (const side of /** @type {const} */ (["start", "end"])) {
      if (bundle[side] === -1) continue;
      const key = endKey(bundle[side]);
      if (!sectors.has(key)) {
        sectors.set(key, { key, node: bundle[side], bundles: [], size: 0, rims: [], from: 0, to: 0 });
      }
      const sector = /** @type {Sector} */ (sectors.get(key));
      sector.bundles.push(bundle);
      sector.size += drawnSpan(bundle).high;
      sector.rims.push({ bundle, out: side === "start", from: 0, to: 0, solid: 0, toward: 0 });
    }
  }
  return [...sectors.values()].sort(byBarSize);
};

/**
 * The order of the ends along a sector: what goes to the next sector clockwise comes last, so that few ribbons cross.
 * @param {Sector[]} sectors
 */
const orderRims = (sectors) => {
  const places = new Map(sectors.map((sector, i) => [sector.key, i]));
  sectors.forEach((sector, i) => {
    for (const rim of sector.rims) {
      const other = places.get(endKey(rim.bundle[rim.out ? "end" : "start"]));
      // What leads nowhere lies between the flows to other sectors and those within this one.
      rim.toward = other === undefined ? 0.5 : (other - i + sectors.length) % sectors.length;
    }
    sector.rims.sort(
      (one, other) =>
        other.toward - one.toward ||
        // Two flows between the same places lie side by side: their order turns round at the other end.
        (i + one.toward < sectors.length ? 1 : -1) * (Number(other.out) - Number(one.out)) ||
        (one.bundle.key < other.bundle.key ? -1 : 1),
    );
  });
};

/**
 * The angle that one end takes on a scale.
 * @param {any} bundle
 * @param {number} scale radians for a person
 */
const rimAngle = (bundle, scale) =>
  bundle.stated ? Math.max(drawnSpan(bundle).high * scale, CHORD_LEAST) + (unlimited(bundle) ? CHORD_RIM : 0) : CHORD_THIN;

/**
 * Lays the sectors around the circle; each stated end gets an angle in proportion to its figure.
 * @param {Sector[]} sectors
 * @returns {number} radians for a person; 0 when nothing has a figure
 */
const layoutChord = (sectors) => {
  orderRims(sectors);
  const rims = sectors.flatMap((sector) => sector.rims);
  const gap = Math.min(CHORD_GAP * 3, (Math.PI * 0.7) / sectors.length);
  const largest = Math.max(...rims.map((rim) => drawnSpan(rim.bundle).high));
  const width = (/** @type {number} */ scale) =>
    rims.reduce((sum, rim) => sum + rimAngle(rim.bundle, scale), 0) + gap * sectors.length;
  let scale = 0;
  if (largest) {
    // The smallest ends get a little more than their share; the rest shrinks until the circle closes.
    let high = CHORD_MOST / largest;
    for (let step = 0; step < 50; step++) {
      const middle = step ? (scale + high) / 2 : high;
      if (width(middle) <= 2 * Math.PI) scale = middle;
      else high = middle;
    }
  }
  const spare = 2 * Math.PI - width(scale);
  const thin = rims.filter((rim) => !rim.bundle.stated).length;
  const stretch = thin ? Math.min(3, 1 + (0.6 * spare) / (thin * CHORD_THIN)) : 1;
  const wide = gap + Math.max(0, spare - thin * CHORD_THIN * (stretch - 1)) / sectors.length;
  let at = 0;
  for (const sector of sectors) {
    sector.from = at;
    for (const rim of sector.rims) {
      rim.from = at;
      at += rimAngle(rim.bundle, scale) * (rim.bundle.stated ? 1 : stretch);
      rim.to = at;
      const least = drawnSpan(rim.bundle).low * scale;
      rim.solid = least > 0 ? Math.min(1, Math.max(least, CHORD_LEAST) / (rim.to - rim.from)) : 0;
    }
    sector.to = at;
    at += wide;
  }
  return scale;
};

/**
 * A point at an angle from the top, clockwise.
 * @param {number} angle
 * @param {number} radius
 * @returns {[number, number]}
 */
const polar = (angle, radius) => [Math.sin(angle) * radius, -Math.cos(angle) * radius];
