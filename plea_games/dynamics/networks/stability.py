r"""Who would rather do otherwise: profiles of a network game, and of the whole.

The network game is that of :mod:`plea_games.games.network`: with h of her ties holding out,
defendant i gains :math:`h - t_i + \frac{1}{2}` by holding out, and nothing by pleading. A profile
is an equilibrium if nobody who is free to choose gains by changing alone.

*The end of a cascade is the least equilibrium with the committed in it.* Whoever joined had at
least t of her ties in before her, none of whom left; whoever did not join has fewer than t in:
nobody gains by changing. And each equilibrium with the committed in it holds all who join in round
1, for their needs are met there, hence all of round 2, and so on. *The end of a retreat is the
greatest*, by the same argument with "pleads" for "holds out".

It need not be an equilibrium of the lottery, in which the chance of trial depends on how many hold
out in all. With M hold-outs that asks for :math:`\Delta(M) \ge 0` if any of them is free, and for
:math:`\Delta(M + 1) \le 0` if anybody pleads. Where gains increase strictly around 0, both hold at
:math:`0 < M < N` only in a tie: below the tipping point hold-outs would rather plead, from it on
all others would rather join. So the end of a cascade that stops short is an equilibrium among
people who judge by those they know, and of the whole only if all of its hold-outs are committed
and too few to tip.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import ArrayLike, NDArray

from ...errors import Fault, ParameterError
from ...games.gains import as_anonymous, deciding
from ...games.network import NetworkGame, local_gains
from ...model.game import PleaGame
from ...model.reading import refuse_other_kinds
from ...subjects import Named, game_of
from ...tables import Column, Table, Tabular
from ...units import number_of
from .cascade import read_committed

_WHOLE = "the lottery among all"
_LOCAL = "those whom each knows"


@dataclass(frozen=True)
class Stability(Tabular):
    """Who would gain by changing alone, under the payoffs of the network game and of the lottery.

    Attributes
    ----------
    holdouts : defendants
        How many hold out.
    would_plead, would_hold_out
        Places of those who would gain by pleading, and by holding out, in the network game; the
        committed are not free to.
    lottery_would_plead, lottery_would_hold_out : defendants
        How many would in the lottery among all; None where no caseload is given.
    """

    holdouts: int
    would_plead: NDArray[np.int64] = field(repr=False, compare=False)
    would_hold_out: NDArray[np.int64] = field(repr=False, compare=False)
    lottery_would_plead: int | None = None
    lottery_would_hold_out: int | None = None

    also_recorded = ("is_equilibrium", "is_lottery_equilibrium")

    @property
    def is_equilibrium(self) -> bool:
        """Of the network game."""
        return not (self.would_plead.size or self.would_hold_out.size)

    @property
    def is_lottery_equilibrium(self) -> bool | None:
        """Of the lottery among all; None where no caseload is given."""
        if self.lottery_would_plead is None:
            return None
        return not (self.lottery_would_plead or self.lottery_would_hold_out)

    def table(self, title: str = "") -> Table:
        """One row for each way to judge."""
        columns = (
            Column("payoffs depend on", left=True),
            Column("would rather\nplead", "defendants"),
            Column("would rather\nhold out", "defendants"),
            Column("equilibrium", left=True),
        )
        rows: list[tuple[object, ...]] = [
            (_LOCAL, self.would_plead.size, self.would_hold_out.size, _said(self.is_equilibrium))
        ]
        if self.lottery_would_plead is not None:
            whole = (self.lottery_would_plead, self.lottery_would_hold_out)
            rows.append((_WHOLE, *whole, _said(bool(self.is_lottery_equilibrium))))
        return Table(
            title or f"Stability of {number_of(self.holdouts, 'hold-outs')}", columns, rows
        )


def stability(
    game: NetworkGame,
    holds_out: ArrayLike,
    *,
    committed: Iterable[int] = (),
    caseload: PleaGame | Named | None = None,
) -> Stability:
    """Who would gain by changing alone, if so many others hold out.

    Parameters
    ----------
    game
        Defendants, ties and thresholds.
    holds_out
        Whether each holds out, truth values of shape (n,), such as the end of a cascade.
    committed
        Places of those who hold out whatever others do, counted from 0.
    caseload
        The lottery among all n of them, to which the same profile is held: a game, a scenario, its
        name, or the path of a file.

    Returns
    -------
    Stability
        Frozen; prints as a table.

    Raises
    ------
    ParameterError
        For profiles of another shape, committed defendants who plead, and a caseload among another
        number of defendants.

    Examples
    --------
    A cascade that stops short is an equilibrium among people who judge by those they know, and not
    of the lottery, where its hold-outs would rather plead:

    >>> import networkx as nx
    >>> import plea_games as pg
    >>> pairs = pg.NetworkGame(ties=nx.disjoint_union_all([nx.path_graph(2)] * 20), needed=1)
    >>> ended = pg.networks.cascade(pairs, committed=[0])
    >>> caseload = pg.PleaGame(defendants=40, capacity=4, offer=4, sentence=10)
    >>> found = pg.networks.stability(pairs, ended.holds_out, committed=[0], caseload=caseload)
    >>> found.is_equilibrium, found.is_lottery_equilibrium, found.lottery_would_plead
    (True, False, 1)

    References
    ----------
    Milgrom & Roberts (1990), Econometrica 58, for least and greatest equilibria of games with
    complements (from memory). That a cascade's end need not be an equilibrium of the whole is ours.
    """
    bound = read_committed(game, committed)
    held = np.asarray(holds_out)
    faults = []
    if held.shape != (game.defendants,) or held.dtype != np.bool_:
        rule = f"must be {game.defendants:,} truth values"
        value = f"{held.dtype} of shape {held.shape}"
        faults.append(Fault("holds_out", value, rule, "give one for each defendant"))
    elif (bound & ~held).any():
        who = int(np.flatnonzero(bound & ~held)[0])
        faults.append(Fault("committed", str(who), "must hold out", "leave her out"))
    lottery: PleaGame | None = None if caseload is None else game_of(caseload)
    if lottery is not None:
        refuse_other_kinds(lottery, PleaGame, name="caseload")
    if lottery is not None and deciding(lottery) != game.defendants:
        rule = f"must leave to decide the {game.defendants:,} who have ties"
        remedy = "use caseload.with_parameters(…), or leave out a pledge"
        faults.append(Fault("defendants", f"{deciding(lottery):,}", rule, remedy))
    if faults:
        raise ParameterError(faults)
    gains = local_gains(game, held)
    free = held & ~bound
    whole = (None, None) if lottery is None else _in_lottery(lottery, held, free)
    return Stability(
        int(held.sum()),
        np.flatnonzero(free & (gains < 0)),
        np.flatnonzero(~held & (gains > 0)),
        *whole,
    )


def _in_lottery(
    caseload: PleaGame, held: NDArray[np.bool_], free: NDArray[np.bool_]
) -> tuple[int, int]:
    """How many would rather plead, and hold out, by Δ(M) and Δ(M + 1)."""
    gain, count = as_anonymous(caseload).gain, int(held.sum())
    leave = int(free.sum()) if count and gain[count - 1] < 0 else 0
    join = int((~held).sum()) if count < held.size and gain[count] > 0 else 0
    return leave, join


def _said(holds: bool) -> str:
    return "yes" if holds else "no"
