"""Canonical games that solvers read, and the one crossing from sympy to numbers."""
