#!/usr/bin/env bash
# Expected: An upper bound of -1 on a column without a lower bound means one set of values for
#   every reader of MPS files.
# Happens: CBC (through Python-MIP) takes the lower bound for minus infinity, HiGHS, SCIP and GLPK
#   leave it at 0: the model has solutions for the first and is infeasible for the others.
# Why it matters: An unwritten default of the format is read in two ways, and a model that was
#   solved with one solver is reported infeasible by the next.
# Versions: mip 2.0.0, highspy 1.16.0, swiglpk 5.0.13, pyscipopt 6.3.0, numpy 2.4.6
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile mip==2.0.0 highspy==1.16.0 swiglpk==5.0.13 pyscipopt==6.3.0 numpy==2.4.6
venv/bin/python - <<'PY'
from importlib.metadata import version

import pathlib

import highspy
import mip
import swiglpk as glpk
from pyscipopt import Model

for package in ("mip", "highspy", "swiglpk", "pyscipopt", "numpy"):
    print(package, version(package))
pathlib.Path("model.mps").write_text(
    """NAME          ONE
ROWS
 N  COST
 G  NEED
COLUMNS
    Y         COST               1.0   NEED               1.0
RHS
    RHS       NEED              -5.0
BOUNDS
 UP BOUND     Y                 -1.0
ENDATA
"""
)
highs = highspy.Highs()
highs.setOptionValue("output_flag", False)
highs.readModel("model.mps")
scip = Model()
scip.hideOutput()
scip.readProblem("model.mps")
glpk.glp_term_out(glpk.GLP_OFF)
problem = glpk.glp_create_prob()
glpk.glp_read_mps(problem, glpk.GLP_MPS_FILE, None, "model.mps")
cbc = mip.Model(solver_name=mip.CBC)
cbc.verbose = 0
cbc.read("model.mps")
lower = {
    "HiGHS": highs.getLp().col_lower_[0],
    "SCIP": scip.getVars()[0].getLbOriginal(),
    "GLPK": glpk.glp_get_col_lb(problem, 1),
    "CBC": cbc.vars[0].lb,
}
print("lower bound:", lower)
assert lower["HiGHS"] == lower["SCIP"] == lower["GLPK"] == 0
assert lower["CBC"] < -1e20
highs.run()
print("HiGHS:", highs.modelStatusToString(highs.getModelStatus()))
print("CBC:", cbc.optimize(), cbc.objective_value)
assert highs.getModelStatus() == highspy.HighsModelStatus.kInfeasible
assert cbc.objective_value == -5
PY
