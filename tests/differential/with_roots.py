"""Root finders, special functions and distributions of mpmath, SciPy and SymPy."""

from fractions import Fraction
from math import comb

import mpmath
import numpy as np
import pytest
import sympy
from scipy import stats
from scipy.optimize import brentq, minimize_scalar

import plea_games as pg
from tests import oracles

from . import draws
from .comparison import against


def mean_trial_chance(x, n, k):
    """F(x): of a hold-out, by adding up how many of the others hold out."""
    held = np.arange(n)
    return float(stats.binom.pmf(held, n - 1, x) @ np.minimum(1.0, k / (held + 1.0)))


@against("scipy brentq on scipy.stats.binom", "thresholds", "equilibria", fast=40, large=1500)
def mixed_equilibria_of_caseloads(rng):
    parameters = draws.interior(rng, int(rng.choice([10, 100, 2000])))
    n, k = parameters["defendants"], parameters["capacity"]
    ratio = float(draws.offer_ratio(parameters))
    root = brentq(lambda x: mean_trial_chance(x, n, k) - ratio, 1e-12, 1 - 1e-15, xtol=1e-15)
    game = pg.PleaGame(**parameters)
    found = pg.thresholds(game).mixed_probability
    slope = (mean_trial_chance(root * (1 - 1e-6), n, k) - ratio) / (1e-6 * root)
    slack = 1e-10 + 1e-13 / max(slope * root, 1e-13)
    assert found == pytest.approx(root, rel=slack), parameters
    (between,) = [each for each in pg.equilibria(game) if each.kind == "mixed"]
    assert between.hold_out_probability == pytest.approx(found, rel=1e-14)


@against("mpmath, 60 digits", "equilibria", "certificate", fast=20, large=400)
def enclosures_hold_the_root(rng):
    """Signs at both ends, and the root itself, from a sum in 60 digits."""
    parameters = draws.interior(rng, int(rng.choice([5, 40, 150])))
    n, k, ratio = parameters["defendants"], parameters["capacity"], draws.offer_ratio(parameters)
    game = pg.PleaGame(**parameters)
    (between,) = [e for e in pg.equilibria(game, certify=True) if e.kind == "mixed"]
    with mpmath.workdps(60):
        r = mpmath.mpf(ratio.numerator) / ratio.denominator
        chances = [min(mpmath.mpf(1), mpmath.mpf(k) / (j + 1)) for j in range(n)]

        def excess(x):
            x = mpmath.mpf(x)
            return r - sum(
                mpmath.binomial(n - 1, j) * x**j * (1 - x) ** (n - 1 - j) * chance
                for j, chance in enumerate(chances)
            )

        low, high = between.enclosure
        assert excess(low) <= 0 <= excess(high), parameters
        guess = mpmath.mpf(between.hold_out_probability)
        root = mpmath.findroot(excess, (guess * (1 - mpmath.mpf(10) ** -9), guess))
        error = abs(guess - root) / root
        assert error < 1e-14, (parameters, error)
        held = pg.certificate(game, between.hold_out_probability)
        assert held.holds and mpmath.mpf(held.enclosure[0]) <= root <= mpmath.mpf(held.enclosure[1])
    off = between.hold_out_probability * (1 + float(rng.choice([-1, 1])) * 1e-11)
    if 0 < off < 1:
        assert not pg.certificate(game, off).holds, (parameters, off)


