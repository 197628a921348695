r"""What a mediator who recommends whether to hold out can bring about.

The set of attainable (E m, total cost) is a convex polygon, the image of the laws of m that are
obeyed. Its corners are found one direction after another, each with an extreme law as its witness,
and an edge is proved by the program itself: nothing lies farther out.

**Where pleading pays the same whatever others do**, all bear together the price of N pleas less
:math:`\sum_m \mu(m)\,m\,\Delta(m)`, and obedience of hold-outs says that this sum is not negative:
no correlated equilibrium costs defendants more than if all pleaded.

**Gains that never fall.** Then the largest and the smallest mean number of hold-outs are those of
pure equilibria, so a mediator adds nothing to the best of them in either.

**Gains that fall at the end**, Δ(N) < 0 < Δ(N − 1): all are told to hold out with probability A/(A
+ N|Δ(N)|), A = (N − 1)Δ(N − 1), and all but one otherwise. That is obeyed, and beyond every pure
equilibrium.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, get_args

from ...errors import Fault, ParameterError, choice_faults
from ...games.anonymous import AnonymousGame
from ...games.gains import MOST_EXACT_GAINS, deciding
from ...games.lottery_form import LotteryForm, lottery_form
from ...listed import Listed
from ...model.game import PleaGame
from ...model.reading import read_numbers, refuse_other_kinds, refuse_symbols
from ...solvers.one_lottery import mixed_probability_of
from ...solvers.roots import gain_signs
from ...subjects import takes_games
from ...tables import Column
from .correlated_lottery import corner_laws
from .correlated_result import CorrelatedEquilibria, Mediation, NashPoint
from .nash_points import nash_points
from .obedience import Weights, maximize
from .obedience_of_game import MeasuredObedience, obedience_of
from .polygons import polygon

Objective = Literal["most hold-outs", "fewest hold-outs", "least cost", "greatest cost"]
OBJECTIVES: tuple[Objective, ...] = get_args(Objective)

MOST_CORNERS = 200
"""Corners of a polygon up to which all are sought."""

_LOTTERY = "closed form of the lottery"
_PROGRAM = "linear program with three rows, its optimum proved in exact arithmetic"

_ROUNDED = "Gains, whose fractions are too long to be written out, were rounded to 77 digits."

Laws = list[dict[int, Fraction]]


@takes_games
def correlated_equilibria(
    game: PleaGame | AnonymousGame,
    *,
    objective: Objective | Sequence[object] = "most hold-outs",
) -> CorrelatedEquilibria:
    """The best correlated equilibrium for an objective, and all that can be attained.

    Parameters
    ----------
    game
        A :class:`PleaGame` in numbers, or an :class:`AnonymousGame`, whose costs are known where
        it has both payoffs. Lotteries of any size, other games of up to 100,000 defendants.
    objective
        "most hold-outs", "fewest hold-outs", "least cost" or "greatest cost", each on average; or
        N + 1 numbers, the worth of 0, 1, …, N hold-outs, whose mean is maximized.

    Returns
    -------
    CorrelatedEquilibria
        Exact, but where witnesses make gains too long to be written out: these are rounded to 77
        digits, which a remark says. Prints as a table.

    Raises
    ------
    ParameterError
        For symbols, for games of other kinds and sizes, and for another objective.

    Examples
    --------
    A mediator of a lottery can have two in ten hold out and no one bear less: not all of that is a
    mean of Nash equilibria.

    >>> import plea_games as pg
    >>> game = pg.PleaGame(defendants=5, capacity=1, offer=5, sentence=10)
    >>> found = correlated_equilibria(game)
    >>> [(corner.in_words, str(corner.holdouts)) for corner in found.polygon]
    [('0 at 100%', '0'), ('5 at 100%', '5'), ('1 at 75%, 5 at 25%', '2')]

    Where the last hold-out would rather plead, it brings about more than any Nash equilibrium:

    >>> found = correlated_equilibria(pg.AnonymousGame(gain=[1, "-1/2"]))
    >>> str(found.value), round(found.best_nash.value, 4), round(found.added, 4)
    ('3/2', 1.3333, 0.1667)

    References
    ----------
    Aumann (1974), J. Math. Econ. 1, 67 (from memory).
    """
    refuse_other_kinds(game, PleaGame, AnonymousGame)
    named = isinstance(objective, str)
    faults = choice_faults("objective", objective, OBJECTIVES) if named else []
    if faults:
        raise ParameterError(faults)
    if isinstance(game, PleaGame):
        refuse_symbols(game.free_symbols, "set them with game.with_parameters(…)")
        form = _lottery(game)
        if form is not None and named and (laws := corner_laws(form)):
            return _of_lottery(game, form, laws, str(objective))
    _check_size(game)
    if named:
        measured = obedience_of(game)
        return _of_program(game, measured, _toward(measured, str(objective)), str(objective))
    worths = _worths(objective, _count(game) + 1)
    measured = obedience_of(game, worths)
    return _of_program(game, measured, measured.worth, "greatest worth")


@takes_games
def extreme_correlated_equilibria(
    game: PleaGame | AnonymousGame,
) -> Listed[Mediation]:
    """All extreme points of the set of laws of m that are obeyed, for up to 60 defendants.

    Parameters
    ----------
    game
        As for :func:`correlated_equilibria`.

    Returns
    -------
    tuple of Mediation
        In order of their counts; each has at most three. Exact, but as gains are for
        :func:`correlated_equilibria`.

    Raises
    ------
    ParameterError
        For symbols, for games of other kinds, and for more defendants.

    Examples
    --------
    >>> import plea_games as pg
    >>> game = pg.AnonymousGame(gain=[1, "-1/2"])
    >>> for point in extreme_correlated_equilibria(game):
    ...     print(point.in_words)
    0 at 20%, 1 at 80%
    0 at 11.11%, 1 at 44.44%, 2 at 44.44%
    1 at 100%
    1 at 50%, 2 at 50%
    """
    from .extreme_laws import MOST_ENUMERATED, extreme_laws

    refuse_other_kinds(game, PleaGame, AnonymousGame)
    _check_size(game, MOST_ENUMERATED, "all extreme points are listed")
    measured = obedience_of(game)
    points = [_mediation(measured, law) for law in extreme_laws(measured.game.gain)]
    columns = {
        "in_words": Column("told to hold out", left=True, wrap=40),
        "holdouts": Column("hold-outs\non average", "number"),
        "cost": Column("all bear", "number"),
    }
    return Listed(points, "Extreme correlated equilibria", columns)


def _of_lottery(
    game: PleaGame, form: LotteryForm, laws: Laws, objective: str
) -> CorrelatedEquilibria:
    count = int(form.defendants)

    def mediation(law: dict[int, Fraction]) -> Mediation:
        mean = sum((share * m for m, share in law.items()), Fraction(0))
        cost = sum((share * _lottery_cost(form, m) for m, share in law.items()), Fraction(0))
        return Mediation(tuple(sorted(law.items())), mean, cost)

    corners = [mediation(law) for law in laws]
    sign = -1 if objective.startswith(("fewest", "least")) else 1
    by_cost = objective.endswith("cost")

    def value(point: Mediation) -> Fraction:
        return point.cost if by_cost else point.holdouts

    best = max(corners, key=lambda point: sign * value(point))
    nash = []
    for first, last in _lottery_pure(form):
        for m in dict.fromkeys((first, last)):
            cost = float(_lottery_cost(form, m))
            nash.append(NashPoint("pure", float(m), cost, cost if by_cost else float(m)))
    tried, ratio = form.capacity, form.price_ratio
    if 1 <= tried < count and form.trial_rate < ratio < 1:
        mean = count * mixed_probability_of(count, int(tried), ratio)
        cost = float(count * form.price)
        nash.append(NashPoint("mixed", mean, cost, cost if by_cost else mean))
    nash.sort(key=lambda point: point.holdouts)
    return CorrelatedEquilibria(
        game, count, objective, best, value(best), tuple(nash), tuple(corners), True, _LOTTERY
    )


def _of_program(
    game: PleaGame | AnonymousGame,
    measured: MeasuredObedience,
    worth: Weights,
    objective: str,
) -> CorrelatedEquilibria:
    best = maximize(measured.program, worth, measured.start)
    start, laws = best.basis, {}

    def support(across: Fraction, up: Fraction) -> tuple[Fraction, Fraction]:
        nonlocal start
        optimum = maximize(measured.program, measured.toward(across, up), start)
        start = optimum.basis
        point = measured.mean_holdouts(optimum.law), measured.mean_cost(optimum.law)
        laws[point] = optimum.law
        return point

    corners, complete = polygon(support, MOST_CORNERS)
    mediation = _mediation(measured, best.law)
    value = (
        mediation.holdouts if objective.endswith("hold-outs")
        else mediation.cost if objective.endswith("cost")
        else measured.mean_worth(best.law)
    )  # fmt: skip
    nash, remarks = nash_points(measured, objective)
    if measured.rounded:
        remarks = (*remarks, _ROUNDED)
    return CorrelatedEquilibria(
        game,
        measured.game.defendants,
        objective,
        mediation,
        value,
        nash,
        tuple(_mediation(measured, laws[corner]) for corner in corners),
        complete,
        _PROGRAM,
        remarks,
    )


def _mediation(measured: MeasuredObedience, law: dict[int, Fraction]) -> Mediation:
    return Mediation(
        tuple(sorted(law.items())), measured.mean_holdouts(law), measured.mean_cost(law)
    )


def _toward(measured: MeasuredObedience, objective: str) -> Weights:
    sign = Fraction(-1 if objective.startswith(("fewest", "least")) else 1)
    by_cost = objective.endswith("cost")
    return measured.toward(Fraction(0), sign) if by_cost else measured.toward(sign, Fraction(0))


def _lottery(game: PleaGame) -> LotteryForm | None:
    try:
        return lottery_form(game)
    except ParameterError:
        return None


def _lottery_cost(form: LotteryForm, holdouts: int) -> Fraction:
    """What all bear together, in years."""
    free = int(form.defendants) - holdouts
    if not holdouts:
        return Fraction(free * form.price)
    return Fraction(free * form.price + holdouts * form.price_at(form.trial_chance(holdouts)))


def _lottery_pure(form: LotteryForm) -> list[tuple[int, int]]:
    count = int(form.defendants)
    runs = gain_signs.of_lottery(count, int(form.capacity), form.price_ratio)
    ends = [(0, 0)] if runs[0].sign <= 0 else []
    inner = [(first, last) for first, last, _ in gain_signs.pure_stretches(runs)]
    return ends + inner + ([(count, count)] if runs[-1].sign >= 0 else [])


def _check_size(
    game: PleaGame | AnonymousGame,
    most: int = MOST_EXACT_GAINS,
    where: str = "every gain is weighed in exact arithmetic",
) -> None:
    if _count(game) > most:
        rule = f"must be at most {most:,} where {where}"
        remedy = "solve a smaller game with the same trial rate"
        raise ParameterError([Fault("defendants", f"{_count(game):,}", rule, remedy)])


def _count(game: PleaGame | AnonymousGame) -> int:
    if not isinstance(game, PleaGame):
        return game.defendants
    refuse_symbols(game.free_symbols, "set them with game.with_parameters(…)")
    return deciding(game)


def _worths(objective: object, entries: int) -> list[Fraction]:
    worths = read_numbers(objective, "objective", lambda place: f"worth of {place - 1} hold-outs")
    if len(worths) != entries:
        rule = f"must have {entries:,} numbers, for 0 to {entries - 1:,} hold-outs"
        raise ParameterError(
            [Fault("objective", f"{len(worths):,} numbers", rule, "list them all")]
        )
    return worths
