"""Slow and obvious versions of what the package computes, written from the definitions alone."""

from collections import Counter
from fractions import Fraction
from functools import cache, cached_property
from itertools import product
from math import comb, floor, lcm, prod

from sympy import Poly, Rational, Symbol

NOTHING, ONE = Fraction(0), Fraction(1)


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


class GameByHand:
    """A game with terms, from the descriptions of the terms alone, by the names of parameters."""

    def __init__(self, parameters, amounts):
        self.parameters, self.amounts = parameters, amounts
        self.caseload = parameters["defendants"] - self.amount("dismissed")
        self.caseload = min(self.caseload, self.amount("conviction_cap", self.caseload))
        if "years_cap" in amounts:
            charged = floor(Fraction(amounts["years_cap"]) / amounts["years_per_case"])
            self.caseload = min(self.caseload, charged)
        self.signed = int(self.amount("committed"))
        self.deciding = int(self.caseload - self.signed)
        self.prosecutors = trials = capacity_with_terms(parameters["capacity"], amounts)
        self.trials = min(trials, self.amount("defence_capacity", trials))
        self.offer = parameters["offer"] * (1 - self.amount("discount"))
        if "discount_cap" in amounts:
            least = (1 - self.amount("discount_cap")) * parameters["sentence"]
            self.offer = max(self.offer, least)
        self.sanction = self.amount("sanction") * self.amount("visibility", ONE)
        self.worth, self.trial_sentence = cache(self.worth), cache(self.trial_sentence)

    def amount(self, name, otherwise=NOTHING):
        return self.amounts.get(name, otherwise)

    def tried(self, all_holdouts):
        return trial_probability(self.trials, all_holdouts) if all_holdouts else Fraction(0)

    def trial_sentence(self, all_holdouts):
        """Expected years imposed on one who is tried when so many hold out in all."""
        conviction = self.parameters["conviction"]
        if "testimony" in self.amounts:
            silent = (1 - self.amounts["testimony"]) ** int(self.caseload - all_holdouts)
            conviction = 1 - (1 - conviction) * silent
        if "sympathizers" in self.amounts:
            conviction *= (1 - self.amounts["sympathizers"]) ** 12
        elasticity = self.amount("preparation_decay")
        if elasticity == 1:
            conviction *= trial_probability(self.prosecutors, all_holdouts)
        elif elasticity:  # to the digits of a double
            share = trial_probability(self.prosecutors, all_holdouts)
            conviction *= Fraction(float(share) ** float(elasticity))
        if "mistrial_rate" in self.amounts:
            overload = 1 - trial_probability(self.prosecutors, all_holdouts)
            voided = self.amounts["mistrial_rate"] * self.amount("mistrial_sanction", ONE)
            conviction *= 1 - overload * voided
        return conviction * self.parameters["sentence"] * self.amount("retaliation", ONE)

    def received(self, all_holdouts):
        """What each of those who are tried is paid."""
        fund = self.amount("strike_fund") / max(min(self.trials, all_holdouts), 1)
        return self.amount("side_payment") + fund

    def worth(self, all_holdouts):
        """What holding out pays when so many hold out in all."""
        return self.worth_if_tried(self.tried(all_holdouts), all_holdouts)

    def worth_if_tried(self, chance, all_holdouts):
        """The same for one who is tried with another probability."""
        cost = self.trial_cost(all_holdouts)
        return (
            self.reward(all_holdouts)
            - chance * cost
            - (1 - chance) * self.parameters["dismissal_cost"]
        )

    def reward(self, all_holdouts):
        """What standing with so many is worth in itself."""
        together = Fraction(all_holdouts) / self.caseload
        return self.amount("solidarity") * together ** int(self.amount("solidarity_exponent", ONE))

    def pleas(self, law):
        """How many plead, a mean over how many of those who decide hold out."""
        return float(sum(
            chance * self.mean(lambda held: self.caseload - held, deciding)
            for deciding, chance in law.items()
        ))  # fmt: skip

    def trial_cost(self, all_holdouts):
        """What being tried costs, what is received for it taken off."""
        cost = self.trial_sentence(all_holdouts) + self.parameters["process_cost"]
        return cost - self.received(all_holdouts)

    def plea_sentence(self, others):
        """Years imposed for a plea while so many others hold out."""
        return self.offer - self.credited(others)

    def credited(self, others):
        return self.amount("credit") if others else Fraction(0)

    def counselled(self, all_holdouts):
        """The worth, and what it spares other clients by the weight that counsel puts on them."""
        if "clients" not in self.amounts:
            return self.worth(all_holdouts)
        clients = (self.amounts["clients"] - 1) / max(self.caseload - 1, 1)
        others = all_holdouts - 1
        spared = others * (self.worth(all_holdouts) - self.worth(others)) if others else 0
        cheaper = self.credited(all_holdouts) - self.credited(others)
        spared += (self.caseload - all_holdouts) * cheaper
        return self.worth(all_holdouts) + clients * self.amount("counsel_weight") * spared

    @cached_property
    def kept_promises(self):
        """How many of those who promised hold out, with the probability of each number."""
        signed, kept = self.signed, self.amount("reliability", ONE)
        if kept in (0, 1):  # as most tests have it
            return [(int(signed * kept), ONE)]
        return [
            (h, comb(signed, h) * kept**h * (1 - kept) ** (signed - h)) for h in range(signed + 1)
        ]

    def mean(self, by_holdouts, deciding):
        """The mean of what depends on all hold-outs when so many of those who decide hold out."""
        return sum(chance * by_holdouts(deciding + h) for h, chance in self.kept_promises)

    def hold_out(self, holdouts):
        """What holding out pays when so many of those who decide hold out, oneself included."""
        return self.mean(self.counselled, holdouts)

    def plead(self, holdouts):
        """What pleading pays beside so many others who decide and hold out."""
        return -self.mean(self.plea_sentence, holdouts) - self.sanction

    def gain(self, holdouts):
        """Δ(m)."""
        return self.hold_out(holdouts) - self.plead(holdouts - 1)

    def gains(self):
        return list(self._gains)

    @cached_property
    def _gains(self):
        return [self.gain(m) for m in range(1, self.deciding + 1)]

    def indifferent(self, holdouts):
        """The offer at which she does not mind whether she is one of so many to hold out."""
        credited = self.mean(self.credited, holdouts - 1)
        return credited - self.hold_out(holdouts) - self.sanction

    def tipping_point(self):
        """The least number of hold-outs, oneself included, who are content; else None."""
        return next((m for m, gain in enumerate(self.gains(), start=1) if gain >= 0), None)

    def over_holdouts(self, of_one, deciding):
        """The sum over all who hold out when so many of those who decide do, a mean."""
        return self.mean(lambda held: held * of_one(held) if held else Fraction(0), deciding)

    def trials_held(self, deciding):
        """How many are tried, a mean, when so many of those who decide hold out."""
        return self.over_holdouts(self.tried, deciding)

    def years_from_trials(self, deciding):
        """Expected years imposed on those who are tried."""
        return self.over_holdouts(lambda h: self.tried(h) * self.trial_sentence(h), deciding)

    def paid_to_the_tried(self, deciding):
        return self.over_holdouts(lambda h: self.tried(h) * self.received(h), deciding)

    def years_imposed(self, deciding):
        """Expected years over all defendants when so many of those who decide hold out."""
        return self.years_from_trials(deciding) + self.years_from_pleas(deciding)

    def years_credited(self, deciding):
        return self.mean(lambda h: (self.caseload - h) * self.credited(h), deciding)

    def years_from_pleas(self, deciding):
        return self.mean(lambda h: (self.caseload - h) * self.plea_sentence(h), deciding)


