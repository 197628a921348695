"""Sweeps: thresholds over grids and samples of parameters, in memory, in stores, on clusters."""
