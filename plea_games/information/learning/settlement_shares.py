r"""What share φ of its worth a case settles for, by how many are left untried.

============ ============================================ =========================================
rule         φ with R left and K trials at a time         who settles at that price
============ ============================================ =========================================
certain      1                                            whoever would otherwise be tried for sure
laplacian    :math:`\frac1R\sum_{m \le R} \min(1, K/m)`   the mean of divide and conquer; also where
                                                          pleading is risk dominant
lottery      :math:`\min(1, K/R)`                         a union, or one price under play that
                                                          favours the strike
none         no settlement                                nobody
============ ============================================ =========================================
"""

from fractions import Fraction
from typing import Literal, get_args

from ..private.mean_chances import mean_chance

Settlement = Literal["certain", "laplacian", "lottery", "none"]
SETTLEMENTS: tuple[Settlement, ...] = get_args(Settlement)


def settlement_share(settlement: Settlement, untried: int, capacity: int) -> Fraction | None:
    """φ; None where nobody settles.

    >>> [str(settlement_share(rule, 4, 2)) for rule in SETTLEMENTS]
    ['1', '19/24', '1/2', 'None']
    """
    match settlement:
        case "certain":
            return Fraction(1)
        case "laplacian":
            return mean_chance(untried, Fraction(capacity))
        case "lottery":
            return min(Fraction(1), Fraction(capacity, untried))
        case "none":
            return None
