"""The offers of the demo, each brought to the status that its content names."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from catalogue.offers import actions as offers
from catalogue.offers.models import Offer
from catalogue.offers.series import Repeat
from catalogue.pictures import actions as pictures
from catalogue.pictures.models import Picture
from portal.demo.illustrations import drawn
from portal.demo.shapes import Activity, Content
from portal.demo.stage import Stage

HOLIDAYS = "midden"  # the region of Veldermeer


def fill_catalogue(content: Content, stage: Stage) -> None:
    """Providers write their offers and submit them; the officer publishes, returns or leaves them waiting."""
    themes = {theme.name: theme.pk for theme in stage.programme.themes.all()}
    ids = {heading.key: themes[heading.name] for heading in content.themes}
    for activity in content.offers:
        author = stage.provider(activity.provider)
        offer = offers.write(
            stage.programme, kind=activity.kind, by=author, themes=[ids[key] for key in activity.themes],
            image=_picture(content, activity, stage), **{**activity.fields, **_own(activity, stage)},
        )  # fmt: skip
        stage.offers[activity.key] = offer
        stage.sessions[activity.key] = [
            offers.add_session(
                offer, by=author, starts_at=timezone.make_aware(each.starts), ends_at=timezone.make_aware(each.ends),
                capacity=each.capacity, place=activity.fields["place"],
            )
            for each in activity.sessions
        ]  # fmt: skip
        for each in activity.series:
            offers.add_series(
                offer, by=author, starts_at=timezone.make_aware(each.starts), ends_at=timezone.make_aware(each.ends),
                capacity=each.capacity, place=activity.fields["place"], repeat=Repeat(each.every, each.until),
                skip_holidays=HOLIDAYS,
            )  # fmt: skip
        _bring_to(activity, offer, stage)


def _own(activity: Activity, stage: Stage) -> dict[str, Any]:
    """The place that the offer names, and whom schools may always ask."""
    provider = stage.providers[activity.provider]
    asked = provider.contacts.filter(public=True).first()
    place = activity.fields.get("venue")
    return {
        "contact_person": asked.pk if asked else None,
        "venue": provider.venues.get(name=place).pk if place else None,
    }


def _picture(content: Content, activity: Activity, stage: Stage) -> Picture | None:
    """Drawn and kept by the provider, for the offers that have one."""
    found = next((each for each in content.pictures if each.offer == activity.key), None)
    if found is None:
        return None
    return pictures.add(
        stage.providers[activity.provider], content=drawn(found.scene), name=f"{found.scene}.jpg", alt=found.alt,
        alt_en=found.alt_en, credit=found.credit, by=stage.provider(activity.provider),
    )  # fmt: skip


def _bring_to(activity: Activity, offer: Offer, stage: Stage) -> None:
    author, officer = stage.provider(activity.provider), stage.login("officer")
    if activity.status == "draft":
        return
    offers.submit(offer, by=author)
    if activity.status == "returned":
        offers.return_for_changes(offer, reason=activity.reason, remarks=[*activity.remarks.items()], by=officer)
    if activity.status in ("published", "withdrawn"):
        offers.publish(offer, by=officer)
    if activity.status == "withdrawn":
        offers.withdraw(offer, by=author, reason=activity.reason)
    if activity.next:
        offers.submit(offers.edit(offer, by=author, **activity.next), by=author)
