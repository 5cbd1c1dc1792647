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
  if (!diagram && ringsOf(scene).some((ring) => mostOfRing(ring) > scene.radius.largest)) {
    notes.push(t("A ring of more than {0} residents is drawn no larger than that.", scene.radius.largest));
  }
  if (scene.layer === "moves" && scene.arrows.some(byTheYear))
    notes.push(t("People a year are drawn like people, where a claim counts by the year."));
  const flows = diagram ? diagramFlows.get(index) : null;
  const [left, claims] = flows
    ? [flows.others?.arrows ?? 0, flows.others?.inside ?? 0]
    : [scene.others.arrows, scene.others.claims];
  if (left) notes.push(t("{0} smaller flows, from {1} claims, are gathered.", left, claims));
  if (flows && nested(flows.bundles))
    notes.push(t("Some of these places lie within others: the lengths of bars are no totals."));
  if (drawer === "map" && data.land?.note) notes.push(t(data.land.note));
  if (data.why && drawer === data.drawer) notes.push(t(data.why));
  return notes;
};

/**
 * All of a pane's legend.
 * @param {number} index of the pane
 * @returns {{items: LegendItem[], notes: string[]}}
 */
const legendOf = (index) => {
  const drawer = index && state.second ? state.second.drawer : state.drawer;
  const diagram = drawer === "columns" || drawer === "chord";
  const scene = diagram ? arrowsAlone(sceneOf(index)) : sceneOf(index);
  const own = drawers.get(drawer)?.legend;
  if (own) return own(index, scene);
  const sizes = diagram ? linearItems(index, scene) : rootItems(scene);
  return {
    items: [...colourItems(scene), ...sizes, ...signItems(drawer, scene)],
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
