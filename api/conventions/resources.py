"""The few forms a resource can have, so that each module of `api/v1` says only what is its own.

`Listing` (a page of things), `Making` (POST to the list), `Showing` and `Changing` (one thing), `Deed` (a POST of a
noun below a thing, answered with the thing as it now is) and `Download` (a file). One request makes one domain call; a
thing is only ever got from `visible()`, so what is not visible is 404.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotAuthenticated
from rest_framework.permissions import SAFE_METHODS
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from api.conventions import idempotency
from api.conventions.authentication import Access, access_of
from api.conventions.etags import check_match, etag, not_modified
from api.conventions.filters import Filters, StrictFilters, check_keys, form_faults
from api.conventions.middleware import language
from api.conventions.pagination import KEYS, Pages, in_one_order
from api.conventions.parsers import MergePatch, StrictJSON
from api.conventions.problems import Problem, Wrong
from api.conventions.shapes import Shape
from catalogue.actor import ANYONE, Actor
from catalogue.errors import Invalid

JSON = "application/json"


class Nothing(Shape):
    """A deed that needs no words: an empty object, or no body at all."""


class Resource(APIView):
    """What all endpoints share. `scopes` names the scope per method; a method without one is open to everybody."""

    scopes: ClassVar[Mapping[str, str]] = {}
    filters: ClassVar[type[Filters] | None] = None
    paged: ClassVar[bool] = False
    lookup: ClassVar[str] = "pk"
    shape: ClassVar[type[Shape]]
    http_method_names = ["get", "head", "post", "patch", "delete"]

    @property
    def actor(self) -> Actor:
        """Who asks, as what, for which organisation."""
        access = access_of(self.request)
        return access.actor if access else ANYONE

    @property
    def access(self) -> Access:
        """By what right somebody asks; only for methods that need a scope."""
        access = access_of(self.request)
        if access is None:
            raise NotAuthenticated
        return access

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """The answer, in the language that was asked for."""
        with translation.override(language(request)):
            return self.answered(request, *args, **kwargs)

    def answered(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """REST framework's own course, with the deed of a POST inside `idempotency.once`."""
        self.args, self.kwargs = args, kwargs
        self.request = request = self.initialize_request(request, *args, **kwargs)
        self.headers = self.default_response_headers
        try:
            self.initial(request, *args, **kwargs)
            if request.method in self.allowed_methods:
                handler = getattr(self, request.method.lower())
            else:
                handler = self.http_method_not_allowed
            if request.method == "POST":
                response = idempotency.once(request, lambda: handler(request, *args, **kwargs), self.handle_exception)
            else:
                response = handler(request, *args, **kwargs)
        except Exception as error:
            response = self.handle_exception(error)
        self.response = self.finalize_response(request, response, *args, **kwargs)
        return self.response

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Authentication, scope and rate; then no query key that would be ignored in silence."""
        super().initial(request, *args, **kwargs)
        known, repeatable = self.query_keys(request.method or "GET")
        check_keys(request.query_params, known, repeatable)

    def perform_authentication(self, request: Request) -> None:
        """Who asks; every request counts, also with a token that does not work or may not do this."""
        try:
            super().perform_authentication(request)
        finally:
            super().check_throttles(request)

    def check_throttles(self, request: Request) -> None:
        """Done with the authentication, before anything else is looked at."""

    def query_keys(self, method: str) -> tuple[frozenset[str], frozenset[str]]:
        """The query keys that this method knows, and those of them that may be repeated."""
        if method not in SAFE_METHODS:
            return frozenset(), frozenset()
        paging = KEYS if self.paged else frozenset()
        kind = self.filters
        return (paging | kind.keys(), kind.repeatable()) if kind else (paging, frozenset())

    def finalize_response(self, request: Request, response: Any, *args: Any, **kwargs: Any) -> Any:
        """What everybody may read may be cached for a moment; the rest is somebody's and never stored."""
        response = super().finalize_response(request, response, *args, **kwargs)
        public = request.method in SAFE_METHODS and request.method not in self.scopes and not request.auth
        if public and response.status_code in (200, 304):
            response.headers.setdefault("Cache-Control", "public, max-age=30")
            response.headers.setdefault("Access-Control-Allow-Origin", "*")
        return response

    # --- what a resource module fills in ---

    def visible(self) -> QuerySet[Any]:
        """The things that the actor may see."""
        raise NotImplementedError

    def thing(self, id: UUID | str | None) -> Any:
        """One of them, or 404."""
        try:
            return self.visible().get(**{self.lookup: id})
        except self.visible().model.DoesNotExist as error:
            raise Http404 from error

    def again(self, thing: Any) -> Any:
        """The thing as it now is, with everything that belongs to it; as it was left when it went out of sight."""
        return self.visible().filter(pk=thing.pk).first() or thing

    def asked(self) -> dict[str, Any]:
        """The query keys as Python values, for a resource that does not filter rows itself; 400 names what is wrong."""
        assert self.filters is not None
        filterset = self.filters(self.request.query_params, queryset=self.visible().none(), request=self.request)
        if not filterset.is_valid():
            raise form_faults(filterset.form)
        asked: dict[str, Any] = filterset.form.cleaned_data
        return asked

    def named(self, rows: QuerySet[Any], id: UUID | str, location: str, *, key: str = "pk") -> Any:
        """The thing that a body names; 400 with that field when it is not there or not the actor's to see."""
        found = rows.filter(**{key: id}).first()
        if found is None:
            raise Invalid.field(location, "unknown", _("There is no such thing, or it is not yours to use."))
        return found

    # --- pieces ---

    def read(self, kind: type[Shape], *, partial: bool = False) -> dict[str, Any]:
        """The body as Python values, or 400 with every wrong field."""
        shape = kind(data=self.request.data, partial=partial, context={"actor": self.actor})
        shape.is_valid(raise_exception=True)
        given: dict[str, Any] = shape.validated_data
        return given

    def as_json(self, thing: Any, **options: Any) -> Any:
        """A thing, or several, in the shape of this resource."""
        return self.shape(thing, context={"actor": self.actor}, **options).data

    def listed(self, rows: QuerySet[Any], count: int | None = None, **more: Any) -> Response:
        """A page of rows, filtered and ordered as asked; `more` properties stand beside it."""
        rows = in_one_order(StrictFilters().filter_queryset(self.request, rows, self))
        pages = Pages()
        page = pages.paginate_queryset(rows, self.request, count=count)
        return Response(pages.envelope(self.as_json(page, many=True)) | more)

    def shown(self, thing: Any, status: int = 200) -> HttpResponse:
        """One thing with its ETag; 304 when the client already has exactly this."""
        body = JSONRenderer().render(self.as_json(thing))
        tag = etag(getattr(thing, "version", 1), body)
        if self.request.method in SAFE_METHODS and not_modified(self.request, tag):
            return HttpResponse(status=304, headers={"ETag": tag})
        return HttpResponse(body, status=status, content_type=JSON, headers={"ETag": tag})


