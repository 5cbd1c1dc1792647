/** The legend of the network: what occurs in it, at the very sizes in which it is drawn. */

/**
 * What a pane shows, and what its marks mean.
 * @param {number} index of the pane
 * @returns {{items: LegendItem[], notes: string[]}}
 */
const netLegend = (index) => {
  const net = nets.get(index);
  const { arrows, frames, legend } = netData();
  const seen = net?.shown ?? shown;
  const drawn = arrows.filter((/** @type {Row} */ one) => seen[one.claim] && one.type === "arrow");
  const links = arrows.some((/** @type {Row} */ one) => seen[one.claim] && one.type === "link");
  const rings = frames[0].rings.filter((/** @type {any[]} */ ring) => seen[ring[1]]);
  const notes = legend.widths.length || legend.radii.length ? [t("Widths and radii grow with the square root of the number of people.")] : [];
  if (data.why && data.drawer === "network") notes.push(t(data.why));
  return {
    items: [
      ...netColourItems(drawn, rings),
      ...netSizeItems(drawn, rings, legend),
      ...netSignItems(drawn, rings, links),
    ],
    notes,
  };
};

/**
 * What the colours mean, those that occur.
 * @param {Row[]} arrows
 * @param {any[][]} rings
 * @returns {LegendItem[]}
 */
const netColourItems = (arrows, rings) => {
  const homes = [...arrows.map((one) => one.home), ...rings.map((ring) => ring[5])];
  const used = new Set(homes.map((home) => (home >= 0 ? data.nodes[home].colour : -1)));
  const swatch = (/** @type {number} */ colour, /** @type {string} */ words) =>
    legendItem(words, 26, 14, toneClass(colour), svg("path", { class: "shaft", d: "M0 2H26V12H0Z" }));
  const items = data.colours
    .filter((/** @type {Row} */ one) => used.has(one.colour))
    .map((/** @type {Row} */ one) => swatch(one.colour, t("from {0}", one.node >= 0 ? nodeName(one.node) : one.label)));
  return used.has(-1) ? [...items, swatch(-1, t("other or no stated origin"))] : items;
};

/**
 * Samples of widths and of rings.
 * @param {Row[]} arrows
 * @param {any[][]} rings
 * @param {Row} legend
 * @returns {LegendItem[]}
 */
const netSizeItems = (arrows, rings, legend) => {
  const widths = arrows.some((one) => one.stated) ? legend.widths : [];
  const radii = rings.some((ring) => !ring[4]) ? legend.radii : [];
  return [
    ...widths.map((/** @type {[number, number]} */ [persons, wide]) =>
      legendItem(t("{0} people", persons), 34, wide + 6, "ink", svg("path", { class: "shaft", d: `M0 3H34V${rounded(wide + 3)}H0Z` })),
    ),
    ...radii.map((/** @type {[number, number]} */ [persons, r]) =>
      legendItem(t("{0} residents", persons), 2 * r + 3, 2 * r + 3, "ink", svg("circle", { class: "rim", cx: r + 1.5, cy: r + 1.5, r })),
    ),
  ];
};

/**
 * What dashes, bands, open ends and signs mean, those that occur.
 * @param {Row[]} arrows
 * @param {any[][]} rings
 * @param {boolean} links
 * @returns {LegendItem[]}
 */
const netSignItems = (arrows, rings, links) => {
  const line = (/** @type {string} */ d, look = "dashes") => svg("path", { class: look, d });
  const ring = (/** @type {number} */ r, look = "rim") => svg("circle", { class: look, cx: 17, cy: 17, r });
  const claims = [...arrows.map((one) => one.claim), ...rings.map((one) => one[1])];
  /** @type {[boolean, () => LegendItem][]} */
  const items = [
    [arrows.some((one) => !one.stated), () => legendItem(t("people moved; how many is not stated"), 40, 14, "ink", line("M0 7H40"))],
    [arrows.some((one) => one.band), () => legendItem(t("pale band: up to the highest figure, or no upper limit"), 40, 20, "ink", line("M0 3H40V17H0Z", "band"), line("M0 8H40V12H0Z", "shaft"))],
    [arrows.some((one) => one.start < 0 || one.end < 0), () => legendItem(t("open end: the place is not stated"), 40, 14, "ink", line("M0 7H28"), svg("circle", { class: "openend", cx: 34, cy: 7, r: 4.5 }))],
    [links, () => legendItem(t("said to live there, or counted there"), 40, 14, "none", line("M0 6.4H40V7.6H0Z", "shaft"))],
    [rings.some((one) => one[3] !== null && one[3] > one[2]), () => legendItem(t("two rings: the lowest and the highest figure"), 34, 34, "ink", ...ringShapes(8, 14))],
    [rings.some((one) => one[3] === null && !one[4]), () => legendItem(t("broken ring: no upper limit is stated"), 34, 34, "ink", ring(10), ring(14, "rim broken"))],
    [rings.some((one) => one[4]), () => legendItem(t("dotted rings: residents too many for the scale"), 34, 34, "ink", ring(11, "rim broken"), ring(14, "rim broken"))],
    [claims.some((claim) => data.disputesOf(claim).length > 0), () => legendItem(t("figures that cannot all be true; choose it to read why"), 18, 22, "ink", bolt(9, 11))],
    [data.nodes.some((one) => one.drawn && one.sure === false), () => legendItem(t("hollow dot: the place is not identified for certain"), 16, 16, "ink", svg("circle", { class: "dot unsure", cx: 8, cy: 8, r: 4 }))],
    [state.computed, () => legendItem(t("computed from the claims, said by no source; not to size"), 28, 28, "ink", svg("path", { class: "net-diamond", d: "M14 2L26 14 14 26 2 14Z" }))],
  ];
  return items.filter(([occurs]) => occurs).map(([, item]) => item());
};
