#!/usr/bin/env bash
# Expected: A double that is written to a spreadsheet file and read back is the same double, in
#   .xlsx as in .ods.
# Happens: openpyxl writes sixteen significant digits, so 0.1 + 0.2 comes back as 0.3 from .xlsx;
#   odfpy writes all seventeen and gives 0.30000000000000004 back.
# Why it matters: A comparison of a table with its own .xlsx copy fails, and ties appear that were
#   not there; the two formats of one export differ.
# Versions: pandas 3.1.1, openpyxl 3.1.5, odfpy 1.4.1
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile pandas==3.1.1 openpyxl==3.1.5 odfpy==1.4.1
venv/bin/python - <<'PY'
from importlib.metadata import version

import pandas as pd

for package in ("pandas", "openpyxl", "odfpy"):
    print(package, version(package))
value = 0.1 + 0.2
back = {}
for ending, engine in (("xlsx", "openpyxl"), ("ods", "odf")):
    pd.DataFrame({"x": [value]}).to_excel(f"table.{ending}", engine=engine, index=False)
    back[ending] = float(pd.read_excel(f"table.{ending}", engine=engine)["x"].iloc[0])
print(repr(value), "->", back)
assert back == {"xlsx": 0.3, "ods": value}
assert value != 0.3
PY
