// The mixed equilibrium: the root x of F(x) = r, where F is the mean over a binomial number of
// others who hold out of the chance of trial. Its weights follow from one another, so nothing is
// summed but those that count, some multiple of √N. F is concave and increasing in 1/x, so Newton's
// steps in 1/x from K/(N r), which is not below the root, close in on it from one side.

const NEGLIGIBLE = 1e-30;
const MOST_STEPS = 200;
const BELOW_ONE = 1 - Number.EPSILON / 2;

function mixedProbability(at) {
  const [N, K, ratio] = [at.N, at.K, at.r].map(toDouble);
  const complement = toDouble(subtract(fraction(1n), at.r));
  const above = toDouble(divide(at.kappa, at.r));
  let x = Math.min(above, BELOW_ONE);
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const { tried, untried, slope } = chanceOfTrial(x, N, K);
    // each with its own digits: below x = K/N hardly anyone goes untried
    const short = N * x <= K ? untried - complement : ratio - tried;
    const following = 1 / (1 / x - short / (x * x * slope));
    if (!(following < x * (1 - 1e-15))) break;
    x = following;
  }
  return x === BELOW_ONE && above === 1 ? null : x; // null where a double cannot tell it from 1
}

function chanceOfTrial(x, N, K) {
  const { last, chance, complement, ratio, score } = FORMULAS.mixed;
  const most = last(N);
  const mode = Math.min(Math.floor((most + 1) * x), most);
  let total = 0, tried = 0, untried = 0, slope = 0;
  const count = (j, weight) => {
    const spared = weight * complement(j, K);
    total += weight;
    tried += weight * chance(j, K);
    untried += spared;
    slope -= spared * score(j, N, x); // the mean score is 0
  };
  let weight = 1;
  for (let j = mode; j >= 0 && weight > NEGLIGIBLE; j -= 1) {
    count(j, weight);
    weight /= ratio(j - 1, N, x);
  }
  weight = 1;
  for (let j = mode; j < most; ) {
    weight *= ratio(j, N, x);
    j += 1;
    count(j, weight);
    if (j > K && weight < NEGLIGIBLE * Math.min(total, untried)) break;
  }
  return { tried: tried / total, untried: untried / total, slope: slope / total };
}
