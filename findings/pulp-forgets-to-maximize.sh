#!/usr/bin/env bash
# Expected: A maximization problem that PuLP writes to an MPS file and reads back is the same
#   problem.
# Happens: The sense is written as a comment that the reader skips: the problem comes back as a
#   minimization and its optimum goes from 12 to 0, with the status optimal.
# Why it matters: The file is the natural way to archive a model, and the answer to the archived
#   model is the opposite end.
# Versions: PuLP 3.3.2
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile PuLP==3.3.2
venv/bin/python - <<'PY'
from importlib.metadata import version

import pulp

for package in ("PuLP",):
    print(package, version(package))
problem = pulp.LpProblem("plea", pulp.LpMaximize)
x = pulp.LpVariable("x", 0, 5)
problem += 3 * x
problem += x <= 4, "cap"
problem.writeMPS("model.mps")
_, back = pulp.LpProblem.fromMPS("model.mps")
optima = []
for model in (problem, back):
    model.solve(pulp.PULP_CBC_CMD(msg=False))
    optima.append(pulp.value(model.objective))
    print(pulp.LpSenses[model.sense], pulp.LpStatus[model.status], optima[-1])
print(open("model.mps").read().splitlines()[0])
assert (problem.sense, back.sense) == (pulp.LpMaximize, pulp.LpMinimize)
assert optima == [12, 0]
PY
