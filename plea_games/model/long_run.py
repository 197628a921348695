r"""A union that outlives its strikes, and when its future support keeps a strike together.

Time runs in periods 0, 1, 2, …, and in each a new cohort of N defendants plays the game once. Those
who held out stay members of a union that lasts. From the next period on it gives each member a
support worth u years of sentence a period, and never again anything to one who pleaded. Members
discount a period by δ.

Strategies: hold out when charged; the union supports whoever did. A member's case comes once, so
the only deviation is to plead in it. With m hold-outs, herself included, that gains her

.. math:: G(m) = -\Delta(m) = \tau(m)(T - d) - (s - d)

at once (T − s at m ≤ K), and forgoes :math:`\delta u + \delta^2 u + \dots = \delta u/(1-\delta)`.
So holding out is sustained if and only if :math:`\delta \ge \delta^* = G/(G + u)`. That the union
keeps its word, and lasts, is assumed. Crespo (2022, n. 101) tells the union from the strike; the
formulas are ours.
"""

from sympy import And, Eq, Integer, Symbol

from .closed_form import ClosedForm, Regime
from .parameters import Parameter

SUPPORT = Parameter(
    name="support",
    letter="u",
    meaning="what the union's support is worth to a member in each later period",
    unit="years",
    remedy="state the sentence that a member would bear each period to keep it",
)

u = Symbol(SUPPORT.letter, nonnegative=True)
G = Symbol("G", real=True)  # what pleading gains at once

CRITICAL_DISCOUNT = ClosedForm(
    "critical_discount",
    "Critical discount factor δ*",
    "share",
    "discount factor from which the union's future support sustains holding out",
    (
        Regime(G <= 0, Integer(0)),
        Regime(And(G > 0, u > 0), G / (G + u)),
        Regime(And(G > 0, Eq(u, 0)), None, "without support (u = 0) there is nothing to lose"),
    ),
)
