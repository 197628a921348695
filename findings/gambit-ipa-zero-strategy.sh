#!/usr/bin/env bash
# Expected: `ipa_solve` returns mixed strategies, each of which sums to one, for an action graph
#   game.
# Happens: For a 2 by 2 action graph game with the payoffs -5, -4, -4, 0 one player's strategy is
#   (0, 0): a point that is no mixed strategy, of regret 0.
# Why it matters: A check by regret, the usual one, calls the vector an exact equilibrium; the
#   probabilities have to be added up as well.
# Versions: pygambit 17.0.0b2
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile pygambit==17.0.0b2
venv/bin/python - <<'PY'
from importlib.metadata import version

import io

import pygambit

for package in ("pygambit",):
    print(package, version(package))
text = """#AGG
2
2
0
2 2
0 1
0 1
2 0 1
2 0 1
0
-5 -4
0
-4 0
"""
game = pygambit.read_agg(io.BytesIO(text.encode()))
profile = pygambit.nash.ipa_solve(game).equilibrium
sums = [sum(probability for _, probability in profile[player]) for player in game.players]
print(profile, "; sums:", sums, "; regret:", profile.max_regret())
assert sorted(sums) == [0.0, 1.0]
assert profile.max_regret() == 0
PY
