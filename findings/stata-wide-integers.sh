#!/usr/bin/env bash
# Expected: Columns of whole numbers come back from a Stata file as whole numbers, or none does.
# Happens: int8, int32 and even bool come back as int64, while int64 comes back as float64,
#   however small its numbers; in an SPSS file all four come back as float64.
# Why it matters: int64 is the usual type of a column of whole numbers, so an identifier keeps
#   being whole only if it was made narrower before.
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
table = pd.DataFrame({kind: pd.Series([1, 0], dtype=kind) for kind in ("int8", "int32", "int64", "bool")})
pyreadstat.write_dta(table, "table.dta")
pyreadstat.write_sav(table, "table.sav")
stata = pyreadstat.read_dta("table.dta")[0].dtypes.astype(str).to_dict()
spss = pyreadstat.read_sav("table.sav")[0].dtypes.astype(str).to_dict()
print("Stata:", stata)
print("SPSS:", spss)
assert stata == {"int8": "int64", "int32": "int64", "int64": "float64", "bool": "int64"}
assert set(spss.values()) == {"float64"}
PY
