"""Numbers at the edge, and every public solver: what is tried, and what comes of it."""

from collections.abc import Callable, Mapping
from typing import Any

import plea_games as pg

_USUAL = {"defendants": 230, "capacity": 12, "offer": 4, "sentence": 10}

EDGES: Mapping[str, Mapping[str, object]] = {
    "N = 1, K = 0": {"defendants": 1, "capacity": 0},
    "N = K = 1": {"defendants": 1, "capacity": 1},
    "N = 2, K = 1": {"defendants": 2, "capacity": 1, "offer": 6},
    "K = 0": {"capacity": 0},
    "K = N": {"capacity": 230},
    "K > N": {"capacity": 10**9},
    "K = N − 1": {"capacity": 229, "offer": "9.99"},
    "r = 0": {"offer": 0},
    "r < 0": {"dismissal_cost": 5},
    "r = κ": {"defendants": 200, "capacity": 20, "offer": 1},
    "r = κ − 1e-15": {"defendants": 200, "capacity": 20, "offer": "0.99999999999999"},
    "r = κ + 1e-15": {"defendants": 200, "capacity": 20, "offer": "1.00000000000001"},
    "r = 1": {"offer": 10},
    "r = 1 − 1e-15": {"offer": "9.99999999999999"},
    "r = 1 + 1e-15": {"offer": "10.00000000000001"},
    "r = 1, K = N": {"offer": 10, "capacity": 230},
    "r = 1e-300": {"offer": "1e-299"},
    "r = 1e300": {"offer": "1e301"},
    "r = 1e600": {"offer": "1e300", "sentence": "1e-300"},
    "r = 1e-600": {"offer": "1e-300", "sentence": "1e300"},
    "denormal years": {"offer": "2e-323", "sentence": "5e-323"},
    "years of 1e-300": {"offer": "4e-301", "sentence": "1e-300"},
    "years of 1e300": {"offer": "4e299", "sentence": "1e300"},
    "T = d + 1e-15": {"offer": 10, "dismissal_cost": "9.999999999999999"},
    "p = 1e-300": {"conviction": "1e-300", "offer": "4e-300"},
    "N = 10⁷": {"defendants": 10**7, "capacity": 522_000},
    "N = 10⁷, K = 1": {"defendants": 10**7, "capacity": 1},
    "N = 10⁷, K = N − 1": {"defendants": 10**7, "capacity": 10**7 - 1, "offer": "9.9999999999"},
    "N = 10⁹": {"defendants": 10**9, "capacity": 10**6},
}

GOALS = ("existence", "risk dominance", "dominance", "divide-and-conquer proof")


def edge_game(name: str) -> pg.PleaGame:
    """The game at that edge."""
    return pg.PleaGame(**{**_USUAL, **EDGES[name]})


def _docket(game: pg.PleaGame) -> pg.DivideAndConquer:
    """Three named defendants of that kind, the third with a slightly better offer."""
    stated = {name: value for name, value in game.numbers.items()
              if name not in ("defendants", "capacity")}  # fmt: skip
    who = [pg.Defendant(f"D{i}", **stated) for i in range(1, 4)]
    return pg.DivideAndConquer(who, capacity=min(game.numbers["capacity"], 3))


def _ratios(game: pg.PleaGame) -> list[object]:
    numbers = game.numbers
    return [game.offer_ratio] * int(min(numbers["defendants"], 500))


def _crowd(game: pg.PleaGame) -> pg.HeterogeneousGame:
    return pg.HeterogeneousGame(offer_ratios=_ratios(game), capacity=int(game.numbers["capacity"]))


