// Testimony and a credit for co-operation. From the second hold-out on the gain never falls, so
// bisection finds where it changes sign. Signs are told in fractions where doubles come near a tie;
// sums over hold-outs are in doubles.

const MOST_WITNESSES = 2e6; // whose testimony is summed one by one
const NEAR_A_TIE = 1e-9;
const NO_WITNESS_FORM = "no closed form with testimony or a credit";
const NEVER_CONTENT = "pleading is better however many hold out";
const NONE_HERE = {
  tipping_holdouts: NEVER_CONTENT, tipping_share: NEVER_CONTENT, hard_core: NEVER_CONTENT,
  mixed_probability: "the gain changes its sign nowhere, or more than once",
  risk_dominant: "one hold-out has the largest potential, or too many testify to tell",
};

// The letters of such a game; null where only the lottery makes defendants depend on others.
function witnessesOf(settings) {
  const at = valuesOf(FORMULAS.witnesses, settings);
  const isHeard = isLess(at.silence, one) && isLess(at.trial, at.convicted);
  if (!isHeard && !sign(at.credit)) return null;
  const stake = subtract(at.trial, at.d), convicted = isHeard ? at.convicted : at.trial;
  return { ...at, convicted, stake, added: subtract(convicted, at.trial), r: divide(subtract(at.price, at.d), stake) };
}

const chanceAmong = (at, m) => minimum(one, divide(at.K, fraction(m)));

// What a plea costs beyond waiting for the last of m hold-outs.
const surplusAt = (at, m) => subtract(at.price, add(at.d, m > 1n ? at.credit : zero));

function signAt(at, m) {
  const [surplus, chance, pleaders] = [surplusAt(at, m), chanceAmong(at, m), at.N.top - m];
  const most = subtract(at.convicted, at.d);
  if (!sign(chance) || !sign(at.added) || !pleaders) {
    return sign(subtract(surplus, multiply(chance, subtract(most, at.added))));
  }
  if (!sign(at.silence)) return sign(subtract(surplus, multiply(chance, most)));
  const bound = divide(subtract(most, divide(surplus, chance)), at.added);
  if (sign(bound) <= 0) return 1;
  if (isAtLeast(bound, one)) return -1;
  const logPower = Number(pleaders) * Math.log1p(-toDouble(subtract(one, at.silence)));
  const apart = logPower - Math.log(toDouble(bound));
  if (Math.abs(apart) > NEAR_A_TIE * (1 - logPower)) return Math.sign(apart);
  return compare(power(at.silence, pleaders), bound);
}

// The gain in years, in doubles.
function witnessedGain(at) {
  const [N, K, d, convicted, added, price, credit, witness] =
    [at.N, at.K, at.d, at.convicted, at.added, at.price, at.credit, subtract(one, at.silence)].map(toDouble);
  return (m) => price - (m > 1 ? credit : 0) - d
    - Math.min(1, K / m) * (convicted - d - added * silentFor(witness, N - m));
}

const silentFor = (witness, pleaders) => (pleaders ? Math.exp(pleaders * Math.log1p(-witness)) : 1);

function firstContent(at) {
  let [low, high] = [2n, at.N.top];
  if (high < 2n || signAt(at, high) < 0) return null;
  while (low < high) {
    const middle = (low + high) / 2n;
    if (signAt(at, middle) >= 0) high = middle;
    else low = middle + 1n;
  }
  return low;
}

// L_q; null where too many would have to be summed.
function witnessedLaplacian(at, plain) {
  const [N, K, witness] = [at.N, at.K, subtract(one, at.silence)].map(toDouble);
  const headroom = toDouble(divide(at.added, at.stake));
  if (!headroom) return plain;
  let silent = 0;
  for (let m = N, power = 1; m >= 1 && power > 1e-20; m -= 1, power *= 1 - witness) {
    if (N - m > MOST_WITNESSES) return null;
    silent += Math.min(1, K / m) * power;
  }
  return (1 + headroom) * plain - headroom * silent / N;
}

// F(x): the mean chance of trial of one more hold-out.
function meanChance(x, N, K) {
  const { chance, ratio } = FORMULAS.mixed;
  const mode = Math.min(Math.floor(N * x), N - 1);
  let [total, tried, weight] = [0, 0, 1];
  const count = (j) => { total += weight; tried += weight * chance(j, K); };
  for (let j = mode; j >= 0 && weight > NEGLIGIBLE; j -= 1) {
    count(j);
    weight /= ratio(j - 1, N, x);
  }
  weight = 1;
  for (let j = mode; j < N - 1 && weight > NEGLIGIBLE; ) {
    weight *= ratio(j, N, x);
    j += 1;
    count(j);
  }
  return tried / total;
}

