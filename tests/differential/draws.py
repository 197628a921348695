"""Random games, with ties made likely where they are asked for."""

from fractions import Fraction

import plea_games as pg


def fraction(rng, low, high, denominator):
    """Between the bounds, over one of the denominators up to this one."""
    below = int(rng.integers(1, denominator + 1))
    return Fraction(int(rng.integers(low * below, high * below + 1)), below)


def gains(rng, most, *, ties=True, least=1):
    """Δ(1…N) of any shape; without ties no two hold-outs are ever indifferent when all is pure."""
    count = int(rng.integers(least, most + 1))
    found = [fraction(rng, -4, 4, 5) for _ in range(count)]
    if not ties:
        found = [gain or Fraction(int(rng.choice([-1, 1])), 7) for gain in found]
    return sorted(found) if rng.random() < 0.3 else found


def lottery(rng, most, *, ties=True, least=1, capacity=None):
    """Parameters of a lottery game; with ties the offer ratio is often 0, 1 or some τ(m)."""
    defendants = int(rng.integers(least, most + 1))
    trials = int(rng.integers(0, defendants + 2)) if capacity is None else capacity(rng, defendants)
    conviction = Fraction(int(rng.integers(1, 6)), 5)
    waiting, cost = fraction(rng, 0, 3, 3), fraction(rng, 0, 2, 3)
    sentence = (waiting + fraction(rng, 0, 5, 4) + Fraction(1, 4)) / conviction
    stake = sentence * conviction + cost - waiting
    if ties and rng.random() < 0.5:
        m = int(rng.integers(1, defendants + 1))
        ratio = Fraction(str(rng.choice(["0", "1", str(min(Fraction(1), Fraction(trials, m)))])))
    else:  # a denominator that no K/m has
        ratio = (
            Fraction(int(rng.integers(-200, 1500)), 1009) if not ties else fraction(rng, 0, 1, 9)
        )
    return {
        "defendants": defendants,
        "capacity": trials,
        "offer": max(waiting + ratio * stake, Fraction(0)),
        "sentence": sentence,
        "conviction": conviction,
        "process_cost": cost,
        "dismissal_cost": waiting,
    }


def interior(rng, most, least=2):
    """A lottery game that has a mixed equilibrium: 1 ≤ K < N and κ < r < 1."""
    parameters = lottery(
        rng, most, least=least, capacity=lambda rng, count: int(rng.integers(1, count))
    )
    rate = Fraction(parameters["capacity"], parameters["defendants"])
    ratio = rate + (1 - rate) * Fraction(int(rng.integers(1, 1009)), 1009)
    stake = trial_cost(parameters) - parameters["dismissal_cost"]
    return {**parameters, "offer": parameters["dismissal_cost"] + ratio * stake}


def trial_cost(parameters):
    return parameters["sentence"] * parameters["conviction"] + parameters["process_cost"]


def offer_ratio(parameters):
    waiting = parameters["dismissal_cost"]
    return (parameters["offer"] - waiting) / (trial_cost(parameters) - waiting)


def docket(rng, count, *, ties=True):
    """Named defendants no two of whom need be alike."""
    off = Fraction(0 if ties else 1, 1009)
    return [
        pg.Defendant(
            f"D{i}",
            offer=int(rng.integers(0, 12)) + off,
            sentence=int(rng.integers(4, 12)),
            dismissal_cost=Fraction(int(rng.integers(0, 4)), 2),
            trial_value=int(rng.integers(1, 9)),
        )
        for i in range(count)
    ]
