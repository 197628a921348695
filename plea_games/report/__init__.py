"""Results as files: the same numbers in every format."""
