"""Counties, dockets and offices: where to organize, one by one or a nation at once."""

from .rooms import attach_room

__getattr__, __dir__, __all__ = attach_room(__name__, __file__)
