#!/usr/bin/env bash
# Expected: `lambdify(x, x + 1, "numpy")` makes a function that adds 1 to an array; numpy is loaded
#   already, and nothing more of it is needed for that.
# Happens: The first such call loads numpy's wrapper generator for Fortran (numpy.f2py), its test
#   tools (numpy.testing, and with them unittest) and every other part: sympy fills the namespace
#   with `from numpy import *`, and numpy 2 names its parts that wait to be loaded among all that it
#   exports. Given a dictionary of numpy's functions, the same call loads none of these.
# Why it matters: A command that draws one formula waits for some ninety modules that it
#   does not use.
# Versions: sympy 1.14.0, numpy 2.4.6
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet sympy==1.14.0 numpy==2.4.6
cat >loaded.py <<'PY'
import sys
from importlib.metadata import version

import numpy
from sympy import lambdify, symbols

x = symbols("x")
parts = ("numpy.f2py", "numpy.testing", "numpy.ma", "unittest")
loaded = {}
for modules in ([{"sqrt": numpy.sqrt}], "numpy"):
    before = set(sys.modules)
    assert lambdify(x, x + 1, modules)(numpy.arange(3)).tolist() == [1, 2, 3]
    new = set(sys.modules) - before
    name = modules if isinstance(modules, str) else "a dictionary"
    loaded[name] = [part for part in parts if part in new]
    print(f"{name}: {len(new)} modules, with", loaded[name])
print("sympy", version("sympy"), "numpy", version("numpy"))
assert loaded == {"a dictionary": [], "numpy": list(parts)}
PY
venv/bin/python loaded.py
