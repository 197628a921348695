"""Defendants who err, revise, imitate, reason a few steps, or see only a signal."""

from .rooms import attach_room

__getattr__, __dir__, __all__ = attach_room(__name__, __file__)
