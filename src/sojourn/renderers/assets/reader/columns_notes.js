/** What diagrams say in words: to a screen reader, where there is nothing to draw, and under what is drawn. */

/**
 * What a screen reader says of the whole diagram.
 * @param {Drawer} drawer
 * @param {any[]} bundles
 */
const diagramWords = (drawer, bundles) =>
  t("{0}: {1} flows. Arrow keys go from one to the next.", t(drawer.title), bundles.length);

/**
 * What is said where there is nothing that this drawer can show.
 * @param {Scene} scene
 */
const nothingDrawn = (scene) => {
  const lead =
    scene.layer === "moves" ? t("No movement of people is stated here.") : t("No residents are stated here.");
  const box = make("div", { class: "nothing" }, make("p", {}, lead, " ", said(whatElse(""))));
  if (scene.layer === "moves" && (countsOf("kind").get("residence") ?? 0) > 0) {
    box.append(make("button", { type: "button", click: () => update({ layer: "residents" }) }, t("Show residents")));
  }
  legendSoon();
  return box;
};

/**
 * What the table holds beside what is drawn, by kind of statement.
 * @param {string} drawn kind that is drawn; empty for none
 */
const whatElse = (drawn) => {
  const counts = [...countsOf("kind")].filter(([key, count]) => count > 0 && key !== drawn);
  const kinds = counts.map(([key, count]) => `${labelOfKind(key)} ${number(count)}`);
  if (kinds.length) return t("The table below lists what else is said: {0}.", listed(kinds));
  return drawn ? "" : t("Nothing passes the filters.");
};

/** @param {string} key */
const labelOfKind = (key) => t(new Map(data.kinds).get(key) ?? key);

/**
 * Whether people may be drawn twice: from or to a place, and from or to another that contains it.
 * @param {any[]} bundles
 */
const nested = (bundles) => {
  const stated = bundles.filter((bundle) => bundle.stated);
  const keys = new Set(stated.map(({ start, end }) => `${start} ${end}`));
  return stated.some(({ start, end }) =>
    [start, ...containersOf(start)].some((from) =>
      [end, ...containersOf(end)].some((to) => (from !== start || to !== end) && keys.has(`${from} ${to}`)),
    ),
  );
};

/**
 * What stands under a diagram: what is kept back, with the action that shows it, and figures without room.
 * @param {any[]} bundles
 * @param {any} others
 * @param {number} hidden figures without room
 * @param {number} [unnamed] names without room
 */
const diagramNotes = (bundles, others, hidden, unnamed = 0) => {
  const bare = !bundles.some((bundle) => bundle.stated);
  const notes = [];
  if (bare)
    notes.push(make("p", {}, t("No number of people is stated for any of these flows."), " ", said(whatElse("flow"))));
  if (others) {
    const show = make("button", { type: "button", click: () => update({ all: true }) }, t("Show them"));
    notes.push(
      make(
        "p",
        {},
        t("{0} smaller flows, stated in {1} claims, are gathered in grey.", others.arrows, others.inside),
        " ",
        show,
        " ",
        make("button", { type: "button", click: () => choose({ bundle: { start: -1, end: -1, layer: state.layer } }) }, t("The largest of them")),
      ),
    );
  }
  if (hidden)
    notes.push(
      make("p", {}, t("{0} {0:figure has|figures have} no room here: choose a ribbon to read its figures.", hidden)),
    );
  if (unnamed)
    notes.push(
      make("p", {}, t("{0} {0:name has|names have} no room here: choose a sector to read its name.", unnamed)),
    );
  return make("div", { class: "notes" }, ...notes);
};
