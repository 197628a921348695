#!/usr/bin/env bash
# Expected: A dataset attribute may be called `int` or `double` in every engine, or in none: the
#   file format is the same.
# Happens: xarray refuses the name with `scipy` as the engine and takes it with `netcdf4`, for one
#   and the same NetCDF 3 format; variables and dimensions may be called `int` in both, and `long`
#   is always allowed.
# Why it matters: Metadata that is written for years fails on a machine where only SciPy is
#   installed.
# Versions: xarray 2026.9.0, scipy 1.17.1, netCDF4 1.7.5.1.post1, numpy 2.4.6
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile xarray==2026.9.0 scipy==1.17.1 netCDF4==1.7.5.1.post1 numpy==2.4.6
venv/bin/python - <<'PY'
from importlib.metadata import version

import xarray as xr

for package in ("xarray", "scipy", "netCDF4", "numpy"):
    print(package, version(package))


def written(dataset, engine):
    try:
        dataset.to_netcdf("data.nc", engine=engine, format="NETCDF3_64BIT")
    except ValueError as error:
        return str(error)
    return "written"


plain = xr.Dataset({"a": ("x", [1.0, 2.0])})
answers = {}
for name in ("int", "double", "char", "long"):
    for engine in ("scipy", "netcdf4"):
        answers[name, engine] = written(plain.assign_attrs({name: "text"}), engine)
        print("attribute", name, engine, "->", answers[name, engine])
variable = written(plain.rename(a="int"), "scipy")
print("variable int scipy ->", variable)
for name in ("int", "double", "char"):
    assert answers[name, "scipy"] == "Not a valid attribute name"
    assert answers[name, "netcdf4"] == "written"
assert answers["long", "scipy"] == answers["long", "netcdf4"] == "written"
assert variable == "written"
PY
