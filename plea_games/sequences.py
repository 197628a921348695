"""Offers one after another, in rounds, by rank or in an announced order: what timing enforces."""

from .rooms import attach_room

__getattr__, __dir__, __all__ = attach_room(__name__, __file__)
