r"""All extreme equilibria of a game of two, by inserting both players' inequalities side by side.

A pair of mixtures, one a player, is an equilibrium where every option is either not played or a
best reply: each label is tight on one side at least. It is extreme where both mixtures are
extreme rays of their cones (Mangasarian 1964; Winkels 1979; both from memory).

Neither cone's rays need be listed in full. A label is *settled* once both cones have its
inequality. A ray is kept only where some ray on the other side is tight on all settled labels on
which it is not. What is kept are then, at each step, exactly the rays that have such a partner:

- It is so at the start, where both lists are complete and cut by this very rule.
- Let an inequality be inserted on one side. A new ray with a partner q lies on an edge whose two
  ends are tight on more of the labels settled before than the new ray is, so q was their partner
  too: both were kept, and q.
- A third ray that is tight wherever both ends are has the partner q as well. So whether the two
  ends span an edge is judged rightly from the kept rays, wherever the crossing has a partner; all
  other crossings are dropped before they are judged.

In the end all labels are settled, and what is left are the extreme equilibria, all of them, and the
pair in which nobody plays anything. The rule and its proof are ours. Which inequality comes next
decides only how long the lists get: the one that parts the fewest pairs of rays does.
"""

from dataclasses import dataclass

import numpy as np

from .rays import Integers, Labels, Places, Rays, complementary_pairs, with_partners


@dataclass(frozen=True)
class CornerPairs:
    """The extreme equilibria as pairs of rays.

    Labels are rows first, then columns, for both.

    Attributes
    ----------
    rows, columns
        Extreme mixtures of either player that are part of an equilibrium.
    pairs
        (equilibria, 2): places in these.
    """

    rows: Rays
    columns: Rays
    pairs: Places

    @property
    def each_simple(self) -> Labels:
        """Of each equilibrium, whether no mixture has more best replies than it plays options."""
        rows, columns = self.tight
        counts = (self.rows.options, self.columns.options)
        simple: Labels = (rows.sum(1) == counts[0]) & (columns.sum(1) == counts[1])
        return simple

    @property
    def simple(self) -> bool:
        """Whether all are so."""
        return bool(self.each_simple.all())

    @property
    def tight(self) -> tuple[Labels, Labels]:
        """Of each equilibrium's row mixture and column mixture, the labels that are tight."""
        return self.rows.tight[self.pairs[:, 0]], self.columns.tight[self.pairs[:, 1]]


def corner_pairs(
    row_payoffs: Integers, column_payoffs: Integers, row_unit: int = 1, column_unit: int = 1
) -> CornerPairs:
    """All extreme equilibria.

    Parameters
    ----------
    row_payoffs, column_payoffs
        (rows, columns), of Python's integers.
    row_unit, column_unit
        What they were multiplied by to be whole; numbers stay shorter where it is known.

    Examples
    --------
    Matching pennies:

    >>> pennies = np.array([[1, -1], [-1, 1]], dtype=object)
    >>> found = corner_pairs(pennies, -pennies)
    >>> found.rows.values[found.pairs[0, 0]][:2]
    array([1, 1])
    """
    height, width = row_payoffs.shape
    rows, columns = np.arange(height), np.arange(height, height + width)
    sides = [
        Rays.at_first_reply(column_payoffs, rows, columns, column_unit),
        Rays.at_first_reply(row_payoffs.T, columns, rows, row_unit),
    ]
    settled = np.zeros(height + width, dtype=np.bool_)
    settled[[0, height]] = True
    while True:
        kept = with_partners(sides[0].tight, sides[1].tight, settled)
        sides = [side.only(chosen) for side, chosen in zip(sides, kept, strict=True)]
        steps = [(pairs, place, label) for place, side in enumerate(sides)
                 for label, pairs in side.crossed().items()]  # fmt: skip
        if not steps:
            break
        _, place, label = min(steps)
        settled[label] = True
        sides[place] = sides[place].insert(label, sides[1 - place].tight, settled)
    pairs = np.stack(complementary_pairs(sides[0].tight, sides[1].tight), axis=1)
    played = ~sides[0].tight[pairs[:, 0], :height].all(1)
    return CornerPairs(sides[0], sides[1], pairs[played])
