/** The sheet that is saved: title, picture, legend and sources as one SVG; and what the buttons do. */

/** @typedef {{y: number, parts: string[], width: number}} SheetParts */

/**
 * Text in lines of a width, as XML; moves the sheet's edge down.
 * @param {SheetParts} sheet
 * @param {string} text
 * @param {{size: number, weight?: number, family?: string, fill: string}} look
 */
const sheetText = (sheet, text, { size, weight = 400, family = SHEET_SANS, fill }) => {
  for (const line of fitLines(text, (sheet.width - 2 * SHEET_MARGIN) * 0.94, 60, size)) {
    sheet.y += size * 1.35;
    const at = { x: SHEET_MARGIN, y: px2(sheet.y - size * 0.3), "font-family": family, "font-size": size, fill };
    sheet.parts.push(xml("text", weight === 400 ? at : { ...at, "font-weight": weight }, xmlText(line)));
  }
};

/** A colour of the theme, as other programs read it. @param {string} name */
const sheetColour = (name) => {
  const probe = make("i", {});
  probe.style.color = `var(--${name})`;
  document.body.append(probe);
  const [colour] = plainColour(getComputedStyle(probe).color);
  probe.remove();
  return colour;
};

/**
 * The picture of a pane as XML: shapes as they are, a canvas as an image.
 * @param {HTMLElement} box
 * @param {SheetParts} sheet
 */
const sheetPicture = (box, sheet) => {
  const drawn = box.querySelector("svg");
  const painted = /** @type {HTMLCanvasElement[]} */ ([...box.querySelectorAll("canvas")]).filter(
    (one) => one.width && one.clientWidth,
  );
  const frame = box.getBoundingClientRect();
  const place = (/** @type {Element} */ one) => {
    const { left, top, width, height } = one.getBoundingClientRect();
    return { x: SHEET_MARGIN + left - frame.left, y: sheet.y + top - frame.top, width, height };
  };
  const whole = canvasPicture(box);
  if (whole) {
    const at = place(whole.stage);
    sheet.parts.push(xml("image", { ...rounding(at), href: whole.bitmap.toDataURL("image/png") }));
    sheet.y = at.y + at.height + 10;
    return;
  }
  let bottom = sheet.y;
  for (const one of painted) {
    const at = place(one);
    sheet.parts.push(xml("image", { ...rounding(at), href: one.toDataURL("image/png") }));
    bottom = Math.max(bottom, at.y + at.height);
  }
  if (drawn) {
    const at = place(drawn);
    const inside = [...drawn.children].map((child) => elementXML(child, lookOf(drawn, {}).holds));
    const { attributes } = lookOf(drawn, { ...INHERITED });
    const viewBox = drawn.getAttribute("viewBox") ?? `0 0 ${at.width} ${at.height}`;
    sheet.parts.push(xml("svg", { ...rounding(at), viewBox, ...attributes }, ...inside));
    bottom = Math.max(bottom, at.y + at.height);
  }
  sheet.y = bottom + 10;
};

/** @param {Record<string, number>} numbers */
const rounding = (numbers) => Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, px2(value)]));

/**
 * The legend as XML, in rows that fit the width.
 * @param {SheetParts} sheet
 * @param {number} index of the pane
 */
const sheetLegend = (sheet, index) => {
  const items = [...document.querySelectorAll(`#legend [data-pane="${index}"] li`)].map((item) => {
    const sample = /** @type {SVGElement} */ (item.querySelector("svg"));
    const words = item.querySelector("span")?.textContent ?? "";
    const [width, height] = ["width", "height"].map((name) => Number(sample.getAttribute(name)));
    return { sample, words, width, height, wide: width + 8 + textWidth(words, 12) + 24, x: 0 };
  });
  /** @type {(typeof items)[]} */
  const rows = [];
  let edge = Infinity;
  for (const item of items) {
    if (edge + item.wide - 24 > sheet.width - SHEET_MARGIN) {
      rows.push([]);
      edge = SHEET_MARGIN;
    }
    item.x = edge;
    edge += item.wide;
    rows[rows.length - 1].push(item);
  }
  const fill = sheetColour("ink");
  for (const row of rows) {
    const tall = Math.max(16, ...row.map((item) => item.height));
    for (const item of row) sheet.parts.push(...legendXML(item, sheet.y + tall / 2, fill));
    sheet.y += tall + 8;
  }
};