class Listing(Resource):
    """`GET` on the plural: a page of things."""

    paged = True

    def get(self, request: Request) -> Response:
        """The page that was asked for, filtered and ordered."""
        return self.listed(self.visible())


class Making(Resource):
    """`POST` on the plural: a new thing, which stands below the same address or that of `home`."""

    body: ClassVar[type[Shape]]
    home: ClassVar[str] = ""

    def make(self, given: dict[str, Any]) -> Any:
        """The deed."""
        raise NotImplementedError

    def post(self, request: Request) -> HttpResponse:
        """The new thing, its ETag and its address."""
        thing = self.make(self.read(self.body))
        response = self.shown(thing, 201)
        plural = f"/api/v1/{self.home}" if self.home else request.path
        response.headers["Location"] = request.build_absolute_uri(f"{plural}/{thing.pk}")
        return response


class Showing(Resource):
    """`GET` on one thing."""

    def get(self, request: Request, id: UUID | str) -> HttpResponse:
        """The thing with its ETag."""
        return self.shown(self.thing(id))


class Changing(Resource):
    """`PATCH` on one thing, only from the version that the client read."""

    change: ClassVar[type[Shape]]
    parser_classes = [StrictJSON, MergePatch]

    def edit(self, thing: Any, given: dict[str, Any]) -> Any:
        """The deed."""
        raise NotImplementedError

    def patch(self, request: Request, id: UUID) -> HttpResponse:
        """The thing as it now is."""
        thing = self.thing(id)
        check_match(request, thing, required=True)
        given = self.read(self.change, partial=True)
        return self.shown(self.again(self.edit(thing, given)) if given else thing)


class Deed(Resource):
    """`POST` of a noun below a thing: a deed on it. `money` marks decisions that need `If-Match`."""

    body: ClassVar[type[Shape]] = Nothing
    money: ClassVar[bool] = False

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """The deed; returns the thing as it now is."""
        raise NotImplementedError

    def post(self, request: Request, id: UUID) -> HttpResponse:
        """The thing as it now is."""
        thing = self.thing(id)
        check_match(request, thing, required=self.money)
        self.do(thing, self.read(self.body))
        return self.shown(self.again(thing), 201)


class Download(Resource):
    """`GET` of a file; it has one media type, whatever `Accept` says, and its problems are JSON."""

    media_type: ClassVar[str]

    def perform_content_negotiation(self, request: Request, force: bool = False) -> tuple[Any, str]:
        """Nothing to negotiate."""
        return JSONRenderer(), JSON

    def file(self, thing: Any) -> tuple[bytes, str]:
        """The content and a name for it."""
        raise NotImplementedError

    def get(self, request: Request, id: UUID) -> HttpResponse:
        """The file, to be kept under its name."""
        content, name = self.file(self.thing(id))
        stem, _dot, suffix = name.rpartition(".")
        safe = f"{slugify(stem) or 'file'}.{slugify(suffix)}"
        headers = {"Content-Disposition": f'attachment; filename="{safe}"'}
        return HttpResponse(content, content_type=self.media_type, headers=headers)


def not_offered(code: str, sentence: str) -> Wrong:
    """409 for something that the thing does not have yet, such as the file of a pending invoice."""
    return Wrong(Problem(409, code, sentence))
