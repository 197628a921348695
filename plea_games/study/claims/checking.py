"""Claims checked: their numbers gathered, their verdicts computed."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from fractions import Fraction
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, cast

from ...errors import Fault, ParameterError, PleaGamesError, shown
from ...model.parameters import LARGEST_COUNT, PARAMETER, PARAMETERS, Parameter
from ...model.reading import Quantity, gathered, read_number
from ..scenario_format import Fact
from ..scenarios import Scenario
from ..scenarios import scenario as built_in
from . import capacity, clocks, counsel, equilibrium, j20, organizing, place
from .ledger import Claim, Claims
from .statement import NotComputed, Statement, read_statements
from .verdicts import Interval, boundary, verdict

if TYPE_CHECKING:
    from ...units import Unit
    from .measure import Check

SUBJECTS: tuple[ModuleType, ...] = (
    capacity, equilibrium, organizing, counsel, place, clocks, j20,
)  # fmt: skip

Amount = Quantity | tuple[Quantity, Quantity]


def claims(
    *items: int | str, scenario: str | Scenario | None = None, **parameters: Amount
) -> Claims:
    r"""The claims of the debate about plea strikes, each with a computed verdict.

    A claim is a comparison :math:`v(\theta) \gtrless b(\theta)` of what a check measures with what
    the claim takes, in one parameter :math:`\theta` that it turns on, all others given. It holds
    where the comparison does on the whole plausible range of :math:`\theta`, fails where it does
    nowhere on it, and else holds only on one side of a boundary, which bisection finds: checks are
    monotone in :math:`\theta`.

    Parameters
    ----------
    *items
        Numbers of claims, such as ``5`` or ``"48a"``; all of them unless given.
    scenario
        A built-in name or a :class:`Scenario`, whose numbers replace the caseload of all claims
        but those about one place, such as J20; the panel office unless given.
    **parameters
        Any number that these claims use, by its name: a value, or a pair (low, high), its plausible
        range. A value has no range beside it.

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
    chosen, left_out = _chosen(items)
    _refuse_unknown(parameters, (_numbers(said, scenario) for _, said in chosen))
    found: list[Claim] = []
    for subject, said in chosen:
        numbers = _numbers(said, scenario)
        replaced = {name: parameters[name] for name in parameters if name in numbers}
        numbers = _replace(said, numbers, replaced)
        try:
            found.append(_checked(subject, said, scenario, numbers))
        except PleaGamesError as error:
            if replaced:
                raise
            left_out.append(
                NotComputed(
                    item=said.item,
                    statement=said.statement,
                    by=said.by,
                    source=said.source,
                    reason=f"Not for this caseload: {error}.",
                )
            )
    return Claims(tuple(found), tuple(left_out))


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


def _file(subject: ModuleType) -> Any:
    return read_statements(subject.__name__.rpartition(".")[2])


def _names(item: str) -> set[str]:
    return {item, item.rstrip("abc")}


def _place(item: str) -> tuple[int, str]:
    return int(item.rstrip("abc")), item


def _numbers(said: Statement, scenario: str | Scenario | None) -> dict[str, Fact]:
    """Every number that a claim uses, the caseload's first."""
    numbers = dict(said.parameters)
    load = _load(said, scenario)
    if load is None:
        return numbers
    if scenario is not None and "trial_rate" in numbers:
        numbers["trial_rate"] = _trial_rate(load)
    defaults = {
        p.name: Fact(value=p.default, unit=p.unit, status="assumption", note="By default.")
        for p in PARAMETERS
        if p.default is not None
    }
    stated = {name: fact for name, fact in load.facts.items() if name in PARAMETER}
    return {**defaults, **stated, **numbers}


def _load(said: Statement, scenario: str | Scenario | None) -> Scenario | None:
    """The caseload that a claim is checked with."""
    general = scenario is not None and not said.particular
    if general and (said.caseload or "trial_rate" in said.parameters):
        return scenario if isinstance(scenario, Scenario) else built_in(str(scenario))
    return None if said.caseload is None else built_in(said.caseload)


def _trial_rate(load: Scenario) -> Fact:
    """K/N of a caseload, with the range that its capacity has."""
    capacity, count = load.facts["capacity"], load.facts["defendants"].value
    low, high = capacity.range or (capacity.value, capacity.value)
    return Fact(
        value=min(Fraction(1), Fraction(capacity.value) / count),
        unit="share",
        status="derived",
        note=f"Capacity over defendants of {load.name}.",
        range=(min(Fraction(1), Fraction(low) / count), min(Fraction(1), Fraction(high) / count)),
    )


