"""A small file of made-up cases, to try things with before one has a file of one's own."""

from importlib import resources
from pathlib import Path

from .outcomes import Outcomes
from .reading import read


def example_files() -> tuple[Path, Path]:
    """The paths of a small table of made-up cases, and of its layout.

    Returns
    -------
    tuple of pathlib.Path
        A CSV file and a TOML file.

    Examples
    --------
    >>> import plea_games as pg
    >>> cases, layout = pg.records.example_files()
    >>> pg.records.read(cases, layout=layout).places_named
    ('North', 'South', 'West')
    """
    folder = Path(str(resources.files("plea_games.records").joinpath("example")))
    return folder / "cases.csv", folder / "layout.toml"


def example_outcomes() -> Outcomes:
    """Made-up cases of three counties in 2024, with sentences, in two grades of offence.

    Returns
    -------
    Outcomes
        As :func:`read` gives it.

    Examples
    --------
    >>> import plea_games as pg
    >>> north = pg.records.example_outcomes().tally("North")
    >>> north.facing, north.tried, north.convicted
    (728, 37, 26)
    """
    cases, layout = example_files()
    return read(cases, layout=layout)
