// Steps: equation by equation; symbols, numbers, result.
/** @typedef {{element: HTMLElement, part: number, name: string}} Stop */ /** @type {Stop[]} */ let stops = [];
// Where the reader is; nothing while all is shown.
/** @type {number | null} */ let at = null;

/** @returns {HTMLElement[][]} */
function partsOf(/** @type {HTMLElement} */ equation) {
  if (data.dense) return all(equation, ".part").map((part) => [part]);
  return all(equation, ".side").map((side) => [/** @type {HTMLElement} */ (side.previousElementSibling), side]);
}

/** @returns {HTMLElement[]} What appears one after the other. */
const unitsOf = () => /** @type {HTMLElement[]} */ ([...main.children]).flatMap((child) =>
  child.classList.contains("equations") ? all(child, ":scope > .equation") : [child]);

/** Finds the steps anew, and among them the one where the reader is. */
function findStops() {
  const here = at === null ? null : stops[at];
  stops = all(main, ".equation[data-e]:not(.gone)").flatMap((element) => {
    const parts = partsOf(element).map((_, part) => ({element, part, name: shown[Number(element.dataset.e)].name}));
    return isPredicting ? parts.slice(-1) : parts;
  });
  if (here) at = lastIndex(stops, (s) => s.element === here.element && (s.part <= here.part || isPredicting));
}

function stepTo(/** @type {number | null} */ place) {
  if (!stops.length) return;
  const here = place === null ? null : Math.max(0, Math.min(place, stops.length - 1));
  if (at === null) for (const element of all(document, ".news")) element.classList.remove("news");
  at = here;
  const stop = here === null ? null : stops[here];
  document.body.classList.toggle("stepping", stop !== null);
  let isLater = false;
  for (const unit of unitsOf()) {
    unit.classList.toggle("later", isLater && (here !== stops.length - 1 || isPredicting));
    unit.classList.toggle("current", unit === stop?.element);
    for (const element of all(unit, ".hidden-part")) element.classList.remove("hidden-part");
    if (stop && unit === stop.element) {
      partsOf(unit).slice(isPredicting ? 1 : stop.part + 1).flat().forEach((e) => e.classList.add("hidden-part"));
      if (isPredicting) all(unit, `.side [data-q="${CSS.escape(stop.name)}"]`).slice(-1).forEach((e) => e.classList.add("hidden-part"));
      isLater = true;
    }
  }
  for (const form of all(main, "form.predict")) form.remove();
  for (const element of all(main, "[tabindex].leaf")) { element.removeAttribute("tabindex"); element.classList.remove("leaf"); }
  fillStage();
  if (stop) {
    for (const leaf of all(stop.element, "[data-q]")) { leaf.setAttribute("tabindex", "0"); leaf.classList.add("leaf"); }
    // A long way is jumped.
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches || Math.abs(stop.element.getBoundingClientRect().top) > 2 * innerHeight;
    stop.element.scrollIntoView({block: "center", behavior: calm ? "auto" : "smooth"});
    const text = partsOf(stop.element)[stop.part].map((e) => e.textContent).join(" ");
    if (isPredicting) ask(stop);
    else say(`${word().step} ${(here ?? 0) + 1} ${word().of} ${stops.length}: ${plain(stop.name)} ${text.replace(/\s+/g, " ")}`);
  }
  said.classList.remove("wrong");
  fillBar();
  remember();
}
const move = (/** @type {number} */ by) => stepTo(at === null ? (by > 0 ? 0 : stops.length - 1) : at + by);
/** The drawing: what the steps have come to, and the way of the weight that they are about. */
function fillStage() {
  const isDrawn = drawing !== null && (at !== null || isWalk && (!panel.hidden || limit !== null));
  stage.hidden = !isDrawn && curve.hidden;
  document.body.classList.toggle("staged", !stage.hidden);
  if (isDrawn && isWalk) drawPlots();
  for (const child of all(stage, ":scope > svg")) child.classList.toggle("beyond", !isDrawn);
  if (at === null) return;
  const stop = stops[at], known = new Set(kinds.keys());
  const isWhole = !stop.element.querySelector(".hidden-part");
  for (const unit of unitsOf()) {
    if (unit.classList.contains("later") || (unit === stop.element && !isWhole)) continue;
    if (unit.dataset.e) known.add(shown[Number(unit.dataset.e)].name);
    for (const element of all(unit, "[data-v]")) known.add(element.getAttribute("data-v") ?? "");
  }
  for (const name of [...known]) {
    const tree = trees.get(name);
    if (typeof tree === "string") known.add(tree);
  }
  for (const element of all(stage, "[data-v]")) {
    const of = element.getAttribute("data-v") ?? "";
    const names = namesIn(treeOf(element));
    element.classList.toggle("later", !names.every((n) => known.has(n)));
    element.classList.toggle("now", of === stop.name);
  }
  const {tree, of} = shown[Number(stop.element.dataset.e)], about = namesIn(tree);
  const edges = all(stage, "[data-edge]").map((element) => ({element, ends: (element.getAttribute("data-edge") ?? "").split(" ")}));
  const reached = new Set();
  for (const {element, ends: [weight, start, end]} of edges) {
    const isOnWay = of === weight || reached.has(start);
    if (isOnWay) reached.add(end);
    element.classList.toggle("lit", isOnWay || (!of && about.includes(weight)));
  }
  // On a phone the drawing is wider than the screen.
  const here = stage.querySelector(".now, .lit")?.getBoundingClientRect();
  if (here) stage.scrollLeft += here.left + here.width / 2 - innerWidth / 2;
}
