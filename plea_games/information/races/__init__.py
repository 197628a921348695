"""Offers by rank: who pleads first pays least."""
