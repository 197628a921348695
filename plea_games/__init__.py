"""Game theory of the plea bargain prisoners' dilemma.

A caseload is a ``PleaGame``: how many defendants and trials, what an offer and a sentence cost.
Years are the unit of all but counts. Ask it:

>>> import plea_games as pg
>>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
>>> pg.thresholds(game).tipping_holdouts  # from 30 hold-outs on, holding out is a best reply
30

What to ask
    ``thresholds``, ``equilibria``, ``protocols``, ``levers``, ``required``, ``contest``,
    ``claims``, ``sweep``; ``private_cases``, ``verdicts``, ``disclosure``, ``coalitions``,
    ``correlated_equilibria``; ``bimatrix`` for two players.
What to add to a game
    ``game.with_terms(…)`` with ``SidePayment``, ``Pledge``, ``Solidarity``, ``Testimony``, … or a
    lever of one's own, a subclass of ``Term``.
Whom to ask about
    ``PleaGame`` for defendants who are alike, ``Docket`` and ``HeterogeneousGame`` for those who
    differ, ``NetworkGame`` for those who know each other, ``AnonymousGame`` for any other binary
    game; ``scenario("j20")`` for a built-in caseload.
More, by topic
    ``sequences``, ``behaviour``, ``information``, ``heterogeneous``, ``union``, ``organizing``,
    ``payments``, ``places``, ``court``, ``networks``, ``studies``, ``plot``. What is given back
    is in ``results``, what can go wrong in ``errors``.
What to take away
    ``explore``, ``write_report``, ``cite``, ``to_gambit``, ``to_nashpy``.
What to bring
    ``from_gambit`` for Gambit's files, ``from_payoffs`` for a table of payoffs, ``load_scenario``
    for a caseload of one's own.
What words mean
    ``glossary("risk dominant")``.

Names are loaded on first use, from the stubs beside the modules: ``plea-games --help`` never waits
for sympy, numpy or scipy.
"""

from .doors import doors

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = doors(__name__, __file__)
