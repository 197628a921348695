"""Side payments: uniform, ranked, by turnout, from a fund, and to those who tip others."""

from .rooms import attach_room

__getattr__, __dir__, __all__ = attach_room(__name__, __file__)
