"""What each command loads before its first line: no more than it needs."""

import subprocess
import sys

import pytest

HEAVY = (
    "sympy",
    "numpy",
    "scipy",
    "scipy.stats",
    "matplotlib",
    "filelock",
    "xarray",
    "pyarrow",
    "h5py",
    "dask",
    "duckdb",
    "pandas",
)
NEEDS = {
    "--help": set(),
    "thresholds --help": set(),
    "cite": set(),
    "scenarios": set(),
    "scenarios j20": set(),
    "thresholds": set(),
    "thresholds j20": set(),
    "thresholds j20 five-percent --format json": set(),
    "thresholds federal-2022 --capacity 2000": set(),
    "thresholds --defendants 230 --capacity 12 --offer 4 --sentence 10": set(),
    "thresholds j20 --with side_payment=2": set(),
    "thresholds j20 --with testimony=0.01": set(),
    "levers j20": set(),
    "levers federal-2022": set(),
    "levers federal-2022 --share 0.1 --offer 0.5": set(),
    "levers dc-nine": set(),
    "equilibria j20": {"numpy", "scipy"},
    "equilibria j20 --with solidarity=1": {"numpy", "scipy"},
    "coalitions j20": {"numpy"},
    "correlated j20 --with strike_fund=4": {"numpy", "scipy"},
    "protocols j20": {"numpy"},
    "packages j20": {"numpy", "scipy"},
    "race j20": {"numpy"},
    "thresholds j20 --with strike_fund=4": {"numpy", "scipy"},
    "verdicts j20": set(),
    "contest j20": {"numpy", "scipy"},
    "figures j20 --out figures": {"numpy", "matplotlib"},
    "report j20 --out report": {"numpy", "scipy", "sympy", "matplotlib"},
    "claims": {"numpy", "scipy"},
    "sweep - --dry-run": {"numpy", "sympy", "filelock"},
    "sweep --places -": {"numpy"},
}
STUDY = """
title = "Two capacities"
scenario = "j20"
outputs = ["tipping_holdouts"]
[over]
capacity = [10, 20]
"""
PLACES = """\
name,defendants,capacity,offer,sentence
A,230,12,4,10
"""
LOADED = """
import sys
from plea_games.cli.app import main
try:
    main()
finally:
    print(*(name for name in {heavy!r} if name in sys.modules), file=sys.stderr)
"""


@pytest.mark.parametrize("command", NEEDS)
def test_a_command_loads_no_more_than_it_needs(command, tmp_path):
    code = LOADED.format(heavy=HEAVY)
    run = subprocess.run(
        [sys.executable, "-c", code, *command.split()],
        input=PLACES if "--places" in command else STUDY,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout
    assert set(run.stderr.split()) <= NEEDS[command]
