"""What goals take: the sums that must not be negative, solved or bracketed anew."""

from fractions import Fraction
from math import comb

from .measure import ORACLES, holds, same
from .stated import Lottery, high
from .thresholds import least_amount, least_payment, sums

GOALS = ("existence", "risk dominance", "dominance", "divide-and-conquer proof")


def sanctioned(game, amount):
    """Gains when a plea costs so much more."""
    return Lottery(
        game.saved + Fraction(amount), game.at_stake, Fraction(game.capacity), game.defendants
    )


def retaliated(game, factor):
    """Gains when a striker's sentence is multiplied."""
    more = (Fraction(factor) - 1) * game.conviction * game.sentence
    return Lottery(game.saved, game.at_stake + more, Fraction(game.capacity), game.defendants)


def surged(game, share):
    """Gains when capacity grows by a share of itself."""
    capacity = game.capacity * (1 + Fraction(share))
    return Lottery(game.saved, game.at_stake, capacity, game.defendants)


class Funded:
    """Gains when a fund is shared by those tried: F/m to each hold-out in the mean."""

    def __init__(self, game, fund):
        shared = Fraction(fund) if game.capacity else Fraction(0)
        self.count = game.defendants
        self.gains = [gain + shared / m for m, gain in enumerate(game.lottery.gains, 1)]

    def gain(self, m):
        return self.gains[m - 1]

    def reaches(self, goal):
        return min(self.tails(goal)) >= 0

    def tails(self, goal):
        """Every sum that the goal asks for."""
        if goal == "risk dominance":
            total, tails = Fraction(0), []
            for gain in reversed(self.gains):
                total += gain
                tails.append(total)
            return tails
        chosen = {"existence": self.gains[-1:], "dominance": self.gains}
        return chosen.get(goal, self.gains[:1])


def least_fund(game, goal):
    """The largest root of sums that are affine in the fund."""
    pairs = list(zip(Funded(game, 0).tails(goal), Funded(game, 1).tails(goal), strict=True))
    if all(before >= 0 for before, _ in pairs):
        return Fraction(0)
    if any(before < 0 and after <= before for before, after in pairs):
        return None
    return max(-before / (after - before) for before, after in pairs if before < 0)


def required_to_help(least, goal, found, game, measure):
    """An amount where one does, 0 where none is needed."""
    true = least(game, goal)
    assert (found.amount is None) == (true is None)
    if true is None:
        return
    assert found.missed_at is None or high(found.missed_at) < high(true)
    measure.outward(found.amount, true, up=True, beyond=not found.reached)
    if found.share_of_trial_cost is not None:
        share = high(true) / high(game.trial_cost)
        if isinstance(true, Fraction | int):
            share = true / game.trial_cost
        measure.outward(found.share_of_trial_cost, share, up=True)


def survived(lottery, start, goal, found, game, measure):
    """The most that a goal survives: it is met there, and missed just beyond."""
    missed, forever = not lottery(game, start).reaches(goal), survives_all(lottery, game, goal)
    if missed or forever:
        assert found.amount is None
        assert found.verdict == ("missed already" if missed else "any amount")
        return
    measure.doubles += 1
    amount = Fraction(repr(found.amount))  # as it is read when it is given back
    if found.missed_at is None:
        roots = []
        for this in sums(goal):
            before, after = this(lottery(game, start)), this(lottery(game, start + 1))
            if after < before:
                roots.append(start + high(before) / high(before - after))
        measure.outward(found.amount, min(roots), up=False)
        return
    beyond = Fraction(repr(found.missed_at))
    assert lottery(game, amount).reaches(goal) and not lottery(game, beyond).reaches(goal)
    measure.within(float((beyond - amount) / (1 + amount)))


def survives_all(lottery, game, goal):
    """Whether no amount, however large, makes the goal missed."""
    if lottery is surged:
        most = Fraction(game.defendants, game.capacity) if game.capacity else Fraction(1)
        return lottery(game, most).reaches(goal)
    return not (game.capacity and game.conviction * game.sentence)


