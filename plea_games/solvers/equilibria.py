"""All equilibria of a binary game: among identical defendants, and whom to ask of others."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import nextafter
from typing import TYPE_CHECKING, Any, overload

import numpy as np

from ..errors import PrecisionError
from ..games.anonymous import AnonymousGame
from ..games.gains import plead_payoffs
from ..games.heterogeneous import HeterogeneousGame
from ..model.game import PleaGame
from ..model.reading import refuse_other_kinds
from ..subjects import takes_games
from .asymmetric.asymmetric_mixed import asymmetric_mixed
from .asymmetric.mixed_profiles import gain_of_holdouts
from .equilibrium_set import Equilibrium, EquilibriumSet
from .heterogeneous.extremal import pure_equilibria
from .heterogeneous.extremal_results import PureEquilibria
from .roots import bernstein, gain_signs, root_search
from .roots.canonical import CanonicalGain, canonical_gain
from .roots.enclosures import enclose, regret_bound
from .roots.expected_gain import ExpectedGain
from .roots.lottery_gain import LotteryGain
from .roots.root_search import Bracket, Undecided
from .roots.witness_gain import WitnessGain

if TYPE_CHECKING:
    from ..model.docket import Docket
    from .heterogeneous.named_results import NamedEquilibria

_EXACT_METHOD = "Bernstein coefficients, isolated and enclosed in exact arithmetic"
_SIGNS_METHOD = "signs of the gains, in exact arithmetic"
_AVERAGES_METHOD = (
    "binomial averages of the gains, roots isolated with proved bounds on rounding and enclosed in "
    "ball arithmetic"
)
_CLOSED_FORM_METHOD = (
    "closed form of the lottery, signs in exact arithmetic; root enclosed in ball arithmetic"
)
_WITNESS_METHOD = (
    "closed form of the lottery with witnesses, signs in exact arithmetic; root enclosed in ball "
    "arithmetic"
)
_ALWAYS_INDIFFERENT = (
    "Everyone is always indifferent: every profile, pure or mixed, is an equilibrium."
)

_LEAST, _BELOW_ONE = nextafter(0.0, 1.0), nextafter(1.0, 0.0)


@overload
def equilibria(game: PleaGame | AnonymousGame, *, certify: bool = False) -> EquilibriumSet: ...
@overload
def equilibria(game: "Docket", *, certify: bool = False) -> "NamedEquilibria": ...
@overload
def equilibria(game: HeterogeneousGame, *, certify: bool = False) -> PureEquilibria: ...
@takes_games
def equilibria(
    game: "PleaGame | AnonymousGame | Docket | HeterogeneousGame", *, certify: bool = False
) -> "EquilibriumSet | NamedEquilibria | PureEquilibria":
    """All equilibria of a game, as far as its size allows.

    Everyone holds out with one probability x where the expected gain D(x) of holding out is 0,
    or x is 0 and Δ(1) ≤ 0, or x is 1 and Δ(N) ≥ 0; and m hold out while the others plead where
    Δ(m) ≥ 0 ≥ Δ(m + 1). Up to 32 defendants, or more if the gains change sign rarely, equilibria
    are listed too in which some hold out with one probability while each other one surely holds out
    or surely pleads; up to six defendants also those with several probabilities. Continua of
    equilibria are named in the remarks.

    Of named defendants, up to 15: all pure equilibria by the payoffs of all profiles, whatever the
    terms and however trials are selected, and up to six defendants all mixed ones, each enclosed.
    Of defendants who differ by their thresholds alone, any number: all pure ones, the first of them
    the least of all equilibria and the last the greatest.

    Parameters
    ----------
    game
        A :class:`PleaGame` whose parameters are numbers, or an :class:`AnonymousGame`; of any size,
        with testimony or without, but for other terms that leave no lottery form, which take up to
        1,000,000 defendants.
        A million gains are best given as a numpy array. Or a :class:`Docket` in numbers, or a
        :class:`HeterogeneousGame` without groups.
    certify
        Refuse anything less than proof: that there is exactly one mixed equilibrium in each
        enclosure and none elsewhere. Without it, what could not be proved is still answered, and
        shows: an enclosure is None, or an interval stands under ``undecided``.

    Returns
    -------
    EquilibriumSet, NamedEquilibria or PureEquilibria
        Of identical defendants, in order of the probability of holding out, asymmetric ones last.
        Of a docket, in order of how many hold out in expectation. Of a
        :class:`HeterogeneousGame`, by the number who hold out.

    Raises
    ------
    ParameterError
        For a game with symbols, more defendants, groups that move as one, or anything that is no
        such game.
    PrecisionError
        Where a mixed equilibrium is too near 0 or 1 for doubles; with ``certify``, also where it
        cannot be told whether there are two more or none, because D comes too near to touching 0,
        or for a docket, whether all mixed equilibria are found.

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

    Among its others, four mix beside one who surely pleads, or beside one who surely holds out:

    >>> [(e.holdouts, e.mixers[0].probability) for e in pg.equilibria(contribute) if e.mixers][:2]
    [(0, 0.869304294304944...), (1, 0.591308762070264...)]

    References
    ----------
    Palfrey & Rosenthal (1984), J. Public Econ. 24, 171, for the example (from memory).
    """
    if isinstance(game, HeterogeneousGame):
        return pure_equilibria(game)
    if not isinstance(game, PleaGame | AnonymousGame):
        return _of_docket(game, certify)
    expected = canonical_gain(game)
    equilibrium_set = _assemble(game, expected, _search(expected, certify))
    if isinstance(game, AnonymousGame):
        return equilibrium_set
    plea = plead_payoffs(game)
    return replace(
        equilibrium_set, equilibria=tuple(_paid(one, plea, expected) for one in equilibrium_set)
    )


def _of_docket(game: Any, certify: bool) -> "NamedEquilibria":
    from ..model.docket import Docket  # loads sympy
    from .heterogeneous.named_equilibria import named_equilibria

    refuse_other_kinds(game, PleaGame, AnonymousGame, Docket, HeterogeneousGame)
    named = named_equilibria(game)
    if certify and not named.complete:
        remedy = "change a number a little, or leave certify out"
        raise PrecisionError("equilibria", "", " ".join(named.remarks).rstrip("."), remedy)
    return named


def mixed_equilibria(game: PleaGame | AnonymousGame) -> list[Equilibrium]:
    """Only those in which everyone mixes alike, which spares the search for all others."""
    return _search(canonical_gain(game), certify=False).equilibria


def mixed_probabilities(game: PleaGame | AnonymousGame) -> list[float]:
    """How likely everyone holds out in each of these; of very many, isolated but not enclosed."""
    expected = canonical_gain(game)
    if isinstance(expected, ExpectedGain) and expected.defendants > bernstein.LARGEST_EXACT:
        brackets, _ = root_search.isolate_gain_roots(expected, expected.runs)
        return [root_search.approximate(expected, one) for one in brackets]
    mixed = _search(expected, certify=False).equilibria
    return [one.hold_out_probability for one in mixed if one.hold_out_probability is not None]


@dataclass(frozen=True)
class _Mixed:
    """The mixed equilibria, how they were found, and where there may be more."""

    equilibria: list[Equilibrium]
    method: str
    undecided: Sequence[Undecided] = ()


def _search(expected: CanonicalGain, certify: bool) -> _Mixed:
    changes = gain_signs.changes(expected.runs)
    if not changes:
        return _Mixed([], _SIGNS_METHOD)
    if expected.defendants <= bernstein.FEW:
        return _Mixed(_isolated(expected), _EXACT_METHOD)
    if isinstance(expected, LotteryGain | WitnessGain):
        return _of_lottery(expected, certify)
    brackets, undecided = root_search.isolate_gain_roots(expected, expected.runs)
    if undecided and bernstein.can_isolate(expected.defendants, changes):
        return _Mixed(_isolated(expected), _EXACT_METHOD)
    if undecided and certify:
        first = undecided[0]
        rule = "cannot be told apart: the expected gain comes too near to touching 0"
        remedy = "change a gain a little, or leave certify out"
        between = f"between {first.lower!r} and {first.upper!r}"
        raise PrecisionError("mixed equilibria", between, rule, remedy)
    enclosed = [
        _enclosed(expected, root_search.approximate(expected, one), one, certify)
        for one in brackets
    ]
    return _Mixed(enclosed, _AVERAGES_METHOD, undecided)


def _of_lottery(expected: LotteryGain | WitnessGain, certify: bool) -> _Mixed:
    """A lottery's gains change sign once at most, so it has one mixed equilibrium at most."""
    count = expected.defendants
    method = _CLOSED_FORM_METHOD if isinstance(expected, LotteryGain) else _WITNESS_METHOD
    try:
        near = expected.near_root()
    except PrecisionError:
        if count > bernstein.LARGEST_EXACT:
            raise
        return _Mixed(_isolated(expected), _EXACT_METHOD)
    enclosed = _enclosed(expected, near, Bracket(0.0, 1.0, 1), certify)
    return _Mixed([enclosed], method)


