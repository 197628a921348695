"""All equilibria of a binary game among identical defendants."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from fractions import Fraction
from functools import singledispatch
from typing import Any, Literal

from ..errors import Fault, ParameterError, PrecisionError
from ..games.anonymous import AnonymousGame
from ..games.compile import anonymous_game, derived
from ..model.game import PleaGame
from ..model.symbols import T, r
from ..tables import Column, Table, Tabular
from . import bernstein, gain_signs
from .gain_signs import Run
from .lottery import mixed_probability_of, trial_probability

Kind = Literal["all plead", "all hold out", "mixed", "asymmetric"]

_EXACT_METHOD = "Bernstein coefficients, isolated and enclosed in exact arithmetic"
_SIGNS_METHOD = "signs of the gains, in exact arithmetic"
_ONE_CHANGE_METHOD = "Bernstein coefficients with one change of sign; root in double precision"
_CLOSED_FORM_METHOD = (
    "closed form of the lottery, signs in exact arithmetic; root in double precision, and not "
    "enclosed beyond 5,000 defendants"
)


@dataclass(frozen=True)
class Equilibrium:
    """One equilibrium, or a stretch of asymmetric pure ones.

    Attributes
    ----------
    kind
        "all plead", "all hold out", "mixed" (all hold out with one probability), or "asymmetric"
        (some hold out and the others plead).
    hold_out_probability
        Of each defendant, the nearest double or a digit off; None for asymmetric ones.
    holdouts, holdouts_to
        How many hold out for sure. They differ for a stretch: any number from the first to the
        second is an equilibrium. None for mixed ones.
    stable
        Symmetric ones: whether best replies lead back after a small common change of probability.
        Asymmetric ones: whether every defendant would lose by changing.
    max_regret
        The most that any defendant could gain by changing, in the unit of the gains.
    enclosure
        Bounds proved to hold this mixed equilibrium; None where it was not proved. No other lies
        within them but those, if any, that doubles cannot tell apart and that have the same bounds.
    """

    kind: Kind
    hold_out_probability: float | None
    holdouts: int | None
    holdouts_to: int | None
    stable: bool
    max_regret: float
    enclosure: tuple[float, float] | None


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
    """

    game: PleaGame | AnonymousGame
    equilibria: tuple[Equilibrium, ...]
    complete: bool
    method: str
    remarks: tuple[str, ...] = ()

    def __iter__(self) -> Iterator[Equilibrium]:
        return iter(self.equilibria)

    def __getitem__(self, place: int) -> Equilibrium:
        return self.equilibria[place]

    def __len__(self) -> int:
        return len(self.equilibria)

    def record(self) -> dict[str, Any]:
        """Everything, ready for JSON."""
        return {
            "game": self.game.record(),
            "equilibria": [asdict(equilibrium) for equilibrium in self.equilibria],
            "complete": self.complete,
            "method": self.method,
            "remarks": list(self.remarks),
        }

    def table(self, title: str = "") -> Table:
        """One row an equilibrium."""
        in_years = isinstance(self.game, PleaGame)
        columns = (
            Column("equilibrium", left=True),
            Column("hold out with\nprobability", "share"),
            Column("hold-outs", "defendants"),
            Column("stable"),
            Column("max regret", "years" if in_years else None),
            Column("proved\nwithin", "share"),
        )
        rows = [_row(equilibrium) for equilibrium in self.equilibria]
        notes = (*self.remarks, f"Method: {self.method}.")
        return Table(title or f"Equilibria of {_named(self.game)}", columns, rows, notes)


@singledispatch
def equilibria(game: PleaGame | AnonymousGame) -> EquilibriumSet:
    """All symmetric and all pure equilibria of a game among identical defendants.

    Everyone holds out with one probability x where the expected gain D(x) of holding out is 0,
    or x is 0 and Δ(1) ≤ 0, or x is 1 and Δ(N) ≥ 0; and m hold out while the others plead where
    Δ(m) ≥ 0 ≥ Δ(m + 1).

    Parameters
    ----------
    game
        A :class:`PleaGame` whose parameters are numbers, of any size; or an
        :class:`AnonymousGame`, of any size if its gains change sign at most once; if more often,
        with up to 5,000 defendants and 1,000,000/N changes.

    Returns
    -------
    EquilibriumSet
        Frozen; in order of the probability of holding out, asymmetric ones last. Up to 5,000
        defendants each mixed equilibrium comes with a proved enclosure.

    Raises
    ------
    ParameterError
        For a game with symbols, or one too large for all its roots to be isolated.
    PrecisionError
        Beyond 5,000 defendants, where a mixed equilibrium is too near 0 or 1 for doubles.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
    >>> for found in pg.equilibria(game):
    ...     print(found.kind, found.hold_out_probability, found.stable)
    all plead 0.0 True
    mixed 0.13043437392... False
    all hold out 1.0 True

    Palfrey & Rosenthal's public good, three of five needed, worth 27 at a cost of 8:

    >>> contribute = pg.AnonymousGame(gain=[-8, -8, 27 - 8, -8, -8])
    >>> [found.hold_out_probability for found in pg.equilibria(contribute)][:3]
    [0.0, 0.333333333333333..., 0.666666666666666...]

    References
    ----------
    Palfrey & Rosenthal (1984), J. Public Econ. 24, 171, for the example (from memory).
    """
    fault = Fault(
        "game",
        type(game).__name__,
        "must be a PleaGame or an AnonymousGame",
        "build one",
    )
    raise ParameterError([fault])


