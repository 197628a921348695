// From settings, which are fractions by letter, to everything that the page shows.

const zero = fraction(0n);
const one = fraction(1n);
const regimeOf = (form, at) => form.regimes.find((regime) => regime.holds(at));
const closedForm = (name) => FORMULAS.closedForms.find((form) => form.name === name);

const valuesOf = (functions, at) =>
  Object.fromEntries(Object.entries(functions).map(([name, compute]) => [name, compute(at)]));

const trialCost = (settings) => FORMULAS.definitions.T(valuesOf(FORMULAS.lottery, settings));

// Why there is no lottery game with the same gains; nothing where there is one.
function faultOf(settings) {
  try {
    const { N, K, d } = valuesOf(FORMULAS.lottery, settings);
    if (isLess(N, one)) return "At least one defendant must be left to decide.";
    if (!isWhole(K)) return `The cases that can be tried must be a whole number, and come to ${significant(toDouble(K), 6)}.`;
    const cost = trialCost(settings);
    if (isMore(cost, d)) return "";
    const [tried, waiting] = [cost, d].map((each) => showWithUnit(toDouble(each), "years"));
    return `Being tried must cost more than waiting, or trial is no threat: it costs ${tried}, after any side payment, and waiting ${waiting}.`;
  } catch (error) {
    if (error instanceof RangeError) return "What is added leaves no bound to the cases that can be tried.";
    throw error;
  }
}

// The letters of the lottery game with the same gains.
function lettersOf(settings) {
  const lottery = valuesOf(FORMULAS.lottery, settings);
  const at = { ...lottery, ...valuesOf(FORMULAS.definitions, lottery) };
  return withLaplacianRatio(at);
}

// L to some 75 digits, or exactly where the offer ratio may equal it. A tie over a long range of
// hold-outs cannot be: each prime in the upper half of 1…N would divide the offer ratio's bottom.
function withLaplacianRatio(at) {
  const near = { ...at, harmonicDifference: nearHarmonicDifference };
  near.L = laplacianRatio(near);
  const gap = subtract(near.L, at.r);
  if (isMore(multiply(gap, gap), fraction(1n, 1n << 400n))) return near;
  const exactly = { ...at, harmonicDifference: exactHarmonicDifference };
  exactly.L = laplacianRatio(exactly);
  return exactly;
}

const laplacianRatio = (at) => regimeOf(closedForm("laplacian_ratio"), at).value(at);

// One row a threshold: its value as people and as spreadsheets read it.
function thresholdsOf(at) {
  return FORMULAS.closedForms.map((form) => {
    const { name, label, unit, meaning } = form;
    const regime = regimeOf(form, at);
    const exactly = regime.value ? regime.value(at) : null;
    const value = regime.value ? plainValue(exactly, unit) : null;
    if (regime.value && value === null) return { name, label, unit, meaning, value, formula: "", reason: DATA.beyondDoubles };
    const text = form.bound && value !== null ? showBound(exactly, unit, form.bound === "least") : undefined;
    return { name, label, unit, meaning, value, text, formula: regime.formula, reason: regime.reason };
  });
}

function plainValue(value, unit) {
  if (typeof value !== "object" || value === null) return value;
  return COUNTS.has(unit) ? value.top : toDouble(value);
}

// The gain in years, in doubles.
function gainOf(at) {
  const [K, s, T, d] = ["K", "s", "T", "d"].map((letter) => toDouble(at[letter]));
  return (m) => FORMULAS.gain(m, K, s, T, d);
}

const phaseOf = (at) => regimeOf(FORMULAS.phase, at).value(at);

// The offer that makes a plea cost so much: a price less what a plea costs beside the sentence.
const offerOf = (at, price) => subtract(price, at.offset);

// The mean price when R rounds of nearly equal size each re-set their prices: a share of what is at
// stake, the same of the cost of trial, and years. One round reaches n as if n were the caseload. The
// last two are null where somebody would refuse even an offer of nothing.
function priceInRounds(at, rounds) {
  const [count, parts] = [at.N.top, rounds.top];
  const size = count / parts, larger = count % parts;
  const batch = (n) => {
    const lottery = { ...at, N: fraction(n) };
    const batchAt = { ...lottery, kappa: FORMULAS.definitions.kappa(lottery) };
    return multiply(fraction(n), laplacianRatio({ ...batchAt, harmonicDifference: nearHarmonicDifference }));
  };
  const total = add(
    multiply(fraction(parts - larger), batch(size)),
    larger ? multiply(fraction(larger), batch(size + 1n)) : zero);
  const share = divide(total, at.N);
  const offerAt = (part) => offerOf(at, add(at.d, multiply(part, subtract(at.T, at.d))));
  const least = minimum(one, divide(at.K, fraction(larger ? size + 1n : size)));
  if (isLess(offerAt(least), zero)) return { stakeShare: share, offer: null, shareOfTrialCost: null };
  const offer = offerAt(share);
  return { stakeShare: share, offer, shareOfTrialCost: divide(offer, at.T) };
}
