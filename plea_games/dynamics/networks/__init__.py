"""Cascades among people who know each other."""
