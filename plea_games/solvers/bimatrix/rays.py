r"""Extreme rays of the cone of a player's mixtures, one inequality after another, in integers.

A player has m options and the other n replies, of which j is worth :math:`b_{ij}` to the other
against option i. The cone is

.. math:: \{(x, u) : x \ge 0, \; u \ge \sum_i x_i b_{ij} \text{ for every reply } j\}

and each inequality has a label, the option i or the reply j. A ray is kept as its integer values
in all inequalities, without common factor, and is *tight* where the value is 0. But for (0, 1),
where nothing is played, a ray is a mixture: tight on options not played and on best replies.

Inequalities are inserted by double description (Motzkin et al. 1953; Fukuda & Prodon 1996, both
from memory): rays below are dropped, and each edge from a ray above to one below gives a new ray
where it crosses. Two rays are the ends of an edge where no third is tight wherever both are. Where
one of them is tight on m inequalities only, it is enough that both are on m − 1.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import reduce
from math import gcd
from typing import Any, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray

from ...errors import Fault, ParameterError

Integers: TypeAlias = NDArray[Any]
"""Of 64 bits where nothing can overflow, else Python's own."""
Labels: TypeAlias = NDArray[np.bool_]
Places: TypeAlias = NDArray[np.intp]

MOST_RAYS = 50_000
"""Of one player at a time; their pairs are compared."""

_CELLS = 2**16  # of products at a time, which a processor's cache holds


@dataclass(frozen=True)
class Rays:
    """Extreme rays of the cone of the inequalities inserted so far.

    Attributes
    ----------
    values
        (rays, labels): how far each inequality is from being tight; negative values only where it
        is not inserted yet.
    tight
        (rays, labels): where it is inserted and the value is 0.
    pending
        Labels still to be inserted.
    options
        m, how many the player has.
    """

    values: Integers
    tight: Labels
    pending: frozenset[int]
    options: int

    @classmethod
    def at_first_reply(
        cls, payoffs: Integers, options: Places, replies: Places, unit: int = 1
    ) -> Self:
        """All options' inequalities, and the first reply's.

        Parameters
        ----------
        payoffs
            (options, replies): b, of Python's integers.
        options, replies
            Their labels.
        unit
            What the payoffs were multiplied by; each ray is then freed of it as far as it can be.
        """
        count = len(options)
        values = np.zeros((count + 1, count + len(replies)), dtype=object)
        values[0, replies] = 1
        values[1:, options] = unit * np.eye(count, dtype=object)
        values[1:, replies] = payoffs[:, :1] - payoffs
        _reduce(values)
        inserted = np.isin(np.arange(values.shape[1]), [*options, replies[0]])
        if _size(values) < 2**31:
            values = values.astype(np.int64)
        return cls(values, (values == 0) & inserted, frozenset(replies[1:].tolist()), count)

    def __len__(self) -> int:
        return len(self.values)

    def only(self, kept: Labels) -> Self:
        """Some of the rays."""
        return replace(self, values=self.values[kept], tight=self.tight[kept])

    def crossed(self) -> dict[int, int]:
        """By pending label, how many pairs of rays its inequality parts."""
        labels = sorted(self.pending)
        values = self.values[:, labels]
        pairs = (values > 0).sum(0) * (values < 0).sum(0)
        return dict(zip(labels, pairs.tolist(), strict=True))

    def insert(self, label: int, partners: Labels, settled: Labels) -> Self:
        """The rays once an inequality holds; of the new ones those that have a partner."""
        heights = self.values[:, label]
        ends, tight = self._edges(heights, label, partners, settled)
        kept = np.asarray(heights >= 0, dtype=np.bool_)
        if len(tight) + kept.sum() > MOST_RAYS:
            rule = f"must lead to at most {MOST_RAYS:,} corners a player, dominated ones left out"
            count = f"{self.options} × {self.values.shape[1] - self.options}"
            raise ParameterError([Fault("options", count, rule, "leave some options out")])
        new = _crossings(self.values[ends[0]], self.values[ends[1]], label)
        old = self.tight.copy()
        old[:, label] = heights == 0
        return replace(
            self,
            values=np.concatenate((self.values[kept], new)),
            tight=np.concatenate((old[kept], tight)),
            pending=self.pending - {label},
        )

    def _edges(
        self, heights: Integers, label: int, partners: Labels, settled: Labels
    ) -> tuple[tuple[Places, Places], Labels]:
        """Both ends of edges that the inequality cuts, and where each crossing is tight."""
        above, below = np.flatnonzero(heights > 0), np.flatnonzero(heights < 0)
        places = [
            (start + upper, lower)
            for start, shared in _products(self.tight[above], self.tight[below])
            for upper, lower in [np.nonzero(shared >= self.options - 1)]
        ]
        upper, lower = (np.concatenate([np.empty(0, np.intp), *each]) for each in
                        (zip(*places, strict=True) if places else ((), ())))  # fmt: skip
        ends = above[upper], below[lower]
        common = self.tight[ends[0]] & self.tight[ends[1]]
        crossing = common.copy()
        crossing[:, label] = True
        useful = with_partners(crossing, partners, settled)[0]
        ends, common, crossing = (
            (ends[0][useful], ends[1][useful]),
            common[useful],
            crossing[useful],
        )
        simple = self.tight.sum(1) == self.options
        unsure = np.flatnonzero(~(simple[ends[0]] | simple[ends[1]]))
        is_edge = np.ones(len(common), dtype=np.bool_)
        is_edge[unsure] = _containing(common[unsure], self.tight) == 2
        return (ends[0][is_edge], ends[1][is_edge]), crossing[is_edge]


