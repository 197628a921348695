"""Offers one after another, in rounds, by rank or in an announced order: what timing enforces."""

from .doors import doors

__getattr__, __dir__, __all__ = doors(__name__, __file__)
