"""Pictures of a provider: kept with words beside them, and named by its offers (`image`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.request import Request

from api.conventions.etags import check_match
from api.conventions.parsers import Upload
from api.conventions.problems import Problem, Wrong
from api.conventions.resources import Changing, Listing, Making, Resource, Showing
from api.conventions.shapes import Document, Id, Shape, Text
from catalogue.offers.queries import pictures_visible_to
from catalogue.pictures import actions, queries
from catalogue.pictures.models import Picture as PictureRow
from catalogue.pictures.photograph import made_anew

WRITE = "catalogue:write"
ROOM_FOR_WORDS = 100_000


def address_of(picture: PictureRow, size: str = "large") -> str:
    """The whole address of a picture (`large` or `small`), for whoever may see it."""
    return f"{settings.PUBLIC_URL}{reverse('public:picture', args=[picture.pk, size])}?v={picture.mark}"


class PictureShape(Shape):
    """A picture as it was made anew here: a JPEG of at most 1600 pixels, and one cut for a card (640 × 400)."""

    id = Id()
    alt = serializers.CharField()
    alt_en = serializers.CharField()
    credit = serializers.CharField()
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    sha256 = serializers.CharField(help_text="of the file that was sent")
    image_url = serializers.SerializerMethodField()
    card_url = serializers.SerializerMethodField()
    created_at = serializers.DateTimeField()
    updated_at = serializers.DateTimeField()

    def get_image_url(self, picture: PictureRow) -> str:
        """Where the large picture is."""
        return address_of(picture)

    def get_card_url(self, picture: PictureRow) -> str:
        """Where the small one is."""
        return address_of(picture, "small")


class PictureChange(Shape):
    """What is on it, for who cannot see it, and whose it is."""

    alt = Text(max_length=200)
    alt_en = Text(max_length=200, required=False, allow_blank=True)
    credit = Text(max_length=120)


class NewPicture(PictureChange):
    """A JPEG, PNG or WebP file with its words."""

    file = Document(max_length=200)


class PictureUpload(Upload):
    """A form with a picture; one that is too large is not read."""

    largest = settings.PICTURE_MOST_BYTES + ROOM_FOR_WORDS


class OfPictures(Resource):
    """Where pictures come from and how they look."""

    shape: ClassVar[type[Shape]] = PictureShape
    scopes: ClassVar[Mapping[str, str]] = {
        "GET": "catalogue:read", "POST": WRITE, "PATCH": WRITE, "DELETE": WRITE,
    }  # fmt: skip

    def visible(self) -> QuerySet[Any]:
        """Those of published offers; the provider's own; for a municipality those that it was sent."""
        return pictures_visible_to(self.actor)


class Pictures(OfPictures, Listing, Making):
    """The pictures of the acting provider, newest first. The same file again gives the picture that is there."""

    body = NewPicture
    parser_classes = [PictureUpload]

    def get(self, request: Request) -> Any:
        """The page that was asked for."""
        return self.listed(queries.own(self.actor))

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """The slow part comes before the transaction of the deed, so that nobody waits for it."""
        super().initial(request, *args, **kwargs)
        if request.method == "POST":
            if self.actor.provider is None:
                raise Wrong(Problem(403, "wrong_role", _("Only people of a provider keep pictures.")))
            self.given = self.read(self.body)
            self.given["content"] = made_anew(self.given.pop("file"))

    def post(self, request: Request) -> HttpResponse:
        """The new picture, its ETag and its address."""
        provider = self.access.membership.provider
        assert provider is not None  # looked at before
        made = actions.add(provider, by=self.actor, **self.given)
        response = self.shown(made, 201)
        response.headers["Location"] = request.build_absolute_uri(f"{request.path}/{made.pk}")
        return response


class Picture(OfPictures, Showing, Changing):
    """One picture."""

    change = PictureChange

    def edit(self, thing: Any, given: dict[str, Any]) -> PictureRow:
        """By its provider."""
        return actions.describe(thing, by=self.actor, **given)

    def delete(self, request: Request, id: UUID) -> HttpResponse:
        """Take it away for good, unless an offer shows it."""
        picture = self.thing(id)
        check_match(request, picture, required=False)
        actions.remove(picture, by=self.actor)
        return HttpResponse(status=204)


urls = [
    path("pictures", Pictures.as_view()),
    path("pictures/<uuid:id>", Picture.as_view()),
]
