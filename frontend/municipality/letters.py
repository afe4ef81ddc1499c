"""The letters of the municipality: those that were sent, and the texts that they are made from."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.actor import MUNICIPAL_ROLES, OFFICER
from catalogue.offers.differences import word_by_word
from catalogue.organisations.models import Municipality
from catalogue.organisations.queries import municipalities
from frontend import list_tables
from frontend.access import deed_page, page
from frontend.chips import words_asked
from frontend.deeds import Done, Refusal, attempt
from frontend.forms import PageForm, Words
from frontend.listing import page_of
from frontend.private_files import sent
from frontend.tables import table, way_asked
from portal.letters import actions, queries, rules
from portal.letters.drafting import Text
from portal.letters.states import KINDS, LANGUAGES
from portal.letters.texts import default
from portal.letters.wording import faults
from portal.people.actors import acting


class TextForm(PageForm):
    """The subject and the text of a kind of letter."""

    subject = forms.CharField(label=gettext_lazy("Subject"), max_length=200)
    text = Words(label=gettext_lazy("Text"), most=15_000, rows=36)

    def clean(self) -> dict[str, Any]:
        """Both, with the line ends that we keep."""
        given: dict[str, Any] = self.cleaned_data
        if "text" in given:
            given["text"] = given["text"].replace("\r\n", "\n").strip()
        return given


@page(*MUNICIPAL_ROLES)
def letters(request: HttpRequest) -> HttpResponseBase:
    """Every letter, newest first; `?q=` searches number, recipient and subject."""
    rows, wanted = queries.letters_visible_to(acting(request)), words_asked(request)
    for_words = rows.filter(recipient__icontains=wanted) | rows.filter(number__icontains=wanted)
    rows = for_words | rows.filter(subject__icontains=wanted) if wanted else rows
    if way := way_asked(request):
        return table(list_tables.letters(rows), way)
    context = {"page": page_of(request, rows, size=25), "q": wanted}
    return render(request, "municipality/letters.html", context)


@page(*MUNICIPAL_ROLES)
def pdf(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The letter itself; 404 for another municipality's and while it is being made."""
    return pdf_of(request, pk)


def pdf_of(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The file of a letter that the actor sees; 404 otherwise."""
    letter = get_object_or_404(queries.letters_visible_to(acting(request)), pk=pk)
    file = queries.file_of(letter)
    if file is None:
        raise Http404
    return sent(bytes(file.content), name=f"{letter.number}.pdf", content_type="application/pdf", inline=True)


@page(*MUNICIPAL_ROLES)
def texts(request: HttpRequest) -> HttpResponseBase:
    """Every kind of text in both languages, and whether the municipality changed it."""
    return render(request, "municipality/letter_texts.html", {"rows": queries.standings_of(_town(request))})


@page(*MUNICIPAL_ROLES)
def text(request: HttpRequest, kind: str, language: str) -> HttpResponseBase:
    """One text with an example of it; `?version=` shows an older one."""
    town = _town(request)
    now = _text_of(town, kind, language)
    versions = queries.templates_visible_to(acting(request)).filter(kind=kind, language=language)
    asked = request.GET.get("version", "")
    if asked.isdigit() and (older := versions.filter(number=int(asked[:9])).first()):
        now = Text(kind, language, older.subject, older.text, older.number)
    return _edited(request, town, TextForm(initial={"subject": now.subject, "text": now.text}), now)


@deed_page(OFFICER)
def write(request: HttpRequest, kind: str, language: str) -> HttpResponseBase:
    """Look at a text before it is kept, or keep it as the next version."""
    town, form = _town(request), TextForm(request.POST)
    said = _text_of(town, kind, language)
    if form.is_valid():
        said = Text(kind, language, form.cleaned_data["subject"], form.cleaned_data["text"])
        if request.POST.get("do") == "look":
            wrong = tuple(faults(KINDS[kind], said.subject, said.text))
            if wrong:
                form.take(Refusal(400, wrong[0].detail, wrong))
            return _edited(request, town, form, said)
        answer = attempt(request, lambda: _saved(request, town, said))
        if not isinstance(answer, Refusal):
            return answer
        form.take(answer)
    return _edited(request, town, form, said)


@deed_page(OFFICER)
def reset(request: HttpRequest, kind: str, language: str) -> HttpResponseBase:
    """The text of the house counts again."""
    town, form = _town(request), PageForm(request.POST)
    said = _text_of(town, kind, language)

    def deed() -> Done:
        actions.reset_text(town, kind, language, by=acting(request))
        return Done(_address(said), _("The text of the house counts again. Yours is kept among the versions."))

    answer = attempt(request, deed)
    if not isinstance(answer, Refusal):
        return answer
    form.is_valid()
    form.take(answer)
    return _edited(request, town, TextForm(initial={"subject": said.subject, "text": said.text}), said, form)


def _saved(request: HttpRequest, town: Municipality, said: Text) -> Done:
    actions.save_text(town, said, by=acting(request))
    return Done(_address(said), _("Kept as a new version. Letters from now on are made with it."))


def _edited(
    request: HttpRequest, town: Municipality, form: PageForm, said: Text, refused: PageForm | None = None
) -> HttpResponseBase:
    house = default(said.kind, said.language)
    whole = not any(faults(KINDS[said.kind], said.subject, said.text))
    kind = KINDS[said.kind]
    context = {
        "kind": kind,
        "said": said,
        "form": form,
        "refused": refused or form,
        "example": queries.example_of(said, town, timezone.localdate()) if whole else None,
        "required": sorted(kind.required),
        "optional": sorted(kind.optional),
        "changed": (said.subject, said.text) != (house.subject, house.text),
        "pieces": word_by_word(f"{house.subject}\n\n{house.text}", f"{said.subject}\n\n{said.text}"),
        "versions": queries.templates_visible_to(acting(request)).filter(kind=said.kind, language=said.language),
        "may_write": rules.may_write_texts(acting(request), town),
    }
    status = (refused or form).status
    return render(request, "municipality/letter_text.html", context, status=status)


def _address(said: Text) -> str:
    return reverse("municipality:letter-text", args=[said.kind, said.language])


def _town(request: HttpRequest) -> Municipality:
    return municipalities().get(pk=acting(request).municipality or "")


def _text_of(town: Municipality, kind: str, language: str) -> Text:
    if kind not in KINDS or language not in LANGUAGES:
        raise Http404
    return queries.text_of(town, kind, language)
