#!/usr/bin/env bash
# Expected: The larger of two numbers does not depend on the order in which they are given.
# Happens: `max` of a ball around 0.1 that contains 0 and of the exact 0 is whichever comes first,
#   and `sorted` leaves them as they are: an undecided comparison is False, not an error. A ball
#   is not even equal to itself, nor unequal.
# Why it matters: A best response that is taken with `max` over intervals is the first action in
#   the list, with no sign that the precision was too low.
# Versions: python-flint 0.9.0
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile python-flint==0.9.0
venv/bin/python - <<'PY'
from importlib.metadata import version

from flint import arb

for package in ("python-flint",):
    print(package, version(package))
ball, zero = arb("0.1 +/- 1"), arb(0)
print("max:", max(ball, zero), "or", max(zero, ball))
print("sorted:", sorted([ball, zero]), "or", sorted([zero, ball]))
print("itself: equal", ball == ball, "; unequal", ball != ball)
assert max(zero, ball).is_zero()
assert not max(ball, zero).is_zero()
assert sorted([zero, ball])[0].is_zero() and not sorted([ball, zero])[0].is_zero()
assert not ball == ball and not ball != ball
PY
