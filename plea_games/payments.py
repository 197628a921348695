"""Side payments: uniform, ranked, by turnout, from a fund, and to those who tip others."""

from .doors import doors

__getattr__, __dir__, __all__ = doors(__name__, __file__)