@equilibria.register
def _of_plea_game(game: PleaGame) -> EquilibriumSet:
    if game.terms:
        try:
            same_gains: PleaGame | AnonymousGame = game.lottery_form()
        except ParameterError:
            same_gains = anonymous_game(game)
        return replace(equilibria(same_gains), game=game)
    numbers = game.numbers
    count, capacity = int(numbers["defendants"]), int(numbers["capacity"])
    letters = derived(numbers)
    ratio = letters[r]
    runs = gain_signs.of_lottery(count, capacity, ratio)
    if not gain_signs.changes(runs):
        return _assemble(game, count, runs, [], _SIGNS_METHOD)
    if count <= bernstein.LARGEST_EXACT:
        gain = anonymous_game(game).gain
        only = None
        with suppress(PrecisionError):
            only = mixed_probability_of(count, capacity, ratio)
        mixed = [_enclosed(gain, root, only) for root in bernstein.roots(gain)]
        return _assemble(game, count, runs, mixed, _EXACT_METHOD)
    x = mixed_probability_of(count, capacity, ratio)
    stake = letters[T] - numbers["dismissal_cost"]
    expected = float(stake * (ratio - Fraction(float(trial_probability(count, capacity, x)))))
    return _assemble(game, count, runs, [_mixed(x, expected, crossing=1)], _CLOSED_FORM_METHOD)


@equilibria.register
def _of_anonymous_game(game: AnonymousGame) -> EquilibriumSet:
    gain, count = game.gain, game.defendants
    runs = gain_signs.of_gains(gain)
    changes = gain_signs.changes(runs)
    if not changes:
        return _assemble(game, count, runs, [], _SIGNS_METHOD)
    if changes > 1 and (
        count > bernstein.LARGEST_EXACT or count * changes > bernstein.MOST_ISOLATED
    ):
        rule = (
            f"must change sign at most once beyond {bernstein.LARGEST_EXACT:,} defendants, and at "
            f"most {bernstein.MOST_ISOLATED:,}/N times below"
        )
        remedy = "solve a smaller game of the same shape"
        value = f"{changes:,} changes of sign, N = {count:,}"
        raise ParameterError([Fault("gain", value, rule, remedy)])
    if count <= bernstein.LARGEST_EXACT:
        mixed = [_enclosed(gain, root) for root in bernstein.roots(gain)]
        return _assemble(game, count, runs, mixed, _EXACT_METHOD)
    x = bernstein.approximate_root(gain)
    crossing = 1 if gain_signs.stable_at_one(runs) else -1
    mixed = [_mixed(x, bernstein.approximate_value(gain, x), crossing)]
    return _assemble(game, count, runs, mixed, _ONE_CHANGE_METHOD)


def _assemble(
    game: PleaGame | AnonymousGame,
    count: int,
    runs: tuple[Run, ...],
    mixed: list[Equilibrium],
    method: str,
) -> EquilibriumSet:
    found = []
    if runs[0].sign <= 0:
        stable = gain_signs.stable_at_zero(runs)
        found.append(Equilibrium("all plead", 0.0, 0, 0, stable, 0.0, None))
    found += mixed
    if runs[-1].sign >= 0:
        stable = gain_signs.stable_at_one(runs)
        found.append(Equilibrium("all hold out", 1.0, count, count, stable, 0.0, None))
    found += [
        Equilibrium("asymmetric", None, first, last, strict, 0.0, None)
        for first, last, strict in gain_signs.pure_stretches(runs)
    ]
    complete = gain_signs.lists_everything(runs)
    return EquilibriumSet(game, tuple(found), complete, method, tuple(_remarks(runs, complete)))


def _remarks(runs: tuple[Run, ...], complete: bool) -> Iterator[str]:
    if complete:
        yield "These are all equilibria."
        return
    if all(run.sign == 0 for run in runs):
        yield "Everyone is always indifferent: every profile, pure or mixed, is an equilibrium."
        return
    yield "These are all symmetric and all pure equilibria; there may be others."
    for run in runs:
        if run.sign == 0 and run.first < run.last:
            yield (
                f"With {run.first:,} to {run.last:,} hold-outs everyone is indifferent; equilibria "
                "in which some mix there come in continua, which are not listed."
            )


def _enclosed(
    gain: tuple[Fraction, ...], root: bernstein.Root, only: float | None = None
) -> Equilibrium:
    """``only`` is the root as computed elsewhere, where D has no other: the bounds include it."""
    low, high = bernstein.as_doubles(root)
    x = float((root.lower + root.upper) / 2) if only is None else only
    return _mixed(x, bernstein.value_at(gain, x), root.crossing, (min(low, x), max(high, x)))


def _mixed(
    x: float, gain: float, crossing: int, enclosure: tuple[float, float] | None = None
) -> Equilibrium:
    """``gain`` is what holding out gains over pleading when each other holds out with x."""
    regret = max(gain, 0.0) * (1 - x) + max(-gain, 0.0) * x
    return Equilibrium("mixed", x, None, None, crossing < 0, regret, enclosure)


def _row(equilibrium: Equilibrium) -> tuple[object, ...]:
    first, last = equilibrium.holdouts, equilibrium.holdouts_to
    probability: object = equilibrium.hold_out_probability
    bounds = equilibrium.enclosure
    return (
        equilibrium.kind,
        "" if probability is None else probability,
        "" if first is None else first if first == last else f"{first:,} to {last:,}",
        "yes" if equilibrium.stable else "no",
        f"{equilibrium.max_regret:.2g}",
        f"± {50 * (bounds[1] - bounds[0]):.1g}" if bounds else "",
    )


def _named(game: PleaGame | AnonymousGame) -> str:
    if isinstance(game, PleaGame):
        return f"the game with {game.describe()}"
    return f"a binary game of {game.defendants:,}"
