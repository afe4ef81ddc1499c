"""What school and provider of a booking write to each other: words, files, and whether the other side read them."""