/**
 * One item of the legend, its sample and its words side by side.
 * @param {{sample: SVGElement, words: string, width: number, height: number, x: number}} item
 * @param {number} middle
 * @param {string} fill
 */
const legendXML = ({ sample, words, width, height, x }, middle, fill) => {
  const inside = [...sample.children].map((child) => elementXML(child, lookOf(sample, {}).holds));
  const { attributes } = lookOf(sample, { ...INHERITED });
  const at = { x: px2(x + width + 8), y: px2(middle + 4), "font-family": SHEET_SANS, "font-size": 12, fill };
  return [
    xml("g", { transform: `translate(${px2(x)},${px2(middle - height / 2)})`, ...attributes }, ...inside),
    xml("text", at, xmlText(words)),
  ];
};

/**
 * The sources of what a pane shows, as they are cited.
 * @param {number} index of the pane
 * @returns {string[]}
 */
const sourcesDrawn = (index) => {
  const { arrows, places } = sceneOf(index);
  const drawer = index && state.second ? state.second.drawer : state.drawer;
  /** @type {Set<number>} */
  const drawn = new Set();
  for (const mark of drawer === "columns" || drawer === "chord" ? arrows : [...arrows, ...places]) {
    for (const claim of mark.claims) drawn.add(data.claims.source[claim]);
  }
  return [...drawn].sort((one, other) => one - other).map((key) => sourceCitation(data.sources[key]));
};

/**
 * A source as a sentence.
 * @param {Row} source
 */
const sourceCitation = (source) => {
  if (source.citations?.plain) return source.citations.plain;
  return [source.author, source.title, source.publisher, source.published, source.url].filter(Boolean).join(". ");
};

/**
 * What the picture shows, in a line: the layer, the years, the filters, how many of the claims.
 * @param {number} index of the pane
 */
const sheetSubtitle = (index) => {
  const layer = sceneOf(index).layer === "moves" ? t("Moves") : t("Residents");
  const level = levelsThere().find(([one]) => one === state.level && one !== "stated");
  const time = state.window ? years(...state.window) : t("All years");
  const count = maskOf(index).reduce((sum, one) => sum + one, 0);
  const some = count < data.claims.length ? [t("{0} of {1} claims", count, data.claims.length)] : [];
  return [layer, ...(level ? [t(level[1])] : []), time, ...filterWords(index), ...some].join(" · ");
};

/** How many values of a filter are named. */
const VALUES_NAMED = 4;

/**
 * The filters that are set, in words.
 * @param {number} index of the pane; the second one has a source of its own
 * @returns {string[]}
 */
const filterWords = (index) => {
  const own = index ? (state.second?.source ?? -1) : -1;
  const words = data.facets.flatMap((facet) => {
    const keys = facet.name === "source" && own >= 0 ? new Set([data.sources[own].key]) : state.ticked.get(facet.name);
    const names = facet.choices.filter(({ key }) => keys?.has(key)).map((choice) => choiceName(facet, choice));
    if (!names.length) return [];
    const more = names.length > VALUES_NAMED ? [t("{0} more", names.length - VALUES_NAMED)] : [];
    return [`${wordOf(facet.label)}: ${listed([...names.slice(0, VALUES_NAMED), ...more])}`];
  });
  if (state.focus < 0) return words;
  return [...words, `${t("Only what is around {0}", nodeName(state.focus))}: ${t("{0} {0:step|steps} away", state.depth)}`];
};

/**
 * A pane as a complete SVG file.
 * @param {number} [index] of the pane
 * @returns {string} XML; empty when there is no such pane
 */
