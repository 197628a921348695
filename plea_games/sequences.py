"""Offers one after another, in rounds, by rank or in an announced order: what timing enforces."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub("plea_games", __file__)
