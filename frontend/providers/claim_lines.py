"""What a claim is about: the delivered bookings, ticked beforehand, each with how much."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.actor import PROVIDER_ROLES
from catalogue.offers.models import MOST_UNITS
from frontend.access import page
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, WholeNumber
from portal.bookings import queries as bookings
from portal.bookings.models import Booking
from portal.claims import actions, queries, rules
from portal.claims.models import Claim, ClaimLine
from portal.people.actors import acting
from portal.vouchers.queries import used_of


@dataclass(frozen=True, slots=True)
class Row:
    """A booking that may stand in the claim, with its fields."""

    booking: Booking
    tick: forms.BoundField
    quantity: forms.BoundField
    explanation: forms.BoundField


class Lines(PageForm):
    """A tick, a quantity and an explanation per booking; one form, so that nothing that was typed is lost.

    What the page does not ask stays as it is in the line that is there: its words, and a price below the agreed one.
    """

    def __init__(
        self, rows: Sequence[Booking], *args: object, present: Mapping[UUID, ClaimLine] | None = None, **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # passes Django's own form options through
        self.bookings, self.present = list(rows), present or {}
        for each in self.bookings:
            title = f"{each.revision.title}, {each.school.name}"
            self.fields[f"tick-{each.pk}"] = forms.BooleanField(required=False, label=title)
            self.fields[f"quantity-{each.pk}"] = WholeNumber(
                most=MOST_UNITS, required=False, label=_("How many: %(title)s") % {"title": title}
            )
            self.fields[f"explanation-{each.pk}"] = forms.CharField(
                max_length=500, required=False, label=_("Why more: %(title)s") % {"title": title}
            )

    @property
    def rows(self) -> list[Row]:
        """The bookings with their fields, for the page."""
        names = ("tick", "quantity", "explanation")
        return [Row(each, *(self[f"{name}-{each.pk}"] for name in names)) for each in self.bookings]

    @property
    def wanted(self) -> list[actions.Wanted]:
        """The ticked lines."""
        return [self._wanted(each, self.present.get(each.pk)) for each in self._ticked]

    def _wanted(self, booking: Booking, line: ClaimLine | None) -> actions.Wanted:
        given = self.cleaned_data
        lower = line is not None and booking.fee is None and line.unit_price < booking.revision.price
        return actions.Wanted(
            booking.pk, quantity=given[f"quantity-{booking.pk}"], explanation=given[f"explanation-{booking.pk}"],
            unit_price=line.unit_price if line and lower else None, description=line.description if line else "",
        )  # fmt: skip

    @property
    def _ticked(self) -> list[Booking]:
        return [each for each in self.bookings if self.cleaned_data.get(f"tick-{each.pk}")]

    def field_of(self, location: str) -> str:
        """`#/lines/0/quantity` → the quantity of the first booking that was ticked."""
        parts = location.removeprefix("#/").split("/")
        if parts[0] != "lines" or len(parts) != 3 or not parts[1].isdigit() or int(parts[1]) >= len(self._ticked):
            return ""
        name = parts[2] if parts[2] in ("quantity", "explanation") else "tick"
        return f"{name}-{self._ticked[int(parts[1])].pk}"

    @staticmethod
    def filled(rows: Sequence[Booking], present: dict[UUID, ClaimLine] | None = None) -> dict[str, object]:
        """The first contents: the lines of the claim, and beside them what was booked, or used when that is paid.

        Of a new claim (nothing `present`) every booking is ticked.
        """
        found: dict[str, object] = {}
        used = used_of([each.pk for each in rows])
        for each in rows:
            line = present.get(each.pk) if present else None
            found[f"tick-{each.pk}"] = present is None or line is not None
            found[f"quantity-{each.pk}"] = line.quantity if line else used.get(each.pk, each.quantity)
            found[f"explanation-{each.pk}"] = line.explanation if line else ""
        return found


@page(*PROVIDER_ROLES, methods=("GET", "HEAD", "POST"))
def new(request: HttpRequest) -> HttpResponseBase:
    """A new claim of what is ready; `?programme=` picks one programme, else the one that waits longest."""
    actor = acting(request)
    rows = list(queries.ready_to_claim(actor).prefetch_related(None))
    asked = request.POST.get("programme") or request.GET.get("programme")
    programme = asked or (str(rows[0].offer.programme_id) if rows else "")
    rows = [each for each in rows if str(each.offer.programme_id) == programme]
    form = Lines(rows, request.POST or None, initial=Lines.filled(rows))
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, lambda: _made(request, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    context = {"form": form, "programme": programme, "may_claim": rules.may_claim(actor)}
    return render(request, "providers/claim_lines.html", context, status=form.status)


def _made(request: HttpRequest, form: Lines) -> Done:
    row = actions.claim(form.wanted, by=acting(request))
    said = _("Your claim is made. Add evidence when you have it, and submit it.")
    return Done(reverse("providers:claim", args=[row.pk]), said)


@page(*PROVIDER_ROLES, methods=("GET", "HEAD", "POST"))
def edit(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """Other lines in a draft or returned claim: those it has, and those that can still be added."""
    actor = acting(request)
    claim = get_object_or_404(queries.visible_to(actor), pk=pk)
    present = {line.booking_id: line for line in claim.lines.all() if line.booking_id}
    rows = _possible(request, claim, present)
    form = Lines(rows, request.POST or None, initial=Lines.filled(rows, present), present=present)
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, lambda: _changed(request, pk, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    context = {"form": form, "claim": claim, "may_claim": rules.may_edit(actor, claim)}
    return render(request, "providers/claim_lines.html", context, status=form.status)


def _possible(request: HttpRequest, claim: Claim, present: Collection[UUID]) -> list[Booking]:
    actor = acting(request)
    mine = bookings.visible_to(actor).filter(pk__in=present).prefetch_related(None)
    more = queries.ready_to_claim(actor).filter(offer__programme_id=claim.programme_id).prefetch_related(None)
    return [*mine, *more.exclude(pk__in=present)]


def _changed(request: HttpRequest, pk: UUID, form: Lines) -> Done:
    actor = acting(request)
    actions.edit(queries.visible_to(actor).get(pk=pk), form.wanted, by=actor)
    return Done(reverse("providers:claim", args=[pk]), _("The lines of your claim are changed."))