def _assemble(
    game: PleaGame | AnonymousGame, expected: CanonicalGain, mixed: _Mixed
) -> EquilibriumSet:
    count, runs, equilibria_found = expected.defendants, expected.runs, list[Equilibrium]()
    if runs[0].sign <= 0:
        stable, strict = gain_signs.stable_at_zero(runs), runs[0].sign < 0
        equilibria_found.append(Equilibrium("all plead", count, 0.0, 0, 0, stable, strict, 0.0))
    equilibria_found += mixed.equilibria
    if runs[-1].sign >= 0:
        stable, strict = gain_signs.stable_at_one(runs), runs[-1].sign > 0
        equilibria_found.append(
            Equilibrium("all hold out", count, 1.0, count, count, stable, strict, 0.0)
        )
    equilibria_found += [
        Equilibrium("asymmetric", count, None, first, last, strict, strict, 0.0)
        for first, last, strict in gain_signs.pure_stretches(runs)
    ]
    others = asymmetric_mixed(expected.gain, runs)
    equilibria_found += others.equilibria
    complete = others.everything and not others.continua and not mixed.undecided
    but = ", but for what is undecided" if mixed.undecided else ""
    remarks = (*others.remarks(but), *_undecided(mixed.undecided))
    if all(run.sign == 0 for run in runs):
        remarks = (_ALWAYS_INDIFFERENT,)
    intervals = tuple((one.lower, one.upper) for one in mixed.undecided)
    return EquilibriumSet(game, tuple(equilibria_found), complete, mixed.method, remarks, intervals)


