"""What the municipality says about submitted offers: one by one, or many in one request."""

from __future__ import annotations

from typing import Any

from django.urls import path
from rest_framework import serializers

from api.conventions.etags import check_tags
from api.conventions.resources import Deed
from api.conventions.row_by_row import RowByRow
from api.conventions.shapes import Id, Rows, Shape, Text, Word, camel
from api.v1.offer_shapes import OfferShape
from api.v1.offers import OfOffers
from catalogue.offers import actions
from catalogue.offers.actions.reviewing_many import VERDICTS
from catalogue.offers.said import LABELS

REVIEW = {"POST": "catalogue:review"}
FIELDS = {camel(name): name for name in LABELS}


class NewRemark(Shape):
    """What has to change in one field of the offer."""

    field = Word(FIELDS)
    words = Text(max_length=500)


class NewReview(Shape):
    """What the municipality says; returning needs a reason, or remarks about fields."""

    verdict = Word(VERDICTS)
    reason = Text(max_length=500, required=False, allow_blank=True, default="")
    remarks = Rows(NewRemark(), most=len(FIELDS), required=False)


class RowReview(NewReview):
    """One row of many: which offer, in which version (`ifMatch`, the ETag that was read), and what is said of it."""

    offer = Id()
    if_match = Text(max_length=80, required=False)


class RowReviewResultShape(Shape):
    """What became of one row: the offer as it now is, or the problem that kept it as it was."""

    offer = serializers.CharField(allow_null=True)
    status = serializers.IntegerField(help_text="200, or the status of the problem")
    result = OfferShape(allow_null=True)
    problem = serializers.DictField(allow_null=True)


class RowReviewResultsShape(Shape):
    """One result per row, in the order of the rows."""

    results = RowReviewResultShape(many=True)


def said(given: dict[str, Any]) -> actions.Review:
    """What was sent, as `offers.actions` takes it."""
    remarks = tuple((FIELDS[each["field"]], each["words"]) for each in given.get("remarks", ()))
    return actions.Review(given["verdict"], given["reason"], remarks)


class Reviews(OfOffers, Deed):
    """The municipality publishes the offer, or returns it with a reason and remarks per field."""

    scopes = REVIEW
    body = NewReview

    def do(self, thing: Any, given: dict[str, Any]) -> Any:
        """By an officer."""
        return actions.review(thing, said(given), by=self.actor)


class OfferReviews(OfOffers, RowByRow):
    """A list of reviews, at most a hundred. Each row is done alone, in the order given.

    `ifMatch` of a row is the ETag of the offer as it was read; without it the offer is reviewed as it is.
    """

    scopes = REVIEW
    body, thing_name, answer = RowReview, "offer", RowReviewResultsShape

    def one(self, given: dict[str, Any]) -> Any:
        """By an officer."""
        offer = self.thing(given["offer"])
        if "if_match" in given:
            check_tags(given["if_match"], "ifMatch", offer)
        return actions.review(offer, said(given), by=self.actor)


urls = [
    path("offers/<uuid:id>/reviews", Reviews.as_view()),
    path("offer-reviews", OfferReviews.as_view()),
]
