"""Bounds of bargains, funds, payments, visibility and sweeps: put in again, a step less and more.

Each is asked for as the double of the record, as the number that is printed, and a step beyond it on
either side; whether it then does is decided by the definition, not by the solver.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import pytest

import plea_games as pg
from plea_games.model.exact import exact
from plea_games.units import shown_step
from tests import oracles

GAME = pg.PleaGame(
    defendants=23, capacity=3, offer="10/3", sentence=10, conviction="0.7", dismissal_cost="0.1"
)
UNEVEN = ("0.93", "0.71", "0.4", "1/3", "0.17", "0.06")
STAKES = {"Ana": ("19/3", 7), "Bo": (5, 9), "Cy": ("2/7", "8/3"), "Di": (4, 11), "Eve": ("1/3", 5)}
DOCKET = pg.Docket(
    [pg.Defendant(name, offer=s, sentence=t) for name, (s, t) in STAKES.items()], capacity=1
)


@dataclass(frozen=True)
class Bound:
    """A bound in its forms, and whether an amount does what is said of it."""

    exact: Fraction
    returned: float
    printed: str
    does: object
    unit: str = "years"
    up: bool = True


def number(text):
    """What is printed, as a fraction."""
    digits = text.replace(",", "").removesuffix("%").removesuffix("×").split()[0]
    return Fraction(digits) / (100 if text.endswith("%") else 1)


def cells(result, first=0, value=1):
    """Rows of a printed table, by their first cell."""
    texts, _ = result.table()._cells()
    return {row[first]: row[value] for row in texts}


def bargains():
    """The least that she, the most that they, and what both would rather have than a strike."""
    count, tried = 23, 3
    worth, waits = 7, Fraction("0.1")
    burden = tried * Fraction(10) * Fraction("0.7") + (count - tried) * waits

    def she_agrees(offer):
        return count * offer >= tried * worth

    def they_agree(offer):
        return count * offer <= burden

    for weight in ("0", "1/3", "0.5", "6/7", "1"):
        found = pg.organizing.nash_bargain(GAME, prosecutor_weight=weight)
        record, rows = found.record(), cells(found)
        yield Bound(found.least, record["least"], rows["Least offer"], she_agrees)
        yield Bound(found.most, record["most"], rows["Most"], they_agree, up=False)
        end = she_agrees if Fraction(weight) <= Fraction(1, 2) else they_agree
        up = end is she_agrees
        for agrees in (she_agrees, they_agree):
            assert agrees(number(rows["Offer s*"])) and agrees(exact(record["offer"]))
        if weight in ("0", "1"):
            yield Bound(found.offer, record["offer"], rows["Offer s*"], end, up=up)


def quorums():
    """The bonus that makes up for signing, and what it may cost."""
    for cost in ("1/3", "0.12345678", 2):
        found = pg.organizing.quorum_pledge(GAME, signing_cost=cost)
        record, rows, cost = found.record(), cells(found), Fraction(cost)
        yield Bound(found.bonus, record["bonus"], rows["Bonus"], lambda b, k=cost: b - k >= 0)
        due = (found.quorum - 1) * cost
        yield Bound(
            found.liability, record["liability"], rows["Liability"], lambda y, due=due: y >= due
        )


def funds():
    """What a fund lacks."""
    schedules = [pg.payments.turnout_payments(GAME), pg.payments.ranked_payments(GAME)]
    for schedule in schedules:
        for fund in (0, "1/7", "2.00001"):
            found = pg.payments.fund_solvency(schedule, fund=fund)

            def is_solvent(more, schedule=schedule, fund=fund):
                whole = pg.payments.fund_solvency(schedule, fund=str(Fraction(fund) + more))
                return whole.verdict == "solvent in the worst case"

            missing = list(cells(found, 0, 2).values())[-1]
            yield Bound(found.shortfall, found.record()["shortfall"], missing, is_solvent)


def tips(ratios, capacity, payments):
    """Whether everyone joins one after the other, paid these shares of their stakes."""
    left = list(zip(map(Fraction, ratios), payments, strict=True))
    for joined in range(1, len(left) + 1):
        chance = oracles.trial_probability(capacity, joined)
        content = [one for one in left if one[0] >= chance * (1 - one[1])]
        if not content:
            return False
        left.remove(content[0])
    return True


def tipping():
    """Payments that tip everyone: each by itself, the others as they are."""
    game = pg.HeterogeneousGame(offer_ratios=UNEVEN, capacity=3)
    found = pg.payments.cheapest_tipping_payments(game)
    printed = cells(found, 1, 2)
    for place, share in enumerate(found.exact):
        if share:

            def does(amount, place=place):
                others = [*found.exact[:place], amount, *found.exact[place + 1 :]]
                return tips(UNEVEN, 3, others)

            shown = f"{printed[str(place)]}%"
            yield Bound(share, float(found.payments[place]), shown, does, "share")
    assert exact(found.total) >= sum(found.exact)
    assert tips(UNEVEN, 3, [exact(share) for share in found.payments.tolist()])


def ratios(name="", paid=Fraction(0)):
    """Offers over stakes, one of the defendants being paid if tried."""
    for who, (offer, sentence) in STAKES.items():
        stake = Fraction(sentence) - (paid if who == name else 0)
        yield Fraction(offer) / stake if stake > 0 else Fraction(10**9)


def needs(committed, shares):
    """Whether everyone follows so many of them, whoever they are."""
    ranked = sorted(shares, reverse=True)
    return all(
        value >= oracles.trial_probability(1, committed + place)
        for place, value in enumerate(ranked[: len(ranked) - committed], start=1)
    )


def funding():
    """The payment to one alone that makes one fewer committed enough; and the sums promised."""
    found = pg.payments.funding_order(DOCKET)
    printed = {name: cells(found, 0, column) for name, column in
               (("payment", 1), ("spent", 2), ("alone", 4))}  # fmt: skip
    assert needs(found.seed, ratios())
    spent = Fraction(0)
    for step, record in zip(found, found.record()["steps"], strict=True):
        spent += step.payment
        for name, due in (("payment", step.payment), ("spent", spent)):
            yield Bound(due, record[name], printed[name][step.name], lambda y, due=due: y >= due)
        if step.alone:

            def does(amount, name=step.name):
                return needs(found.seed - 1, ratios(name, amount))

            yield Bound(step.alone, record["alone"], printed["alone"][step.name], does)
            assert exact(record["saved_per_year"]) * step.alone <= 1


def seen(sanction):
    """The game where pleas are seen and cost so much."""
    return GAME.with_terms(pg.VisibleDefection(sanction=str(sanction), probability=1))


def visible():
    """From which sanction on the sequence fails, and prices up to which offers are accepted."""
    stake, chance = 7 - Fraction("0.1"), oracles.trial_probability
    alone = Fraction("0.1") + chance(3, 1) * stake
    laplacian = Fraction("0.1") + sum(chance(3, m) for m in range(1, 24)) / 23 * stake
    for sanction in ("1/3", "0.98765432"):
        found = pg.sequences.visibility(seen(sanction))
        record, rows, bears = found.record(), cells(found), Fraction(sanction)
        tests = {
            "Sequence fails from v·g =": (
                "sequence_fails_from", lambda g: alone - g <= Fraction(10, 3), True),
            "Costs prosecutor from v·g =": (
                "costs_prosecutor_from", lambda g: alone - g <= laplacian, True),
            "Visible offer": ("visible_offer", lambda s, g=bears: s + g <= alone, False),
            "Invisible offer": ("invisible_offer", lambda s: s <= laplacian, False),
            "Visible burden": ("visible_burden", lambda s: s <= alone, False),
        }  # fmt: skip
        for row, (name, does, up) in tests.items():
            yield Bound(getattr(found, name), record[name], rows[row], does, up=up)


def others():
    """Payments that leave one action, and a strike that keeps a cap."""
    gains = (Fraction(1, 3), Fraction(-2, 7), Fraction(5, 3), Fraction(13, 7))
    found = pg.sequences.unique_implementation(pg.AnonymousGame(gain=gains))
    largest = [max(gains[:n]) for n in range(1, 5)][::-1]
    record, rows = found.record(), cells(found)
    for place, least in enumerate(largest):
        shown = rows[f"rank {place + 1}"]
        yield Bound(least, record["payments"][place], shown, lambda t, m=least: t >= m, "number")
    for cap in ("20.1", "58/3"):
        found = pg.organizing.strike_as_cap(GAME, convictions=cap)

        def keeps(m, cap=cap):
            return 23 - m + 3 * Fraction("0.7") <= Fraction(cap)

        shown, returned = cells(found)["hold out"], found.record()["holdouts"]
        yield Bound(found.holdouts, returned, shown, keeps, "defendants")


KINDS = (bargains, quorums, funds, tipping, funding, visible, others)


@pytest.mark.parametrize("kind", KINDS)
def test_bounds_hold_as_returned_and_printed_and_a_step_less_does_not(kind):
    bounds = list(kind())
    assert any(bound.exact != exact(bound.returned) for bound in bounds)
    assert any(bound.exact != number(bound.printed) for bound in bounds)
    for bound in bounds:
        outward = 1 if bound.up else -1
        printed, returned = number(bound.printed), exact(bound.returned)
        step = shown_step(printed, bound.unit)
        assert bound.does(bound.exact) and bound.does(returned) and bound.does(printed), bound
        assert bound.does(printed + outward * step), bound
        assert abs(returned - bound.exact) <= abs(bound.exact) / 10**15
        assert abs(printed - bound.exact) < step
        less = bound.exact - outward * Fraction(1, 10**30)
        if less >= 0:
            assert not bound.does(less), bound
        if printed - outward * step >= 0:
            assert not bound.does(printed - outward * step), bound


def test_records_have_the_fractions_beside_the_doubles():
    found = pg.organizing.nash_bargain(GAME)
    assert Fraction(found.record()["exact"]["offer"]) == found.offer
    steps = pg.payments.funding_order(DOCKET)
    assert [Fraction(step["exact"]["payment"]) for step in steps.record()["steps"]] == [
        step.payment for step in steps
    ]
    shares = pg.payments.cheapest_tipping_payments(
        pg.HeterogeneousGame(offer_ratios=UNEVEN, capacity=3)
    )
    assert tuple(map(Fraction, shares.record()["exact"])) == shares.exact
    seen_pleas = pg.sequences.visibility(seen("1/3"))
    assert Fraction(seen_pleas.record()["exact"]["visible_offer"]) == seen_pleas.visible_offer


def test_a_window_too_narrow_to_print_is_a_fraction():
    """Offers from 20/23 to 20/23 only: each rounding would break the agreement for one side."""
    game = pg.PleaGame(defendants=23, capacity=2, offer=1, sentence=10)
    found = pg.organizing.nash_bargain(game)
    assert set(list(cells(found).values())[:3]) == {"20/23 years"}


BOUNDS = {
    "resilience": False,
    "trial_cost_resilience": False,
    "side_payment_exists": True,
    "side_payment_risk_dominant": True,
    "side_payment_dominant": True,
}


def test_bounds_on_arrays_are_those_of_each_game_alone_and_hold():
    """Grids of decimals and of doubles with many digits, T − d and s − d of either sign."""
    draw = np.random.default_rng(17)
    over = {
        "capacity": [1, 3, 7, 22, 23],
        "offer": sorted([0.1, 1.7, 10 / 3, *draw.uniform(0, 9, 4).tolist()]),
        "dismissal_cost": [0, 0.1, 0.3 * 7],
    }
    found = pg.sweep(GAME, over, list(BOUNDS), progress=False)
    seen_less = set()
    for capacity in over["capacity"]:
        for offer in over["offer"]:
            for wait in over["dismissal_cost"]:
                game = GAME.with_parameters(capacity=capacity, offer=offer, dismissal_cost=wait)
                alone = pg.thresholds(game)
                point = found.sel(capacity=capacity, offer=offer, dismissal_cost=wait)
                for name, up in BOUNDS.items():
                    value, expected = float(point[name]), getattr(alone, name)
                    if expected is None:
                        assert np.isnan(value), (game, name)
                        continue
                    assert value == expected, (game, name)
                    bound = alone.exact[name]
                    assert (exact(value) >= bound) if up else (exact(value) <= bound)
                    nearest = float(bound)
                    if (exact(nearest) < bound) if up else (exact(nearest) > bound):
                        seen_less.add(name)
    assert seen_less == set(BOUNDS)  # where the nearest double would not do
