"""Counties, dockets and offices: where to organize, one by one or a nation at once."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub("plea_games", __file__)
