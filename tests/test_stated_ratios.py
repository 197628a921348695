"""Defendants who differ, built from offers and sentences, with terms: against payoffs by hand."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, strategies as st

import plea_games as pg
from plea_games.model.terms import TERMS
from tests.strategies import fractions

years = fractions(0, 5, 4)
share = fractions(Fraction(1, 4), 1, 4)

ALIKE_FOR_EACH = {
    pg.VisibleDefection: {"sanction": 1, "probability": Fraction(1, 2)},
    pg.SidePayment: {"payment": Fraction(1, 4)},
    pg.CommunityJury: {"sympathizers": Fraction(1, 2)},
    pg.CostlierTrials: {"budget": 9, "hours": 4},
    pg.BetterOffer: {"discount": Fraction(1, 2)},
    pg.DiscountCap: {"share": Fraction(1, 2)},
    pg.Retaliation: {"factor": 2},
    pg.BudgetSurge: {"surge": 1},
    pg.StreamlinedTrials: {"saving": Fraction(1, 2)},
    pg.PooledCapacity: {"elsewhere": 4, "share": Fraction(1, 2)},
    pg.DefenceOverload: {"defence_capacity": 1},
    pg.Solidarity: {"solidarity": 1, "exponent": 0},
}


def by_hand(kind, who, capacity):
    """(r, K) of one defendant, from the description of the term."""
    offer, sentence, conviction, process, waiting = who
    plea, trial = offer, sentence * conviction + process
    match kind:
        case pg.VisibleDefection:
            plea += Fraction(1, 2)
        case pg.SidePayment:
            trial -= Fraction(1, 4)
        case pg.CommunityJury:
            trial = sentence * conviction * Fraction(1, 2) ** 12 + process
        case pg.CostlierTrials:
            capacity = 2
        case pg.BetterOffer:
            plea /= 2
        case pg.DiscountCap:
            plea = max(plea, sentence / 2)
        case pg.Retaliation:
            trial += sentence * conviction
        case pg.BudgetSurge | pg.StreamlinedTrials:
            capacity *= 2
        case pg.PooledCapacity:
            capacity += 2
        case pg.DefenceOverload:
            capacity = min(capacity, 1)
        case pg.Solidarity:
            plea += 1
    return (plea - waiting) / (trial - waiting), capacity


dockets = st.lists(st.tuples(years, st.integers(5, 9), share, years), min_size=1, max_size=5)


@pytest.mark.parametrize("kind", ALIKE_FOR_EACH)
@given(docket=dockets, capacity=st.integers(1, 3))
def test_each_term_is_what_its_description_says(kind, docket, capacity):
    people = [
        (offer, Fraction(sentence), p, 1 + process, Fraction(1, 2))
        for offer, sentence, p, process in docket
    ]
    columns = list(zip(*people, strict=True))
    stated = dict(
        zip(("offers", "sentences", "convictions", "process_costs", "dismissal_costs"), columns,
            strict=True)
    )  # fmt: skip
    term = kind(**ALIKE_FOR_EACH[kind])
    game = pg.HeterogeneousGame.of_offers(**stated, capacity=capacity, terms=[term])
    expected = [by_hand(kind, who, capacity) for who in people]
    assert list(game.offer_ratios) == [ratio for ratio, _ in expected]
    assert {game.capacity} == {trials for _, trials in expected}
    arrays = {name: np.array(column, dtype=float) for name, column in stated.items()}
    floats = pg.HeterogeneousGame.of_offers(**arrays, capacity=capacity, terms=[term])
    assert floats.offer_ratios == pytest.approx([float(r) for r, _ in expected], rel=1e-12)


@pytest.mark.parametrize("kind", [kind for kind in TERMS if kind not in ALIKE_FOR_EACH])
def test_other_terms_are_refused_in_words(kind):
    fields = dict.fromkeys(kind.parameters, 1) | (
        {"clients": 2} if "clients" in kind.parameters else {}
    )
    with pytest.raises(pg.ParameterError, match=f"terms = {kind.__name__}: must mean the same"):
        pg.HeterogeneousGame.of_offers(
            offers=[1, 2], sentences=[8, 9], capacity=1, terms=[kind(**fields)]
        )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"offers": [1, -1]}, "defendant 2: offer = -1"),
        ({"offers": [1, 2, 3]}, "must be as many as the rest"),
        ({"offers": 1, "sentences": 9}, "must have an entry for each"),
        ({"convictions": np.array([0.5, 1.5])}, "defendant 2: conviction = 1.5"),
        ({"sentences": [8, 0]}, "defendant 2: trial cost"),
        ({"sentences": np.array([8.0, 0.0])}, "defendant 2: trial cost"),
        ({"terms": [pg.BudgetSurge("1/2")]}, "must be a whole number of trials"),
        ({"offers": "1, 2"}, "offer = 1, 2"),
    ],
)
def test_wrong_numbers_are_told_by_defendant(wrong, words):
    stated = {"offers": [1, 2], "sentences": [8, 9], "capacity": 1, **wrong}
    with pytest.raises(pg.ParameterError, match=words):
        pg.HeterogeneousGame.of_offers(**stated)
