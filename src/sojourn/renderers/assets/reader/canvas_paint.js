/**
 * Draws marks with a 2D context, in steps of a few milliseconds: from the smallest to the largest, so that the largest
 * lie on top.
 * @typedef {{flat: Flat, ground: Ground, lines: Lines, fit: Look, land: Path2D | null,
 *   dot: number}} Stock `dot` is the radius of a place [CSS px]
 */

/** Marks up to this rank get a shape of their own, with a head; the others are hairlines, drawn many at a time. */
const CANVAS_SHAPED = 3000;
const CANVAS_HAIR = 0.8;
const CANVAS_BLOCK = 800;

/**
 * The outlines of land as one path in map units, made once.
 * @returns {Path2D | null}
 */
const landOutline = () => {
  if (!data.land || landMade.path) return landMade.path;
  const outline = new Path2D();
  for (const { path } of landShapes()) outline.addPath(new Path2D(path));
  landMade.path = outline;
  return outline;
};

/** @type {{path: Path2D | null}} */
const landMade = { path: null };

/**
 * Land, quietly; where nodes without a position stand there is none, and a line says so.
 * @param {CanvasRenderingContext2D} context whose units are CSS pixels
 * @param {Stock} stock
 * @param {Look} look
 */
const paintLand = (context, { land, ground }, look) => {
  if (!land || !ground.map) return;
  context.save();
  context.transform(look.k, 0, 0, look.k, look.x, look.y);
  context.fillStyle = canvasColour("panel");
  context.strokeStyle = canvasColour("edge");
  context.lineWidth = 0.6 / look.k;
  context.fill(land);
  context.stroke(land);
  if (ground.below) {
    const far = 1e5;
    context.fillStyle = canvasColour("paper");
    context.fillRect(-far, ground.line, 2 * far, far);
    context.lineWidth = 1 / look.k;
    context.strokeStyle = canvasColour("soft");
    context.strokeRect(-far, ground.line, 2 * far, far);
  }
  context.restore();
};

/**
 * The token of a mark's colour.
 * @param {number} colour
 */
const toneToken = (colour) => (colour >= 0 ? `c${colour}` : "none");

/**
 * How many marks get a shape of their own: those that are wider than a hair.
 * @param {Flat} flat
 */
const shapedMarks = (flat) => {
  if (flat.length <= 400) return flat.length;
  let count = 0;
  while (count < Math.min(CANVAS_SHAPED, flat.length) && flat.stated[count] && flat.width.of(flat.low[count]) >= 1.3) count++;
  return count;
};

/**
 * Whether a mark can reach into the area that is drawn.
 * @param {Lines} lines
 * @param {Look} look
 * @param {number} i
 * @param {Box} area
 */
const markInside = ({ ax, ay, bx, by }, { k, x, y }, i, area) => {
  const aside = 2 * CANVAS_BEND * k * Math.max(Math.abs(bx[i] - ax[i]), Math.abs(by[i] - ay[i])) + CANVAS_LOOP;
  return (
    Math.max(ax[i], bx[i]) * k + x + aside >= area[0] &&
    Math.min(ax[i], bx[i]) * k + x - aside <= area[2] &&
    Math.max(ay[i], by[i]) * k + y + aside >= area[1] &&
    Math.min(ay[i], by[i]) * k + y - aside <= area[3]
  );
};

/**
 * Hairlines of one colour, in one stroke.
 * @param {CanvasRenderingContext2D} context
 * @param {Stock} stock
 * @param {Look} look
 * @param {number[]} marks
 */
const strokeHairs = (context, { flat, lines }, { k, x, y }, marks) => {
  context.beginPath();
  for (const i of marks) {
    const [ax, ay] = [lines.ax[i] * k + x, lines.ay[i] * k + y];
    if (flat.start[i] === flat.end[i]) {
      context.moveTo(ax + CANVAS_LOOP / 2, ay - CANVAS_LOOP / 2);
      context.arc(ax, ay - CANVAS_LOOP / 2, CANVAS_LOOP / 2, 0, 2 * Math.PI);
      continue;
    }
    const [bx, by] = [lines.bx[i] * k + x, lines.by[i] * k + y];
    const [dx, dy] = [2 * CANVAS_BEND * (bx - ax), 2 * CANVAS_BEND * (by - ay)];
    context.moveTo(ax, ay);
    context.quadraticCurveTo((ax + bx) / 2 + dy, (ay + by) / 2 - dx, bx, by);
  }
  context.stroke();
};

