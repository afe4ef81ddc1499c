"""The form by which a provider registers: its fields in four steps, with help beside those that people doubt about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.organisations.models import Municipality
from catalogue.organisations.queries import municipalities
from catalogue.organisations.states import KINDS
from frontend.forms import PageForm, Words
from portal.people import registration

VAT_CHOICES = [
    ("standard", _("We charge VAT on what we do for schools")),
    ("exempt", _("We have a VAT id, but what we do is exempt (many libraries, sports clubs and music schools)")),
    ("none", _("We have no VAT id (for example an association of volunteers)")),
]


class RegisterForm(PageForm):
    """Everything that is asked once. Required are only the fields without which nobody can be admitted or paid."""

    LIVE = ("kvk", "vat_id", "iban", "postcode", "email", "website")

    name = forms.CharField(label=_("Name of the organisation"), max_length=120)
    kind = forms.ChoiceField(label=_("What kind of organisation is it?"), choices=[("", _("Choose")), *KINDS])
    about = Words(
        label=_("What do you do for children?"), most=2000, required=False,
        help_text=_("Two or three sentences for schools. You can write more later."),
    )  # fmt: skip
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    street = forms.CharField(label=_("Street and number"), max_length=120)
    postcode = forms.CharField(label=_("Postcode"), max_length=7)
    city = forms.CharField(label=_("City"), max_length=80)

    kvk = forms.CharField(
        label=_("KvK number"), max_length=20, help_text=_("8 digits, on every extract of the trade register."),
    )  # fmt: skip
    vat_status = forms.ChoiceField(
        label=_("Which of these fits you?"), choices=VAT_CHOICES, widget=forms.RadioSelect,
        help_text=_("Not sure? Your bookkeeper knows, or the letter of the tax office. You can change it later."),
    )  # fmt: skip
    vat_id = forms.CharField(
        label=_("VAT id"), max_length=20, required=False,
        help_text=_("For example NL123456789B01. Empty when you have none. Never a citizen service number."),
    )  # fmt: skip
    iban = forms.CharField(label=_("IBAN"), max_length=42, help_text=_("For example NL91 ABNA 0417 1643 00."))
    account_name = forms.CharField(
        label=_("In the name of"), max_length=70, help_text=_("Exactly as your bank knows it; banks compare it.")
    )
    self_billing = forms.BooleanField(
        label=_("The municipality may write our invoices for us"), required=False,
        help_text=_(
            "Then you need not send invoices: each comes by e-mail, you accept it or object, and silence accepts it. "
            "Not now? You can agree later; a claim is paid only after that."
        ),
    )  # fmt: skip

    municipalities = forms.ModelMultipleChoiceField(
        label=_("Where do you want to take part?"), queryset=Municipality.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Each municipality looks at your organisation itself. You can ask others later."),
    )  # fmt: skip

    person = forms.CharField(label=_("Your name"), max_length=120)
    email = forms.EmailField(label=_("Your e-mail address"), help_text=_("You sign in with it."))
    password = forms.CharField(
        label=_("A password"), max_length=200, strip=False, widget=forms.PasswordInput,
        help_text=_("At least 8 characters; not one that many people use."),
    )  # fmt: skip
    invitation = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    email_is_known = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        towns, where = municipalities(), self.fields["municipalities"]
        assert isinstance(where, forms.ModelMultipleChoiceField)
        where.queryset = towns
        if len(towns) == 1 and not self.is_bound:
            self.initial.setdefault("municipalities", [towns[0].pk])
        for name, word in (("person", "name"), ("email", "email"), ("password", "new-password"), *_ADDRESS):
            self.fields[name].widget.attrs["autocomplete"] = word
        for name in ("kvk", "iban", "vat_id", "postcode"):
            self.fields[name].widget.attrs["spellcheck"] = "false"
        self.fields["kvk"].widget.attrs["inputmode"] = "numeric"

    @property
    def steps(self) -> list[tuple[str | Promise, str | Promise, list[forms.BoundField]]]:
        """The parts of the page: title, a sentence, fields."""
        return [
            (title, words, [self[name] for name in names])
            for title, words, names in (
                (_("Your organisation"), _("This is what schools read about you."), _ORGANISATION),
                (_("For the administration"), _("Only you and the municipality see this."), _ADMINISTRATION),
                (_("Where"), "", ("municipalities",)),
                (_("You"), _("You become the manager of your organisation here."), ("person", "email", "password")),
            )
        ]

    def clean(self) -> dict[str, Any]:
        """Numbers as they are kept, so that what comes back is what counts; what the rules say of the rest, at once."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        given |= registration.as_kept({name: given[name] for name in registration.WRITTEN if name in given})
        kept = registration.as_kept({name: given[name] for name in registration.SAID if name in given})
        person = registration.Person(
            given.get("person", "?"), given.get("email", "x@example.org"), given.get("password", "")
        )
        faults = [*registration.faults_of_organisation(kept), *registration.faults_of_person(person)]
        for fault in faults:
            name = self.field_of(fault.location)
            if name in self.fields and name not in self.errors:
                self.add_error(name, str(fault.detail))
        return given

    def check_one(self, name: str) -> None:
        """Keep only what is wrong with this field, by the form and by the rules of registration."""
        self.full_clean()
        own = self.errors.get(name)
        given = {
            each: self.cleaned_data.get(each, self.data.get(each, "")) for each in (name, "vat_status", "vat_id")
            if each in self.data
        }  # fmt: skip
        self.errors.clear()
        if own:
            self.errors[name] = own
            return
        for fault in registration.faults_of_organisation(registration.as_kept(given)):
            if self.field_of(fault.location) == name and (given.get(name) or name == "vat_id"):
                self.add_error(name, fault.detail)

    def as_kept(self) -> RegisterForm:
        """The form with its numbers as they are kept, to be shown again."""
        typed = {name: str(self.data[name]) for name in registration.WRITTEN if name in self.data}
        self.data = {name: self.data[name] for name in self.data} | registration.as_kept(typed)
        return self

    def field_of(self, location: str) -> str:
        """`#/person/email` → `email`; the name of the person is called `person` here: the organisation has one too."""
        own = location.removeprefix("#/person/")
        return super().field_of(f"#/{own}") if own in ("email", "password") else super().field_of(location)


_ADDRESS = (
    ("name", "organization"), ("street", "street-address"), ("postcode", "postal-code"), ("city", "address-level2"),
    ("website", "url"),
)  # fmt: skip
_ORGANISATION = ("name", "kind", "about", "website", "street", "postcode", "city")
_ADMINISTRATION = ("kvk", "vat_status", "vat_id", "iban", "account_name", "self_billing")
