// The state in the address.

let writing = 0;
/** Soon: while a number is dragged, the address need not follow. */
const remember = () => { clearTimeout(writing); writing = setTimeout(writeAddress, 150); };
function writeAddress() {
  const parts = at === null ? [] : [stops[at].name];
  if (limit !== null) parts.push(`updates=${limit}`);
  for (const [name, x] of numbers) if (x !== initial.get(name)) parts.push(`${name}=${x}`);
  if (carry !== data.carry) parts.push(`carry=${carry ?? "all"}`);
  const address = parts.map((p) => encodeURIComponent(p).replaceAll("%3D", "=").replaceAll("%2F", "/")).join("&");
  if (address !== location.hash.slice(1)) {
    try { history.replaceState(null, "", address ? "#" + address : location.pathname + location.search); } catch { /* A page in a frame has no address. */ }
  }
}

function recall() {
  if (document.getElementById(decodeURIComponent(location.hash.slice(1)))) return;
  const parts = location.hash.slice(1).split("&").filter(Boolean).map(decodeURIComponent);
  const others = new Map(initial);
  let place = "";
  [carry, limit] = [data.carry, null];
  for (const part of parts) {
    const [name, text] = part.split("="), x = Number(text);
    if (text === undefined) place = name;
    else if (name === "carry") carry = text === "all" ? null : Math.min(15, Math.max(1, Math.trunc(x) || 1));
    else if (name === "updates") limit = Math.max(0, Math.trunc(x) || 0);
    else if (kinds.has(name) && data.alive && Number.isFinite(x)) others.set(name, x);
  }
  numbers = others;
  calculate();
  show(false);
  [fillPanel, fillBar, fillStage].forEach((fill) => fill());
  const wanted = place ? [place, ...shown.filter((e) => e.of === place).map((e) => e.name)] : [];
  const found = wanted.map((name) => lastIndex(stops, (s) => s.name === name)).find((i) => i >= 0);
  if (found !== undefined) return stepTo(found);
  if (at !== null) stepTo(null);
  const row = place ? all(main, `td [data-q="${CSS.escape(place)}"], td [data-v="${CSS.escape(place)}"]`)[0]?.closest("tr") : null;
  row?.scrollIntoView({block: "center"});
  row?.classList.add("news");
}

// The bar, the keys, the languages.
// What the tools do, by the names that they have in the page.
/** @type {Record<string, () => void>} */ const acts = {
  previous: () => move(-1), next: () => move(1), end: () => stepTo(null), undo, reset, predict,
  update: () => run(1), run: () => run(Math.max(1, Math.min(1e4, Number(tool("many")?.value) || 1))),
  change: () => { panel.hidden = !panel.hidden; fillStage(); }, menu: () => bar.classList.toggle("open"),
  large: () => enlarge(), language: () => translate(),
};
/** @type {Record<string, (value: string) => void>} */ const choices = {
  outline: (name) => stepTo(name ? stops.findIndex((s) => s.name === name) : null),
  rounding: (digits) => round(digits ? Number(digits) : null), updates: (count) => walk(Number(count)),
};
/** @returns {HTMLInputElement | null} */
const tool = (/** @type {string} */ name) => bar.querySelector(`[name="${name}"]`);
bar.addEventListener("input", (/** @type {any} */ {target: {name, value}}) => choices[name]?.(value));
bar.addEventListener("click", (/** @type {any} */ {target}) => {
  const act = target.closest("[data-act]")?.dataset.act;
  if (act) acts[act]();
  fillBar();
});
function round(/** @type {number | null} */ digits) {
  carry = digits;
  calculate();
  show(true);
  afterChange();
}
/** The bar says how things stand. */
function fillBar() {
  const told = {outline: at === null ? "" : stops[at].name, rounding: carry ?? "", updates: limit ?? mostUpdates};
  for (const [name, x] of Object.entries(told)) if (tool(name)) /** @type {HTMLInputElement} */ (tool(name)).value = String(x);
  const output = bar.querySelector("output");
  if (output) output.textContent = String(limit ?? mostUpdates);
  const states = {change: !panel.hidden, menu: bar.classList.contains("open"), predict: isPredicting};
  for (const [act, isOn] of Object.entries(states)) bar.querySelector(`[data-act="${act}"]`)?.setAttribute(act === "predict" ? "aria-pressed" : "aria-expanded", String(isOn));
}
/** The tools in the reader's language. */
function makeTools() {
  bar.innerHTML = data.tools[language];
  panel.innerHTML = data.panels[language];
  for (const [element, words] of [[bar, word().tools], [stage, word().drawing], [panel, word().change]]) element.setAttribute("aria-label", words);
  tool("outline")?.append(...[...new Set(stops.map((s) => s.name))].map((name) => make("option", {value: name}, plain(name))));
  fillPanel();
  fillBar();
}
const enlarge = () => { document.documentElement.classList.toggle("large"); if (at !== null) stepTo(at); };

