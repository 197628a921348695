"""``python -m tests.mutation``: make a sample of mutants, or all, and see which the tests notice.

``calls`` runs the tests once and notes which functions each enters; ``run`` tries mutants;
``again`` tries those that survived once more, by all tests there are by then. All of them
resume, and keep what they find in the folder ``--data``. ``report`` writes ``report.md`` there: the
rates, and each survivor with its change and reason, which ``docs/mutation.md`` sums up.
"""

import argparse
from pathlib import Path

from tests.mutation import calls, report, trials
from tests.mutation.mutants import all_keys
from tests.mutation.session import PACKAGES, ROOT, TESTS


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutation", description=__doc__)
    parser.add_argument("what", choices=("calls", "run", "again", "report"))
    parser.add_argument("--data", type=Path, default=ROOT / "tests" / "mutation" / "data")
    parser.add_argument("--sample", type=int, default=150, help="mutants in each package")
    parser.add_argument("--all", action="store_true", help="every mutant")
    parser.add_argument("--packages", nargs="+", default=PACKAGES, choices=PACKAGES)
    parser.add_argument("--seed", type=int, default=0, help="which sample")
    parser.add_argument("--minutes", type=float, default=1e9, help="stop after, to resume later")
    parser.add_argument("--seconds", type=float, default=6, help="of tests for each mutant")
    parser.add_argument("--longest", type=float, default=5, help="seconds of any one test")
    parser.add_argument("--tests", nargs="+", default=TESTS, help="of these files or folders")
    given = parser.parse_args()
    given.data.mkdir(parents=True, exist_ok=True)
    keys = all_keys(ROOT, tuple(given.packages), given.data / "mutants.json")
    drawn = trials.drawn(keys, None if given.all else given.sample, given.seed)
    match given.what:
        case "calls":
            calls.record(
                given.data / "calls.jsonl",
                minutes=given.minutes,
                longest=given.longest,
                paths=given.tests,
            )
        case "run" | "again":
            trials.run(
                given.data,
                drawn,
                minutes=given.minutes,
                seconds=given.seconds,
                again=given.what == "again",
            )
        case "report":
            report.write(given.data, keys)


if __name__ == "__main__":
    main()
