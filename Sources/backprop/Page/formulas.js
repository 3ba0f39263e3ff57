// Formulas as trees: a number, a name, or a list of an operation and what it is applied to. They are
// calculated in doubles or in doubles that know their rounding, and written as MathML.

/** @typedef {number | string | any[]} Tree */

/** A kind of number to calculate with.
 *  @template N @typedef {{
 *    literal: (x: number) => N, sum: (terms: N[]) => N, negate: (a: N) => N,
 *    times: (a: N, b: N) => N, over: (a: N, b: N) => N, power: (a: N, b: N) => N,
 *    call: (name: string, a: N, b?: N) => N, logOfOneAnd: (a: N) => N, number: (a: N) => number
 *  }} Arithmetic */

/** @type {Record<string, (x: number, y: number) => number>} */ const functions = {
  exp: Math.exp, ln: Math.log, log10: Math.log10, sqrt: Math.sqrt, sin: Math.sin, cos: Math.cos,
  tanh: Math.tanh, abs: Math.abs, sign: (x) => x > 0 ? 1 : x < 0 ? -1 : x,
  step: (x) => x > 0 ? 1 : 0, max: (x, y) => y >= x ? y : x, min: (x, y) => y < x ? y : x,
};
const power = (/** @type {number} */ a, /** @type {number} */ b) => b === 2 ? a * a : Math.pow(a, b);

/** @type {Arithmetic<number>} */ const doubles = {
  literal: (x) => x, sum: (terms) => terms.reduce((a, b) => a + b, 0), negate: (a) => -a,
  times: (a, b) => a * b, over: (a, b) => a / b, power,
  call: (name, a, b = 0) => functions[name](a, b), logOfOneAnd: Math.log1p, number: (a) => a,
};

/** @type {Arithmetic<Approximate>} */ const approximates = {
  literal: given,
  sum(terms) {
    if (!terms.length) return given(0);
    let {v, e, u} = terms[0];
    for (const t of terms.slice(1)) {
      v += t.v;
      e += t.e + ulp(v) / 2;
      u = common(u, t.u, Math.min);
    }
    return result(v, e, u);
  },
  negate: (a) => result(-a.v, a.e, a.u),
  times(a, b) {
    const v = a.v * b.v, e = Math.abs(a.v) * b.e + Math.abs(b.v) * a.e + a.e * b.e;
    return result(v, v === 0 ? e : e + ulp(v) / 2, common(a.u, b.u, (m, n) => m + n));
  },
  over(a, b) {
    const v = a.v / b.v;
    if (isDecimal(a) && isDecimal(b) && b.v !== 0) {
      const quotient = given(v), product = approximates.times(quotient, b);
      if (isDecimal(product) && product.v === a.v) return quotient;
    }
    const byDivisor = unsure(Math.abs(v) * b.e / (Math.abs(b.v) - b.e), v);
    return result(v, a.e / Math.abs(b.v) + byDivisor + (v === 0 ? 0 : ulp(v) / 2));
  },
  power(a, b) {
    const v = power(a.v, b.v), size = Math.abs(a.v), shift = b.v > 0 ? a.e : -a.e;
    const byBase = unsure(power(size + shift, b.v) - Math.abs(v), v);
    const byExponent = b.e === 0 ? 0 : Math.abs(v * Math.log(size)) * b.e;
    const isTimes = b.e === 0 && b.v >= 1 && b.v <= 64;
    return result(v, byBase + byExponent + (v === 0 ? 0 : ulp(v)),
      isTimes && a.u !== null ? a.u * Math.trunc(b.v) : null);
  },
  call(name, a, b) {
    if (b) return functions[name](a.v, b.v) === a.v ? a : b;
    const f = functions[name], v = f(a.v, 0);
    if (a.v === 0 && a.e === 0 && isFinite(v) || name === "sign" || name === "step") return given(v);
    if (name === "abs") return a.v < 0 ? approximates.negate(a) : a;
    if (name === "sqrt" && a.e === 0 && v * v === a.v) return given(v);
    const shifts = [a.v - a.e, a.v + a.e].map((x) => Math.abs(f(x, 0) - v)).filter(isFinite);
    const brought = Math.max(0, ...shifts);
    return result(v, v === 0 && name !== "exp" ? brought : brought + ulp(v));
  },
  logOfOneAnd(a) {
    if (a.v === 0 && a.e === 0) return given(0);
    const v = Math.log1p(a.v);
    return result(v, unsure(a.e / (1 + a.v), v) + ulp(v));
  },
  number: (a) => a.v,
};

