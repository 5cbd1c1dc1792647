/** The legend of what is drawn: only what occurs in the picture, and every sample at its actual size. */

/** @typedef {{sample: SVGElement, words: string}} LegendItem */

/**
 * A sample of a mark.
 * @param {number} width [px]
 * @param {number} height [px]
 * @param {...SVGElement} shapes
 */
const sampleOf = (width, height, ...shapes) =>
  svg(
    "svg",
    { class: "sample", width, height, viewBox: `0 0 ${rounded(width)} ${rounded(height)}`, "aria-hidden": "true" },
    ...shapes,
  );

/**
 * An item of the legend.
 * @param {string} words
 * @param {number} width
 * @param {number} height
 * @param {string} tone class of the colour
 * @param {...SVGElement} shapes
 * @returns {LegendItem}
 */
const legendItem = (words, width, height, tone, ...shapes) => ({
  sample: sampleOf(width, height, svg("g", { class: tone }, ...shapes)),
  words,
});

/**
 * Round numbers that show a scale: the largest one that is not above the largest figure, and two below it.
 * @param {number} largest persons
 * @returns {number[]} descending
 */
const roundNumbers = (largest) => {
  if (!(largest >= 1)) return [];
  const power = 10 ** Math.floor(Math.log10(largest));
  const top = power * ([5, 2, 1].find((one) => one * power <= largest) ?? 1);
  return [top, top / 10, top / 100].filter((one) => one >= 1);
};

/** The largest number that a stock names. @param {Ring} ring */
const mostOfRing = (ring) => (Number.isFinite(ring.high) ? ring.high : ring.low);

/** The stocks of a scene. @param {Scene} scene */
const ringsOf = (scene) => scene.places.flatMap((place) => place.rings);

/**
 * What a diagram draws of a scene: no places, only what moves between them, and of that the largest.
 * @param {number} index of the pane
 * @param {Scene} scene
 * @returns {Scene}
 */
const arrowsAlone = (index, scene) => {
  const { bundles, others } = diagramFlows.get(index) ?? { bundles: scene.arrows, others: null };
  const left = others ? { arrows: others.arrows, claims: others.inside, low: others.low } : { ...scene.others, arrows: 0 };
  return { ...scene, places: [], arrows: bundles, others: left };
};

/**
 * The colours of the places around a circle, which are none of any flow's origin.
 * @param {Scene} scene
 * @param {Set<number>} used
 * @returns {Set<number>}
 */
const coloursOfSectors = ({ arrows }, used) => {
  const nodes = arrows.flatMap(({ start, end }) => [start, end]).filter((node) => node >= 0);
  const colours = nodes.map((node) => data.nodes[node].colour ?? -1);
  return new Set(colours.filter((colour) => colour >= 0 && !used.has(colour)));
};

/**
 * What the colours mean, those that occur.
 * @param {string} drawer
 * @param {Scene} scene
 * @returns {LegendItem[]}
 */
const colourItems = (drawer, scene) => {
  const used = new Set([...scene.arrows, ...ringsOf(scene)].map((one) => one.colour));
  const words = scene.layer === "moves" ? "from {0}" : "people from {0}";
  const swatch = (/** @type {number} */ colour, /** @type {string} */ text) =>
    legendItem(text, 26, 14, toneClass(colour), svg("path", { class: "shaft", d: "M0 2H26V12H0Z" }));
  const places = drawer === "chord" ? coloursOfSectors(scene, used) : new Set();
  const items = data.colours
    .filter((/** @type {Row} */ one) => used.has(one.colour) || places.has(one.colour))
    .map((/** @type {Row} */ one) => {
      const name = one.node >= 0 ? nodeName(one.node) : t(one.label);
      return swatch(one.colour, used.has(one.colour) ? t(words, name) : name);
    });
  if (used.has(-1))
    items.push(
      swatch(-1, t(scene.layer === "moves" ? "other or no stated origin" : "several countries, or none stated")),
    );
  return items;
};

/**
 * Sample widths and rings of the pictures that have a scale with a square root.
 * @param {Scene} scene
 * @returns {LegendItem[]}
 */
