// The quantities: what is given, what follows from it, and what follows after updates. No rule of the
// network stands here; what a quantity is, its tree says.

/** @typedef {[string, Tree][]} Moves The updates of a run, each a given quantity and what takes its place. */
/** @type {{ alive: boolean, digits: number, dense: boolean, carry: number | null, objective: string,
 *  updates: number, titles: Record<string, string>, given: [string, number, string][],
 *  words: Record<string, Record<string, string>>, tools: Record<string, string>, panels: Record<string, string>,
 *  runs: Record<string, Moves>, functions: Record<string, [string, string, number]>,
 *  formulas: [string, Tree, (Tree | null)?][], shown: [string, Tree | null, string, string][],
 *  symbols: Record<string, [string, string, number?]>,
 *  mistakes?: [string, string, string][], edits?: [number, number[], Tree][][]
 * }} */
const data = JSON.parse(/** @type {HTMLElement} */ (document.getElementById("trace")).textContent ?? "");
/** Each calculated quantity: its formula, and, where some numbers spoil that, the one to calculate by; null for what is passed then. */
const formulas = data.formulas.map(([name, tree, stable]) => ({name, tree, stable, by: stable ?? tree}));
/** The formulas that are told, for the numbers of now. */
const trees = new Map(formulas.map(({name, tree}) => [name, tree]));
/** @type {Set<string>} */ let passed = new Set();
const kinds = new Map(data.given.map(([name, , kind]) => [name, kind]));
const shown = data.shown.map(([name, tree, of, traits]) => ({name, of, traits, isOwn: tree === null, get tree() { return tree ?? trees.get(name) ?? name; }}));
/** The numbers that are given now, and what follows: exactly, and as a reader sees it. */
let numbers = new Map(data.given.map(([name, value]) => [name, value]));
const initial = new Map(numbers);
/** @type {Map<string, number>} */ let exact = new Map();
/** @type {Map<string, Approximate>} */ let seen = new Map();
let carry = data.carry;
// What was before each change.
/** @type {Map<string, number>[]} */ const past = [];
const exactNumber = (/** @type {string} */ name) => exact.get(name) ?? later(name);
const seenNumber = (/** @type {string} */ name) => seen.get(name)?.v ?? later(name);
/** A number as the next line uses it. */
function followed(/** @type {Tree} */ tree, /** @type {number} */ recorded) {
  const [sign, a, b] = Array.isArray(tree) ? tree : [tree];
  const written = sign === "-" && typeof a === "string" && typeof b === "string" ? writtenDifference(seenNumber(a), seenNumber(b)) : recorded;
  const found = settled(evaluate(tree, approximates, (n) => seen.get(n) ?? given(later(n))), written);
  return carry === null ? found : given(rounded(found.v, carry));
}

/** Whether the usual formula gives what the stable one gives, to all digits that are shown. */
const gives = (/** @type {Tree} */ tree, /** @type {number} */ x) => [exactNumber, seenNumber].every((leaf) => isFiniteThroughout(tree, leaf))
  && Math.abs(evaluate(tree, doubles, exactNumber) - x) <= Math.max(10 ** (-2 - data.digits), 16 * Number.EPSILON) * Math.min(Math.abs(x), 1);

/** What calculates some quantities from those given, and all that they follow from. */
function following(/** @type {string[]} */ wanted) {
  const needed = new Set(wanted);
  for (const {name, by} of [...formulas].reverse()) if (needed.has(name)) namesIn(by).forEach((n) => needed.add(n));
  const lines = formulas.filter(({name}) => needed.has(name));
  return (/** @type {Map<string, number>} */ values) => {
    const leaf = (/** @type {string} */ name) => values.get(name) ?? NaN;
    for (const {name, by} of lines) values.set(name, evaluate(by, doubles, leaf));
    return values;
  };
}

const followAll = following(formulas.map(({name}) => name));
function calculate() {
  exact = followAll(new Map(numbers));
  seen = new Map([...numbers].map(([name, x]) => [name, given(x)]));
  passed = new Set();
  for (const {name, tree, stable} of formulas) {
    const x = exact.get(name) ?? NaN;
    if (stable === null && !gives(tree, x)) {
      passed.add(name);
      seen.set(name, given(NaN));
      continue;
    }
    const told = chosen(stable && !gives(tree, x) ? stable : tree, exactNumber);
    trees.set(name, told);
    seen.set(name, followed(told, x));
  }
  for (const run of runs.values()) run.path = [];
}

/** A quantity and everything that depends on it. */
function dependents(/** @type {string} */ name) {
  const found = new Set([name]);
  for (const [other, tree] of trees) if (namesIn(tree).some((n) => found.has(n))) found.add(other);
  return found;
}

