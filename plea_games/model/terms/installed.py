"""Terms that installed packages define, under the entry-point group ``plea_games.terms``."""

from functools import cache
from importlib.metadata import entry_points

from ...errors import Fault, ParameterError

GROUP = "plea_games.terms"


@cache
def load_installed_terms() -> None:
    """Load the modules that other packages name; their terms are known from then on."""
    faults = []
    for entry in entry_points(group=GROUP):
        try:
            entry.load()
        except Exception as error:  # another package's code may raise anything
            stated = f"{type(error).__name__}: {error}"
            remedy = "mend or uninstall the package that defines it"
            faults.append(Fault(f"{GROUP}: {entry.name}", stated, "must load", remedy))
    if faults:
        raise ParameterError(faults)
