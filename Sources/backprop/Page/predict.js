// Predict first: the reader types a number, and hears what it is: right, right with rounding,
// following from an earlier slip, or wrong, with the mistake whose edit of the formula gives it.

/** @typedef {{x: number, unit: number, digits: number}} Answer
 *  @typedef {{kind: "right" | "rounded" | "follows" | "wrong" | "coarse" | "unreadable", about?: string,
 *    mistakes?: [string, string, string][]}} Verdict */

/** @returns {Answer | null} A number as somebody types it: 0.0275, −1,5e-3, 2/3. */
function readAnswer(/** @type {string} */ text) {
  const plainText = text.trim().replace(/−/g, "-").replace(/,/g, ".").replace(/\s*[·*×x]\s*10\s*\^?\s*\(?(-?\d+)\)?$/, "e$1");
  const fraction = plainText.match(/^([-+]?[\d.]+)\s*\/\s*([\d.]+)$/);
  if (fraction) {
    const x = Number(fraction[1]) / Number(fraction[2]);
    return Number.isFinite(x) ? {x, unit: snapped(x).unit, digits: 15} : null;
  }
  const parts = plainText.match(/^[-+]?(\d*)\.?(\d*)(?:e([-+]?\d+))?$/i), x = Number(plainText);
  if (!parts || !Number.isFinite(x) || !(parts[1] + parts[2])) return null;
  return {x, unit: Number(parts[3] ?? 0) - parts[2].length, digits: (parts[1] + parts[2]).replace(/^0+/, "").length};
}

/** Whether an answer is a number rounded to the digits written. */
const states = (/** @type {Answer} */ answer, /** @type {number} */ x) => Number.isFinite(x)
  && Math.abs(answer.x - x) <= 0.5 * ten(answer.unit) * (1 + 1e-9) + 1e-13 * Math.abs(x);

/** All quantities with some given, each line rounded. */
function pass(/** @type {Map<string, number>} */ fixed, /** @type {number | null} */ digits) {
  const found = new Map(numbers);
  for (const [name, tree] of trees) {
    const x = fixed.get(name) ?? evaluate(tree, doubles, (n) => found.get(n) ?? NaN);
    found.set(name, digits === null ? x : rounded(x, digits));
  }
  return found;
}

/** @returns {Tree} A tree with another in place of its part without a name. */
const filled = (/** @type {Tree} */ tree, /** @type {Tree} */ part) => tree === "" ? part
  : Array.isArray(tree) ? [tree[0], ...tree.slice(1).map((child) => filled(child, part))] : tree;

/** @returns {Tree} A tree with one part exchanged. */
const edited = (/** @type {Tree} */ tree, /** @type {number[]} */ path, /** @type {Tree} */ part) => !path.length || !Array.isArray(tree) ? filled(part, tree)
  : tree.map((child, i) => i === path[0] + 1 ? edited(child, path.slice(1), part) : child);

/** @returns {Verdict} `own`: what was answered before. */
function judge(/** @type {number} */ i, /** @type {Answer | null} */ answer, /** @type {Map<string, number>} */ own) {
  if (!shown[i]) throw new RangeError(`a quantity with a line expected; ${[...new Set(shown.map((e) => e.name))].join(", ")}`);
  if (!answer) return {kind: "unreadable"};
  const {name, tree} = shown[i], right = exact.get(name) ?? NaN;
  const isRight = states(answer, right) || states(answer, seenNumber(name));
  if (answer.digits < 2 && answer.x !== seenNumber(name) && (isRight || answer.unit >= 0)) return {kind: "coarse"};
  if (isRight) return {kind: "right"};
  const places = [...new Set([answer.digits, answer.digits + 1, 3, 4, 5, 6])].filter((d) => d > 1);
  if (places.some((d) => states(answer, pass(new Map(), d).get(name) ?? NaN))) return {kind: "rounded"};
  const others = new Map([...own].filter(([n]) => n !== name)), mine = pass(others, null);
  if (states(answer, mine.get(name) ?? NaN)) {
    const ways = [...others.keys()].filter((n) => dependents(n).has(name) && !states({x: others.get(n) ?? 0, unit: snapped(others.get(n) ?? 0).unit + 11, digits: 4}, exact.get(n) ?? NaN));
    return {kind: "follows", about: ways[ways.length - 1]};
  }
  const found = /** @type {number[]} */ ([]);
  for (const [mistake, path, part] of data.edits?.[i] ?? []) {
    const other = edited(tree, path, part);
    const isGiven = [exact, mine, new Map([...seen].map(([n, a]) => [n, a.v]))].some((values) =>
      states(answer, evaluate(other, doubles, (n) => values.get(n) ?? NaN)));
    if (isGiven && !found.includes(mistake)) found.push(mistake);
  }
  return {kind: "wrong", mistakes: found.slice(0, 3).map((m) => (data.mistakes ?? [])[m])};
}

// What the reader has answered, by quantity.
/** @type {Map<string, number>} */ let answers = new Map();
let isPredicting = false;

function sentence(/** @type {Verdict} */ verdict) {
  const w = word(), about = verdict.about ? ` (${plain(verdict.about)})` : "";
  const named = (verdict.mistakes ?? []).map(([, en, ko]) => language === "ko" ? ko : en).join("; ");
  return verdict.kind === "follows" ? w.follows + about + "."
    : verdict.kind === "wrong" ? w.wrong + (named ? `: ${named}.` : ".") : w[verdict.kind];
}

/** Asks for the result of the equation that the reader has come to. */
function ask(/** @type {Stop} */ stop) {
  const i = Number(stop.element.dataset.e), w = word();
  const input = make("input", {inputmode: "decimal", autocomplete: "off", "aria-label": `${w.hint}: ${plain(stop.name)}`});
  const output = make("output");
  const form = make("form", {class: "predict"}, make("span", {}, `${plain(stop.name)} = `), input,
    make("button", {}, w.check), output);
  form.addEventListener("submit", (/** @type {Event} */ event) => {
    event.preventDefault();
    if (form.dataset.done) return move(1);
    const answer = readAnswer(input.value), verdict = judge(i, answer, answers);
    output.textContent = sentence(verdict);
    form.dataset.kind = verdict.kind;
    if (!answer || verdict.kind === "coarse") return;
    answers.set(stop.name, answer.x);
    form.dataset.done = "true";
    say(sentence(verdict));
    for (const element of all(stop.element, ".hidden-part")) element.classList.remove("hidden-part");
    fillStage();
  });
  stop.element.after(form);
  input.focus({preventScroll: true});
}

function predict() {
  isPredicting = !isPredicting;
  answers = new Map();
  document.body.classList.toggle("predicting", isPredicting);
  findStops();
  fillBar();
  stepTo(isPredicting ? 0 : at === null ? null : 0);
}
