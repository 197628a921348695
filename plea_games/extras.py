"""Packages that an extra brings, and one line that names it where such a package is missing."""

from collections.abc import Iterator
from contextlib import contextmanager

EXTRAS = {
    "dask": "cluster",
    "distributed": "cluster",
    "duckdb": "records",
    "filelock": "sweeps",
    "h5netcdf": "sweeps",
    "matplotlib": "plots",
    "nashpy": "nashpy",
    "networkx": "graphs",
    "openpyxl": "records",
    "pandas": "frames",
    "polars": "polars",
    "pyarrow": "sweeps",
    "pygambit": "gambit",
    "xarray": "sweeps",
    "zarr": "sweeps",
}
"""The extra that brings each package which not everybody needs, as ``pyproject.toml`` has them."""


@contextmanager
def optional() -> Iterator[None]:
    """Inside, packages are imported that may be missing.

    Raises
    ------
    MissingExtraError
        Where one is, with the command that installs it.

    Examples
    --------
    >>> with optional():
    ...     raise ModuleNotFoundError(name="matplotlib.pyplot")
    Traceback (most recent call last):
    plea_games.errors.MissingExtraError: this needs matplotlib: python -m pip install 'plea-games[plots]'
    """  # noqa: E501 (the message in one line)
    try:
        yield
    except ModuleNotFoundError as error:
        package = (error.name or "").partition(".")[0]
        if package not in EXTRAS:
            raise
        from .errors import MissingExtraError  # seldom needed, and this module is always loaded

        raise MissingExtraError(package, EXTRAS[package]) from None
