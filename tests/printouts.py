"""What results print, kept as text: ``python -m tests.printouts`` writes ``tests/printed/`` anew.

A change of any table, note, refusal, record or formula shows up as a difference of these files, to
be read before it is kept. Each has what one solver says of several games.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import networkx as nx

import plea_games as pg
from plea_games.errors import PleaGamesError
from plea_games.model.symbols import SYMBOLS
from plea_games.tables import Tabular
from tests.drawn import DRAWINGS
from tests.edges import SOLVERS
from tests.model_printouts import MODEL
from tests.report_printouts import REPORT_TEXTS
from tests.sweep_printouts import SWEEP_TEXTS

FOLDER = Path(__file__).parent / "printed"
_SHOWN = 8  # of a long list's entries
_NUMBER = re.compile(r"-?\d+\.\d{9,}(e[-+]?\d+)?|-?\d+(\.\d+)?e-\d+")

GAMES = {
    "costs": pg.PleaGame(
        defendants=20,
        capacity=2,
        offer=4,
        sentence=10,
        conviction="0.8",
        process_cost="0.5",
        dismissal_cost=1,
    ),
    "a tie, r = κ": pg.PleaGame(defendants=10, capacity=4, offer=4, sentence=10),
    "r > 1": pg.PleaGame(defendants=12, capacity=3, offer=11, sentence=10),
    "r < 0": pg.PleaGame(defendants=8, capacity=3, offer=1, sentence=10, dismissal_cost=2),
    "K = 0": pg.PleaGame(defendants=6, capacity=0, offer=4, sentence=10),
    "terms": pg.PleaGame(defendants=12, capacity=2, offer=4, sentence=10).with_terms(
        pg.StrikeFund(6), pg.VisibleDefection(sanction=1, probability="0.5"), pg.Pledge(2, "0.9")
    ),
    "symbols": pg.PleaGame(
        defendants=12, capacity=SYMBOLS["capacity"], offer=SYMBOLS["offer"], sentence=10
    ),
}
"""One of each kind of answer."""

_PLAIN = pg.PleaGame(defendants=20, capacity=2, offer=3, sentence=10)
_DOCKET = pg.Docket(
    [
        pg.Defendant("Ada", offer=3, sentence=9, conviction="0.9"),
        pg.Defendant("Ben", offer=4, sentence=8, process_cost=1),
        pg.Defendant("Cleo", offer=2, sentence=6, dismissal_cost="0.5"),
    ],
    capacity=1,
)
_PAIR = pg.Docket(_DOCKET.defendants[:2], capacity=1)
_GAINS = pg.AnonymousGame(gain=[-1, 2, -1, 1, 3])
_CROWD = pg.HeterogeneousGame(
    offer_ratios=["1.2", "0.9", "0.5", "0.5", "0.3", "0.2", "0.1"], capacity=1
)
_THREE = pg.HeterogeneousGame(offer_ratios=["0.9", "0.5", "0.3"], capacity=1)
_EASY = pg.HeterogeneousGame(offer_ratios=["0.9", "0.5", "0.5", "0.3"], capacity=2)
_LADDER = pg.NetworkGame(ties=nx.circular_ladder_graph(6), needed=2)
_COURT = pg.court.CourtQueue(
    arrivals=4,
    strike_share="0.5",
    courtrooms=3,
    trial_days=2,
    clock_days=30,
    clock_law="exponential",
    attrition="0.01",
)
_CLOCKED = pg.court.CourtQueue(arrivals=2, courtrooms=1, trial_days=2, clock_days=9, backlog=5)
_SILOS = (
    pg.places.Silo("Adams", _PLAIN, value=3),
    pg.places.Silo("Brown", GAMES["costs"], cost_per_recruit=2),
    pg.places.Silo("Clark", GAMES["r < 0"]),
    pg.places.Silo("Dane", GAMES["r > 1"], value=2),
)

OTHERS: Mapping[str, Mapping[str, Callable[[], Any]]] = {
    "games": {
        **{name: partial(lambda name: GAMES[name], name) for name in GAMES},
        "every letter": pg.PleaGame.symbolic,
        "all terms": lambda: pg.PleaGame.symbolic().with_terms(
            pg.SidePayment(2), pg.Retaliation(2), pg.Solidarity(1, 2), pg.BetterOffer("0.1")
        ),
        "named": lambda: _DOCKET,
        "named, in order": lambda: _in_order(_DOCKET),
        "named, in letters": lambda: pg.Docket.symbolic(2, capacity=1),
        "gains": lambda: _GAINS,
        "more gains than are shown": lambda: pg.AnonymousGame(gain=[*range(7)]),
        "heterogeneous": lambda: _CROWD,
        "network": lambda: _LADDER,
        "court": lambda: _COURT,
    },
    "thresholds with terms": {
        "fund": lambda: pg.thresholds(_PLAIN.with_terms(pg.StrikeFund(12))),
        "retaliation": lambda: pg.thresholds(_PLAIN.with_terms(pg.Retaliation(3))),
        "solidarity": lambda: pg.thresholds(_PLAIN.with_terms(pg.Solidarity(2, 1))),
        "K = N": lambda: pg.thresholds(_PLAIN.with_parameters(capacity=20)),
        "K > N": lambda: pg.thresholds(_PLAIN.with_parameters(capacity=30)),
        "one defendant": lambda: pg.thresholds(_PLAIN.with_parameters(defendants=1)),
        "r = 1": lambda: pg.thresholds(_PLAIN.with_parameters(offer=10)),
    },
    "equilibria of any gains": {
        "all": lambda: pg.equilibria(_GAINS, certify=True),
        "none pure": lambda: pg.equilibria(pg.AnonymousGame(gain=[1, -1])),
        "indifferent": lambda: pg.equilibria(pg.AnonymousGame(gain=[0, 0, 0])),
        "three mix": lambda: pg.equilibria(pg.AnonymousGame(gain=[1, -2, 1])),
        "named": lambda: pg.equilibria(_DOCKET),
        "two": lambda: pg.heterogeneous.two_defendant_equilibria(_PAIR),
        "certificate": lambda: pg.certificate(_GAINS, "1/3"),
        "certificate at an end": lambda: pg.certificate(_GAINS, 1),
        "potential": lambda: pg.potential(_GAINS),
        "potential, eight best": lambda: pg.potential(pg.AnonymousGame(gain=[0] * 7)),
        "potential, nine best": lambda: pg.potential(pg.AnonymousGame(gain=[0] * 8)),
        "unique": lambda: pg.sequences.unique_implementation(_GAINS, action="hold out"),
    },
    "differing defendants": {
        "pure": lambda: pg.heterogeneous.pure_equilibria(_CROWD),
        "extremes": lambda: pg.heterogeneous.extremal_equilibria(_CROWD),
        "seed": lambda: pg.heterogeneous.least_seed(_CROWD),
        "none to seed": lambda: pg.heterogeneous.least_seed(_EASY),
        "uniform payment": lambda: pg.payments.uniform_tipping_payment(_THREE),
        "cheapest payments": lambda: pg.payments.cheapest_tipping_payments(_THREE),
    },
    "named defendants": {
        "elimination": lambda: pg.sequences.elimination(_DOCKET),
        "elimination in order": lambda: pg.sequences.elimination(_in_order(_DOCKET)),
        "cases": lambda: pg.sequences.elimination_cases(
            pg.Docket.symbolic(2, capacity=1, trials="announced order")
        ),
        "tree": lambda: pg.sequences.game_tree(_PAIR),
        "tree, adaptive": lambda: pg.sequences.game_tree(_PAIR, "adaptive offers"),
        "tree, at once": lambda: pg.sequences.game_tree(_PAIR, "trials at once"),
        "funding order": lambda: pg.payments.funding_order(_DOCKET),
        "office strike": lambda: pg.organizing.office_strike(_DOCKET, clients=["Ada", "Cleo"]),
        "least office": lambda: pg.organizing.least_office(_DOCKET),
        "dismissals": lambda: pg.organizing.cheapest_dismissals(_DOCKET),
        "dismissals, valued": lambda: pg.organizing.cheapest_dismissals(
            _DOCKET, leaving="no general strike", values=[3, 2, 1]
        ),
        "unique offers": lambda: pg.sequences.unique_offers(_DOCKET),
        "unique payments": lambda: pg.sequences.unique_implementation(_DOCKET),
    },
    "bargains": {
        "Nash": lambda: pg.organizing.nash_bargain(_PLAIN, prosecutor_weight="1/3", trial_value=2),
        "nothing to share": lambda: pg.organizing.nash_bargain(_PLAIN, trial_value=20),
        "Rubinstein": lambda: pg.organizing.rubinstein_bargain(
            _PLAIN, prosecutor_discount="0.9", defendants_discount="0.8", first="defendants"
        ),
    },
    "sequences": {
        "committed": lambda: pg.sequences.adaptive_offers(_PLAIN, committed=3),
        "fixed, committed": lambda: pg.sequences.fixed_offers(_PLAIN, committed=3),
        "rounds": lambda: pg.sequences.offers_in_rounds(_PLAIN, [5, 5, 10], committed=2),
        "order": lambda: pg.sequences.announced_order(_PLAIN, committed_share="0.1"),
        "at once": lambda: pg.sequences.trials_at_once(_PLAIN, trial_value=12),
        "at once, ties plead": lambda: pg.sequences.trials_at_once(_PLAIN, trial_value=20, ties_try=False),
        "protocols": lambda: pg.protocols(_PLAIN, rounds=[1, 4, 20], trial_value=12),
        "clock": lambda: pg.clock(
            _PLAIN, days=10, offers_per_day=1, batch=[1, 5], committed=4, strike_day=3, tolling=2
        ),
    },
    "union": {
        "critical discount": lambda: pg.union.critical_discount(_PLAIN, support=2, holdouts=[1, 8, 20]),
        "no support": lambda: pg.union.critical_discount(GAMES["r > 1"], support=0),
        "value": lambda: pg.union.organizing_value(
            _PLAIN, organized="0.3", carried_over="0.2", discount="0.9", attempt_cost=1
        ),
        "attrition": lambda: pg.union.attrition(_PLAIN, members=15, leaving="0.05"),
        "attrition, too few": lambda: pg.union.attrition(_PLAIN, members=2, leaving="0.05"),
    },
    "behaviour": {
        "quantal response": lambda: pg.behaviour.quantal_response(_PLAIN, precision=2),
        "of gains": lambda: pg.behaviour.quantal_response(_GAINS, precision=3),
        "branches": lambda: pg.behaviour.quantal_response_branches(_PLAIN, up_to=3, points=5),
        "revision": lambda: pg.behaviour.logit_revision(_PLAIN, precision="0.5"),
        "time to tip": lambda: pg.behaviour.expected_revisions(_PLAIN, precision="0.5", start=2, target=9),
        "Moran": lambda: pg.behaviour.fixation(_PLAIN, intensity="0.1", process="Moran"),
        "linear Moran": lambda: pg.behaviour.fixation(_PLAIN, intensity="0.01", process="linear Moran"),
        "level k from pleading": lambda: pg.behaviour.level_k(_PLAIN, levels=3, level_zero="plead"),
        "hierarchy": lambda: pg.behaviour.cognitive_hierarchy(_PLAIN, mean=1.5, level_zero="plead"),
        "global": lambda: pg.behaviour.global_game(
            _PLAIN, prior_deviation=2, noise_deviation=1, mean="0.5"
        ),
    },
    "payments": {
        "uniform": lambda: pg.payments.uniform_payments(_PLAIN, for_="risk dominance"),
        "amount": lambda: pg.payments.uniform_payments(_PLAIN, amount=2),
        "solvency": lambda: pg.payments.fund_solvency(pg.payments.ranked_payments(_PLAIN), fund=30),
        "quorum": lambda: pg.organizing.quorum_pledge(_PLAIN, reliability="0.8", signing_cost="0.1"),
        "dear quorum": lambda: pg.organizing.quorum_pledge(_PLAIN, signing_cost=9),
        "offices": lambda: pg.organizing.offices(_PLAIN, sizes=[10, 6, 4]),
        "levers for a share": lambda: pg.levers(_PLAIN, share="0.3"),
    },
    "contests": {
        "all": lambda: pg.contest(_PLAIN),
        "at a price": lambda: pg.contest(
            _PLAIN,
            postures=["one price", ("surge", 2), ("dismissal", 4)],
            moves=["nothing", ("side payment", 3), ("pledge", "0.2"), ("office", 8)],
            trial_value=4,
            selection="strike-favourable",
        ),
    },
    "silos": {
        "thresholds": lambda: pg.places.silo_thresholds(_SILOS, pooling="1/4"),
        "plan": lambda: pg.places.organize_silos(_SILOS, budget=12),
        "least budget": lambda: pg.places.least_organizing_budget(_SILOS, win=3, pooling="1/4"),
        "spread": lambda: pg.places.spread_of_effort(_SILOS, recruits=9),
    },
    "neighbourhoods": {
        "cascade": lambda: pg.networks.cascade(_LADDER, committed=[0, 1, 5]),
        "retreat": lambda: pg.networks.retreat(_LADDER, committed=[0]),
        "seed": lambda: pg.networks.seed_bounds(_LADDER),
        "continuum": lambda: pg.networks.continuum_cascade(mean_threshold="0.3", spread="0.1"),
        "neighbourhoods": lambda: pg.networks.neighbourhoods(defendants=300, inside="0.8", rng=1),
        "concentration": lambda: pg.networks.concentration_effect(
            defendants=700, share="0.3", goal=60, rng=2
        ),
        "reach": lambda: _reached(goal=200),
        "reach without a goal": lambda: _reached(goal=None),
        "stable": lambda: _stability(committed=[0]),
        "stable in the lottery": lambda: _stability(
            committed=[0, 1], caseload=_PLAIN.with_parameters(defendants=12)
        ),
        "unstable in the lottery": lambda: _stability(
            committed=[0], caseload=_PLAIN.with_parameters(defendants=12, capacity=1, offer=9)
        ),
        "one rest point": lambda: pg.networks.continuum_cascade(mean_threshold="0.4", spread="0.9"),
        "critical spread": lambda: f"{pg.networks.critical_spread('0.4')}",
        "thresholds of a crowd": lambda: pg.heterogeneous.extremal_equilibria(
            pg.networks.normal_thresholds(9, mean_threshold="0.4", spread="0.2")
        ),
        "many rest points": lambda: pg.networks.continuum_cascade(mean_threshold="0.4", spread="0.2"),
    },
    "courts": {
        "fluid": lambda: pg.court.court_fluid(_CLOCKED, days=[5, 20]),
        "chain": lambda: pg.court.court_transient(_COURT, days=[5, 20]),
        "simulated": lambda: pg.court.court_simulation(_COURT, days=[5, 20], rng=3, replications=9),
        "halt of what is clocked": lambda: pg.court.court_halt(
            replace(_CLOCKED, clock_law="exponential"), limit=4, days=[5, 30]
        ),
        "gain": lambda: str(
            pg.court.court_gain(
                _PLAIN, pg.court.court_fluid(_COURT, days=[20, 90]), daily_cost="0.01"
            )
        ),
        "halt": lambda: pg.court.court_halt(_COURT, limit=10, days=[20, 90]),
        "delay": lambda: pg.court.court_delay(_PLAIN, _COURT, daily_cost="0.01"),
        "delay that pays": lambda: pg.court.court_delay(GAMES["r > 1"], _CLOCKED, daily_cost="0.1"),
    },
}  # fmt: skip
"""Solvers of other games, and other options: topic → what of it → how."""


def _reached(*, goal: int | None) -> Any:
    city = pg.networks.neighbourhoods(defendants=300, inside="0.8", rng=1)
    game = pg.NetworkGame.of_shares(ties=city.ties, shares="0.2")
    return pg.networks.reach(game, city.neighbourhood, seeds=[0, 3, 9], goal=goal, rng=1)


def _stability(**options: Any) -> Any:
    ended = pg.networks.cascade(_LADDER, committed=options["committed"])
    return pg.networks.stability(_LADDER, ended.holds_out, **options)


def _in_order(game: pg.Docket) -> pg.Docket:
    return pg.Docket(game.defendants, capacity=game.capacity, trials="announced order")


def printouts() -> dict[str, Mapping[str, Callable[[], Any]]]:
    """File → section → what is printed there."""
    by_solver = {
        name: {title: partial(solve, game) for title, game in GAMES.items()}
        for name, solve in SOLVERS.items()
        if not name.startswith(_OF_OTHERS)
    }
    read_otherwise = {**SWEEP_TEXTS, **REPORT_TEXTS, "drawings": DRAWINGS}
    return {**by_solver, **OTHERS, **MODEL, **read_otherwise}


_OF_OTHERS = (
    *("gain_curve", "to_", "sweep", "pure_", "extremal_", "least_", "uniform_tipping", "funding_"),
    *("cheapest_", "elimination", "game_tree", "office_", "two_", "simulate_", "organize_"),
    *("equilibria, named", "unique_implementation, named", "unique_offers", "silo_", "spread_"),
)


def written(sections: Mapping[str, str]) -> str:
    """A file with these sections."""
    return "\n\n".join(f"=== {title} ===\n{text}" for title, text in sections.items()) + "\n"


def kept(path: Path) -> dict[str, str]:
    """The sections of a file."""
    _, *parts = re.split(r"^=== (.*) ===\n", path.read_text("utf-8"), flags=re.MULTILINE)
    texts = (text.removesuffix("\n").removesuffix("\n") for text in parts[1::2])
    return dict(zip(parts[::2], texts, strict=True))


def shown(make: Callable[[], Any]) -> str:
    """What a result prints and records, or why it is refused."""
    try:
        result = make()
    except PleaGamesError as error:
        return f"refused: {error}"
    texts = [str(result)]
    if hasattr(result, "record"):
        texts.append(json.dumps(_short(result.record()), ensure_ascii=False))
    has_its_own = not hasattr(result, "record") or (
        type(result).__repr__ is not Tabular.__repr__ and _is_ours(type(result).__repr__)
    )
    if has_its_own and not isinstance(result, str):
        texts.append(repr(result))
    if hasattr(result, "_repr_latex_") and not hasattr(result, "table"):
        texts.append(result._repr_latex_())
    return "\n".join(line.rstrip() for line in _rounded("\n".join(texts)).splitlines())


def _is_ours(function: Any) -> bool:
    """Whether it is not the one that dataclasses make."""
    return "plea_games" in getattr(getattr(function, "__code__", None), "co_filename", "")


def _short(value: object) -> object:
    """With what a list begins and ends with."""
    if isinstance(value, dict):
        return {name: _short(entry) for name, entry in value.items()}
    if isinstance(value, list | tuple):
        entries = [_short(entry) for entry in value]
        return [*entries[:_SHOWN], "…", entries[-1]] if len(entries) > _SHOWN + 1 else entries
    return value


def _rounded(text: str) -> str:
    """Without the digits that differ from machine to machine."""

    def nine_digits(found: re.Match[str]) -> str:
        value = float(found[0])
        return f"{float(f'{value:.9g}'):.9}" if abs(value) > 1e-13 else "0 but for rounding"

    return _NUMBER.sub(nine_digits, text)


def main() -> None:
    """Write all files anew."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.txt"):
        old.unlink()
    for name, sections in printouts().items():
        texts = {title: shown(make) for title, make in sections.items()}
        path_of(name).write_text(written(texts), "utf-8")


def path_of(name: str) -> Path:
    """Where a file of that name is kept."""
    return FOLDER / f"{name.replace(' ', '-').replace(',', '')}.txt"


if __name__ == "__main__":
    main()
