"""Those who err, revise, imitate, or reason a few steps; unions over time: sums in many digits."""

from fractions import Fraction
from math import ceil, comb

import numpy as np
from flint import arb, ctx
from mpmath import mp, mpf
from scipy import stats

from .measure import holds, same
from .stated import ball, high, middle

_SOLVED = 300  # digits in which linear equations are solved


def mean_gain(game, u):
    """D at log odds u, by adding up the others' draws."""
    n, x = game.defendants, 1 / (1 + mp.exp(-u))
    y, chance, total = 1 / (1 + mp.exp(u)), None, mpf(0)
    chance = y ** (n - 1)
    for j, gain in enumerate(game.lottery.gains):
        total += chance * high(gain)
        chance *= mpf(n - 1 - j) / (j + 1) * x / y
    return total


def fixed_point(game, precision, start):
    """A root of u − λD(u), by the secant method."""
    near = mpf(start)
    if not near:
        return near
    return mp.findroot(
        lambda u: u - precision * mean_gain(game, u),
        (near, near + (abs(near) + 1) * mpf(10) ** -12),
        tol=mpf(10) ** -100,
    )


@holds("roots of u − λD(u), D added up in 80 digits", "quantal_response")
def of_responses(found, game, measure):
    assert len(found.responses) % 2 and not found.undecided
    for each in found.responses:
        with mp.workdps(60):
            root = fixed_point(game, 1, each.log_odds)
            measure.near(each.log_odds, root, scale=max(1, abs(root)))
            low, top = each.enclosure
            assert low <= each.hold_out_probability <= top
            true = 1 / (1 + mp.exp(-root))
            measure.near(each.hold_out_probability, true, scale=max(abs(true), mpf(2) ** -1000))


@holds("λ = u/D(u) at every point, D added up in 80 digits", "quantal_response_branches")
def of_branches(found, game, measure):
    assert found[0].principal
    for branch in found:
        for precision, u in zip(branch.precisions, branch.log_odds, strict=True):
            if not u:
                continue  # at random: at λ = 0, or at any λ where D(1/2) = 0
            gain = mean_gain(game, mpf(float(u)))
            measure.near(float(precision), u / gain, scale=max(abs(u / gain), abs(u)))


def logs_of_sums(game, precision):
    """λW(m) for m = 0…N."""
    total, values = Fraction(0), [mpf(0)]
    for gain in game.lottery.gains:
        total += gain
        values.append(precision * high(total))
    return values


