"""One solution concept a file: a verb in, a frozen result out."""
