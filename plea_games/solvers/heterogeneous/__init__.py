"""Defendants who differ: equilibria from the thresholds of each."""
