"""Offers that stand only together: wired pleas and packages."""
