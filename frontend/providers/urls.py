"""The pages of a provider."""

from django.urls import path

from frontend.providers import (
    booking,
    bookings,
    claim,
    claim_lines,
    claims,
    details,
    home,
    invoices,
    offer,
    offers,
    sessions,
    versions,
    write,
)

app_name = "providers"
urlpatterns = [
    path("provider", home.home, name="home"),
    path("provider/bookings", bookings.bookings, name="bookings"),
    path("provider/bookings/<uuid:pk>", booking.booking, name="booking"),
    path("provider/bookings/<uuid:pk>/deliver", booking.deliver, name="deliver"),
    path("provider/bookings/<uuid:pk>/<slug:deed>", booking.do, name="booking-deed"),
    path("provider/claims", claims.claims, name="claims"),
    path("provider/claims/new", claim_lines.new, name="new-claim"),
    path("provider/claims/<uuid:pk>", claim.claim, name="claim"),
    path("provider/claims/<uuid:pk>/lines", claim_lines.edit, name="claim-lines"),
    path("provider/claims/<uuid:pk>/evidence", claim.add_evidence, name="add-evidence"),
    path("provider/claims/<uuid:pk>/<slug:deed>", claim.do, name="claim-deed"),
    path("provider/evidence/<uuid:pk>", claim.evidence, name="evidence"),
    path("provider/invoices", invoices.invoices, name="invoices"),
    path("provider/invoices/<uuid:pk>", invoices.invoice, name="invoice"),
    path("provider/invoices/<uuid:pk>/<slug:kind>", invoices.document, name="document"),
    path("provider/offers", offers.offers, name="offers"),
    path("provider/offers/new", write.new, name="new-offer"),
    path("provider/offers/<uuid:pk>", offer.offer, name="offer"),
    path("provider/offers/<uuid:pk>/edit", write.edit, name="edit-offer"),
    path("provider/offers/<uuid:pk>/sessions", sessions.plan, name="plan"),
    path("provider/offers/<uuid:pk>/versions", versions.versions, name="versions"),
    path("provider/offers/<uuid:pk>/versions/<int:number>", versions.version, name="version"),
    path("provider/offers/<uuid:pk>/<slug:deed>", offer.do, name="offer-deed"),
    path("provider/details", details.details, name="details"),
    path("provider/details/bank", details.bank, name="bank"),
    path("provider/details/self-billing", details.self_billing, name="self-billing"),
]
