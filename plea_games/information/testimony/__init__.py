"""What witnesses are worth to the prosecutor."""
