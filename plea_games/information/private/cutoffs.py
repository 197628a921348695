"""One equilibrium among defendants whose cases are private, and all of them."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

CutoffKind = Literal["all plead", "cutoff", "mixed at an atom", "all hold out"]


@dataclass(frozen=True)
class Cutoff:
    """All whose trial costs less than the cutoff hold out, all others plead.

    Attributes
    ----------
    kind
        "all plead", "all hold out", "cutoff" between, or "mixed at an atom" where those whose trial
        costs exactly the cutoff mix.
    cost : years
        t, in years: infinite where nobody's case is too strong.
    share
        x, with which a defendant holds out before her case is known; a Fraction where exact.
    trial_chance
        F(x), a hold-out's chance of trial; a Fraction where exact.
    at_atom
        Of those whose trial costs exactly t, the share who hold out; None where there are none.
    stable
        Whether best replies lead back from a slightly different x. At a tie they do not.
    enclosure
        Bounds proved for t, or for x where it is mixed at an atom; None where nothing was proved.
    """

    kind: CutoffKind
    cost: Fraction | float
    share: Fraction | float
    trial_chance: Fraction | float
    at_atom: Fraction | float | None
    stable: bool
    enclosure: tuple[float, float] | None


@dataclass(frozen=True)
class CutoffSearch:
    """The cutoffs in order, and what is proved of the list.

    ``undecided`` are stretches of t that hold none or several more.
    """

    cutoffs: tuple[Cutoff, ...]
    complete: bool
    proof: str
    undecided: tuple[tuple[float, float], ...] = ()
    remarks: tuple[str, ...] = ()
