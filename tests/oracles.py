"""Slow and obvious versions of what the package computes, written from the definitions alone."""

from fractions import Fraction
from itertools import product
from math import comb, floor

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


def capacity_with_terms(capacity, amounts):
    """The prosecutor's trials, from the descriptions of the terms alone."""
    trials = Fraction(capacity)
    if "budget" in amounts:
        trials = Fraction(floor(Fraction(amounts["budget"]) / amounts["prosecution_cost"]))
    trials *= 1 + Fraction(amounts.get("surge", 0))
    trials /= 1 - Fraction(amounts.get("saving", 0))
    return trials + Fraction(amounts.get("pooling", 0)) * amounts.get("capacity_elsewhere", 0)


def gain_with_terms(parameters, amounts, holdouts):
    """Δ(m), from the descriptions of the terms alone, by the names of their parameters."""

    def amount(name, otherwise=0):
        return amounts.get(name, Fraction(otherwise))

    caseload = parameters["defendants"] - amount("dismissed")
    trials = capacity_with_terms(parameters["capacity"], amounts)
    possible = min(trials, amount("defence_capacity", trials))

    def worth(all_holdouts):
        """What holding out pays when so many hold out in all."""
        tried = min(Fraction(1), possible / all_holdouts)
        prepared = min(Fraction(1), trials / all_holdouts)
        silent = (1 - amount("testimony")) ** (caseload - all_holdouts)
        conviction = 1 - (1 - Fraction(parameters["conviction"])) * silent
        conviction *= (1 - amount("sympathizers")) ** 12
        if amount("preparation_decay") == 1:
            conviction *= prepared
        sentence = parameters["sentence"] * amount("retaliation", 1)
        received = amount("side_payment")
        if tried:
            received += amount("strike_fund") / max(min(possible, all_holdouts), 1)
        cost = conviction * sentence + parameters["process_cost"] - received
        together = Fraction(all_holdouts) / caseload
        reward = amount("solidarity") * together ** int(amount("solidarity_exponent", 1))
        return reward - tried * cost - (1 - tried) * parameters["dismissal_cost"]

    signed, kept = int(amount("committed")), amount("reliability", 1)

    clients = (amount("clients", 1) - 1) / max(caseload - 1, 1) * amount("counsel_weight")

    def counselled(all_holdouts):
        others = all_holdouts - 1
        spared = others * (worth(all_holdouts) - worth(others)) if others else 0
        spared += (caseload - all_holdouts) * (credited(all_holdouts) - credited(others))
        return worth(all_holdouts) + clients * spared

    def credited(others):
        """What is taken off a plea when so many others hold out."""
        return amount("credit") if others else Fraction(0)

    def expected(deciding):
        chances = (
            comb(signed, h) * kept**h * (1 - kept) ** (signed - h) for h in range(signed + 1)
        )
        return sum(
            chance * (counselled(deciding + h) - credited(deciding + h - 1))
            for h, chance in enumerate(chances)
        )

    offer = parameters["offer"] * (1 - amount("discount"))
    sanction = amount("sanction") * amount("visibility", 1)
    return expected(holdouts) + offer + sanction


def pure_equilibria(gain):
    """How many of all 2^N profiles are equilibria, by number of hold-outs."""
    found = {}
    for profile in product((False, True), repeat=len(gain)):
        m = sum(profile)
        content = all(gain[m - 1] >= 0 if holds_out else gain[m] <= 0 for holds_out in profile)
        if content:
            found[m] = found.get(m, 0) + 1
    return found


def mean_gain(gain, others):
    """What holding out gains against these probabilities, by adding up all profiles."""
    total = Fraction(0)
    for profile in product((0, 1), repeat=len(others)):
        weight = Fraction(1)
        for holds_out, x in zip(profile, others, strict=True):
            weight *= x if holds_out else 1 - x
        total += weight * gain[sum(profile)]
    return total


def expected_gain(gain, x):
    """D(x), by adding up all profiles of the others."""
    return mean_gain(gain, [x] * (len(gain) - 1))


def regret(gain, profile):
    """The most that anyone gains by changing, when each holds out with her own probability."""
    regrets = [Fraction(0)]
    for own, x in enumerate(profile):
        value = mean_gain(gain, [*profile[:own], *profile[own + 1 :]])
        regrets += [value * (1 - x), -value * x]
    return max(regrets)


def interior_roots(gain):
    """How many different x in (0, 1) have D(x) = 0, by sympy's exact root counting."""
    return roots_between(gain, 0, 1)


def roots_between(gain, low, high):
    """How many different x have D(x) = 0 from low to high, both included, but for 0 and 1."""
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
    low, high = (Rational(end.numerator, end.denominator) for end in (low, high))
    ends = sum(square_free.eval(end) == 0 for end in {low, high} & {0, 1})
    return int(square_free.count_roots(low, high) - ends)


def potential(gain):
    """W(0…N), the exact potential."""
    values = [Fraction(0)]
    for value in gain:
        values.append(values[-1] + value)
    return values


def rankings(equilibrium, n):
    """Probabilities of all in increasing order, for each number of sure hold-outs."""
    if equilibrium.hold_out_probability is not None:
        yield [equilibrium.hold_out_probability] * n
        return
    mixing = [group.probability for group in equilibrium.mixers for _ in range(group.count)]
    for held in range(equilibrium.holdouts, equilibrium.holdouts_to + 1):
        yield sorted([1.0] * held + mixing + [0.0] * (n - held - len(mixing)))


def docket_payoff(people, profile, tried, capacity, amounts, i, offer=None):
    """What named defendant i gets, terms by their descriptions; people as mappings.

    ``amounts`` are the terms' parameters by name, ``capacity`` is that after the terms, ``tried``
    her chance of trial. An ``offer`` replaces the one after the terms.
    """

    def amount(name, otherwise=0):
        return Fraction(amounts.get(name, otherwise))

    who, held = people[i], sum(profile)
    if not profile[i]:
        stated = who["offer"] * (1 - amount("discount")) if offer is None else offer
        credit = amount("credit") if held else 0
        return -(stated - credit) - amount("sanction") * amount("visibility", 1)
    same = [j for j, other in enumerate(people)
            if who.get("group") is None or other.get("group") == who["group"]]  # fmt: skip
    share = Fraction(sum(profile[j] for j in same), len(same))
    worth = amount("solidarity") * share ** int(amount("solidarity_exponent", 1))
    sentence = who["sentence"] * amount("retaliation", 1)
    silent = (1 - amount("testimony")) ** (len(people) - held)
    conviction = (1 - (1 - who["conviction"]) * silent) * (1 - amount("sympathizers")) ** 12
    prepared = min(Fraction(1), capacity / held) ** int(amount("preparation_decay"))
    both = min(capacity, amount("defence_capacity", capacity))
    paid = amount("side_payment") + amount("strike_fund") / max(1, min(held, both))
    trial = sentence * conviction * prepared + who["process_cost"] - paid
    return worth - (tried * trial + (1 - tried) * who["dismissal_cost"])
