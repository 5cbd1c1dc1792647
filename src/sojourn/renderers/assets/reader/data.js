/**
 * What the page holds: the data, and the little that every other part needs to show it. Texts become text nodes only.
 */

/**
 * Columns back to rows.
 * @param {Columns | undefined} columns
 * @returns {any[]}
 */
const rowsOf = (columns) =>
  columns
    ? columns.rows.map((values) => Object.fromEntries(columns.names.map((name, i) => [name, values[i]])))
    : [];

/**
 * An element of the page that is known to be there.
 * @param {string} id
 * @returns {any}
 */
const byId = (id) => document.getElementById(id);

/**
 * A new element. Its children are elements or texts; a text is never read as HTML.
 * @param {string} tag
 * @param {Row} [attributes] `click` is a listener; false, null and "" leave an attribute out
 * @param {...(Node|string)} children
 * @returns {any}
 */
const make = (tag, attributes = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "click") element.addEventListener("click", value);
    else if (value !== false && value !== "" && value !== null) element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
};

/**
 * A text from the graph, kept from turning the text around it.
 * @param {string} text
 */
const said = (text) => make("bdi", {}, text);

/** @type {any} */
const raw = JSON.parse(byId("data").textContent);

/** What the loader hands over: the bytes of the columns, and how it inflates a block. @type {{columns: ArrayBuffer, inflated: (id: string) => Response}} */
const { columns, inflated: inflate } = /** @type {any} */ (globalThis).sojourn;
const packedBytes = new Uint8Array(columns);

/** @type {Map<string, PackedColumn>} */
const packedColumns = new Map(raw.columns.map((/** @type {PackedColumn} */ column) => [column.name, column]));

/**
 * Reads variable-length integers as they are: seven bits a byte, the lowest first.
 * @param {PackedColumn} column
 * @param {NumberArray} out
 */
const readCodes = (column, out) => {
  let at = column.at ?? 0;
  for (let i = 0; i < column.n; i++) {
    let byte = packedBytes[at++];
    let code = byte & 127;
    for (let power = 128; byte > 127; power *= 128) {
      byte = packedBytes[at++];
      code += (byte & 127) * power;
    }
    out[i] = code;
  }
};

/**
 * Reads signed integers, each as it is or as the difference to the one before. All in one loop: there are millions.
 * @param {PackedColumn} column
 * @param {NumberArray} out
 * @param {number} first where in `out` they begin
 * @param {number} none what stands for nothing
 */
const readIntegers = (column, out, first, none) => {
  const bytes = packedBytes;
  const shift = column.none ? 1 : 0;
  const add = column.t === "delta";
  const end = first + column.n;
  let at = column.at ?? 0;
  let before = 0;
  for (let i = first; i < end; i++) {
    let code = bytes[at++];
    if (code > 127) {
      code &= 127;
      let byte = 128;
      for (let power = 128; byte > 127; power *= 128) {
        byte = bytes[at++];
        code += (byte & 127) * power;
      }
    }
    code -= shift;
    if (code < 0) {
      out[i] = none;
      continue;
    }
    const value = code % 2 ? -(code + 1) / 2 : code / 2;
    before = add ? before + value : value;
    out[i] = before;
  }
};

/** @type {Map<string, Float64Array>} */
const columnsBelow = new Map();

/**
 * A column that another lies on, read once for all its parts.
 * @param {string} name
 */
const columnBelow = (name) => {
  const known = columnsBelow.get(name) ?? numbersOf(name, NaN);
  columnsBelow.set(name, known);
  return known;
};

/**
 * Moves integers to where they belong: on top of another column, and divided by a power of ten.
 * @param {PackedColumn} column
 * @param {NumberArray} out
 * @param {number} first
 */
const moveNumbers = (column, out, first) => {
  const power = 10 ** (column.scale ?? 0);
  const below = column.over ? columnBelow(column.over) : null;
  if (power === 1 && !below) return;
  for (let i = first; i < first + column.n; i++) {
    out[i] = (out[i] + (below ? Math.round((below[i] || 0) * power) : 0)) / power;
  }
};

/**
 * Reads a packed column of numbers.
 * @param {PackedColumn} column
 * @param {NumberArray} out
 * @param {number} first where in `out` it begins
 * @param {number} none what stands for nothing
 */
