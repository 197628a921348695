"""The national simulation against its description, docket by docket."""

import numpy as np
import pytest
from scipy import stats

import plea_games as pg
from plea_games.sweeps.national import BATCH

GAME = pg.PleaGame(defendants=400, capacity=20, offer=5, sentence=10, conviction=0.8)
SILOS = [
    pg.places.Silo("usual", GAME),
    pg.places.Silo("hard", GAME.with_parameters(capacity=300)),
    pg.places.Silo("paid", GAME.with_terms(pg.SidePayment(2))),
    pg.places.Silo("no threat", GAME.with_parameters(capacity=0)),
]


def tipping_points():
    found = (pg.thresholds(silo.game).tipping_holdouts for silo in SILOS)
    return [np.inf if needed is None else needed for needed in found]


def run(**options):
    given = {"membership": 0.1, "cohorts": 3, "replications": 2 * BATCH, "progress": False}
    return pg.places.simulate_nation(SILOS, **{**given, **options})


def test_a_docket_is_won_where_members_reach_its_tipping_point():
    for membership in (0, 1):
        found = run(membership=membership)
        won = [needed <= membership * 400 for needed in tipping_points()]
        assert found.means["dockets_won"] == pytest.approx(np.mean(won))
        assert found.errors["dockets_won"] == pytest.approx(0)
    assert won == [True, False, True, True]  # the hard docket cannot be won


def test_shares_won_are_binomial_tails():
    found = run(replications=600, membership=0.09)
    chance = stats.binom.sf(np.array(tipping_points()) - 1, 400, 0.09).mean()
    assert abs(found.means["dockets_won"][0] - chance) < 4 * found.errors["dockets_won"][0]


def test_trials_and_sentences_add_up():
    found = pg.places.simulate_nation(
        [pg.places.Silo("usual", GAME)], membership=0, cohorts=2, replications=BATCH, progress=False
    )
    assert found.means["trials"] == pytest.approx(0)
    assert found.means["sentence_years"] == pytest.approx(400 * 5)
    assert found.without["sentence_years"] == 400 * 5
    struck = pg.places.simulate_nation(
        [pg.places.Silo("usual", GAME)], membership=1, cohorts=2, replications=BATCH, progress=False
    )
    assert struck.means["trials"] == pytest.approx(20)
    assert struck.means["sentence_years"] == pytest.approx(20 * 8)


def test_membership_moves_as_described():
    """With everyone a member at first and nobody joining, (1 − a)^t are left."""
    needed = pg.thresholds(GAME).tipping_holdouts
    found = pg.places.simulate_nation(
        [pg.places.Silo("usual", GAME)],
        membership=1, leaving=0.5, cohorts=6, replications=800, progress=False,
    )  # fmt: skip
    expected = stats.binom.sf(needed - 1, 400, 0.5 ** np.arange(6))
    spread = np.sqrt(expected * (1 - expected) / 800)
    assert (np.abs(found.means["dockets_won"] - expected) <= 4 * spread + 1e-12).all()
    grown = pg.places.simulate_nation(
        [pg.places.Silo("usual", GAME)],
        membership=0,
        joining=1,
        cohorts=2,
        replications=BATCH,
        progress=False,
    )  # fmt: skip
    assert grown.means["dockets_won"].tolist() == [0, 1]


def test_won_dockets_draw_members():
    found = run(membership=stats.uniform(0, 0.3), joining_where_won=1, cohorts=4)
    assert (np.diff(found.means["dockets_won"]) >= -1e-12).all()


def test_uncertain_inputs_move_the_tipping_points():
    sure, unsure = run(), run(uncertain={"sentence": stats.uniform(1.6, 0.1)})
    needed = [
        pg.thresholds(silo.game.with_parameters(sentence=silo.game.parameters["sentence"] * 1.65))
        for silo in SILOS
    ]
    assert needed[0].tipping_holdouts > pg.thresholds(SILOS[0].game).tipping_holdouts
    assert unsure.means["dockets_won"][0] < sure.means["dockets_won"][0]


def test_results_do_not_depend_on_the_number_of_workers():
    options = {"membership": stats.beta(1, 6), "uncertain": {"conviction": stats.uniform(0.8, 0.4)}}
    here, there = run(replications=40, **options), run(replications=40, workers=2, **options)
    for name in here.means:
        assert (here.means[name] == there.means[name]).all()
        assert (here.upper[name] == there.upper[name]).all()
    first = run(replications=BATCH, **options)
    other = run(replications=BATCH, rng=1, **options)
    assert (first.means["trials"] != other.means["trials"]).any()


def test_the_table_and_the_record_say_the_same():
    found = run()
    rows = found.record()["cohorts"]
    assert [row["cohort"] for row in rows] == [1, 2, 3]
    assert f"{100 * rows[0]['dockets_won']:,.4g}" in str(found)
    assert "assumed" in str(found)


def test_all_faults_at_once():
    with pytest.raises(pg.ParameterError) as error:
        run(membership=2, leaving=-1, uncertain={"capacity": stats.norm(), "offer": 3})
    for word in ("membership = 2", "leaving = -1", "capacity", "offer = 3"):
        assert word in str(error.value)
    with pytest.raises(pg.ParameterError, match="synthetic_dockets"):
        pg.places.simulate_nation([], membership=0.1)


PLAIN = pg.PleaGame(defendants=1000, capacity=50, offer=5, sentence=10)


def all_strike(*games, **options):
    silos = [pg.places.Silo(str(place), game) for place, game in enumerate(games)]
    return pg.places.simulate_nation(
        silos, membership=1, cohorts=1, replications=1, progress=False, **options
    )


@pytest.mark.parametrize(
    "game",
    [
        PLAIN.with_terms(pg.SidePayment(4)),
        PLAIN.with_parameters(process_cost=1).with_terms(pg.BudgetSurge(0)),
    ],
    ids=["what strikers are paid", "what trials cost beside"],
)
def test_sentences_imposed_leave_out(game):
    assert all_strike(game).means["sentence_years"] == 50 * 10


def test_a_sanction_is_no_sentence():
    assert all_strike(PLAIN.with_terms(pg.VisibleDefection(3))).without["sentence_years"] == 5000


@pytest.mark.parametrize(
    "term",
    [
        pg.Solidarity("1/3", 0), pg.PreparationDecay(0), pg.StrikeFund(0), pg.Pledge(0, "1/2"),
        pg.CollectiveCounsel(1, "1/2"), pg.Testimony("1/2"),
    ],
    ids=str,
)  # fmt: skip
def test_amounts_that_leave_a_lottery(term):
    """Where others matter through the lottery alone, but only these numbers tell."""
    found = all_strike(PLAIN, PLAIN.with_terms(term))
    assert found.means["sentence_years"] == 2 * 50 * 10


def test_a_lottery_that_a_draw_could_undo_is_refused():
    game = PLAIN.with_terms(pg.Testimony("1/2"))
    with pytest.raises(pg.ParameterError, match="a lottery whatever is drawn"):
        all_strike(game, uncertain={"conviction": stats.uniform(0.5, 0.5)})


def test_one_replication_is_one_and_its_bar_shows(capsys):
    found = pg.places.simulate_nation(
        [pg.places.Silo("east", PLAIN)], membership=1, cohorts=1, replications=1, progress=True
    )
    assert "1/1 [" in capsys.readouterr().err
    assert "Strikes in 1 docket\n" in str(found)
    assert "Means of 1 replication, and" in str(found)
