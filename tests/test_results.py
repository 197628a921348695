"""What every result has: the game and the numbers it was asked for, and a table without gaps."""

from functools import partial

import pytest

import plea_games as pg

GAME = pg.PleaGame(defendants=5, capacity=1, offer=4, sentence=10)
ANA = pg.Defendant("Ana", offer=4, sentence=10)
BO = pg.Defendant("Bo", offer=3, sentence=10)
TWO = pg.DivideAndConquer([ANA, BO], capacity=1)

ASKED = (
    (pg.adaptive_offers, GAME, {"committed": 2}),
    (pg.announced_order, GAME, {"committed_share": 0.25}),
    (pg.attrition, GAME, {"members": 4, "leaving": 0.125}),
    (pg.best_offers, GAME, {"rounds": 2}),
    (pg.cognitive_hierarchy, GAME, {"mean": 1.5}),
    (pg.contest, GAME, {"selection": "plead-favourable"}),
    (pg.critical_discount, GAME, {"support": 1, "holdouts": 2}),
    (pg.equilibria, GAME, {}),
    (pg.expected_revisions, GAME, {"precision": 0.5, "start": 1, "target": 3}),
    (pg.fixation, GAME, {"intensity": 0.5, "start": 2}),
    (pg.fixed_offers, GAME, {"committed": 2}),
    (pg.global_game, GAME, {"prior_deviation": 2, "noise_deviation": 0.5}),
    (pg.level_k, GAME, {"levels": 3}),
    (pg.levers, GAME, {}),
    (pg.logit_revision, GAME, {"precision": 0.5}),
    (pg.nash_bargain, GAME, {"prosecutor_weight": 0.25, "trial_value": 3}),
    (pg.offers_in_rounds, GAME, {"batches": [3, 2], "committed": 1}),
    (pg.offices, GAME, {"sizes": [2]}),
    (pg.organizing_value, GAME, {"organized": 0.5, "carried_over": 0.25, "discount": 0.75}),
    (pg.payment_schedules, GAME, {}),
    (pg.potential, GAME, {}),
    (pg.protocols, GAME, {}),
    (pg.quantal_response, GAME, {"precision": 0.5}),
    (pg.quantal_response_branches, GAME, {"up_to": 2}),
    (pg.quorum_pledge, GAME, {"reliability": 0.5, "signing_cost": 0.25}),
    (pg.ranked_payments, GAME, {}),
    (pg.required, GAME, {"lever": pg.SidePayment.symbolic(), "for_": "dominance"}),
    (
        pg.rubinstein_bargain,
        GAME,
        {"prosecutor_discount": 0.75, "defendants_discount": 0.5, "trial_value": 3},
    ),
    (pg.thresholds, GAME, {}),
    (pg.trials_at_once, GAME, {"trial_value": 3}),
    (pg.turnout_payments, GAME, {}),
    (pg.uniform_payments, GAME, {"amount": 2}),
    (pg.unique_implementation, GAME, {}),
    (pg.visibility, GAME, {}),
    (pg.welfare, GAME, {}),
    (pg.cheapest_dismissals, TWO, {}),
    (pg.elimination, TWO, {}),
    (pg.elimination_regimes, TWO, {}),
    (pg.funding_order, TWO, {}),
    (partial(pg.office_strike, clients=["Ana"]), TWO, {}),
    (pg.two_defendant_equilibria, TWO, {}),
    (pg.unique_offers, TWO, {}),
)


@pytest.mark.parametrize(("verb", "game", "options"), ASKED)
def test_results_say_what_was_asked(verb, game, options):
    found = verb(game, **options)
    assert getattr(found, "game", game) is game
    for name, given in options.items():
        if hasattr(found, name):
            kept = getattr(found, name)
            assert kept == (tuple(given) if isinstance(given, list) else given), name


@pytest.mark.parametrize(("verb", "game", "options"), ASKED)
def test_tables_have_no_gaps(verb, game, options):
    found = verb(game, **options)
    if not hasattr(found, "table"):  # a formula
        return
    table = found.table()
    assert table.title
    for column in table.columns:
        assert isinstance(column.heading, str)
    for row in table.rows:
        assert len(row) == len(table.columns)
        for cell in row:
            assert cell is not None and cell == cell, row
