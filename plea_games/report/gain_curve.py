"""The expected gain from holding out, along the common probability of holding out."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from ..errors import Fault, ParameterError
from ..games.anonymous import AnonymousGame
from ..model.game import PleaGame
from ..solvers.equilibria import equilibria
from ..solvers.equilibrium_set import Basin, EquilibriumSet
from ..solvers.roots.canonical import canonical_gain
from ..subjects import takes_games
from ..tables import Column, Table, Tabular
from ..units import Unit

_EVEN_STEPS = 160
_BITS = 64


@dataclass(frozen=True)
class GainCurve(Tabular):
    """D(x), with the symmetric equilibria and where adjustment leads.

    Attributes
    ----------
    game
        In one line.
    unit
        Of the gains: "years", or None for a game given by its gains.
    probabilities
        x, from 0 to 1, the equilibria among them.
    gains
        D(x) for each: what holding out pays more than pleading if all others hold out with
        probability x.
    stable, unstable
        Probabilities of the symmetric equilibria.
    basins
        As :attr:`EquilibriumSet.basins` has them.
    """

    game: str
    unit: Unit | None
    probabilities: tuple[float, ...]
    gains: tuple[float, ...]
    stable: tuple[float, ...]
    unstable: tuple[float, ...]
    basins: tuple[Basin, ...]

    def gain_at(self, probability: float) -> float:
        """D at one of the probabilities."""
        return self.gains[self.probabilities.index(probability)]

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return asdict(self)

    def table(self, title: str = "") -> Table:
        """Every tenth part of the way, and the equilibria."""
        columns = (
            Column("others hold out", "share"),
            Column("gain", self.unit),
            Column("equilibrium", left=True),
        )
        kinds = dict.fromkeys(self.stable, "stable") | dict.fromkeys(self.unstable, "unstable")
        tenths = {tenth / 10 for tenth in range(11)}
        rows = [
            (x, gain if self.unit else f"{gain:.4g}", kinds.get(x, ""))
            for x, gain in zip(self.probabilities, self.gains, strict=True)
            if x in kinds or x in tenths
        ]
        return Table(title or f"Gain from holding out for {self.game}", columns, rows)


@takes_games
def gain_curve(game_or_equilibria: EquilibriumSet | PleaGame | AnonymousGame) -> GainCurve:
    """What holding out gains, by how likely all others are to hold out.

    Parameters
    ----------
    game_or_equilibria
        From :func:`equilibria`; or a game, a scenario, its name, or the path of a file.

    Returns
    -------
    GainCurve
        Frozen; prints as a table, and :func:`gain_curve` draws it.

    Raises
    ------
    ParameterError
        For anything else.

    Examples
    --------
    >>> import plea_games as pg
    >>> curve = pg.gain_curve(pg.equilibria(pg.AnonymousGame(gain=[-1, 3])))
    >>> curve.gain_at(0.5), curve.unstable
    (1.0, (0.25,))
    >>> pg.gain_curve("j20").stable
    (0.0, 1.0)
    """
    if isinstance(game_or_equilibria, PleaGame | AnonymousGame):
        game_or_equilibria = equilibria(game_or_equilibria)
    if not isinstance(game_or_equilibria, EquilibriumSet):
        rule, remedy = "must be a game or its EquilibriumSet", "give equilibria(game)"
        raise ParameterError(
            [Fault("game_or_equilibria", type(game_or_equilibria).__name__, rule, remedy)]
        )
    symmetric = [
        (e.hold_out_probability, e)
        for e in game_or_equilibria
        if e.hold_out_probability is not None
    ]
    even = (np.arange(_EVEN_STEPS + 1) / _EVEN_STEPS).tolist()
    probabilities = sorted({*even, *(x for x, _ in symmetric)})
    expected = canonical_gain(game_or_equilibria.game)
    ends = {0.0: float(expected.gain(1)), 1.0: float(expected.gain(expected.defendants))}
    gains = [ends[x] if x in ends else float(expected(x, _BITS).mid()) for x in probabilities]
    return GainCurve(
        game=game_or_equilibria.game.describe(),
        unit="years" if isinstance(game_or_equilibria.game, PleaGame) else None,
        probabilities=tuple(probabilities),
        gains=tuple(gains),
        stable=tuple(x for x, equilibrium in symmetric if equilibrium.stable),
        unstable=tuple(x for x, equilibrium in symmetric if not equilibrium.stable),
        basins=game_or_equilibria.basins,
    )