/**
 * A block of hairlines: colour by colour, those without a figure dashed.
 * @param {CanvasRenderingContext2D} context
 * @param {Stock} stock
 * @param {Look} look
 * @param {number} from
 * @param {number} to
 * @param {Box} area
 */
const paintHairs = (context, stock, look, from, to, area) => {
  const { flat, lines } = stock;
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  for (let i = to - 1; i >= from; i--) {
    if (!markInside(lines, look, i, area)) continue;
    const group = 2 * (flat.colour[i] + 1) + flat.stated[i];
    const known = groups.get(group);
    if (known) known.push(i);
    else groups.set(group, [i]);
  }
  context.save();
  context.lineWidth = CANVAS_HAIR;
  // The more lines there are the fainter each is, so that what lies dense stays apart from what does not.
  context.globalAlpha *= Math.min(0.75, Math.max(0.09, 0.75 * Math.sqrt(1500 / flat.length)));
  for (const [group, marks] of groups) {
    context.strokeStyle = canvasColour(toneToken((group >> 1) - 1));
    context.setLineDash(group & 1 ? [] : [4, 3]);
    strokeHairs(context, stock, look, marks);
  }
  context.restore();
};

/**
 * One mark with a shape of its own: an arrow as wide as its lowest figure, dashed without one, hollow when derived.
 * @param {CanvasRenderingContext2D} context
 * @param {Stock} stock
 * @param {Look} look
 * @param {number} i
 * @param {boolean} [band] whether the room up to the highest figure is shown
 */
const paintShaped = (context, { flat, lines }, look, i, band = false) => {
  const points = markPoints(flat, lines, look, i);
  const tone = canvasColour(toneToken(flat.colour[i]));
  const { derived } = flat.bundles[i];
  const scale = arrowScale(flat.bundles[i], flat.width);
  const low = flat.stated[i] ? Math.max(scale.of(flat.low[i]), derived ? 4.5 : 1.2) : 1.7;
  const open = { start: flat.start[i] < 0, end: flat.end[i] < 0 };
  const line = shortened(points, open.start ? 9 : 0, open.end ? 9 : 0);
  context.strokeStyle = context.fillStyle = tone;
  if (flat.stated[i]) {
    const wide = Number.isNaN(flat.high[i]) ? low + 5 : scale.of(flat.high[i]);
    if (band && wide > low + 0.4) {
      context.save();
      context.globalAlpha *= Number.isNaN(flat.high[i]) ? 0.14 : 0.28;
      context.fill(new Path2D(arrowPath(line, wide, low, open.end)));
      context.restore();
    }
    paintShaft(context, new Path2D(arrowPath(line, low, low, open.end)), derived, tone);
  } else {
    const { long, half } = headSize(1.6, lineLength(line));
    context.lineWidth = low;
    context.setLineDash([5, 3.5]);
    context.stroke(new Path2D(linePath(open.end ? line : shortened(line, 0, long))));
    context.setLineDash([]);
    if (!open.end) context.fill(new Path2D(canvasHeadPath(line, long, half)));
  }
  if (open.start) paintOpenEnd(context, points[0], tone);
  if (open.end) paintOpenEnd(context, points[points.length - 1], tone);
};

/**
 * A head at the end of a line.
 * @param {Point[]} line
 * @param {number} long [CSS px]
 * @param {number} half its half width [CSS px]
 */
const canvasHeadPath = (line, long, half) => {
  const tip = line[line.length - 1];
  const [x, y] = pointAlong(line, 1 - long / (lineLength(line) || 1));
  const [dx, dy] = [((tip[0] - x) / long) * half, ((tip[1] - y) / long) * half];
  return `${linePath([[x - dy, y + dx], tip, [x + dy, y - dx]])}Z`;
};

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Path2D} shaft
 * @param {boolean} derived
 * @param {string} tone
 */
const paintShaft = (context, shaft, derived, tone) => {
  // A rim in the colour of the paper keeps arrows apart that cross each other.
  context.strokeStyle = derived ? tone : canvasColour("paper");
  context.lineWidth = derived ? 1.3 : 1.6;
  if (!derived) context.stroke(shaft);
  context.fillStyle = derived ? canvasColour("paper") : tone;
  context.fill(shaft);
  if (derived) context.stroke(shaft);
};

/**
 * An end that nobody states: an open circle.
 * @param {CanvasRenderingContext2D} context
 * @param {Point} at
 * @param {string} tone
 */
