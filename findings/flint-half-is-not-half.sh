#!/usr/bin/env bash
# Expected: One half of python-flint equals one half of the standard library, as ints, Fractions
#   and Decimals of the same value do.
# Happens: `fmpq(1, 2) == Fraction(1, 2)` is False both ways without an error, though their hashes
#   are equal; a whole `fmpq(3)` equals 3.
# Why it matters: A set or a dictionary of exact prices holds the same price twice, and a search
#   for a tie misses it.
# Versions: python-flint 0.9.0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile python-flint==0.9.0
venv/bin/python - <<'PY'
from importlib.metadata import version

from fractions import Fraction

from flint import fmpq

for package in ("python-flint",):
    print(package, version(package))
flint_half, half = fmpq(1, 2), Fraction(1, 2)
print("equal:", flint_half == half, half == flint_half, "; hashes equal:", hash(flint_half) == hash(half))
print("members of the set:", len({flint_half, half}), "; fmpq(3) == 3:", fmpq(3) == 3)
assert not flint_half == half and not half == flint_half
assert hash(flint_half) == hash(half)
assert len({flint_half, half}) == 2
assert fmpq(3) == 3 and len({fmpq(3), 3}) == 1
PY