// The one mixed equilibrium, where the sign of the gain changes once; else null.
function witnessedMixed(at) {
  const first = signAt(at, 1n) || signAt(at, at.N.top > 1n ? 2n : 1n);
  const last = signAt(at, at.N.top);
  if (first * last >= 0) return null;
  const [N, K, r, witness] = [at.N, at.K, at.r, subtract(one, at.silence)].map(toDouble);
  const [headroom, credit] = [at.added, at.credit].map((each) => toDouble(divide(each, at.stake)));
  const gain = (x) => {
    const heard = 1 - witness * (1 - x);
    const silent = headroom ? headroom * Math.exp((N - 1) * Math.log(heard)) * meanChance(x / heard, N, K) : 0;
    return r - credit * -Math.expm1((N - 1) * Math.log1p(-x)) - (1 + headroom) * meanChance(x, N, K) + silent;
  };
  let [low, high] = [0, 1];
  for (let step = 0; step < 100; step += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (gain(middle) * last < 0) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

// The potential is largest at 0, 1 or N; null at 1, and where L_q is not known.
function witnessedChoice(at, laplacian) {
  if (laplacian === null) return null;
  const [N, r] = [at.N, at.r].map(toDouble);
  const last = N * (r - laplacian) - toDouble(divide(at.credit, at.stake)) * (N - 1);
  const alone = witnessedGain(at)(1) / toDouble(at.stake);
  if (sign(at.credit) && N > 1 && last < alone && alone > 0) return null;
  return Math.abs(last) < 1e-12 * N * laplacian ? "tie" : last > 0 ? "hold out" : "plead";
}

function witnessedPayments(at, laplacian, plain) {
  if (sign(at.credit) || sign(at.r) < 0 || !sign(at.K)) return {};
  const [stake, r] = [at.stake, at.r].map(toDouble);
  const exists = subtract(at.stake, divide(multiply(at.stake, at.r), chanceAmong(at, at.N.top)));
  return {
    side_payment_exists: Math.max(0, toDouble(exists)),
    side_payment_risk_dominant: laplacian === null ? null : Math.max(0, stake * (laplacian - r) / plain),
    side_payment_dominant: Math.max(0, -witnessedGain(at)(1)),
  };
}

// What pg.thresholds says of such a game, by name; what is not there has no closed form.
function witnessedValues(at, plain) {
  const count = at.N.top, first = firstContent(at);
  const tipping = signAt(at, 1n) >= 0 ? 1n : first;
  const laplacian = witnessedLaplacian(at, plain);
  const core = first === null ? count : tipping === 1n && first === 2n ? 0n : first - 1n;
  return {
    trial_rate: toDouble(divide(at.K, at.N)),
    offer_ratio: toDouble(at.r),
    collective_price: toDouble(chanceAmong(at, count)),
    ...(tipping === null ? {} : {
      tipping_holdouts: tipping,
      tipping_share: toDouble(fraction(tipping, count)),
      hard_core: count > 1n ? core : 0n,
    }),
    laplacian_ratio: sign(at.credit) ? null : laplacian,
    risk_dominant: witnessedChoice(at, laplacian),
    mixed_probability: witnessedMixed(at),
    ...witnessedPayments(at, laplacian, plain),
  };
}

// The kind of game, as plea_games.game_kind names it; at a tie the two kinds that it lies between.
function kindOf(at) {
  const count = at.N.top;
  const turnouts = [...new Set([1n, count < 2n ? count : 2n, count])];
  const level = compare(at.price, add(at.d, multiply(chanceAmong(at, count), at.stake)));
  const [below, above] = [-1, 1].map((zeros) => {
    const signs = turnouts.map((m) => signAt(at, m) || zeros);
    const runs = signs.filter((each, i) => each !== signs[i - 1]).join();
    return DATA.kinds.names[runs]?.[(level || zeros) > 0 ? 0 : 1] ?? DATA.kinds.other;
  });
  return below === above ? below : `${below} or ${above}`;
}

function witnessedPhase(at, values) {
  if (signAt(at, at.N.top) < 0) return PHASES[0].name;
  if (values.hard_core === 0n && signAt(at, 1n) >= 0) return PHASES[3].name;
  return PHASES[values.risk_dominant === "plead" ? 1 : 2].name;
}

function witnessedRows(values) {
  return FORMULAS.closedForms.map(({ name, label, unit, meaning }) => {
    const value = values[name] ?? null;
    return { name, label, unit, meaning, value, formula: "", reason: value === null ? NONE_HERE[name] ?? NO_WITNESS_FORM : undefined };
  });
}
