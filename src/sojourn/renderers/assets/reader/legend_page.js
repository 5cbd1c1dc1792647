/** The legend as it stands in the page: the samples of each picture, and what is said under them. */

/** Whether some claim of a bundle counts the people of a year. @param {Bundle} bundle */
const byTheYear = (bundle) =>
  bundle.stated &&
  bundle.claims.slice(0, 200).some((claim) => data.measures[data.claims.measure[claim]] === "personsPerYear");

/**
 * What is said under the samples: how sizes grow, what is gathered, where the land is from, why this renderer.
 * @param {number} index of the pane
 * @param {string} drawer
 * @param {Scene} scene
 * @returns {string[]}
 */
const legendNotes = (index, drawer, scene) => {
  const notes = [];
  const scale = diagramScales.get(index);
  const diagram = drawer === "columns" || drawer === "chord";
  const stated = scene.arrows.some((one) => one.stated);
  const sized = stated || scene.places.some((place) => place.rings.length);
  if (diagram && scale?.pixels) notes.push(t("Thickness grows in proportion to the number of people."));
  else if (sized && !diagram) notes.push(t("Widths and radii grow with the square root of the number of people."));
  if (scene.layer === "moves" && scene.arrows.some(byTheYear))
    notes.push(t("People a year are drawn like people, where a claim counts by the year."));
  notes.push(...tooSmall(index, drawer, scene));
  const { arrows: left, claims } = scene.others;
  if (left) notes.push(t("{0} smaller flows, from {1} claims, are gathered.", left, claims));
  if (diagram && nested(scene.arrows))
    notes.push(t("Some of these places lie within others: the lengths of bars are no totals."));
  if ((drawer === "map" || drawer === "canvas") && data.land?.note) notes.push(t(data.land.note));
  if (data.why && drawer === data.drawer) notes.push(t(data.why));
  return notes;
};

/**
 * What is drawn larger than its figure so that it can be seen, and smaller so that it hides nothing.
 * @param {number} index of the pane
 * @param {string} drawer
 * @param {Scene} scene
 * @returns {string[]}
 */
const tooSmall = (index, drawer, scene) => {
  const notes = [];
  const stated = scene.arrows.filter((one) => one.stated);
  const persons = leastDrawn(index, drawer, scene);
  if (persons > 1 && stated.some((one) => one.low > 0 && one.low < persons))
    notes.push(t("Lines of fewer than {0} people are drawn wider than to scale, so that they can be seen.", persons));
  const loose = stated.filter((one) => one.start < 0 || one.end < 0);
  if ((drawer === "map" || drawer === "canvas") && loose.some((one) => scene.width.of(mostOf(one)) > LOOSE_WIDEST))
    notes.push(t("Lines with an open end are drawn thin, whatever their figure."));
  return notes;
};

/**
 * How many people the thinnest line stands for that is drawn to scale, rounded up to two digits.
 * @param {number} index of the pane
 * @param {string} drawer
 * @param {Scene} scene
 */
const leastDrawn = (index, drawer, scene) => {
  const scale = diagramScales.get(index);
  const { largest, size } = scene.width;
  // On maps a line grows with the square root, and is at least so wide [px].
  const thinnest = { map: 2, canvas: 1.2 }[drawer];
  const exact = thinnest ? largest * (thinnest / size) ** 2 : scale?.pixels ? scale.least / scale.pixels : 0;
  const digit = 10 ** Math.max(0, Math.floor(Math.log10(exact || 1)) - 1);
  return Math.ceil(exact / digit) * digit;
};

/**
 * All of a pane's legend.
 * @param {number} index of the pane
 * @returns {{items: LegendItem[], notes: string[]}}
 */
const legendOf = (index) => {
  const drawer = index && state.second ? state.second.drawer : state.drawer;
  const diagram = drawer === "columns" || drawer === "chord";
  const scene = diagram ? arrowsAlone(index, sceneOf(index)) : sceneOf(index);
  const own = drawers.get(drawer)?.legend;
  if (own) return own(index, scene);
  const sizes = diagram ? linearItems(index, scene) : rootItems(scene);
  return {
    items: [...colourItems(drawer, scene), ...sizes, ...signItems(drawer, scene)],
    notes: legendNotes(index, drawer, scene),
  };
};

/** Writes the legend anew. */
const writeLegend = () => {
  legendWaits = false;
  const panes = state.second ? [0, 1] : [0];
  const lists = panes.map((index) => {
    const { items, notes } = legendOf(index);
    const rows = items.map(({ sample, words }) => make("li", {}, sample, make("span", {}, said(words))));
    const note = notes.length ? [make("p", {}, notes.join(langNow() === "zh" ? "" : " "))] : [];
    return make("div", { "data-pane": index }, ...(rows.length ? [make("ul", {}, ...rows)] : []), ...note);
  });
  byId("legend").replaceChildren(make("h2", {}, t("How to read it")), ...lists);
};

let legendWaits = false;

/** Writes the legend once the picture stands: its samples are as large as what is drawn. */
const legendSoon = () => {
  if (legendWaits) return;
  legendWaits = true;
  queueMicrotask(writeLegend);
};

/** Keeps the legend in step with the picture. */
const startLegend = () => {
  onChange((patch) => {
    if (Object.keys(patch).some((name) => name !== "chosen" && name !== "sort")) legendSoon();
  });
  legendSoon();
};
