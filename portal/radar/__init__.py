"""What may stay unspent, while something can still be done about it; and reminding who can do it."""
