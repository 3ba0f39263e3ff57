// How numbers are rounded and written, and how far rounding may have moved them: the rules of
// RoundedDecimal, NumberStyle and Approximate in Swift, on the same doubles.

/** @typedef {{v: number, e: number, u: number | null}} Approximate
 *  A number, how far it is at most from the one that it stands for, and of which power of ten that
 *  is a multiple. */
/** @typedef {{negative: boolean, digits: number, unit: number}} Decimal */

/** 10ⁿ to the nearest double. */
const ten = (/** @type {number} */ n) => Number("1e" + n);
const bits = new DataView(new ArrayBuffer(8));
/** The distance to the next double. */
function ulp(/** @type {number} */ x) {
  bits.setFloat64(0, Math.abs(x));
  bits.setBigInt64(0, bits.getBigInt64(0) + 1n);
  return bits.getFloat64(0) - Math.abs(x);
}

/** @returns {[string, number]} The digits of a double and the power of ten of the last one: so many, or the fewest that read back as the same double. */
function digitsOf(/** @type {number} */ x, /** @type {number | undefined} */ count) {
  const [mantissa, power] = Math.abs(x).toExponential(count && count - 1).split("e"), digits = mantissa.replace(".", "");
  return [digits, Number(power) - digits.length + 1];
}

/** @returns {Decimal} The decimal of 15 significant digits nearest to a double. */
function snapped(/** @type {number} */ x) {
  const [digits, unit] = digitsOf(x, 15);
  return {negative: x < 0, digits: Number(digits), unit};
}

/** @returns {Decimal} The decimal without its last digits, a tie away from 0. */
function dropped(/** @type {Decimal} */ d, /** @type {number} */ count) {
  if (count <= 0) return d;
  if (count > 18) return {negative: false, digits: 0, unit: d.unit + count};
  const power = ten(count), left = Math.floor(d.digits / power);
  const digits = left + (d.digits - left * power >= power / 2 ? 1 : 0);
  return {negative: d.negative && digits !== 0, digits, unit: d.unit + count};
}

/** @returns {Decimal} */
function decimal(/** @type {number} */ x, /** @type {number} */ significant) {
  const kept = Math.min(significant, 15), d = dropped(snapped(x), 15 - kept);
  return d.digits === ten(kept) ? {...d, digits: d.digits / 10, unit: d.unit + 1} : d;
}

/** The nearest double. */
const valueOf = (/** @type {Decimal} */ d) => Number(`${d.negative ? "-" : ""}${d.digits}e${d.unit}`);

/** @returns {[string, number]} The digits without the zeros at their end. */
function stripped(/** @type {Decimal} */ d) {
  const all = String(d.digits), digits = all.replace(/0+$/, "") || "0";
  return [digits, d.unit + all.length - digits.length];
}

/** The number in so many significant digits. */
const rounded = (/** @type {number} */ x, /** @type {number} */ digits) =>
  digits > 15 || !isFinite(x) ? x : valueOf(decimal(x, digits));

/** The difference of two numbers as it follows from the decimals that are written for them. */
function writtenDifference(/** @type {number} */ x, /** @type {number} */ y) {
  if (!isFinite(x) || !isFinite(y)) return x - y;
  const numbers = [x, y].map((n) => digitsOf(n, undefined)), unit = Math.min(...numbers.map((n) => n[1]));
  const [a, b] = numbers.map(([digits, own]) => BigInt(digits) * 10n ** BigInt(own - unit));
  return Number(`${(x < 0 ? -a : a) - (y < 0 ? -b : b)}e${unit}`);
}

/** @typedef {{negative: boolean, magnitude: string, exponent: number | null}} WrittenNumber */

function placed(/** @type {string} */ digits, /** @type {number} */ unit) {
  if (unit >= 0) return digits + "0".repeat(unit);
  const whole = digits.length + unit;
  return whole <= 0 ? "0." + "0".repeat(-whole) + digits
    : digits.slice(0, whole) + "." + digits.slice(whole);
}

