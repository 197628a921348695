"""Formulas on one line of text, as close to print as Unicode allows, and as LaTeX."""

from typing import TYPE_CHECKING

from ..tables import Formula
from ..units import show
from .exact import Stated, as_known

if TYPE_CHECKING:
    from sympy import Basic

_GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η",
    "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "rho": "ρ",
    "sigma": "σ", "tau": "τ", "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
}  # fmt: skip

_MOST_DECIMALS = 12
_MOST_DIGITS = 15
_LONGEST_EXACT = 8


def number(value: Stated) -> str:
    """A number as a decimal where it is one, as a ratio where not, and else a formula.

    >>> from sympy import Rational
    >>> number(Rational(41, 25)), number(Rational(26, 68))
    ('1.64', '13/34')
    """
    known = as_known(value)
    if known is None:
        return plain(value)
    top, bottom, places = known.numerator, known.denominator, 0
    if bottom == 1:
        return str(top)
    while (10**places) % bottom and places < _MOST_DECIMALS:
        places += 1
    if (10**places) % bottom or top >= 10**_MOST_DIGITS:
        return str(known) if bottom < 10**_MOST_DIGITS else f"{float(known):.6g}"
    digits = f"{abs(top) * 10**places // bottom:0{places + 1}d}"
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def brief(value: Stated) -> str:
    """A number exactly if that is short, else to six digits; formulas as they are.

    >>> from sympy import Rational
    >>> brief(Rational(20, 3)), brief(Rational(51011125248, 6103515625))
    ('20/3', '8.35766')
    """
    text, known = number(value), as_known(value)
    return text if known is None or len(text) <= _LONGEST_EXACT else f"{float(known):.6g}"


def decimal(value: Stated) -> str:
    """A number as tables show it, a decimal of up to four digits or whole; formulas as they are.

    >>> from sympy import Rational
    >>> decimal(Rational(533, 8500)), decimal(Rational(41, 25)), decimal(Rational(7000))
    ('0.06271', '1.64', '7,000')
    """
    known = as_known(value)
    if known is None:
        return plain(value)
    return show(int(known) if known.denominator == 1 else float(known), "number")


def letter(name: str) -> str:
    """The letter of formulas by its name.

    >>> letter("rho"), letter("K_D")
    ('ρ', 'K_D')
    """
    return _GREEK.get(name, name)


def plain(formula: "Basic | None") -> str:
    """A formula or condition as one line of text.

    >>> from sympy import Min, ceiling, harmonic
    >>> from plea_games.model.symbols import K, N, kappa, r
    >>> plain(ceiling(K / r)), plain((r < 1) & (r >= Min(1, kappa)))
    ('⌈K/r⌉', 'min(1, κ) ≤ r < 1')
    >>> plain(ceiling(K / r) - 1), plain(kappa * (1 - harmonic(K) + harmonic(N)))
    ('⌈K/r⌉ − 1', 'κ(1 + H(N) − H(K))')
    """
    from .printers import in_one_line

    return "" if formula is None else in_one_line(formula)


def cell(formula: "Basic | None") -> Formula:
    r"""A formula or condition for a table, as text and as LaTeX.

    >>> from sympy import Min, ceiling
    >>> from plea_games.model.symbols import K, kappa, r
    >>> print(cell((r < 1) & (ceiling(K / r) >= Min(1, kappa))).latex)
    $\left\lceil{K / r}\right\rceil \geq \min\left(1, \kappa\right)$ and $r < 1$
    """
    from .printers import typeset

    return Formula(plain(formula), "" if formula is None else typeset(formula))
