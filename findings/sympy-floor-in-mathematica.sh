#!/usr/bin/env bash
# Expected: `mathematica_code` writes the names of Mathematica for floor, ceiling and sign, as it
#   does for Min and Abs.
# Happens: It writes `floor[x]`, `ceiling[x]` and `sign[x]`, which are undefined symbols there and
#   stay unevaluated without a message; `Min` and `Abs` are right.
# Why it matters: A formula that is exported for checking in another system is not checked at all,
#   and nothing says so.
# Versions: sympy 1.14.0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile sympy==1.14.0
venv/bin/python - <<'PY'
from importlib.metadata import version

from sympy import Abs, Min, ceiling, floor, mathematica_code, sign, symbols

for package in ("sympy",):
    print(package, version(package))
x = symbols("x")
texts = {e: mathematica_code(e) for e in (floor(x), ceiling(x), sign(x), Abs(x), Min(x, 1))}
for expression, text in texts.items():
    print(expression, "->", text)
assert texts[floor(x)] == "floor[x]"
assert texts[ceiling(x)] == "ceiling[x]"
assert texts[sign(x)] == "sign[x]"
assert texts[Abs(x)] == "Abs[x]"
assert texts[Min(x, 1)] == "Min[1, x]"
PY