const paintOpenEnd = (context, [x, y], tone) => {
  context.save();
  context.strokeStyle = tone;
  context.fillStyle = canvasColour("paper");
  context.lineWidth = 1.6;
  context.beginPath();
  context.arc(x, y, 4.5, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
  context.restore();
};

/**
 * Places: a dot for each, and the rings of those that have stocks.
 * @param {CanvasRenderingContext2D} context
 * @param {Stock} stock
 * @param {Look} look
 */
const paintPlaces = (context, { flat, ground, dot }, { k, x, y }) => {
  for (const place of flat.places) {
    for (const ring of place.rings) paintRing(context, [ground.x[place.node] * k + x, ground.y[place.node] * k + y], ring, flat.radius);
  }
  context.fillStyle = canvasColour("ink");
  context.strokeStyle = canvasColour("paper");
  context.lineWidth = 1;
  context.beginPath();
  for (const node of ground.used) {
    context.moveTo(ground.x[node] * k + x + dot, ground.y[node] * k + y);
    context.arc(ground.x[node] * k + x, ground.y[node] * k + y, dot, 0, 2 * Math.PI);
  }
  if (dot > 2) context.stroke();
  context.fill();
};

/**
 * A stock: a circle for its lowest figure, one for its highest, a tint between them, a broken one without upper bound.
 * @param {CanvasRenderingContext2D} context
 * @param {Point} at
 * @param {any} ring
 * @param {Scale} scale
 */
const paintRing = (context, [x, y], ring, scale) => {
  const circle = (/** @type {number} */ radius, /** @type {number[]} */ dashes, width = 1.5) => {
    context.lineWidth = width;
    context.setLineDash(dashes);
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.stroke();
  };
  const low = scale.of(ring.low || 0);
  const high = topRadius(ring, scale);
  context.save();
  context.strokeStyle = canvasColour(toneToken(ring.colour ?? -1));
  if (beyondScale(ring, scale)) {
    // More people than the largest circle stands for: two dotted rims, as on the map.
    context.lineCap = "round";
    for (const less of [0, 3]) circle(scale.of(ring.low || ring.high) - less, [1, 3]);
    context.restore();
    return;
  }
  circle(low, []);
  if (ring.open || Number.isNaN(ring.high)) circle(Math.max(low, high) + 4, [2, 3]);
  if (high > low + 0.5) {
    if (!ring.open && !Number.isNaN(ring.high)) circle(high, []);
    context.globalAlpha *= 0.25;
    circle((low + high) / 2, [], high - low);
  }
  context.restore();
};

/**
 * A bolt or "not equal", as the marks over the picture have them.
 * @param {CanvasRenderingContext2D} context
 * @param {{at: Point, disputed: boolean}} sign
 */
const paintSign = (context, { at: [x, y], disputed }) => {
  const path = new Path2D(disputed ? BOLT : UNEQUAL);
  context.save();
  context.translate(x, y);
  context.lineJoin = context.lineCap = "round";
  context.fillStyle = canvasColour(disputed ? "accent" : "paper");
  context.strokeStyle = canvasColour(disputed ? "paper" : "ink");
  if (disputed) {
    context.lineWidth = 3;
    context.stroke(path);
    context.fill(path);
  } else {
    const ring = new Path2D();
    ring.arc(0, 0, UNEQUAL_RING, 0, 2 * Math.PI);
    context.fill(ring);
    context.lineWidth = 1.4;
    context.stroke(ring);
    context.stroke(path);
  }
  context.restore();
};

/**
 * The marks, step by step; every step takes about a millisecond.
 * @param {CanvasRenderingContext2D} context whose units are CSS pixels
 * @param {Stock} stock
 * @param {Look} look
 * @param {Box} area what is drawn [CSS px]
 * @returns {Generator<number, void>} how many marks are drawn so far
 */
function* paintSteps(context, stock, look, area) {
  const { flat } = stock;
  paintLand(context, stock, look);
  const shaped = shapedMarks(flat);
  for (let to = flat.length; to > shaped; to -= CANVAS_BLOCK) {
    paintHairs(context, stock, look, Math.max(shaped, to - CANVAS_BLOCK), to, area);
    yield flat.length - Math.max(shaped, to - CANVAS_BLOCK);
  }
  for (let i = shaped - 1; i >= 0; i--) {
    if (markInside(stock.lines, look, i, area)) paintShaped(context, stock, look, i);
    if (i % 20 === 0) yield flat.length - i;
  }
  paintPlaces(context, stock, look);
}
