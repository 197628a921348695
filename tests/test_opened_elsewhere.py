"""What sweeps write opens in other programs, with its units and without a warning."""

import json
import shutil
import subprocess
import warnings

import duckdb
import numpy as np
import pandas as pd
import pytest
import xarray as xr

import plea_games as pg

GAME = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
OVER = {"capacity": [12, 100, 230], "offer": [2, 4]}
UNITS = {"capacity": "cases", "offer": "years", "tipping_share": "1"}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sweep")
    plan = pg.studies.plan_sweep(GAME, OVER)
    for ending in ("zarr", "nc", "parquet", "csv"):
        pg.studies.write_sweep(plan, folder / f"found.{ending}", progress=False)
    return folder


@pytest.fixture(scope="module")
def expected():
    return pg.sweep(GAME, OVER, progress=False)


@pytest.fixture(scope="module")
def rows(expected):
    """One row a point, in the order of the axes."""
    return expected.to_dataframe().reset_index()


def units_of(dataset):
    return {name: dataset[name].attrs["units"] for name in UNITS}


@pytest.mark.parametrize("ending", ["zarr", "nc"])
def test_xarray_opens_it_by_its_path_alone(written, expected, ending):
    opens = {"zarr": xr.open_zarr, "nc": xr.open_dataset}[ending]
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        with opens(written / f"found.{ending}") as found:
            xr.testing.assert_equal(found.load(), expected)
            assert units_of(found) == UNITS
    assert [str(warning.message) for warning in said] == []


def test_pandas_reads_it(written, rows):
    parquet = pd.read_parquet(written / "found.parquet")
    csv = pd.read_csv(written / "found.csv")
    for found in (parquet, csv):
        pd.testing.assert_frame_equal(
            found[rows.columns], rows, check_dtype=False, check_exact=True
        )
    assert UNITS.items() <= parquet.attrs["units"].items()
    assert "Bar-Gill" in parquet.attrs["references"]


def test_polars_reads_it(written, rows):
    polars = pytest.importorskip("polars")
    about = polars.read_parquet_metadata(written / "found.parquet")
    assert UNITS.items() <= json.loads(about["units"]).items()
    for found in (
        polars.read_parquet(written / "found.parquet"),
        polars.read_csv(written / "found.csv", infer_schema_length=None),
    ):
        for name in rows:
            values = found[name].cast(polars.Float64).to_numpy()
            assert np.array_equal(values, rows[name].to_numpy(), equal_nan=True), name


def test_duckdb_reads_it(written, rows):
    for ending in ("parquet", "csv"):
        found = duckdb.sql(f"select * from '{written}/found.{ending}' order by capacity, offer")
        table = found.df()[rows.columns]
        pd.testing.assert_frame_equal(table, rows, check_dtype=False, check_exact=True)
    told = duckdb.sql(
        f"select value from parquet_kv_metadata('{written}/found.parquet') where key = 'units'"
    )
    assert UNITS.items() <= json.loads(told.fetchall()[0][0]).items()


IN_R = """
library(ncdf4)
file <- nc_open(commandArgs(TRUE)[1])
for (name in c("capacity", "offer", "tipping_share"))
  cat(name, ncatt_get(file, name, "units")$value, ncvar_get(file, name), "\\n")
cat(ncatt_get(file, 0, "title")$value, "\\n")
"""


def has_ncdf4():
    return (
        bool(shutil.which("Rscript"))
        and not subprocess.run(["Rscript", "-e", "library(ncdf4)"], capture_output=True).returncode
    )


def test_r_reads_it_by_ncdf4(written, expected):
    if not has_ncdf4():
        pytest.skip("needs R and its package ncdf4")
    (written / "read.R").write_text(IN_R)
    told = subprocess.run(
        ["Rscript", written / "read.R", written / "found.nc"],
        capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    for line, (name, unit) in zip(told, UNITS.items(), strict=False):
        stated, units, *values = line.split()
        assert (stated, units) == (name, unit)
        # R prints seven digits, and the last axis of ours varies fastest in its arrays, too
        found = np.array([np.nan if value in ("NA", "NaN") else float(value) for value in values])
        assert np.allclose(found, expected[name].to_numpy().ravel(), rtol=1e-6, equal_nan=True)
    assert told[-1].strip() == expected.attrs["title"]
