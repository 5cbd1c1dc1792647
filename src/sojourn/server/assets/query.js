// @ts-check
// The query page: the plain field becomes an editor with colours and proposals. Without this file the page works.
// Everything proposed comes from this server; nothing is sent anywhere else.

/** @typedef {{insert: string, kind: string, label: string, about: string}} Proposal */
/** @typedef {{prefixes: Record<string, string>, terms: Proposal[]}} Vocabulary */
/** @typedef {{line: number, ch: number}} Position */
/** @typedef {{string: string, type: string | null, start: number, end: number, state: any}} Token */
/** @typedef {{text: string, displayText?: string, render?: (el: HTMLElement) => void}} Hint */
/** What we use of YASQE, which is a CodeMirror editor. */
/** @typedef {any} Editor */

const MOST = 40;
const LEAST = 2;

const form = /** @type {HTMLFormElement} */ (document.getElementById("query-form"));
const field = /** @type {HTMLTextAreaElement} */ (document.getElementById("query-text"));

const help = form.querySelector(".scripted");
const told = form.dataset;
/** @type {Promise<Vocabulary> | undefined} */
let vocabulary;
/** @type {Map<string, Promise<Proposal[]>>} */
const asked = new Map();
/** @type {Map<string, Proposal>} */
const known = new Map();

/** Long queries do not fit an address: they are sent as a form. */
function choose() {
  const short = encodeURIComponent(field.value).length <= Number(told.short);
  form.method = short ? "get" : "post";
}

