#!/usr/bin/env bash
# Expected: A missing text (None) in a labelled array stays missing in NetCDF, as NaN does among
#   numbers.
# Happens: None comes back as the empty text, which `isnull` takes for a value, in NetCDF 4 and in
#   NetCDF 3; the number of missing values goes from one to none.
# Why it matters: "No disposition recorded" becomes a disposition with an empty name, and counts
#   by group have one group more.
# Versions: xarray 2026.9.0, netCDF4 1.7.5.1.post1, scipy 1.17.1, numpy 2.4.6
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile xarray==2026.9.0 netCDF4==1.7.5.1.post1 scipy==1.17.1 numpy==2.4.6
venv/bin/python - <<'PY'
from importlib.metadata import version

import numpy as np
import xarray as xr

for package in ("xarray", "netCDF4", "scipy", "numpy"):
    print(package, version(package))
data = xr.Dataset({"plea": ("case", np.array(["guilty", None], dtype=object))})
counts = {}
for engine in ("netcdf4", "scipy"):
    data.to_netcdf(f"{engine}.nc", engine=engine)
    back = xr.open_dataset(f"{engine}.nc", engine=engine).load()
    counts[engine] = int(back["plea"].isnull().sum())
    print(engine, data["plea"].values.tolist(), "->", back["plea"].values.tolist())
    assert back["plea"].values.tolist() == ["guilty", ""]
print("missing before:", int(data["plea"].isnull().sum()), "; after:", counts)
assert int(data["plea"].isnull().sum()) == 1
assert counts == {"netcdf4": 0, "scipy": 0}
PY