def _undecided(undecided: Sequence[Undecided]) -> Iterator[str]:
    for one in undecided:
        number = "at least one" if one.crosses else "none or a pair"
        yield (
            f"Undecided: {number} between the probabilities {one.lower!r} and {one.upper!r}, where "
            "the expected gain comes too near to touching 0."
        )


def _isolated(expected: CanonicalGain) -> list[Equilibrium]:
    """All mixed equilibria of a game of up to some thousand, in exact arithmetic."""
    gain = tuple(expected.gain(m) for m in range(1, expected.defendants + 1))
    isolated = []
    for root in bernstein.roots(gain):
        bounds = bernstein.as_doubles(root)
        x = min(max(float((root.lower + root.upper) / 2), _LEAST), _BELOW_ONE)
        isolated.append(_mixed(expected, x, root.crossing, bounds))
    return isolated


def _enclosed(expected: CanonicalGain, near: float, bracket: Bracket, certify: bool) -> Equilibrium:
    """The one root in a bracket; without bounds where signs do not prove any."""
    crossing = bracket.crossing
    try:
        bounds = enclose(expected, near, crossing, bracket.lower, bracket.upper)
    except PrecisionError:
        if certify:
            raise
        return _mixed(expected, near, crossing, None)
    return _mixed(expected, bounds.nearest, crossing, (bounds.lower, bounds.upper))


def _mixed(
    expected: CanonicalGain, x: float, crossing: int, enclosure: tuple[float, float] | None
) -> Equilibrium:
    count, regret = expected.defendants, regret_bound(expected, x)
    return Equilibrium("mixed", count, x, None, None, crossing < 0, False, regret, enclosure)


def _paid(one: Equilibrium, plea: Sequence[Fraction], expected: CanonicalGain) -> Equilibrium:
    """What each action pays in equilibrium; whoever mixes expects the same from both."""
    sure = one.holdouts
    if one.hold_out_probability is not None and sure is None:
        mixing = _mean_plea(plea, one.defendants - 1, one.hold_out_probability)
        return replace(one, payoff_hold_out=mixing, payoff_plead=mixing)
    if sure is None or sure != one.holdouts_to:
        return one

    def instead(holdouts: int) -> Fraction:
        """What the last of so many hold-outs would get by pleading."""
        return plea[min(holdouts, len(plea)) - 1]

    others = [replace(group, count=group.count - (not place))
              for place, group in enumerate(one.mixers)]  # fmt: skip
    held = pleaded = None
    if sure:
        held = gain_of_holdouts(sure, one.mixers, expected.gain)
        held += gain_of_holdouts(sure, one.mixers, instead)
    elif one.mixers:
        held = gain_of_holdouts(1, others, instead)
    if sure + sum(group.count for group in one.mixers) < one.defendants:
        pleaded = gain_of_holdouts(sure + 1, one.mixers, instead)
    elif one.mixers:
        pleaded = gain_of_holdouts(sure + 1, others, instead)
    return replace(
        one,
        payoff_hold_out=None if held is None else float(held),
        payoff_plead=None if pleaded is None else float(pleaded),
    )


def _mean_plea(plea: Sequence[Fraction], others: int, probability: float) -> float:
    """What pleading pays beside others who each hold out with one probability."""
    if len(plea) == 1:
        return float(plea[0])
    from scipy.stats import binom  # long to load, and seldom needed

    chances = binom.pmf(np.arange(others + 1), others, probability)
    return float(chances @ np.array(plea, np.float64))
