#!/usr/bin/env bash
# Expected: The C and the JavaScript printed for `Mod(x, 3)` compute what sympy computes: a
#   remainder from 0 up to 3.
# Happens: `ccode` and `cxxcode` print a bare `fmod(x, 3)`, which is -1 at x = -1 where sympy has
#   2; `jscode` adds the repair, `rcode` uses floor.
# Why it matters: One expression, written by one library for two languages, gives two different
#   numbers for negative arguments.
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

from sympy import Mod, ccode, cxxcode, jscode, rcode, symbols

for package in ("sympy",):
    print(package, version(package))
x = symbols("x")
for printer in (ccode, cxxcode, jscode, rcode):
    print(printer.__name__, "->", printer(Mod(x, 3)))
print("sympy at -1:", Mod(x, 3).subs(x, -1), "; fmod at -1:", math.fmod(-1, 3))
assert ccode(Mod(x, 3)) == "fmod(x, 3)"
assert cxxcode(Mod(x, 3)) == "std::fmod(x, 3)"
assert jscode(Mod(x, 3)) == "((x % 3) + 3) % 3"
assert Mod(x, 3).subs(x, -1) == 2
assert math.fmod(-1, 3) == -1
PY
