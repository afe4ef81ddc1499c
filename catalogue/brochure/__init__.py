"""The brochure: what the catalogue says on a day, as pages to print, as tables and as open data."""
