"""What every result has: the game and the numbers it was asked for, and a table without gaps."""

from functools import partial

import pytest

import plea_games as pg

GAME = pg.PleaGame(defendants=5, capacity=1, offer=4, sentence=10)
ANA = pg.Defendant("Ana", offer=4, sentence=10)
BO = pg.Defendant("Bo", offer=3, sentence=10)
TWO = pg.Docket([ANA, BO], capacity=1)

ASKED = (
    (pg.sequences.adaptive_offers, GAME, {"committed": 2}),
    (pg.sequences.announced_order, GAME, {"committed_share": 0.25}),
    (pg.union.attrition, GAME, {"members": 4, "leaving": 0.125}),
    (pg.sequences.best_offers, GAME, {"rounds": 2}),
    (pg.behaviour.cognitive_hierarchy, GAME, {"mean": 1.5}),
    (pg.contest, GAME, {"selection": "plead-favourable"}),
    (pg.union.critical_discount, GAME, {"support": 1, "holdouts": 2}),
    (pg.equilibria, GAME, {}),
    (pg.behaviour.expected_revisions, GAME, {"precision": 0.5, "start": 1, "target": 3}),
    (pg.behaviour.fixation, GAME, {"intensity": 0.5, "start": 2}),
    (pg.sequences.fixed_offers, GAME, {"committed": 2}),
    (pg.behaviour.global_game, GAME, {"prior_deviation": 2, "noise_deviation": 0.5}),
    (pg.behaviour.level_k, GAME, {"levels": 3}),
    (pg.levers, GAME, {}),
    (pg.behaviour.logit_revision, GAME, {"precision": 0.5}),
    (pg.organizing.nash_bargain, GAME, {"prosecutor_weight": 0.25, "trial_value": 3}),
    (pg.sequences.offers_in_rounds, GAME, {"batches": [3, 2], "committed": 1}),
    (pg.organizing.offices, GAME, {"sizes": [2]}),
    (pg.union.organizing_value, GAME, {"organized": 0.5, "carried_over": 0.25, "discount": 0.75}),
    (pg.payments.payment_schedules, GAME, {}),
    (pg.potential, GAME, {}),
    (pg.protocols, GAME, {}),
    (pg.behaviour.quantal_response, GAME, {"precision": 0.5}),
    (pg.behaviour.quantal_response_branches, GAME, {"up_to": 2}),
    (pg.organizing.quorum_pledge, GAME, {"reliability": 0.5, "signing_cost": 0.25}),
    (pg.payments.ranked_payments, GAME, {}),
    (pg.required, GAME, {"lever": pg.SidePayment.symbolic(), "for_": "dominance"}),
    (
        pg.organizing.rubinstein_bargain,
        GAME,
        {"prosecutor_discount": 0.75, "defendants_discount": 0.5, "trial_value": 3},
    ),
    (pg.thresholds, GAME, {}),
    (pg.sequences.trials_at_once, GAME, {"trial_value": 3}),
    (pg.payments.turnout_payments, GAME, {}),
    (pg.payments.uniform_payments, GAME, {"amount": 2}),
    (pg.sequences.unique_implementation, GAME, {}),
    (pg.sequences.visibility, GAME, {}),
    (pg.welfare, GAME, {}),
    (pg.organizing.cheapest_dismissals, TWO, {}),
    (pg.sequences.elimination, TWO, {}),
    (pg.sequences.elimination_cases, TWO, {}),
    (pg.payments.funding_order, TWO, {}),
    (partial(pg.organizing.office_strike, clients=["Ana"]), TWO, {}),
    (pg.heterogeneous.two_defendant_equilibria, TWO, {}),
    (pg.sequences.unique_offers, TWO, {}),
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