const rootItems = (scene) => {
  const items = [];
  const arrows = scene.arrows.filter((one) => one.stated);
  if (arrows.length) {
    for (const persons of roundNumbers(
      Math.min(scene.width.largest, Math.max(...arrows.map((one) => drawnSpan(one).high))),
    )) {
      const wide = scene.width.of(persons);
      const tall = Math.max(16, wide * 1.8 + 6);
      const shaft = svg("path", {
        class: "shaft",
        d: arrowPath(
          [
            [0, tall / 2],
            [44, tall / 2],
          ],
          wide,
          wide,
          scene.layer === "residents",
        ),
      });
      items.push(legendItem(t("{0} people", persons), 46, tall, "ink", shaft));
    }
  }
  return [...items, ...ringItems(scene)];
};

/**
 * Sample rings.
 * @param {Scene} scene
 * @returns {LegendItem[]}
 */
const ringItems = (scene) => {
  const items = [];
  const rings = ringsOf(scene);
  if (rings.length) {
    for (const persons of roundNumbers(Math.min(scene.radius.largest, Math.max(...rings.map(mostOfRing))))) {
      const r = scene.radius.of(persons);
      items.push(
        legendItem(
          t("{0} residents", persons),
          2 * r + 3,
          2 * r + 3,
          "ink",
          svg("circle", { class: "rim", cx: r + 1.5, cy: r + 1.5, r }),
        ),
      );
    }
  }
  return items;
};

/**
 * Two round numbers for a linear scale: the largest that fits, and a fifth or so of it.
 * @param {number} most persons
 */
const sampleNumbers = (most) => {
  const [top] = roundNumbers(most);
  return top ? [top, ...roundNumbers(top / 5).slice(0, 1)] : [];
};

/**
 * Sample bars of the diagrams, whose scale is linear.
 * @param {number} index of the pane
 * @param {Scene} scene
 * @returns {LegendItem[]}
 */
const linearItems = (index, scene) => {
  const scale = diagramScales.get(index);
  if (!scale?.pixels) return [];
  const largest = Math.max(...scene.arrows.map((one) => drawnSpan(one).high));
  const most = Math.min(largest, (scale.round ? 160 : 60) / scale.pixels);
  const numbers = sampleNumbers(most).filter((one) => one * scale.pixels >= 1.5);
  return numbers.map((persons) => {
    const size = persons * scale.pixels;
    const words = t("{0} people", persons);
    if (scale.round)
      return legendItem(
        words,
        size + 2,
        16,
        "ink",
        svg("path", { class: "shaft", d: `M1 4H${sheetPx(1 + size)}V${sheetPx(12)}H1Z` }),
      );
    return legendItem(
      words,
      34,
      size + 2,
      "ink",
      svg("path", { class: "shaft", d: `M0 1H34V${sheetPx(1 + size)}H0Z` }),
    );
  });
};

/** @typedef {[boolean, () => LegendItem]} LegendSign whether it occurs, and what it is */

/** A line or an area of a sample. @param {string} d @param {string} [look] */
const sampleLine = (d, look = "dashes") => svg("path", { class: look, d });

/** Whether a mark has a lowest and a highest figure. @param {{low: number, high: number}} one */
const isRanged = (one) => Number.isFinite(one.high) && one.high > one.low;

/**
 * What dashes and bands mean.
 * @param {Bundle[]} arrows
 * @returns {LegendSign[]}
 */
const figureSigns = (arrows) => {
  return [
    [
      arrows.some((one) => !one.stated && !one.derived),
      () => legendItem(t("people moved; how many is not stated"), 40, 14, "ink", sampleLine("M0 7H40")),
    ],
    [
      arrows.some((one) => one.stated && isRanged(one)),
      () =>
        legendItem(
          t("solid up to the lowest figure, pale up to the highest"),
          40,
          18,
          "ink",
          sampleLine("M0 3H40V15H0Z", "band"),
          sampleLine("M0 3H40V9H0Z", "shaft"),
        ),
    ],
    [
      arrows.some(unlimited),
      () =>
        legendItem(
          t("pale with a dotted edge: no upper limit is stated"),
          40,
          18,
          "ink",
          sampleLine("M0 9H40V15H0Z", "band open"),
          sampleLine("M0 3H40V9H0Z", "shaft"),
        ),
    ],
  ];
};

/**
 * What open ends mean, and lines that are hollow or dotted.
 * @param {Bundle[]} arrows
 * @returns {LegendSign[]}
 */