def gain_with_terms(parameters, amounts, holdouts):
    """Δ(m), from the descriptions of the terms alone, by the names of their parameters."""
    return GameByHand(parameters, amounts).gain(holdouts)


@cache
def game_by_hand(game):
    """The same for a game whose parameters are numbers."""

    def as_fractions(values):
        return {name: Fraction(int(value.p), int(value.q)) for name, value in values.items()}

    amounts = {}
    for term in game.terms:
        amounts |= as_fractions(term.values)
    return GameByHand(as_fractions(game.parameters), amounts)


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
    amounts, unit = in_whole_units(gain)
    others = [Fraction(x) for x in others]
    ways = product(*((x.denominator - x.numerator, x.numerator) for x in others))
    total = sum(
        prod(weights) * amounts[sum(profile)]
        for profile, weights in zip(product((0, 1), repeat=len(others)), ways, strict=True)
    )
    return Fraction(total, unit * prod(x.denominator for x in others))


def expected_gain(gain, x):
    """D(x), by adding up all profiles of the others."""
    amounts, unit = in_whole_units(gain)
    x, others = Fraction(x), len(gain) - 1
    out, stay = x.numerator, x.denominator - x.numerator
    total = sum(
        profiles * out**held * stay ** (others - held) * amounts[held]
        for held, profiles in profiles_by_holdouts(others).items()
    )
    return Fraction(total, unit * x.denominator**others)


