"""Sweeps from files, to stores and with uncertain inputs."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub("plea_games", __file__)
