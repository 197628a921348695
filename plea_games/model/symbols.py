"""Every symbol once: what formulas, LaTeX and compiled functions are written in.

Letters follow the list in :mod:`plea_games.model.parameters`; the derived quantities below are
what the literature's formulas are stated in.
"""

from sympy import Expr, Symbol

from .parameters import PARAMETERS, Parameter


def _symbol(parameter: Parameter) -> Symbol:
    # a sentence of 0 is a number one may give; as a symbol it would only blur the formulas
    positive = parameter.minimum > 0 or parameter.name == "sentence"
    sign = {"positive": True} if positive else {"nonnegative": True}
    return Symbol(parameter.letter, integer=True if parameter.is_count else None, **sign)


SYMBOLS: dict[str, Symbol] = {p.name: _symbol(p) for p in PARAMETERS}
N, K, s, J, p, c, d = SYMBOLS.values()

m = Symbol("m", integer=True, positive=True)  # hold-outs, oneself included
x = Symbol("x", positive=True)  # probability with which each defendant holds out

T = Symbol("T", positive=True)  # a defendant's expected cost of being tried
kappa = Symbol("kappa", nonnegative=True)  # trial rate
r = Symbol("r", real=True)  # offer ratio; negative where the offer is below the dismissal cost
L = Symbol("L", nonnegative=True)  # Laplacian ratio

DEFINITIONS: dict[Symbol, Expr] = {
    T: p * J + c,
    kappa: K / N,
    r: (s - d) / (p * J + c - d),
}
