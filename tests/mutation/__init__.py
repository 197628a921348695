"""Mutation tests: whether the tests are strict enough to notice a fault in the code."""
