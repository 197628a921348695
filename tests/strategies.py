"""Random games for hypothesis, with ties made likely."""

from fractions import Fraction
from functools import cache
from math import ceil, floor

from hypothesis import strategies as st

from plea_games.solvers.laplacian import laplacian_ratio


@cache
def fractions(least, most, greatest_denominator):
    """Those within bounds, whole ones likelier.

    One list to draw from: hypothesis' own fractions make a strategy for every draw.
    """
    return st.sampled_from([
        Fraction(numerator, denominator)
        for denominator in range(1, greatest_denominator + 1)
        for numerator in range(ceil(least * denominator), floor(most * denominator) + 1)
    ])  # fmt: skip


small = fractions(0, 5, 6)
anything = fractions(-1, Fraction(3, 2), 12)


@st.composite
def lottery_parameters(draw, most_defendants=8):
    """Parameters of a valid game whose offer ratio is often 0, 1 or exactly τ(m)."""
    defendants = draw(st.integers(1, most_defendants))
    capacity = draw(st.integers(0, most_defendants + 2))
    conviction = draw(fractions(Fraction(1, 5), 1, 5))
    process_cost, dismissal_cost = draw(small), draw(small)
    at_stake = draw(fractions(Fraction(1, 6), 5, 6))
    trial_cost = max(dismissal_cost + at_stake, process_cost)
    at_stake = trial_cost - dismissal_cost
    ties = [Fraction(0), Fraction(1)]
    ties += [Fraction(capacity, m) for m in range(max(capacity, 1), most_defendants + 1)]
    ratio = draw(st.sampled_from(ties) if draw(st.booleans()) else anything)
    return {
        "defendants": defendants,
        "capacity": capacity,
        "offer": max(dismissal_cost + ratio * at_stake, Fraction(0)),
        "sentence": (trial_cost - process_cost) / conviction,
        "conviction": conviction,
        "process_cost": process_cost,
        "dismissal_cost": dismissal_cost,
    }


@st.composite
def nearly_tied_parameters(draw):
    """Parameters with an offer ratio next to 1, K/N, L or some τ(m), and stakes small beside d."""
    defendants = draw(st.one_of(st.integers(2, 9), st.sampled_from([230, 7_000, 10**7])))
    capacity = draw(st.integers(1, min(defendants - 1, 500)))
    rate = Fraction(capacity, defendants)
    held_out = draw(st.integers(capacity, defendants))
    ties = [Fraction(1), rate, laplacian_ratio(defendants, capacity), Fraction(capacity, held_out)]
    apart = rate * Fraction(draw(st.integers(-9, 9)), 10 ** draw(st.integers(1, 18)))
    ratio = draw(st.sampled_from(ties)) + apart
    stake = Fraction(draw(st.integers(1, 99)), 10 ** draw(st.integers(0, 12)))
    waiting = draw(st.sampled_from([Fraction(0), Fraction(1, 10), Fraction(3), Fraction(10**6)]))
    conviction = draw(st.sampled_from([Fraction(1), Fraction(83, 100)]))
    paid = draw(st.sampled_from([Fraction(0), (waiting + stake) / 3]))
    return {
        "defendants": defendants,
        "capacity": capacity,
        "offer": waiting + ratio * stake,
        "sentence": (waiting + stake - paid) / conviction,
        "conviction": conviction,
        "process_cost": paid,
        "dismissal_cost": waiting,
    }


def trial_cost(parameters):
    return parameters["sentence"] * parameters["conviction"] + parameters["process_cost"]


gain_vectors = st.lists(st.integers(-3, 3).map(Fraction), min_size=1, max_size=8)