/** @type {<N>(tree: Tree, in_: Arithmetic<N>, leaf: (name: string) => N) => N} The value of a tree. */
function evaluate(tree, in_, leaf) {
  if (typeof tree === "number") return in_.literal(tree);
  if (typeof tree === "string") return leaf(tree);
  if (tree === null) return in_.literal(NaN);
  const [sign, ...parts] = tree;
  if (sign === "choice") return evaluate(parts[in_.number(evaluate(parts[0], in_, leaf)) > 0 ? 1 : 2], in_, leaf);
  if (sign === "ln" && Array.isArray(parts[0]) && parts[0][0] === "+") {
    const terms = parts[0].slice(1).map((/** @type {Tree} */ t) => evaluate(t, in_, leaf));
    const one = terms.findIndex((t) => in_.number(t) === 1);
    return one < 0 ? in_.call("ln", in_.sum(terms))
      : in_.logOfOneAnd(in_.sum(terms.filter((_, i) => i !== one)));
  }
  const inner = parts.map((/** @type {Tree} */ t) => evaluate(t, in_, leaf)), [a, b] = inner;
  switch (sign) {
    case "+": return in_.sum(inner);
    case "-": return in_.sum([a, in_.negate(b)]);
    case "*": return in_.times(a, b);
    case "/": return in_.over(a, b);
    case "^": return in_.power(a, b);
    case "neg": return in_.negate(a);
    default: return in_.call(sign, a, b);
  }
}

/** @returns {(values: number[]) => number} The same in doubles as a function of numbers in their places, for what is calculated many times. */
function compiled(/** @type {Tree} */ tree, /** @type {(name: string) => number} */ place) {
  if (typeof tree === "string") { const i = place(tree); return (v) => v[i]; }
  if (!Array.isArray(tree)) return () => tree ?? NaN;
  const [sign, ...parts] = tree, [f, g, ...rest] = parts.map((/** @type {Tree} */ t) => compiled(t, place));
  switch (sign) {
    case "+": return rest.length ? (v) => rest.reduce((sum, h) => sum + h(v), f(v) + g(v)) : g ? (v) => f(v) + g(v) : f;
    case "-": return (v) => f(v) - g(v);
    case "*": return (v) => f(v) * g(v);
    case "/": return (v) => f(v) / g(v);
    case "^": return (v) => power(f(v), g(v));
    case "neg": return (v) => -f(v);
    case "choice": return (v) => f(v) > 0 ? g(v) : rest[0](v);
    case "ln": return (v) => evaluate(tree, doubles, (name) => v[place(name)]);
    default: { const call = functions[sign]; return g ? (v) => call(f(v), g(v)) : (v) => call(f(v), 0); }
  }
}

/** @returns {string[]} The names in a tree, as often as they are written. */
const namesIn = (/** @type {Tree} */ tree) =>
  typeof tree === "string" ? [tree] : Array.isArray(tree) ? tree.slice(1).flatMap(namesIn) : [];

/** @returns {Tree} A tree with each of its choices made. */
function chosen(/** @type {Tree} */ tree, /** @type {(name: string) => number} */ leaf) {
  if (!Array.isArray(tree)) return tree;
  if (tree[0] === "choice") return chosen(tree[evaluate(tree[1], doubles, leaf) > 0 ? 2 : 3], leaf);
  const parts = tree.map((t) => chosen(t, leaf));
  return parts.every((t, i) => t === tree[i]) ? tree : parts;
}

/** @returns {boolean} Whether every part of a tree is a finite number. */
const isFiniteThroughout = (/** @type {Tree} */ tree, /** @type {(name: string) => number} */ leaf) => isFinite(evaluate(tree, doubles, leaf))
  && (!Array.isArray(tree) || tree.slice(1).every((t) => isFiniteThroughout(t, leaf)));

/** With how many digits of its operands a line is printed above a result of so many digits; not at all where it has no numbers, or gives another one.
 *  @returns {{digits: number, isExact: boolean} | null} */
