#!/usr/bin/env bash
# Expected: An MPS file has one optimal value: an entry in the RHS section for the objective row
#   is its constant, with one sign.
# Happens: The same file has the optimum 8.5 for HiGHS and for SCIP, where the entry is
#   subtracted, and -5.5 for GLPK, where it is added.
# Why it matters: A model's fixed cost changes its sign between solvers, and the optimum moves by
#   twice its size while the solution stays.
# Versions: highspy 1.16.0, swiglpk 5.0.13, pyscipopt 6.3.0, numpy 2.4.6
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile highspy==1.16.0 swiglpk==5.0.13 pyscipopt==6.3.0 numpy==2.4.6
venv/bin/python - <<'PY'
from importlib.metadata import version

import pathlib

import highspy
import swiglpk as glpk
from pyscipopt import Model

for package in ("highspy", "swiglpk", "pyscipopt", "numpy"):
    print(package, version(package))
pathlib.Path("model.mps").write_text(
    """NAME          ONE
ROWS
 N  COST
 G  NEED
COLUMNS
    X         COST               1.0   NEED               1.0
RHS
    RHS       NEED               1.5   COST              -7.0
ENDATA
"""
)
highs = highspy.Highs()
highs.setOptionValue("output_flag", False)
highs.readModel("model.mps")
highs.run()
scip = Model()
scip.hideOutput()
scip.readProblem("model.mps")
scip.optimize()
glpk.glp_term_out(glpk.GLP_OFF)
problem = glpk.glp_create_prob()
glpk.glp_read_mps(problem, glpk.GLP_MPS_FILE, None, "model.mps")
glpk.glp_simplex(problem, None)
values = {
    "HiGHS": highs.getInfo().objective_function_value,
    "SCIP": scip.getObjVal(),
    "GLPK": glpk.glp_get_obj_val(problem),
}
print(values)
assert {name: round(value, 6) for name, value in values.items()} == {
    "HiGHS": 8.5,
    "SCIP": 8.5,
    "GLPK": -5.5,
}
PY
