// Fractions of whole numbers of any size: whatever decides a tie is compared in these.

function greatestCommonDivisor(a, b) {
  while (b) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

function fraction(top, bottom = 1n) {
  if (bottom === 0n) throw new RangeError("division by zero");
  const common = greatestCommonDivisor(top, bottom) * (bottom < 0n ? -1n : 1n);
  return { top: top / common, bottom: bottom / common };
}

const add = (...terms) => terms.reduce((a, b) =>
  fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom));
const multiply = (...factors) => factors.reduce((a, b) =>
  fraction(a.top * b.top, a.bottom * b.bottom));
const power = (base, exponent) => exponent < 0n
  ? fraction(base.bottom ** -exponent, base.top ** -exponent)
  : fraction(base.top ** exponent, base.bottom ** exponent);
const negative = (a) => fraction(-a.top, a.bottom);
const subtract = (a, b) => add(a, negative(b));
const divide = (a, b) => multiply(a, power(b, -1n));

const sign = (a) => (a.top > 0n) - (a.top < 0n);
const compare = (a, b) => sign(subtract(a, b));
const isEqual = (a, b) => compare(a, b) === 0;
const isOther = (a, b) => compare(a, b) !== 0;
const isLess = (a, b) => compare(a, b) < 0;
const isMore = (a, b) => compare(a, b) > 0;
const isAtMost = (a, b) => compare(a, b) <= 0;
const isAtLeast = (a, b) => compare(a, b) >= 0;
const minimum = (...values) => values.reduce((a, b) => (isLess(b, a) ? b : a));
const maximum = (...values) => values.reduce((a, b) => (isMore(b, a) ? b : a));

const floor = (a) => fraction((a.top - (((a.top % a.bottom) + a.bottom) % a.bottom)) / a.bottom);
const ceiling = (a) => negative(floor(negative(a)));

const isWhole = (a) => a.bottom === 1n;
const bits = (whole) => whole.toString(2).length;

// The nearest double: 64 bits or more of the quotient, and a last one if anything is left over.
function toDouble(a) {
  if (a.top < 0n) return -toDouble(negative(a));
  const shift = Math.max(0, 66 + bits(a.bottom) - bits(a.top));
  const scaled = a.top << BigInt(shift);
  const quotient = scaled / a.bottom;
  const rest = scaled % a.bottom ? 1n : 0n;
  return Number((quotient << 1n) | rest) * 2 ** -(shift + 1);
}

function fromDouble(value) {
  let halvings = 0n;
  for (; !Number.isInteger(value); value *= 2) halvings += 1n;
  return fraction(BigInt(value), 1n << halvings);
}

const DIGITS = `\\d{0,${DATA.mostDigits}}`;
const RATIO = new RegExp(`^([+-]?(?=\\d)${DIGITS})/((?=\\d)${DIGITS})$`);
const DECIMAL = new RegExp(`^([+-]?)(?=\\.?\\d)(${DIGITS})\\.?(${DIGITS})(?:[eE]([+-]?\\d))?$`);

// A number as people write it: 7000, 0.7, 2/3 or 1e-3; null for anything else.
function readFraction(text) {
  const ratio = RATIO.exec(text.trim());
  if (ratio) return BigInt(ratio[2]) ? fraction(BigInt(ratio[1]), BigInt(ratio[2])) : null;
  const decimal = DECIMAL.exec(text.trim());
  if (!decimal) return null;
  const [, minus, whole, decimals, exponent] = decimal;
  const digits = BigInt(whole + decimals) * (minus === "-" ? -1n : 1n);
  return multiply(fraction(digits), power(fraction(10n), BigInt(exponent ?? 0) - BigInt(decimals.length)));
}
