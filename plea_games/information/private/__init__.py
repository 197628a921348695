"""Defendants who know their own case alone."""
