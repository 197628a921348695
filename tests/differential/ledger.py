"""Which public solver is held to what: every name, its oracles, games, and disagreements.

``python -m tests.differential.ledger`` plays all large runs and writes ``docs/oracles.csv``;
with names of comparisons it plays these alone, and keeps the other rows.
"""

import csv
import inspect
import sys
from importlib import import_module
from pathlib import Path

from tests.public import PUBLIC

from .comparison import BRUTE, CLOSED, COMPARISONS, OUTSIDE, WITHIN, play

for _topic in (
    "brute_force",
    "distributions",
    "gambit",
    "gambit_information",
    "gambit_players",
    "graphs",
    "programs",
    "quantecon",
    "roots",
):
    import_module(f"{__package__}.with_{_topic}")

TABLE = Path(__file__).parents[2] / "docs" / "oracles.csv"
KIND = {
    "adaptive_offers": BRUTE,
    "best_offers": BRUTE,
    "clock": BRUTE,
    "claims": WITHIN,
    "concentration_effect": WITHIN,
    "court_delay": WITHIN,
    "court_fluid": OUTSIDE,
    "court_gain": WITHIN,
    "court_halt": BRUTE,
    "court_simulation": CLOSED,
    "court_transient": OUTSIDE,
    "elimination_cases": BRUTE,
    "fund_solvency": BRUTE,
    "hard_core": BRUTE,
    "least_office": BRUTE,
    "normal_thresholds": WITHIN,
    "narrative": BRUTE,
    "office_strike": BRUTE,
    "payment_schedules": BRUTE,
    "phase_diagram": BRUTE,
    "quorum_pledge": BRUTE,
    "simulate_nation": OUTSIDE,
    "strike_as_cap": BRUTE,
    "sweep": BRUTE,
    "sweep_places": WITHIN,
    "trials_at_once": BRUTE,
    "turnout_payments": BRUTE,
    "uncertainty": CLOSED,
    "uniform_payments": BRUTE,
    "visibility": CLOSED,
    "write_sweep": WITHIN,
    "audit": BRUTE,
    "best_replies": BRUTE,
    "fit": WITHIN,
    "from_gambit": CLOSED,
    "from_payoffs": CLOSED,
    "packages": BRUTE,
    "penalty": CLOSED,
    "prize_race": CLOSED,
    "rank_offers": WITHIN,
    "read": BRUTE,
    "stability": BRUTE,
    "witness_prices": BRUTE,
}
HEADER = (
    "solver",
    "oracle",
    "kind",
    "games",
    "disagreements",
    "explained",
    "held by",
    "explanation",
)

ELSEWHERE = {
    "adaptive_offers": (
        "the explicit tree",
        "timing::adaptive_offers_agree_with_the_explicit_tree",
    ),
    "best_offers": (
        "all profiles, other offers",
        "state_answers::no_offers_with_one_equilibrium_collect_more",
    ),
    "clock": ("day by day", "clock::every_clock_agrees_with_its_days_one_by_one"),
    "claims": (
        "what the functions that users call return",
        "claims::claims_agree_with_the_functions_that_users_call",
    ),
    "concentration_effect": (
        "one seed or two against each other",
        "neighbourhoods::concentration_lowers_the_seed_that_one_neighbourhood_takes",
    ),
    "court_delay": (
        "signs of the gain around the boundaries",
        "court_delay::boundaries_are_where_the_gain_changes_sign",
    ),
    "court_fluid": (
        "small steps, scipy.integrate",
        "court_queue::the_fluid_with_a_deterministic_clock_agrees_with_small_steps",
    ),
    "court_gain": (
        "court_delay's formula of the long run",
        "court_delay::the_long_run_is_that_of_the_fluid",
    ),
    "court_halt": (
        "runs, event by event",
        "court_delay::halting_agrees_with_runs_event_by_event",
    ),
    "court_simulation": (
        "the exact chain; Pollaczek and Khinchine's mean",
        "court_queue::mean_waits_are_pollaczek_and_khinchine_s",
    ),
    "court_transient": (
        "scipy.linalg.expm of the dense generator",
        "court_queue::the_chain_agrees_with_a_dense_exponential",
    ),
    "elimination_cases": (
        "all profiles of those who remain",
        "dockets::cases_are_what_brute_force_finds",
    ),
    "fund_solvency": (
        "all sets that may be drawn",
        "payments::amounts_due_by_going_through_all_draws",
    ),
    "hard_core": (
        "every gain, every number committed",
        "hard_cores::the_hard_core_of_any_gains",
    ),
    "least_office": (
        "all sets of clients",
        "offices::the_least_office_among_named_defendants",
    ),
    "normal_thresholds": (
        "continuum_cascade",
        "neighbourhoods::finite_crowds_converge_to_the_continuum",
    ),
    "narrative": (
        "expected gains by adding up all profiles",
        "narrative::replies_to_a_story_are_best",
    ),
    "office_strike": (
        "payoffs, client by client",
        "offices::a_strike_of_one_office_client_by_client",
    ),
    "payment_schedules": (
        "all sets that may be drawn",
        "payments::amounts_due_by_going_through_all_draws",
    ),
    "phase_diagram": (
        "every combination of the ranges",
        "plots::ranges_hold_every_combination_and_are_reached",
    ),
    "strike_as_cap": (
        "cases counted one by one",
        "caps::a_strike_does_what_a_cap_does",
    ),
    "quorum_pledge": (
        "all profiles of signatures",
        "quorum::signing_against_brute_force",
    ),
    "simulate_nation": (
        "scipy.stats.binom",
        "national::shares_won_are_binomial_tails",
    ),
    "sweep": (
        "a loop over the definitions",
        "sweeps::a_sweep_is_a_loop_over_the_definitions",
    ),
    "sweep_places": ("thresholds of each place", "studies::places_a_row_each"),
    "trials_at_once": (
        "the explicit tree",
        "timing::trials_at_once_agree_with_the_explicit_tree",
    ),
    "turnout_payments": (
        "all profiles",
        "payments::payments_by_turnout_make_holding_out_dominant",
    ),
    "uncertainty": (
        "quantiles in closed form",
        "studies::intervals_are_quantiles_and_count_what_does_not_exist",
    ),
    "uniform_payments": (
        "all amounts below, in steps",
        "payments::no_smaller_uniform_payment_reaches_the_goal",
    ),
    "visibility": (
        "closed forms and the sign of what she loses",
        "state_answers::the_two_thresholds_of_visibility",
    ),
    "write_sweep": (
        "the same sweep, never interrupted",
        "sweep_stores::only_unfinished_tiles_are_computed_again",
    ),
    "audit": (
        "the cases of a small file, counted by hand",
        "court_records::the_audit_goes_from_naive_to_careful",
    ),
    "best_replies": (
        "binomial means, case by case",
        "private_cases::best_replies_are_the_share_of_cases_that_would_hold_out",
    ),
    "fit": (
        "thresholds of the same caseload",
        "court_records::what_pleas_imply_is_what_thresholds_say",
    ),
    "from_payoffs": (
        "a game by hand with those payoffs",
        "payoff_tables::a_file_a_frame_and_functions_are_one_game",
    ),
    "from_gambit": (
        "gains from their formula",
        "gambit::our_files_come_back_as_the_same_game",
    ),
    "packages": (
        "backward induction, package by package",
        "wired_pleas::packages_one_at_a_time",
    ),
    "penalty": (
        "means of a small file, by hand",
        "court_records::the_penalty_is_standardized_and_bounded",
    ),
    "prize_race": (
        "the bound below which a prize unravels",
        "race::one_prize_unravels_just_below_its_bound",
    ),
    "rank_offers": (
        "reference values, and races just below the offers",
        "race::reference_values_of_the_dearest_offers",
    ),
    "read": (
        "a loop over the rows in plain Python",
        "court_records::cook_against_plain_python",
    ),
    "stability": (
        "what each defendant would gain, one by one",
        "network_stability::who_would_do_otherwise",
    ),
    "witness_prices": (
        "backward induction on what each is offered",
        "game_kinds::one_at_a_time_everybody_pays_what_a_lone_holdout_would",
    ),
}
"""Solvers, or a part of their answer, held by other tests: by what, and in which test."""