/** @param {string} address @returns {Promise<any>} */
async function fetched(address) {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

/** @returns {Promise<Vocabulary>} */
function terms() {
  vocabulary ??= fetched(told.terms ?? "").catch(() => {
    vocabulary = undefined;
    return { prefixes: {}, terms: [] };
  });
  return vocabulary;
}

/**
 * Things whose names begin like what was typed.
 * @param {string} typed @param {string} family @returns {Promise<Proposal[]>}
 */
function things(typed, family) {
  const key = `${family}:${typed}`;
  let found = asked.get(key);
  if (!found) {
    const address = new URL(told.things ?? "", location.href);
    address.searchParams.set("typed", typed);
    if (family) address.searchParams.set("family", family);
    found = fetched(address.href).catch(() => {
      asked.delete(key);
      return [];
    });
    asked.set(key, found);
  }
  return found;
}

/**
 * How well a term fits what was typed: 0 its name begins so, letter by letter, 1 in any case, 2 its label does, 3 one of
 * them holds it, 4 not at all.
 * @param {Proposal} term @param {string} token
 */
function fit(term, token) {
  const typed = token.toLowerCase();
  const name = term.insert.toLowerCase();
  const label = term.label.toLowerCase();
  const local = name.slice(name.indexOf(":") + 1);
  if (term.insert.startsWith(token) || term.insert.endsWith(`:${token}`)) return 0;
  if (name.startsWith(typed) || local.startsWith(typed)) return 1;
  if (label.startsWith(typed)) return 2;
  return typed.length > 2 && (name.includes(typed) || label.includes(typed)) ? 3 : 4;
}

/**
 * What may stand instead of a token.
 * @param {string} token @returns {Promise<Proposal[]>}
 */
async function proposals(token) {
  const { prefixes, terms: all } = await terms();
  const typed = token.toLowerCase();
  const colon = token.indexOf(":");
  const prefix = colon < 0 ? "" : token.slice(0, colon);
  const rest = colon < 0 ? token : token.slice(colon + 1);
  const ranked = all
    .map((term) => ({ term, rank: fit(term, token) }))
    .filter(({ term, rank }) => rank < 4 && (colon < 0 || term.insert.startsWith(`${prefix}:`)))
    .concat(colon < 0 ? [] : labelled(all, prefix, rest))
    .sort((a, b) => a.rank - b.rank || a.term.insert.length - b.term.insert.length);
  const found = [...new Set(ranked.map(({ term }) => term))];
  const names = Object.keys(prefixes)
    .filter((name) => colon < 0 && name.startsWith(typed))
    .map((name) => ({ insert: `${name}:`, kind: "prefix", label: "", about: prefixes[name] ?? "" }));
  const family = prefix in prefixes ? prefix : "";
  const wants = colon < 0 ? token.length >= LEAST : rest.length > 0 && family !== "";
  const named = wants ? await things(rest, family) : [];
  return [...names, ...(colon < 0 && found.length > 12 ? found.slice(0, 12) : found), ...named].slice(0, MOST);
}

/**
 * Terms of one prefix whose label begins with the rest: sj:rési finds sj:ResidenceAssertion by its name in the language.
 * @param {Proposal[]} all @param {string} prefix @param {string} rest
 */
function labelled(all, prefix, rest) {
  const wanted = rest.toLowerCase();
  return all
    .filter((term) => wanted && term.insert.startsWith(`${prefix}:`) && term.label.toLowerCase().includes(wanted))
    .map((term) => ({ term, rank: 2 }));
}

/** @param {Editor} editor @returns {Token} */
function tokenOf(editor) {
  const cursor = editor.getDoc().getCursor();
  const line = editor.getDoc().getLine(cursor.line).slice(0, cursor.ch);
  const found = /[\p{L}\p{N}_%+.-]*:?[\p{L}\p{N}_%+.-]*$/u.exec(line);
  const string = found ? found[0] : "";
  return { ...editor.getTokenAt(cursor), string, start: cursor.ch - string.length, end: cursor.ch };
}

/** @param {Editor} editor */
function mayPropose(editor) {
  const token = tokenOf(editor);
  const kind = editor.getTokenAt(editor.getDoc().getCursor()).type ?? "";
  if (/comment|string$|literal/.test(kind) || /^[\d.+-]/.test(token.string)) return false;
  const line = editor.getDoc().getLine(editor.getDoc().getCursor().line);
  if ("?$@<".includes(line[token.start - 1] ?? " ")) return false;
  return token.string.includes(":") || token.string.length >= LEAST;
}

/** @param {Proposal} proposal @returns {(el: HTMLElement) => void} */
function drawn(proposal) {
  return (element) => {
    const name = document.createElement("code");
    name.textContent = proposal.insert;
    element.append(name, proposal.label ? ` ${proposal.label}` : "");
    if (!proposal.about) return;
    const means = document.createElement("span");
    means.className = "means";
    means.textContent = proposal.about;
    element.append(means);
  };
}

/** What YASQE asks of a completer. @param {any} Yasqe */
function completer(Yasqe) {
  Yasqe.defaults.autocompleters = ["variables"];
  Yasqe.registerAutocompleter({
    name: "sojourn",
    bulk: false,
    autoShow: true,
    isValidCompletionPosition: mayPropose,
    /** @param {Editor} editor @param {any} token */
    preProcessToken: (editor, token) => {
      const own = tokenOf(editor);
      return { ...token, string: own.string, from: { ch: own.start }, to: { ch: own.end } };
    },
    /** @param {Editor} _editor @param {Token} token */
    get: async (_editor, token) => {
      const found = token ? await proposals(token.string) : [];
      for (const proposal of found) known.set(proposal.insert, proposal);
      return found.map((proposal) => proposal.insert);
    },
    /** @param {Editor} _editor @param {Hint[]} hints */
    postprocessHints: (_editor, hints) =>
      hints.map((hint) => {
        const proposal = known.get(hint.text);
        return proposal ? { ...hint, render: drawn(proposal) } : hint;
      }),
  });
}

/** Says what was expected on the line that cannot stand, in a way that needs no pointer. @param {Editor} editor */
function mark(editor) {
  const doc = editor.getDoc();
  for (let line = 0; line < doc.lineCount(); line += 1) {
    const icon = editor.lineInfo(line)?.gutterMarkers?.gutterErrorBar;
    if (!icon) continue;
    const { errorMsg, possibleCurrent } = editor.getTokenAt({ line, ch: doc.getLine(line).length }, true).state;
    const prefix = /^Prefix '(.*)' is not defined$/.exec(errorMsg ?? "");
    const expected = (possibleCurrent ?? []).slice(0, 8).join(" ") || "?";
    const text = (prefix ? told.undeclared : told.invalid)?.replace("…", prefix ? `${prefix[1]}:` : expected) ?? "";
    icon.onmouseover = null;
    icon.onmouseout = null;
    icon.setAttribute("role", "img");
    icon.setAttribute("aria-label", text);
    icon.title = text;
  }
}

/** Marks the place that the server could not read. @param {Editor} editor */
function point(editor) {
  const line = Number(told.line) - 1;
  if (line < 0 || line >= editor.getDoc().lineCount()) return;
  const from = { line, ch: Number(told.from) };
  const to = { line, ch: Number(told.to) };
  editor.addLineClass(line, "background", "wrong-line");
  editor.getDoc().markText(from, to, { className: "wrong-place", attributes: { title: told.error ?? "" } });
  editor.getDoc().setCursor(from);
  editor.scrollIntoView(from, 60);
}

/** @param {any} Yasqe @returns {Editor} */
function open(Yasqe) {
  completer(Yasqe);
  const run = () => form.requestSubmit();
  const host = document.createElement("div");
  field.before(host);
  const editor = new Yasqe(host, {
    lineWrapping: matchMedia("(max-width: 600px)").matches, // what would scroll sideways is hard to reach on a phone
    value: field.value,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    showQueryButton: false,
    resizeable: false,
    editorHeight: "auto",
    prefixCcApi: null,
    viewportMargin: 60,
    screenReaderLabel: form.querySelector("label")?.textContent ?? "",
    requestConfig: { endpoint: "" },
    extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-S": false, Tab: false, "Shift-Tab": false },
  });
  declare(editor);
  return editor;
}

/** The prefixes of the graph are declared before the first line: the editor takes them for known. @param {Editor} editor */
function declare(editor) {
  const mode = editor.getMode();
  const begin = mode.startState;
  const prefixes = JSON.parse(told.prefixes ?? "{}");
  mode.startState = (/** @type {any[]} */ ...given) => {
    const state = begin(...given);
    Object.assign(state.prefixes, prefixes);
    return state;
  };
  editor.setValue(editor.getValue());
  editor.getDoc().clearHistory();
}

function start() {
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  const button = /** @type {HTMLButtonElement} */ (form.querySelector("button.primary"));
  const name = button.textContent;
  form.addEventListener("submit", () => {
    choose();
    button.textContent = told.run ?? "";
  });
  addEventListener("pageshow", () => {
    button.textContent = name;
  });
  const Yasqe = /** @type {any} */ (window).Yasqe;
  if (!Yasqe) return;
  const editor = open(Yasqe.Yasqe ?? Yasqe.default ?? Yasqe);
  field.hidden = true;
  help?.removeAttribute("hidden");
  form.querySelector("button.long")?.setAttribute("hidden", "");
  form.querySelector("label")?.addEventListener("click", () => editor.focus());
  editor.on("changes", () => {
    field.value = editor.getValue();
    mark(editor);
  });
  mark(editor);
  point(editor);
}

start();

export {};
