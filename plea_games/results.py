"""What the main verbs give back, for type hints and tests of a kind."""

from .rooms import attach_room

__getattr__, __dir__, __all__ = attach_room(__name__, __file__)
