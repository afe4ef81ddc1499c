"""The addresses of invoices at the municipality."""

from __future__ import annotations

from django.urls import path

from frontend.municipality import credit, finance, invoices, objected, orders, received

urls = [
    path("municipality/finance", finance.finance, name="finance"),
    path("municipality/finance/export", finance.export, name="finance-export"),
    path("municipality/finance/codes", finance.codes, name="finance-codes"),
    path("municipality/purchase-orders", orders.orders, name="orders"),
    path("municipality/purchase-orders/terms", orders.terms, name="order-terms"),
    path("municipality/purchase-orders/<uuid:pk>/file", orders.file, name="order-file"),
    path("municipality/received-invoices", received.received, name="received-invoices"),
    path("municipality/received-invoices/<uuid:pk>", received.one, name="received-invoice"),
    path("municipality/received-invoices/<uuid:pk>/file", received.file, name="received-file"),
    path("municipality/received-invoices/<uuid:pk>/<slug:deed>", received.do, name="received-deed"),
    path("municipality/invoices", invoices.invoices, name="invoices"),
    path("municipality/invoices/<uuid:pk>", invoices.invoice, name="invoice"),
    path("municipality/invoices/<uuid:pk>/do/<slug:deed>", objected.do, name="invoice-deed"),
    path("municipality/invoices/<uuid:pk>/credit", credit.credit, name="credit"),
    path("municipality/invoices/<uuid:pk>/credit/make", credit.do, name="credit-deed"),
    path("municipality/invoices/<uuid:pk>/recover", credit.recover, name="recover"),
    path("municipality/invoices/<uuid:pk>/<slug:kind>", invoices.document, name="document"),
]
