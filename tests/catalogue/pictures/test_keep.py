"""A provider keeps its photographs: with words, once per file, and away when it is no longer used."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from django.conf import settings
from django.test import override_settings

from catalogue.errors import Forbidden, Invalid, Refused
from catalogue.journal.models import JournalLine
from catalogue.pictures import actions, queries
from catalogue.pictures.models import Picture
from catalogue.pictures.photograph import made_anew
from tests import cast
from tests.cast import Town
from tests.photographs import image, photograph, upload

WORDS = {"alt": "Twee meisjes lezen samen", "credit": "De Boekenboom"}


def keep(town: Town, content: bytes | None = None, who: str = "librarian") -> Picture:
    provider = town.music if who == "musician" else town.library
    return actions.add(provider, content=upload(content), by=town.actor(who), **WORDS)


def test_it_is_kept_with_its_words_and_a_line_in_the_journal(town: Town):
    picture = keep(town)
    assert (picture.alt, picture.credit, picture.width, picture.height) == (*WORDS.values(), 800, 500)
    assert JournalLine.objects.get(thing_id=picture.pk).event == "picture.added"
    assert list(queries.own(town.actor("planner"))) == [picture]
    assert not queries.own(town.actor("musician")).exists() and not queries.own(town.actor("officer")).exists()


def test_the_files_and_their_folders_are_private(town: Town):
    path = Path(keep(town).large.path)
    assert path.is_relative_to(settings.MEDIA_ROOT)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_the_same_file_of_the_same_provider_is_the_same_picture(town: Town):
    first = keep(town)
    again = actions.add(town.library, content=made_anew(photograph(), "b.jpg"), by=town.actor("planner"), alt="Anders",
                        credit="Een ander")  # fmt: skip
    assert (again.pk, again.alt) == (first.pk, WORDS["alt"])
    assert keep(town, who="musician").pk != first.pk
    assert keep(town, photograph(of=image(900, 600))).pk != first.pk


def test_what_is_wrong_with_words_and_file_is_named_at_once(town: Town):
    with pytest.raises(Invalid) as refused:
        actions.add(town.library, content=b"GIF89a", name="a.gif", alt="  ", credit="x" * 121, by=town.actor("planner"))
    assert [(each.location, each.code) for each in refused.value.faults] == [
        ("#/alt", "blank"), ("#/credit", "max_length"), ("#/file", "wrong_type"),
    ]  # fmt: skip
    assert not Picture.objects.exists()


@pytest.mark.parametrize("who", ["musician", "officer", "coordinator"])
def test_only_the_provider_itself_keeps_describes_and_removes(town: Town, who: str):
    picture, stranger = keep(town), town.actor(who)
    with pytest.raises(Forbidden):
        actions.add(town.library, content=photograph(), by=stranger, **WORDS)
    with pytest.raises(Forbidden):
        actions.describe(picture, by=stranger, alt="Iets anders")
    with pytest.raises(Forbidden):
        actions.remove(picture, by=stranger)


def test_the_words_can_be_said_better_but_not_left_out(town: Town):
    picture = actions.describe(keep(town), by=town.actor("planner"), alt_en=" Two girls read together ")
    assert (picture.alt_en, picture.version) == ("Two girls read together", 2)
    with pytest.raises(Invalid) as refused:
        actions.describe(picture, by=town.actor("planner"), alt=" ", credit="")
    assert [each.location for each in refused.value.faults] == ["#/alt", "#/credit"]


def test_an_unused_picture_goes_with_its_files(town: Town, django_capture_on_commit_callbacks):
    picture = keep(town, photograph(of=image(900, 620)))
    paths = [Path(picture.large.path), Path(picture.small.path)]
    assert all(path.exists() for path in paths)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(picture, by=town.actor("librarian"))
    assert not any(path.exists() for path in paths)
    assert not Picture.objects.exists()


def test_a_picture_that_a_version_of_an_offer_shows_stays(town: Town):
    picture = keep(town)
    cast.offer(town, image=picture, publish=False)
    with pytest.raises(Refused) as refused:
        actions.remove(picture, by=town.actor("librarian"))
    assert refused.value.code == "in_use"


@override_settings(PICTURES_PER_PROVIDER=1)
def test_there_is_an_end_to_how_many_a_provider_keeps(town: Town):
    keep(town)
    keep(town)
    with pytest.raises(Refused) as refused:
        keep(town, photograph(of=image(900, 640)))
    assert refused.value.code == "too_many_pictures"


def test_an_offer_shows_only_a_picture_of_its_own_provider(town: Town):
    with pytest.raises(Invalid) as refused:
        cast.offer(town, image=keep(town, who="musician"))
    assert refused.value.faults[0].location == "#/image"
