// Formulas as trees: a number, a name, or a list of an operation and what it is applied to. They are
// calculated in doubles or in doubles that know their rounding, and written as MathML.

/** @typedef {number | string | any[]} Tree */

/** A kind of number to calculate with.
 *  @template N @typedef {{literal: (x: number) => N, number: (a: N) => number, logOfOneAnd: (a: N) => N,
 *    apply: (sign: string, to: N[]) => N}} Arithmetic */

const power = (/** @type {number} */ a, /** @type {number} */ b) => b === 2 ? a * a : Math.pow(a, b);
/** @type {Record<string, (...to: any[]) => number>} */ const functions = {
  "+": (/** @type {number[]} */ ...terms) => terms.reduce((a, b) => a + b, 0), "-": (a, b) => a - b, "*": (a, b) => a * b, "/": (a, b) => a / b,
  "^": power, neg: (a) => -a, exp: Math.exp, ln: Math.log, log10: Math.log10, sqrt: Math.sqrt, sin: Math.sin,
  cos: Math.cos, tanh: Math.tanh, abs: Math.abs, sign: (x) => x > 0 ? 1 : x < 0 ? -1 : x,
  step: (x) => x > 0 ? 1 : 0, max: (x, y) => y >= x ? y : x, min: (x, y) => y < x ? y : x,
};
/** @type {Arithmetic<number>} */ const doubles = {
  literal: (x) => x, number: (a) => a, logOfOneAnd: Math.log1p,
  apply: (sign, to) => functions[sign](...to),
};

/** What is known of the rounding of a result.
 *  @type {Record<string, (...to: any[]) => Approximate>} */ const rounding = {
  "+"(/** @type {Approximate[]} */ ...terms) {
    let {v, e, u} = terms[0] ?? given(0);
    for (const t of terms.slice(1)) {
      v += t.v;
      e += t.e + ulp(v) / 2;
      u = common(u, t.u, Math.min);
    }
    return result(v, e, u);
  },
  "-": (a, b) => rounding["+"](a, rounding.neg(b)),
  neg: (a) => result(-a.v, a.e, a.u),
  "*"(a, b) {
    const v = a.v * b.v, e = Math.abs(a.v) * b.e + Math.abs(b.v) * a.e + a.e * b.e;
    return result(v, v === 0 ? e : e + ulp(v) / 2, common(a.u, b.u, (m, n) => m + n));
  },
  "/"(a, b) {
    const v = a.v / b.v;
    if (isDecimal(a) && isDecimal(b) && b.v !== 0) {
      const quotient = given(v), product = rounding["*"](quotient, b);
      if (isDecimal(product) && product.v === a.v) return quotient;
    }
    const byDivisor = unsure(Math.abs(v) * b.e / (Math.abs(b.v) - b.e), v);
    return result(v, a.e / Math.abs(b.v) + byDivisor + (v === 0 ? 0 : ulp(v) / 2));
  },
  "^"(a, b) {
    const v = power(a.v, b.v), size = Math.abs(a.v), shift = b.v > 0 ? a.e : -a.e;
    const byBase = unsure(power(size + shift, b.v) - Math.abs(v), v);
    const byExponent = b.e === 0 ? 0 : Math.abs(v * Math.log(size)) * b.e;
    const isTimes = b.e === 0 && b.v >= 1 && b.v <= 64;
    return result(v, byBase + byExponent + (v === 0 ? 0 : ulp(v)),
      isTimes && a.u !== null ? a.u * Math.trunc(b.v) : null);
  },
  max: (a, b) => functions.max(a.v, b.v) === a.v ? a : b,
  min: (a, b) => functions.min(a.v, b.v) === a.v ? a : b,
  abs: (a) => a.v < 0 ? rounding.neg(a) : a,
  sign: (a) => given(functions.sign(a.v)),
  step: (a) => given(functions.step(a.v)),
};
/** @type {Arithmetic<Approximate>} */ const approximates = {
  literal: given, number: (a) => a.v,
  logOfOneAnd(a) {
    if (a.v === 0 && a.e === 0) return given(0);
    const v = Math.log1p(a.v);
    return result(v, unsure(a.e / (1 + a.v), v) + ulp(v));
  },
  apply(sign, to) {
    if (rounding[sign]) return rounding[sign](...to);
    const [a] = to, f = functions[sign], v = f(a.v);
    if (a.v === 0 && a.e === 0 && isFinite(v)) return given(v);
    if (sign === "sqrt" && a.e === 0 && v * v === a.v) return given(v);
    const shifts = [a.v - a.e, a.v + a.e].map((x) => Math.abs(f(x) - v)).filter(isFinite);
    const brought = Math.max(0, ...shifts);
    return result(v, v === 0 && sign !== "exp" ? brought : brought + ulp(v));
  },
};

/** @type {<N>(tree: Tree, in_: Arithmetic<N>, leaf: (name: string) => N) => N} The value of a tree. */
function evaluate(tree, in_, leaf) {
  if (typeof tree === "number") return in_.literal(tree);
  if (typeof tree === "string") return leaf(tree);
  if (tree === null) return in_.literal(NaN);
  const [sign, ...parts] = tree, of = (/** @type {Tree} */ t) => evaluate(t, in_, leaf);
  if (sign === "choice") return of(parts[in_.number(of(parts[0])) > 0 ? 1 : 2]);
  if (sign === "ln" && Array.isArray(parts[0]) && parts[0][0] === "+") {
    const terms = parts[0].slice(1).map(of), one = terms.findIndex((t) => in_.number(t) === 1);
    return one < 0 ? in_.apply("ln", [in_.apply("+", terms)])
      : in_.logOfOneAnd(in_.apply("+", terms.filter((_, i) => i !== one)));
  }
  return in_.apply(sign, parts.map(of));
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
function lineOf(/** @type {Tree} */ tree, /** @type {(name: string) => number} */ leaf, /** @type {Approximate} */ value, /** @type {number} */ digits, /** @type {number | null} */ carry, leavesFewDigits = false) {
  if (typeof tree === "string" || !namesIn(tree).length) return null;
  const style = Math.min(digits, carry ?? digits);
  const gives = (/** @type {number} */ x) => carry === null && !leavesFewDigits
    ? plainNumber(x, style) === plainNumber(value.v, style)
    : rounded(x, style) === rounded(value.v, style);
  if (!isFiniteThroughout(tree, leaf)) return null;
  for (let most = digits; most <= Math.max(digits, 16); most++) {
    const printed = (/** @type {string} */ name) => rounded(leaf(name), most);
    const plain = evaluate(tree, doubles, printed);
    if (value.v !== 0 && !leavesFewDigits && gives(plain)) return {digits: most, isExact: true};
    const found = evaluate(tree, approximates, (name) => given(printed(name)));
    if (!isFinite(found.v)) continue;
    const isNear = most >= 16 && Math.abs(found.v - value.v) <= 2 * found.e + 4 * ulp(value.v);
    if (isNear || !leavesFewDigits && gives(plain) || gives(settled(found, value.v).v)) {
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
  const [open, close, b] = data.functions[sign];
  return {text: open + parts.map((t) => inner(t).text).join("<mo>,</mo>") + close, b};
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
