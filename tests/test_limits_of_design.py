"""Where the tools of design stop: at the very limit they answer, one beyond it they say so."""

import json
from fractions import Fraction

import pytest

import plea_games as pg
from plea_games.design import offices, quorum_pledge, unique_implementation
from plea_games.design.amounts import least_amount, levers
from plea_games.design.contest import contest
from plea_games.design.payments import (
    funding_order,
    payment_schedules,
    tipping_payments,
    turnouts,
)
from plea_games.design.places import silo_plan_result
from plea_games.errors import PrecisionError
from plea_games.model import docket
from plea_games.model.lever_forms import CHANCE
from plea_games.model.terms import TERMS

SIX = pg.PleaGame(defendants=6, capacity=2, offer=4, sentence=10)
FUNDED = SIX.with_terms(pg.StrikeFund(30))  # gains that fall in places, and no lottery form
DOCKET = pg.Docket([pg.Defendant(f"D{i}", offer=i + 1, sentence=10) for i in range(4)], capacity=1)

REFUSED = {
    "turnouts": (turnouts, "MOST_EXACT_GAINS", 6, lambda: pg.sequences.best_offers(SIX), "defendants", "6"),
    "a contest": (
        contest, "MOST_EXACT_GAINS", 6,
        lambda: pg.contest(SIX, postures=["one price"], moves=["nothing"]), "defendants", "6",
    ),
    "least amounts": (
        least_amount, "MOST_EXACT_GAINS", 6,
        lambda: pg.required(FUNDED, pg.SidePayment, for_="dominance"), "defendants", "6",
    ),
    "combinations of offices": (
        offices, "MOST_COMBINATIONS", 8, lambda: pg.organizing.offices(SIX, sizes=[3, 2, 1]), "sizes",
        "8 combinations",
    ),
    "unreliable signers": (
        quorum_pledge, "MOST_SCANNED", 6,
        lambda: pg.organizing.quorum_pledge(FUNDED, reliability="1/2"), "defendants", "6",
    ),
    "payments for each": (
        tipping_payments, "MOST_ASSIGNED", 3,
        lambda: pg.payments.cheapest_tipping_payments(
            pg.HeterogeneousGame(offer_ratios=["0.9", "0.5", "0.2"], capacity=1)
        ),
        "offer_ratios", "3",
    ),
    "funding each": (
        funding_order, "MOST_ASSIGNED", 4, lambda: pg.payments.funding_order(DOCKET), "defendants", "4",
    ),
    "profiles": (
        docket, "MOST_NAMED", 4, lambda: DOCKET.normal_form(), "defendants", "4",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_the_largest_is_taken_and_one_more_is_refused(what, monkeypatch):
    module, name, largest, ask, parameter, value = REFUSED[what]
    monkeypatch.setattr(module, name, largest)
    assert ask() is not None
    monkeypatch.setattr(module, name, largest - 1)
    with pytest.raises(pg.ParameterError) as refused:
        ask()
    (fault,) = refused.value.faults
    assert (fault.parameter, fault.value) == (parameter, value)
    assert str(largest - 1) in fault.rule and fault.remedy


def test_what_has_a_lottery_form_may_be_of_any_size(monkeypatch):
    monkeypatch.setattr(least_amount, "MOST_EXACT_GAINS", 1)
    assert pg.required(SIX, pg.SidePayment, for_="dominance").amount == 6


def test_signers_who_keep_their_word_may_be_many(monkeypatch):
    monkeypatch.setattr(quorum_pledge, "MOST_SCANNED", 1)
    for kept in (0, 1):
        assert pg.organizing.quorum_pledge(FUNDED, reliability=kept).reliability == kept
    assert pg.organizing.quorum_pledge(SIX, reliability="1/2").reliability == Fraction(1, 2)


SHORTENED = {
    "offices": (
        offices, "_MOST_ROWS", lambda: pg.organizing.offices(SIX, sizes=[3, 2, 1]),
        lambda found: len(found.equilibria), "more",
    ),
    "payments": (
        payment_schedules, "_MOST_ROWS", lambda: pg.payments.ranked_payments(SIX),
        lambda found: len(set(found.payments)), "1 more row",
    ),
    "unique payments": (
        unique_implementation, "_MOST_SHOWN", lambda: pg.sequences.unique_implementation(SIX),
        lambda found: len(found.payments), "…",
    ),
    "silos": (
        silo_plan_result, "_MOST_ROWS",
        lambda: pg.places.organize_silos([pg.places.Silo(name, SIX) for name in "ABC"], budget=99),
        lambda found: len(found.chosen), "chosen silos are shown",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", SHORTENED)
def test_long_tables_say_what_they_leave_out(what, monkeypatch):
    module, name, make, count, words = SHORTENED[what]
    found = make()
    size = count(found)
    assert size > 1
    monkeypatch.setattr(module, name, size)
    assert words not in str(found)
    monkeypatch.setattr(module, name, size - 1)
    assert words in str(found)


def test_what_exact_arithmetic_cannot_tell_is_a_row_with_the_reason(monkeypatch):
    def refuses(*_, **__):
        raise PrecisionError("amount", "", "too close to tell", "take another")

    monkeypatch.setattr(levers, "required", refuses)
    found = list(pg.levers(SIX))
    answered = {type(asked.lever).__name__ for asked in found}
    assert answered == {kind.__name__ for kind in TERMS}
    assert [asked.goal for asked in found[:4]] == list(CHANCE)
    for asked in found:
        assert asked.game == SIX and asked.parameter is asked.lever.amount()
        assert asked.amount is asked.missed_at is asked.share_of_trial_cost is None
        assert asked.reason == "amount: too close to tell; take another" and asked.verdict == "none"


def test_levers_that_are_too_large_a_question_say_so(monkeypatch):
    monkeypatch.setattr(least_amount, "MOST_EXACT_GAINS", 5)
    unanswered = {type(q.lever) for q in pg.levers(SIX) if q.reason.startswith("defendants must")}
    assert pg.StrikeFund in unanswered and pg.SidePayment not in unanswered
    for asked in pg.levers(SIX):
        if type(asked.lever) in unanswered:
            assert asked.goal in CHANCE and asked.amount is None
            assert asked.parameter is asked.lever.amount()


def test_offers_that_somebody_would_refuse_at_any_price_keep_their_rounds():
    """Solidarity that outweighs any offer, once half of all hold out."""
    plans = pg.sequences.best_offers(SIX.with_terms(pg.Solidarity(20)), rounds=[2, 3, 4]).plans
    assert [plan.rounds for plan in plans] == [1, 1, 1, 1, 2, 3, 4, 6]
    refused = [plan for plan in plans if plan.total is None]
    assert refused
    for plan in refused:
        assert plan.dearest is plan.cheapest is None


@pytest.mark.parametrize("rounds", [0, -1, "two", 2.0, True, [2, 0]])
def test_rounds_are_named_where_they_are_wrong(rounds):
    with pytest.raises(pg.ParameterError) as refused:
        pg.sequences.best_offers(SIX, rounds=rounds)
    assert [fault.parameter for fault in refused.value.faults] == ["rounds"]


def test_offers_that_are_better_than_waiting_are_each_named():
    who = [pg.Defendant(f"D{i}", offer=1, sentence=10, dismissal_cost=2) for i in range(1, 13)]
    with pytest.raises(pg.ParameterError) as refused:
        pg.payments.funding_order(pg.Docket(who, capacity=2))
    *named, rest = refused.value.faults
    assert [fault.parameter for fault in named] == [f"D{i}: offer ratio" for i in range(1, 11)]
    assert {fault.value for fault in named} == {"-1/8"}
    assert (rest.parameter, rest.rule) == ("offer_ratios", "has 2 more faults")


@pytest.mark.parametrize(
    ("lever", "value", "words"),
    [
        (pg.CostlierTrials, "CostlierTrials", ("budget", "CostlierTrials.symbolic(budget=…)")),
        ("clients", "clients", ("must be one of",)),
        ("CollectiveCounsel", "CollectiveCounsel", ("clients", "symbolic(clients=…)")),
        (pg.SidePayment(2), "SidePayment(payment=2)", ("one unknown, side_payment",)),
        (pg.VisibleDefection.symbolic(), "VisibleDefection(sanction=g, probability=v)",
         ("one unknown, sanction",)),
        (3, "3", ("must be one of capacity_elsewhere, committed",)),
    ],
)  # fmt: skip
def test_levers_that_are_none_are_told_what_is_missing(lever, value, words):
    with pytest.raises(pg.ParameterError) as refused:
        pg.required(SIX, lever, for_="existence")
    (fault,) = refused.value.faults
    assert (fault.parameter, fault.value) == ("lever", value)
    for word in words:
        assert word in f"{fault.rule}; {fault.remedy}"


@pytest.mark.parametrize("goal", CHANCE)
def test_requirements_state_all_they_were_asked(goal):
    for lever in (pg.SidePayment, pg.Retaliation, pg.Pledge, "strike_fund"):
        found = pg.required(SIX, lever, for_=goal)
        assert (found.game, found.goal) == (SIX, goal)
        assert found.parameter is found.lever.amount()
        record = json.loads(json.dumps(found.record()))
        assert record["bound"] == ("at least" if found.lever.increasing else "at most")
        assert (record["goal"], record["unit"]) == (goal, found.parameter.unit)
        in_years = found.amount is not None and found.parameter.unit == "years"
        assert (found.share_of_trial_cost is not None) == in_years
        if in_years:
            assert found.share_of_trial_cost == pytest.approx(found.amount / 10)


WRONG = {
    "too many clients": (lambda: pg.organizing.offices(SIX, sizes=[4, 3]), [("sizes", "7 clients")]),
    "a share above 1": (
        lambda: pg.required(SIX, pg.SidePayment, for_="existence", share=2), [("share", "2")],
    ),
    "clients unknown and twice": (
        lambda: pg.organizing.office_strike(DOCKET, clients=["D0", "Zoe", "D1", "D1"]),
        [("clients", "Zoe, D1")],
    ),
    "silos of one name": (
        lambda: pg.places.organize_silos([pg.places.Silo("A", SIX), pg.places.Silo("A", SIX)], budget=1),
        [("name", "A")],
    ),
    "counsel in an announced order": (
        lambda: pg.contest(
            SIX.with_terms(pg.CollectiveCounsel(3)), postures=["announced order"], moves=["nothing"]
        ),
        [("postures", "announced order")],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_named_with_what_was_given(what):
    ask, named = WRONG[what]
    with pytest.raises(pg.ParameterError) as refused:
        ask()
    assert [(fault.parameter, fault.value) for fault in refused.value.faults] == named
    assert all(fault.rule and fault.remedy for fault in refused.value.faults)
