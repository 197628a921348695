// Numbers as the package's tables show them: rounded from the exact value, halves to even.

const COUNTS = new Set(["cases", "defendants", "rounds"]);

// |value| rounded to so many decimals, or to tens, hundreds … where that is negative, as digits.
function roundedDigits(value, decimals) {
  const scaled = multiply(fromDouble(Math.abs(value)), power(fraction(10n), BigInt(decimals)));
  const down = floor(scaled).top;
  const rest = compare(multiply(subtract(scaled, fraction(down)), fraction(2n)), one);
  return rest > 0 || (rest === 0 && down % 2n === 1n) ? down + 1n : down;
}

function fixed(value, decimals) {
  const digits = roundedDigits(value, decimals).toString().padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals);
  const minus = value < 0 ? "-" : "";
  return minus + whole + (decimals ? `.${digits.slice(-decimals)}` : "");
}

// So many significant digits, without trailing zeros; powers of ten beyond them.
function significant(value, digits) {
  if (value === 0) return "0";
  let exponent = Number(Math.abs(value).toExponential(20).split("e")[1]);
  let found = roundedDigits(value, digits - 1 - exponent);
  if (found === 10n ** BigInt(digits)) {
    exponent += 1;
    found /= 10n;
  }
  const trimmed = (text) => (text.includes(".") ? text.replace(/\.?0+$/, "") : text);
  if (exponent >= -4 && exponent < digits) {
    return trimmed(fixed(value, digits - 1 - exponent));
  }
  const all = found.toString();
  const mantissa = trimmed(`${all[0]}.${all.slice(1)}`);
  const size = Math.abs(exponent).toString().padStart(2, "0");
  return `${value < 0 ? "-" : ""}${mantissa}e${exponent < 0 ? "-" : "+"}${size}`;
}

const withCommas = (text) => text.replace(/^(-?)(\d+)/, (_, minus, whole) =>
  minus + whole.replace(/\B(?=(\d{3})+$)/g, ","));

function short(value, decimals) {
  if (value === 0 || Math.abs(value) >= 10 ** (1 - decimals)) return fixed(value, decimals);
  return significant(value, 3);
}

// A minus sign in front, as in tables; fields that are read again keep what keyboards have.
const show = (value, unit) => inDigits(value, unit).replace(/^-/, "−");

function inDigits(value, unit) {
  if (typeof value === "bigint") return withCommas(value.toString());
  if (typeof value !== "number") return String(value);
  if (unit === "share") return short(100 * value, 2);
  if (unit === "ratio") return short(value, 4);
  const size = Math.abs(value);
  return withCommas(size >= 9999.5 && size < 1e6 ? fixed(value, 0) : significant(value, 4));
}

function showWithUnit(value, unit) {
  if (unit === "ratio" || !["bigint", "number"].includes(typeof value)) return show(value, unit);
  const space = ["share", "factor", "number"].includes(unit) ? "" : " ";
  const isOne = value === 1 || value === 1n;
  return show(value, unit) + space + (isOne ? DATA.units[unit].replace(/s$/, "") : DATA.units[unit]);
}

// A bound in years or as a factor with its unit, rounded so that it still is one.
function showBound(value, unit, isLeast) {
  const size = isLess(value, zero) ? negative(value) : value;
  const ten = (exponent) => power(fraction(10n), BigInt(exponent));
  let exponent = sign(size) ? Number(toDouble(size).toExponential().split("e")[1]) : 0;
  if (isLess(size, ten(exponent))) exponent -= 1; // rounded up to a power of ten
  const isLarge = isAtLeast(size, fraction(19999n, 2n)) && isLess(size, ten(6));
  const step = isLarge ? one : ten(exponent - 3);
  const steps = divide(value, step);
  return showWithUnit(toDouble(multiply(step, isLeast ? ceiling(steps) : floor(steps))), unit);
}
