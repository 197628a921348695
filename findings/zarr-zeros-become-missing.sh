#!/usr/bin/env bash
# Expected: An array of counts that zarr wrote has the same numbers when xarray opens it.
# Happens: In format 2 every 0 becomes NaN and the integers floats: zarr's default fill value of 0
#   is taken for the mark of a missing value. In format 3 the same calls give the zeros back.
# Why it matters: A mean number of trials over districts goes from 0.75 to 1.5, since the
#   districts without a trial drop out.
# Versions: xarray 2026.9.0, zarr 3.1.6, numpy 2.4.6
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-compile xarray==2026.9.0 zarr==3.1.6 numpy==2.4.6
venv/bin/python - <<'PY'
from importlib.metadata import version

import warnings

import xarray as xr
import zarr

for package in ("xarray", "zarr", "numpy"):
    print(package, version(package))
warnings.simplefilter("ignore")
means = {}
for zarr_format in (2, 3):
    names = {"dimension_names": ["district"]} if zarr_format == 3 else {}
    store = f"counts{zarr_format}.zarr"
    group = zarr.open_group(store, mode="w", zarr_format=zarr_format)
    trials = group.create_array("trials", shape=(4,), dtype="int64", **names)
    trials[:] = [0, 1, 2, 0]
    if zarr_format == 2:
        trials.attrs["_ARRAY_DIMENSIONS"] = ["district"]
    opened = xr.open_zarr(store, consolidated=False).load()
    means[zarr_format] = float(opened["trials"].mean())
    print("format", zarr_format, "->", opened["trials"].values.tolist(), "mean", means[zarr_format])
assert means == {2: 1.5, 3: 0.75}
PY