/** The ways that training goes, by what begins the names of their own quantities; the numbers after so
 *  many updates are found when they are asked for. */
const runs = new Map(Object.entries(data.runs).map(([prefix, moves]) => {
  const follow = following([data.objective, ...moves.flatMap(([name, tree]) => [name, ...namesIn(tree)])]);
  return [prefix, {moves, follow, path: /** @type {Map<string, number>[]} */ ([])}];
}));

/** @typedef {{moves: Moves, follow: (values: Map<string, number>) => Map<string, number>}} Run */
/** What comes after some numbers of a run. */
function updated(/** @type {Map<string, number>} */ old, /** @type {Run} */ {moves, follow}) {
  const next = new Map(old);
  for (const [name, tree] of moves) {
    const x = evaluate(tree, doubles, (n) => old.get(n) ?? NaN);
    // What is nothing but the rounding of an update is 0.
    next.set(name, Math.abs(x) <= Math.abs(old.get(name) ?? 0) * 2 ** -51 ? 0 : x);
  }
  return follow(next);
}

/** All numbers of a run after so many updates. */
function after(/** @type {string} */ prefix, /** @type {number} */ count) {
  const run = runs.get(prefix);
  if (!run) return null;
  for (const {path, follow} = run; path.length <= count;) path.push(path.length ? updated(path[path.length - 1], run) : follow(new Map(numbers)));
  return (/** @type {string} */ name) => run.path[count].get(name) ?? NaN;
}

/** The number of `x@5`, which is x after five updates. */
function later(/** @type {string} */ name) {
  const [, of = "", count] = /^(.*)@(\d+)$/.exec(name) ?? [], prefix = [...runs.keys()].find((p) => of.startsWith(p));
  const value = prefix === undefined || !count ? null : after(prefix, Number(count));
  return value ? [of, of.slice(prefix?.length)].map(value).find((x) => !isNaN(x)) ?? NaN : NaN;
}

/** Takes other numbers. `isSilent`: whether it is no change of its own that can be undone. */
function take(/** @type {Map<string, number>} */ others, isSilent = false) {
  if (!isSilent) past.push(numbers);
  numbers = others;
  calculate();
  show(true);
  afterChange();
}

// The error after each update.
/** @type {number[]} */ let errors = [];
/** Makes updates. */
function run(/** @type {number} */ count) {
  const training = runs.get("");
  if (!training) return walk((limit ?? 0) + count);
  if (!errors.length) errors = [exact.get(data.objective) ?? NaN];
  past.push(numbers);
  for (let i = 0; i < count; i++) {
    if (carry === null) exact = updated(exact, training);
    const next = carry === null ? exact : new Map(training.moves.map(([name, tree]) => [name, evaluate(tree, doubles, seenNumber)]));
    if (training.moves.some(([name]) => !isFinite(next.get(name) ?? NaN))) break;
    numbers = new Map([...numbers].map(([name, x]) => [name, next.get(name) ?? x]));
    if (carry !== null) calculate();
    errors.push(exact.get(data.objective) ?? NaN);
  }
  calculate();
  show(true);
  afterChange();
}

/** Whether several runs begin at the same numbers. */
const isWalk = !data.runs[""] && runs.size > 0;
const mostUpdates = data.updates;
// How many updates of each run are shown; all of them, if nothing else is said.
/** @type {number | null} */ let limit = null;
/** Shows so many updates of each run. */
function walk(/** @type {number} */ count) {
  limit = count < mostUpdates ? Math.max(0, count) : null;
  show(false);
  afterChange();
}

/** Whether the page is not as it came. */
const isChanged = () => [...numbers].some(([name, x]) => x !== initial.get(name)) || carry !== data.carry;

function undo() {
  const before = past.pop();
  errors = [];
  if (before) take(before, true);
}

function reset() {
  [carry, errors, limit] = [data.carry, [], null];
  take(new Map(initial));
}

function set(/** @type {string} */ name, /** @type {number} */ x, isSilent = false) {
  if (!data.alive || !kinds.has(name)) throw new RangeError(`${name}: a given quantity expected; ${[...kinds.keys()].join(", ")}`);
  if (!Number.isFinite(x)) throw new RangeError(`${x}: a finite number expected`);
  errors = [];
  take(new Map(numbers).set(name, x), isSilent);
}

function value(/** @type {string} */ name) {
  const x = exactNumber(name);
  if (isNaN(x) && !exact.has(name)) throw new RangeError(`${name}: no such quantity`);
  return x;
}

