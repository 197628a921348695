"""Sweeps from files, to stores and with uncertain inputs."""

from .doors import doors

__getattr__, __dir__, __all__ = doors(__name__, __file__)
