"""Rounds of offers against the speedy-trial clock."""
