"""The pages of the municipality."""

from django.urls import path

from frontend.municipality import (
    batch,
    bookings,
    claims,
    decision,
    evidence,
    home,
    invoices,
    journal,
    payments,
    review,
    schools,
    sisa,
    split,
)

app_name = "municipality"
urlpatterns = [
    path("municipality", home.home, name="home"),
    path("municipality/retry/<int:pk>", home.retry, name="retry"),
    path("municipality/claims", claims.claims, name="claims"),
    path("municipality/claims/<uuid:pk>", decision.claim, name="claim"),
    path("municipality/claims/<uuid:pk>/decide", decision.decide, name="decide"),
    path("municipality/evidence/<uuid:pk>", evidence.evidence, name="evidence"),
    path("municipality/review", review.offers, name="offers"),
    path("municipality/review/<uuid:pk>", review.offer, name="offer"),
    path("municipality/review/<uuid:pk>/<slug:deed>", review.do, name="offer-deed"),
    path("municipality/bookings", bookings.bookings, name="bookings"),
    path("municipality/bookings/<uuid:pk>", bookings.booking, name="booking"),
    path("municipality/schools", schools.schools, name="schools"),
    path("municipality/schools/<uuid:pk>", schools.school, name="school"),
    path("municipality/split", split.split, name="split"),
    path("municipality/split/adopt", split.adopt, name="adopt"),
    path("municipality/invoices", invoices.invoices, name="invoices"),
    path("municipality/invoices/<uuid:pk>", invoices.invoice, name="invoice"),
    path("municipality/invoices/<uuid:pk>/<slug:kind>", invoices.document, name="document"),
    path("municipality/payments", payments.payments, name="payments"),
    path("municipality/payments/prepare", payments.prepare, name="prepare"),
    path("municipality/payments/<uuid:pk>", batch.batch, name="batch"),
    path("municipality/payments/<uuid:pk>/file", batch.file, name="batch-file"),
    path("municipality/payments/<uuid:pk>/<slug:deed>", batch.do, name="batch-deed"),
    path("municipality/sisa", sisa.newest, name="sisa"),
    path("municipality/sisa/<int:year>", sisa.table, name="sisa-year"),
    path("municipality/sisa/<int:year>/<slug:regulation>/<slug:goal>", sisa.lines, name="sisa-lines"),
    path("municipality/journal", journal.journal, name="journal"),
]
