/** The years: a window with two thumbs over the steps that the data have, which can be played. */

/** How long a step stays while the window moves by itself [ms]. */
const STEP_STAYS = 1400;
/** How far years under the slider stand from each other at least [px]. */
const YEARS_APART = 6;
let playing = 0;

/**
 * Whether two windows are the same.
 * @param {Span | null} one
 * @param {Span | null} other
 */
const sameWindow = (one, other) => String(one) === String(other);

/** The steps that the claims of the present layer have. @returns {Span[]} */
const stepsThere = () => data.opening.stepsOf?.[state.layer] ?? data.opening.steps ?? [];

/**
 * The years to show in another layer: those of its steps that lie in the window, the last one where the window is one
 * step. Moves of 2015 to 2020 lead to the residents of 2020.
 * @param {Layer} layer
 * @returns {Span | null}
 */
const stepsInWindow = (layer) => {
  const steps = data.opening.stepsOf?.[layer] ?? data.opening.steps ?? [];
  const { window } = state;
  if (!window) return null;
  const [first, last] = stepsNow();
  const inside = steps.filter((step) => step[0] >= window[0] && step[1] <= window[1]);
  const around = steps.filter((step) => step[0] <= window[1] && step[1] >= window[1]);
  const found = inside.length ? inside : around.slice(0, 1);
  if (!found.length) return null;
  const end = found[found.length - 1];
  return [first === last ? end[0] : found[0][0], end[1]];
};

/**
 * Changes the layer, and the years with it: each layer has steps of its own.
 * @param {Layer} layer
 */
const takeLayer = (layer) => {
  if (layer !== state.layer) update({ window: stepsInWindow(layer), layer });
};

/** The steps between the present ends of the window: first and last. */
const stepsNow = () => {
  const steps = stepsThere();
  if (!state.window) return [0, steps.length - 1];
  const [y0, y1] = state.window;
  const first = steps.findIndex((step) => step[1] > y0 || (step[0] === step[1] && step[1] >= y0));
  const last = steps.filter((step) => step[0] < y1 || (step[0] === step[1] && step[0] <= y1)).length - 1;
  const start = first < 0 ? steps.length - 1 : first;
  return [start, Math.max(start, last)];
};

/**
 * The window from one step to another; none when that is all of them.
 * @param {number} first
 * @param {number} last
 */
const takeSteps = (first, last) => {
  const steps = stepsThere();
  const all = first === 0 && last === steps.length - 1;
  update({ window: all ? null : [steps[first][0], steps[last][1]] });
};

/**
 * Moves the window by one step; from all the years it goes to the first one, or to the last.
 * @param {number} by 1 or -1
 * @returns {boolean} whether it could be moved
 */
const moveWindow = (by) => {
  const [first, last] = stepsNow();
  const end = stepsThere().length - 1;
  if (!state.window) takeSteps(by > 0 ? 0 : end, by > 0 ? 0 : end);
  else if (first + by < 0 || last + by > end) return false;
  else takeSteps(first + by, last + by);
  return true;
};

/** Stops the window where it is. */
const stopPlaying = () => {
  clearInterval(playing);
  playing = 0;
};

/** Moves the window step by step until the last; from the beginning when it stands at the end. */
const play = () => {
  if (playing) {
    stopPlaying();
    return refreshControls();
  }
  const [first, last] = stepsNow();
  const end = stepsThere().length - 1;
  if (state.window && last === end) takeSteps(0, last - first);
  else moveWindow(1);
  playing = setInterval(() => {
    if (moveWindow(1)) return;
    stopPlaying();
    refreshControls();
  }, STEP_STAYS);
  return refreshControls();
};

/** How many claims say nothing about when. */
const undatedClaims = () => {
  const undated = data.periods.map(undatedPeriod);
  let count = 0;
  for (const period of data.claims.period) count += period < 0 || undated[period] ? 1 : 0;
  return count;
};

/**
 * One end of the window.
 * @param {string} id
 * @param {string} label
 * @param {(step: number) => void} take
 */
const thumb = (id, label, take) => {
  const slider = make("input", { type: "range", id, min: "0", max: String(stepsThere().length - 1), "aria-label": label });
  slider.addEventListener("input", () => {
    stopPlaying();
    take(Number(slider.value));
  });
  return slider;
};

/**
 * A button with a sign that is said in words.
 * @param {string} id
 * @param {string} sign
 * @param {string} words
 * @param {() => void} click
 */
