"""What comes of a contest: the outcome in each cell, the equilibria, and how to read them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any, Self

from ...by_value import ByValue
from ...model.game import PleaGame
from ...solvers.bimatrix.replicator import Evolution, replicator
from ...solvers.bimatrix.two_player_equilibria import Matrix, MixedProfile
from ...solvers.selection import Selection
from ...tables import Column, Table, Tabular
from ...units import show
from .moves import Move
from .postures import Posture

ExactPayoffs = tuple[tuple[Fraction, ...], ...]

_SHOWN_SHARE = 5e-5  # smaller ones would print as 0.00%


@dataclass(frozen=True)
class Cell:
    """What a posture and a move lead to.

    Attributes
    ----------
    posture, move
        Which, with their amounts.
    holdouts, pleas
        How many, the committed included; means where these are unreliable.
    mean_offer
        Of the offers accepted, in years; None where nobody pleads.
    trials
        Held.
    payments
        To those who are tried, in years.
    prosecutor, organizer
        Payoffs, in years.
    """

    posture: str
    move: str
    holdouts: float
    pleas: float
    mean_offer: float | None
    trials: float
    payments: float
    prosecutor: float
    organizer: float


@dataclass(frozen=True)
class ContestEquilibrium(ByValue):
    """Probabilities of the postures and moves that are played, and what each side expects.

    Attributes
    ----------
    postures, moves
        Probabilities by name.
    prosecutor, organizer
        Expected payoffs, in years.
    max_regret
        The most that either could gain by changing, in years, computed exactly.
    """

    postures: Mapping[str, float]
    moves: Mapping[str, float]
    prosecutor: float
    organizer: float
    max_regret: float


@dataclass(frozen=True)
class Contest(Tabular):
    """Prosecutor postures against organizer moves.

    Attributes
    ----------
    game
        The caseload.
    selection
        Which equilibrium of the inner game is played.
    postures, moves
        The options.
    cells
        A row for each posture, and in it a cell for each move.
    equilibria
        Of the outer game, pure ones first.
    degenerate
        Whether some equilibrium leaves more best replies than it plays: equilibria may then come
        in continua, of which the extreme ones are listed.
    payoffs
        The prosecutor's and the organizer's in each cell, exactly.
    costs
        What was counted besides the outcomes, by name; a trial value of None stands for the
        sentences that trials bring.
    """

    game: PleaGame
    selection: Selection
    postures: tuple[Posture, ...]
    moves: tuple[Move, ...]
    cells: tuple[tuple[Cell, ...], ...]
    equilibria: tuple[ContestEquilibrium, ...]
    degenerate: bool
    payoffs: tuple[ExactPayoffs, ExactPayoffs] = field(repr=False)
    costs: Mapping[str, float | None]

    @classmethod
    def of(
        cls,
        *,
        game: PleaGame,
        selection: Selection,
        postures: Sequence[Posture],
        moves: Sequence[Move],
        cells: Sequence[Sequence[Cell]],
        profiles: Sequence[MixedProfile],
        degenerate: bool,
        payoffs: tuple[Matrix, Matrix],
        costs: Mapping[str, float | None],
    ) -> Self:
        """The contest with its strategies by name."""
        rows, columns = [str(posture) for posture in postures], [str(move) for move in moves]
        return cls(
            game=game,
            selection=selection,
            postures=tuple(postures),
            moves=tuple(moves),
            cells=tuple(map(tuple, cells)),
            equilibria=tuple(_named(each, rows, columns) for each in profiles),
            degenerate=degenerate,
            payoffs=(_frozen(payoffs[0]), _frozen(payoffs[1])),
            costs=dict(costs),
        )

    @cached_property
    def _evolution(self) -> Evolution:
        return replicator(*self.payoffs)

    @property
    def replicator_postures(self) -> dict[str, float]:
        """Shares to which the replicator dynamics lead from equal shares of all options."""
        return dict(zip(map(str, self.postures), self._evolution.rows, strict=True))

    @property
    def replicator_moves(self) -> dict[str, float]:
        """The same for the moves."""
        return dict(zip(map(str, self.moves), self._evolution.columns, strict=True))

    @property
    def replicator_settled(self) -> bool:
        """Whether these shares no longer move."""
        return self._evolution.settled

    def __iter__(self) -> Iterator[Cell]:
        return (cell for row in self.cells for cell in row)

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "parameters": self.game.record(),
            "selection": self.selection,
            "costs": dict(self.costs),
            "cells": [{**asdict(cell), **self._result_of(cell)} for cell in self],
            "equilibria": [asdict(equilibrium) for equilibrium in self.equilibria],
            "degenerate": self.degenerate,
            "replicator": {
                "postures": self.replicator_postures,
                "moves": self.replicator_moves,
                "settled": self.replicator_settled,
            },
        }

    def table(self, title: str = "") -> Table:
        """One row a cell; a mark where the option is a best reply to the other."""
        columns = (
            Column("posture", left=True),
            Column("move", left=True),
            Column("hold out", "defendants"),
            Column("mean plea", "years"),
            Column("tried", "cases"),
            Column("prosecutor", "years"),
            Column("organizer", "years"),
            Column("best reply of", left=True),
        )
        rows: list[tuple[object, ...]] = []
        for row in self.cells:
            for place, cell in enumerate(row):
                names = [name for name, replies in self._best_replies(cell).items() if replies]
                best = "both" if len(names) == 2 else "".join(names)
                rows.append(_row(cell, best, not place))
        heading = title or f"Contest for {self.game.describe()}"
        verdict = " ".join(self._in_plain_words())
        return Table(heading, columns, rows, tuple(self._notes()), verdict=verdict)

    def _in_plain_words(self) -> Iterator[str]:
        if len(self.equilibria) != 1:
            yield (
                f"{len(self.equilibria)} pairs of plans answer each other, so that expectations "
                "decide between them too; the first is:"
            )
        first = self.equilibria[0]
        yield (
            f"If each side foresees the other, the prosecutor plays {_mixed(first.postures)}, and "
            f"organizers play {_mixed(first.moves)}."
        )
        if len(first.postures) == len(first.moves) == 1:
            row = [str(posture) for posture in self.postures].index(next(iter(first.postures)))
            column = [str(move) for move in self.moves].index(next(iter(first.moves)))
            held = self.cells[row][column].holdouts
            yield f"Then {f'{held:,.6g}' if held else 'none'} hold out."
        yield "It rests on the amounts, costs and the selection named below."

    def _best_replies(self, cell: Cell) -> dict[str, bool]:
        """By side, whether no other option of hers does better against that of the other."""
        against = {
            "prosecutor": [other.prosecutor for other in self if other.move == cell.move],
            "organizer": [other.organizer for other in self if other.posture == cell.posture],
        }
        return {side: getattr(cell, side) == max(payoffs) for side, payoffs in against.items()}

    def _result_of(self, cell: Cell) -> dict[str, bool | float]:
        """Whether each side replies best there, and how probable each equilibrium makes it."""
        best = {f"{side}_best_reply": is_best for side, is_best in self._best_replies(cell).items()}
        return best | {
            f"equilibrium_{number}_probability": each.postures.get(cell.posture, 0.0)
            * each.moves.get(cell.move, 0.0)
            for number, each in enumerate(self.equilibria, start=1)
        }

    def _notes(self) -> Iterator[str]:
        for number, each in enumerate(self.equilibria, start=1):
            yield (
                f"Equilibrium {number} of {len(self.equilibria)}: {_mixed(each.postures)} "
                f"against {_mixed(each.moves)}; prosecutor {show(each.prosecutor, 'years')}, "
                f"organizer {show(each.organizer, 'years')} years."
            )
        if self.degenerate:
            yield (
                "The outer game is degenerate: some equilibrium leaves more best replies than it "
                "plays. Listed are the extreme equilibria; between some of them there are others."
            )
        ends = "settle at" if self.replicator_settled else "have not settled; after time 10,000"
        yield (
            f"Replicator dynamics from equal shares {ends} {_survivors(self.replicator_postures)} "
            f"against {_survivors(self.replicator_moves)}."
        )
        yield (
            f"Both commit at once; she then prices pleas with the move in view, and of several "
            f"equilibria among defendants the {self.selection} one is played. Ties plead; prices "
            "are the suprema."
        )
        value = self.costs["trial_value"]
        trial = "the sentence expected" if value is None else f"{show(value, 'years')} years each"
        yield (
            f"Prosecutor: pleas accepted, plus trials at {trial}, less "
            f"{self._cost('surge_cost')} years for each trial added to the capacity and "
            f"{self._cost('dropping_cost')} for each case dropped."
        )
        yield (
            "Organizer: what defendants lose less than if all pleaded to the game's own offer "
            "(solidarity and sanctions counted), less "
            f"{self._cost('organizing_cost')} years for each defendant reached and "
            f"{self._cost('payment_cost')} for each year's worth paid to strikers."
        )
        yield "Amounts of postures and moves, and these costs, are assumptions unless you set them."

    def _cost(self, name: str) -> str:
        return show(self.costs[name], "years")


def _named(each: MixedProfile, rows: Sequence[str], columns: Sequence[str]) -> ContestEquilibrium:
    return ContestEquilibrium(
        {name: float(share) for name, share in zip(rows, each.rows, strict=True) if share},
        {name: float(share) for name, share in zip(columns, each.columns, strict=True) if share},
        float(each.row_payoff),
        float(each.column_payoff),
        float(each.regret),
    )


def _frozen(payoffs: Matrix) -> ExactPayoffs:
    return tuple(map(tuple, payoffs))


def _mixed(shares: Mapping[str, float]) -> str:
    """What is played, however rarely."""
    if len(shares) == 1:
        return next(iter(shares))
    return " + ".join(
        f"{show(share, 'share') if share > _SHOWN_SHARE else 'less than 0.01'}% {name}"
        for name, share in shares.items()
    )


def _survivors(shares: Mapping[str, float]) -> str:
    """Without what dies out, of which something is left at any time."""
    played = {name: share for name, share in shares.items() if share > _SHOWN_SHARE}
    return _mixed(played)


def _row(cell: Cell, best: str, is_first: bool) -> tuple[object, ...]:
    return (
        cell.posture if is_first else "",
        cell.move,
        cell.holdouts,
        "" if cell.mean_offer is None else cell.mean_offer,
        cell.trials,
        cell.prosecutor,
        cell.organizer,
        best,
    )
