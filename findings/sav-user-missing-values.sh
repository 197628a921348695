#!/usr/bin/env bash
# Expected: The metadata of an SPSS file name the values that its author declared as missing (9 =
#   refused), whatever is done with them in the data.
# Happens: By default pyreadstat turns them into NaN and reports an empty `missing_ranges`; only
#   with `user_missing=True` do the ranges appear.
# Why it matters: A check "has this file user-defined missing values?" on the default reading
#   always says no, and refusals are lost among blanks.
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
table = pd.DataFrame({"plea": [1.0, 2.0, 9.0, 99.0]})
ranges = {"plea": [9, {"lo": 90, "hi": 99}]}
pyreadstat.write_sav(table, "survey.sav", missing_ranges=ranges)
plain, about_plain = pyreadstat.read_sav("survey.sav")
kept, about_kept = pyreadstat.read_sav("survey.sav", user_missing=True)
print("default:", plain["plea"].tolist(), about_plain.missing_ranges)
print("user_missing=True:", kept["plea"].tolist(), about_kept.missing_ranges)
assert plain["plea"].isna().tolist() == [False, False, True, True]
assert about_plain.missing_ranges == {}
assert kept["plea"].tolist() == [1.0, 2.0, 9.0, 99.0]
assert len(about_kept.missing_ranges["plea"]) == 2
PY
