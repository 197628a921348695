"""Which caseloads are built in; without sympy, for shells that complete their names."""

from importlib import resources


def scenario_names() -> tuple[str, ...]:
    """The names of the built-in scenarios, in alphabetical order.

    Returns
    -------
    tuple of str
        As :func:`scenario` takes them.

    Examples
    --------
    >>> "j20" in scenario_names()
    True
    """
    files = resources.files("plea_games").joinpath("scenarios").iterdir()
    return tuple(sorted(file.name[:-5] for file in files if file.name.endswith(".toml")))
