// What is shown: equations, numbers in prose, tables and drawings.
const escaped = (/** @type {string} */ text) => text.replace(/[&<>"]/g, (c) => `&#${c.charCodeAt(0)};`);
const plain = (/** @type {string} */ name) => data.symbols[name]?.[1] ?? name;
const leafOf = (/** @type {string} */ name, /** @type {string} */ text) => `<mrow data-q="${escaped(name)}">${text}</mrow>`;
/** @returns {Written} */
function symbolOf(/** @type {string} */ name) {
  const [text, , isAtom] = data.symbols[name] ?? [`<mi>${escaped(name)}</mi>`, name];
  return {text: leafOf(name, text), b: isAtom ? binding.atom : binding.power};
}
/** @returns {(name: string) => Written} */ const numeric = (/** @type {number} */ digits) => (name) => {
  const {text, b} = mathNumber(seenNumber(name), digits);
  return {text: leafOf(name, text), b};
};

/** The sides of an equation: symbols, numbers, result, each with its sign. */
function sidesOf(/** @type {number} */ i, /** @type {Approximate} */ value) {
  const {name, tree, traits} = shown[i], symbols = symbolic.get(tree) ?? write(tree, symbolOf, data.digits).text;
  symbolic.set(tree, symbols);
  const line = lineOf(tree, seenNumber, value, data.digits, carry, traits.includes("few"));
  const result = mathNumber(value.v, data.digits).text;
  let operands = line && write(tree, numeric(line.digits), line.digits).text;
  if (line?.isExact && operands?.replace(/<\/?mrow[^>]*>/g, "") === result) operands = null;
  const last = leafOf(name, result);
  let sides = [traits.includes("repeated") ? null : symbols, operands, last].flatMap((s) => s === null ? [] : [broken(s)]);
  if (operands === null) sides = [symbols === result ? sides[0] : sides.join(" <math><mo>=</mo></math> ")];
  return sides.map((side, i) => ({side, sign: i === sides.length - 1 && line && !line.isExact ? "≈" : "="}));
}

function equationHTML(/** @type {number} */ i) {
  const {name, tree} = shown[i];
  const value = shown[i].isOwn && seen.has(name) ? /** @type {Approximate} */ (seen.get(name))
    : data.alive ? followed(tree, exactNumber(name)) : given(seenNumber(name));
  const label = `<span class="name"><math>${symbolOf(name).text}</math></span>`;
  const rows = sidesOf(i, value).map(({side, sign}, position) => {
    const row = `<span class="sign"><math><mo>${sign}</mo></math></span><span class="side">${side}</span>`;
    return data.dense ? `<span class="part">${row}</span>`
      : (position ? `<span class="name"></span>` : label) + row;
  });
  return data.dense ? `${label}<span class="parts">${rows.join("\n")}</span>` : rows.join("\n");
}

let main = /** @type {HTMLElement} */ (document.querySelector("main"));
/** @returns {HTMLElement[]} */
const all = (/** @type {ParentNode} */ root, /** @type {string} */ selector) => [...root.querySelectorAll(selector)].map((e) => /** @type {HTMLElement} */ (e));
/** @template T @param {T[]} list @param {(element: T) => boolean} test */ const lastIndex = (list, test) => list.map(test).lastIndexOf(true);
/** What an element shows, so that it is written anew only where that changes, and from which numbers it
 *  was written. @type {WeakMap<Element, string>} */
const written = new WeakMap(), source = new WeakMap();
// The trees that elements carry.
/** @type {Map<string, Tree>} */ const carried = new Map();
/** @returns {Tree} */
function treeOf(/** @type {Element} */ element) {
  const of = element.getAttribute("data-v") ?? "";
  if (of[0] === "[" && !carried.has(of)) carried.set(of, JSON.parse(of));
  return carried.get(of) ?? of;
}
// The symbols of formulas, which no number changes.
/** @type {Map<Tree, string>} */ const symbolic = new Map();

function liveNumber(/** @type {Element} */ element) {
  const tree = treeOf(element);
  const isDrawn = element instanceof SVGElement;
  const value = evaluate(tree, doubles, seenNumber);
  if (!isDrawn) return `<math>${leafOf(typeof tree === "string" ? tree : "", mathNumber(value, data.digits).text)}</math>`;
  return escaped((element.getAttribute("data-before") ?? "") + plainNumber(value, data.digits));
}
/** Writes everything that has changed. `isNews`: whether what changed is marked. */
function show(/** @type {boolean} */ isNews) {
  for (const element of [...all(document, ".equation[data-e]"), ...all(document, "[data-v]")]) {
    const position = element.getAttribute("data-e"), line = position === null ? null : shown[Number(position)];
    const names = line ? [line.name, ...namesIn(line.tree)] : namesIn(treeOf(element));
    const numbers = `${carry} ${names.map((n) => `${exactNumber(n)} ${seenNumber(n)}`).join(" ")}`;
    element.classList.remove("news");
    if (line) element.classList.toggle("gone", passed.has(line.name));
    if (source.get(element) === numbers) continue;
    source.set(element, numbers);
    const html = position === null ? liveNumber(element) : equationHTML(Number(position));
    if (written.get(element) === html) continue;
    element.classList.toggle("news", isNews);
    written.set(element, html);
    const number = position === null ? null : element.querySelector(":scope > .number");
    element.innerHTML = html;
    if (number) element.append("\n", number);
  }
  document.body.classList.toggle("moved", isChanged());
  // Of the wordings of a sentence, the one that is true.
  for (const sentence of all(main, "[data-if]")) {
    sentence.hidden = !JSON.parse(sentence.getAttribute("data-if") ?? "[]").every((/** @type {Tree} */ t) =>
      evaluate(t, doubles, exactNumber) > 0);
  }
  // Rows of updates that are not yet made.
  for (const row of all(main, "tr")) {
    const cell = row.querySelector("[data-v]");
    row.classList.toggle("beyond", cell !== null && stepOf(namesIn(treeOf(cell))[0]) > (limit ?? Infinity));
  }
  drawPlots();
  findStops();
}
