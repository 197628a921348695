"""Equilibria in which some mix and not all do so alike."""
