"""Tables for people with a spreadsheet: written as XLSX and CSV, and read back from what they send."""

from catalogue.sheets.reading import HOUSE_LIMITS, Limits, read
from catalogue.sheets.table import Column, Sheet, column_letters
from catalogue.sheets.writing import CSV, XLSX, as_csv, as_xlsx

__all__ = ["CSV", "HOUSE_LIMITS", "XLSX", "Column", "Limits", "Sheet", "as_csv", "as_xlsx", "column_letters", "read"]
