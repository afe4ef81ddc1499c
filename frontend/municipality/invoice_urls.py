"""The addresses of invoices at the municipality."""

from __future__ import annotations

from django.urls import path

from frontend.municipality import credit, invoices

urls = [
    path("municipality/invoices", invoices.invoices, name="invoices"),
    path("municipality/invoices/<uuid:pk>", invoices.invoice, name="invoice"),
    path("municipality/invoices/<uuid:pk>/credit", credit.credit, name="credit"),
    path("municipality/invoices/<uuid:pk>/credit/make", credit.do, name="credit-deed"),
    path("municipality/invoices/<uuid:pk>/recover", credit.recover, name="recover"),
    path("municipality/invoices/<uuid:pk>/<slug:kind>", invoices.document, name="document"),
]