def _refuse_unknown(given: Mapping[str, Any], used: Iterable[Mapping[str, Fact]]) -> None:
    known = {name for numbers in used for name in numbers}
    faults = []
    for name in given:
        if name not in known:
            near = get_close_matches(name, known, n=1)
            listed = f"take one of {', '.join(sorted(known))}"
            remedy = f"did you mean {near[0]}?" if near else listed
            faults.append(Fault(name, "", "is no number of these claims", remedy))
    if faults:
        raise ParameterError(faults)


def _replace(
    said: Statement, numbers: Mapping[str, Fact], given: Mapping[str, Amount]
) -> dict[str, Fact]:
    replaced, faults = dict(numbers), list[Fault]()
    for name, amount in given.items():
        fact = numbers[name]
        with gathered(faults):
            parameter = _parameter(said, name, fact)
            if isinstance(amount, tuple | list):
                low, high = _range(parameter, amount)
                value = min(max(Fraction(fact.value), low), high)
            else:
                low = high = value = read_number(parameter, amount)
            note = "Set for this run."
            replaced[name] = Fact(
                value=value, unit=fact.unit, status="assumption", note=note,
                range=None if low == high else (low, high),
            )  # fmt: skip
    if faults:
        raise ParameterError(faults)
    return replaced


def _range(parameter: Parameter, pair: Iterable[Quantity]) -> Interval:
    ends = [read_number(parameter, end) for end in pair]
    if len(ends) != 2 or ends[0] > ends[1]:
        text = " to ".join(shown(end) for end in ends)
        rule = "must be two numbers, the lower first"
        raise ParameterError([Fault(parameter.name, text, rule, "give (low, high)")])
    return ends[0], ends[1]


def _parameter(said: Statement, name: str, fact: Fact) -> Parameter:
    """What may be given for a number of a claim."""
    if name in PARAMETER:
        return PARAMETER[name]
    most = {"share": 1, "cases": LARGEST_COUNT, "defendants": LARGEST_COUNT}.get(fact.unit)
    if name == said.turns_on and said.search and said.search[1] > (most or 0):
        most = None
    return Parameter(
        name=name, letter="", meaning=fact.note, unit=cast("Unit", fact.unit), minimum=0,
        maximum=most, default=None, remedy="see 'plea-games claims ITEM' for what it means",
    )  # fmt: skip


def _checked(
    subject: ModuleType,
    said: Statement,
    scenario: str | Scenario | None,
    numbers: Mapping[str, Fact],
) -> Claim:
    check = cast("Check", getattr(subject, said.check))
    values = {name: Fraction(fact.value) for name, fact in numbers.items()}
    deciding = numbers[said.turns_on]

    @cache
    def holds(value: Fraction) -> bool:
        return check({**values, said.turns_on: value}).holds

    value = values[said.turns_on]
    low, high = deciding.range or (value, value)
    plausible = Fraction(low), Fraction(high)
    search = _search(said, deciding.unit, values)
    search = min(search[0], plausible[0]), max(search[1], plausible[1])
    whole = deciding.unit in {"cases", "defendants", "rounds"}
    load = _load(said, scenario)
    used = _Used(values)
    measure = check(used)
    return Claim(
        statement=said,
        scenario=None if load is None else load.name,
        parameters={
            name: fact
            for name, fact in numbers.items()
            if name in used.names or name in said.parameters
        },
        check=f"{subject.__name__}.{said.check}",
        measure=measure,
        search=search,
        verdict=verdict(holds, value, plausible),
        boundary=boundary(holds, value, search, whole=whole),
    )


class _Used(dict[str, Fraction]):
    """Values that remember which of them were read."""

    def __init__(self, values: Mapping[str, Fraction]) -> None:
        super().__init__(values)
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Fraction:
        self.names.add(name)
        return super().__getitem__(name)


def _search(said: Statement, unit: str, values: Mapping[str, Fraction]) -> Interval:
    if said.search is not None:
        return Fraction(said.search[0]), Fraction(said.search[1])
    if unit in {"cases", "defendants"}:
        return Fraction(0), values["defendants"]
    return Fraction(0), Fraction(1)
