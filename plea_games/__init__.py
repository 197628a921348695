"""Game theory of the plea bargain prisoners' dilemma.

The public names are listed in ``__init__.pyi`` and loaded on first use, so that
``plea-games --help`` never waits for sympy, numpy or scipy.

>>> import plea_games as pg
>>> game = pg.PleaGame(defendants=230, capacity=12, offer=4, sentence=10)
>>> pg.thresholds(game).tipping_holdouts
30
"""

import lazy_loader

__version__ = "0.1.0"

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
