"""Caseloads and the studies made of them."""