const readNumbers = (column, out, first, none) => {
  if (column.t === "parts") {
    let at = first;
    for (const part of /** @type {PackedColumn[]} */ (column.of)) {
      readNumbers(part, out, at, none);
      at += part.n;
    }
    return;
  }
  if (column.t === "float") {
    const values = new Float64Array(packedBytes.slice(column.at, (column.at ?? 0) + 8 * column.n).buffer);
    for (let i = 0; i < column.n; i++) out[first + i] = Number.isNaN(values[i]) ? none : values[i];
  } else if (column.t === "codes") {
    const of = /** @type {number[]} */ (column.of);
    const codes = new Int32Array(column.n);
    readCodes(column, codes);
    for (let i = 0; i < codes.length; i++) out[first + i] = of[codes[i]] ?? none;
  } else {
    if (column.t === "const") out.fill(/** @type {number} */ (column.v ?? none), first, first + column.n);
    else if (column.t === "line") for (let i = 0; i < column.n; i++) out[first + i] = Number(column.v) + i * (column.step ?? 0);
    else readIntegers(column, out, first, none);
    moveNumbers(column, out, first);
  }
};

/**
 * The numbers of a packed column; empty when the page has none of that name.
 * @template {NumberArray} T
 * @param {string} name
 * @param {number} none what stands for nothing
 * @param {new (length: number) => T} Kind
 * @returns {T}
 */
const unpackInto = (name, none, Kind) => {
  const column = packedColumns.get(name);
  const out = new Kind(column?.n ?? 0);
  if (column) readNumbers(column, out, 0, none);
  return out;
};

/** @param {string} name @param {number} [none] */
const numbersOf = (name, none = -1) => unpackInto(name, none, Float64Array);

/** @param {string} name */
const integersOf = (name) => unpackInto(name, -1, Int32Array);

/**
 * The last part of a node's key; empty for none.
 * @param {number | undefined} node
 */
const bareKey = (node) => (node === undefined || node < 0 ? "" : data.nodes[node].key.replace(/^[^:]*:/, ""));

/**
 * What stands in the braces of a template, made from a claim.
 * @param {string} word
 * @param {number} claim
 */
const templateWord = (word, claim) => {
  const row = data.claims.firstRow[claim];
  const ends = { start: data.rows.start, end: data.rows.end, place: data.rows.place, population: data.rows.population };
  if (word in ends) return bareKey(/** @type {any} */ (ends)[word][row]);
  if (word === "of") return bareKey(data.nodes[data.rows.population[row]]?.of);
  if (word === "low") return Number.isNaN(data.claims.low[claim]) ? "" : String(data.claims.low[claim]);
  const period = data.periods[data.claims.period[claim]];
  if (!period) return "";
  return period.last === period.first || period.last === null ? String(period.first ?? "") : `${period.first ?? ""}-${period.last}`;
};

/**
 * A way to read one text of a packed column at a time, so that those of a large table are never all made.
 * @param {PackedColumn | undefined} column
 * @param {number} first the claim of its first text
 * @returns {(claim: number) => string}
 */
const textsOf = (column, first) => {
  if (!column) return () => "";
  if (column.t === "parts") {
    let at = first;
    /** @type {{upTo: number, read: (claim: number) => string}[]} */
    const readers = [];
    for (const part of /** @type {PackedColumn[]} */ (column.of)) {
      const start = at;
      at += part.n;
      readers.push({ upTo: at, read: textsOf(part, start) });
    }
    return (claim) => readers.find((one) => claim < one.upTo)?.read(claim) ?? "";
  }
  if (column.t === "const") return () => String(column.v ?? "");
  if (column.t === "template") {
    return (claim) => String(column.v).replace(/\{(\w+)\}/g, (_, word) => templateWord(word, claim));
  }
  const of = /** @type {string[]} */ (column.of);
  const codes = new Int32Array(column.n);
  if (column.t === "codes") {
    readCodes(column, codes);
    return (claim) => of[codes[claim - first]] ?? "";
  }
  const numbers = new Float64Array(column.n);
  readNumbers(/** @type {PackedColumn} */ (column.code), codes, 0, 0);
  readNumbers(/** @type {PackedColumn} */ (column.number), numbers, 0, 0);
  return (claim) => (of[codes[claim - first]] ?? "").replace("#", String(numbers[claim - first]));
};

/** @type {Map<string, (claim: number) => string>} */
const textReaders = new Map();

/**
 * A text of a claim.
 * @param {string} name of the column
 * @param {number} claim
 */
const textAt = (name, claim) => {
  const column = packedColumns.get(name);
  if (!textReaders.has(name)) textReaders.set(name, textsOf(column, data.claims.length - (column?.n ?? 0)));
  return textReaders.get(name)?.(claim) ?? "";
};

/**
 * The first row of each claim, and the number of rows at the end.
 * @param {Int32Array} claims the claim of each row, ascending
 * @param {number} length
 */
