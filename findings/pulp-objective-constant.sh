#!/usr/bin/env bash
# Expected: The constant of an objective function is in the LP file, the MPS file and the
#   dictionary that PuLP writes; all three formats can hold one.
# Happens: It is in none: `3*x + 7` is 19 at the optimum of the model in memory and 12 in each
#   copy.
# Why it matters: Fixed costs are constants, and the optimum of a stored model is off by them
#   while the solution is the same.
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
problem += 3 * x + 7
problem += x <= 4, "cap"
problem.writeLP("model.lp")
problem.writeMPS("model.mps")
_, from_dict = pulp.LpProblem.from_dict(problem.to_dict())
_, from_mps = pulp.LpProblem.fromMPS("model.mps", sense=pulp.LpMaximize)
optima = {}
for name, model in (("memory", problem), ("dict", from_dict), ("mps", from_mps)):
    model.solve(pulp.PULP_CBC_CMD(msg=False))
    optima[name] = pulp.value(model.objective)
objective = [line for line in open("model.lp").read().splitlines() if line.startswith("OBJ")]
print(optima, objective)
assert optima == {"memory": 19, "dict": 12, "mps": 12}
assert objective == ["OBJ: 3 x"]
PY
