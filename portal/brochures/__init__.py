"""Brochures for whoever may have them: for everybody, or for one school with its budget and its fixed offer."""
