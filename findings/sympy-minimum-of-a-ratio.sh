#!/usr/bin/env bash
# Expected: `Min(12/(m + M), 1)` of two positive integer symbols stays unevaluated: it is 6/10 at
#   m = M = 10.
# Happens: sympy answers 1, since it takes `12/(m + M) >= 1` for true; for one symbol, or for real
#   ones, it does not.
# Why it matters: A capacity limit divided by a head count is a common formula, and its cap
#   silently becomes a constant.
# Versions: sympy 1.14.0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile sympy==1.14.0
venv/bin/python - <<'PY'
from importlib.metadata import version

from sympy import Integer, Min, symbols

for package in ("sympy",):
    print(package, version(package))
m, M = symbols("m M", integer=True, positive=True)
x, y = symbols("x y", positive=True)
capped = Min(12 / (m + M), 1)
print("integers:", capped, "; the ratio at least one:", 12 / (m + M) >= 1)
print("the true value at m = M = 10:", Min(Integer(12) / 20, 1))
print("one integer:", Min(12 / m, 1), "; reals:", Min(12 / (x + y), 1))
assert capped == 1
assert bool(12 / (m + M) >= 1) is True
assert Min(12 / m, 1) != 1
assert Min(12 / (x + y), 1) != 1
PY