// What the page says, by language.
/** @type {Map<string, HTMLElement>} */ const others = new Map([[language, main]]);
for (const template of /** @type {HTMLTemplateElement[]} */ (all(document, "template[data-language]"))) {
  others.set(template.dataset.language ?? "", /** @type {HTMLElement} */ (template.content.querySelector("main")));
  for (const element of all(template.content, "[data-id]")) element.id = element.getAttribute("data-id") ?? "";
}
function translate() {
  const place = at;
  language = language === "ko" ? "en" : "ko";
  const next = others.get(language) ?? main;
  main.replaceWith(next);
  main = next;
  document.documentElement.lang = language;
  document.title = data.titles[language] || document.title;
  show(false);
  makeTools();
  closeOrigin();
  fillCurve();
  tellState();
  stepTo(place);
}

document.addEventListener("keydown", (event) => {
  const target = /** @type {Element} */ (event.target), isTyping = target.matches("input, select, textarea");
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping && event.key !== "Escape") return;
  const isStepping = at !== null;
  /** @type {Record<string, (() => void) | false | null>} */ const keys = {
    Home: isStepping && (() => stepTo(0)), End: isStepping && (() => stepTo(stops.length - 1)),
    Escape: () => { if (!origin.hidden) closeOrigin(); else if (!isTyping) stepTo(null); },
    Enter: quantityAt(target) && (() => /** @type {HTMLElement} */ (origin.querySelector("input, button"))?.focus()),
  };
  // The others are said by the tools themselves; those that scroll a page do so until the first step.
  const key = event.key === " " ? "Space" : event.key, isOwn = isStepping || key.length === 1 || key === "ArrowRight";
  const found = isOwn && !(key === "Space" && target.matches("button")) ? bar.querySelector(`[aria-keyshortcuts~="${CSS.escape(key)}"]`) : null;
  const act = keys[key] ?? (found && (() => found.click()));
  if (!act) return;
  event.preventDefault();
  act();
});
let hover = 0, isPinned = false;
document.addEventListener("pointerover", (event) => {
  const found = quantityAt(event.target);
  clearTimeout(hover);
  if (event.pointerType !== "mouse" || origin.contains(/** @type {Node} */ (event.target))) return;
  hover = setTimeout(() => {
    if (found && !isPinned) tellOrigin(...found);
    else if (!found && !isPinned && !origin.hidden) closeOrigin();
  }, found ? 250 : 600);
});
document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || origin.contains(event.target)) return;
  const found = quantityAt(event.target);
  isPinned = Boolean(found);
  if (found) tellOrigin(...found);
  else if (!bar.contains(event.target) && !panel.contains(event.target)) closeOrigin();
});
document.addEventListener("focusin", (event) => {
  const found = quantityAt(event.target);
  if (found) tellOrigin(...found);
});
let touch = 0;
document.addEventListener("touchstart", (event) => { touch = event.touches[0].clientX; }, {passive: true});
document.addEventListener("touchend", ({changedTouches: [{clientX}]}) => {
  if (at !== null && Math.abs(clientX - touch) > 80) move(clientX < touch ? 1 : -1);
}, {passive: true});
addEventListener("hashchange", recall);

if (drawing) stage.append(drawing.content.cloneNode(true));
stage.append(curve);
document.body.append(stage, panel, origin, bar, said);
document.body.classList.add("live");
calculate();
show(false);
makeTools();
recall();
Object.assign(window, {backprop: Object.freeze({
  value, set,
  /** What the page says of an answer. */
  check: (/** @type {string} */ name, /** @type {string} */ text) =>
    judge(lastIndex(shown, (e) => e.name === name), readAnswer(text), new Map()),
  names: () => [...exact.keys()], update: () => run(1), run, undo, reset,
  carry: round,
})});
