"""Every threshold of a lottery game, as numbers or as formulas."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, TypeAlias

from ..errors import Fault, ParameterError, PrecisionError
from ..games.lottery_form import LotteryForm, lottery_form_or_fault
from ..model.closed_form import FormInNumbers, NoRegime, PrintedRegime, Regime
from ..model.exact import as_double, double_outward
from ..model.game import PleaGame
from ..model.in_numbers import FORM, FORMS
from ..model.notation import cell
from ..subjects import takes_games
from ..tables import Amount, Column, Formula, Missing, Table, Tabular
from ..units import show_bound
from .game_kinds import GameKind, game_kind
from .hard_cores import HardCore, hard_core
from .laplacian import laplacian_ratio
from .one_lottery import mixed_probability_of
from .threshold_words import in_plain_words

if TYPE_CHECKING:
    from sympy import Eq, Expr

    from .kind_conditions import KindConditions

KIND_LABEL = "Kind of game"
_NO_CLOSED_FORM = "has no closed form (see required(game, …) and levers): "
_TERMS = (
    "N, K, s, T and d in the formulas are those of the plain lottery game with the same gains: "
)
_FROM_GAINS = (
    "There is no closed form: {}. So thresholds are read off the gains Δ(1…N), and some have no "
    "number. They count hold-outs among those who decide."
)
NO_NUMBER = "not a number here: "
NOTATION = (
    "κ = K/N, r = (s − d)/(T − d), T = pJ + c, H(n) = 1 + 1/2 + … + 1/n; F(x) is a hold-out's "
    "chance of trial when each other defendant holds out with probability x."
)

AnyRegime: TypeAlias = Regime | PrintedRegime | NoRegime
Number: TypeAlias = "float | Expr | None"
Count: TypeAlias = "int | Expr | None"


@dataclass(frozen=True)
class Thresholds(Tabular):
    """What decides a lottery game. Numbers for numbers, sympy formulas for symbols.

    A threshold that does not exist is None, and ``missing`` gives the reason. Formulas are
    ``Piecewise`` where their validity has conditions. With t = K/N, κ = t and r the offer ratio:

    N = 1 and N = 2 follow the same rules. At K ≥ N every hold-out is tried, so only r against 1
    matters: below, all plead; above, all hold out; at r = 1 everyone is indifferent.

    Attributes
    ----------
    game
        What was asked about.
    trial_rate : share
        κ = K/N.
    offer_ratio : ratio
        r = (s − d)/(T − d).
    collective_price : ratio
        min(1, κ), the offer ratio at which a union acting as one is indifferent.
    doubling_share : share
        t/(1 − t) of the pleading defendants double trial demand by refusing (Crespo 2022, p. 2007,
        "five percent"; exactly 5% at t = 1/21 only). None beyond t = 1/2, and at K = 0.
    tipping_holdouts : defendants
        The least m with Δ(m) ≥ 0, oneself included: ⌈K/r⌉ for κ ≤ r < 1 and K ≥ 1; 1 for r ≥ 1,
        and for K = 0 with r ≥ 0; None where pleading is best even if all hold out.
    tipping_share : share
        The same over N.
    hard_core : defendants
        Committed hold-outs with whom holding out is a best reply for all others, whatever these do:
        one less. How strictly it then dominates, ``core`` says.
    mixed_probability : share
        x* with F(x*) = r for κ < r < 1, the boundary between the basins of the two pure equilibria.
        With symbols, that equation in x; ``regimes`` has the condition under which it holds.
    laplacian_ratio : ratio
        L = κ(1 + H_N − H_K), and 1 for K ≥ N.
    risk_dominant : choice
        "hold out" for r > L, "plead" for r < L, else "tie".
    resilience : factor
        r/κ, by which capacity can be multiplied before all-hold-out stops being an equilibrium;
        None where there is no such bound (r ≥ 1; K = 0), and for r < 0.
    trial_cost_resilience : factor
        [(s − d)/min(1, κ) + d]/T, the same for the expected cost of trial; None for r ≤ 0 or K = 0.
    unravelling_rounds : rounds
        ⌈N/K⌉ rounds of iterated dominance when the order of trials is announced and ties plead;
        1 for r ≤ 0; None for r > 1, or K = 0 with r > 0.
    side_payment_exists, side_payment_risk_dominant, side_payment_dominant : years
        The least payment f ≥ 0 to each hold-out who is tried. None for K = 0 with r < 0. For r < 0
        and K ≥ 1 the three coincide: f must exceed T − d before anyone wants to be tried, the gain
        then falls in m, and the last hold-out is the hardest to persuade.
    regimes
        For each threshold the regimes of its formula that this game may fall in.
    exact
        By name, the rational number of each threshold that is bounded: the side payments, as
        doubles rounded up so that they suffice, and the two resiliences, rounded down.
    caveats
        Of a caseload, not of a game alone: the assumptions that the verdict rests on, and where its
        stated ranges would turn it.
    """

    compared: ClassVar[int | None] = 1

    game: PleaGame
    trial_rate: Number
    offer_ratio: Number
    collective_price: Number
    doubling_share: Number
    tipping_holdouts: Count
    tipping_share: Number
    hard_core: Count
    mixed_probability: "Number | Eq"
    laplacian_ratio: Number
    risk_dominant: "str | Expr"
    resilience: Number
    trial_cost_resilience: Number
    unravelling_rounds: Count
    side_payment_exists: Number
    side_payment_risk_dominant: Number
    side_payment_dominant: Number
    regimes: Mapping[str, tuple[AnyRegime, ...]] = field(repr=False, compare=False)
    exact: Mapping[str, Fraction] = field(default_factory=dict, repr=False, compare=False)
    caveats: tuple[str, ...] = field(default=(), compare=False)

    unrecorded = ("exact", "regimes", "caveats")
    also_recorded = ("kind", "missing")

    @property
    def kind(self) -> "str | Expr | None":
        """Which kind of game it is; with symbols, by conditions. None where it takes too much."""
        kind = self._kind
        return None if kind is None else kind.name

    @cached_property
    def _kind(self) -> "GameKind | KindConditions | None":
        try:
            return game_kind(self.game)
        except ParameterError:
            return None

    @property
    def missing(self) -> dict[str, str]:
        """Why a threshold is None, by its name."""
        return {
            name: regimes[0].reason
            for name, regimes in self.regimes.items()
            if getattr(self, name) is None
        }

    @cached_property
    def core(self) -> HardCore | None:
        """Who must be committed for weak and for strict dominance; None for formulas."""
        return None if self.game.free_symbols or self.hard_core is None else hard_core(self.game)

    def table(self, title: str = "") -> Table:
        """Numbers: a row a threshold. Formulas: a row a regime, with its conditions."""
        title = title or f"Thresholds for {self.game.describe()}"
        table = self._of_formulas(title) if self.game.free_symbols else self._of_numbers(title)
        return table.with_verdict(in_plain_words(self), *self.caveats)

    def with_caveats(self, sentences: Iterable[str]) -> "Thresholds":
        """The same, with what a caseload adds to the verdict."""
        return replace(self, caveats=tuple(sentences))

    def _notes(self) -> tuple[str, ...]:
        remark = "" if self.core is None else self.core.remark
        kind = self._kind.says() if isinstance(self._kind, GameKind) else ""
        return tuple(said for said in (kind, *self._notation(), remark) if said)

    def _notation(self) -> tuple[str, ...]:
        if not self.game.terms:
            return (NOTATION,)
        form = lottery_form_or_fault(self.game)
        if isinstance(form, Fault):
            return (_FROM_GAINS.format(_reason(form)),)
        return NOTATION, f"{_TERMS}{form.describe()}."

    def _of_numbers(self, title: str) -> Table:
        columns = (
            Column("threshold", left=True),
            Column("value"),
            Column("formula", left=True),
            Column("what it says", left=True, wrap=54),
        )
        rows = []
        for form in FORMS:
            value, regime = getattr(self, form.name), self.regimes[form.name][0]
            if value is None and regime.reason.startswith(_NO_CLOSED_FORM):
                continue
            shown = Missing(regime.reason) if value is None else self._shown(form, value)
            rows.append((form.label, shown, regime.formula, form.meaning))
        return Table(title, columns, rows, self._notes())

    def _shown(self, form: FormInNumbers, value: object) -> object:
        if form.bound is None:
            return Amount(value, form.unit)
        return show_bound(self.exact[form.name], form.unit, up=form.bound == "least")

    def _of_formulas(self, title: str) -> Table:
        columns = (
            Column("threshold", left=True),
            Column("formula", left=True),
            Column("valid where", left=True, wrap=44),
        )
        from .threshold_formulas import regimes_of

        rows: list[tuple[object, ...]] = []
        lottery = lottery_form_or_fault(self.game)
        regimes = regimes_of(lottery, printed=True) if isinstance(lottery, LotteryForm) else {}
        for form in FORMS:
            label = form.label
            for regime in regimes.get(form.name, self.regimes[form.name]):
                if regime.value is None and regime.reason.startswith(_NO_CLOSED_FORM):
                    continue
                shown = Missing(regime.reason) if regime.value is None else regime.formula
                rows.append((label, shown, cell(regime.condition)))
                label = ""
        if not isinstance(self._kind, GameKind | None):
            kinds = self._kind.table().rows
            rows += [(KIND_LABEL * (not place), *row) for place, row in enumerate(kinds)]
        return Table(title, columns, rows, self._notes())


@takes_games
def thresholds(game: PleaGame) -> Thresholds:
    """Every threshold of a lottery game.

    Numbers are computed from closed forms, with comparisons in exact rational arithmetic and no
    loop over the defendants. Where any parameter is symbolic the results are formulas.

    Parameters
    ----------
    game
        A game with trials by lot.

    Returns
    -------
    Thresholds
        Frozen; prints as a table and renders in Jupyter.

    Raises
    ------
    ParameterError
        For anything but a :class:`PleaGame`.
    PrecisionError
        Where a threshold is beyond what doubles can hold (about 5e-324 to 1.8e308).

    Examples
    --------
    >>> import plea_games as pg
    >>> found = pg.thresholds(pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10))
    >>> found.tipping_holdouts, found.risk_dominant, found.unravelling_rounds
    (30, 'hold out', 20)
    >>> found.mixed_probability, found.laplacian_ratio
    (0.13043437392..., 0.20422208521...)
    >>> simple = pg.PleaGame.symbolic(conviction=1, process_cost=0, dismissal_cost=0, offer=1)
    >>> pg.thresholds(simple.with_parameters(defendants=100, capacity=5)).resilience
    Piecewise((20/J, 1/J < 1))

    References
    ----------
    The "doubling share" is Crespo's (2022, p. 2007); the other formulas are our own derivations,
    stated with their conditions in :mod:`plea_games.model.closed_forms`.
    """
    if not isinstance(game, PleaGame):
        fault = Fault("game", type(game).__name__, "must be a PleaGame", "a scenario has a .game")
        raise ParameterError([fault])
    form = lottery_form_or_fault(game)
    if isinstance(form, Fault):
        return _of_gains(game, form)
    return _formulas(game, form) if game.free_symbols else _numbers(game, form)


def threshold(game: PleaGame, name: str) -> Any:
    """One threshold of a game in numbers, as ``thresholds`` has it, without the others.

    >>> threshold(PleaGame(defendants=230, capacity=12, offer=4, sentence=10), "tipping_holdouts")
    30
    """
    form = lottery_form_or_fault(game)
    if isinstance(form, Fault):
        from .gain_thresholds import tipping_of_gains

        if name == "tipping_holdouts":
            return tipping_of_gains(game, _reason(form))
        return getattr(thresholds(game), name)
    closed, form = FORM[name], form.in_numbers()
    return _number(closed, form, _laplacian(form) if closed.needs_laplacian else None).value


def tipping_holdouts_of(game: PleaGame) -> int:
    """The tipping point of a game in numbers."""
    holdouts = threshold(game, "tipping_holdouts")
    if isinstance(holdouts, int):
        return holdouts
    rule = "has no number of hold-outs at which holding out is a best reply"
    raise ParameterError([Fault("game", game.describe(), rule, "see thresholds(game)")])


def _reason(fault: Fault) -> str:
    """Why there is no lottery form, in words."""
    if fault.parameter == "terms":
        return f"with {fault.value} the stakes, or who decides, depend on how many hold out"
    return f"{fault.parameter} is {fault.value}, which {fault.rule}"


def _of_gains(game: PleaGame, fault: Fault) -> Thresholds:
    from .gain_thresholds import from_gains, from_letters

    reason = _reason(fault)
    from_all_gains = from_letters(game) if game.free_symbols else from_gains(game, reason)
    values: dict[str, Any] = {form.name: from_all_gains.values.get(form.name) for form in FORMS}
    reasons = {
        name: from_all_gains.missing.get(name, f"{_NO_CLOSED_FORM}{reason}") for name in values
    }
    regimes = {
        name: (_unconditional(values[name] if game.free_symbols else None, why),)
        for name, why in reasons.items()
    }
    return Thresholds(game=game, regimes=regimes, exact=from_all_gains.exact, **values)


def _unconditional(value: "Expr | None", reason: str) -> Regime | NoRegime:
    if value is None:
        return NoRegime(reason)
    from sympy import true

    return Regime(true, value, reason)


class _Number(NamedTuple):
    """A threshold in numbers, the regime that it is in, and its value exactly if it is a bound."""

    value: Any
    regime: PrintedRegime
    bound: Fraction | None = None


def _numbers(game: PleaGame, form: LotteryForm) -> Thresholds:
    ratio = _laplacian(form)
    found = {closed.name: _number(closed, form, ratio) for closed in FORMS}
    return Thresholds(
        game=game,
        regimes={name: (number.regime,) for name, number in found.items()},
        exact={name: number.bound for name, number in found.items() if number.bound is not None},
        **{name: number.value for name, number in found.items()},
    )


def _laplacian(form: LotteryForm) -> Fraction:
    return laplacian_ratio(int(form.defendants), int(form.capacity), form.price_ratio)


def _number(closed: FormInNumbers, form: LotteryForm, laplacian: Fraction | None) -> _Number:
    regime, value = closed.at((*form.in_order, laplacian))
    if value is None and regime.formula.text:  # the root of an equation
        counts = int(form.defendants), int(form.capacity)
        try:
            return _Number(mixed_probability_of(*counts, form.price_ratio), regime)
        except PrecisionError as error:
            reason = f"{NO_NUMBER}{error.fault.rule}"
            return _Number(None, replace(regime, formula=Formula("", ""), reason=reason))
    if value is None or closed.unit == "choice":
        return _Number(value, regime)
    if closed.bound:
        bound = Fraction(value)
        up = closed.bound == "least"
        return _Number(double_outward(bound, closed.name, up=up), regime, bound)
    if closed.unit in {"defendants", "rounds"}:
        return _Number(int(value), regime)
    return _Number(as_double(Fraction(value), closed.name), regime)


def _formulas(game: PleaGame, form: LotteryForm) -> Thresholds:
    from .threshold_formulas import as_formula, regimes_of

    regimes = regimes_of(form)
    values: dict[str, Any] = {name: as_formula(pieces) for name, pieces in regimes.items()}
    return Thresholds(game=game, regimes=regimes, **values)
