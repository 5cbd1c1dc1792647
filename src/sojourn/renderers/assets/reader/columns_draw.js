/** Columns, drawn: bars with names, ribbons with figures, and what is not stated as open ends. */

/**
 * The scale of each pane's diagram, for its legend. @type {Map<number, {pixels: number, least: number, round: boolean}>}
 * `pixels` a person takes along a bar or the rim; 0 when nothing has a figure; `least` pixels every figure takes.
 */
const diagramScales = new Map();

/** How wide the edge of a bar is where flows have no figure [px]. */
const BAR_EDGE = 3;

/** What each pane's diagram keeps back, and all that it draws. @type {Map<number, {bundles: any[], others: any}>} */
const diagramFlows = new Map();

/**
 * @typedef {{pane: Pane, scene: Scene, narrow: boolean, sides: [number, number], bar: number, xs: [number, number],
 *   columns: Bar[][], ribbons: Map<string, {bundle: any, start: Slot, end: Slot}>, height: number}} Sheet
 */

/**
 * A name in lines that fit a width; the last one is cut when there is no room for all of it.
 * @param {string} text
 * @param {number} width
 * @param {number} most lines
 * @param {number} [size]
 * @returns {string[]}
 */
const fitLines = (text, width, most, size = 12) => {
  /** @type {string[]} */
  const lines = [];
  for (const { word, gap } of wordsOf(longLabelCut(text, most))) {
    const longer = lines.length ? `${lines[lines.length - 1]}${gap}${word}` : word;
    if (lines.length && textWidth(longer, size) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const cut = lines.slice(0, most);
  if (lines.length > most) cut[most - 1] += "…";
  return cut.map((line) => fitWord(line, width, size));
};

/**
 * The parts of a text between which a line may end: words, and in Chinese letters with the marks that follow them.
 * @param {string} text
 * @returns {{word: string, gap: string}[]} each with what stands before it on the same line
 */
const wordsOf = (text) =>
  text.split(/\s+/).flatMap((word) => {
    const parts = word.match(/[\u3400-\u9fff][^\u3400-\u9fffA-Za-z0-9“《（]*|[^\u3400-\u9fff]+/gu) ?? [word];
    return parts.map((part, i) => ({ word: part, gap: i ? "" : " " }));
  });

/**
 * A line cut to a width.
 * @param {string} line
 * @param {number} width
 * @param {number} size
 */
const fitWord = (line, width, size) => {
  const short = longLabelCut(line);
  if (textWidth(short, size) <= width) return short;
  return lettersThatFit(short.replace(/…$/, ""), (text) => textWidth(text, size) <= width);
};

/**
 * What a bar is called.
 * @param {number} node
 */
const barName = (node) => (node === OTHERS ? t("others") : nodeName(node));

/**
 * Lays the columns out for a pane.
 * @param {Pane} pane
 * @param {Scene} scene
 * @param {any[]} bundles
 * @returns {Sheet}
 */
const layoutColumns = (pane, scene, bundles) => {
  const narrow = pane.width < 560;
  const [starts, ends] = [barsOf(bundles, "start"), barsOf(bundles, "end")];
  const columns = [strayLast(groupBars(starts, ends)), strayLast(ends)];
  const most = Math.max(92, pane.width * (narrow ? 0.25 : 0.22));
  const sides = /** @type {[number, number]} */ (
    columns.map((bars) => Math.min(most, 2 + Math.max(40, ...bars.map((one) => textWidth(barName(one.node), 12)))))
  );
  const bar = narrow ? 8 : 14;
  columns.forEach((bars, i) =>
    bars.forEach((one) => (one.lines = fitLines(barName(one.node), sides[i], narrow ? 3 : 2))),
  );
  const least = Math.max(...columns.map((bars) => stackHeight(bars, 0)));
  const room = Math.max(least + 160, (pane.height || 560) - 90);
  const pixels = linearScale(columns, room, thickestOf(bundles, narrow ? 56 : 76));
  const height = Math.max(...columns.map((bars) => stackHeight(bars, pixels)));
  placeBars(columns, 34, height);
  diagramScales.set(pane.index, { pixels, least: 1, round: false });
  const xs = /** @type {[number, number]} */ ([sides[0] + 8 + bar + 2, pane.width - sides[1] - 8 - bar - 2]);
  return { pane, scene, narrow, sides, bar, xs, columns, ribbons: placeSlots(columns, pixels), height: 34 + height };
};

/**
 * How thick the largest ribbon may be: more where it dwarfs all others, which shrink with it.
 * @param {any[]} bundles
 * @param {number} usual pixels
 */
const thickestOf = (bundles, usual) => {
  const [first, second = first] = bundles.map((bundle) => drawnSpan(bundle).high).sort((one, other) => other - one);
  return second > 0 ? usual * Math.min(1.7, Math.max(1, first / second / 4)) : usual;
};

/**
 * The shapes of one ribbon: solid for the lowest figure, pale up to the highest, dashed when no figure is stated.
 * @param {Sheet} sheet
 * @param {{bundle: any, start: Slot, end: Slot}} ribbon
 */
const ribbonShapes = ({ xs, scene, bar }, { bundle, start, end }) => {
  // A flow without figure runs to the thin edge that its bar has there.
  const edge = bundle.stated ? 0 : bar - BAR_EDGE;
  const from = bundle.start === -1 ? xs[0] + 12 : xs[0] - edge;
  const to = bundle.end === -1 ? xs[1] - 12 : xs[1] + edge;
  const moves = scene.layer === "moves" && bundle.end >= 0 && bundle.start !== OTHERS;
  const line = [from, to];
  const parts = [];
  if (!bundle.stated) {
    parts.push(svg("path", { class: "dashes", d: ribbonLine([from, to - (moves ? 6 : 0)], start, end, 0.5) }));
    if (moves) parts.push(svg("path", { class: "head", d: columnTip(to, end.at + end.room / 2) }));
  } else {
    const head = moves ? Math.min(9, 3 + end.room * 0.3) : 0;
    const { room, solid } = end;
    if (room > solid + 0.2) {
      const look = unlimited(bundle) ? "band open" : "band";
      parts.push(svg("path", { class: look, d: ribbonPath(line, start, end, [solid, room], head) }));
    }
    if (solid) parts.push(svg("path", { class: "shaft", d: ribbonPath(line, start, end, [0, solid], head) }));
  }
  if (bundle.start === -1) parts.push(openRing(xs[0] + 6, start));
  if (bundle.end === -1) parts.push(openRing(xs[1] - 6, end));
  return parts;
};

/** The head of a thin arrow that points to the right. @param {number} x @param {number} y */
const columnTip = (x, y) =>
  `M${sheetPx(x - 8)} ${sheetPx(y - 4)}L${sheetPx(x)} ${sheetPx(y)}L${sheetPx(x - 8)} ${sheetPx(y + 4)}Z`;

/** An end that no claim states. @param {number} x @param {Slot} slot */
const openRing = (x, slot) => svg("circle", { class: "openend", cx: x, cy: slot.at + slot.room / 2, r: 4.5 });

/**
 * A bar with the name of its place.
 * @param {Sheet} sheet
 * @param {Bar} bar
 */
const barMark = (sheet, bar) => {
  const left = bar.side === "start";
  const side = sheet.sides[left ? 0 : 1];
  const x = left ? side + 8 : sheet.pane.width - side - 8 - sheet.bar;
  const middle = bar.at + bar.height / 2;
  const parts = [];
  if (bar.node >= 0)
    parts.push(
      svg("rect", {
        class: "hit",
        x: left ? 0 : x,
        y: middle - (bar.pitch + BAR_GAP) / 2,
        width: side + 8 + sheet.bar,
        height: bar.pitch + BAR_GAP,
      }),
    );
  if (bar.node !== -1) for (const slot of bar.slots) parts.push(barPiece(sheet, x, slot));
  bar.lines.forEach((line, i) => {
    const y = middle + (i - (bar.lines.length - 1) / 2) * LABEL_LINE;
    const look = bar.node < 0 ? "soft" : "";
    parts.push(
      svgText(left ? side : sheet.pane.width - side, y, line, { anchor: left ? "end" : "start", class: look }),
    );
  });
  if (bar.node < 0) return svg("g", { class: "lane" }, ...parts);
  const claims = [...new Set(bar.bundles.flatMap((bundle) => bundle.claims))];
  const mark = { key: `${bar.side}:${bar.key}`, node: bar.node, rings: [], claims, disputed: [], gathered: 0 };
  const element = markElement(mark, "bar", ...parts);
  // A corridor's origin stands out on the left, its destination on the right.
  const chosen = state.chosen.bundle;
  if (chosen && chosen[bar.side] !== bar.node) element.classList.replace("chosen", "faded");
  return element;
};

/**
 * The piece of a bar that one ribbon takes.
 * @param {Sheet} sheet
 * @param {number} x
 * @param {Slot} slot
 */
const barPiece = (sheet, x, { bundle, at, room }) => {
  // A flow without figure has no height of its own: only a thin edge of the bar, at the side of its name.
  const width = bundle.stated ? sheet.bar : BAR_EDGE;
  const left = bundle.stated || x < sheet.xs[0] ? x : x + sheet.bar - width;
  return svg("rect", { class: `piece ${toneClass(bundle.colour)}`, x: left, y: at, width, height: room });
};

/**
 * The ribbon of one bundle as a mark.
 * @param {Sheet} sheet
 * @param {{bundle: any, start: Slot, end: Slot}} ribbon
 */
const ribbonMark = (sheet, ribbon) =>
  markElement(ribbon.bundle, "ribbon", ribbonReach(sheet, ribbon), ...ribbonShapes(sheet, ribbon));

/**
 * The invisible area around a ribbon, at least as high as a finger.
 * @param {Sheet} sheet
 * @param {{start: Slot, end: Slot}} ribbon
 */
const ribbonReach = ({ xs }, { start, end }) => {
  const least = (/** @type {Slot} */ slot) => {
    const room = Math.max(24, slot.room);
    return { ...slot, at: slot.at + (slot.room - room) / 2, room };
  };
  const [from, to] = [least(start), least(end)];
  const back = ribbonLine([xs[1], xs[0]], to, from, 1);
  return svg("path", { class: "hit", d: `${ribbonLine(xs, from, to, 0)}L${back.slice(1)}Z` });
};

/**
 * The same area where a finger finds it: below everything that can be seen, so that what is seen comes first.
 * @param {Sheet} sheet
 * @param {{bundle: any, start: Slot, end: Slot}} ribbon
 */
const ribbonHit = (sheet, ribbon) => {
  const area = ribbonReach(sheet, ribbon);
  markOf.set(area, ribbon.bundle);
  return area;
};

/**
 * The figures of a bundle in as few letters as there is room for.
 * @param {any} bundle
 * @param {number} most how many figures
 * @param {boolean} dense whether there is only room for the lowest and the highest, rounded
 */
const figuresOf = (bundle, most, dense) => {
  const { low, high } = drawnSpan(bundle);
  if (dense && bundle.stated && (bundle.figures.length > 1 || low >= 10_000)) {
    return [unlimited(bundle) ? t("at least {0}", compactNumber(low)) : rangeWords(low, high)];
  }
  const figures = tellingFirst(bundle.figures).slice(0, most);
  const more = bundle.more + bundle.figures.length - figures.length;
  if (more > 0) figures.push(`${figures.pop()} +${number(more)}`);
  return /** @type {string[]} */ (figures);
};

/**
 * The lowest and the highest figure, rounded, so that nobody takes the unit of the one for that of the other.
 * @param {number} low
 * @param {number} high
 */
const rangeWords = (low, high) => {
  if (low < high / 100) return t("up to {0}", compactNumber(high));
  const write = low < 1000 ? number : compactNumber;
  return [...new Set([write(low), write(high)])].join("–");
};

/** Above this many flows only the thicker ribbons carry figures, and rounded ones. */
const DENSE = 30;

/**
 * Puts the figures on the ribbons where they cover no other figure, the largest ribbons first.
 * @param {Sheet} sheet
 * @returns {{texts: SVGElement[], hidden: number}}
 */
const ribbonFigures = (sheet) => {
  /** @type {Box[]} */
  const taken = [];
  const texts = [];
  let hidden = 0;
  const dense = sheet.ribbons.size > DENSE;
  for (const ribbon of sheet.ribbons.values()) {
    const { bundle, start, end } = ribbon;
    if (!tellsNumber(bundle) && !bundle.disputed.length) continue;
    const room = hasSign(bundle, dense) ? 10 : 2;
    const figures = figuresOf(bundle, sheet.narrow ? 2 : 3, dense);
    const lines = sheet.narrow ? figures : figures.length ? [figures.join(" · ")] : [];
    const wide = Math.max(0, ...lines.map((line) => textWidth(line, 11, 700))) / 2 + room;
    const tall = Math.max(8, lines.length * 7 + 1);
    const spot = [0.5, 0.36, 0.64, 0.78, 0.22, 0.88, 0.12]
      .map((at) => ribbonPoint(sheet.xs, start, end, at))
      .map(({ x, y }) => /** @type {Box} */ ([x - wide, y - tall, x + wide, y + tall]))
      .find((box) => box[0] >= sheet.xs[0] && box[2] <= sheet.xs[1] && !taken.some((one) => overlap(one, box)));
    if (!spot || (dense && end.room < 8 && !bundle.disputed.length)) {
      hidden += 1;
      continue;
    }
    taken.push(spot);
    texts.push(figureText(bundle, lines, spot, dense));
  }
  return { texts, hidden };
};

/**
 * Whether a sign stands before the figures of a bundle: among many flows only that of a contradiction.
 * @param {any} bundle
 * @param {boolean} dense
 */
const hasSign = (bundle, dense) => bundle.disputed.length > 0 || (!dense && hasDiffering(bundle));

/**
 * Figures in their box, with the sign of figures that differ or exclude each other before them.
 * @param {any} bundle
 * @param {string[]} lines
 * @param {Box} box
 * @param {boolean} dense
 */
const figureText = (bundle, lines, [left, top, right, bottom], dense) => {
  const y = (top + bottom) / 2;
  const faded = isChosen(bundle) === false ? " faded" : "";
  const parts = hasSign(bundle, dense) ? signOf(bundle, [left + 8, y]) : [];
  // Beside its sign in any font; in the middle of its room where there is none.
  const x = parts.length ? left + 19 : (left + right) / 2;
  const anchor = parts.length ? "start" : "middle";
  lines.forEach((line, i) =>
    parts.push(svgText(x, y + (i - (lines.length - 1) / 2) * 14, line, { anchor, size: 11, weight: 700 })),
  );
  const figure = svg("g", { class: `figure hand${faded}`, "aria-hidden": "true" }, ...parts);
  markOf.set(figure, bundle);
  return figure;
};

/**
 * A column's heading.
 * @param {Sheet} sheet
 * @param {"start" | "end"} side
 */
const columnHead = (sheet, side) => {
  const words =
    sheet.scene.layer === "moves" ? [t("From"), t("To")] : [t("Country of origin"), t("Place of residence")];
  const left = side === "start";
  const x = left ? 0 : sheet.pane.width;
  return svgText(x, 12, words[left ? 0 : 1], { anchor: left ? "start" : "end", size: 13, weight: 700 });
};

/**
 * Draws the columns.
 * @param {Pane} pane
 * @param {Scene} scene
 */
const drawColumns = (pane, scene) => {
  const focused = focusedMark(pane.box);
  const { bundles, others } = gatherFlows(scene, MOST_BARS, pane.width < 560 ? 80 : 150);
  diagramScales.delete(pane.index);
  diagramFlows.set(pane.index, { bundles, others });
  if (!bundles.length) return pane.box.replaceChildren(nothingDrawn(scene));
  const sheet = layoutColumns(pane, scene, others ? [...bundles, others] : bundles);
  const ribbons = [...sheet.ribbons.values()].sort((one, other) => other.end.room - one.end.room);
  const figures = ribbonFigures(sheet);
  const height = sheet.height + 10;
  const picture = svg(
    "svg",
    {
      class: "picture-svg diagram",
      width: pane.width,
      height,
      viewBox: `0 0 ${rounded(pane.width)} ${rounded(height)}`,
      role: "group",
      "aria-label": diagramWords(COLUMNS, bundles),
    },
    columnHead(sheet, "start"),
    columnHead(sheet, "end"),
    svg(
      "g",
      { class: "under" },
      ...ribbons.filter((one) => one.bundle !== others).map((ribbon) => ribbonHit(sheet, ribbon)),
    ),
    ...ribbons.map((ribbon) =>
      ribbon.bundle === others ? othersBand(ribbonShapes(sheet, ribbon)) : ribbonMark(sheet, ribbon),
    ),
    ...sheet.columns.flat().map((bar) => barMark(sheet, bar)),
    ...figures.texts,
  );
  pane.box.replaceChildren(picture, diagramNotes(bundles, others, figures.hidden));
  startRoving(picture, focused);
  legendSoon();
};

/**
 * The grey band of the flows that are kept back: what they are stands in the panel, to which a button leads as well.
 * @param {SVGElement[]} parts
 */
const othersBand = (parts) => {
  const band = svg(
    "g",
    { class: `ribbon others none hand${anyChosen() && !(state.chosen.bundle && isOthers(state.chosen.bundle)) ? " faded" : ""}`, "aria-hidden": "true" },
    ...parts,
  );
  band.addEventListener("click", () => choose({ bundle: { start: -1, end: -1, layer: state.layer } }));
  return band;
};

/** @type {Drawer} */
const COLUMNS = { title: "Columns", draw: drawColumns };
drawers.set("columns", COLUMNS);