NO_SOLVER = {
    "cite": "prints what it is given",
    "convictions": "divides counts, and pools them as pooled_rates does",
    "example_files": "names files",
    "example_layout": "reads a file",
    "example_outcomes": "reads a file",
    "explore": "shows the explorer page, whose numbers its own tests hold",
    "glossary": "looks words up",
    "layout": "reads a file",
    "layout_names": "names files",
    "layout_source": "reads a file",
    "load_scenario": "reads a file",
    "load_silos": "reads a file",
    "load_study": "reads a file",
    "load_ties": "reads a file",
    "plan_sweep": "lists points; the sweep is held",
    "scenario": "reads a file",
    "scenario_names": "names files",
    "stated_ranges": "reads the ranges of a scenario",
    "synthetic_dockets": "makes up dockets",
    "write_report": "writes results into a document",
}
"""Public functions that solve nothing, and plots, which draw results."""


def public_functions():
    """All that are no classes and no plots."""
    return [
        name.rpartition(".")[2] for name, public in PUBLIC.items()
        if inspect.isfunction(inspect.unwrap(public)) and not name.startswith("plot.")
    ]  # fmt: skip


def rows(outcomes):
    """Of the table: comparisons with what came of them, then what other tests hold."""
    for name, outcome in sorted(outcomes.items()):
        comparison = COMPARISONS[name]
        for solver in comparison.solvers:
            yield {
                "solver": solver,
                "oracle": comparison.oracle,
                "kind": comparison.kind,
                "held by": name,
                "games": outcome.games,
                "disagreements": len(outcome.disagreements),
                "explained": sum(outcome.explained.values()),
                "explanation": "; ".join(sorted(outcome.explained)),
            }
    for solver, (oracle, test) in ELSEWHERE.items():
        module, function = test.split("::")
        held = f"tests/test_{module}.py::test_{function}"
        stated = {"solver": solver, "oracle": oracle, "kind": KIND[solver], "held by": held}
        yield dict.fromkeys(HEADER, "") | stated


def read():
    """The table as it was last written."""
    if not TABLE.exists():
        return []
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write(outcomes):
    """Put what came of these comparisons in place of their rows, and drop what is no more."""
    current = COMPARISONS.keys() - outcomes.keys()
    kept = [row for row in read() if row["held by"] in current]
    table = sorted([*kept, *rows(outcomes)], key=lambda row: (row["solver"], row["held by"]))
    TABLE.parent.mkdir(exist_ok=True)
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, HEADER, lineterminator="\n")
        writer.writeheader()
        writer.writerows(table)


def main(names):
    """Play, report each disagreement with the number that plays it again, write the table."""
    for name in names or COMPARISONS:
        found = play(COMPARISONS[name], COMPARISONS[name].large)
        print(name, found.games, dict(found.explained), *found.disagreements[:5], flush=True)
        write({name: found})


if __name__ == "__main__":
    main(sys.argv[1:])