function lineOf(/** @type {Tree} */ tree, /** @type {(name: string) => number} */ leaf, /** @type {Approximate} */ value, /** @type {number} */ digits, /** @type {number | null} */ carry) {
  if (typeof tree === "string" || !namesIn(tree).length) return null;
  const style = Math.min(digits, carry ?? digits);
  const gives = (/** @type {number} */ x) => carry === null
    ? plainNumber(x, style) === plainNumber(value.v, style)
    : rounded(x, style) === rounded(value.v, style);
  if (!isFiniteThroughout(tree, leaf)) return null;
  for (let most = digits; most <= Math.max(digits, 17); most++) {
    const printed = (/** @type {string} */ name) => rounded(leaf(name), most);
    const plain = evaluate(tree, doubles, printed);
    if (value.v !== 0 && gives(plain)) return {digits: most, isExact: true};
    const found = evaluate(tree, approximates, (name) => given(printed(name)));
    if (!isFinite(found.v)) continue;
    const isNear = most >= 17 && Math.abs(found.v - value.v) <= 2 * found.e + 4 * ulp(value.v);
    if (isNear || gives(plain) || gives(settled(found, value.v).v)) {
      return {digits: most, isExact: value.v !== 0 || (found.v === 0 && found.e === 0)};
    }
  }
  return null;
}

// Writing. A sign at which a long line may be broken has a mark before it, which is never shown.

const breakMark = "\u200B";
const [plus, minus, times] = ["+", "−", "·"].map((s) => `${breakMark}<mo form="infix">${s}</mo>`);
const negative = `<mo form="prefix">−</mo>`;
/** How tightly the outermost operation binds. */
const binding = {sum: 0, negation: 1, product: 2, power: 3, atom: 4};
/** @typedef {{text: string, b: number}} Written */

const inBrackets = (/** @type {string} */ inside) => `<mrow><mo>(</mo>${inside}<mo>)</mo></mrow>`;
/** About how many signs wide it is drawn. */
const widthOf = (/** @type {string} */ formula) =>
  [...formula.replace(/<[^>]*>/g, "").replaceAll(breakMark, "")].length;

/** @returns {Written} */
function mathNumber(/** @type {number} */ x, /** @type {number} */ digits) {
  const n = writeNumber(x, digits);
  let text = (n.negative ? negative : "") + `<mn>${n.magnitude}</mn>`;
  if (n.exponent !== null) {
    const power = n.exponent < 0
      ? `<mrow>${negative}<mn>${-n.exponent}</mn></mrow>` : `<mn>${n.exponent}</mn>`;
    text += `<mo>·</mo><msup><mn>10</mn>${power}</msup>`;
  }
  return {text, b: n.negative ? binding.negation : n.exponent === null ? binding.atom : binding.product};
}

