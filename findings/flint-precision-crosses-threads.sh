#!/usr/bin/env bash
# Expected: The working precision that a thread sets is its own, as with the contexts of gmpy2 and
#   of the standard library's decimal.
# Happens: In python-flint it is the whole process's: after a thread has set 200 bits and ended,
#   the main thread computes with 200.
# Why it matters: Enclosures that are computed in a pool depend on what ran beside them, and
#   results differ from run to run.
# Versions: python-flint 0.9.0, gmpy2 2.3.2
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile python-flint==0.9.0 gmpy2==2.3.2
venv/bin/python - <<'PY'
from importlib.metadata import version

import decimal
import threading

import flint
import gmpy2

for package in ("python-flint", "gmpy2"):
    print(package, version(package))
flint.ctx.prec = 53
gmpy2.get_context().precision = 53
decimal.getcontext().prec = 53


def raise_precision():
    flint.ctx.prec = 200
    gmpy2.get_context().precision = 200
    decimal.getcontext().prec = 200


thread = threading.Thread(target=raise_precision)
thread.start()
thread.join()
print("flint:", flint.ctx.prec, "; gmpy2:", gmpy2.get_context().precision, "; decimal:", decimal.getcontext().prec)
assert flint.ctx.prec == 200
assert gmpy2.get_context().precision == 53
assert decimal.getcontext().prec == 53
PY
