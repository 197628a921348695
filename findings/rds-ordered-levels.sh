#!/usr/bin/env bash
# Expected: An ordered category (violation < misdemeanor < felony) that is written to an R file is
#   an ordered factor there, a type that R has had from the start.
# Happens: pyreadr writes a plain factor: the levels come in their order, but both readers of such
#   files, pyreadr and rdata, find no order, and `charge < "felony"` no longer works.
# Why it matters: Severity of charges is the standard example of an ordered factor; R's models
#   choose other contrasts for a plain one.
# Versions: pyreadr 0.5.8, rdata 1.1.0, pandas 3.1.1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile pyreadr==0.5.8 rdata==1.1.0 pandas==3.1.1
venv/bin/python - <<'PY'
from importlib.metadata import version

import warnings

import pandas as pd
import pyreadr
import rdata

for package in ("pyreadr", "rdata", "pandas"):
    print(package, version(package))
warnings.simplefilter("ignore")
levels = ["violation", "misdemeanor", "felony"]
table = pd.DataFrame({"charge": pd.Categorical(["felony", "violation"], categories=levels, ordered=True)})
pyreadr.write_rds("table.rds", table)
back = {
    "pyreadr": pyreadr.read_r("table.rds")[None]["charge"].cat,
    "rdata": rdata.read_rds("table.rds")["charge"].cat,
}
print("before: ordered", table["charge"].cat.ordered)
for reader, column in back.items():
    print(reader, "-> ordered", column.ordered, "; levels", list(column.categories))
    assert not column.ordered
    assert list(back["rdata"].categories) == levels
assert table["charge"].cat.ordered
PY