def _register():
    helping = {
        "side payment": least_payment,
        "sanction": lambda game, goal: least_amount(lambda g: sanctioned(game, g), goal),
        "fund": least_fund,
    }
    for goal in GOALS:
        for lever, least in helping.items():
            holds(
                "roots of the sums that the goal asks for, in fractions or 80 digits",
                f"required {lever}, {goal}",
            )(
                lambda found, game, measure, least=least, goal=goal: required_to_help(
                    least, goal, found, game, measure
                )
            )
        holds(
            "roots of the sums that the goal asks for, in fractions or 80 digits",
            f"required retaliation, {goal}",
        )(
            lambda found, game, measure, goal=goal: survived(
                retaliated, 1, goal, found, game, measure
            )
        )
        holds(
            "the goal met at the amount and missed beside it, in fractions or 80 digits",
            f"required surge, {goal}",
        )(lambda found, game, measure, goal=goal: survived(surged, 0, goal, found, game, measure))


_register()

_OF_LEVER = {
    "SidePayment": "side payment",
    "VisibleDefection": "sanction",
    "StrikeFund": "fund",
    "Retaliation": "retaliation",
    "BudgetSurge": "surge",
}


@holds("the oracles of the five levers above; none for the others", "levers")
def of_levers(found, game, measure):
    asked = 0
    for each in found.requirements:
        lever = _OF_LEVER.get(type(each.lever).__name__)
        if lever and "must be at most" not in each.reason:
            ORACLES[f"required {lever}, {each.goal}"].check(each, game, measure)
            asked += 1
    assert asked >= 16


def needs(game):
    """ψ(m) = −Δ(m)/τ(m) for every m; None where nobody is tried."""
    if not game.capacity:
        return None
    return [-game.lottery.gain(m) / game.chance(m) for m in range(1, game.defendants + 1)]


def due(payments, game):
    """What is paid when all hold out on average and at most; the most at any turnout, and where."""
    n, k = game.defendants, game.capacity
    drawn = min(k, n)
    largest = sorted(payments, reverse=True)
    return sum(payments) * game.chance(n), sum(largest[:drawn]), largest


def check_schedule(found, game, measure):
    """Of any kind, by what it is to do."""
    n, k, wanted = game.defendants, game.capacity, needs(game)
    if found.kind == "uniform":
        true = None if found.goal not in GOALS else least_payment(game, found.goal)
        if true is None:
            true = found.payments[0]
        expected = [true] * n
    elif found.kind == "ranked":
        expected, most = [], Fraction(0)
        for need in reversed(wanted or [Fraction(0)] * n):
            most = max(most, need)
            expected.append(most)
        expected.reverse()
    else:
        expected = [max(Fraction(0), need) for need in wanted or [Fraction(0)] * n]
    measure.nears(found.payments, expected)
    if found.kind == "by turnout":
        by_turnout = [min(m, k) * pay for m, pay in enumerate(expected, 1)]
        outlay = most_then = by_turnout[-1]
    else:
        outlay, most_then, largest = due(expected, game)
        by_turnout = [sum(largest[: min(m, k)]) for m in range(1, min(n, k) + 1)] or [Fraction(0)]
    measure.near(found.outlay, outlay)
    measure.near(found.most_when_all_hold_out, most_then)
    measure.near(found.liability, max(by_turnout))
    assert found.liability_turnout == by_turnout.index(max(by_turnout)) + 1


@holds("ψ(m) = −Δ(m)/τ(m) in fractions at every turnout, and sums of them",
       "ranked_payments", "turnout_payments", "uniform_payments")  # fmt: skip
def of_schedules(found, game, measure):
    check_schedule(found, game, measure)


@holds("ψ(m) = −Δ(m)/τ(m) in fractions at every turnout, and sums of them", "payment_schedules")
def of_all_schedules(found, game, measure):
    for each in found.schedules:
        check_schedule(each, game, measure)
    assert len(found.schedules) + len(found.missing) == 5


@holds("one year to each who is tried, ten in the fund", "fund_solvency")
def of_funds(found, game, measure):
    most = min(game.capacity, game.defendants)
    assert found.verdict.startswith("solvent" if most <= 10 else "insolvent")
    same(found.shortfall, max(0, most - 10))


@holds("chances of trial on both sides of each number, in fractions", "hard_core")
def of_hard_cores(found, game, measure):
    n, r = game.defendants, game.ratio
    assert (found.best_reply is None) == (r < game.chance(n))
    assert (found.strict is None) == (r <= game.chance(n))
    assert found.weak == (None if r == game.chance(n) else found.best_reply)
    for core, dominates in ((found.best_reply, r.__ge__), (found.strict, r.__gt__)):
        if core is not None:
            assert dominates(game.chance(core + 1))
            assert core == 0 or not dominates(game.chance(core))


