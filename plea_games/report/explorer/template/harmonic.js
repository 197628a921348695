// H(n) − H(k) = 1/(k + 1) + … + 1/n, as a fraction: near enough at any size, or exactly.

const PRECISION = 256n; // binary places
const MOST_SUMMED = 256n;
const FIRST_OF_SERIES = 64n; // from which Euler and Maclaurin's series has that precision

function exactHarmonicDifference(n, k) {
  const inverses = (first, last) => { // as top and bottom, not reduced, in halves
    if (first === last) return [1n, first];
    const middle = (first + last) / 2n;
    const [a, b] = inverses(first, middle);
    const [c, d] = inverses(middle + 1n, last);
    return [a * d + c * b, b * d];
  };
  return n.top > k.top ? fraction(...inverses(k.top + 1n, n.top)) : fraction(0n);
}

function nearHarmonicDifference(n, k) {
  if (n.top - k.top <= MOST_SUMMED) return exactHarmonicDifference(n, k);
  const first = k.top > FIRST_OF_SERIES ? k.top : FIRST_OF_SERIES;
  const series = afterLogarithm(n.top) - afterLogarithm(first) + logarithm(n.top, first);
  return add(exactHarmonicDifference(fraction(first), k), fraction(series, 1n << PRECISION));
}

// 1/(2n) − Σ B(2i)/(2i n^2i), by 2^256.
function afterLogarithm(n) {
  let total = (1n << PRECISION) / (2n * n);
  BERNOULLI.forEach(([top, bottom], i) => {
    const twice = 2n * BigInt(i + 1);
    total -= (top << PRECISION) / (bottom * twice * n ** twice);
  });
  return total;
}

// log(a/b) by 2^256, from 2 artanh(z) = log((1 + z)/(1 − z)), with halvings first.
function logarithm(a, b) {
  const halvings = BigInt(bits(a) - bits(b));
  return halvings * LOGARITHM_OF_2 + twiceArtanh(a - (b << halvings), a + (b << halvings));
}

function twiceArtanh(top, bottom) {
  const z = (top << PRECISION) / bottom;
  const square = (z * z) >> PRECISION;
  let total = 0n;
  for (let power = z, i = 1n; power !== 0n && power !== -1n; power = (power * square) >> PRECISION, i += 2n) {
    total += power / i;
  }
  return 2n * total;
}

const LOGARITHM_OF_2 = twiceArtanh(1n, 3n);