const paneSVG = (index = 0) => {
  const box = /** @type {HTMLElement | null} */ (document.querySelectorAll("#panes .pane .box")[index] ?? null);
  if (!box) return "";
  writeLegend();
  const [paper, ink, soft] = ["paper", "ink", "soft"].map(sheetColour);
  /** @type {SheetParts} */
  const sheet = { y: SHEET_MARGIN - 6, parts: [], width: Math.max(360, box.clientWidth + 2 * SHEET_MARGIN) };
  sheetText(sheet, data.title, { size: 22, weight: 700, family: SHEET_SERIF, fill: ink });
  sheetText(sheet, sheetSubtitle(index), { size: 13, fill: soft });
  sheet.y += 8;
  sheetPicture(box, sheet);
  sheetLegend(sheet, index);
  for (const note of [...document.querySelectorAll(`#legend [data-pane="${index}"] p`)])
    sheetText(sheet, note.textContent ?? "", { size: 11, fill: soft });
  const sources = sourcesDrawn(index);
  if (sources.length)
    sheetText(sheet, `${t("Sources")}: ${sources.map((one) => (/[.!?。]$/.test(one) ? one : `${one}.`)).join(" ")}`, {
      size: 11,
      fill: soft,
    });
  if (/^https?:$/.test(location.protocol) && linkIsReal()) sheetText(sheet, location.href, { size: 11, fill: soft });
  const [width, height] = [Math.round(sheet.width), Math.round(sheet.y + SHEET_MARGIN - 8)];
  const ground = xml("rect", { width, height, fill: paper });
  const head = {
    xmlns: SVG_SPACE,
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "font-family": SHEET_SANS,
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml("svg", head, xml("title", {}, xmlText(data.title)), ground, ...sheet.parts)}\n`;
};

/** Whether the address of the page means something to somebody else. */
const linkIsReal = () => !/^(localhost|127\.|\[::1\]|.*\.invalid$)/.test(location.hostname);

/**
 * A pane as PNG.
 * @param {number} [index] of the pane
 * @param {number} [scale] pixels for one CSS pixel
 * @returns {Promise<string>} a data: URL
 */
const panePNG = async (index = 0, scale = 2) => {
  const image = new Image();
  const source = paneSVG(index);
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
  await image.decode();
  const sheet = document.createElement("canvas");
  sheet.width = Math.round(image.naturalWidth * scale);
  sheet.height = Math.round(image.naturalHeight * scale);
  const context = /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d"));
  context.drawImage(image, 0, 0, sheet.width, sheet.height);
  return sheet.toDataURL("image/png");
};

/** The name of a saved file, made of the title. @param {string} ending */
const fileName = (ending) =>
  `${
    data.title
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-+|-+$/g, "")
      .slice(0, 60) || "sojourn"
  }.${ending}`;

/**
 * Gives a file to the reader; nothing is asked of any server.
 * @param {Blob} blob
 * @param {string} name
 */
const saveFile = (blob, name) => {
  const link = make("a", { download: name });
  link.href = URL.createObjectURL(blob);
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
};

/**
 * Saves a pane.
 * @param {number} index
 * @param {"svg" | "png"} ending
 */
const savePane = async (index, ending) => {
  if (ending === "svg") return saveFile(new Blob([paneSVG(index)], { type: "image/svg+xml" }), fileName(ending));
  const picture = (await panePNG(index)).split(",")[1];
  const bytes = Uint8Array.from(atob(picture), (letter) => letter.charCodeAt(0));
  return saveFile(new Blob([bytes], { type: "image/png" }), fileName(ending));
};

/** Puts the buttons that save the picture under it, one pair for each pane; scripts that steer the page can save it too. */
const startExport = () => {
  const bar = make("p", { class: "buttons save" });
  const write = () => {
    const panes = state.second ? [0, 1] : [0];
    const buttons = panes.flatMap((index) =>
      /** @type {const} */ (["svg", "png"]).map((ending) => {
        const words =
          panes.length > 1 ? t("{0} of picture {1}", ending.toUpperCase(), index + 1) : ending.toUpperCase();
        return make("button", { type: "button", click: () => savePane(index, ending) }, words);
      }),
    );
    bar.replaceChildren(make("span", {}, t("Save the picture:")), " ", ...buttons);
  };
  const place = byId("export");
  if (place) place.append(bar);
  else byId("legend").before(bar);
  Object.assign(/** @type {any} */ (globalThis).sojourn, { toSVG: paneSVG, toPNG: panePNG });
  onChange((patch) => ("second" in patch || "lang" in patch) && write());
  write();
};
