"""Which hold-outs are tried when trials are not drawn by lot."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache


def tried_in_order(
    holdouts: Sequence[int], costs: Sequence[Fraction], limit: Fraction
) -> tuple[int, ...]:
    """Each in turn whose cost still fits the limit.

    >>> tried_in_order((0, 1, 2), (6, 5, 4), 10)
    (0, 2)
    """
    tried = []
    for i in holdouts:
        if costs[i] <= limit:
            limit -= costs[i]
            tried.append(i)
    return tuple(tried)


@lru_cache(maxsize=1 << 16)
def worth_most(
    holdouts: tuple[int, ...],
    values: tuple[Fraction, ...],
    costs: tuple[Fraction, ...],
    limit: Fraction,
) -> tuple[int, ...]:
    """The feasible set worth most; of several, the one with the earlier-listed.

    >>> worth_most((0, 1, 2), (9, 5, 5), (6, 5, 5), 10)
    (1, 2)
    """
    if len({costs[i] for i in holdouts}) <= 1:
        ranked = sorted(holdouts, key=lambda i: (-values[i], i))
        return tuple(sorted(tried_in_order(ranked, costs, limit)))
    if not holdouts:
        return ()
    first, rest = holdouts[0], holdouts[1:]
    without = worth_most(rest, values, costs, limit)
    if costs[first] > limit:
        return without
    others = worth_most(rest, values, costs, limit - costs[first])
    worth = values[first] + sum(values[i] for i in others)
    return (first, *others) if worth >= sum(values[i] for i in without) else without
