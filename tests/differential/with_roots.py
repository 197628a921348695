"""Root finders and maximizers of mpmath, SciPy and SymPy."""

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


@against("scipy minimize_scalar", "nash_bargain", fast=30, large=1000)
def bargains_maximize_nash_s_product(rng):
    parameters = draws.interior(rng, 50)
    weight = Fraction(int(rng.integers(1, 10)), 10)
    found = pg.organizing.nash_bargain(pg.PleaGame(**parameters), prosecutor_weight=weight)
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
    found = pg.organizing.rubinstein_bargain(
        game, prosecutor_discount=str(ours), defendants_discount=str(theirs), first=first
    )
    share = solved[x if first == "prosecutor" else y]
    assert found.prosecutor_share == Fraction(str(share)), (ours, theirs, first)
    delta, support = sympy.Symbol("delta"), sympy.Rational(int(rng.integers(1, 9)), 4)
    n = int(game.defendants)
    at = sorted({1, n, int(rng.integers(1, n + 1))})
    for each in pg.union.critical_discount(game, support=str(support), holdouts=at):
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
    critical = pg.networks.critical_spread(mean)
    if abs(spread - critical) < 1e-3 * critical:
        return
    found = pg.networks.continuum_cascade(mean_threshold=mean, spread=spread)

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
