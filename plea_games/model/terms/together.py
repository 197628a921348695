"""What terms come to together: their order, the payoffs after all, and which do not meet."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from ...errors import Fault, ParameterError, shown
from ..parameters import PARAMETERS
from . import TERMS
from .installed import load_installed_terms
from .term import Term, defined_terms, is_declared

if TYPE_CHECKING:
    from sympy import Symbol

    from ..payoffs import Payoffs

RESERVED = ("m", "x", "M_h", "N_all", "K_all", "K_both")
"""Letters that formulas use themselves."""


def kinds() -> tuple[type[Term], ...]:
    """All kinds of terms: the package's in their order, then those of users and other packages."""
    load_installed_terms()
    return (*TERMS, *(kind for kind in defined_terms() if kind not in TERMS and is_declared(kind)))


def in_order(terms: Sequence[object]) -> tuple[Term, ...]:
    """Terms in the order in which their changes are made."""
    members = [term for term in terms if isinstance(term, Term)]
    faults = []
    for stranger in terms:
        if not isinstance(stranger, Term):
            remedy = "give such as SidePayment(2)"
            faults.append(Fault("terms", shown(stranger), "must be terms", remedy))
    present = [type(term) for term in members]
    for kind in dict.fromkeys(present):
        if present.count(kind) > 1:
            remedy = "add the amounts, or start from game.without_terms()"
            faults.append(Fault("terms", kind.__name__, "must be given once", remedy))
    if not faults:
        faults += _letter_faults(members)
    if faults:
        raise ParameterError(faults)
    return tuple(sorted(members, key=lambda term: _place(type(term))))


@cache
def payoffs_with(terms: tuple[Term, ...]) -> "Payoffs":
    """The payoffs after the changes of these terms, which have letters in place of numbers."""
    from ..payoffs import CAPACITY, CASELOAD, TRIALS, H, Payoffs
    from ..symbols import SYMBOLS

    payoffs = Payoffs()
    letters = {*SYMBOLS.values(), H, CASELOAD, CAPACITY, TRIALS}
    for term in terms:
        letters |= set(term.substitution)
        payoffs = _changed(payoffs, term, letters)
    return payoffs.bound()


def _place(kind: type[Term]) -> tuple[int, str]:
    return (TERMS.index(kind), "") if kind in TERMS else (len(TERMS), kind.__qualname__)


def _changed(payoffs: "Payoffs", term: Term, letters: "set[Symbol]") -> "Payoffs":
    name, remedy = f"{type(term).__name__}: change", "return payoffs.with_parts(part=…)"
    try:
        changed = term.change(payoffs)
        strangers = changed.free_symbols - letters
    except Exception as error:  # a user's own formula may raise anything
        stated = f"{type(error).__name__}: {error}"
        raise ParameterError([Fault(name, stated, "must give payoffs", remedy)]) from error
    if strangers:
        rule = "must name no letters but those of the game and of its terms"
        remedy = "write self.field for a parameter, and take the game's own letters from payoffs"
        raise ParameterError([Fault(name, ", ".join(sorted(map(str, strangers))), rule, remedy)])
    return changed


def _letter_faults(terms: Sequence[Term]) -> Iterator[Fault]:
    letters = {parameter.letter: "the game" for parameter in PARAMETERS}
    letters |= dict.fromkeys(RESERVED, "the formulas")
    names = {parameter.name: "the game" for parameter in PARAMETERS}
    for term in terms:
        who = type(term).__name__
        for parameter in term.parameters.values():
            for what, value, holders in (
                ("letter", parameter.letter, letters),
                ("name", parameter.name, names),
            ):
                if value in holders:
                    rule = f"is taken by {holders[value]}"
                    remedy = f"choose another {what} for {parameter.name}"
                    yield Fault(f"{who}: {what}", value, rule, remedy)
                holders.setdefault(value, who)
