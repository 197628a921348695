#!/usr/bin/env bash
# Expected: `rust_code(sqrt(2))` is `2_f64.sqrt()` or a literal that reads back as the double
#   nearest to the root of two.
# Happens: It is a literal of fourteen digits, 1.4142135623731, about 5e-15 off (twenty ulps); the
#   Fortran printer gives seventeen digits for log(2).
# Why it matters: Constants fold to another precision than the expression around them, so
#   generated Rust and Python disagree in the last digits.
# Versions: sympy 1.14.0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile sympy==1.14.0
venv/bin/python - <<'PY'
from importlib.metadata import version

import math

from sympy import fcode, log, rust_code, sqrt, symbols

for package in ("sympy",):
    print(package, version(package))
x = symbols("x")
text = rust_code(sqrt(2))
ulps = abs(float(text) - math.sqrt(2)) / math.ulp(math.sqrt(2))
print("sqrt(2) ->", text, "; ulps off:", ulps)
print("sqrt(x) ->", rust_code(sqrt(x)))
print("log(2) in Fortran ->", fcode(log(2), source_format="free"))
assert text == "1.4142135623731"
assert 15 < ulps < 30
assert rust_code(sqrt(x)) == "x.sqrt()"
PY
