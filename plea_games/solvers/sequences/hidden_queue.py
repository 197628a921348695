"""The dearest mean offer by rank that no strike survives where nobody sees the queue."""

from fractions import Fraction
from math import floor, isqrt


def hidden_queue_ratio(defendants: int, capacity: int | Fraction) -> Fraction:
    """Q, the supremum of mean offers by hidden rank, as a share of the stake.

    Its proof is that of :mod:`plea_games.information.races.rank_offers`.

    >>> [str(hidden_queue_ratio(n, k)) for n, k in ((2, 1), (10, 3), (230, 12))]
    ['3/4', '3/4', '2446/6095']
    """
    tried = Fraction(capacity)
    if tried >= defendants:
        return Fraction(1)
    product = tried * (defendants + 1)
    least = max((isqrt(4 * floor(product) + 1) - 1) // 2, 1)
    while least * (least + 1) < product:
        least += 1
    return (tried * (defendants + 1 - least) / least + least - 1) / defendants if tried else tried
