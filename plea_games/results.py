"""What the main verbs give back, for type hints and tests of a kind."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub("plea_games", __file__)
