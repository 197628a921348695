#!/usr/bin/env bash
# Expected: Two libraries with a function of the same name, `vertex_enumeration`, list the same
#   equilibria of the 2 by 2 game in which every payoff is 1.
# Happens: nashpy lists the four pure ones, QuantEcon one of them; QuantEcon's own
#   `pure_nash_brute` lists four.
# Why it matters: Ties are the rule where payoffs are years in a sentencing table, and an analysis
#   for all equilibria depends on the library.
# Versions: nashpy 0.0.43, quantecon 0.11.4, numpy 2.4.6
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile nashpy==0.0.43 quantecon==0.11.4 numpy==2.4.6
venv/bin/python - <<'PY'
from importlib.metadata import version

import nashpy
import numpy as np
import quantecon.game_theory as qe

for package in ("nashpy", "quantecon", "numpy"):
    print(package, version(package))
flat = np.ones((2, 2), dtype=int)
game = qe.NormalFormGame((qe.Player(flat), qe.Player(flat)))
counts = {
    "nashpy": len(list(nashpy.Game(flat, flat).vertex_enumeration())),
    "QuantEcon": len(qe.vertex_enumeration(game)),
    "QuantEcon, pure by brute force": len(qe.pure_nash_brute(game)),
}
print(counts)
assert list(counts.values()) == [4, 1, 4]
PY
