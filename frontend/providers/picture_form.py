"""Choosing a photograph for an offer: an earlier one, a new one with its words, or none (then a motif is drawn)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import Actor
from catalogue.errors import Invalid
from catalogue.organisations.models import Provider
from catalogue.pictures import actions, queries
from catalogue.pictures.models import Picture
from catalogue.pictures.photograph import Photograph, made_anew
from frontend.forms import PageForm
from frontend.pictures import address_of
from frontend.sayings import alt_of

NONE, NEW = "", "new"
NAMES = ("picture", "photograph", "alt", "alt_en", "credit")
MOST_SHOWN = 24


class PhotographField(forms.FileField):
    """An uploaded photograph; cleaned, it is already made anew, before any transaction begins."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})

    def clean(self, data: Any, initial: Any = None) -> Photograph | None:
        """The photograph, or what is wrong with the file in the words of the room that keeps it."""
        if data in self.empty_values:
            return None
        assert isinstance(data, UploadedFile)
        try:
            return made_anew(data)
        except Invalid as error:
            raise ValidationError([str(fault.detail) for fault in error.faults]) from error


class PictureFields(PageForm):
    """The part of a form about the photograph; mixed into the form of an offer. Shown by `picture_fields.html`."""

    picture = forms.ChoiceField(label=gettext_lazy("Photograph"), required=False, widget=forms.RadioSelect)
    photograph = PhotographField(
        label=gettext_lazy("A new photograph"), required=False,
        help_text=gettext_lazy("JPEG, PNG or WebP, at least 640 by 400 pixels. Only with the permission of everybody"
                               " who can be recognised; of children, of their parents."),
    )  # fmt: skip
    alt = forms.CharField(
        label=gettext_lazy("What is on the photograph?"), max_length=200, required=False,
        help_text=gettext_lazy("One sentence for people who cannot see it: “Two girls build a tower of blocks”."),
    )  # fmt: skip
    alt_en = forms.CharField(
        label=gettext_lazy("What is on the photograph, in English"), max_length=200, required=False
    )
    credit = forms.CharField(
        label=gettext_lazy("Who made the photograph?"), max_length=120, required=False,
        help_text=gettext_lazy("This stands under it: the name of the photographer or of your organisation."),
    )  # fmt: skip

    def offer_pictures(self, actor: Actor, now: Picture | None = None) -> None:
        """Let the actor choose from its own pictures; `now` is the one that the offer shows."""
        self.own = list(queries.own(actor)[:MOST_SHOWN])
        if now and now not in self.own:
            self.own.append(now)
        choices = [(NONE, _("No photograph: a drawing that fits the title"))]
        choices += [(str(each.pk), alt_of(each)) for each in self.own] + [(NEW, _("A new photograph"))]
        field = self.fields["picture"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices
        self.initial.setdefault("picture", str(now.pk) if now else NONE)

    @property
    def thumbnails(self) -> list[tuple[Any, str]]:
        """Each choice with the address of its small picture; empty for none and for a new one."""
        known = {str(each.pk): address_of(each, "small") for each in self.own}
        return [(radio, known.get(str(radio.data["value"]), "")) for radio in self["picture"]]

    def clean(self) -> dict[str, Any]:
        """A new photograph needs its words; a file that was sent is what is meant, whatever was ticked."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("photograph"):
            given["picture"] = NEW
        if given.get("picture") == NEW:
            if not given.get("photograph") and "photograph" not in self.errors:
                self.add_error("photograph", _("Choose a file, or choose an earlier photograph or none."))
            for name in ("alt", "credit"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("Write this beside a new photograph."))
        return given

    def chosen(self, provider: Provider, *, by: Actor) -> Picture | None:
        """The picture that was chosen, or the new one, kept now: call it inside the deed of the form."""
        given = self.cleaned_data
        if given["picture"] == NEW:
            words = {name: given[name] for name in ("alt", "alt_en", "credit")}
            return actions.add(provider, content=given["photograph"], by=by, **words)
        return queries.own(by).get(pk=UUID(given["picture"])) if given["picture"] else None
