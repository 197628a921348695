"""What defendants know, what they are offered together, and whom they trust."""

from ..doors import doors

__getattr__, __dir__, __all__ = doors(__name__, __file__)
