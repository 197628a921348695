"""Whether so many people can hit every set of some, by exact search.

Sets are whole numbers, whose bit v says whether v is in. Some smallest set must be hit by one of
its members: each in turn is chosen, and those before are ruled out. A branch ends where sets that
have nobody in common are more than the people who are left to choose.
"""

from collections.abc import Iterable


class HittingSets:
    """Sets to be hit, and how many branches may be looked at before the search is given up.

    >>> HittingSets([0b011, 0b110, 0b101], branches=100).can_be_hit(1)
    False
    """

    def __init__(self, sets: Iterable[int], branches: int) -> None:
        self._sets = _smallest(set(sets))
        self._branches = branches

    def can_be_hit(self, most: int) -> bool | None:
        """Whether that many people are enough; None where the search was given up."""
        try:
            return self._hit(self._sets, most)
        except _GivenUpError:
            return None

    def _hit(self, sets: list[int], most: int) -> bool:
        self._branches -= 1
        if self._branches < 0:
            raise _GivenUpError
        if not sets:
            return True
        if _apart(sets) > most or sets[0] == 0:
            return False
        rest = sets[0]
        ruled_out = 0
        while rest:
            chosen = rest & -rest
            rest ^= chosen
            left = {each & ~ruled_out for each in sets if not each & chosen}
            if self._hit(_smallest(left), most - 1):
                return True
            ruled_out |= chosen
        return False


class _GivenUpError(Exception):
    """There were too many branches."""


def _smallest(sets: set[int]) -> list[int]:
    """Those that contain no other, the smallest first: who hits them hits all."""
    kept: list[int] = []
    for each in sorted(sets, key=int.bit_count):
        if all(other & each != other for other in kept):
            kept.append(each)
    return kept


def _apart(sets: list[int]) -> int:
    """How many sets, taken greedily, have nobody in common; each needs someone of its own."""
    taken = count = 0
    for each in sets:
        if not each & taken:
            taken |= each
            count += 1
    return count