const signButton = (id, sign, words, click) =>
  make("button", { type: "button", id, "aria-label": words, title: words, click }, make("span", { "aria-hidden": "true" }, sign));

/** The slider of the years, built anew when another layer has other steps; empty when there is but one step. */
const timeControl = () => {
  const element = make("div", { class: "time", role: "group", "aria-label": t("Years") });
  /** @type {{layer: string, refresh: () => void}} */
  let built = { layer: "", refresh: () => {} };
  const refresh = () => {
    element.hidden = stepsThere().length < 2;
    if (element.hidden) return;
    if (built.layer !== state.layer) built = { layer: state.layer, refresh: fillTime(element) };
    built.refresh();
  };
  return { element, refresh };
};

/**
 * Puts the slider with its buttons into its place.
 * @param {HTMLElement} element
 */
const fillTime = (element) => {
  const steps = stepsThere();
  const from = thumb("from", t("First year"), (step) => takeSteps(step, Math.max(step, stepsNow()[1])));
  const to = thumb("to", t("Last year"), (step) => takeSteps(Math.min(step, stepsNow()[0]), step));
  const bar = make("span", { class: "bar" });
  const words = make("output", { for: "from to" });
  const back = signButton("back", "◂", t("One step back"), () => stopPlaying() ?? moveWindow(-1));
  const run = signButton("play", "▶", t("Play through the years"), play);
  const on = signButton("on", "▸", t("One step on"), () => stopPlaying() ?? moveWindow(1));
  const every = make("button", { type: "button", id: "every-year", click: () => stopPlaying() ?? update({ window: null }) }, t("All years"));
  const undated = undatedClaims();
  const keep = tickBox(
    t("keep the {0} {0:claim|claims} without a date", undated),
    () => state.undated,
    (value) => update({ undated: value }),
  );
  keep.element.id = "undated";
  const marks = make("span", { class: "marks", "aria-hidden": "true" }, ...stepMarks());
  const track = make("div", { class: "track" }, bar, from, to, marks);
  new ResizeObserver(() => partMarks(marks)).observe(track);
  const buttons = make("div", { class: "playing" }, back, ...(calm() ? [] : [run]), on);
  element.replaceChildren(buttons, track, words, every, keep.element);
  return () => {
    const [first, last] = stepsNow();
    const end = steps.length - 1;
    from.value = String(first);
    to.value = String(last);
    from.setAttribute("aria-valuetext", yearWords(steps[first][0]));
    to.setAttribute("aria-valuetext", yearWords(steps[last][1]));
    // Where both thumbs stand at the right end, the left one must stay within reach.
    from.style.zIndex = first === end ? "3" : "";
    bar.style.left = `${(100 * first) / end}%`;
    bar.style.right = `${100 - (100 * last) / end}%`;
    words.textContent = state.window ? years(...state.window) : t("all years, {0}", years(steps[0][0], steps[end][1]));
    words.setAttribute("aria-live", playing ? "off" : "polite");
    run.setAttribute("aria-label", playing ? t("Stop") : t("Play through the years"));
    run.firstElementChild.textContent = playing ? "❚❚" : "▶";
    every.hidden = !state.window;
    keep.element.hidden = !undated || !state.window;
    keep.refresh();
  };
};

/** The years under the slider: as many as have room. */
const stepMarks = () => {
  const steps = stepsThere();
  const end = steps.length - 1;
  const every = Math.ceil(steps.length / 6);
  return steps.flatMap((step, i) => {
    if (i !== end && (i % every || end - i < Math.max(every / 2, end / 6))) return [];
    const mark = make("span", {}, String(i === end ? step[1] : step[0]));
    mark.style.left = `${(100 * i) / end}%`;
    return [mark];
  });
};

/**
 * Hides the years that would stand on another one; the last and, where there is room for two, the first stay.
 * @param {HTMLElement} marks
 */
const partMarks = (marks) => {
  const years = /** @type {HTMLElement[]} */ ([...marks.children]);
  const last = years[years.length - 1]?.getBoundingClientRect();
  let edge = -Infinity;
  years.forEach((year, i) => {
    const { left, right } = year.getBoundingClientRect();
    const clear = left >= edge + YEARS_APART && (i === years.length - 1 || right + YEARS_APART <= last.left);
    year.style.visibility = clear || i === years.length - 1 ? "" : "hidden";
    if (clear) edge = right;
  });
};