const lineSigns = (arrows) => {
  return [
    [
      arrows.some((one) => one.start < 0 || one.end < 0),
      () =>
        legendItem(
          t("open end: the place is not stated"),
          40,
          14,
          "ink",
          sampleLine("M0 7H28"),
          svg("circle", { class: "openend", cx: 34, cy: 7, r: 4.5 }),
        ),
    ],
    [
      arrows.some((one) => one.derived && one.stated),
      () =>
        legendItem(
          t("hollow: possible or intended, not stated as a fact"),
          40,
          14,
          "ink derived",
          sampleLine("M0 4H40V10H0Z", "shaft"),
        ),
    ],
    [
      arrows.some((one) => one.derived && !one.stated),
      () =>
        legendItem(
          t("dotted: possible or intended, not stated as a fact"),
          40,
          14,
          "ink derived",
          sampleLine("M0 7H40"),
        ),
    ],
  ];
};

/**
 * What rings mean.
 * @param {Ring[]} rings
 * @param {Scale} scale of their radii
 * @returns {LegendSign[]}
 */
const ringSigns = (rings, scale) => {
  const [inside, beyond] = [false, true].map((far) => rings.filter((ring) => beyondScale(ring, scale) === far));
  return [
    [
      beyond.length > 0,
      () => {
        const r = scale.of(scale.largest);
        const rims = [r, r - 3].map((one) => svg("circle", { class: "rim beyond", cx: r + 1, cy: r + 1, r: one }));
        return legendItem(t("more than {0} residents: not to scale", scale.largest), 2 * r + 2, 2 * r + 2, "ink", ...rims);
      },
    ],
    [
      inside.some(isRanged),
      () => legendItem(t("two rings: the lowest and the highest figure"), 34, 34, "ink", ...ringShapes(8, 14)),
    ],
    [
      inside.some((ring) => ring.open || Number.isNaN(ring.high)),
      () =>
        legendItem(
          t("broken ring: no upper limit is stated"),
          34,
          34,
          "ink",
          svg("circle", { class: "rim", cx: 17, cy: 17, r: 10 }),
          svg("circle", { class: "rim broken", cx: 17, cy: 17, r: 14 }),
        ),
    ],
  ];
};

/**
 * Whether a drawer marks figures that differ: not among many ribbons, which show ranges, nor many lines of a canvas.
 * @param {string} drawer
 * @param {number} flows
 */
const marksDiffering = (drawer, flows) => drawer === "map" || flows <= (drawer === "canvas" ? OVER_FEW : DENSE);

/**
 * What a bolt, a hollow dot and grey flows mean.
 * @param {string} drawer
 * @param {Scene} scene
 * @param {Ring[]} rings
 * @returns {LegendSign[]}
 */
const otherSigns = (drawer, { arrows, places, others }, rings) => {
  return [
    [
      [...arrows, ...rings, ...places].some((one) => one.disputed.length > 0),
      () => legendItem(t("figures that cannot all be true; choose it to read why"), 18, 22, "ink", bolt(9, 11)),
    ],
    [
      marksDiffering(drawer, arrows.length) && [...arrows, ...places].some((one) => !one.disputed.length && hasDiffering(one)),
      () => legendItem(t("figures differ; choose it to compare them"), 18, 18, "ink", differSign(9, 9)),
    ],
    [
      drawer === "map" && places.some((place) => place.node >= 0 && data.nodes[place.node].sure === false),
      () =>
        legendItem(
          t("hollow dot: the place is not identified for certain"),
          16,
          16,
          "ink",
          svg("circle", { class: "dot unsure", cx: 8, cy: 8, r: 4 }),
        ),
    ],
    [
      others.arrows > 0 && drawer !== "map",
      () =>
        legendItem(t("smaller flows, gathered"), 40, 14, "none ribbon others", sampleLine("M0 2H40V12H0Z", "shaft")),
    ],
  ];
};

/**
 * What dashes, bands, open ends and signs mean, those that occur.
 * @param {string} drawer
 * @param {Scene} scene
 * @returns {LegendItem[]}
 */
const signItems = (drawer, scene) => {
  const rings = ringsOf(scene);
  const { arrows } = scene;
  const signs = [
    ...figureSigns(arrows),
    ...lineSigns(arrows),
    ...ringSigns(rings, scene.radius),
    ...otherSigns(drawer, scene, rings),
  ];
  return signs.filter(([occurs]) => occurs).map(([, item]) => item());
};

/**
 * The two rings of a stock that is an interval.
 * @param {number} low
 * @param {number} high
 */
const ringShapes = (low, high) => [
  svg("circle", { class: "tint", cx: 17, cy: 17, r: (low + high) / 2, "stroke-width": high - low }),
  svg("circle", { class: "rim", cx: 17, cy: 17, r: low }),
  svg("circle", { class: "rim", cx: 17, cy: 17, r: high }),
];
