"""People who watch those they know: cascades, seeds, neighbourhoods."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub("plea_games", __file__)
