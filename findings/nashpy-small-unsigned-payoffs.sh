#!/usr/bin/env bash
# Expected: A game of two equal conventions has three equilibria in support enumeration, whatever
#   integer type its payoffs have.
# Happens: With payoffs of 200 and 1 in uint8, the mixed equilibrium is missing: the differences
#   of payoffs wrap around; with int64 it is there.
# Why it matters: Payoff tables that are loaded from images, HDF5 or compact columns are often of
#   this type, and the number of equilibria comes out even.
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
for kind in ("int64", "uint8"):
    payoffs = np.array([[200, 1], [1, 200]], dtype=kind)
    equilibria = list(nashpy.Game(payoffs, payoffs).support_enumeration())
    counts[kind] = len(equilibria)
    print(kind, [[strategy.tolist() for strategy in pair] for pair in equilibria])
assert counts == {"int64": 3, "uint8": 2}
PY
