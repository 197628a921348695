"""The form of a game with witnesses as formulas, where it has one."""

from collections.abc import Callable
from functools import cache
from typing import Any

from sympy import Dummy, Expr, Integer, Min, Pow, expand

from ..model.payoffs import H, Payoffs

_NOTHING = Integer(0)


def has_witness_form(payoffs: Payoffs) -> bool:
    """Whether what depends on others is the lottery, testimony and a credit, and nothing else."""
    return witness_formulas(payoffs) is not None


@cache
def witness_formulas(payoffs: Payoffs) -> tuple[Expr, ...] | None:
    """The fields of the form in letters, in their order; None where there is no such form."""
    conviction = _linear(payoffs.conviction, _is_power)
    credit = _linear(payoffs.credit, lambda part: part == Min(1, H))
    if payoffs.committed != 0 or payoffs.fellows != 0 or conviction is None or credit is None:
        return None
    (heard, silent, power), (always, added, _) = conviction, credit
    base, exponent = power.args if power is not None else (Integer(1), payoffs.caseload - H)
    others = (payoffs.sentence, payoffs.process_cost, payoffs.transfer, payoffs.dismissal_cost,
              payoffs.reward, payoffs.offer, payoffs.sanction, base)  # fmt: skip
    if any(part.has(H) for part in others) or expand(exponent - payoffs.caseload + H) != 0:
        return None

    def cost(conviction: Expr) -> Expr:
        return payoffs.with_parts(conviction=conviction).trial_cost

    price = payoffs.offer - always + payoffs.sanction + payoffs.reward
    return (payoffs.caseload, payoffs.trials, price, added, cost(heard + silent), cost(heard),
            payoffs.dismissal_cost, base)  # fmt: skip


def _is_power(part: Expr) -> bool:
    return isinstance(part, Pow) and part.exp.has(H)


def _linear(formula: Expr, chosen: Callable[[Expr], bool]) -> tuple[Expr, Expr, Any] | None:
    """a, b and the part P of a formula a + bP, where P alone depends on H; None for others."""
    parts = {part for part in formula.atoms(Pow, Min) if chosen(part)}
    if not parts:
        return None if formula.has(H) else (formula, _NOTHING, None)
    if len(parts) > 1:
        return None
    (part,), letter = parts, Dummy()
    written = formula.xreplace({part: letter})
    slope = expand(written.diff(letter))
    if written.has(H) or slope.has(letter):
        return None
    return written.subs(letter, 0), slope, part
