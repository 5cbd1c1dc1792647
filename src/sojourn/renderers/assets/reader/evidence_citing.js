/** Citations to copy: of the source as a whole, and of the place in it where a claim stands. */

/** Letters that mean something to TeX, as drawing/citing.py writes them. @type {Record<string, string>} */
const EV_TEX = {
  "\\": "\\textbackslash{}",
  "{": "\\textbraceleft{}",
  "}": "\\textbraceright{}",
  "~": "\\textasciitilde{}",
  "^": "\\textasciicircum{}",
};

/**
 * Where in the source a claim stands, in the words of a citation.
 * @param {Row} claim
 * @returns {string}
 */
const evCiteAt = (claim) => {
  const { line, sentence, other } = claim.locator;
  if (!line) return other;
  return sentence ? `line ${line}, sentence ${sentence}` : `line ${line}`;
};

/**
 * A citation of a claim.
 * @param {"plain" | "bibtex" | "csl"} form
 * @param {Row} claim
 * @returns {string} the same as drawing/citing.py writes, which a test holds together
 */
const evCitation = (form, claim) => {
  const whole = sourceOf(claim.source).citations?.[form] ?? "";
  const at = evCiteAt(claim);
  if (!whole || !at) return whole;
  if (form === "plain") {
    const sentence = at[0].toUpperCase() + at.slice(1);
    return `${whole} ${sentence}${/[.?!]$/.test(sentence) ? "" : "."}`;
  }
  if (form === "bibtex") {
    const key = /^@\w+\{([^,]+),/.exec(whole)?.[1] ?? claim.source;
    const tex = at.replace(/[\\{}~^$&%#_]/g, (letter) => EV_TEX[letter] ?? `\\${letter}`);
    return `${whole}% \\cite[${tex}]{${key}}\n`;
  }
  const items = JSON.parse(whole);
  items[0].note = [at, items[0].note].filter(Boolean).join("; ");
  return `${JSON.stringify(items, null, 2)}\n`;
};

/**
 * Puts a text on the clipboard. Where that is not allowed, as in a frame, the selected field is left to the reader.
 * @param {string} text
 * @param {HTMLTextAreaElement} field
 * @returns {Promise<boolean>} whether it was copied
 */
const evCopy = async (text, field) => {
  field.value = text;
  field.hidden = false;
  field.select();
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    try {
      return document.execCommand("copy");
    } catch {
      return false;
    }
  }
};

/**
 * Buttons that copy a citation in three forms.
 * @param {Row} claim
 * @returns {(Node | string)[]}
 */
const evCite = (claim) => {
  if (!sourceOf(claim.source).citations) return [];
  /** @type {["plain" | "bibtex" | "csl", string][]} */
  const forms = [["plain", t("Plain text")], ["bibtex", "BibTeX"], ["csl", "CSL-JSON"]];
  const field = make("textarea", { readonly: "readonly", rows: 5, spellcheck: "false", "aria-label": t("Citation") });
  field.hidden = true;
  const status = make("p", { role: "status", class: "copied" });
  const buttons = forms.map(([form, name]) =>
    evButton(
      async () => {
        const done = await evCopy(evCitation(form, claim), field);
        status.textContent = done ? t("Copied: {0}", name) : t("Selected: copy it with your keyboard or menu.");
      },
      { class: "copy", "data-form": form },
      name,
    ),
  );
  const read = make("p", { class: "citation" }, said(evCitation("plain", claim)));
  return evSection(t("Cite it"), [read, make("p", { class: "row" }, t("Copy as"), " ", ...buttons), status, field]);
};
