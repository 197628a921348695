"""Every result has a record: what JSON holds of it is what the result says."""

import inspect
import json
from dataclasses import fields

import networkx as nx
import pytest

import plea_games as pg
from plea_games.json_ready import json_ready
from plea_games.tables import Tabular
from tests.public import PUBLIC

GAME = pg.PleaGame(defendants=20, capacity=2, offer=3, sentence=10)
NAMED = pg.Docket([pg.Defendant(name, offer=6, sentence=10) for name in ("D1", "D2")], capacity=1)
NAMED_IN_ORDER = pg.Docket(NAMED.defendants, capacity=1, trials="announced order")
EMPTY = pg.places.Silo("B", GAME.with_parameters(dismissal_cost=4))
PAIR = pg.AnonymousGame(gain=[-1, 3])
COURT = pg.court.CourtQueue(
    arrivals=4, courtrooms=5, trial_days=2.5, clock_days=30, clock_law="exponential"
)
LINE = pg.NetworkGame(ties=nx.path_graph(5), needed=1)


@pytest.mark.parametrize(
    ("result", "stated"),
    [
        (pg.certificate(PAIR, 0.25), {"holds": True, "regret_bound": 0.0}),
        (pg.behaviour.fixation(GAME, intensity=1), {"process": "Fermi", "start": 1}),
        (pg.behaviour.logit_revision(GAME, precision=1), {"precision": 1.0}),
        (pg.behaviour.expected_revisions(GAME, precision=1), {"start": 0, "target": 7}),
        (pg.behaviour.global_game(PAIR, prior_deviation=1, noise_deviation=1), {"mean": 0.0}),
        (pg.behaviour.level_k(GAME, levels=2), {"pleaders": [0, 2, 4], "share": None}),
        (pg.behaviour.quantal_response_branches(PAIR, up_to=1, points=3), {"up_to": 1.0}),
        (pg.potential(PAIR), {"values": [0.0, -1.0, 2.0], "laplacian_choice": "hold out"}),
        (pg.sequences.unique_implementation(PAIR), {"payments": [3.0, 0.0], "total": 3.0}),
        (
            pg.sequences.unique_offers(NAMED),
            {"order": ["D1", "D2"], "offers": [5, 10], "mean": 7.5},
        ),
        (pg.sequences.adaptive_offers(GAME), {"mean_offer": 10, "holdouts": 0, "trials": 0}),
        (pg.heterogeneous.two_defendant_equilibria(NAMED), {"defendants": ["D1", "D2"]}),
        (pg.sequences.elimination(NAMED), {"steps": [], "remaining": ["D1", "D2"]}),
        (pg.court.court_delay(GAME, COURT, daily_cost=0), {"holds": False, "tried": 0.5}),
        (pg.court.court_fluid(COURT, days=[30]), {"method": "fluid limit", "strikers": [120.0]}),
        (pg.court.court_halt(COURT, limit=40, days=[15]), {"limit": 40, "days": [15.0]}),
        (
            pg.networks.continuum_cascade(mean_threshold=0.25, spread=0.122),
            {"mean_threshold": 0.25},
        ),
        (
            pg.required(GAME, "side_payment", for_="dominance"),
            {
                "lever": "SidePayment",
                "parameter": "side_payment",
                "unit": "years",
                "goal": "dominance",
                "bound": "at least",
                "amount": 7.0,
                "missed_at": None,
                "share_of_trial_cost": 0.7,
                "reason": "",
            },
        ),
        (
            pg.organizing.nash_bargain(GAME, trial_value=5),
            {
                "parameters": GAME.record(),
                "solution": "Nash",
                "prosecutor_share": 0.5,
                "trial_value": 5,
                "least": 0.5,
                "most": 1,
                "surplus": 10,
                "offer": 0.75,
            },
        ),
        (pg.organizing.nash_bargain(GAME, trial_value=20), {"surplus": -20.0, "offer": None}),
        (
            pg.contest(GAME, postures=["standing offer"], moves=["nothing"], trial_value=3),
            {
                "parameters": GAME.record(),
                "selection": "Laplacian",
                "degenerate": False,
                "costs": {
                    "trial_value": 3,
                    "surge_cost": 10,
                    "dropping_cost": 0,
                    "organizing_cost": 0.1,
                    "payment_cost": 1,
                },
                "replicator": {
                    "postures": {"standing offer": 1},
                    "moves": {"nothing": 1},
                    "settled": True,
                },
            },
        ),
        (
            pg.places.organize_silos(
                [pg.places.Silo("A", GAME, value=3), EMPTY], budget=11, pooling="1/2"
            ),
            {
                "goal": "most worth",
                "budget": 11,
                "pooling": 0.5,
                "silos_considered": 2,
                "silos_won": 1,
                "recruits": 10,
                "cases": 20,
                "worth": 3,
                "cost": 10,
                "bound": 3,
                "gap": 0,
                "proved_exactly": True,
                "silos": [
                    {
                        "silo": "A",
                        "defendants": 20,
                        "effective_capacity": 3,
                        "offer_ratio": 0.3,
                        "recruits": 10,
                        "recruited_share": 0.5,
                        "cost": 10,
                        "worth": 3,
                    }
                ],
            },
        ),
        (
            pg.sequences.elimination(NAMED_IN_ORDER),
            {
                "steps": [
                    {
                        "round": 1,
                        "defendant": "D1",
                        "trial_probability": 1,
                        "inequality": "s_1 ≤ T_1",
                    },
                    {
                        "round": 2,
                        "defendant": "D2",
                        "trial_probability": 1,
                        "inequality": "s_2 ≤ T_2",
                    },
                ],
                "remaining": [],
                "verdict": "everyone pleads after 2 rounds",
            },
        ),
        (pg.networks.cascade(LINE, committed=[0]), {"holdouts": 5, "by_round": [1, 2, 3, 4, 5]}),
        (pg.networks.seed_bounds(LINE), {"lower": 1, "upper": 1}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_records_are_json_and_say_what_the_result_does(result, stated):
    record = json.loads(json.dumps(result.record(), allow_nan=False))
    assert {name: record[name] for name in stated} == stated
    for name, value in record.items():
        own = getattr(result, name, value)
        if isinstance(own, bool | float | str | None):
            assert value == own


def test_cases_are_recorded_with_their_conditions():
    game = pg.Docket.symbolic(2, trials="announced order", capacity=1)
    cases = pg.sequences.elimination_cases(game).record()["cases"]
    assert cases[0]["where"] == "r_1 ≤ 1, r_2 ≤ 0"
    assert cases[0]["steps"][0]["inequality"] == "s_1 ≤ T_1"
    json.dumps(cases, allow_nan=False)


RESULTS = [
    public for public in PUBLIC.values() if inspect.isclass(public) and issubclass(public, Tabular)
]


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.__name__)
def test_what_a_record_adds_and_leaves_out_is_there(result):
    names = {field.name for field in fields(result)}
    assert set(result.unrecorded) <= names
    assert not set(result.also_recorded) & names
    assert all(isinstance(getattr(result, name), property) for name in result.also_recorded)


def test_what_json_has_no_form_for_is_an_error():
    with pytest.raises(TypeError, match="set has no form in JSON"):
        json_ready({"who": [{1, 2}]})
