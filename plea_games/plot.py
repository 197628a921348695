"""Figures, each drawn into matplotlib axes."""

from .doors import doors

__getattr__, __dir__, __all__ = doors(__name__, __file__)
