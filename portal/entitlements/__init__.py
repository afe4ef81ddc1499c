"""What every school may have of the fixed offers, without choosing and without touching its budget."""
