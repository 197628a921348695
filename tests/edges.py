"""Numbers at the edge, and every public solver: what is tried, and what comes of it.

``python -m tests.edges`` writes ``docs/edges.md`` anew.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from flint import arb, ctx, fmpq
from mpmath import mp, mpf
from scipy import stats
from scipy.sparse import csr_array

import plea_games as pg
from plea_games.errors import InputError, PrecisionError
from plea_games.model.parameters import PARAMETERS
from tests.edge_oracles.measure import ORACLES, Measure, hold
from tests.edge_oracles.stated import Stated

for _topic in ("amounts", "behaviour", "equilibria", "sequences", "thresholds"):
    import_module(f"tests.edge_oracles.{_topic}")

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

AT_FEW_EDGES: Mapping[str, tuple[str, ...]] = {
    "levers": ("K = 0", "r = κ", "N = 10⁹"),
    "critical_discount": ("K = 0", "K > N", "r = κ", "r = 1 − 1e-15", "r = 1e600", "N = 10⁹"),
    "offers_in_rounds": ("N = 1, K = 0", "K = 0", "K > N", "r = κ", "r = 1", "N = 10⁹"),
}
"""Where half a second an edge would be too long for a test."""

GOALS = ("existence", "risk dominance", "dominance", "divide-and-conquer proof")


def edge_game(name: str) -> pg.PleaGame:
    """The game at that edge."""
    return pg.PleaGame(**{**_USUAL, **EDGES[name]})


def _docket(game: pg.PleaGame) -> pg.Docket:
    """Three named defendants of that kind."""
    stated = {name: value for name, value in game.numbers.items()
              if name not in ("defendants", "capacity")}  # fmt: skip
    who = [pg.Defendant(f"D{i}", **stated) for i in range(1, 4)]
    return pg.Docket(who, capacity=min(game.numbers["capacity"], 3))


def _pair(game: pg.PleaGame) -> pg.Docket:
    """Two of them."""
    return pg.Docket(_docket(game).defendants[:2], capacity=min(game.numbers["capacity"], 2))


def _ratios(game: pg.PleaGame) -> list[object]:
    numbers = game.numbers
    return [pg.lottery_form(game).price_ratio] * int(min(numbers["defendants"], 500))


def _crowd(game: pg.PleaGame) -> pg.HeterogeneousGame:
    return pg.HeterogeneousGame(offer_ratios=_ratios(game), capacity=int(game.numbers["capacity"]))


def _two(ratio: object) -> pg.HeterogeneousGame:
    return pg.HeterogeneousGame(offer_ratios=[ratio, "0.2"], capacity=1)


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
    "payment_schedules": pg.payments.payment_schedules,
    "ranked_payments": pg.payments.ranked_payments,
    "turnout_payments": pg.payments.turnout_payments,
    "uniform_payments": lambda game: pg.payments.uniform_payments(game, for_="existence"),
    "fund_solvency": lambda game: pg.payments.fund_solvency(
        pg.payments.uniform_payments(game, amount=1), fund=10
    ),
    "hard_core": pg.organizing.hard_core,
    "strike_as_cap": lambda game: pg.organizing.strike_as_cap(
        game, convictions=game.conviction * game.capacity
    ),
    "quorum_pledge": pg.organizing.quorum_pledge,
    "quorum_pledge reliability": lambda game: pg.organizing.quorum_pledge(game, reliability="0.9"),
    "offices": lambda game: pg.organizing.offices(game, sizes=[1]),
    "best_offers": pg.sequences.best_offers,
    "best_offers rounds": lambda game: pg.sequences.best_offers(game, rounds=1),
    "visibility": pg.sequences.visibility,
    "unique_implementation": pg.sequences.unique_implementation,
    "nash_bargain": pg.organizing.nash_bargain,
    "rubinstein_bargain": lambda game: pg.organizing.rubinstein_bargain(
        game, prosecutor_discount="0.9", defendants_discount="0.9"
    ),
    "contest": lambda game: pg.contest(
        game, postures=["one price", "ranked offers"], moves=["nothing", ("side payment", 1)]
    ),
    "clock": lambda game: pg.clock(game, days=70, offers_per_day=50, batch=[1]),
    "court_delay": lambda game: pg.court.court_delay(
        game,
        pg.court.CourtQueue(
            arrivals=20, strike_share="0.2", courtrooms=5, trial_days=2.5, clock_days=90
        ),
        daily_cost="0.01",
    ),
    "critical_discount": lambda game: pg.union.critical_discount(game, support=1),
    "organizing_value": lambda game: pg.union.organizing_value(
        game, organized="0.1", carried_over="0.1", discount="0.9"
    ),
    "attrition": lambda game: pg.union.attrition(game, members=1, leaving="0.1"),
    "quantal_response": lambda game: pg.behaviour.quantal_response(game, precision=1),
    "quantal_response_branches": lambda game: pg.behaviour.quantal_response_branches(
        game, up_to=2, points=5
    ),
    "logit_revision": lambda game: pg.behaviour.logit_revision(game, precision=1),
    "expected_revisions": lambda game: pg.behaviour.expected_revisions(game, precision=1),
    "fixation": lambda game: pg.behaviour.fixation(game, intensity="0.01"),
    "level_k": pg.behaviour.level_k,
    "cognitive_hierarchy": lambda game: pg.behaviour.cognitive_hierarchy(game, mean=2),
    "global_game": lambda game: pg.behaviour.global_game(
        game, prior_deviation=1, noise_deviation="0.5"
    ),
    "gain_curve": lambda game: pg.gain_curve(pg.equilibria(game)),
    "to_nashpy": pg.to_nashpy,
    "to_gambit agg": lambda game: pg.to_gambit(game, "agg"),
    "adaptive_offers": pg.sequences.adaptive_offers,
    "fixed_offers": pg.sequences.fixed_offers,
    "announced_order": pg.sequences.announced_order,
    "offers_in_rounds": lambda game: pg.sequences.offers_in_rounds(
        game, [int(game.numbers["defendants"])]
    ),
    "trials_at_once": pg.sequences.trials_at_once,
    "unique_offers": pg.sequences.unique_offers,
    "silo_thresholds": lambda game: pg.places.silo_thresholds(
        [pg.places.Silo("A", game), pg.places.Silo("B", game)]
    ),
    "organize_silos": lambda game: pg.places.organize_silos(
        [pg.places.Silo("A", game), pg.places.Silo("B", game)], budget=100
    ),
    "least_organizing_budget": lambda game: pg.places.least_organizing_budget(
        [pg.places.Silo("A", game), pg.places.Silo("B", game)], win=1
    ),
    "spread_of_effort": lambda game: pg.places.spread_of_effort(
        [pg.places.Silo("A", game), pg.places.Silo("B", game)], recruits=10
    ),
    "sweep offer": lambda game: pg.sweep(
        game, {"offer": [game.numbers["offer"], game.numbers["offer"] + 1]}, progress=False
    ),
    "sweep capacity": lambda game: pg.sweep(game, {"capacity": [0, 1, 2]}, progress=False),
    "sweep conviction": lambda game: pg.sweep(game, {"conviction": ["1/2", 1]}, progress=False),
    "pure_equilibria": lambda game: pg.heterogeneous.pure_equilibria(_crowd(game)),
    "extremal_equilibria": lambda game: pg.heterogeneous.extremal_equilibria(_crowd(game)),
    "least_seed": lambda game: pg.heterogeneous.least_seed(_crowd(game)),
    "uniform_tipping_payment": lambda game: pg.payments.uniform_tipping_payment(_crowd(game)),
    "cheapest_tipping_payments": lambda game: pg.payments.cheapest_tipping_payments(_crowd(game)),
    "elimination": lambda game: pg.sequences.elimination(_docket(game)),
    "elimination_cases": lambda game: pg.sequences.elimination_cases(_docket(game)),
    "game_tree": lambda game: pg.sequences.game_tree(_docket(game)),
    "funding_order": lambda game: pg.payments.funding_order(_docket(game)),
    "office_strike": lambda game: pg.organizing.office_strike(_docket(game), clients=["D1"]),
    "least_office": lambda game: pg.organizing.least_office(_docket(game)),
    "cheapest_dismissals": lambda game: pg.organizing.cheapest_dismissals(_docket(game)),
    "unique_implementation, named": lambda game: pg.sequences.unique_implementation(_docket(game)),
    "equilibria, named": lambda game: pg.equilibria(_docket(game)),
    "two_defendant_equilibria": lambda game: pg.heterogeneous.two_defendant_equilibria(_pair(game)),
    "bimatrix": lambda game: pg.bimatrix(_pair(game)),
    "simulate_nation": lambda game: pg.places.simulate_nation(
        [pg.places.Silo("A", game)], membership="0.2", cohorts=2, replications=4, progress=False
    ),
}

_TINY, _HUGE = "1e-300", "1e300"
_REAL = (0, "5e-324", _TINY, "1e-15", 1, _HUGE, "1.7e308", 2**63, 10**30)
_SHARE = (0, "5e-324", _TINY, "1e-15", "0.999999999999999", 1, "1.000000000000001")
_COUNT = (0, 1, 2, 2**31, 2**63 - 1, 2**63, 2**64, 10**30, 10**400)


def _usual(**changes: object) -> pg.PleaGame:
    return pg.PleaGame(**{**_USUAL, **changes})


def _court(**changes: object) -> pg.court.CourtQueue:
    usual = {"arrivals": 2, "strike_share": "0.5", "courtrooms": 2, "trial_days": 2}
    return pg.court.CourtQueue(**{**usual, "clock_days": 90, **changes})


def _silos() -> list[pg.places.Silo]:
    return [pg.places.Silo("A", _usual()), pg.places.Silo("B", _usual(capacity=30))]


def _gains(value: object) -> pg.AnonymousGame:
    number = float(str(value))
    return pg.AnonymousGame(gain=[-number, number / 3, -number / 7, number])


def _few(**changes: object) -> pg.PleaGame:
    return _usual(defendants=7, capacity=2, **changes)


def _read_back(game: pg.PleaGame) -> object:
    with NamedTemporaryFile("w", suffix=".agg", encoding="utf-8") as file:
        file.write(pg.to_gambit(game, "agg"))
        file.flush()
        return pg.from_gambit(file.name)


def _all_of(found: Iterable[object]) -> object:
    assert [str(each) for each in found]
    return found


_LOTTERY = _usual()
_RING = csr_array([[0, 1, 1], [1, 0, 1], [1, 1, 0]])
_SMALL = _usual(defendants=7, capacity=2)

ARGUMENTS: Mapping[str, tuple[Callable[[Any], Any], tuple[object, ...]]] = {
    "PleaGame defendants": (lambda v: pg.thresholds(_usual(defendants=v)), _COUNT),
    "PleaGame capacity": (lambda v: pg.thresholds(_usual(capacity=v)), _COUNT),
    "PleaGame offer": (lambda v: pg.thresholds(_usual(offer=v)), _REAL),
    "PleaGame sentence": (lambda v: pg.thresholds(_usual(sentence=v)), _REAL),
    "PleaGame conviction": (lambda v: pg.thresholds(_usual(conviction=v)), _SHARE),
    "PleaGame process_cost": (lambda v: pg.thresholds(_usual(process_cost=v)), _REAL),
    "PleaGame dismissal_cost": (lambda v: pg.thresholds(_usual(dismissal_cost=v)), _REAL),
    "equilibria gains": (lambda v: pg.equilibria(_gains(v)), ("5e-324", _TINY, 1, _HUGE)),
    "potential gains": (lambda v: pg.potential(_gains(v)), ("5e-324", _TINY, 1, _HUGE)),
    "certificate gains": (lambda v: pg.certificate(_gains(v), "1/2"), ("5e-324", _TINY, 1, _HUGE)),
    "certificate probability": (lambda v: pg.certificate(_LOTTERY, v), _SHARE),
    "required share": (
        lambda v: pg.required(_LOTTERY, "side_payment", for_="existence", share=v),
        _SHARE,
    ),
    "SidePayment": (lambda v: pg.equilibria(_LOTTERY.with_terms(pg.SidePayment(v))), _REAL),
    "StrikeFund": (lambda v: pg.equilibria(_SMALL.with_terms(pg.StrikeFund(v))), _REAL),
    "Solidarity": (lambda v: pg.equilibria(_SMALL.with_terms(pg.Solidarity(v))), _REAL),
    "Solidarity exponent": (
        lambda v: pg.equilibria(_SMALL.with_terms(pg.Solidarity(1, v))),
        _REAL,
    ),
    "Retaliation": (lambda v: pg.thresholds(_LOTTERY.with_terms(pg.Retaliation(v))), _REAL),
    "BudgetSurge": (lambda v: pg.thresholds(_LOTTERY.with_terms(pg.BudgetSurge(v))), _REAL),
    "Pledge": (lambda v: pg.equilibria(_LOTTERY.with_terms(pg.Pledge(v))), _COUNT),
    "CommunityJury": (lambda v: pg.equilibria(_LOTTERY.with_terms(pg.CommunityJury(v))), _SHARE),
    "PreparationDecay": (
        lambda v: pg.equilibria(_SMALL.with_terms(pg.PreparationDecay(v))),
        _SHARE,
    ),
    "quantal_response precision": (
        lambda v: pg.behaviour.quantal_response(_SMALL, precision=v),
        _REAL,
    ),
    "quantal_response narrative": (
        lambda v: pg.behaviour.quantal_response(_SMALL, precision=1, narrative=v),
        _SHARE,
    ),
    "quantal_response gains": (
        lambda v: pg.behaviour.quantal_response(_gains(v), precision=1),
        ("5e-324", _TINY, 1, _HUGE),
    ),
    "quantal_response_branches up_to": (
        lambda v: pg.behaviour.quantal_response_branches(_SMALL, up_to=v, points=3),
        _REAL,
    ),
    "quantal_response_branches points": (
        lambda v: pg.behaviour.quantal_response_branches(_SMALL, up_to=1, points=v),
        _COUNT,
    ),
    "logit_revision precision": (lambda v: pg.behaviour.logit_revision(_SMALL, precision=v), _REAL),
    "expected_revisions precision": (
        lambda v: pg.behaviour.expected_revisions(_SMALL, precision=v),
        _REAL,
    ),
    "expected_revisions start": (
        lambda v: pg.behaviour.expected_revisions(_SMALL, precision=1, start=v),
        _COUNT,
    ),
    "fixation intensity": (lambda v: pg.behaviour.fixation(_SMALL, intensity=v), _REAL),
    "fixation Moran": (
        lambda v: pg.behaviour.fixation(_SMALL, intensity=v, process="Moran"),
        _REAL,
    ),
    "fixation start": (lambda v: pg.behaviour.fixation(_SMALL, intensity=1, start=v), _COUNT),
    "level_k levels": (lambda v: pg.behaviour.level_k(_SMALL, levels=v), _COUNT),
    "cognitive_hierarchy mean": (
        lambda v: pg.behaviour.cognitive_hierarchy(_SMALL, mean=float(str(v))),
        ("5e-324", _TINY, 1, 499, _HUGE, "nan", "inf"),
    ),
    "global_game prior_deviation": (
        lambda v: pg.behaviour.global_game(_SMALL, prior_deviation=v, noise_deviation="0.1"),
        _REAL,
    ),
    "global_game noise_deviation": (
        lambda v: pg.behaviour.global_game(_SMALL, prior_deviation=1, noise_deviation=v),
        _REAL,
    ),
    "global_game mean": (
        lambda v: pg.behaviour.global_game(
            _SMALL, prior_deviation=1, noise_deviation="0.1", mean=v
        ),
        _REAL,
    ),
    "critical_discount support": (lambda v: pg.union.critical_discount(_LOTTERY, support=v), _REAL),
    "critical_discount holdouts": (
        lambda v: pg.union.critical_discount(_LOTTERY, support=1, holdouts=v),
        _COUNT,
    ),
    "organizing_value organized": (
        lambda v: pg.union.organizing_value(
            _LOTTERY, organized=v, carried_over="0.1", discount="0.9"
        ),
        _SHARE,
    ),
    "organizing_value carried_over": (
        lambda v: pg.union.organizing_value(
            _LOTTERY, organized="0.1", carried_over=v, discount="0.9"
        ),
        _SHARE,
    ),
    "organizing_value discount": (
        lambda v: pg.union.organizing_value(
            _LOTTERY, organized="0.01", carried_over="1e-5", discount=v
        ),
        _SHARE,
    ),
    "organizing_value attempt_cost": (
        lambda v: pg.union.organizing_value(
            _LOTTERY, organized="0.1", carried_over="0.1", discount="0.9", attempt_cost=v
        ),
        _REAL,
    ),
    "attrition members": (lambda v: pg.union.attrition(_LOTTERY, members=v, leaving="0.1"), _COUNT),
    "attrition leaving": (lambda v: pg.union.attrition(_LOTTERY, members=100, leaving=v), _SHARE),
    "nash_bargain prosecutor_weight": (
        lambda v: pg.organizing.nash_bargain(_LOTTERY, prosecutor_weight=v),
        _SHARE,
    ),
    "nash_bargain trial_value": (
        lambda v: pg.organizing.nash_bargain(_LOTTERY, trial_value=v),
        _REAL,
    ),
    "rubinstein_bargain prosecutor_discount": (
        lambda v: pg.organizing.rubinstein_bargain(
            _LOTTERY, prosecutor_discount=v, defendants_discount="0.9"
        ),
        _SHARE,
    ),
    "rubinstein_bargain both": (
        lambda v: pg.organizing.rubinstein_bargain(
            _LOTTERY, prosecutor_discount=v, defendants_discount=v
        ),
        _SHARE,
    ),
    "quorum_pledge reliability": (
        lambda v: pg.organizing.quorum_pledge(_LOTTERY, reliability=v),
        _SHARE,
    ),
    "quorum_pledge signing_cost": (
        lambda v: pg.organizing.quorum_pledge(_LOTTERY, signing_cost=v),
        _REAL,
    ),
    "offices sizes": (lambda v: pg.organizing.offices(_LOTTERY, sizes=[v]), _COUNT),
    "best_offers rounds": (lambda v: pg.sequences.best_offers(_LOTTERY, rounds=v), _COUNT),
    "protocols rounds": (lambda v: pg.protocols(_LOTTERY, rounds=[v]), _COUNT),
    "protocols trial_value": (lambda v: pg.protocols(_LOTTERY, trial_value=v), _REAL),
    "trials_at_once trial_value": (
        lambda v: pg.sequences.trials_at_once(_LOTTERY, trial_value=v),
        _REAL,
    ),
    "offers_in_rounds batches": (lambda v: pg.sequences.offers_in_rounds(_LOTTERY, [v]), _COUNT),
    "adaptive_offers committed": (
        lambda v: pg.sequences.adaptive_offers(_LOTTERY, committed=v),
        _COUNT,
    ),
    "announced_order committed_share": (
        lambda v: pg.sequences.announced_order(_LOTTERY, committed_share=v),
        _SHARE,
    ),
    "uniform_payments amount": (lambda v: pg.payments.uniform_payments(_LOTTERY, amount=v), _REAL),
    "fund_solvency fund": (
        lambda v: pg.payments.fund_solvency(
            pg.payments.uniform_payments(_LOTTERY, amount=1), fund=v
        ),
        _REAL,
    ),
    "clock days": (lambda v: pg.clock(_LOTTERY, days=v, offers_per_day=50), _REAL),
    "clock offers_per_day": (lambda v: pg.clock(_LOTTERY, days=70, offers_per_day=v), _REAL),
    "clock batch": (lambda v: pg.clock(_LOTTERY, days=70, offers_per_day=50, batch=[v]), _COUNT),
    "clock committed": (
        lambda v: pg.clock(_LOTTERY, days=70, offers_per_day=50, committed=v),
        _COUNT,
    ),
    "clock strike_day": (
        lambda v: pg.clock(_LOTTERY, days=70, offers_per_day=50, committed=1, strike_day=v),
        _REAL,
    ),
    "clock surge": (lambda v: pg.clock(_LOTTERY, days=70, offers_per_day=50, surge=v), _REAL),
    "clock tolling": (lambda v: pg.clock(_LOTTERY, days=70, offers_per_day=50, tolling=v), _REAL),
    "court_delay daily_cost": (
        lambda v: pg.court.court_delay(_LOTTERY, _court(), daily_cost=v),
        _REAL,
    ),
    "court_delay arrivals": (
        lambda v: pg.court.court_delay(_LOTTERY, _court(arrivals=v), daily_cost="0.01"),
        _REAL,
    ),
    "court_delay strike_share": (
        lambda v: pg.court.court_delay(_LOTTERY, _court(strike_share=v), daily_cost="0.01"),
        _SHARE,
    ),
    "court_delay courtrooms": (
        lambda v: pg.court.court_delay(_LOTTERY, _court(courtrooms=v), daily_cost="0.01"),
        _COUNT,
    ),
    "court_delay trial_days": (
        lambda v: pg.court.court_delay(_LOTTERY, _court(trial_days=v), daily_cost="0.01"),
        _REAL,
    ),
    "court_delay clock_days": (
        lambda v: pg.court.court_delay(_LOTTERY, _court(clock_days=v), daily_cost="0.01"),
        _REAL,
    ),
    "court_delay attrition": (
        lambda v: pg.court.court_delay(_LOTTERY, _court(attrition=v), daily_cost="0.01"),
        _REAL,
    ),
    "court_fluid days": (lambda v: pg.court.court_fluid(_court(), days=v), _REAL),
    "court_fluid arrivals": (lambda v: pg.court.court_fluid(_court(arrivals=v), days=90), _REAL),
    "court_fluid backlog": (lambda v: pg.court.court_fluid(_court(backlog=v), days=90), _COUNT),
    "court_halt days": (lambda v: pg.court.court_halt(_court(), limit=5, days=v), _REAL),
    "court_halt limit": (lambda v: pg.court.court_halt(_court(), limit=v, days=90), _COUNT),
    "court_transient days": (
        lambda v: pg.court.court_transient(_court(clock_law="exponential"), days=v),
        _REAL,
    ),
    "court_transient arrivals": (
        lambda v: pg.court.court_transient(_court(clock_law="exponential", arrivals=v), days=9),
        _REAL,
    ),
    "court_simulation days": (
        lambda v: pg.court.court_simulation(_court(), days=v, rng=0, replications=2),
        _REAL,
    ),
    "court_simulation replications": (
        lambda v: pg.court.court_simulation(_court(), days=9, rng=0, replications=v),
        _COUNT,
    ),
    "court_simulation arrivals": (
        lambda v: pg.court.court_simulation(_court(arrivals=v), days=9, rng=0, replications=2),
        _REAL,
    ),
    "organize_silos budget": (lambda v: pg.places.organize_silos(_silos(), budget=v), _REAL),
    "organize_silos pooling": (
        lambda v: pg.places.organize_silos(_silos(), budget=100, pooling=v),
        _SHARE,
    ),
    "organize_silos cost_per_recruit": (
        lambda v: pg.places.organize_silos(
            [pg.places.Silo("A", _LOTTERY, cost_per_recruit=v)], budget=100
        ),
        _REAL,
    ),
    "organize_silos value": (
        lambda v: pg.places.organize_silos([pg.places.Silo("A", _LOTTERY, value=v)], budget=100),
        _COUNT,
    ),
    "least_organizing_budget win": (
        lambda v: pg.places.least_organizing_budget(_silos(), win=v),
        _COUNT,
    ),
    "spread_of_effort recruits": (
        lambda v: pg.places.spread_of_effort(_silos(), recruits=v),
        _COUNT,
    ),
    "simulate_nation membership": (
        lambda v: pg.places.simulate_nation(
            _silos(), membership=v, cohorts=2, replications=2, progress=False
        ),
        _SHARE,
    ),
    "simulate_nation cohorts": (
        lambda v: pg.places.simulate_nation(
            _silos(), membership="0.2", cohorts=v, replications=2, progress=False
        ),
        _COUNT,
    ),
    "simulate_nation replications": (
        lambda v: pg.places.simulate_nation(
            _silos(), membership="0.2", cohorts=2, replications=v, progress=False
        ),
        _COUNT,
    ),
    "neighbourhoods defendants": (
        lambda v: pg.networks.neighbourhoods(defendants=v, rng=0),
        (0, 1, 2, 2**31, 2**63, 10**30),
    ),
    "neighbourhoods ties": (
        lambda v: pg.networks.neighbourhoods(defendants=50, ties=v, rng=0),
        _REAL,
    ),
    "neighbourhoods neighbourhoods": (
        lambda v: pg.networks.neighbourhoods(defendants=50, neighbourhoods=v, rng=0),
        _COUNT,
    ),
    "neighbourhoods concentration": (
        lambda v: pg.networks.neighbourhoods(defendants=50, concentration=v, rng=0),
        _SHARE,
    ),
    "concentration_effect share": (
        lambda v: pg.networks.concentration_effect(
            defendants=20, share=v, goal=9, neighbourhoods_hit=2, ties=4, concentrations=(0,), rng=0
        ),
        (0, _TINY, 1, 2),
    ),
    "concentration_effect goal": (
        lambda v: pg.networks.concentration_effect(
            defendants=20,
            share="0.3",
            goal=v,
            neighbourhoods_hit=2,
            ties=4,
            concentrations=(0,),
            rng=0,
        ),
        (0, 1, 2**63, 10**30),
    ),
    "continuum_cascade mean_threshold": (
        lambda v: pg.networks.continuum_cascade(mean_threshold=v, spread="0.1"),
        _REAL,
    ),
    "continuum_cascade spread": (
        lambda v: pg.networks.continuum_cascade(mean_threshold="0.25", spread=v),
        _REAL,
    ),
    "critical_spread": (lambda v: pg.networks.critical_spread(v), _REAL),
    "normal_thresholds defendants": (
        lambda v: pg.networks.normal_thresholds(v, mean_threshold="0.25", spread="0.1", rng=0),
        (0, 1, 2, 2**31, 2**63, 10**30),
    ),
    "normal_thresholds spread": (
        lambda v: pg.networks.normal_thresholds(9, mean_threshold="0.25", spread=v, rng=0),
        _REAL,
    ),
    "synthetic_dockets counties": (
        lambda v: pg.places.synthetic_dockets(v, rng=0),
        (0, 1, 2, 2**31, 2**63, 10**30),
    ),
    "HeterogeneousGame capacity": (
        lambda v: pg.heterogeneous.pure_equilibria(
            pg.HeterogeneousGame(offer_ratios=[0.5, 0.2], capacity=v)
        ),
        _COUNT,
    ),
    "HeterogeneousGame ratio": (
        lambda v: pg.heterogeneous.pure_equilibria(_two(v)),
        _REAL,
    ),
    "uniform_tipping_payment ratio": (
        lambda v: pg.payments.uniform_tipping_payment(_two(v)),
        _REAL,
    ),
    "cheapest_tipping_payments ratio": (
        lambda v: pg.payments.cheapest_tipping_payments(_two(v)),
        _REAL,
    ),
    "NetworkGame needed": (
        lambda v: pg.networks.cascade(pg.NetworkGame(ties=_RING, needed=v), committed=[0]),
        _COUNT,
    ),
    "cascade committed": (
        lambda v: pg.networks.cascade(pg.NetworkGame(ties=_RING, needed=1), committed=[v]),
        _COUNT,
    ),
    "sweep count": (
        lambda v: pg.studies.plan_sweep(_LOTTERY, {"offer": pg.Range(1, 2, v)}),
        _COUNT,
    ),
    "sweep samples": (
        lambda v: pg.studies.plan_sweep(_LOTTERY, {"offer": stats.uniform(1, 2)}, samples=v),
        _COUNT,
    ),
    "sensitivity samples": (
        lambda v: pg.studies.sensitivity(
            _LOTTERY, {"offer": stats.uniform(1, 2), "capacity": stats.randint(5, 9)}, samples=v
        ),
        _COUNT,
    ),
    "uncertainty samples": (
        lambda v: pg.studies.uncertainty(_LOTTERY, {"offer": stats.uniform(1, 2)}, samples=v),
        _COUNT,
    ),
    "contest trial_value": (
        lambda v: pg.contest(_SMALL, postures=["one price"], moves=["nothing"], trial_value=v),
        _REAL,
    ),
    "contest side payment": (
        lambda v: pg.contest(_SMALL, postures=["one price"], moves=[("side payment", v)]),
        _REAL,
    ),
    "game_kind offer": (lambda v: pg.game_kind(_usual(offer=v)), _REAL),
    "lottery_form offer": (lambda v: pg.lottery_form(_usual(offer=v)), _REAL),
    "narrative belief": (lambda v: pg.behaviour.narrative(_SMALL, belief=v), _SHARE),
    "from_gambit offer": (lambda v: _read_back(_usual(defendants=3, capacity=1, offer=v)), _REAL),
    "coalitions offer": (lambda v: pg.coalitions(_few(offer=v)), _REAL),
    "correlated_equilibria offer": (
        lambda v: pg.correlated_equilibria(_few(offer=v)),
        _REAL,
    ),
    "extreme_correlated_equilibria offer": (
        lambda v: _all_of(pg.information.extreme_correlated_equilibria(_few(offer=v))),
        _REAL,
    ),
    "disclosure weight": (lambda v: pg.disclosure(_SMALL, [1, v, 1]), _REAL),
    "named_package blame": (
        lambda v: pg.information.named_package(_docket(_SMALL), blame=v),
        _REAL,
    ),
    "packages size": (lambda v: pg.information.packages(_SMALL, size=v), _COUNT),
    "wired_pleas quorum": (lambda v: pg.information.wired_pleas(_SMALL, quorum=v), _COUNT),
    "private_cases cost": (lambda v: pg.private_cases(_SMALL, {v: 1, 9: 1}), _REAL),
    "best_replies cost": (
        lambda v: pg.information.best_replies(pg.private_cases(_SMALL, {v: 1, 9: 1}), points=11),
        _REAL,
    ),
    "prize_race prize": (lambda v: pg.information.prize_race(_SMALL, prize=v), _REAL),
    "race_to_plead offer": (
        lambda v: pg.information.race_to_plead(_SMALL, offers=[v] * 7),
        _REAL,
    ),
    "rank_offers capacity": (
        lambda v: pg.information.rank_offers(_usual(defendants=7, capacity=v)),
        _COUNT,
    ),
    "prosecutor_stopping prior": (
        lambda v: pg.information.prosecutor_stopping(_SMALL, prior=(v, 1)),
        _REAL,
    ),
    "trial_order strength": (
        lambda v: pg.information.trial_order({"A": v, "B": "1/2"}, {0: "1/2", 1: "1/2"}),
        _SHARE,
    ),
    "verdicts prior": (lambda v: pg.verdicts(_SMALL, prior=(v, 1)), _REAL),
    "witness_prices offer": (
        lambda v: pg.information.witness_prices(
            _few(offer=v, conviction="1/2").with_terms(pg.Testimony("1/5"))
        ),
        _REAL,
    ),
}


def outcome(answer: Callable[[], object]) -> str:
    """Nothing where there is an answer that can be shown, else the rule that it breaks."""
    return _answered(answer)[1]


def _answered(answer: Callable[[], object]) -> tuple[object, str]:
    """The answer, if there is one; the rule that was broken, if there is none."""
    try:
        found = answer()
        assert str(found)
        if hasattr(found, "record"):
            json.dumps(found.record())
    except InputError as error:
        return None, error.faults[0].rule
    except PrecisionError as error:
        return None, str(error)
    return found, ""


def _edges_of(solver: str) -> tuple[str, ...]:
    return AT_FEW_EDGES.get(solver, tuple(EDGES))


@cache
def _at_edges(solver: str) -> Mapping[str, tuple[object, str]]:
    return {
        edge: _answered(lambda edge=edge: SOLVERS[solver](edge_game(edge)))
        for edge in _edges_of(solver)
    }


def stated(edge: str) -> Stated:
    """The game at that edge, as fractions that no code of the library has read."""
    count, tried, *years = map(Fraction, _parameters(edge))
    return Stated(int(count), int(tried), *years)


def measured(solver: str) -> Measure:
    """Hold a solver to its oracle at every edge where it answers, by its largest error."""
    measure = Measure()
    for edge, (answer, rule) in _at_edges(solver).items():
        if not rule:
            hold(solver, answer, stated(edge), measure)
    return measure


def solver_row(solver: str, error: str) -> str:
    """What comes of a solver at the edges, as a row of the table."""
    outcomes = {edge: rule for edge, (_, rule) in _at_edges(solver).items()}
    held = ORACLES[solver].words if solver in ORACLES else ""
    return _row(f"`{solver}`", outcomes, held, error)


def argument_row(argument: str) -> str:
    """What comes of an argument at its edges, as a row of the table."""
    call, values = ARGUMENTS[argument]
    outcomes = {_stated(value): outcome(lambda value=value: call(value)) for value in values}
    return _row(f"`{argument}`", outcomes)


def _row(name: str, outcomes: Mapping[str, str], *held: str) -> str:
    rules: dict[str, list[str]] = {}
    for edge, rule in outcomes.items():
        rules.setdefault(rule, []).append(edge)
    answered = rules.pop("", [])
    answers = "all" if not rules else ", ".join(answered)
    if len(answered) > len(outcomes) / 2 and rules:
        answers = "all others"
    refusals = "; ".join(f"{', '.join(edges)}: {rule}" for rule, edges in rules.items())
    cells = (name, str(len(outcomes)), answers or "none", *held, refusals)
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _stated(value: object) -> str:
    names = {2**31: "2³¹", 2**63 - 1: "2⁶³ − 1", 2**63: "2⁶³", 2**64: "2⁶⁴", 10**30: "10³⁰",
             10**400: "10⁴⁰⁰"}  # fmt: skip
    return names.get(value, str(value)) if isinstance(value, int) else str(value)


def page() -> str:
    """The page of the docs."""
    lines = [_INTRODUCTION, _header("edge", "N", "K", "s", "J", "p", "c", "d")]
    lines += (f"| {e} | {' | '.join(map(_parameter, _parameters(e)))} |" for e in EDGES)
    lines += ["", "## Every solver at every edge", "", _SOLVERS_SAID, "", _header(*_HELD_COLUMNS)]
    lines += (
        solver_row(each, measured(each).says() if each in ORACLES else "") for each in SOLVERS
    )
    lines += ["", "## Arguments at their edges", "", _ARGUMENTS_SAID, "", _header(*_COLUMNS)]
    lines += map(argument_row, ARGUMENTS)
    lines += ["", "## Against other arithmetic", "", _EXACT_SAID, "", _header(*_EXACT_COLUMNS)]
    lines += map(exact_row, EXACT)
    return "\n".join(lines) + "\n"


def _parameters(edge: str) -> list[object]:
    given = {**_USUAL, "conviction": 1, "process_cost": 0, "dismissal_cost": 0, **EDGES[edge]}
    return [given[parameter.name] for parameter in PARAMETERS]


def _parameter(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def _header(*cells: str) -> str:
    return f"| {' | '.join(cells)} |\n|{'---|' * len(cells)}"


EXACT = tuple(edge for edge in EDGES if edge not in ("r = 1e600", "r = 1e-600"))
"""Edges whose thresholds doubles can hold."""

RELATIVE = 1e-14

_DIGITS = 60


def references(edge: str) -> tuple[int | None, mpf, Fraction | None]:
    """m̂ and L from their definitions, in fractions and in 60 digits; r where x* exists."""
    stated = dict(zip((p.name for p in PARAMETERS), map(Fraction, _parameters(edge)), strict=True))
    count, tried, waiting = (stated[name] for name in ("defendants", "capacity", "dismissal_cost"))
    at_stake = stated["conviction"] * stated["sentence"] + stated["process_cost"] - waiting
    ratio = (stated["offer"] - waiting) / at_stake

    def holding_out_pays(holdouts: int) -> bool:
        return ratio >= min(Fraction(1), tried / holdouts)

    low, high = 0, int(count)
    while high - low > 1:  # holding out pays the more, the more hold out
        middle = (low + high) // 2
        low, high = (low, middle) if holding_out_pays(middle) else (middle, high)
    with mp.workdps(_DIGITS):
        rate, harmonic = mpf(int(tried)) / int(count), mp.harmonic
        laplacian = mpf(1)
        if tried < count:
            laplacian = rate * (1 + harmonic(int(count)) - harmonic(int(tried)))
    is_mixed = tried and tried / count < ratio < 1
    return high if holding_out_pays(high) else None, laplacian, ratio if is_mixed else None


def is_between(edge: str, lower: Fraction, upper: Fraction) -> bool:
    """Whether F falls through r between two probabilities: a proof, with balls of 256 bits."""
    numbers = edge_game(edge).numbers
    count, tried = int(numbers["defendants"]), int(numbers["capacity"])
    _, _, ratio = references(edge)
    assert ratio is not None

    def chance(probability: Fraction) -> arb:
        """F by regularized incomplete beta functions."""
        x = arb(fmpq(probability.numerator, probability.denominator))
        fewer = (1 - x).beta_lower(arb(count - tried), arb(tried), regularized=True)
        more = x.beta_lower(arb(tried + 1), arb(count - tried), regularized=True)
        return fewer + arb(tried) / (arb(count) * x) * more

    with ctx.workprec(256):
        goal = arb(fmpq(ratio.numerator, ratio.denominator))
        return bool(chance(lower) > goal) and (upper >= 1 or bool(chance(upper) < goal))


def exact_row(edge: str) -> str:
    """What the library says at an edge, as a row of the table."""
    found = pg.thresholds(edge_game(edge))
    tipping, mixed = found.tipping_holdouts, found.mixed_probability
    cells = (
        "none" if tipping is None else f"{tipping:,}",
        f"{found.laplacian_ratio:.12g}",
        "none" if mixed is None else f"{mixed:.12g}",
    )
    return f"| {edge} | {' | '.join(cells)} |"


_INTRODUCTION = """# Numbers at the edge

