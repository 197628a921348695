"""Defendants who differ: equilibria from their thresholds, and the smallest seed that tips all."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub("plea_games", __file__)