def with_partners(tight: Labels, partners: Labels, settled: Labels) -> tuple[Labels, Labels]:
    """Of both sides, who has one on the other side such that all settled labels are tight on one.

    Settled are the labels whose inequalities both sides have.
    """
    left, right = np.zeros(len(tight), np.bool_), np.zeros(len(partners), np.bool_)
    for start, loose in _products(~tight[:, settled], ~partners[:, settled]):
        complementary = loose == 0
        left[start : start + len(loose)] = complementary.any(1)
        right |= complementary.any(0)
    return left, right


def complementary_pairs(tight: Labels, partners: Labels) -> tuple[Places, Places]:
    """Places on both sides of all pairs of which one or the other is tight everywhere.

    >>> complementary_pairs(np.array([[True, False]]), np.array([[True, True], [True, False]]))
    (array([0]), array([0]))
    """
    pairs = [
        (start + left, right)
        for start, loose in _products(~tight, ~partners)
        for left, right in [np.nonzero(loose == 0)]
    ]
    left, right = zip(*pairs, strict=True)
    return np.concatenate(left), np.concatenate(right)


def _containing(common: Labels, tight: Labels) -> Places:
    """How many rays are tight wherever these are."""
    sizes = common.sum(1)[:, None]
    counts = [
        (shared == sizes[start : start + len(shared)]).sum(1)
        for start, shared in _products(common, tight)
    ]
    return np.concatenate([np.empty(0, np.intp), *counts])


def _products(left: Labels, right: Labels) -> Iterator[tuple[int, NDArray[np.integer[Any]]]]:
    """Of each row on the left with each on the right, how many labels they share; in pieces."""
    words = list(zip(_words(left), _words(right), strict=True))
    step = max(1, _CELLS // max(1, len(right)))
    for start in range(0, len(left), step):
        yield start, reduce(
            np.add,
            (np.bitwise_count(ours[start : start + step, None] & theirs).astype(dtype, copy=False)
             for ours, theirs in words for dtype in [np.uint8 if len(words) < 4 else np.uint32]),
        )  # fmt: skip


def _words(labels: Labels) -> list[NDArray[np.uint64]]:
    """Sixty-four labels a word."""
    count = max(1, -(-labels.shape[1] // 64))
    padded = np.zeros((len(labels), 64 * count), np.bool_)
    padded[:, : labels.shape[1]] = labels
    packed = np.packbits(padded, axis=1).view(np.uint64)
    return [np.ascontiguousarray(packed[:, place]) for place in range(count)]


def _crossings(above: Integers, below: Integers, label: int) -> Integers:
    """Where the edges cross the hyperplane, without common factors."""
    rise, fall = above[:, [label]], below[:, [label]]
    if above.dtype != object:
        largest = _size(rise) * _size(below) + _size(fall) * _size(above)
        if largest < 2**63:
            narrow: Integers = rise * below - fall * above
            narrow //= np.gcd.reduce(narrow, axis=1, keepdims=True)
            return narrow
        above, below, rise, fall = (each.astype(object) for each in (above, below, rise, fall))
    wide: Integers = rise * below - fall * above
    _reduce(wide)
    return wide


def _reduce(values: Integers) -> None:
    """Take the common factor out of each line."""
    factors = np.array([gcd(*line) for line in values.tolist()], dtype=object)
    shared = np.flatnonzero(factors > 1)
    values[shared] //= factors[shared, None]


def _size(values: Integers) -> int:
    return int(abs(values).max(initial=0))