@against("sympy real_roots, exact", "equilibria", fast=12, large=300)
def all_symmetric_equilibria_of_any_gains(rng):
    gain = draws.gains(rng, 9, least=2)
    if not any(gain):
        return
    x, degree = sympy.Symbol("x"), len(gain) - 1
    polynomial = sympy.Poly(
        sum(
            comb(degree, j) * x**j * (1 - x) ** (degree - j) * sympy.Rational(str(g))
            for j, g in enumerate(gain)
        ),
        x,
    )
    roots = [] if polynomial.degree() < 1 else polynomial.real_roots(multiple=False)
    inside = sorted(root.evalf(40) for root, _ in roots if 0 < root < 1)
    found = pg.equilibria(pg.AnonymousGame(gain=gain), certify=True)
    mixed = [each for each in found if each.kind == "mixed"]
    assert len(mixed) == len(inside), gain
    for each, root in zip(mixed, inside, strict=True):
        low, high = (sympy.Rational(end) for end in each.enclosure)
        slack = sympy.Rational(1, 10**35)
        assert low - slack <= sympy.Rational(str(root)) <= high + slack, (gain, root)


@against("mpmath polyroots, 100 digits", "equilibria", fast=6, large=400)
def all_symmetric_equilibria_in_a_hundred_digits(rng):
    gain = draws.gains(rng, 14, ties=False, least=2)
    degree = len(gain) - 1
    powers = [Fraction(0)] * (degree + 1)
    for j, value in enumerate(gain):
        for i in range(degree - j + 1):
            powers[j + i] += comb(degree, j) * comb(degree - j, i) * (-1) ** i * value
    while powers and powers[-1] == 0:
        powers.pop()
    if len(powers) < 2:
        return
    with mpmath.workdps(100):
        theirs = mpmath.polyroots(
            [mpmath.mpf(c.numerator) / c.denominator for c in reversed(powers)],
            maxsteps=500,
            extraprec=600,
        )
        real = sorted(root.real for root in theirs if abs(root.imag) < mpmath.mpf(10) ** -45)
        inside = [root for root in real if mpmath.mpf(10) ** -45 < root < 1 - mpmath.mpf(10) ** -45]
        found = pg.equilibria(pg.AnonymousGame(gain=gain), certify=True)
        mixed = [each for each in found if each.kind == "mixed"]
        assert len(mixed) == len(inside), (gain, inside)
        slack = mpmath.mpf(10) ** -40
        for each, root in zip(mixed, inside, strict=True):
            low, high = map(mpmath.mpf, each.enclosure)
            assert low - slack <= root <= high + slack, (gain, root)


