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
  let place = null;
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
  const wanted = place ? [place, `d${data.short}/d${place}`] : [];
  const found = wanted.map((name) => lastIndex(stops, (s) => s.name === name)).find((i) => i >= 0);
  if (found !== undefined) return stepTo(found);
  if (at !== null) stepTo(null);
  const row = wanted.reverse().flatMap((name) => all(main, `td [data-v="${CSS.escape(name)}"]`))[0]?.closest("tr");
  row?.scrollIntoView({block: "center"});
  row?.classList.add("news");
}

// The bar, the keys, the languages.
const updates = make("input", {type: "range", min: "0", max: String(mostUpdates)}), count = make("output");
function fillBar() {
  rounding.value = carry === null ? "" : String(carry);
  updates.value = count.textContent = String(limit ?? mostUpdates);
}
updates.addEventListener("input", () => walk(updates.valueAsNumber));
function makeBar() {
  const w = word();
  outline.replaceChildren(make("option", {value: ""}, `${w.outline} …`),
    ...[...new Set(stops.map((s) => s.name))].map((name) => make("option", {value: name}, plain(name))));
  outline.setAttribute("aria-label", w.outline);
  outline.onchange = () => stepTo(outline.value ? stops.findIndex((s) => s.name === outline.value) : null);
  rounding.replaceChildren(make("option", {value: ""}, `${w.carry}: ${w.exactly}`),
    ...[3, 4, 5, 6, 7, 8].map((n) => make("option", {value: String(n)}, `${w.carry}: ${n} ${w.digits}`)));
  rounding.setAttribute("aria-label", w.carry);
  rounding.onchange = () => { carry = rounding.value ? Number(rounding.value) : null; calculate(); show(true); afterChange(); };
  const many = make("input", {type: "number", min: "1", max: "10000", value: "100", "aria-label": w.run});
  bar.setAttribute("aria-label", w.tools);
  stage.setAttribute("aria-label", w.drawing);
  const opener = button(w.change, () => { opener.setAttribute("aria-expanded", String(!(panel.hidden = !panel.hidden))); fillStage(); },
    {"aria-expanded": String(!panel.hidden)});
  const menu = button("⋯", () => menu.setAttribute("aria-expanded", String(bar.classList.toggle("open"))),
    {"aria-label": w.tools, "aria-expanded": String(bar.classList.contains("open"))});
  bar.replaceChildren(
    make("span", {}, button("←", () => move(-1), {"aria-label": w.previous, title: w.previous}),
      button("→", () => move(1), {"aria-label": w.next, title: w.next}), outline,
      button(w.end, () => stepTo(null), {class: "whenStepping"})),
    make("span", {class: "menu"}, menu),
    ...(data.alive ? [make("span", {}, opener,
      ...(isWalk ? [make("label", {}, `${w.updates} `, updates), count] : runs.size ? [button(w.update, () => run(1), {title: w.updateHint}), button(w.run, () => run(Math.max(1, Math.min(1e4, many.valueAsNumber || 1)))), many] : []),
      button(w.undo, undo), button(w.reset, reset)),
      make("span", {}, button(w.predict, predict, {"aria-pressed": String(isPredicting)}), ...(isWalk ? [] : [rounding]))] : []),
    make("span", {}, button("A⁺", enlarge, {"aria-label": w.large, title: w.large}),
      ...(others.size > 1 ? [button(w.language, translate, {lang: language === "ko" ? "en" : "ko"})] : [])));
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
  makeBar();
  makePanel();
  closeOrigin();
  fillCurve();
  tellState();
  stepTo(place);
}

document.addEventListener("keydown", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || target.matches("input, select, textarea")) {
    if (event.key === "Escape") closeOrigin();
    return;
  }
  const isStepping = at !== null;
  /** @type {Record<string, (() => void) | false | null>} */ const keys = {
    ArrowRight: () => move(1), ArrowLeft: isStepping && (() => move(-1)),
    PageDown: isStepping && (() => move(1)), PageUp: isStepping && (() => move(-1)),
    " ": isStepping && !target.matches("button") && (() => move(1)),
    Home: isStepping && (() => stepTo(0)), End: isStepping && (() => stepTo(stops.length - 1)),
    Escape: () => { if (origin.hidden) stepTo(null); else closeOrigin(); },
    Enter: quantityAt(target) && (() => /** @type {HTMLElement} */ (origin.querySelector("input, button"))?.focus()),
    f: enlarge, u: data.alive && (() => run(1)), z: data.alive && undo, p: data.alive && predict, l: others.size > 1 && translate,
  };
  const act = keys[event.key];
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
makePanel();
makeBar();
recall();
Object.assign(window, {backprop: Object.freeze({
  value, set,
  /** What the page says of an answer. */
  check: (/** @type {string} */ name, /** @type {string} */ text) =>
    judge(lastIndex(shown, (e) => e.name === name), readAnswer(text), new Map()),
  names: () => [...exact.keys()], update: () => run(1), run, undo, reset,
  carry: (/** @type {number | null} */ digits) => { carry = digits; calculate(); show(true); afterChange(); },
})});
