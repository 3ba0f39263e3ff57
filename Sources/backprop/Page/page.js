// The page: all of it is calculated anew from the trees that it carries. No rule of the network
// stands here; what a quantity is, its tree says.
/** @type {{
 *  alive: boolean, digits: number, dense: boolean, carry: number | null, objective: string,
 *  short: string, titles: Record<string, string>, given: [string, number, string][],
 *  moved: string[], formulas: [string, Tree][], shown: [string, Tree | null, number?][],
 *  symbols: Record<string, [string, string, number?]>,
 *  mistakes?: [string, string, string][], edits?: [number, number[], Tree][][]
 * }} */
const data = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("trace")).textContent ?? "");
const trees = new Map(data.formulas);
const kinds = new Map(data.given.map(([name, , kind]) => [name, kind]));
const shown = data.shown.map(([name, tree, isRepeated]) => ({name, tree: tree ?? trees.get(name) ?? name, isRepeated}));
const isOwn = data.shown.map(([, tree]) => tree === null);

/** The numbers that are given now, and what follows: exactly, and as a reader sees it. */
let numbers = new Map(data.given.map(([name, value]) => [name, value]));
/** @type {Map<string, number>} */ let exact = new Map();
/** @type {Map<string, Approximate>} */ let seen = new Map();
let carry = data.carry;
/** What was before each change. @type {Map<string, number>[]} */
const past = [];

/** A number as the next line uses it. @param {Tree} tree @param {number} recorded */
function followed(tree, recorded) {
  const found = settled(evaluate(tree, approximates, (n) => seen.get(n) ?? given(NaN)), recorded);
  return carry === null ? found : given(rounded(found.v, carry));
}

function calculate() {
  exact = new Map(numbers);
  seen = new Map([...numbers].map(([name, x]) => [name, given(x)]));
  for (const [name, tree] of data.formulas) {
    const x = evaluate(tree, doubles, (n) => exact.get(n) ?? NaN);
    exact.set(name, x);
    seen.set(name, followed(tree, x));
  }
}

/** A quantity and everything that depends on it. @param {string} name */
function dependents(name) {
  const found = new Set([name]);
  for (const [other, tree] of data.formulas) if (namesIn(tree).some((n) => found.has(n))) found.add(other);
  return found;
}