SOLVERS: Mapping[str, Callable[[pg.PleaGame], Any]] = {
    "thresholds": pg.thresholds,
    "equilibria": pg.equilibria,
    "certificate": lambda game: pg.certificate(game, "1/3"),
    "potential": pg.potential,
    "welfare": pg.welfare,
    "protocols": pg.protocols,
    **{
        f"required side payment, {goal}": lambda game, goal=goal: pg.required(
            game, "side_payment", for_=goal
        )
        for goal in GOALS
    },
    **{
        f"required sanction, {goal}": lambda game, goal=goal: pg.required(
            game, "sanction", for_=goal
        )
        for goal in GOALS
    },
    **{
        f"required retaliation, {goal}": lambda game, goal=goal: pg.required(
            game, "retaliation", for_=goal
        )
        for goal in GOALS
    },
    **{
        f"required fund, {goal}": lambda game, goal=goal: pg.required(
            game, "strike_fund", for_=goal
        )
        for goal in GOALS
    },
    **{
        f"required surge, {goal}": lambda game, goal=goal: pg.required(game, "surge", for_=goal)
        for goal in GOALS
    },
    "levers": pg.levers,
    "payment_schedules": pg.payment_schedules,
    "ranked_payments": pg.ranked_payments,
    "turnout_payments": pg.turnout_payments,
    "uniform_payments": lambda game: pg.uniform_payments(game, for_="existence"),
    "fund_solvency": lambda game: pg.fund_solvency(pg.uniform_payments(game, amount=1), fund=10),
    "quorum_pledge": pg.quorum_pledge,
    "quorum_pledge reliability": lambda game: pg.quorum_pledge(game, reliability="0.9"),
    "offices": lambda game: pg.offices(game, sizes=[1]),
    "best_offers": pg.best_offers,
    "best_offers rounds": lambda game: pg.best_offers(game, rounds=1),
    "visibility": pg.visibility,
    "unique_implementation": pg.unique_implementation,
    "cheapest_dismissals": pg.cheapest_dismissals,
    "nash_bargain": pg.nash_bargain,
    "rubinstein_bargain": lambda game: pg.rubinstein_bargain(
        game, prosecutor_discount="0.9", defendants_discount="0.9"
    ),
    "contest": lambda game: pg.contest(
        game, postures=["one price", "ranked offers"], moves=["nothing", ("side payment", 1)]
    ),
    "clock": lambda game: pg.clock(game, days=70, offers_per_day=50, batch=[1]),
    "court_delay": lambda game: pg.court_delay(
        game,
        pg.CourtQueue(arrivals=20, strike_share="0.2", courtrooms=5, trial_days=2.5, clock_days=90),
        daily_cost="0.01",
    ),
    "critical_discount": lambda game: pg.critical_discount(game, support=1),
    "organizing_value": lambda game: pg.organizing_value(
        game, organized="0.1", carried_over="0.1", discount="0.9"
    ),
    "attrition": lambda game: pg.attrition(game, members=1, leaving="0.1"),
    "quantal_response": lambda game: pg.quantal_response(game, precision=1),
    "quantal_response_branches": lambda game: pg.quantal_response_branches(game, up_to=2, points=5),
    "logit_revision": lambda game: pg.logit_revision(game, precision=1),
    "expected_revisions": lambda game: pg.expected_revisions(game, precision=1),
    "fixation": lambda game: pg.fixation(game, intensity="0.01"),
    "level_k": pg.level_k,
    "cognitive_hierarchy": lambda game: pg.cognitive_hierarchy(game, mean=2),
    "global_game": lambda game: pg.global_game(game, prior_deviation=1, noise_deviation="0.5"),
    "gain_curve": lambda game: pg.gain_curve(pg.equilibria(game)),
    "to_nashpy": pg.to_nashpy,
    "to_gambit agg": lambda game: pg.to_gambit(game, "agg"),
    "adaptive_offers": pg.adaptive_offers,
    "fixed_offers": pg.fixed_offers,
    "announced_order": pg.announced_order,
    "offers_in_rounds": lambda game: pg.offers_in_rounds(game, [int(game.numbers["defendants"])]),
    "trials_at_once": pg.trials_at_once,
    "unique_offers": pg.unique_offers,
    "silo_thresholds": lambda game: pg.silo_thresholds([pg.Silo("A", game), pg.Silo("B", game)]),
    "organize_silos": lambda game: pg.organize_silos(
        [pg.Silo("A", game), pg.Silo("B", game)], budget=100
    ),
    "least_organizing_budget": lambda game: pg.least_organizing_budget(
        [pg.Silo("A", game), pg.Silo("B", game)], win=1
    ),
    "spread_of_effort": lambda game: pg.spread_of_effort(
        [pg.Silo("A", game), pg.Silo("B", game)], recruits=10
    ),
    "sweep offer": lambda game: pg.sweep(
        game, {"offer": [game.numbers["offer"], game.numbers["offer"] + 1]}, progress=False
    ),
    "sweep capacity": lambda game: pg.sweep(game, {"capacity": [0, 1, 2]}, progress=False),
    "sweep conviction": lambda game: pg.sweep(game, {"conviction": ["1/2", 1]}, progress=False),
    "pure_equilibria": lambda game: pg.pure_equilibria(_crowd(game)),
    "extremal_equilibria": lambda game: pg.extremal_equilibria(_crowd(game)),
    "least_seed": lambda game: pg.least_seed(_crowd(game)),
    "uniform_tipping_payment": lambda game: pg.uniform_tipping_payment(
        _ratios(game), int(game.numbers["capacity"])
    ),
    "cheapest_tipping_payments": lambda game: pg.cheapest_tipping_payments(
        _ratios(game), int(game.numbers["capacity"])
    ),
    "elimination": lambda game: pg.elimination(_docket(game)),
    "elimination_regimes": lambda game: pg.elimination_regimes(_docket(game)),
    "game_tree": lambda game: pg.game_tree(_docket(game)),
    "funding_order": lambda game: pg.funding_order(_docket(game)),
    "office_strike": lambda game: pg.office_strike(_docket(game), clients=["D1"]),
    "least_office": lambda game: pg.least_office(_docket(game)),
    "docket dismissals": lambda game: pg.cheapest_dismissals(_docket(game)),
    "docket unique": lambda game: pg.unique_implementation(_docket(game)),
    "docket equilibria": lambda game: pg.equilibria(_docket(game)),
    "docket two": lambda game: pg.two_defendant_equilibria(
        pg.DivideAndConquer(_docket(game).defendants[:2], capacity=min(game.numbers["capacity"], 2))
    ),
    "simulate_nation": lambda game: pg.simulate_nation(
        [pg.Silo("A", game)], membership="0.2", cohorts=2, replications=4, progress=False
    ),
}
