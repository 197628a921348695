#!/usr/bin/env bash
# Expected: A column of int64 that is written to an R file comes back as whole numbers, and a date
#   as a date.
# Happens: int64 becomes R's double, so 9007199254740993 comes back as 9007199254740992 in a float
#   column without a warning; int32 stays whole; a datetime column comes back as text.
# Why it matters: Docket numbers of sixteen digits change their last digit on the way through
#   .rds.
# Versions: pyreadr 0.5.8, pandas 3.1.1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile pyreadr==0.5.8 pandas==3.1.1
venv/bin/python - <<'PY'
from importlib.metadata import version

import pandas as pd
import pyreadr

for package in ("pyreadr", "pandas"):
    print(package, version(package))
number = 2**53 + 1
table = pd.DataFrame(
    {
        "wide": pd.Series([number, 1], dtype="int64"),
        "narrow": pd.Series([3, 1], dtype="int32"),
        "day": pd.to_datetime(["2020-01-01", "1850-06-01"]),
    }
)
pyreadr.write_rds("table.rds", table)
back = pyreadr.read_r("table.rds")[None]
print(table.dtypes.astype(str).to_dict(), "->", back.dtypes.astype(str).to_dict())
print(number, "->", int(back["wide"].iloc[0]), ";", back["day"].tolist())
assert back["wide"].dtype == "float64" and int(back["wide"].iloc[0]) == number - 1
assert back["narrow"].dtype == "int32"
assert back["day"].iloc[0] == "2020-01-01 00:00:00"
PY
