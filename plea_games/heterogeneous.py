"""Defendants who differ: equilibria from their thresholds, and the smallest seed that tips all."""

from .rooms import attach_room

__getattr__, __dir__, __all__ = attach_room(__name__, __file__)
