"""Defendants who err, revise, imitate, reason a few steps, or see only a signal."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub("plea_games", __file__)
