/** The picture as a file of its own: SVG for papers, PNG for slides, with its title, legend and sources. */

const SHEET_MARGIN = 24;
const SHEET_SERIF = "Georgia, serif";
const SHEET_SANS = "sans-serif";

/** Attributes of shape and place that a drawing keeps as they are. */
const KEPT = new Set(
  (
    "d x y x1 y1 x2 y2 cx cy r rx ry width height points transform viewBox id dx dy offset textLength lengthAdjust " +
    "startOffset patternUnits patternTransform patternContentUnits gradientUnits gradientTransform clipPathUnits " +
    "markerWidth markerHeight markerUnits refX refY orient preserveAspectRatio lang dir"
  ).split(" "),
);
/** What CSS says of a shape, and what holds when nothing is said. The first ones pass from parent to child. */
const INHERITED = {
  fill: "#000000",
  "fill-opacity": "1",
  "fill-rule": "nonzero",
  stroke: "none",
  "stroke-opacity": "1",
  "stroke-width": "1",
  "stroke-dasharray": "none",
  "stroke-linecap": "butt",
  "stroke-linejoin": "miter",
  "paint-order": "normal",
  "font-family": "",
  "font-size": "",
  "font-weight": "400",
  "font-style": "normal",
  "text-anchor": "start",
  "dominant-baseline": "auto",
  "letter-spacing": "normal",
};
const OWN = {
  opacity: "1",
  "clip-path": "none",
  mask: "none",
  "marker-end": "none",
  "marker-start": "none",
  "stop-color": "",
  "stop-opacity": "1",
};
const SKIPPED = new Set(["script", "style", "foreignobject", "animate", "animatetransform", "set", "metadata"]);

/**
 * A text as it may stand in XML: no character that XML 1.0 forbids, none that could end an element or a value.
 * @param {string} text
 */
const xmlText = (text) =>
  text
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")
    .replace(/[&<>"'\r\n\t]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/**
 * An element as XML.
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...string} inside XML
 */
const xml = (tag, attributes, ...inside) => {
  const words = Object.entries(attributes).map(([name, value]) => ` ${name}="${xmlText(String(value))}"`);
  const content = inside.join("");
  return content ? `<${tag}${words.join("")}>${content}</${tag}>` : `<${tag}${words.join("")}/>`;
};

/**
 * A colour as other programs read it: `#rrggbb`, and its opacity.
 * @param {string} value as the browser computes it
 * @returns {[string, number]}
 */
const plainColour = (value) => {
  const rgb = /^rgba?\(([\d.]+)[, ]+([\d.]+)[, ]+([\d.]+)(?:[,/ ]+([\d.]+))?\)$/.exec(value);
  const srgb = /^color\(srgb ([\d.e-]+) ([\d.e-]+) ([\d.e-]+)(?: \/ ([\d.e-]+))?\)$/.exec(value);
  const found = rgb ?? srgb;
  if (!found) return [value, 1];
  const parts = found.slice(1, 4).map((part) => Math.round(Math.min(255, Number(part) * (rgb ? 1 : 255))));
  return [`#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`, Number(found[4] ?? 1)];
};

/**
 * How the browser shows an element, as attributes; only what differs from its surroundings.
 * @param {Element} element
 * @param {Record<string, string>} around what holds around it
 * @returns {{attributes: Record<string, string>, holds: Record<string, string>}}
 */
const lookOf = (element, around) => {
  const style = getComputedStyle(element);
  /** @type {Record<string, string>} */
  const now = {};
  for (const name of [...Object.keys(INHERITED), ...Object.keys(OWN)]) now[name] = style.getPropertyValue(name);
  for (const name of ["fill", "stroke", "stop-color"]) {
    const [colour, opacity] = plainColour(now[name]);
    now[name] = opacity === 0 && name !== "stop-color" ? "none" : colour.replaceAll('"', "");
    const faint = name === "stop-color" ? "stop-opacity" : `${name}-opacity`;
    if (opacity > 0 && opacity < 1) now[faint] = px2(Number(now[faint]) * opacity);
  }
  for (const name of ["stroke-width", "font-size", "stroke-dasharray"]) now[name] = now[name].replaceAll("px", "");
  for (const name of ["clip-path", "mask", "marker-end", "marker-start"]) now[name] = now[name].replaceAll('"', "");
  now["font-family"] =
    /serif/i.test(now["font-family"]) && !/sans|system/i.test(now["font-family"]) ? SHEET_SERIF : SHEET_SANS;
  const attributes = /** @type {Record<string, string>} */ ({});
  for (const name of Object.keys(INHERITED)) if (now[name] !== around[name]) attributes[name] = now[name];
  for (const [name, usual] of Object.entries(OWN)) {
    if (now[name] !== usual && (!name.startsWith("stop") || element.localName === "stop")) attributes[name] = now[name];
  }
  return { attributes, holds: now };
};

/** @param {number} value */
const px2 = (value) => String(Math.round(value * 1000) / 1000);

/**
 * Whether an element leaves no trace on paper.
 * @param {Element} element
 */
const unseen = (element) => {
  if (SKIPPED.has(element.localName.toLowerCase())) return true;
  const style = getComputedStyle(element);
  if (style.display === "none" || style.opacity === "0") return true;
  const shape = /^(path|rect|circle|ellipse|line|polyline|polygon|text)$/.test(element.localName);
  const clear = (/** @type {string} */ paint) => paint === "none" || plainColour(paint)[1] === 0;
  return shape && (style.visibility === "hidden" || (clear(style.fill) && clear(style.stroke)));
};

/**
 * A drawn element as XML with its looks written out, and everything inside it.
 * @param {Element} element
 * @param {Record<string, string>} around
 * @returns {string}
 */
const elementXML = (element, around) => {
  if (element.localName === "title") return xml("title", {}, xmlText(element.textContent ?? ""));
  if (unseen(element)) return "";
  const { attributes, holds } = lookOf(element, around);
  /** @type {Record<string, string>} */
  const kept = {};
  for (const { name, value } of element.attributes) if (KEPT.has(name)) kept[name] = value;
  const link = element.getAttribute("href") ?? "";
  if (/^#|^data:image\/png;base64,/.test(link)) kept.href = link;
  const inside = [...element.childNodes].map((child) => {
    if (child instanceof Element) return elementXML(child, holds);
    return child.nodeType === Node.TEXT_NODE ? xmlText(child.textContent ?? "") : "";
  });
  const tag = element.localName === "a" ? "g" : element.localName;
  if (tag === "g" && !inside.join("")) return "";
  return xml(tag, { ...kept, ...attributes }, ...inside);
};