/** @returns {Written} A tree in MathML; brackets are set here and nowhere else. */
function write(/** @type {Tree} */ tree, /** @type {(name: string) => Written} */ leaf, /** @type {number} */ digits, isLeading = true) {
  const literal = (/** @type {number} */ x) => mathNumber(x, Math.max(digits, 15));
  if (typeof tree === "number") return literal(tree);
  if (typeof tree === "string") return leaf(tree);
  const [sign, ...parts] = tree;
  const inner = (/** @type {Tree} */ t, first = true) => write(t, leaf, digits, first);
  const below = (/** @type {Tree} */ t, /** @type {number} */ b) => {
    const written = inner(t, Array.isArray(t) && (t[0] === "+" || t[0] === "-"));
    return written.b < b ? inBrackets(written.text) : written.text;
  };
  switch (sign) {
    case "+": return {b: binding.sum, text: inner(parts[0], isLeading).text + parts.slice(1).map((t) =>
      Array.isArray(t) && t[0] === "neg" ? minus + below(t[1], binding.product)
        : plus + below(t, binding.product)).join("")};
    case "-": return {b: binding.sum,
      text: inner(parts[0], isLeading).text + minus + below(parts[1], binding.product)};
    case "*": {
      /** @type {(t: Tree) => Tree[]} */ const factors = (t) => Array.isArray(t) && t[0] === "*" ? [...factors(t[1]), ...factors(t[2])] : [t];
      const [head, ...rest] = factors(tree), first = inner(head, isLeading);
      const isBare = first.b > binding.sum && (isLeading || first.b > binding.negation);
      return {
        text: [isBare ? first.text : inBrackets(first.text),
          ...rest.map((t) => below(t, binding.power))].join(times),
        b: isBare && first.b === binding.negation ? binding.negation : binding.product};
    }
    case "/": {
      const [top, bottom] = [inner(parts[0]), inner(parts[1])];
      if (Math.max(widthOf(top.text), widthOf(bottom.text)) > 34) {
        const above = top.b < binding.product ? inBrackets(top.text) : top.text;
        const under = bottom.b < binding.power ? inBrackets(bottom.text) : bottom.text;
        return {text: `${above}<mo>/</mo>${under}`, b: binding.product};
      }
      return {text: `<mfrac><mrow>${top.text}</mrow><mrow>${bottom.text}</mrow></mfrac>`, b: binding.power};
    }
    case "^": return {b: binding.power,
      text: `<msup><mrow>${below(parts[0], binding.atom)}</mrow><mrow>${inner(parts[1]).text}</mrow></msup>`};
    case "neg": return {text: negative + below(parts[0], binding.product), b: binding.negation};
  }
  const inside = parts.map((t) => inner(t).text).join("<mo>,</mo>");
  switch (sign) {
    case "exp": return {text: `<msup><mi>e</mi><mrow>${inside}</mrow></msup>`, b: binding.power};
    case "sqrt": return {text: `<msqrt>${inside}</msqrt>`, b: binding.atom};
    case "abs": return {text: `<mrow><mo>|</mo>${inside}<mo>|</mo></mrow>`, b: binding.atom};
    case "step": return {b: binding.atom,
      text: `<mrow><mo>[</mo>${inside}<mo>&gt;</mo><mn>0</mn><mo>]</mo></mrow>`};
  }
  const name = sign === "sign" ? "<mi>sgn</mi>"
    : sign === "log10" ? "<msub><mi>log</mi><mn>10</mn></msub>" : `<mi>${sign}</mi>`;
  return {text: `${name}<mo>\u2061</mo>${inBrackets(inside)}`, b: binding.atom};
}

/** The pieces of a formula between the marks that stand in no fraction, power or root, and in so many brackets at most. */
function piecesOf(/** @type {string} */ formula, depth = 0) {
  const pieces = [""], open = /** @type {string[]} */ ([]);
  formula.split(breakMark).forEach((part, i) => {
    if (i > 0) {
      if (open.length <= depth && open.every((t) => t === "mrow")) {
        pieces[pieces.length - 1] += "</mrow>".repeat(open.length);
        pieces.push("<mrow>".repeat(open.length));
      } else pieces[pieces.length - 1] += breakMark;
    }
    pieces[pieces.length - 1] += part;
    for (const [, end, tag] of part.matchAll(/<(\/?)([a-z]+)/g)) end ? open.pop() : open.push(tag);
  });
  return pieces;
}

const math = (/** @type {string} */ piece) => `<math>${piece.replaceAll(breakMark, "")}</math>`;
const isLong = (/** @type {string} */ formula) => widthOf(formula) > 24;
/** @returns {string} A formula in pieces, each a term; a term too long for a phone in factors, and those in the terms between their brackets. */
function broken(/** @type {string} */ formula, depth = 0) {
  const terms = /** @type {string[][]} */ ([]);
  for (const piece of piecesOf(formula, depth)) {
    const last = terms[terms.length - 1];
    if (!last || /^(<mrow>)*<mo form="infix">[+−]/.test(piece)) terms.push([piece]);
    else if (widthOf(last[last.length - 1]) < 4) last[last.length - 1] += piece;
    else last.push(piece);
  }
  const part = (/** @type {string} */ f) => !isLong(f) ? math(f) : depth < 4 ? broken(f, depth + 1) : `<span class="wide" style="--signs:${widthOf(f)}">${math(f)}</span>`;
  return terms.map((factors) => isLong(factors.join(""))
    ? `<span class="long">${factors.map(part).join(" ")}</span>`
    : `<span class="term">${math(factors.join(""))}</span>`).join(" ");
}