const firstRows = (claims, length) => {
  const first = new Int32Array(length + 1);
  for (let row = 0; row < claims.length; row++) first[claims[row] + 1]++;
  for (let claim = 0; claim < length; claim++) first[claim + 1] += first[claim];
  return first;
};

/** @returns {PageData} */
const readData = () => {
  const claim = integersOf("row.claim");
  const kind = unpackInto("claim.kind", 0, Uint8Array);
  return {
    ...raw,
    nodes: rowsOf(raw.nodes),
    sources: rowsOf(raw.sources),
    periods: rowsOf(raw.periods),
    details: rowsOf(raw.details),
    computed: rowsOf(raw.computed),
    rows: {
      length: claim.length,
      claim,
      start: integersOf("row.start"),
      end: integersOf("row.end"),
      place: integersOf("row.place"),
      population: integersOf("row.population"),
    },
    claims: {
      length: kind.length,
      kind,
      source: unpackInto("claim.source", 0, Uint16Array),
      period: integersOf("claim.period"),
      low: numbersOf("claim.low", NaN),
      high: numbersOf("claim.high", NaN),
      measure: unpackInto("claim.measure", 0, Uint8Array),
      hedge: unpackInto("claim.hedge", 0, Uint8Array),
      modality: unpackInto("claim.modality", 0, Uint8Array),
      firstRow: firstRows(claim, kind.length),
    },
  };
};

const data = readData();

/** @type {Map<string, any>} */
const sourcesByKey = new Map(data.sources.map((source) => [source.key, source]));

/**
 * A source by its key.
 * @param {string} key
 * @returns {Row}
 */
const sourceOf = (key) => sourcesByKey.get(key) ?? { key, title: key, seen: true };

/** @type {Map<number, number[]>} */
const disputesByClaim = new Map();
(data.disputes ?? []).forEach((/** @type {Row} */ dispute, /** @type {number} */ i) => {
  for (const claim of dispute.claims) disputesByClaim.set(claim, [...(disputesByClaim.get(claim) ?? []), i]);
});

/**
 * The contradictions that a claim belongs to.
 * @param {number} claim
 * @returns {number[]}
 */
data.disputesOf = (claim) => disputesByClaim.get(claim) ?? [];

/**
 * The distinct nodes of a claim in one column of its rows.
 * @param {Int32Array} column
 * @param {number} claim
 */
const nodesOfRows = (column, claim) => [
  ...new Set(column.subarray(data.claims.firstRow[claim], data.claims.firstRow[claim + 1])),
].filter((node) => node >= 0);

/**
 * A claim of a table with the fields of one that was written by hand.
 * @param {number} i
 * @returns {Row}
 */
const tableClaim = (i) => {
  const { claims, rows, nodes } = data;
  const period = data.periods[claims.period[i]];
  const source = data.sources[claims.source[i]].key;
  const measure = data.measures[claims.measure[i]] ?? "";
  const hedge = data.hedges[claims.hedge[i]] ?? "";
  const ends = [rows.start, rows.end, rows.place, rows.population].map((column) => nodesOfRows(column, i));
  const [origin, destination, place, population] = ends;
  const words = typeof figureWords === "function" ? figureWords(claims.low[i], claims.high[i], hedge, measure) : "";
  return {
    index: i, key: textAt("claim.id", i), id: textAt("claim.id", i), kind: data.kinds[claims.kind[i]][0], text: "", lang: "",
    origin, destination, place, population, whole: [], profession: [], agent: [],
    figure: words, measure, hedge, low: claims.low[i], high: claims.high[i], printed: textAt("claim.printed", i), word: "",
    period: period?.words ?? "", anchored: Boolean(period?.anchored), start: period?.start ?? "", end: period?.end ?? "",
    status: "", mobility: "", modality: (data.modalities ?? [])[claims.modality[i]] ?? "asserted", method: "", driver: "",
    role: "", event: "", source, chain: [], attribution: "explicit", wording: "", note: "", related: [], sources: [source],
    locator: { line: 0, sentence: 0, other: textAt("claim.locator", i), start: -1, end: -1, digest: "" },
    names: [...new Set([...origin, ...destination, ...place, ...population])].filter((node) => nodes[node]),
  };
};

/** @type {Map<number, any>} */
const claimsMade = new Map();

/**
 * A claim with everything known about it; those of tables are made when somebody asks.
 * @param {number} i
 * @returns {any}
 */
const claimAt = (i) => {
  if (i < data.details.length) return Object.assign(data.details[i], { index: i });
  if (!claimsMade.has(i)) {
    if (claimsMade.size > 2000) claimsMade.clear();
    claimsMade.set(i, tableClaim(i));
  }
  return claimsMade.get(i);
};
