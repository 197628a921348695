"""What can be wrong with a list of named defendants."""

from collections.abc import Iterator, Sequence
from typing import Literal, get_args

from sympy import Expr

from ..errors import Fault, choice_faults, shown
from .defendant import Defendant

Trials = Literal["lottery", "announced order", "most valuable"]
TRIALS: tuple[Trials, ...] = get_args(Trials)


def docket_faults(
    defendants: Sequence[Defendant], trials: str, capacity: object, budget: object
) -> Iterator[Fault]:
    """What is wrong with the list of defendants and the way to select trials."""
    strangers = [who for who in defendants if not isinstance(who, Defendant)]
    if strangers:
        yield Fault(
            "defendants", shown(strangers[0]), "must be Defendants", "build each with Defendant"
        )
        return
    if not defendants:
        yield Fault("defendants", "[]", "must name at least one", "give a list of Defendant")
    names = [who.name for who in defendants]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Fault("defendants", shown(name), "must have different names", "rename one of them")
    yield from choice_faults("trials", trials, TRIALS)
    if (capacity is None) == (budget is None):
        given = "neither" if capacity is None else "both"
        yield Fault(
            "capacity, budget", given, "must be given one of them", "give capacity or budget"
        )
    elif trials == "lottery" and capacity is None:
        rule, remedy = "is not defined for a lottery", "give a capacity"
        yield Fault("budget", shown(budget), rule, remedy)


def selection_faults(
    defendants: Sequence[Defendant], trials: str, capacity: Expr | None, budget: Expr | None
) -> Iterator[Fault]:
    """Selecting by value or within a budget compares numbers, so it needs numbers."""
    needed: dict[str, Expr] = {}
    if budget is not None:
        needed["budget"] = budget
        needed |= {f"{w.name}: prosecution_cost": w.values["prosecution_cost"] for w in defendants}
    if trials == "most valuable":
        needed |= {f"{w.name}: trial_value": w.values["trial_value"] for w in defendants}
        needed |= {} if capacity is None else {"capacity": capacity}
    for place, value in needed.items():
        if not value.is_Rational:
            rule = f"must be a number for trials={trials!r}"
            yield Fault(place, str(value), rule, "set it, or select trials by lottery")
