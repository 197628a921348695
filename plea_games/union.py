"""A union that outlives one strike."""

from .doors import doors

__getattr__, __dir__, __all__ = doors(__name__, __file__)
