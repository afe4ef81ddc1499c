"""Numbering, UBL and PDF of invoices; made by the worker, exactly once each."""
