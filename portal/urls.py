"""Where every address leads: health, the REST API, sign-in and the pages."""

from __future__ import annotations

from django.urls import include, path

from portal import health

urlpatterns = [
    path("livez", health.livez, name="livez"),
    path("readyz", health.readyz, name="readyz"),
    path("api/", include("api.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("", include("frontend.urls")),
]

handler400 = "frontend.errors.bad_request"
handler403 = "frontend.errors.forbidden"
handler404 = "frontend.errors.not_found"
handler500 = "frontend.errors.server_error"
