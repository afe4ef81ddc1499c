"""Who may do what with an offer, and what an offer must say before it is submitted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from catalogue.actor import OFFICER, PROJECT_TEAM, PROVIDER_ROLES, Actor
from catalogue.errors import Fault, Refused
from catalogue.offers.models import Offer, Revision
from catalogue.offers.states import YEAR_GROUPS, YEARS_OF
from catalogue.programmes.models import Programme
from catalogue.validation import pointer

YEAR_WORDS = dict(YEAR_GROUPS)


def may_write(actor: Actor, offer: Offer) -> bool:
    """The provider itself, as long as the offer was not withdrawn."""
    return actor.is_one_of(*PROVIDER_ROLES) and actor.provider == offer.provider_id and offer.status != "withdrawn"


def may_prepare(actor: Actor, offer: Offer) -> bool:
    """Who wrote a draft for the provider at the town hall, until the provider goes on with it or submits it."""
    team = actor.is_one_of(PROJECT_TEAM) and actor.municipality == offer.municipality_id
    return (team or may_review(actor, offer)) and offer.prepared and offer.status == "draft"


def may_edit(actor: Actor, offer: Offer) -> bool:
    """Who may change what it says: the provider, or the officer who prepares it."""
    return may_write(actor, offer) or may_prepare(actor, offer)


def may_submit(actor: Actor, offer: Offer) -> bool:
    """There is something new to look at, and the actor may write it."""
    return may_write(actor, offer) and offer.draft is not None and offer.draft.status in ("draft", "returned")


def is_under_review(offer: Offer) -> bool:
    """The municipality has it: until its answer nothing in it changes."""
    return offer.draft is not None and offer.draft.status == "submitted"


def may_renew(actor: Actor, offer: Offer) -> bool:
    """The provider itself, also when the offer was withdrawn since."""
    return actor.is_one_of(*PROVIDER_ROLES) and actor.provider == offer.provider_id


def may_review(actor: Actor, offer: Offer) -> bool:
    """An officer of the municipality that publishes it."""
    return actor.is_one_of(OFFICER) and actor.municipality == offer.municipality_id


def may_withdraw(actor: Actor, offer: Offer) -> bool:
    """The provider, or the officer of the municipality."""
    return offer.status != "withdrawn" and (may_write(actor, offer) or may_review(actor, offer))


def last_day_of(programme: Programme) -> date | None:
    """The day until which money of one of its regulations at least may be spent; nothing when one has no such day."""
    uses = programme.programmeregulation_set.select_related("regulation")
    ends = [use.regulation.spend_until for use in uses]
    known = [end for end in ends if end is not None]
    return max(known) if known and len(known) == len(ends) else None


def after_term(day: date, last: date | None) -> Refused | None:
    """`Refused("after_term")` for a day after `last_day_of` the programme."""
    if last is None or day <= last:
        return None
    shown = {"day": date_format(day, "j F Y"), "until": date_format(last, "j F Y")}
    sentence = _(
        "%(day)s is too late: the money of this programme must be spent until %(until)s. Choose an earlier day."
    )
    return Refused("after_term", sentence % shown)


def is_facilities_only(revision: Revision) -> bool:
    """Tagged with facilities and conditions (menu area F) and with nothing that those would serve (A to E)."""
    return set(revision.menu_areas) == {"F"}


def faults_of(revision: Revision, themes: int) -> Iterator[Fault]:
    """What is missing or contradictory before an offer can be submitted, in the order of its form."""
    yield from _missing(revision, themes)
    yield from _year_group_faults(revision)
    yield from _evidence_faults(revision)
    yield from _number_faults(revision)
    yield from _entitlement_faults(revision)
    if revision.starts_on and revision.ends_on and revision.ends_on < revision.starts_on:
        yield Fault("#/endsOn", "too_early", _("The last day lies before the first day. Choose a later last day."))
    if revision.weeks and revision.unit != "hour":
        yield Fault("#/weeks", "not_expected", _("Hours a week go only with a price per hour. Leave the weeks out."))
    if revision.cancel_late_percent is not None and revision.cancel_free_days is None:
        yield Fault("#/cancelFreeDays", "required", _("Say until how many days before a school cancels for free."))


def _missing(revision: Revision, themes: int) -> Iterator[Fault]:
    """Dutch text, a theme, and everything that was typed but could not be taken over."""
    for name, typed in revision.unread.items():
        if found := ", ".join(str(each) for each in typed if str(each).strip()):
            sentence = _("Found “%(found)s”, which does not fit here. Correct it, or make it empty.")
            yield Fault(pointer(name), "unread", sentence % {"found": found[:80]})
        else:
            yield Fault(pointer(name), "required", _("Fill this in before you submit the offer."))
    for name in ("title", "summary", "description"):
        if name not in revision.unread and not getattr(revision, name).strip():
            yield Fault(f"#/{name}", "required", _("Write this in Dutch before you submit the offer."))
    if not themes and "themes" not in revision.unread:
        yield Fault("#/themes", "required", _("Choose at least one theme."))


def _year_group_faults(revision: Revision) -> Iterator[Fault]:
    """Year groups are those of the chosen kinds of schools; without a kind of school every year group fits."""
    if not revision.sectors:
        return
    known = {group for sector in revision.sectors for group in YEARS_OF[sector]}
    if wrong := [str(YEAR_WORDS[group]) for group in revision.year_groups if group not in known]:
        sentence = _("Found %(found)s; the chosen kinds of schools do not have it. Choose the kind of school too.")
        yield Fault("#/yearGroups", "does_not_fit", sentence % {"found": ", ".join(wrong)})


def _evidence_faults(revision: Revision) -> Iterator[Fault]:
    measured = (revision.evidence_months, revision.evidence_strength, revision.evidence_cost)
    if any(figure is not None for figure in measured) and not revision.evidence_url:
        yield Fault("#/evidenceUrl", "required", _("Give the address where the research can be read."))


def _number_faults(revision: Revision) -> Iterator[Fault]:
    for low, high in (("min_units", "max_units"), ("min_group_size", "max_group_size")):
        least, most = getattr(revision, low), getattr(revision, high)
        if least is not None and most is not None and least > most:
            expected = _("Found %(most)s; expected %(least)s or more.")
            yield Fault(pointer(high), "too_small", expected % {"most": most, "least": least})


def _entitlement_faults(revision: Revision) -> Iterator[Fault]:
    if revision.entitlement_units and revision.offer.kind != "fixed":
        yield Fault(
            "#/entitlementUnits",
            "only_fixed",
            _("Only a fixed offer is a right of every school. Make this empty, or make the offer a fixed one."),
        )
    if revision.entitlement_per_pupils and not revision.entitlement_units:
        yield Fault("#/entitlementUnits", "required", _("Say how many every school may have in that period."))
