"""Roots of expected gains, isolated and enclosed with proof: every mixed equilibrium is one."""
