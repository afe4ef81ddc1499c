"""The API described: OpenAPI 3.1 for programs, and pages for people."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.views import View
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.renderers import OpenApiJsonRenderer, OpenApiYamlRenderer
from drf_spectacular.views import SpectacularSwaggerSplitView

from api.conventions.problems import problem_of

PUBLIC = {"Cache-Control": "public, max-age=300", "Access-Control-Allow-Origin": "*"}

# The documentation is a script of drf-spectacular that sets styles while it draws; only this page allows that.
PAGE_POLICY = "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"


@cache
def described() -> Any:
    """The OpenAPI document; it does not change while the process runs. In English, as the API itself."""
    generator: Any = SchemaGenerator
    with translation.override("en"):
        return generator().get_schema(public=True)


@cache
def as_json() -> bytes:
    """The document as JSON."""
    renderer: Any = OpenApiJsonRenderer()
    content: bytes = renderer.render(described(), renderer_context={})
    return content


@cache
def as_yaml() -> bytes:
    """The document as YAML."""
    renderer: Any = OpenApiYamlRenderer()
    content: bytes = renderer.render(described(), renderer_context={})
    return content


class OpenapiJson(View):
    """`/api/v1/openapi.json`."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """The document, which any site may read."""
        return HttpResponse(as_json(), content_type="application/json", headers=PUBLIC)


class OpenapiYaml(View):
    """`/api/v1/openapi.yaml`."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        """The document, which any site may read."""
        return HttpResponse(as_yaml(), content_type="application/yaml", headers=PUBLIC)


class Docs(SpectacularSwaggerSplitView):
    """`/api/v1/docs`: the same document, to read and to try."""

    url_name = "api:openapi-json"

    def handle_exception(self, error: Exception) -> Any:
        """A problem in JSON, as everywhere."""
        return problem_of(error).plain()

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        """With the policy that this page needs."""
        response = super().finalize_response(request, response, *args, **kwargs)
        response.headers["Content-Security-Policy"] = PAGE_POLICY
        return response
