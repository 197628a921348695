"""Slow and obvious versions of what the package computes, written from the definitions alone."""

from fractions import Fraction
from itertools import product
from math import comb

from sympy import Poly, Rational, Symbol


def trial_probability(capacity, holdouts):
    return min(Fraction(1), Fraction(capacity, holdouts))


def payoff(holds_out, holdouts, *, capacity, offer, trial_cost, dismissal_cost):
    """What one defendant gets when ``holdouts`` hold out, that one included if holding out."""
    if not holds_out:
        return -offer
    tried = trial_probability(capacity, holdouts)
    return -(tried * trial_cost + (1 - tried) * dismissal_cost)


def gains(defendants, capacity, offer, trial_cost, dismissal_cost):
    parts = {
        "capacity": capacity,
        "offer": offer,
        "trial_cost": trial_cost,
        "dismissal_cost": dismissal_cost,
    }
    return [
        payoff(True, m, **parts) - payoff(False, m - 1, **parts) for m in range(1, defendants + 1)
    ]


def pure_equilibria(gain):
    """How many of all 2^N profiles are equilibria, by number of hold-outs."""
    found = {}
    for profile in product((False, True), repeat=len(gain)):
        m = sum(profile)
        content = all(gain[m - 1] >= 0 if holds_out else gain[m] <= 0 for holds_out in profile)
        if content:
            found[m] = found.get(m, 0) + 1
    return found


def expected_gain(gain, x):
    """D(x), by adding up all profiles of the others."""
    total = Fraction(0)
    for others in product((0, 1), repeat=len(gain) - 1):
        weight = Fraction(1)
        for holds_out in others:
            weight *= x if holds_out else 1 - x
        total += weight * gain[sum(others)]
    return total


def interior_roots(gain):
    """How many different x in (0, 1) have D(x) = 0, by sympy's exact root counting."""
    x = Symbol("x")
    degree = len(gain) - 1
    polynomial = Poly(
        sum(
            comb(degree, j) * x**j * (1 - x) ** (degree - j) * Rational(g.numerator, g.denominator)
            for j, g in enumerate(gain)
        ),
        x,
    )
    if polynomial.degree() <= 0:
        return 0
    square_free = polynomial.sqf_part()
    ends = sum(square_free.eval(end) == 0 for end in (0, 1))
    return square_free.count_roots(0, 1) - ends


def potential(gain):
    """W(0…N), the exact potential."""
    values = [Fraction(0)]
    for value in gain:
        values.append(values[-1] + value)
    return values
