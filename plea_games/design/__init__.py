"""What to change: side payments, seeds, targets; the prosecutor's best answers."""
