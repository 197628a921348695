"""Counties, dockets and offices: where to organize, one by one or a nation at once."""

from .doors import doors

__getattr__, __dir__, __all__ = doors(__name__, __file__)
