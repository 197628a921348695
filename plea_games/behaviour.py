"""Defendants who err, revise, imitate, reason a few steps, or see only a signal."""

from .doors import doors

__getattr__, __dir__, __all__ = doors(__name__, __file__)
