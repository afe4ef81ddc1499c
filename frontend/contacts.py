"""Contacts of an organisation: add, change, away, hand over. The same pages for providers and for schools."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.offers import directory
from catalogue.organisations import actions, queries, rules
from catalogue.organisations.models import ContactPerson, Provider, School
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import Day, PageForm
from portal.bookings.contacts import in_hand_of
from portal.people.actors import acting

Organisation = Provider | School


class Who(PageForm):
    """A contact: by name or by task, with a way to reach them."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=120,
        help_text=gettext_lazy("A person, or a desk such as “the reception”."),
    )  # fmt: skip
    task = forms.CharField(label=gettext_lazy("For what?"), max_length=120, required=False)
    email = forms.EmailField(label=gettext_lazy("E-mail address"), required=False)
    phone = forms.CharField(label=gettext_lazy("Telephone"), max_length=20, required=False)
    public = forms.BooleanField(
        label=gettext_lazy("Show this contact to everybody"), required=False,
        help_text=gettext_lazy("Otherwise only partners with a booking and the municipality see it."),
    )  # fmt: skip


class Away(PageForm):
    """From when until when, and who is asked meanwhile."""

    away_from = Day(label=gettext_lazy("First day away"))
    away_until = Day(
        label=gettext_lazy("Last day away"), required=False, help_text=gettext_lazy("Empty: until you say so.")
    )
    substitute = forms.ModelChoiceField(
        label=gettext_lazy("Who is asked meanwhile?"), queryset=ContactPerson.objects.none(), required=False,
        empty_label=gettext_lazy("Nobody"),
    )  # fmt: skip


class End(PageForm):
    """Who takes over."""

    successor = forms.ModelChoiceField(
        label=gettext_lazy("Who takes over?"), queryset=ContactPerson.objects.none(), required=False,
        empty_label=gettext_lazy("Nobody"),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """Where these pages stand: the organisation, whether its contacts may be shown to the public, and their names."""

    organisation: Organisation
    space: str
    home: str

    def at(self, name: str, *args: object) -> str:
        """The address of one of these pages."""
        return reverse(f"{self.space}:{name}", args=args)

    def people(self, form: Away | End, contact: ContactPerson) -> None:
        """Fill in who could stand in: everybody else of the organisation who is there."""
        others = queries.contacts_of(self.organisation).exclude(pk=contact.pk)
        for field in form.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = others


def listed(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Everybody who can be asked, and who is asked today."""
    rows = list(queries.contacts_of(desk.organisation))
    context = {
        "desk": desk, "contacts": rows, "now": queries.contact_now(desk.organisation),
        "away": [each.pk for each in rows if queries.is_away(each)], "may_keep": _may(request, desk),
    }  # fmt: skip
    return render(request, "contacts/list.html", context)


def added(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """A new contact."""
    form = _who(request, desk)
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, lambda: _add(request, desk, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return render(request, "contacts/edit.html", {"desk": desk, "form": form}, status=form.status)


def changed(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponseBase:
    """Change a contact; its absence and its end have forms of their own on the same page."""
    contact = _mine(request, desk, pk)
    form = _who(request, desk, contact)
    if request.method == "POST" and form.is_valid():
        answer = attempt(request, lambda: _change(request, desk, pk, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _one(request, desk, contact, form=form)


def away(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponseBase:
    """Say from when until when somebody else is asked."""
    contact = _mine(request, desk, pk)
    form = Away(request.POST)
    desk.people(form, contact)
    if form.is_valid():
        answer = attempt(request, lambda: _set_away(request, desk, pk, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _one(request, desk, contact, away=form)


def back(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponseBase:
    """Asked again from now on."""
    contact = _mine(request, desk, pk)
    answer = attempt(request, lambda: _set_back(request, desk, pk))
    return answer if not isinstance(answer, Refusal) else _one(request, desk, contact)


def ended(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponseBase:
    """Hand over: everything that named this contact leads to the successor from now on."""
    contact = _mine(request, desk, pk)
    form = End(request.POST)
    desk.people(form, contact)
    if form.is_valid():
        answer = attempt(request, lambda: _end(request, desk, pk, form))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _one(request, desk, contact, end=form)


def _one(
    request: HttpRequest, desk: Desk, contact: ContactPerson, *, form: Who | None = None, away: Away | None = None,
    end: End | None = None,
) -> HttpResponseBase:  # fmt: skip
    context = {
        "desk": desk, "contact": contact, "form": form or _who(request, desk, contact, fresh=True),
        "away": away or _away_of(contact), "end": end or End(), "handed": directory.offers_of_contact(contact),
        "in_hand": in_hand_of(contact, acting(request)),
        "refused_away": away, "refused_end": end,
    }  # fmt: skip
    for each in (context["away"], context["end"]):
        assert isinstance(each, Away | End)
        desk.people(each, contact)
    status = next((each.status for each in (form, away, end) if each is not None), 200)
    return render(request, "contacts/edit.html", context, status=status)


def _away_of(contact: ContactPerson) -> Away:
    first: date = contact.away_from or timezone.localdate()
    return Away(initial={"away_from": first, "away_until": contact.away_until, "substitute": contact.substitute_id})


def _who(request: HttpRequest, desk: Desk, contact: ContactPerson | None = None, *, fresh: bool = False) -> Who:
    said = {name: getattr(contact, name) for name in Who.base_fields} if contact else {}
    form = Who(None if fresh else request.POST or None, initial=said)
    if isinstance(desk.organisation, School):  # a school shows nobody to the public
        del form.fields["public"]
    return form


def _may(request: HttpRequest, desk: Desk) -> bool:
    return rules.may_keep_contacts(acting(request), desk.organisation)


def _mine(request: HttpRequest, desk: Desk, pk: UUID) -> ContactPerson:
    rows = queries.own_contacts(acting(request)).filter(ended=False)
    mine = rows.filter(**{desk.organisation.KIND: desk.organisation})
    return get_object_or_404(mine, pk=pk)


def _add(request: HttpRequest, desk: Desk, form: Who) -> Done:
    actions.add_contact(desk.organisation, by=acting(request), **form.cleaned_data)
    return Done(desk.at("contacts"), _("Added."))


def _change(request: HttpRequest, desk: Desk, pk: UUID, form: Who) -> Done:
    actions.change_contact(_mine(request, desk, pk), by=acting(request), **form.cleaned_data)
    return Done(desk.at("contacts"), _("Changed."))


def _set_away(request: HttpRequest, desk: Desk, pk: UUID, form: Away) -> Done:
    made = actions.set_away(_mine(request, desk, pk), by=acting(request), **form.cleaned_data)
    if made.substitute is None:
        return Done(desk.at("contacts"), _("Noted. Nobody is asked meanwhile; add a substitute when you can."))
    return Done(desk.at("contacts"), _("Noted. Meanwhile %(name)s is asked.") % {"name": made.substitute.name})


def _set_back(request: HttpRequest, desk: Desk, pk: UUID) -> Done:
    actions.set_back(_mine(request, desk, pk), by=acting(request))
    return Done(desk.at("contacts"), _("Back again: this contact is asked from now on."))


def _end(request: HttpRequest, desk: Desk, pk: UUID, form: End) -> Done:
    actions.end_contact(_mine(request, desk, pk), successor=form.cleaned_data["successor"], by=acting(request))
    return Done(desk.at("contacts"), _("Handed over. Everything that named this contact leads to who takes over."))
