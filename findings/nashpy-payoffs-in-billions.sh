#!/usr/bin/env bash
# Expected: A change of the unit of payoffs changes no equilibrium: the game in dollars and in
#   billions has the same three.
# Happens: Multiplied by 1e9, the 2 by 2 coordination game has no equilibrium at all by vertex
#   enumeration, without an error; support enumeration still has three.
# Why it matters: Nash's theorem says that the list is never empty; fines in cents reach this
#   size.
# Versions: nashpy 0.0.43, numpy 2.4.6
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile nashpy==0.0.43 numpy==2.4.6
venv/bin/python - <<'PY'
from importlib.metadata import version

import nashpy
import numpy as np

for package in ("nashpy", "numpy"):
    print(package, version(package))
counts = {}
for scale in (1, 1e9):
    payoffs = np.eye(2) * scale
    game = nashpy.Game(payoffs, payoffs)
    counts[scale] = (len(list(game.vertex_enumeration())), len(list(game.support_enumeration())))
    print("scale", scale, "-> by vertices:", counts[scale][0], "; by supports:", counts[scale][1])
assert counts == {1: (3, 3), 1e9: (0, 3)}
PY
