#!/usr/bin/env bash
# Expected: A finite number that the SAS transport format cannot hold (its largest is about
#   7.2e75) is refused when it is written.
# Happens: 1e80 is written without a word and comes back as infinity, 1e-80 comes back as 0; SPSS
#   and Stata files keep both.
# Why it matters: Likelihoods and weights of extreme size change class on the way to the format
#   that courts and agencies ask for.
# Versions: pyreadstat 1.3.7, pandas 3.1.1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile pyreadstat==1.3.7 pandas==3.1.1
venv/bin/python - <<'PY'
from importlib.metadata import version

import pandas as pd
import pyreadstat

for package in ("pyreadstat", "pandas"):
    print(package, version(package))
table = pd.DataFrame({"x": [1e80, 1e-80, 0.1]})
back = {}
for ending, write, read in (
    ("xpt", pyreadstat.write_xport, pyreadstat.read_xport),
    ("sav", pyreadstat.write_sav, pyreadstat.read_sav),
    ("dta", pyreadstat.write_dta, pyreadstat.read_dta),
):
    write(table, f"table.{ending}")
    back[ending] = read(f"table.{ending}")[0].iloc[:, 0].tolist()
    print(ending, "->", back[ending])
assert back["xpt"] == [float("inf"), 0.0, 0.1]
assert back["sav"] == back["dta"] == [1e80, 1e-80, 0.1]
PY
