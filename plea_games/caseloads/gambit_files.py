"""Games from Gambit's files: what they are, for the solvers here.

Gambit reads the file. Of a game in which each of N players has two strategies, the payoffs of all
2ⁿ profiles tell whether players are alike: a player's payoff may depend on her own strategy and on
how many take the second one, alike for all. An action graph that says so itself, two nodes that all
players share, is read as it stands, at any size.
"""

import io
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from os import PathLike
from pathlib import Path
from typing import Any

from ..errors import Fault, TableError, shown
from ..extras import optional
from ..games.anonymous import AnonymousGame
from ..games.count_payoffs import CountPayoffs
from ..model.exact import NumberError, exact
from ..solvers.bimatrix.bimatrix import bimatrix
from ..solvers.bimatrix.bimatrix_result import Bimatrix
from ..subjects import GAMBIT_SUFFIXES
from .files import opened

MOST_ENUMERATED = 15
"""Players up to whom all profiles are looked at."""

_LARGEST = 50_000_000  # bytes
_WHAT = "Gambit file"


def from_gambit(file: str | PathLike[str]) -> AnonymousGame | Bimatrix:
    """The game in a Gambit file, for the solvers here.

    Parameters
    ----------
    file
        The path of an ``.nfg``, ``.efg`` or ``.agg`` file; of a tree the reduced strategic form is
        taken.

    Returns
    -------
    AnonymousGame or Bimatrix
        For players who are alike and have two strategies each, an :class:`AnonymousGame` with the
        payoffs of both; the first strategy stands for pleading, the second for holding out. For two
        other players what :func:`bimatrix` finds.

    Raises
    ------
    TableError
        Where the file cannot be read, or holds another kind of game, which the error names; and
        without the package pygambit.

    Examples
    --------
    >>> import tempfile, pathlib
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=4, capacity=1, offer=1, sentence=2)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder) / "game.nfg"
    ...     _ = file.write_text(pg.to_gambit(game, "nfg"))
    ...     print(pg.from_gambit(file))
    AnonymousGame(gain=[-1, 0, 1/3, 1/2])
    """
    remedy = "give the path of an .nfg, .efg or .agg file"
    is_path = isinstance(file, str | PathLike)
    if not is_path or Path(file).suffix.lower() not in GAMBIT_SUFFIXES:
        rule = "must end in .nfg, .efg or .agg"
        raise TableError([Fault(_WHAT, shown(str(file)), rule, remedy)])
    with opened(file, _LARGEST, _WHAT, remedy, TableError) as (place, stream):
        text = stream.read().decode("utf-8", errors="replace")
    suffix = Path(file).suffix.lower()
    levels = _shared_nodes(text) if suffix == ".agg" else None
    if levels is not None:
        return AnonymousGame.of_levels(levels)
    return _classified(_read(text, suffix, place), place)


def _read(text: str, suffix: str, place: str) -> Any:
    with optional():
        import pygambit
    readers = {".nfg": pygambit.read_nfg, ".efg": pygambit.read_efg, ".agg": pygambit.read_agg}
    try:
        return readers[suffix](io.StringIO(text))
    except (ValueError, RuntimeError, IndexError, KeyError) as reason:
        rule = f"must be a file that Gambit reads ({' '.join(str(reason).split())})"
        raise TableError([Fault(_WHAT, shown(place), rule, "correct it there")]) from None


def _classified(game: Any, place: str) -> AnonymousGame | Bimatrix:
    options = [len(list(game.get_strategies(player))) for player in game.players]
    if all(count == 2 for count in options) and len(options) <= MOST_ENUMERATED:
        levels = _alike([array.tolist() for array in game.to_arrays()], len(options))
        if levels is not None:
            return AnonymousGame.of_levels(levels)
    if len(options) == 2:
        return bimatrix(game)
    strategies = " × ".join(map(str, options[:12])) + (" × …" if len(options) > 12 else "")
    rule = (
        "must be a game of two, or of players who are alike and have two strategies each; this one "
        f"has {len(options)} players with {strategies} strategies"
    )
    raise TableError([Fault(_WHAT, shown(place), rule, "solve it with Gambit itself")])


def _alike(payoffs: list[Any], count: int) -> CountPayoffs | None:
    """Both payoff levels, if no one's payoff depends on who the others are."""
    levels: dict[tuple[int, int], Fraction] = {}
    for profile in product((0, 1), repeat=count):
        for player, chosen in enumerate(profile):
            cell = payoffs[player]
            for strategy in profile:
                cell = cell[strategy]
            paid = Fraction(str(cell))
            if levels.setdefault((chosen, sum(profile)), paid) != paid:
                return None
    return CountPayoffs(
        hold_out=tuple(levels[1, held] for held in range(1, count + 1)),
        plead=tuple(levels[0, held] for held in range(count)),
    )


def _shared_nodes(text: str) -> CountPayoffs | None:
    """The payoffs of an action graph of two nodes that all players share; None for others.

    The nodes depend on nothing, or on how many play the second.
    """
    lines = [line.split() for line in text.splitlines()[1:] if not line.startswith("#")]
    words: Iterator[str] = (word for line in lines for word in line)
    try:
        count, nodes, functions = (int(next(words)) for _ in range(3))
        if (nodes, functions) != (2, 0):
            return None
        actions = [next(words) for _ in range(3 * count)]
        if actions != ["2"] * count + ["0", "1"] * count:
            return None
        depends = [[int(next(words)) for _ in range(int(next(words)))] for _ in range(2)]
        if any(neighbours not in ([], [1]) for neighbours in depends):
            return None
        plead = _node(words, count if depends[0] else 1)
        held = _node(words, count if depends[1] else 1)
    except (ValueError, StopIteration, NumberError):
        return None
    return CountPayoffs(
        hold_out=tuple(held * count if len(held) == 1 else held),
        plead=tuple(plead * count if len(plead) == 1 else plead),
    )


def _node(words: Iterator[str], count: int) -> list[Fraction]:
    """The payoffs of one node, listed one by one."""
    if next(words) != "0":
        raise ValueError("written as a mapping, which Gambit reads")
    return [Fraction(exact(next(words))) for _ in range(count)]
