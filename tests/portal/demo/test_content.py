"""The content of the demo: enough of everything, invented, and fit to print."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from catalogue.actor import ROLES
from catalogue.offers.models import Revision
from catalogue.offers.states import MENU_AREAS, UNITS, YEAR_GROUPS
from catalogue.organisations import identifiers as check
from catalogue.organisations.models import SECTORS
from portal.demo.content import FOLDER, content
from portal.demo.illustrations import SCENES
from portal.demo.shapes import Activity

MOTIFS = {
    "book", "ball", "music", "theatre", "paint", "nature", "code", "food", "talk", "family", "math", "swim",
}  # fmt: skip
OFFERS = content().offers


def each_offer() -> pytest.MarkDecorator:
    return pytest.mark.parametrize("offer", OFFERS, ids=[offer.key for offer in OFFERS])


def test_there_is_as_much_of_everything_as_the_demo_promises():
    made = content()
    published = [offer for offer in made.offers if offer.status == "published"]

    assert len(made.themes) == 3
    assert len([provider for provider in made.providers if provider.admitted]) >= 8
    assert len(published) >= 40
    assert len(made.schools) == 24
    assert len(made.boards) == 5
    assert {offer.status for offer in made.offers} == {"draft", "submitted", "returned", "published", "withdrawn"}


def test_offers_cover_both_kinds_and_every_theme_unit_sector_and_year_group():
    assert {offer.kind for offer in OFFERS} == {"fixed", "optional"}
    assert {theme for offer in OFFERS for theme in offer.themes} == {theme.key for theme in content().themes}
    assert {offer.fields["unit"] for offer in OFFERS} == {code for code, _ in UNITS}
    assert {sector for offer in OFFERS for sector in offer.fields["sectors"]} == {code for code, _ in SECTORS}
    assert {group for offer in OFFERS for group in offer.fields["year_groups"]} == {code for code, _ in YEAR_GROUPS}
    assert {area for offer in OFFERS for area in offer.fields["menu_areas"]} == {code for code, _ in MENU_AREAS}


def test_schools_of_all_sectors_belong_to_a_board_and_have_pupils():
    boards = {board.key for board in content().boards}
    schools = content().schools

    assert {school.sector for school in schools} == {code for code, _ in SECTORS}
    assert all(school.board in boards for school in schools)
    assert all(0 < school.target_pupils < school.pupils for school in schools)


def test_every_provider_has_at_least_three_offers_unless_it_is_only_invited():
    offered = Counter(offer.provider for offer in OFFERS)

    assert {provider.key for provider in content().providers if provider.admitted} == set(offered)
    assert min(offered.values()) >= 3


def test_all_three_vat_statuses_occur_and_most_providers_agreed_on_self_billing():
    rows = [provider.fields for provider in content().providers]
    agreed = [row for row in rows if row.get("self_billing_agreed_on")]

    assert {row["vat_status"] for row in rows} == {"standard", "exempt", "none"}
    assert len(rows) / 2 < len(agreed) < len(rows)


def test_identifiers_are_valid():
    town = content().town
    check.is_cbs_code(town.code)
    check.is_oin(town.oin)
    check.is_iban(town.iban)
    for provider in content().providers:
        check.is_iban(provider.fields["iban"])
        check.is_kvk(provider.fields["kvk"])
        if "vat_id" in provider.fields:
            check.is_vat_id(provider.fields["vat_id"])
    for board in content().boards:
        check.is_board_number(board.number)
        check.is_kvk(board.kvk)
    for school in content().schools:
        check.is_location_code(school.location_code)
    for postcode in [town.postcode, *(p.fields["postcode"] for p in content().providers)]:
        check.is_postcode(postcode)


def test_identifiers_belong_to_nobody():
    """Ranges that are not in use: CBS codes above GM1999, test OINs, the bank DEMO, KvK numbers from 00, BRIN 99X."""
    town, providers = content().town, [provider.fields for provider in content().providers]

    assert town.code.startswith("GM9")
    assert town.oin.startswith("00000099")
    assert all(iban[4:8] == "DEMO" for iban in [town.iban, *(row["iban"] for row in providers)])
    assert all(row["kvk"].startswith("0000") for row in providers)
    assert all(row["vat_id"].startswith("NL00000") for row in providers if "vat_id" in row)
    assert all(school.location_code.startswith("99X") for school in content().schools)


def test_identifiers_are_all_different():
    providers = [provider.fields for provider in content().providers]
    numbers = [
        *(row["iban"] for row in providers), content().town.iban, *(row["kvk"] for row in providers),
        *(row["vat_id"] for row in providers if "vat_id" in row), *(board.kvk for board in content().boards),
        *(board.number for board in content().boards), *(school.location_code for school in content().schools),
    ]  # fmt: skip

    assert _repeated(numbers) == []


@each_offer()
def test_an_offer_says_what_it_is_in_both_languages(offer: Activity):
    said = offer.fields
    for name in ("title", "title_en", "summary", "summary_en", "description", "description_en"):
        assert said[name].strip(), name
        assert len(said[name]) <= (Revision._meta.get_field(name).max_length or 0), name
    assert said["title"] != said["title_en"]
    assert said["summary"].endswith(".")
    assert said["summary_en"].endswith(".")
    assert 2 <= len(said["description"].split("\n\n")) <= 4


@each_offer()
def test_an_offer_fits_together(offer: Activity):
    said = offer.fields
    assert said["motif"] in MOTIFS
    assert said["price"] > 0
    assert said["min_units"] <= said["max_units"]
    assert (said["min_group_size"] or 1) <= (said["max_group_size"] or 1)
    assert any(group == "ve" for group in said["year_groups"]) == ("VE" in said["sectors"])
    assert any(group.startswith("vo") for group in said["year_groups"]) or "VO" not in said["sectors"]
    assert offer.reason or offer.status not in ("returned", "withdrawn")


def test_no_text_is_used_twice():
    for name in ("title", "title_en", "summary", "summary_en", "description", "description_en"):
        assert _repeated([offer.fields[name] for offer in OFFERS]) == [], name
    paragraphs = [part for offer in OFFERS for part in offer.fields["description"].split("\n\n")]
    assert _repeated(paragraphs) == []


def test_a_picture_exists_for_every_motif_that_is_used_and_every_motif_is_used():
    assert {offer.fields["motif"] for offer in OFFERS} == MOTIFS


def test_offers_with_a_picture_are_published_and_every_scene_is_drawn_once():
    published = {offer.key for offer in OFFERS if offer.status == "published"}
    assert {each.offer for each in content().pictures} <= published
    assert [each.scene for each in content().pictures] == list(SCENES)
    assert all(each.alt != each.alt_en and each.credit.endswith("(tekening)") for each in content().pictures)


def test_there_is_one_account_per_role_that_the_demo_shows():
    accounts = content().accounts
    names = {account.email.removesuffix("@demo.example") for account in accounts}

    assert names == {
        "officer", "assessor", "assessor2", "finance", "controller", "admin", "provider", "provider2", "school",
        "director", "school2", "board",
    }  # fmt: skip
    assert all(account.role in ROLES for account in accounts)
    assert content().password == "demo"


def test_coordinator_and_director_are_of_one_school_of_the_board_in_the_demo():
    by_name = {account.email.partition("@")[0]: account.organisation for account in content().accounts}
    boards = {school.key: school.board for school in content().schools}

    assert by_name["school"] == by_name["director"] != by_name["school2"]
    assert boards[by_name["school"]] == by_name["board"]


def test_every_mail_address_is_of_demo_example():
    text = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.rglob("*.toml"))

    assert {address.rpartition("@")[2] for address in re.findall(r"[\w.+-]+@[\w.-]+\w", text)} == {"demo.example"}


def _repeated(values: list[str]) -> list[str]:
    return [value for value, times in Counter(values).items() if times > 1]