@cache
def profiles_by_holdouts(count):
    """How many of all 2^n profiles have so many hold-outs, counted one by one."""
    return Counter(map(sum, product((0, 1), repeat=count)))


def in_whole_units(values):
    """The same fractions over their common denominator, and that denominator."""
    values = [Fraction(value) for value in values]
    unit = lcm(*(value.denominator for value in values))
    return [value.numerator * (unit // value.denominator) for value in values], unit


def regret(gain, profile):
    """The most that anyone gains by changing, when each holds out with her own probability."""
    regrets = [Fraction(0)]
    for own, x in enumerate(profile):
        value = mean_gain(gain, [*profile[:own], *profile[own + 1 :]])
        regrets += [value * (1 - x), -value * x]
    return max(regrets)


def interior_roots(gain):
    """How many different x in (0, 1) have D(x) = 0, by sympy's exact isolation of roots."""
    return roots_between(gain, 0, 1)


def roots_between(gain, low, high):
    """How many different x have D(x) = 0 from low to high, both included, but for 0 and 1."""
    degree = len(gain) - 1
    amounts, _ = in_whole_units(gain)
    coefficients = [  # of C(n, j) x^j (1 − x)^(n − j), added up
        sum(
            amount * comb(degree, j) * comb(degree - j, power - j) * (-1) ** (power - j)
            for j, amount in enumerate(amounts[: power + 1])
        )
        for power in range(degree + 1)
    ]
    polynomial = Poly(coefficients[::-1], Symbol("x"))
    if polynomial.degree() <= 0:
        return 0
    square_free = polynomial.sqf_part()
    low, high = (Rational(end.numerator, end.denominator) for end in (low, high))
    ends = sum(square_free.eval(end) == 0 for end in {low, high} & {0, 1})
    return len(square_free.intervals(inf=low, sup=high, sqf=True)) - ends


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


def docket_offer(who, amounts):
    """What a named defendant is offered, after the terms."""
    least = (1 - Fraction(amounts.get("discount_cap", 1))) * who["sentence"]
    return max(who["offer"] * (1 - Fraction(amounts.get("discount", 0))), least)


def docket_payoff(people, profile, tried, capacity, amounts, i, offer=None):
    """What named defendant i gets, terms by their descriptions; people as mappings.

    ``amounts`` are the terms' parameters by name, ``capacity`` is that after the terms, ``tried``
    her chance of trial. An ``offer`` replaces the one after the terms.
    """

    def amount(name, otherwise=0):
        return Fraction(amounts.get(name, otherwise))

    who, held = people[i], sum(profile)
    if not profile[i]:
        stated = docket_offer(who, amounts) if offer is None else offer
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
    overload = 1 - min(Fraction(1), capacity / held)
    prepared *= 1 - overload * amount("mistrial_rate") * amount("mistrial_sanction", 1)
    both = min(capacity, amount("defence_capacity", capacity))
    paid = amount("side_payment") + amount("strike_fund") / max(1, min(held, both))
    trial = sentence * conviction * prepared + who["process_cost"] - paid
    return worth - (tried * trial + (1 - tried) * who["dismissal_cost"])


LAPLACIANS_WITH_TESTIMONY = [
    (2, 1, "1/2", "1"),
    (3, 1, "1/2", "17/18"),
    (5, 1, "1/5", "12329/18750"),
    (5, 5, "1/5", "4149/3125"),
    (10, 1, "1/10", "68199846857/157500000000"),
    (10, 3, "1/10", "188590953671/210000000000"),
]
"""N, K, q and L_q with a headroom of 1, from a derivation in exact arithmetic."""
