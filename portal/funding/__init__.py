"""How the money of a programme is divided over its schools."""
