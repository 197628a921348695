"""Side payments: uniform, ranked, by turnout, from a fund, and to those who tip others."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub("plea_games", __file__)