What was tried where numbers are small, large or tied, and what came of it: an exact answer, a
bound, or a refusal that says why. `tests/test_edges.py` holds the library to every row of these
tables; `python -m tests.edges` writes them anew. Nothing here warns or overflows.

## The edges

Unless stated, N = 230, K = 12, s = 4 and J = 10 years, p = 1, c = d = 0. Decimals are read as they
are written, so that r = 1 − 1e-15 is just that, though no double is.
"""
_SOLVERS_SAID = """Each solver is given the game of each edge. "Refuses" has the rule that the error
states, beside a remedy; where doubles cannot hold an answer that exists, it is a `PrecisionError`.
Games of named defendants have three of that kind, heterogeneous ones at most 500.

"Held by" says what each answer is compared with, written anew in `tests/edge_oracles/` from the
definitions; "error at most" is the largest that was seen at any edge, relative to the number itself
or, where it is a difference, to what it is a difference of; that of doubles has room for two units
in the last place, by which processors differ. "Exact" answers are equal to the last
digit, "the nearest doubles" as near as doubles can be; 1e-78 and the like are of fractions that are
kept to some 77 digits."""
_ARGUMENTS_SAID = """One argument at a time goes to its edges in an ordinary game."""
_COLUMNS = ("call", "tried", "answers", "refuses")
_HELD_COLUMNS = (*_COLUMNS[:-1], "held by", "error at most", _COLUMNS[-1])
_EXACT_SAID = f"""What the library says. Tested: the tipping point equals that of a search over
fractions; the Laplacian ratio is within {RELATIVE:g} of harmonic numbers in {_DIGITS} digits
(mpmath), relatively; and F − r changes its sign within {RELATIVE:g} of x*, relatively, as balls of
256 bits prove (Arb)."""
_EXACT_COLUMNS = ("edge", "tipping point", "Laplacian ratio", "mixed equilibrium x*")

PAGE = Path(__file__).parents[1] / "docs" / "edges.md"

if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
