"""Every address of the API. No trailing slashes; what is not here is a problem in JSON (`conventions.middleware`)."""

from __future__ import annotations

from django.urls import URLPattern, path

from api.conventions.middleware import nothing_here
from api.v1 import (
    accounts,
    admissions,
    bank_statements,
    bookings,
    brochures,
    budget_plans,
    choices,
    claim_decisions,
    claims,
    contact_persons,
    desk,
    documents,
    eligibility_rules,
    entitlements,
    facts,
    grants,
    imports,
    invoices,
    jobs,
    offer_cases,
    offer_renewals,
    offer_reviews,
    offer_revisions,
    offers,
    organisations,
    panels,
    payment_batches,
    pictures,
    programmes,
    provider_registrations,
    reach,
    saved_searches,
    sessions,
    sisa_tables,
    splits,
    venues,
)

RESOURCES = (
    organisations,
    admissions,
    venues,
    contact_persons,
    provider_registrations,
    programmes,
    eligibility_rules,
    facts,
    offers,
    sessions,
    imports,
    pictures,
    offer_reviews,
    offer_revisions,
    offer_cases,
    offer_renewals,
    panels,
    accounts,
    grants,
    budget_plans,
    splits,
    choices,
    entitlements,
    bookings,
    claims,
    claim_decisions,
    invoices,
    payment_batches,
    bank_statements,
    sisa_tables,
    reach,
    desk,
    jobs,
    brochures,
    saved_searches,
)
app_name = "api"
urlpatterns: list[URLPattern] = [
    path(f"v1/{pattern.pattern}", pattern.callback) for resource in RESOURCES for pattern in resource.urls
]
urlpatterns += [
    path("v1/openapi.json", documents.OpenapiJson.as_view(), name="openapi-json"),
    path("v1/openapi.yaml", documents.OpenapiYaml.as_view(), name="openapi-yaml"),
    path("v1/docs", documents.Docs.as_view(), name="docs"),
    path("", nothing_here),
    path("<path:rest>", nothing_here),
]
