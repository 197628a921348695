"""Claims checked: their numbers gathered, their verdicts computed."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast, overload

from ...errors import Fault, ParameterError, PleaGamesError, shown
from ...model.parameters import PARAMETER
from ...model.reading import gathered
from ...side_by_side import SideBySide
from ...subjects import for_each
from ..scenario_format import Fact
from ..scenarios import Scenario, Subject, as_scenario
from . import capacity, clocks, counsel, equilibrium, j20, organizing, place
from .ledger import Claim, Claims
from .measure import Measure, Values
from .numbers import Amount, caseload_of, numbers_of, refuse_unknown, replace_numbers
from .readings import Reading
from .statement import NotComputed, Statement, StatementFile, Timing, read_statements
from .verdicts import WHOLE, Interval, boundary, verdict

if TYPE_CHECKING:
    from ...units import Unit
    from .measure import Check

SUBJECTS: tuple[ModuleType, ...] = (
    capacity, equilibrium, organizing, counsel, place, clocks, j20,
)  # fmt: skip


@overload
def claims(*items: int | str, scenario: Subject | None = None, **parameters: Amount) -> Claims: ...
@overload
def claims(
    *items: int | str, scenario: list[Any] | tuple[Any, ...], **parameters: Amount
) -> SideBySide[Claims]: ...
def claims(
    *items: int | str,
    scenario: Subject | list[Any] | tuple[Any, ...] | None = None,
    **parameters: Amount,
) -> Claims | SideBySide[Claims]:
    r"""The claims of the debate about plea strikes, each with a computed verdict.

    A claim is a comparison :math:`v(\theta) \gtrless b(\theta)` of what a check measures with what
    the claim takes, in one parameter :math:`\theta` that it turns on, all others given. It holds
    where the comparison does at every value tried in the plausible range of :math:`\theta`, fails
    where it does at none, and else holds only on one side of a boundary. Values all over the search
    are tried before bisection narrows a change down, for nothing proves that a check is monotone;
    where the answer alternates, the condition says so. Boundaries are printed rounded to the side
    on which the claim holds. A claim that is checked under several timings of offers and trials
    holds, or fails, if it does under each.

    Parameters
    ----------
    *items
        Numbers of claims, such as ``5`` or ``"48a"``; all of them unless given.
    scenario
        A :class:`Scenario`, its name, the path of a file, or a game without terms; a list of these
        gives one table side by side. Its numbers replace the caseload of all claims but those about
        one place, such as J20; the panel office unless given.
    **parameters
        Any number that these claims use, by its name: a value, or a pair (low, high), its plausible
        range. A value has no range beside it. Unless items are given, the parameters of
        :class:`PleaGame` are left as they are for claims about one place.

    Returns
    -------
    Claims
        Frozen; prints as a table. Claims that the model does not cover are listed with the reason.

    Raises
    ------
    ParameterError
        For a claim or a number that is not known, and numbers out of their ranges.
    ScenarioError
        For an unknown scenario.

    Examples
    --------
    >>> import plea_games as pg
    >>> doubling = pg.claims(5)["5"]
    >>> doubling.verdict, doubling.condition
    ('holds only if', 'trial_rate ≤ 4.76%')
    >>> pg.claims(5, trial_rate=0.05)["5"].verdict, pg.claims(5, trial_rate=0.04)["5"].verdict
    ('fails', 'holds')
    >>> print(pg.claims("48a")["48a"].measure)
    years of the court's jury trials: 1.018, at least 1
    >>> pg.claims(50).not_computed[0].reason
    'A base rate of events; the sources give no count from which to compute one.'

    References
    ----------
    Crespo (2022), 90 Fordham L. Rev. 1999, and Bar-Gill & Ben-Shahar (2009), 1 J. Legal Analysis
    737, as quoted there. The wording, the checks and what they assume are ours.
    """
    if isinstance(scenario, list | tuple):
        return for_each(
            scenario,
            lambda one: claims(*items, scenario=one, **parameters),
            verb="claims",
            parameter="scenario",
        )
    caseload = None if scenario is None else _without_terms(as_scenario(scenario))
    chosen, left_out = _chosen(items)
    refuse_unknown(parameters, (numbers_of(said, caseload) for _, said in chosen))
    prepared = []
    faults: list[Fault] = []
    for subject, said in chosen:  # all are read before any is computed
        numbers = numbers_of(said, caseload)
        replaced = {
            name: amount
            for name, amount in parameters.items()
            if name in numbers and not (said.particular and name in PARAMETER and not items)
        }
        with gathered(faults):
            prepared.append(
                (subject, said, bool(replaced), replace_numbers(said, numbers, replaced))
            )
    if faults:
        raise ParameterError(dict.fromkeys(faults))
    checked: list[Claim] = []
    for subject, said, is_changed, numbers in prepared:
        try:
            checked.append(_checked(subject, said, caseload, numbers))
        except PleaGamesError as error:
            if is_changed:
                raise
            left_out.append(
                NotComputed(
                    item=said.item,
                    text=said.text,
                    by=said.by,
                    source=said.source,
                    reason=f"Not for this caseload: {error}.",
                )
            )
    return Claims(tuple(checked), tuple(left_out))


def _without_terms(caseload: Scenario) -> Scenario:
    """The caseload, whose numbers are all that claims read."""
    if not caseload.game.terms:
        return caseload
    names = ", ".join(type(term).__name__ for term in caseload.game.terms)
    rule, remedy = "must have no terms where claims are checked", "give game.without_terms()"
    raise ParameterError([Fault("scenario", names, rule, remedy)])


def _chosen(
    items: Iterable[int | str],
) -> tuple[list[tuple[ModuleType, Statement]], list[NotComputed]]:
    """The statements asked for, in the order of the list, and those not computed."""
    every = [(subject, said) for subject in SUBJECTS for said in _file(subject).claims]
    every.sort(key=lambda pair: _place(pair[1].item))
    outside = list(read_statements("not_computed").not_computed)
    wanted = {str(item).lower() for item in items}
    if not wanted:
        return every, outside
    known = {name for _, said in every for name in _names(said.item)}
    known |= {left.item for left in outside}
    faults = [
        Fault("item", shown(item), "must be the number of a claim", "see 'plea-games claims'")
        for item in sorted(wanted - known)
    ]
    if faults:
        raise ParameterError(faults)
    return (
        [pair for pair in every if wanted & _names(pair[1].item)],
        [left for left in outside if left.item in wanted],
    )


def _file(subject: ModuleType) -> StatementFile:
    return read_statements(subject.__name__.rpartition(".")[2])


def _names(item: str) -> set[str]:
    return {item, item.rstrip("abc")}


def _place(item: str) -> tuple[int, str]:
    return int(item.rstrip("abc")), item


def _checked(
    subject: ModuleType,
    said: Statement,
    scenario: Scenario | None,
    numbers: Mapping[str, Fact],
) -> Claim:
    values = {name: Fraction(fact.value) for name, fact in numbers.items()}
    used = _Used(values)
    first = Timing(protocol=said.protocol, selection=said.selection, check=said.check)
    readings = tuple(
        _reading(subject, said, each, numbers, used) for each in (first, *said.timings)
    )
    load = caseload_of(said, scenario)
    return Claim(
        statement=said,
        scenario=None if load is None else load.name,
        parameters={
            name: fact
            for name, fact in numbers.items()
            if name in used.names or name in said.parameters
        },
        readings=readings,
    )


def _reading(
    subject: ModuleType, said: Statement, timing: Timing, numbers: Mapping[str, Fact], used: "_Used"
) -> Reading:
    """The verdict under one timing, and where it changes."""
    checked = cast("Check", getattr(subject, timing.check))

    def check(values: Values) -> Measure:
        try:
            return checked(values)
        except ZeroDivisionError:
            rule = "divides by 0 with these numbers"
            fault = Fault(f"claim {said.item}", "", rule, "set those that are 0 to more")
            raise ParameterError([fault]) from None

    deciding = numbers[said.turns_on]
    unit = cast("Unit", deciding.unit)

    @cache
    def holds(value: Fraction) -> bool:
        return check({**used, said.turns_on: value}).holds

    value = Fraction(deciding.value)
    low, high = deciding.range or (value, value)
    plausible = Fraction(low), Fraction(high)
    search = _search(said, unit, numbers)
    search = min(search[0], plausible[0]), max(search[1], plausible[1])
    return Reading(
        protocol=timing.protocol,
        selection=timing.selection,
        check=f"{subject.__name__}.{timing.check}",
        turns_on=said.turns_on,
        unit=unit,
        measure=check(used),
        search=search,
        verdict=verdict(holds, value, plausible, whole=unit in WHOLE),
        boundary=boundary(holds, value, search, unit, plausible),
    )


class _Used(dict[str, Fraction]):
    """Values that remember which of them were read."""

    def __init__(self, values: Mapping[str, Fraction]) -> None:
        super().__init__(values)
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Fraction:
        self.names.add(name)
        return super().__getitem__(name)


def _search(said: Statement, unit: "Unit", numbers: Mapping[str, Fact]) -> Interval:
    if said.search is not None:
        return Fraction(said.search[0]), Fraction(said.search[1])
    if unit in {"cases", "defendants"}:
        return Fraction(0), Fraction(numbers["defendants"].value)
    return Fraction(0), Fraction(1)
