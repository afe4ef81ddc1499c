"""What the municipality orders: purchase orders, each with its number and its file."""
