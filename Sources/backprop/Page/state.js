// The quantities: what is given, what follows from it, and what follows after updates. No rule of the
// network stands here; what a quantity is, its tree says.

/** @typedef {[string, Tree][]} Moves The updates of a run, each a given quantity and what takes its place. */
/** @type {{ alive: boolean, digits: number, dense: boolean, carry: number | null, objective: string,
 *  short: string, titles: Record<string, string>, given: [string, number, string][],
 *  groups: Record<string, Record<string, string>>, words: Record<string, Record<string, string>>, runs: Record<string, Moves>,
 *  formulas: [string, Tree, (Tree | null)?][], shown: [string, Tree | null, number?][],
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
const shown = data.shown.map(([name, tree, isRepeated]) => ({name, isOwn: tree === null, isRepeated, get tree() { return tree ?? trees.get(name) ?? name; }}));
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
  const found = settled(evaluate(tree, approximates, (n) => seen.get(n) ?? given(later(n))), recorded);
  return carry === null ? found : given(rounded(found.v, carry));
}

/** Whether the usual formula gives what the stable one gives, to all digits that are shown. */
const gives = (/** @type {Tree} */ tree, /** @type {number} */ x) => [exactNumber, seenNumber].every((leaf) => isFiniteThroughout(tree, leaf))
  && Math.abs(evaluate(tree, doubles, exactNumber) - x) <= Math.max(10 ** (-2 - data.digits), 16 * Number.EPSILON) * Math.min(Math.abs(x), 1);

function calculate() {
  exact = new Map(numbers);
  seen = new Map([...numbers].map(([name, x]) => [name, given(x)]));
  passed = new Set();
  for (const {name, tree, stable, by} of formulas) {
    const x = evaluate(by, doubles, (n) => exact.get(n) ?? NaN);
    exact.set(name, x);
    if (stable === null && !isFinite(x)) passed.add(name);
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

/** What calculates some quantities again and again, in an array. */
function machine(/** @type {Iterable<string>} */ wanted) {
  const needed = new Set(wanted);
  for (const {name, by} of [...formulas].reverse()) if (needed.has(name)) namesIn(by).forEach((n) => needed.add(n));
  const places = new Map([...needed].map((name, i) => [name, i]));
  const place = (/** @type {string} */ name) => places.get(name) ?? -1;
  const lines = formulas.filter(({name}) => needed.has(name)).map(({name, by}) => ({at: place(name), f: compiled(by, place)}));
  return {
    place, start: () => [...needed].map((name) => numbers.get(name) ?? NaN),
    /** @param {number[]} values */
    follow: (values) => { for (const {at, f} of lines) values[at] = f(values); return values; },
  };
}

/** The ways that training goes, by what begins the names of their own quantities; the numbers after so
 *  many updates are found when they are asked for. */
const runs = new Map(Object.entries(data.runs).map(([prefix, moves]) => {
  const {place, start, follow} = machine([data.objective, ...moves.flatMap(([name, tree]) => [name, ...namesIn(tree)])]);
  const steps = moves.map(([name, tree]) => ({at: place(name), f: compiled(tree, place)}));
  return [prefix, {place, start, follow, steps, path: /** @type {number[][]} */ ([])}];
}));

/** All numbers of a run after so many updates. */
function after(/** @type {string} */ prefix, /** @type {number} */ count) {
  const run = runs.get(prefix);
  if (!run) return null;
  for (const {path} = run; path.length <= count;) {
    const old = path[path.length - 1] ?? run.start(), next = old.slice();
    // What is nothing but the rounding of an update is 0.
    if (path.length) for (const {at, f} of run.steps) next[at] = Math.abs(f(old)) <= Math.abs(old[at]) * 2 ** -51 ? 0 : f(old);
    path.push(run.follow(next));
  }
  return (/** @type {string} */ name) => run.path[count][run.place(name)] ?? NaN;
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
  if (!data.runs[""]) return walk((limit ?? 0) + count);
  if (!errors.length) errors = [exact.get(data.objective) ?? NaN];
  past.push(numbers);
  for (let i = 1; i <= count; i++) {
    const next = new Map(numbers), value = carry === null ? after("", i) : null;
    for (const [name, tree] of data.runs[""]) next.set(name, value?.(name) ?? evaluate(tree, doubles, seenNumber));
    if (![...next.values()].every(isFinite)) break;
    numbers = next;
    if (!value) calculate();
    errors.push(value?.(data.objective) ?? exact.get(data.objective) ?? NaN);
  }
  calculate();
  show(true);
  afterChange();
}

/** Whether several runs begin at the same numbers. */
const isWalk = !data.runs[""] && runs.size > 0;
const mostUpdates = !isWalk ? 0 : Math.max( ...[...document.body.innerHTML.matchAll(/@(\d+)&/g)].map((m) => Number(m[1])));
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

