"""A union that lasts: cohorts over time, attrition, what a failed strike leaves behind."""
