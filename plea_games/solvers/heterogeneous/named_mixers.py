"""Where some named defendants mix while the others are sure: every such equilibrium, with proof.

Given who mixes, who holds out and who pleads, the gain of each mixer has to be 0, that of each
hold-out at least 0 and that of each who pleads at most 0. Gains are linear in each probability.
With one or two mixers the equations are linear and are solved exactly, continua included; with
more, each solution is enclosed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import lcm
from typing import NamedTuple

import numpy as np

from ...games.docket_payoffs import DocketPayoffs
from .corners import Box, Corners, has_sign, values_on
from .multilinear import Effort, zeros
from .spans import ALL, Span, overlap, where

_MOST_BOXES = 20_000

_PLEADS, _HOLDS_OUT, _MIXES = 0, 1, 2


Spans = tuple[Span, ...]
"""A span for the probability of each defendant."""


@dataclass(frozen=True)
class MixedProfiles:
    """Equilibria in which somebody mixes.

    Attributes
    ----------
    isolated
        Spans that hold one each.
    continua
        Spans throughout which each profile is one.
    complete
        Whether these are surely all.
    """

    isolated: tuple[Spans, ...]
    continua: tuple[Spans, ...]
    complete: bool


class _Solved(NamedTuple):
    """With some who mix and the others sure."""

    isolated: Sequence[Box] = ()
    continua: Sequence[Box] = ()
    complete: bool = True


def mixed_profiles(payoffs: DocketPayoffs) -> MixedProfiles:
    """All equilibria in which somebody mixes."""
    count = payoffs.defendants
    gains = [_whole_gains(payoffs, who) for who in range(count)]
    effort = Effort(_MOST_BOXES)
    isolated: list[Spans] = []
    continua: list[Spans] = []
    complete = True
    for roles in product((_PLEADS, _HOLDS_OUT, _MIXES), repeat=count):
        if _MIXES in roles:
            solved = _with_roles(gains, roles, effort)
            complete &= solved.complete
            isolated += [_spans(roles, box) for box in solved.isolated]
            continua += [_spans(roles, box) for box in solved.continua]
    largest = [one for one in continua
               if not any(_within(one, other) for other in continua if other != one)]  # fmt: skip
    apart = [one for one in isolated if not any(_within(one, other) for other in largest)]
    return MixedProfiles(tuple(apart), tuple(largest), complete)


def _whole_gains(payoffs: DocketPayoffs, who: int) -> Corners:
    """Her gains by mask, times a common factor."""
    gains = [payoffs.gain(who, mask) for mask in range(1 << payoffs.defendants)]
    factor = lcm(*(gain.denominator for gain in gains))
    return np.array([int(gain * factor) for gain in gains], dtype=object)


def _with_roles(gains: Sequence[Corners], roles: Sequence[int], effort: Effort) -> _Solved:
    mixers = [who for who, role in enumerate(roles) if role == _MIXES]
    masks = np.array(sum(1 << who for who, role in enumerate(roles) if role == _HOLDS_OUT))
    for who in reversed(mixers):  # the first mixer is the first axis
        masks = np.stack([masks, masks + (1 << who)])
    equations = [gains[who][masks] for who in mixers]
    conditions = [
        gains[who][masks] * (1 if role == _HOLDS_OUT else -1)
        for who, role in enumerate(roles)
        if role != _MIXES
    ]
    if any(_has_sign_inside(f, 1) or _has_sign_inside(f, -1) for f in equations):
        return _Solved()
    if any(_has_sign_inside(f, -1) for f in conditions):
        return _Solved()
    if len(mixers) == 1:
        return _linear(_one(conditions))
    indifferent = [not f.any() for f in equations]
    if all(indifferent):
        anywhere = Box((Fraction(0),) * len(mixers), (Fraction(1),) * len(mixers))
        holds = all((f >= 0).all() for f in conditions)
        return _Solved(continua=[anywhere]) if holds else _Solved(complete=False)
    if len(mixers) == 2:
        return _linear(_two(equations, conditions))
    if any(indifferent):
        return _Solved(complete=False)
    solved = zeros(equations, conditions, effort)
    judged = [_judged(box, conditions) for box in solved.boxes]
    boxes = [box for box, holds in zip(solved.boxes, judged, strict=True) if holds]
    return _Solved(boxes, complete=solved.complete and None not in judged)


def _has_sign_inside(corners: Corners, sign: int) -> bool:
    """Whether it has this sign wherever all mix: there each corner has a positive weight."""
    return bool((corners * sign >= 0).all() and corners.any())


def _linear(box: Box | None) -> _Solved:
    if box is None:
        return _Solved()
    return _Solved(isolated=[box]) if box.is_point else _Solved(continua=[box])


def _judged(box: Box, conditions: Sequence[Corners]) -> bool | None:
    """Whether all mix and nobody else would change; None where that is not decided."""
    pairs = list(zip(box.lower, box.upper, strict=True))
    if any(high <= 0 or low >= 1 for low, high in pairs):
        return False
    decided = all(low > 0 and high < 1 for low, high in pairs)
    for condition in conditions:
        values = values_on(condition, box)
        if has_sign(values, -1):
            return False
        decided &= has_sign(values, 1) or (box.is_point and bool((values >= 0).all()))
    return True if decided else None


def _one(conditions: Sequence[Corners]) -> Box | None:
    """One mixer who is indifferent whatever she does, as far as nobody else would change."""
    return _box(_at_least_zero(conditions))


def _two(equations: Sequence[Corners], conditions: Sequence[Corners]) -> Box | None:
    """Each one's gain is linear in the other's probability alone; one of these has one zero."""
    first, second = where(list(equations[1][:, 0]), 0), where(list(equations[0][0, :]), 0)
    if first is None or second is None:
        return None
    if first[0] < first[1]:
        rest = [f[:, 0] + (f[:, 1] - f[:, 0]) * second[0] for f in conditions]
        first = overlap(first, _at_least_zero(rest))
    else:
        rest = [f[0] + (f[1] - f[0]) * first[0] for f in conditions]
        second = overlap(second, _at_least_zero(rest))
    return _box(first, second)


def _box(*spans: Span | None) -> Box | None:
    """The box with these sides; None where one is missing, or leaves somebody no choice."""
    sides = [span for span in spans if span and not (span[0] == span[1] and span[0] in (0, 1))]
    if len(sides) < len(spans):
        return None
    return Box(tuple(low for low, _ in sides), tuple(high for _, high in sides))


def _at_least_zero(conditions: Sequence[Corners]) -> Span | None:
    """Where on [0, 1] all these linear functions are at least 0."""
    span: Span | None = ALL
    for condition in conditions:
        span = None if span is None else overlap(span, where(list(condition), 1))
    return span


def _spans(roles: Sequence[int], box: Box) -> tuple[Span, ...]:
    mixed = zip(box.lower, box.upper, strict=True)
    return tuple(
        next(mixed) if role == _MIXES else (Fraction(role), Fraction(role)) for role in roles
    )


def _within(spans: Sequence[Span], others: Sequence[Span]) -> bool:
    return all(
        outer[0] <= inner[0] and inner[1] <= outer[1]
        for inner, outer in zip(spans, others, strict=True)
    )
