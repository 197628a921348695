"""Equilibria of a game among identical defendants, as results: what they are and how they print."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from math import log
from typing import Any, Literal

import numpy as np
from flint import fmpz

from ..games.anonymous import AnonymousGame
from ..model.game import PleaGame
from ..tables import Column, Table, Tabular
from ..units import show, shown_outward, shown_up

EquilibriumKind = Literal["all plead", "all hold out", "mixed", "asymmetric"]

_MOST_ROWS = 40
_LARGEST_WHOLE = 2**53  # that every reader of JSON takes exactly


def count_in_short(logarithm: float, exact: Callable[[], int]) -> int | str:
    """A count given by its decimal logarithm: exact below 2^53, else text to three digits.

    >>> count_in_short(2, lambda: 100), count_in_short(900.5, lambda: 0)
    (100, '3.16e+900')
    """
    if 10 ** min(logarithm, 300) < _LARGEST_WHOLE:
        return exact()
    return f"{10 ** (logarithm % 1):.2f}e+{int(logarithm)}"


@dataclass(frozen=True)
class Mixers:
    """Those defendants who hold out with one probability, among others who are sure.

    Attributes
    ----------
    count
        How many they are.
    probability
        With which each of them holds out.
    enclosure
        Bounds proved to hold it.
    """

    count: int
    probability: float
    enclosure: tuple[float, float]


@dataclass(frozen=True)
class Equilibrium:
    """One equilibrium, or a stretch of asymmetric pure ones.

    Attributes
    ----------
    kind
        "all plead", "all hold out", "mixed" (all hold out with one probability), or "asymmetric"
        (some hold out, some plead, and some may mix).
    defendants
        N.
    hold_out_probability
        Of each defendant, the nearest double or its neighbour; None for asymmetric ones.
    holdouts, holdouts_to
        How many hold out for sure. They differ for a stretch: any number from the first to the
        second is an equilibrium. None for mixed ones.
    stable
        Symmetric ones: whether best replies lead back after a small common change of probability.
        Asymmetric ones: whether every defendant would lose by changing.
    strict
        Whether every defendant would lose by changing; never true where anyone mixes.
    max_regret
        The most that any defendant could gain by changing, in the unit of the gains. Where there is
        an enclosure it is an upper bound, proved for the doubles that stand here.
    enclosure
        Bounds proved to hold this mixed equilibrium; None where it was not proved. No other lies
        within them but those, if any, that doubles cannot tell apart and that have the same bounds.
    payoff_hold_out, payoff_plead
        What those who hold out and those who plead expect, in years; mixers expect the same from
        both. None where nobody does so, for a stretch, and for a game given by its gains alone.
    mixers
        Of asymmetric ones: who mixes. Those who neither mix nor hold out plead for sure.
    """

    kind: EquilibriumKind
    defendants: int
    hold_out_probability: float | None
    holdouts: int | None
    holdouts_to: int | None
    stable: bool
    strict: bool
    max_regret: float
    enclosure: tuple[float, float] | None = None
    payoff_hold_out: float | None = None
    payoff_plead: float | None = None
    mixers: tuple[Mixers, ...] = ()

    @property
    def profiles(self) -> int:
        """How many profiles of named defendants it stands for: C(N, m) with m hold-outs, exactly.

        The number has up to N/3 digits; :meth:`profiles_in_short` spares them.

        >>> Equilibrium("asymmetric", 5, None, 1, 2, False, False, 0.0).profiles
        15
        """
        if self.holdouts is None or self.holdouts_to is None:
            return 1
        first, last = self.holdouts, self.holdouts_to
        total = ways = int(fmpz.bin_uiui(self.defendants, first))
        for m in range(first, last):
            ways = ways * (self.defendants - m) // (m + 1)
            total += ways
        left = self.defendants - first
        for group in self.mixers:
            total *= int(fmpz.bin_uiui(left, group.count))
            left -= group.count
        return total

    def profiles_in_short(self) -> int | str:
        """The same, from 2^53 on as text to three digits.

        >>> Equilibrium("asymmetric", 7000, None, 613, 613, False, False, 0.0).profiles_in_short()
        '5.87e+900'
        """
        if self.holdouts is None or self.holdouts_to is None:
            return 1
        from scipy.special import gammaln, logsumexp  # long to load, and figures need no counts

        groups = [group.count for group in self.mixers]
        held = np.arange(self.holdouts, self.holdouts_to + 1)
        parts = gammaln(held + 1) + gammaln(self.defendants - sum(groups) - held + 1)
        fixed = sum(gammaln(count + 1) for count in groups)
        logarithm = float(gammaln(self.defendants + 1) - fixed + logsumexp(-parts)) / log(10)
        return count_in_short(logarithm, lambda: self.profiles)

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        stated = asdict(self)
        del stated["defendants"]
        return {**stated, "profiles": self.profiles_in_short()}


@dataclass(frozen=True)
class Basin:
    """Where adjustment leads to one stable symmetric equilibrium.

    Under best replies, the replicator equation, or any rule by which holding out spreads just where
    it pays, from one common probability of holding out.

    Attributes
    ----------
    hold_out_probability
        The equilibrium.
    lower, upper : share
        The interval that leads to it, up to but without its ends; with them where they are 0 or 1
        and no other equilibrium. It stops short of what is undecided.
    """

    hold_out_probability: float
    lower: float
    upper: float


@dataclass(frozen=True)
class EquilibriumSet(Tabular):
    """The equilibria of one game, and what is known about the list.

    Attributes
    ----------
    game
        What was solved.
    equilibria
        The list; the set itself can be iterated, indexed and counted.
    complete
        True only where it is proved that there are no others.
    method
        How they were found.
    remarks
        What the list covers, and what it leaves out.
    undecided
        Intervals of common probabilities that may hold mixed equilibria beyond those listed: none
        or an even number, unless a remark says that there is one at least.
    """

    game: PleaGame | AnonymousGame
    equilibria: tuple[Equilibrium, ...]
    complete: bool
    method: str
    remarks: tuple[str, ...] = ()
    undecided: tuple[tuple[float, float], ...] = ()

    also_recorded = ("basins",)

    def __iter__(self) -> Iterator[Equilibrium]:
        return iter(self.equilibria)

    def __getitem__(self, place: int) -> Equilibrium:
        return self.equilibria[place]

    def __len__(self) -> int:
        return len(self.equilibria)

    @property
    def basins(self) -> tuple[Basin, ...]:
        """For each stable symmetric equilibrium the common probabilities that lead to it.

        >>> import plea_games as pg
        >>> pg.equilibria(pg.AnonymousGame(gain=[-1, 3])).basins
        (Basin(hold_out_probability=0.0, lower=0.0, upper=0.25),
         Basin(hold_out_probability=1.0, lower=0.25, upper=1.0))
        """
        points = [(e.hold_out_probability, e) for e in self if e.hold_out_probability is not None]
        stops = sorted([x for x, _ in points] + [end for pair in self.undecided for end in pair])
        return tuple(
            Basin(
                x,
                max((stop for stop in stops if stop < x), default=0.0),
                min((stop for stop in stops if stop > x), default=1.0),
            )
            for x, equilibrium in points
            if equilibrium.stable
        )

    def table(self, title: str = "") -> Table:
        """One row an equilibrium."""
        in_years = isinstance(self.game, PleaGame)
        columns = (
            Column("equilibrium", left=True),
            Column("hold out with\nprobability", "share"),
            Column("hold-outs", "defendants"),
            Column("profiles"),
            Column("stable"),
            Column("reached from", "share"),
            Column("max regret", "years" if in_years else None),
            Column("proved\nwithin", "share"),
        )
        reached: dict[float | None, Basin] = {
            basin.hold_out_probability: basin for basin in self.basins
        }
        rows = [
            _row(equilibrium, reached.get(equilibrium.hold_out_probability))
            for equilibrium in self.equilibria[:_MOST_ROWS]
        ]
        more = len(self.equilibria) - _MOST_ROWS
        left_out = (f"{more:,} more asymmetric ones are in the record (JSON, CSV).",) * (more > 0)
        notes = (*left_out, *self.remarks, f"Method: {self.method}.")
        title = title or f"Equilibria of {_named(self.game)}"
        return Table(title, columns, rows, notes, verdict=self._in_plain_words())

    def _in_plain_words(self) -> str:
        lasting = sorted(self.basins, key=lambda basin: basin.hold_out_probability)
        ends = [_end(basin.hold_out_probability) for basin in lasting]
        others = "" if self.complete else " There may be other outcomes than those listed."
        match lasting:
            case []:
                return f"No outcome in which all choose alike draws people back to it.{others}"
            case [_]:
                return f"Whatever they expect at first, people end up here: {ends[0]}.{others}"
            case [low, _]:
                return (
                    f"Two outcomes can last: {ends[0]}, or {ends[1]}. What people expect of each "
                    f"other decides: below {show(low.upper, 'share')}% expected hold-outs it ends "
                    f"with the first, above with the second.{others}"
                )
            case _:
                return (
                    f"{len(ends)} outcomes can last: {', '.join(ends)}. What people expect of each "
                    f"other decides which.{others}"
                )


def _end(probability: float) -> str:
    sure = {0.0: "all plead", 1.0: "all hold out"}
    return sure.get(probability, f"each holds out with a chance of {show(probability, 'share')}%")


def _row(equilibrium: Equilibrium, basin: Basin | None) -> tuple[object, ...]:
    first, last = equilibrium.holdouts, equilibrium.holdouts_to
    probability: object = equilibrium.hold_out_probability
    if equilibrium.mixers:
        groups = ((group.count, show(group.probability, "share")) for group in equilibrium.mixers)
        probability = ", ".join(f"{count:,} at {share}" for count, share in groups)
    bounds = [group.enclosure for group in equilibrium.mixers]
    if equilibrium.enclosure:
        bounds = [equilibrium.enclosure]
    profiles = equilibrium.profiles_in_short()
    return (
        equilibrium.kind,
        "" if probability is None else probability,
        "" if first is None else first if first == last else f"{first:,} to {last:,}",
        f"{profiles:,}" if isinstance(profiles, int) else profiles,
        ("strictly" if equilibrium.strict else "yes") if equilibrium.stable else "no",
        _reached_from(basin) if basin else "",
        shown_up(equilibrium.max_regret, 2),
        f"± {shown_up(50 * max(high - low for low, high in bounds), 1)}" if bounds else "",
    )


def _reached_from(basin: Basin) -> str:
    """Both ends rounded inwards, so that what is printed lies in the basin."""
    lower = shown_outward(Fraction(basin.lower), "share", up=True)
    upper = shown_outward(Fraction(basin.upper), "share", up=False)
    if lower > upper:
        return f"{100 * basin.lower} to {100 * basin.upper}"
    return f"{show(float(lower), 'share')} to {show(float(upper), 'share')}"


def _named(game: PleaGame | AnonymousGame) -> str:
    if isinstance(game, PleaGame):
        return f"the game with {game.describe()}"
    return f"a binary game of {game.defendants:,}"
