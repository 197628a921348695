r"""What terms do to named defendants who differ: each one's payoffs, and what is refused.

A term changes the parts of the payoffs in letters, and each defendant puts in her own numbers. So
every defendant meets the same term, at her own offer, sentence and chances. H counts all who hold
out. What holding out is worth in itself counts her own group where she has one: :math:`M_g`, those
of the group who hold out, in place of H, and the group's size in place of N.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sympy import Expr, Integer, Symbol

from ..errors import Fault
from .defendant import OWN_SYMBOLS, Defendant
from .docket_faults import Trials
from .payoffs import H, Payoffs
from .symbols import SYMBOLS, K, N
from .terms import Term
from .terms.together import payoffs_with

GROUP_HOLDOUTS = Symbol("M_g", positive=True)
"""Hold-outs of a defendant's own group, herself included; of all, where she has no group."""


def payoffs_in_letters(terms: Sequence[Term]) -> Payoffs:
    """What each action pays anybody, with these terms."""
    return payoffs_with(tuple(term.in_letters for term in terms))


def payoffs_of_each(
    defendants: Sequence[Defendant], capacity: Expr | None, terms: Sequence[Term]
) -> tuple[Payoffs, ...]:
    """What each action pays each defendant, at her own numbers; ``H`` and ``M_g`` are left.

    The capacity stays a letter where a budget stands in its place.
    """
    payoffs = payoffs_in_letters(terms)
    shared: dict[Symbol, Expr] = {N: Integer(len(defendants))}
    if capacity is not None:
        shared[K] = capacity
    for term in terms:
        shared |= term.substitution
    groups = [who.group for who in defendants]
    each = []
    for who in defendants:
        members = len(groups) if who.group is None else groups.count(who.group)
        by_group = payoffs.reward.xreplace({H: GROUP_HOLDOUTS, N: Integer(members)})
        own = {SYMBOLS[name]: who.values[name] for name in OWN_SYMBOLS}
        each.append(payoffs.with_parts(reward=by_group).at({**shared, **own}))
    return tuple(each)


def term_faults(
    defendants: Sequence[Defendant],
    capacity: Expr | None,
    terms: Sequence[Term],
    trials: Trials,
) -> Iterator[Fault]:
    """What makes these terms meaningless for these defendants."""
    for term in terms:
        yield from _kind_faults(term, has_budget=capacity is None)
        yield from _faults_of_each(term, defendants, capacity)
    if trials == "lottery" or capacity is None:
        return
    held = payoffs_of_each(defendants, capacity, terms)[0].trials
    names = ", ".join(type(term).__name__ for term in terms)
    if held.is_Rational and not held.is_Integer:
        rule = "must be a whole number of trials where they are not drawn by lot"
        yield Fault(f"with {names}: capacity", str(held), rule, "round it")
    if trials == "most valuable" and held.free_symbols - {H}:
        rule, remedy = f"must be a number for trials={trials!r}", "set it, or select by lottery"
        yield Fault(f"with {names}: capacity", str(held), rule, remedy)


def _kind_faults(term: Term, *, has_budget: bool) -> Iterator[Fault]:
    payoffs, name = payoffs_in_letters((term,)), type(term).__name__
    if payoffs.caseload != N or payoffs.committed != 0:
        rule = "must leave who decides as it is, where defendants have names"
        yield Fault("terms", name, rule, "leave out of the list those who do not decide")
    elif payoffs.fellows != 0:
        rule = "must leave each defendant's own stakes, where defendants differ"
        yield Fault("terms", name, rule, "use office_strike, which tells each client's gains")
    elif has_budget and _concerns_capacity(payoffs):
        rule = "must not concern the capacity where a budget limits trials"
        yield Fault("terms", name, rule, "give a capacity, or change the budget")


def _concerns_capacity(payoffs: Payoffs) -> bool:
    others = replace(payoffs, capacity=Integer(0))
    return payoffs.capacity != K or payoffs.defence is not None or K in others.free_symbols


def _faults_of_each(
    term: Term, defendants: Sequence[Defendant], capacity: Expr | None
) -> Iterator[Fault]:
    counts = {
        "defendants": Integer(len(defendants)),
        "capacity": K if capacity is None else capacity,
    }
    for who in defendants:
        stated = {**counts, **{name: who.values[name] for name in OWN_SYMBOLS}}
        for fault in term.faults(stated):
            yield replace(fault, parameter=f"{who.name}: {fault.parameter}")
