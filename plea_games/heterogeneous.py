"""Defendants who differ: equilibria from their thresholds, and the smallest seed that tips all."""

from .doors import doors

__getattr__, __dir__, __all__ = doors(__name__, __file__)