@against(
    "mpmath harmonic and ceil", "thresholds", "protocols", "offers_in_rounds", fast=25, large=1500
)
def means_over_turnouts(rng):
    parameters = draws.lottery(rng, int(rng.choice([6, 50, 5000])))
    n, k = parameters["defendants"], parameters["capacity"]
    game = pg.PleaGame(**parameters)
    found = pg.thresholds(game)
    with mpmath.workdps(40):
        if k >= n:
            mean = mpmath.mpf(1)
        else:
            mean = mpmath.mpf(k) / n * (1 + mpmath.harmonic(n) - mpmath.harmonic(k))
        assert found.laplacian_ratio == pytest.approx(float(mean), rel=1e-14), parameters
    ratio = draws.offer_ratio(parameters)
    if k and 0 < ratio < 1:
        tipping = int(mpmath.ceil(mpmath.mpf(k) * ratio.denominator / ratio.numerator))
        assert found.tipping_holdouts == (tipping if tipping <= n else None), parameters
    rounds = int(rng.integers(1, min(n, 9) + 1))
    play = pg.offers_in_rounds(game, rounds)
    sizes = [n // rounds + (i < n % rounds) for i in range(rounds)]
    with mpmath.workdps(40):
        total = (
            sum(
                min(size, k) + k * (mpmath.harmonic(size) - mpmath.harmonic(min(size, k)))
                for size in sizes
            )
            / n
        )
        assert float(play.mean_chance) == pytest.approx(float(total), rel=1e-13), parameters
    row = next(p for p in pg.protocols(game, rounds=rounds) if "re-set" in p.offers)
    assert row.mean_offer == pytest.approx(float(play.mean_offer), rel=1e-12), parameters


@against("scipy.stats.binom", "gain_curve", fast=6, large=400)
def gain_curves(rng):
    gain = draws.gains(rng, 30, least=2)
    found = pg.gain_curve(pg.equilibria(pg.AnonymousGame(gain=gain)))
    held, values = np.arange(len(gain)), np.array(gain, dtype=float)
    for x, ours in list(zip(found.probabilities, found.gains, strict=True))[::9]:
        theirs = float(stats.binom.pmf(held, len(gain) - 1, x) @ values)
        assert ours == pytest.approx(theirs, abs=1e-12), (gain, x)


@against("scipy.stats.binom", "announced_order", "attrition", fast=25, large=400)
def binomial_tails(rng):
    parameters = draws.interior(rng, 60)
    n, k = parameters["defendants"], parameters["capacity"]
    game = pg.PleaGame(**parameters)
    share = draws.fraction(rng, 0, 1, 7)
    play = pg.announced_order(game, committed_share=share)
    before = np.arange(n)
    assert [float(c) for c in play.chances] == pytest.approx(
        stats.binom.cdf(k - 1, before, float(share)), rel=1e-11, abs=1e-300
    ), parameters
    needed = pg.thresholds(game).tipping_holdouts
    members, leaving = int(rng.integers(0, n + 1)), float(rng.uniform(0.05, 1))
    found = pg.attrition(game, members=members, leaving=leaving)
    periods = np.arange(0, 400)
    stands = stats.binom.sf(needed - 1, members, (1 - leaving) ** periods)
    assert found.needed == needed
    assert found.stands(periods) == pytest.approx(stands, rel=1e-10, abs=1e-15), parameters
    assert found.mean_periods == pytest.approx(stands.sum(), rel=1e-9, abs=1e-12)


@against("scipy.stats.binom", "organizing_value", fast=8, large=600)
def successes_of_attempts(rng):
    parameters = draws.interior(rng, 60)
    game = pg.PleaGame(**parameters)
    needed = pg.thresholds(game).tipping_holdouts
    organized, carried = float(rng.uniform(0, 1)), float(rng.uniform(0, 1))
    value = pg.organizing_value(game, organized=organized, carried_over=carried, discount=0.9)
    shares = 1 - (1 - organized) * (1 - carried) ** np.arange(len(value.success))
    chances = stats.binom.sf(needed - 1, parameters["defendants"], shares)
    assert value.success == pytest.approx(chances, rel=1e-9, abs=1e-13), parameters
    saved = (
        parameters["defendants"]
        * oracles.gains(
            parameters["defendants"],
            parameters["capacity"],
            parameters["offer"],
            draws.trial_cost(parameters),
            parameters["dismissal_cost"],
        )[-1]
    )
    later = 0.0  # backwards from where what follows is discounted to nothing
    for chance in chances[::-1]:
        later = chance * float(saved) / 0.1 + 0.9 * (1 - chance) * later
    assert value.value == pytest.approx(later, rel=1e-9, abs=1e-9), parameters


@against("scipy minimize_scalar", "nash_bargain", fast=30, large=1000)
def bargains_maximize_nash_s_product(rng):
    parameters = draws.interior(rng, 50)
    weight = Fraction(int(rng.integers(1, 10)), 10)
    found = pg.nash_bargain(pg.PleaGame(**parameters), prosecutor_weight=weight)
    if found.offer is None or found.surplus == 0:
        return
    low, high, beta = float(found.least), float(found.most), float(weight)
    best = minimize_scalar(
        lambda s: -(beta * np.log(s - low) + (1 - beta) * np.log(high - s)),
        bounds=(low, high),
        method="bounded",
        options={"xatol": 1e-10 * (high - low)},
    )
    assert best.x == pytest.approx(float(found.offer), abs=1e-6 * (high - low)), parameters


@against("sympy solve, exact", "rubinstein_bargain", "critical_discount", fast=3, large=400)
def indifference_solved_by_sympy(rng):
    """Alternating offers: each proposer leaves the other what waiting is worth."""
    game = pg.PleaGame(**draws.interior(rng, 30))
    ours, theirs = (sympy.Rational(int(rng.integers(0, 20)), 20) for _ in range(2))
    first = str(rng.choice(["prosecutor", "defendants"]))
    x, y = sympy.symbols("x y")  # the prosecutor's share when she proposes, when they do
    solved = sympy.solve([1 - x - theirs * (1 - y), y - ours * x], [x, y], dict=True)[0]
    found = pg.rubinstein_bargain(
        game, prosecutor_discount=str(ours), defendants_discount=str(theirs), first=first
    )
    share = solved[x if first == "prosecutor" else y]
    assert found.prosecutor_share == Fraction(str(share)), (ours, theirs, first)
    delta, support = sympy.Symbol("delta"), sympy.Rational(int(rng.integers(1, 9)), 4)
    n = int(game.defendants)
    at = sorted({1, n, int(rng.integers(1, n + 1))})
    for each in pg.critical_discount(game, support=str(support), holdouts=at):
        loss = sympy.Rational(str(each.gain))
        if loss <= 0:
            assert each.critical_discount == 0
        else:
            (at,) = sympy.solve(delta / (1 - delta) * support - loss, delta)
            assert each.critical_discount == at


@against(
    "scipy brentq on scipy.stats.norm", "continuum_cascade", "critical_spread", fast=30, large=1000
)
def crowds_with_normal_thresholds(rng):
    mean, spread = round(float(rng.uniform(0.02, 0.98)), 4), round(float(rng.uniform(0.02, 1)), 4)
    critical = pg.critical_spread(mean)
    if abs(spread - critical) < 1e-3 * critical:
        return
    found = pg.continuum_cascade(mean_threshold=mean, spread=spread)

    def excess(x):
        return stats.norm.cdf((x - mean) / spread) - x

    small = np.geomspace(1e-14, 1, 4001)
    grid = np.unique(np.concatenate([small, 1 - small]))
    values = excess(grid)
    places = np.flatnonzero(np.sign(values[1:]) * np.sign(values[:-1]) < 0)
    roots = [brentq(excess, grid[i], grid[i + 1], xtol=1e-16) for i in places]
    for root in roots:
        assert any(abs(root - ours) < 1e-9 for ours in found.shares), (mean, spread)
    for share in found.shares:
        assert excess(share) == pytest.approx(0, abs=1e-12), (mean, spread)
    assert len(found.shares) == (3 if spread < critical else 1)


@against("scipy brentq on the exact gains", "required", "levers", fast=6, large=300)
def least_side_payments(rng):
    """Where the worst sum of gains that a goal asks for changes sign."""
    parameters = draws.lottery(rng, 12)
    game = pg.PleaGame(**parameters)
    n, k, stake = parameters["defendants"], parameters["capacity"], draws.trial_cost(parameters)
    worst = {
        "existence": lambda gain: gain[-1],
        "risk dominance": lambda gain: min(sum(gain[m:]) for m in range(n)),
        "dominance": min,
        "divide-and-conquer proof": lambda gain: gain[0],
    }
    rows = {(each.parameter.name, each.goal): each.amount for each in pg.levers(game)}
    for goal, least in worst.items():
        found = pg.required(game, pg.SidePayment, for_=goal).amount

        def short(paid, least=least):
            """Of the exact gains with a payment to each who is tried."""
            return least(
                oracles.gains(
                    n, k, parameters["offer"], stake - Fraction(paid), parameters["dismissal_cost"]
                )
            )

        if short(0) >= 0:
            assert found == 0, (parameters, goal)
        elif short(10**6) < 0:
            assert found is None, (parameters, goal)
        else:
            root = brentq(lambda f, short=short: float(short(f)), 0, 10**6, xtol=1e-12, rtol=1e-14)
            assert found == pytest.approx(root, rel=1e-9, abs=1e-9), (parameters, goal)
        if ("side_payment", goal) in rows:
            assert rows["side_payment", goal] == found


@against("scipy.stats.poisson and binom", "cognitive_hierarchy", "level_k", fast=6, large=1500)
def levels_of_reasoning(rng):
    """Every level by the chance that fewer than K of those before hold out, a draw at a time."""
    parameters = draws.interior(rng, 14)
    n, k, ratio = parameters["defendants"], parameters["capacity"], draws.offer_ratio(parameters)
    game = pg.PleaGame(**parameters)
    found = pg.level_k(game, levels=4)
    holding = [True] * n
    for pleaders in found.pleaders:
        assert pleaders == n - sum(holding), parameters
        holding = [ratio > (sum(holding[:i]) < k) for i in range(n)]
    mean = round(float(rng.uniform(0.3, 3)), 2)
    ours = pg.cognitive_hierarchy(game, mean=mean)
    weights = stats.poisson.pmf(np.arange(len(ours.pleaders)), mean)
    decisions = [np.ones(n)]
    for level in range(1, len(weights)):
        belief = weights[:level] / weights[:level].sum()
        held = belief @ np.array(decisions)
        chances = []
        for i in range(n):  # Poisson binomial by SciPy's convolution of single draws
            law = np.ones(1)
            for share in held[:i]:
                law = np.convolve(law, stats.binom.pmf([0, 1], 1, min(share, 1.0)))
            chances.append(law[:k].sum())
        gaps = np.abs(np.array(chances) - float(ratio))
        if gaps.min() < 1e-9:
            return  # a tie within rounding, which ours lets plead
        decisions.append((float(ratio) > np.array(chances)).astype(float))
    assert ours.pleaders == tuple(int(n - d.sum()) for d in decisions), parameters


@against("scipy.stats.norm and quad", "global_game", fast=6, large=2000)
def switching_points_of_two(rng):
    """With two defendants the chance that the other is at least as optimistic is one normal."""
    low = float(rng.uniform(-3, -0.2))
    gain = [Fraction(str(round(low, 2))), Fraction(str(round(low + rng.uniform(0.2, 5), 2)))]
    prior, noise = (round(float(rng.uniform(0.3, 2)), 2) for _ in range(2))
    mean = round(float(rng.uniform(-1, 1)), 2)
    found = pg.global_game(
        pg.AnonymousGame(gain=gain),
        prior_deviation=str(prior),
        noise_deviation=str(noise),
        mean=str(mean),
    )
    for point in found:
        signal = point.signal
        weight = prior**2 / (prior**2 + noise**2)
        expected = mean + weight * (signal - mean)
        deviation = np.sqrt(weight * noise**2 + noise**2)
        higher = stats.norm.sf((signal - expected) / deviation)
        value = expected + float(gain[0]) * (1 - higher) + float(gain[1]) * higher
        assert value == pytest.approx(0, abs=1e-8), (gain, prior, noise, mean)


@against("scipy.stats.sobol_indices", "sensitivity", fast=1, large=300)
def indices_of_sobol(rng):
    """Of the offer ratio and of the price of dominance, whose formulas are short."""
    low, width = float(rng.uniform(0.5, 2)), float(rng.uniform(1, 3))
    offer, sentence = stats.uniform(low, width), stats.uniform(low + width + 1, 6)
    game = pg.PleaGame(defendants=1000, capacity=1, offer=1, sentence=20)
    unknown = {"offer": offer, "sentence": sentence}
    outputs = ["offer_ratio", "side_payment_dominant"]
    seed = int(rng.integers(2**31))
    found = pg.sensitivity(game, unknown, outputs, samples=2048, rng=seed)

    def answers(points):
        s, length = points
        return np.array([s / length, length - s])

    theirs = stats.sobol_indices(func=answers, n=4096, dists=[offer, sentence], rng=seed)
    for index in found.indices:
        place = outputs.index(index.output), list(unknown).index(index.parameter)
        assert index.first == pytest.approx(theirs.first_order[place], abs=0.04)
        assert index.total == pytest.approx(theirs.total_order[place], abs=0.04)
