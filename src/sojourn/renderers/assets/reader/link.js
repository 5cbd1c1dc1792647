/** The address of exactly this view: everything that the reader chose stands after the # of the page, by name. */

/** What a link named that this page does not hold. */
let unknownInLink = 0;

/** @type {Map<string, number>} */
const nodeIndex = new Map(data.nodes.map((node, i) => [node.key, i]));

const LAYERS = ["moves", "residents"];
const LEVELS = ["stated", "country", "subregion", "continent"];

/** @param {number} node */
const keyOfNode = (node) => data.nodes[node]?.key ?? "";

/**
 * A claim by its key or its id.
 * @param {string} key
 */
const claimNamed = (key) => {
  const own = data.details.findIndex((claim) => claim.key === key || claim.id === key);
  if (own >= 0) return own;
  for (let i = data.details.length; i < data.claims.length; i++) if (textAt("claim.id", i) === key) return i;
  return -1;
};

/** The part of the address after the #, empty when the reader changed nothing. */
const linkOf = () => {
  const opening = openingState();
  const link = new URLSearchParams();
  for (const name of /** @type {const} */ (["drawer", "layer", "level", "lang", "depth"])) {
    if (state[name] !== opening[name]) link.set(name, String(state[name]));
  }
  if (state.second) {
    link.set("second", state.second.drawer);
    link.set("of", data.sources[state.second.source]?.key ?? "");
  }
  for (const node of state.open) link.append("open", keyOfNode(node));
  for (const node of state.closed) link.append("closed", keyOfNode(node));
  if (String(state.window) !== String(opening.window)) link.set("window", state.window?.join("–") ?? "all");
  for (const [facet, keys] of state.ticked) for (const key of keys) link.append(`is-${facet}`, key);
  if (state.focus >= 0) link.set("focus", keyOfNode(state.focus));
  if (state.all) link.set("all", "1");
  if (state.computed) link.set("computed", "1");
  if (state.undated) link.set("undated", "1");
  if (state.sort.column) link.set("sort", `${state.sort.down ? "-" : ""}${state.sort.column}`);
  const { claim, node, bundle } = state.chosen;
  if (claim >= 0) link.set("claim", claimAt(claim).key);
  if (node >= 0) link.set("node", keyOfNode(node));
  if (bundle) {
    link.set("from", keyOfNode(bundle.start));
    link.set("to", keyOfNode(bundle.end));
    link.set("as", bundle.layer);
  }
  return String(link);
};

/**
 * What a link says, as far as this page knows it; whatever it does not know is counted and left out.
 * @param {string} text after the #
 * @returns {State}
 */
const readLink = (text) => {
  const link = new URLSearchParams(text);
  const read = openingState();
  unknownInLink = 0;
  /** @param {string} name @param {readonly string[]} known @param {string} usual */
  const oneOf = (name, known, usual) => {
    const value = link.get(name);
    if (value === null) return usual;
    if (known.includes(value)) return value;
    unknownInLink++;
    return usual;
  };
  /** @param {string | null} key @param {(key: string) => number} find */
  const index = (key, find) => {
    if (!key) return -1;
    const found = find(key);
    if (found < 0) unknownInLink++;
    return found;
  };
  /** @param {string | null} key */
  const node = (key) => index(key, (name) => nodeIndex.get(name) ?? -1);
  /** @param {string} name */
  const nodes = (name) => new Set(link.getAll(name).map(node).filter((one) => one >= 0));
  read.drawer = oneOf("drawer", data.drawers, read.drawer);
  read.layer = /** @type {Layer} */ (oneOf("layer", LAYERS, read.layer));
  read.level = /** @type {Level} */ (oneOf("level", LEVELS, read.level));
  read.lang = oneOf("lang", data.langs, read.lang);
  read.depth = Number(oneOf("depth", ["1", "2", "3", "4"], "1"));
  const second = oneOf("second", data.drawers, "");
  const source = index(link.get("of"), (key) => data.sources.findIndex((one) => one.key === key));
  if (second) read.second = { drawer: second, source };
  read.open = nodes("open");
  read.closed = nodes("closed");
  read.window = windowIn(link.get("window"), read.window);
  for (const facet of data.facets) {
    const known = facet.choices.map((choice) => choice.key);
    const wanted = link.getAll(`is-${facet.name}`);
    read.ticked.set(facet.name, new Set(wanted.filter((key) => known.includes(key))));
    unknownInLink += wanted.filter((key) => !known.includes(key)).length;
  }
  read.focus = node(link.get("focus"));
  read.all = link.get("all") === "1";
  read.computed = link.get("computed") === "1";
  read.undated = link.get("undated") === "1";
  const sort = link.get("sort") ?? "";
  if (/^-?[a-z]{1,20}$/.test(sort)) read.sort = { column: sort.replace("-", ""), down: sort.startsWith("-") };
  read.chosen.claim = index(link.get("claim"), claimNamed);
  read.chosen.node = node(link.get("node"));
  if (LAYERS.includes(link.get("as") ?? "")) {
    const ends = { start: node(link.get("from")), end: node(link.get("to")) };
    const gathered = !link.get("from") && !link.get("to");
    if (ends.start >= 0 || ends.end >= 0 || gathered) read.chosen.bundle = { ...ends, layer: /** @type {Layer} */ (link.get("as")) };
  }
  return read;
};

/**
 * @param {string | null} text
 * @param {Span | null} usual
 * @returns {Span | null}
 */
const windowIn = (text, usual) => {
  if (text === null) return usual;
  if (text === "all") return null;
  const found = /^(-?\d{1,4})–(-?\d{1,4})$/.exec(text);
  if (found && Number(found[1]) <= Number(found[2])) return [Number(found[1]), Number(found[2])];
  unknownInLink++;
  return usual;
};

let linkWritten = location.hash.slice(1);
let linkTimer = 0;

/** Writes the link into the address, at most ten times a second: browsers refuse more. */
const writeLink = () => {
  const write = () => {
    const link = linkOf();
    if (link === linkWritten) return;
    linkWritten = link;
    try {
      history.replaceState(null, "", link ? `#${link}` : location.href.split("#")[0]);
    } catch {
      // A page without an address of its own, as in a notebook, has no link either.
    }
  };
  if (linkTimer) return;
  write();
  linkTimer = setTimeout(() => {
    linkTimer = 0;
    write();
  }, 100);
};

/** Takes over what stands in the address. */
const followLink = () => {
  linkWritten = location.hash.slice(1);
  update(readLink(linkWritten));
};