/** @returns {WrittenNumber} A number as it is written in at most so many significant digits. */
function writeNumber(/** @type {number} */ x, /** @type {number} */ most) {
  if (!isFinite(x)) {
    return {negative: x < 0, magnitude: isNaN(x) ? "NaN" : "∞", exponent: null};
  }
  if (x === 0) return {negative: false, magnitude: "0", exponent: null};
  const size = Math.abs(x);
  let [digits, unit] = most > 15 ? digitsOf(size, undefined) : stripped(decimal(size, 15));
  const isRounded = most <= 15 && digits.length > most;
  if (isRounded) {
    [digits, unit] = stripped(decimal(size, most));
    const missing = most - digits.length;
    [digits, unit] = [digits + "0".repeat(missing), unit - missing];
  }
  const leading = unit + digits.length - 1;
  return leading < -7 || leading > 11 || (unit > 0 && isRounded)
    ? {negative: x < 0, magnitude: placed(digits, 1 - digits.length), exponent: leading}
    : {negative: x < 0, magnitude: placed(digits, unit), exponent: null};
}

/** The same in plain text. */
function plainNumber(/** @type {number} */ x, /** @type {number} */ most) {
  const {negative, magnitude, exponent} = writeNumber(x, most);
  const raised = exponent === null ? "" : "·10" + [...String(exponent)].map(
    (c) => c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)]).join("");
  return (negative ? "−" : "") + magnitude + raised;
}

/** The unit of 0, which is a multiple of anything. */
const coarsest = 400;

function unitOf(/** @type {number} */ x) {
  if (x === 0) return coarsest;
  const d = decimal(x, 15);
  return valueOf(d) === x ? stripped(d)[1] : null;
}

/** @returns {Approximate} A number as it is written in decimal. */
function given(/** @type {number} */ x) {
  const isExact = !isFinite(x) || (x === Math.trunc(x) && Math.abs(x) <= 2 ** 53);
  return {v: x, e: isExact ? 0 : ulp(x) / 2, u: isFinite(x) ? unitOf(x) ?? (isExact ? 0 : null) : null};
}

/** Whether it can be only one multiple of its unit. */
function isDecimal(/** @type {Approximate} */ a) {
  if (a.u === null || !isFinite(a.v)) return false;
  const step = a.u > 308 ? Infinity : ten(a.u);
  return a.e < step / 2 && Math.abs(a.v) < step * 1e15;
}

/** @returns {Approximate} */
function result(/** @type {number} */ v, /** @type {number} */ e, /** @type {number | null} */ u = null) {
  const found = {v, e: isFinite(e) ? e : 0, u: v === 0 && e === 0 ? coarsest : u};
  if (!isDecimal(found)) return found;
  const d = snapped(v);
  return given(valueOf(dropped(d, /** @type {number} */ (found.u) - d.unit)));
}

/** @returns {Approximate} The number as a line shows it and the next one uses it. */
function settled(/** @type {Approximate} */ a, /** @type {number} */ recorded) {
  if (!isFinite(a.v)) return given(recorded);
  if (isDecimal(a)) return a;
  const v = Math.abs(a.v - recorded) <= a.e ? recorded : a.v;
  return Math.abs(v) <= a.e ? given(0) : {v, e: Math.min(a.e, Math.abs(v) * 2 ** -45), u: null};
}

const common = (/** @type {number | null} */ a, /** @type {number | null} */ b, /** @type {(a: number, b: number) => number} */ f) => a === null || b === null ? null : Math.min(f(a, b), coarsest);
/** What an operand that may be anything near 0 does to a result makes no noise of it. */
const unsure = (/** @type {number} */ e, /** @type {number} */ v) => e >= 0 && e < Math.abs(v) / 2 ? e : Math.abs(v) / 2;
