"""What to change: levers, payments, places, pledges; the prosecutor's best answers."""