@holds("the cap of a general strike, case by case", "strike_as_cap")
def of_strikes_as_caps(found, game, measure):
    n, k = game.defendants, min(game.capacity, game.defendants)
    assert (found.holdouts, found.convictions) == (n, game.conviction * k)
    assert found.years == game.conviction * game.sentence * k
    assert found.cap_cost == found.convictions * game.offer
    bear = k * game.trial_cost + (n - k) * game.dismissal_cost
    assert found.strike_cost == bear


@holds("what signing gains against every number of others, all draws added in fractions",
       "quorum_pledge", "quorum_pledge reliability")  # fmt: skip
def of_quorums(found, game, measure):
    n, q = game.defendants, Fraction(found.reliability)
    gain = [None, *game.lottery.gains]
    if q == 1:
        signing = gain[1:]
    else:
        hit, miss = int(q * 10), int((1 - q) * 10)
        signing = [
            q
            * sum(
                Fraction(comb(j, i) * hit**i * miss ** (j - i), 10**j) * gain[1 + i]
                for i in range(j + 1)
            )
            for j in (range(n) if n <= 10 else range(0, n, 23))
        ]
        if n > 10:  # at some numbers of others; the quorum is where gains change sign
            held = found.quorum
            measure_quorum(signing, range(0, n, 23), held, q, game, found, measure)
            return
    hurts = [j for j, each in enumerate(signing) if each < 0]
    ties = [j for j, each in enumerate(signing) if each <= 0]
    quorum = max(hurts, default=-1) + 2
    strict = max(ties, default=-1) + 2
    assert found.quorum == (quorum if quorum <= n else None)
    assert found.strict_quorum == (strict if strict <= n else None)
    if found.quorum:
        measure.near(found.gain_at_quorum, signing[found.quorum - 1])


def measure_quorum(signing, others, quorum, q, game, found, measure):
    """Gains rise in others, so what is known at a few numbers of them bounds the quorum."""
    for j, value in zip(others, signing, strict=True):
        if quorum is None:
            assert value < 0 or j < game.defendants - 1
        else:
            assert (value >= 0) == (j >= quorum - 1)
    if quorum is not None:
        hit, miss, j = int(q * 10), int((1 - q) * 10), quorum - 1
        exact = q * sum(
            Fraction(comb(j, i) * hit**i * miss ** (j - i), 10**j) * game.lottery.gain(1 + i)
            for i in range(j + 1)
        )
        measure.near(found.gain_at_quorum, exact, scale=game.at_stake)


@holds("Δ in fractions; tipping point by search", "offices")
def of_offices(found, game, measure):
    gain, n = game.lottery.gain, game.defendants
    same(found.gain_acting_alone, gain(1))
    same(found.gain_if_all, gain(n))
    assert found.least_office == game.tipping
    (office,) = found.offices
    same(office.gain_striking_alone, gain(1))
    same(office.tried, game.chance(1))
    same(office.gain_if_tried, game.offer - game.trial_cost)
    same(office.gain_if_not, game.saved)
    pure = {
        m for m in range(n + 1)
        if (m == 0 or gain(m) >= 0) and (m == n or gain(m + 1) <= 0)
    }  # fmt: skip
    assert {each.holdouts: each.profiles for each in found.equilibria} == {
        m: comb(n, m) for m in pure
    }


@holds("P(m) = d + τ(m)(T − d) in fractions, every m", "best_offers", "best_offers rounds")
def of_best_offers(found, game, measure):
    n = game.defendants
    prices = [game.price(game.chance(m)) for m in range(1, n + 1)]
    assert list(found.prices) == prices
    for plan in found.plans:
        size, larger = divmod(n, plan.rounds)
        if "plead-favourable" in plan.selection or "one at a time" in plan.offers:
            offers = [prices[0]] * n
        elif "Laplacian" in plan.selection:
            offers = [sum(prices) / n] * n
        elif "strike-favourable" in plan.selection:
            offers = [prices[-1]] * n
        else:
            sizes = [size + 1] * larger + [size] * (plan.rounds - larger)
            offers = [price for each in sizes for price in prices[:each]]
        for name, true in (
            ("dearest", max(offers)), ("cheapest", min(offers)), ("total", sum(offers)),
        ):  # fmt: skip
            measure.near(getattr(plan, name), true)


@holds("running maxima of Δ in fractions", "unique_implementation")
def of_payments(found, game, measure):
    most, running = None, []
    for gain in game.lottery.gains:
        most = gain if most is None else max(most, gain)
        running.append(max(most, Fraction(0)))
    assert list(found.payments) == running[::-1]
    assert found.is_attained == (max(game.lottery.gains) < 0)