@holds("ln C(N, m) + λW(m), normalized in 80 digits", "logit_revision")
def of_revisions(found, game, measure):
    n, sums = game.defendants, logs_of_sums(game, 1)
    logs = [mp.log(mp.binomial(n, m)) + value for m, value in enumerate(sums)]
    top = max(logs)
    whole = top + mp.log(mp.fsum(mp.exp(each - top) for each in logs))
    largest = max(abs(value) for value in sums)
    for one, true in list(zip(found.log_probabilities, logs, strict=True))[:: max(n // 40, 1)]:
        measure.near(float(one), true - whole, scale=max(1, largest, abs(true - whole)))
    assert abs(mp.fsum(map(mp.exp, map(mpf, found.log_probabilities))) - 1) < 1e-9


def times_and_chances(up, down):
    """Expected steps to either end of a chain, and the chance of the upper one, from each state."""
    factors = []  # t(m) = a + b t(m + 1), and the same of the chance
    a, b, c = mpf(0), mpf(0), mpf(0)
    for u, d in zip(up, down, strict=True):
        scale = u + d - d * b
        a, b, c = (1 + d * a) / scale, u / scale, d * c / scale
        factors.append((a, b, c))
    steps, chance, found = mpf(0), mpf(1), []
    for a, b, c in reversed(factors):
        steps, chance = a + b * steps, c + b * chance
        found.append((steps, chance))
    return found[::-1]


@holds("linear equations of first steps, 300 digits", "expected_revisions")
def of_tipping_times(found, game, measure):
    """From nobody to the tipping point: u(0) leads up, and never further down."""
    n, target = game.defendants, game.tipping
    assert (found.start, found.target) == (0, target)
    with mp.workdps(_SOLVED):
        steps, total = mpf(0), mpf(0)
        for m in range(target):  # the steps from m to m + 1 need those from m − 1 to m
            up = mpf(n - m) / n / (1 + mp.exp(-high(game.lottery.gain(m + 1))))
            down = mpf(m) / n / (1 + mp.exp(high(game.lottery.gain(m)))) if m else mpf(0)
            steps = (1 + down * steps) / up
            total += steps
        true = mp.log10(total)
    measure.near(found.log10_revisions, true, scale=max(1, abs(true)))


@holds("linear equations of first steps, 300 digits", "fixation")
def of_fixation(found, game, measure):
    """By comparing pairs; a hundredth of a year is what one e-fold takes."""
    n, beta = game.defendants, Fraction(1, 100)
    with mp.workdps(_SOLVED):
        up, down = [], []
        for m in range(1, n):
            meet = mpf(n - m) * m / n / (n - 1)
            gain = high(beta * game.lottery.gain(m))
            up.append(meet / (1 + mp.exp(-gain)))
            down.append(meet / (1 + mp.exp(gain)))
        steps, chance = times_and_chances(up, down)[0]
        lost = times_and_chances(down[::-1], up[::-1])[-1][1]
        expected = {
            "log10_probability": mp.log10(chance),
            "log10_loss": mp.log10(lost),
            "log10_steps": mp.log10(steps),
        }
    assert found.start == 1
    for name, true in expected.items():
        measure.near(getattr(found, name), true, scale=max(1, abs(true)))


@holds("best replies of prefixes, counted in whole numbers", "level_k")
def of_levels(found, game, measure):
    """If the first p plead, she with fewer than K of the others before her is tried."""
    n, k, pleads = game.defendants, game.capacity, 0
    for count in found.pleaders:
        assert count == pleads
        if game.ratio > 1:
            pleads = 0
        elif game.ratio > 0:
            pleads = min(n, pleads + k) if k else 0
        else:
            pleads = n
    assert not k or len(found.pleaders) == ceil(Fraction(n, k)) + 1


@holds("Poisson binomials by convolution; Poisson weights in 80 digits", "cognitive_hierarchy")
def of_hierarchies(found, game, measure):
    n, k = game.defendants, min(game.capacity, game.defendants)
    weights = stats.poisson.pmf(np.arange(len(found.pleaders)), 2)
    decisions = [np.ones(n)]
    for level in range(1, min(len(weights), 8)):
        held = weights[:level] @ np.array(decisions) / weights[:level].sum()
        law, tail, holds_out = np.zeros(k), 0.0, []
        law[:1] = 1  # of hold-outs before her, while they are fewer than K
        for share in held:
            chance = law.sum()
            surely = Fraction(float(tail)) > 1 - game.ratio  # 1 − chance, with all its digits
            holds_out.append(surely if chance > 0.5 else Fraction(float(chance)) < game.ratio)
            tail += law[-1] * share if k else 0
            law = law * (1 - share) + np.append(0, law[:-1])[:k] * share
        decisions.append(np.array(holds_out, dtype=float))
        assert found.pleaders[level] == n - decisions[-1].sum(), level
    chance, share, rest = mp.exp(-2), mpf(0), mpf(1)
    for level, pleaders in enumerate(found.pleaders):
        share, rest = share + chance * pleaders / n, rest - chance
        chance *= mpf(2) / (level + 1)
    measure.near(found.share, share + rest * found.pleaders[-1] / n, scale=1)


@holds("what she expects at her own signal, by 4,000 points of the normal law", "global_game")
def of_global_games(found, game, measure):
    """Prior N(0, 1), errors of half a year."""
    z = np.arange(-12, 12, 0.006)
    law = np.exp(-z * z / 2)
    law /= law.sum()
    prior, noise = 1.0, 4.0  # precisions
    gains = np.array([float(g) for g in game.lottery.gains])
    scale = max(1.0, float(np.abs(gains).max()))
    assert len(found) % 2 or found.undecided
    for point in found:
        mean = noise * point.signal / (prior + noise)
        spread = (1 / (prior + noise)) ** 0.5
        others = stats.norm.sf((point.signal - mean - spread * z) * noise**0.5)
        n = game.defendants
        expected = sum(
            float(law[i : i + 400] @ (stats.binom.pmf(np.arange(n), n - 1, p[:, None]) @ gains))
            for i in range(0, len(z), 400)
            for p in [others[i : i + 400]]
        )
        measure.within(abs(mean + expected) / scale, (mean, expected))
        measure.within(abs(point.expected_fundamental - mean) / scale)
        chance = stats.norm.cdf(-point.signal / (1 / prior + 1 / noise) ** 0.5)
        measure.within(abs(point.hold_out_probability - chance))
    total = sum(game.lottery.gains)
    measure.near(found.laplacian_threshold, -total / game.defendants, scale=Fraction(scale))


def stands(count, share, needed):
    """P(Bin(count, share) ≥ needed)."""
    with ctx.workprec(256):
        x, few, many = ball(share), arb(needed), arb(count - needed + 1)
        if needed > count * share:  # balls are narrow on the smaller side alone
            return middle(x.beta_lower(few, many, regularized=True))
        return middle(1 - (1 - x).beta_lower(many, few, regularized=True))


@holds("binomial tails (Arb); the sum over periods backwards, in fractions", "organizing_value")
def of_values(found, game, measure):
    n, needed = game.defendants, game.tipping
    assert found.needed == needed
    measure.near(found.saved_each_period, n * game.lottery.gain(n))
    for t in (0, 1) if n <= 1000 else (0,):
        share = 1 - Fraction(9, 10) ** (t + 1)
        true = stands(n, share, needed)
        measure.near(found.success[t], true, scale=max(true, Fraction(1, 10**12)))
    first = mpf(found.failed_holdouts[0])
    if n <= 1000:  # each turnout below the tipping point by itself
        true = sum(
            (high(comb(n, m) * Fraction(9 ** (n - m), 10**n) * m * game.lottery.gain(m))
             for m in range(1, needed)), mpf(0)
        )  # fmt: skip
        terms = high(abs(game.lottery.if_not_tried)) * n / 10  # what trials are set against
        measure.near(first, true, scale=max(abs(true), terms), units=10**5)
    prize, value = high(n * game.lottery.gain(n)) * 10, mpf(0)
    for chance, lost in zip(reversed(found.success), reversed(found.failed_holdouts), strict=True):
        value = chance * prize + lost + (1 - mpf(chance)) * value * 9 / 10
    size = max(abs(value), abs(prize) / 10**9)
    measure.near(found.value, value, scale=size, units=10**5)
    alone = mpf(found.success[0]) * prize + first
    measure.near(found.single_attempt, alone, scale=max(abs(prize), abs(alone)) or 1, units=10**5)


@holds("geometric times, in fractions and logarithms of 80 digits", "attrition")
def of_attrition(found, game, measure):
    """One member, who leaves with one chance in ten a period."""
    assert found.needed == game.tipping
    alone = game.tipping == 1
    measure.near(found.mean_periods, Fraction(10 * alone))
    measure.near(found.at_least, alone / -mp.log(mpf(9) / 10) if alone else Fraction(0))
    measure.near(found.less_than, 1 - 1 / mp.log(mpf(9) / 10) if alone else Fraction(0))
    assert (found.median_periods, found.at_the_mean_rate) == ((7, 1) if alone else (0, 0))


@holds("G/(G + 1) in fractions", "critical_discount")
def of_discounts(found, game, measure):
    for each in found:
        loss = -game.lottery.gain(int(each.holdouts))
        same(Fraction(str(each.gain)), loss)
        same(Fraction(str(each.critical_discount)), loss / (loss + 1) if loss > 0 else 0)