// What is shown.
/** @param {string} text */
const escaped = (text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
/** @param {string} name */
const plain = (name) => data.symbols[name]?.[1] ?? name;
/** @param {string} name */
const seenNumber = (name) => seen.get(name)?.v ?? NaN;
/** @param {string} name @param {string} text */
const leafOf = (name, text) => `<mrow data-q="${escaped(name)}">${text}</mrow>`;
/** @param {string} name @returns {Written} */
function symbolOf(name) {
  const [text, , isAtom] = data.symbols[name] ?? [`<mi>${escaped(name)}</mi>`, name];
  return {text: leafOf(name, text), b: isAtom ? binding.atom : binding.power};
}
/** @param {number} digits @returns {(name: string) => Written} */
const numeric = (digits) => (name) => {
  const {text, b} = mathNumber(seenNumber(name), digits);
  return {text: leafOf(name, text), b};
};

/** The sides of an equation: symbols, numbers, result, each with its sign.
 *  @param {number} i @param {Approximate} value */
function sidesOf(i, value) {
  const {name, tree, isRepeated} = shown[i], symbols = symbolic.get(i) ?? write(tree, symbolOf, data.digits).text;
  symbolic.set(i, symbols);
  const line = lineOf(tree, seenNumber, value, data.digits, carry);
  const result = mathNumber(value.v, data.digits).text;
  let operands = line && write(tree, numeric(line.digits), line.digits).text;
  if (line?.isExact && operands?.replace(/<\/?mrow[^>]*>/g, "") === result) operands = null;
  const last = leafOf(name, result);
  let sides = [isRepeated ? null : symbols, operands, last].filter((s) => s !== null).map(brokenSide);
  if (operands === null) sides = [symbols === result ? sides[0] : sides.join(" <math><mo>=</mo></math> ")];
  return sides.map((side, i) => ({side, sign: i === sides.length - 1 && line && !line.isExact ? "≈" : "="}));
}

/** @param {number} i */
function equationHTML(i) {
  const {name, tree} = shown[i];
  const value = isOwn[i] && seen.has(name) ? /** @type {Approximate} */ (seen.get(name))
    : data.alive ? followed(tree, exact.get(name) ?? NaN) : given(seenNumber(name));
  const label = `<span class="name"><math>${symbolOf(name).text}</math></span>`;
  const rows = sidesOf(i, value).map(({side, sign}, position) => {
    const row = `<span class="sign"><math><mo>${sign}</mo></math></span><span class="side">${side}</span>`;
    return data.dense ? `<span class="part">${row}</span>`
      : (position ? `<span class="name"></span>` : label) + row;
  });
  return data.dense ? `${label}<span class="parts">${rows.join("\n")}</span>` : rows.join("\n");
}

let main = /** @type {HTMLElement} */ (document.querySelector("main"));
/** @template {Element} E @param {ParentNode} root @param {string} selector @returns {E[]} */
const all = (root, selector) => /** @type {E[]} */ ([...root.querySelectorAll(selector)]);
/** What an element shows, so that it is written anew only where that changes, and from which numbers it
 *  was written. @type {WeakMap<Element, string>} */
const written = new WeakMap(), source = new WeakMap();
/** The trees that elements carry. @type {Map<string, Tree>} */
const carried = new Map();
/** @param {Element} element @returns {Tree} */
function treeOf(element) {
  const of = element.getAttribute("data-v") ?? "";
  if (of[0] === "[" && !carried.has(of)) carried.set(of, JSON.parse(of));
  return carried.get(of) ?? of;
}
/** The symbols of an equation, which no number changes. @type {Map<number, string>} */
const symbolic = new Map();

/** @param {Element} element */
function liveNumber(element) {
  const tree = treeOf(element);
  const isDrawn = element instanceof SVGElement;
  // Drawings, and what sentences work out, are told from the exact numbers.
  const from = carry !== null && (isDrawn || typeof tree !== "string") ? (/** @type {string} */ n) => exact.get(n) ?? NaN : seenNumber;
  const value = evaluate(tree, doubles, from);
  if (!isDrawn) return `<math>${leafOf(typeof tree === "string" ? tree : "", mathNumber(value, data.digits).text)}</math>`;
  const before = element.getAttribute("data-before")
    ?? (element.textContent ?? "").replace(/−?([0-9.]+(·10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?|∞|NaN)$/, "");
  element.setAttribute("data-before", before);
  return escaped(before + plainNumber(value, data.digits));
}
/** Writes everything that has changed. @param {boolean} isNews Whether what changed is marked. */
function show(isNews) {
  for (const element of [...all(document, ".equation[data-e]"), ...all(document, "[data-v]")]) {
    const position = element.getAttribute("data-e"), line = position === null ? null : shown[Number(position)];
    const names = line ? [line.name, ...namesIn(line.tree)] : namesIn(treeOf(element));
    const numbers = `${carry} ${names.map((n) => `${exact.get(n)} ${seenNumber(n)}`).join(" ")}`;
    element.classList.remove("news");
    if (source.get(element) === numbers) continue;
    source.set(element, numbers);
    const html = position === null ? liveNumber(element) : equationHTML(Number(position));
    if (written.get(element) === html) continue;
    element.classList.toggle("news", isNews);
    written.set(element, html);
    const number = position === null ? null : element.querySelector(":scope > .number");
    element.innerHTML = html;
    const box = element instanceof SVGTextElement ? element.getBBox() : null, ground = element.previousElementSibling;
    if (box?.width && ground?.matches(".ground")) for (const side of ["x", "width"]) ground.setAttribute(side, box[side]);
    if (number) element.append("\n", number);
  }
  const isMoved = [...numbers].some(([name, x]) => x !== initial.get(name)) || carry !== data.carry;
  document.body.classList.toggle("moved", isMoved);
  // Of the wordings of a sentence, the one that is true.
  for (const sentence of all(main, "[data-if]")) {
    sentence.hidden = !JSON.parse(sentence.getAttribute("data-if") ?? "[]").every((/** @type {Tree} */ t) =>
      evaluate(t, doubles, (n) => exact.get(n) ?? NaN) > 0);
  }
  findStops();
  // A heading goes with all that stood below it.
  const blocks = /** @type {HTMLElement[]} */ ([...main.children]), level = (/** @type {Element} */ e) => Number(e.tagName.match(/^H([1-6])$/)?.[1] ?? 9);
  blocks.forEach((heading, i) => {
    if (level(heading) > 6) return;
    const end = blocks.findIndex((block, k) => k > i && level(block) <= level(heading));
    const below = blocks.slice(i + 1, end < 0 ? undefined : end).filter((block) => level(block) > 6);
    heading.classList.toggle("gone", isMoved && below.length > 0 && below.every((block) => block.matches("[data-once]")
      || (block.matches("ul") && [...block.children].every((item) => item.matches("[data-once]")))));
  });
}
const initial = new Map(numbers);

/** Takes other numbers. @param {Map<string, number>} others @param {boolean} isUndone */
function take(others, isUndone = false) {
  if (!isUndone) past.push(numbers);
  numbers = others;
  calculate();
  show(true);
  afterChange();
}

/** What the update and the error follow from. */
const needed = new Set([data.objective, ...data.moved.map((name) => name + "+")]);
for (const [name, tree] of [...data.formulas].reverse()) if (needed.has(name)) namesIn(tree).forEach((n) => needed.add(n));
const training = data.formulas.filter(([name]) => needed.has(name));

/** Calculates an update alone, for one of many. */
function calculateUpdate() {
  if (carry !== null) return calculate();
  exact = new Map(numbers);
  for (const [name, tree] of training) exact.set(name, evaluate(tree, doubles, (n) => exact.get(n) ?? NaN));
}

/** The parameters after the update take the place of those before it. */
function updated() {
  const next = new Map(numbers);
  for (const name of data.moved) next.set(name, (carry === null ? exact.get(name + "+") : seenNumber(name + "+")) ?? NaN);
  if (kinds.get("t") === "rate") next.set("t", (next.get("t") ?? 0) + 1);
  return next;
}

// What the reader does. The words of it, in both languages.
const words = {
  en: {
    tools: "Tools of the page", steps: "Step through", previous: "Previous step", next: "Next step", end: "Show all",
    change: "Change numbers", update: "Update", run: "Run", undo: "Undo", reset: "Reset",
    updateHint: "Take the new parameters and go on", carry: "Rounding", exactly: "none",
    digits: "digits", large: "Large print", language: "한국어", outline: "Jump to",
    close: "Close", goTo: "Show its line", back: "Back", given: "given",
    step: "Step", of: "of", error: "The error after each update", changed: "Recalculated.",
    infinite: "is no longer a finite number; undo, or choose smaller numbers.",
    kinds: {input: "Inputs", target: "Targets", weight: "Weights", bias: "Biases", constant: "Constants", rate: "Optimizer"},
  },
  ko: {
    tools: "페이지 도구", steps: "한 단계씩", previous: "이전 단계", next: "다음 단계", end: "모두 보기",
    change: "값 바꾸기", update: "갱신", run: "반복", undo: "되돌리기", reset: "처음으로",
    updateHint: "새 매개변수로 계속한다", carry: "중간 반올림", exactly: "없음",
    digits: "자리", large: "큰 글씨", language: "English", outline: "이동",
    close: "닫기", goTo: "구하는 식 보기", back: "돌아가기", given: "주어진 값",
    step: "단계", of: "/", error: "갱신 횟수에 따른 오차", changed: "다시 계산했다.",
    infinite: "값이 유한하지 않다. 되돌리거나 더 작은 값을 넣는다.",
    kinds: {input: "입력", target: "목푯값", weight: "가중치", bias: "편향", constant: "상수", rate: "최적화"},
  },
};
let language = /** @type {"en" | "ko"} */ (document.documentElement.lang === "ko" ? "ko" : "en");
const word = () => words[language];

/** @param {string} tag @param {Record<string, string>} attributes @param {(Node | string)[]} children
 *  @returns {any} */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
/** @param {string} text @param {() => void} act @param {Record<string, string>} attributes */
function button(text, act, attributes = {}) {
  const made = make("button", {type: "button", ...attributes}, text);
  made.addEventListener("click", act);
  return made;
}

const bar = make("nav", {class: "tools"}), panel = make("aside", {class: "panel", hidden: ""});
const stage = make("aside", {class: "stage", hidden: ""}), outline = make("select"), rounding = make("select");
const origin = make("div", {class: "origin", role: "dialog", hidden: ""});
const said = make("p", {class: "said", role: "status"});
/** @param {string} text */
const say = (text) => { said.textContent = text; };
/** The error after each update. @type {number[]} */
let errors = [];
function afterChange() {
  if (at !== null) stepTo(at);
  const broken = data.formulas.find(([name]) => !isFinite(seenNumber(name)));
  say(broken ? `${plain(broken[0])} ${word().infinite}`
    : `${word().changed} ${plain(data.objective)} = ${plainNumber(seenNumber(data.objective), data.digits)}`);
  said.classList.toggle("wrong", Boolean(broken));
  [fillPanel, fillStage, fillBar].forEach((fill) => fill());
  if (!origin.hidden) tellOrigin(origin.dataset.of ?? "", null);
  remember();
}

/** @param {number} count */
function run(count) {
  if (!data.moved.length) return;
  if (!errors.length) errors = [exact.get(data.objective) ?? NaN];
  past.push(numbers);
  for (let i = 0; i < count; i++) {
    const next = updated();
    if (![...next.values()].every(isFinite)) break;
    numbers = next;
    calculateUpdate();
    errors.push(exact.get(data.objective) ?? NaN);
  }
  calculate();
  show(true);
  afterChange();
}

function undo() {
  const before = past.pop();
  errors = [];
  if (before) take(before, true);
}

function reset() {
  [carry, errors] = [data.carry, []];
  take(new Map(initial));
}

/** @param {string} name @param {number} x */
function set(name, x) {
  if (!data.alive || !kinds.has(name)) throw new RangeError(`${name}: a given quantity expected; ${[...kinds.keys()].join(", ")}`);
  if (!Number.isFinite(x)) throw new RangeError(`${x}: a finite number expected`);
  errors = [];
  take(new Map(numbers).set(name, x));
}

/** @param {string} name */
function value(name) {
  const x = exact.get(name);
  if (x === undefined) throw new RangeError(`${name}: no such quantity`);
  return x;
}

// The panel: every given number to be typed over, and the error's curve.
/** @type {Map<string, HTMLInputElement>} */
const inputs = new Map();
function makePanel() {
  inputs.clear();
  const groups = Object.entries(word().kinds).map(([kind, title]) => {
    const names = data.given.filter(([name, , k]) => k === kind && name !== "t").map(([name]) => name)
      .sort((a, b) => a.localeCompare(b, "en", {numeric: true}));
    const fields = names.map((name) => {
      const input = make("input", {type: "number", step: "any"});
      input.addEventListener("change", () => {
        const x = input.valueAsNumber;
        input.setAttribute("aria-invalid", String(!Number.isFinite(x)));
        if (Number.isFinite(x) && x !== numbers.get(name)) set(name, x);
      });
      inputs.set(name, input);
      return make("label", {}, make("span", {}, plain(name)), input);
    });
    return fields.length ? [make("fieldset", {}, make("legend", {}, title), ...fields)] : [];
  }).flat();
  panel.replaceChildren(...groups, make("figure", {class: "curve", hidden: ""}));
  panel.setAttribute("aria-label", word().change);
  fillPanel();
}

function fillPanel() {
  for (const [name, input] of inputs) {
    if (input !== document.activeElement || input.valueAsNumber !== numbers.get(name)) input.value = String(numbers.get(name));
  }
  const figure = /** @type {HTMLElement} */ (panel.querySelector(".curve"));
  figure.hidden = errors.length < 2;
  if (figure.hidden) return;
  const [low, high] = [Math.min(...errors), Math.max(...errors)], span = high - low || 1;
  const every = Math.ceil(errors.length / 300);
  const points = errors.map((e, i) => i % every && i < errors.length - 1 ? "" : `${(290 * i / (errors.length - 1) + 5).toFixed(1)},${(95 - 90 * (e - low) / span).toFixed(1)}`);
  const [first, last] = [errors[0], errors[errors.length - 1]].map((e) => plainNumber(e, 4));
  figure.innerHTML = `<svg viewBox="0 0 300 100" role="img" aria-label="${escaped(word().error)}: ${first} → ${last}">`
    + `<polyline points="${points.filter(Boolean).join(" ")}"/></svg><figcaption>${escaped(word().error)} (${errors.length - 1}): ${first} → ${last}</figcaption>`;
}

// Where a number comes from.
/** @type {Element | null} */ let from = null;
/** @param {string} name @param {Element | null} at */
function tellOrigin(name, at) {
  if (!seen.has(name)) return;
  const tree = trees.get(name), line = shown.findIndex((e) => e.name === name);
  const html = [`<p><math>${symbolOf(name).text}<mo>=</mo>${mathNumber(exact.get(name) ?? NaN, 17).text}</math></p>`];
  if (tree !== undefined) html.push(`<p>${math(piecesOf(symbolOf(name).text + `<mo>=</mo>` + write(tree, symbolOf, data.digits).text))}</p>`);
  else if (kinds.get(name) !== "fixed") html.push(`<p class="soft">${word().given}</p>`);
  origin.innerHTML = html.join("");
  origin.dataset.of = name;
  origin.setAttribute("aria-label", plain(name));
  if (data.alive && kinds.has(name)) {
    const x = numbers.get(name) ?? 0, reach = Math.max(1, 2 * Math.abs(initial.get(name) ?? 0));
    const number = make("input", {type: "number", step: "any", value: String(x), "aria-label": plain(name)});
    const slider = make("input", {type: "range", min: String(Math.min(x, -reach)), max: String(Math.max(x, reach)),
      step: String(reach / 100), value: String(x), "aria-label": plain(name)});
    for (const input of [number, slider]) {
      input.addEventListener(input === slider ? "input" : "change", () => {
        if (Number.isFinite(input.valueAsNumber)) set(name, input.valueAsNumber);
      });
    }
    origin.append(make("p", {class: "edit"}, number, slider));
  }
  const row = make("p", {class: "row"});
  if (line >= 0) row.append(button(word().goTo, () => goTo(line)));
  if (from) row.append(button(word().back, () => from?.scrollIntoView({block: "center"})));
  row.append(button(word().close, closeOrigin));
  origin.append(row);
  const depend = dependents(name);
  for (const element of all(document, "[data-q], [data-v]")) {
    const of = element.getAttribute("data-q") || element.getAttribute("data-v") || "";
    element.classList.toggle("same", of === name);
    element.classList.toggle("depends", of !== name && depend.has(of));
  }
  if (at) {
    from = at;
    origin.hidden = false;
    const {left, bottom, top} = at.getBoundingClientRect();
    const height = origin.offsetHeight, width = origin.offsetWidth;
    const below = bottom + height + 12 < innerHeight - 60 || top < height;
    origin.style.top = `${below ? bottom + 6 : top - height - 6}px`;
    origin.style.left = `${Math.max(8, Math.min(left, document.documentElement.clientWidth - width - 8))}px`;
  }
}

function closeOrigin() {
  if (origin.contains(document.activeElement)) /** @type {HTMLElement | null} */ (from)?.focus();
  origin.hidden = true;
  for (const element of all(document, ".same, .depends")) element.classList.remove("same", "depends");
}

/** @param {EventTarget | null} target @returns {[string, Element] | null} */
function quantityAt(target) {
  const element = target instanceof Element ? target.closest("[data-q], [data-v]") : null;
  const name = element && (element.getAttribute("data-q") || element.getAttribute("data-v") || "");
  return element && name && seen.has(name) ? [name, element] : null;
}

/** @param {number} line */
function goTo(line) {
  const element = document.querySelector(`.equation[data-e="${line}"]`);
  if (!element) return;
  if (at !== null) stepTo(stops.findLastIndex((s) => s.element === element));
  element.scrollIntoView({block: "center"});
  element.classList.add("news");
}

// Steps: equation by equation; symbols, numbers, result.
/** @typedef {{element: HTMLElement, part: number, name: string}} Stop */
/** @type {Stop[]} */ let stops = [];
/** Where the reader is; nothing while all is shown. @type {number | null} */ let at = null;

/** @param {HTMLElement} equation @returns {HTMLElement[][]} */
function partsOf(equation) {
  if (data.dense) return all(equation, ".part").map((part) => [part]);
  return all(equation, ".side").map((side) => [/** @type {HTMLElement} */ (side.previousElementSibling), side]);
}

/** What appears one after the other. @returns {HTMLElement[]} */
const unitsOf = () => /** @type {HTMLElement[]} */ ([...main.children]).flatMap((child) =>
  child.classList.contains("equations") ? all(child, ":scope > .equation") : [child]);

/** Finds the steps anew, and among them the one where the reader is. */
function findStops() {
  const here = at === null ? null : stops[at];
  stops = all(main, ".equation[data-e]").flatMap((element) => {
    const parts = partsOf(element).map((_, part) => ({element, part, name: shown[Number(element.dataset.e)].name}));
    return isPredicting ? parts.slice(-1) : parts;
  });
  if (here) at = stops.findLastIndex((s) => s.element === here.element && (s.part <= here.part || isPredicting));
}

/** @param {number | null} place */
function stepTo(place) {
  if (!stops.length) return;
  const here = place === null ? null : Math.max(0, Math.min(place, stops.length - 1));
  if (at === null) for (const element of all(document, ".news")) element.classList.remove("news");
  at = here;
  const stop = here === null ? null : stops[here];
  document.body.classList.toggle("stepping", stop !== null);
  document.body.classList.toggle("staged", stop !== null && stage.firstElementChild !== null);
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
  if (stop) {
    for (const leaf of all(stop.element, "[data-q]")) { leaf.setAttribute("tabindex", "0"); leaf.classList.add("leaf"); }
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    stop.element.scrollIntoView({block: "center", behavior: calm ? "auto" : "smooth"});
    const text = partsOf(stop.element)[stop.part].map((e) => e.textContent).join(" ");
    if (isPredicting) ask(stop);
    else say(`${word().step} ${(here ?? 0) + 1} ${word().of} ${stops.length}: ${plain(stop.name)} ${text.replace(/\s+/g, " ")}`);
  }
  said.classList.remove("wrong");
  outline.value = stop ? stop.name : "";
  fillStage();
  remember();
}
/** @param {number} by */
const move = (by) => stepTo(at === null ? (by > 0 ? 0 : stops.length - 1) : at + by);

/** The drawing: what the steps have come to, and the way of the weight that they are about. */
function fillStage() {
  stage.hidden = at === null || !stage.firstElementChild;
  if (stage.hidden || at === null) return;
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
    if (name.startsWith("delta_")) known.add(`d${data.short}/dnet_${name.slice(6)}`);
  }
  for (const element of all(stage, "[data-v]")) {
    const of = element.getAttribute("data-v") ?? "";
    const names = of[0] === "[" ? namesIn(JSON.parse(of)) : [of];
    element.classList.toggle("later", !names.every((n) => known.has(n)));
    element.classList.toggle("now", of === stop.name);
  }
  const tree = shown[Number(stop.element.dataset.e)].tree, about = new Set([...namesIn(tree), stop.name]);
  const edges = all(stage, "[data-edge]").map((element) => ({element, ends: (element.getAttribute("data-edge") ?? "").split(" ")}));
  const reached = new Set();
  for (const {element, ends: [weight, start, end]} of edges) {
    const isOwn = stop.name === `d${data.short}/d${weight}` || stop.name === weight + "+";
    const isLit = isOwn || reached.has(start) || (about.has(weight) && !stop.name.includes("/d"));
    if (isOwn || reached.has(start)) reached.add(end);
    element.classList.toggle("lit", isLit);
  }
}

// The state in the address.

let writing = 0;
/** Soon: while a number is dragged, the address need not follow. */
const remember = () => { clearTimeout(writing); writing = setTimeout(writeAddress, 150); };
function writeAddress() {
  const parts = at === null ? [] : [stops[at].name];
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
  carry = data.carry;
  for (const part of parts) {
    const [name, text] = part.split("="), x = Number(text);
    if (text === undefined) place = name;
    else if (name === "carry") carry = text === "all" ? null : Math.min(15, Math.max(1, Math.trunc(x) || 1));
    else if (kinds.has(name) && data.alive && Number.isFinite(x)) others.set(name, x);
  }
  numbers = others;
  calculate();
  show(false);
  fillPanel();
  fillBar();
  const wanted = [place, `d${data.short}/d${place}`].filter(Boolean);
  const found = wanted.map((name) => stops.findLastIndex((s) => s.name === name)).find((i) => i >= 0);
  if (found !== undefined) stepTo(found); else if (at !== null) stepTo(null);
}

// The bar, the keys, the languages.
const fillBar = () => { rounding.value = carry === null ? "" : String(carry); };
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
  const opener = button(w.change, () => opener.setAttribute("aria-expanded", String(!(panel.hidden = !panel.hidden))),
    {"aria-expanded": String(!panel.hidden)});
  const menu = button("⋯", () => menu.setAttribute("aria-expanded", String(bar.classList.toggle("open"))),
    {"aria-label": w.tools, "aria-expanded": String(bar.classList.contains("open"))});
  bar.replaceChildren(
    make("span", {}, button("←", () => move(-1), {"aria-label": w.previous, title: w.previous}),
      button("→", () => move(1), {"aria-label": w.next, title: w.next}), outline,
      button(w.end, () => stepTo(null), {class: "whenStepping"})),
    make("span", {class: "menu"}, menu),
    ...(data.alive ? [make("span", {}, opener,
      ...(data.moved.length ? [button(w.update, () => run(1), {title: w.updateHint}), button(w.run, () => run(Math.max(1, Math.min(1e4, many.valueAsNumber || 1)))), many] : []),
      button(w.undo, undo), button(w.reset, reset)),
      make("span", {}, button(verdicts[language].predict, predict, {"aria-pressed": String(isPredicting)}), rounding)] : []),
    make("span", {}, button("A⁺", enlarge, {"aria-label": w.large, title: w.large}),
      ...(others.size > 1 ? [button(w.language, translate, {lang: language === "ko" ? "en" : "ko"})] : [])));
  fillBar();
}
const enlarge = () => { document.documentElement.classList.toggle("large"); if (at !== null) stepTo(at); };

/** What the page says, by language. @type {Map<string, HTMLElement>} */
const others = new Map([[language, main]]);
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
  stepTo(place);
}

document.addEventListener("keydown", (event) => {
  const target = /** @type {Element} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || target.matches("input, select, textarea")) {
    if (event.key === "Escape") closeOrigin();
    return;
  }
  const isStepping = at !== null;
  /** @type {Record<string, (() => void) | false | null>} */
  const keys = {
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

const drawing = /** @type {HTMLTemplateElement | null} */ (document.getElementById("drawing"));
if (drawing) stage.append(drawing.content.cloneNode(true));
document.body.append(stage, panel, origin, bar, said);
document.body.classList.add("live");
calculate();
show(false);
makePanel();
makeBar();
recall();
Object.assign(window, {backprop: Object.freeze({
  value, set,
  /** What the page says of an answer. @param {string} name @param {string} text */
  check: (name, text) => judge(shown.findLastIndex((e) => e.name === name), readAnswer(text), new Map()),
  names: () => [...exact.keys()], update: () => run(1), run, undo, reset,
  /** @param {number | null} digits */
  carry: (digits) => { carry = digits; calculate(); show(true); afterChange(); },
})});
