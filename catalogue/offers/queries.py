"""Which offers an actor sees."""

from __future__ import annotations

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When

from catalogue.actor import Actor
from catalogue.journal.models import JournalLine
from catalogue.offers import rules
from catalogue.offers.models import Manuscript, Offer, Remark, RenewalWish, Revision, Session
from catalogue.organisations.models import Admission
from catalogue.pictures.models import Picture
from catalogue.programmes.models import Programme

SAID = ("revision__image", "draft__image")
THEMES = ("revision__themes", "draft__themes")
# of an offer: its provider takes part in its municipality now
ADMITTED = Exists(
    Admission.objects.filter(provider=OuterRef("provider"), municipality=OuterRef("municipality"), status="admitted")
)


def visible_to(actor: Actor) -> QuerySet[Offer]:
    """Published offers for everybody; a provider sees all of its own, a municipality all that were submitted to it.

    And the drafts that the municipality prepared for a provider, as long as the provider did not go on with them.
    """
    seen = Q(status="published")
    if actor.provider:
        seen |= Q(provider_id=actor.provider)
    if actor.municipality:
        seen |= Q(municipality_id=actor.municipality) & (~Q(status="draft") | Q(prepared=True))
    rows = Offer.objects.filter(seen).annotate(taking_part=ADMITTED)
    return rows.select_related("provider", "programme__municipality", "municipality", "goal__regulation", *SAID)


def takes_part(offer: Offer) -> bool:
    """Whether its provider is admitted now, so that it can be booked.

    No statement when `visible_to` read the offer, or when `provider__admissions` were read with many of them.
    """
    known: bool | None = getattr(offer, "taking_part", None)
    if known is not None:
        return known
    admissions = offer.provider.admissions.all()
    return any(each.municipality_id == offer.municipality_id and each.status == "admitted" for each in admissions)


def own(actor: Actor) -> QuerySet[Offer]:
    """The offers of the acting provider, whatever their status, last changed first."""
    if not actor.provider:
        return Offer.objects.none()
    return visible_to(actor).filter(provider_id=actor.provider).prefetch_related(*THEMES).order_by("-updated_at")


def concerning(actor: Actor) -> QuerySet[Offer]:
    """The offers that the actor writes or reviews: those of its provider, or what was sent to its municipality."""
    mine = Q(provider_id=actor.provider) if actor.provider else Q(municipality_id=actor.municipality)
    rows = visible_to(actor).filter(mine) if actor.provider or actor.municipality else Offer.objects.none()
    return rows.select_related("goal__regulation")


def to_review(actor: Actor) -> QuerySet[Offer]:
    """Offers, or new revisions of published ones, that wait for the acting municipality; longest waiting first."""
    if not actor.municipality:
        return Offer.objects.none()
    mine = visible_to(actor).filter(municipality_id=actor.municipality, draft__status="submitted")
    return mine.prefetch_related(*THEMES).order_by("updated_at")


def revisions_visible_to(actor: Actor) -> QuerySet[Revision]:
    """The versions of offers, newest first: a provider sees all of its own, a municipality what was sent to it."""
    rows = Revision.objects.select_related("offer", "image", "venue", "contact_person").prefetch_related("themes")
    rows = rows.order_by("-number")
    if actor.provider:
        return rows.filter(offer__provider=actor.provider)
    if actor.municipality:
        return rows.filter(offer__municipality=actor.municipality).exclude(status="draft")
    return rows.none()


def before(revision: Revision) -> Revision | None:
    """The version that was published when this one was written: the last approved one before it."""
    earlier = Revision.objects.filter(offer=revision.offer_id, number__lt=revision.number, status="approved")
    return earlier.prefetch_related("themes").order_by("-number").first()


def remarks_of(revision: Revision) -> list[Remark]:
    """What the municipality asked to change when it returned this revision last, field by field."""
    remarks = list(revision.remarks.all())
    last = max((remark.at for remark in remarks), default=None)
    return [remark for remark in remarks if remark.at == last]


def stands_beside_another(offer: Offer) -> bool:
    """Whether its provider has a published offer in this programme that facilities (menu area F) can serve."""
    others = Offer.objects.filter(provider=offer.provider_id, programme=offer.programme_id, status="published")
    texts = [each.text for each in others.exclude(pk=offer.pk).select_related("revision")]
    return any(text.menu_areas and not rules.is_facilities_only(text) for text in texts)


def sessions_visible_to(actor: Actor) -> QuerySet[Session]:
    """The sessions of the offers that the actor sees."""
    return Session.objects.filter(offer__in=visible_to(actor)).select_related("offer")


def pictures_visible_to(actor: Actor) -> QuerySet[Picture]:
    """Pictures of published offers for everybody; a provider sees its own, a municipality those that it was sent.

    A picture that was replaced, or of an offer that was withdrawn, is nobody else's to see any more.
    """
    shown = Offer.objects.filter(status="published", revision__image=OuterRef("pk"))
    seen = Q(Exists(shown))
    if actor.provider:
        seen |= Q(provider_id=actor.provider)
    if actor.municipality:
        asked = Offer.objects.filter(municipality_id=actor.municipality).exclude(status="draft")
        submitted = Q(revision__image=OuterRef("pk")) | Q(
            draft__image=OuterRef("pk"), draft__status__in=("submitted", "returned")
        )
        seen |= Q(Exists(asked.filter(submitted)))
    return Picture.objects.filter(seen)


def manuscripts_of(actor: Actor) -> QuerySet[Manuscript]:
    """What is being written at the acting provider, newest first; an offer went on without what is `aside`."""
    if not actor.provider:
        return Manuscript.objects.none()
    return Manuscript.objects.filter(provider_id=actor.provider).select_related("offer")


def next_programme(offer: Offer) -> Programme | None:
    """The first programme of the same municipality that starts after that of the offer."""
    later = Programme.objects.filter(municipality=offer.municipality_id, starts_on__gt=offer.programme.starts_on)
    return later.order_by("starts_on", "pk").first()


def renewal_of(offer: Offer, programme: Programme) -> Offer | None:
    """The offer that this one became in that programme, unless it was withdrawn."""
    rows = Offer.objects.filter(renewed_from=offer, programme=programme).exclude(status="withdrawn")
    return rows.select_related("revision", "draft").first()


def asked_again(actor: Actor) -> QuerySet[Offer]:
    """Own offers that schools ask for again and that were not renewed yet; `wished` says by how many schools."""
    renewed = Offer.objects.filter(renewed_from=OuterRef("pk")).exclude(status="withdrawn")
    rows = own(actor).filter(~Exists(renewed)).annotate(wished=Count("wishes", distinct=True))
    return rows.filter(wished__gt=0).order_by("-wished", "pk")


def wishes_of(offer: Offer) -> QuerySet[RenewalWish]:
    """The schools that ask for the offer again, who asked first on top."""
    return offer.wishes.select_related("school").order_by("created_at", "pk")


def own_sessions(actor: Actor) -> QuerySet[Session]:
    """The dates of the offers of the acting provider."""
    if not actor.provider:
        return Session.objects.none()
    return (
        sessions_visible_to(actor)
        .filter(offer__provider_id=actor.provider)
        .select_related("offer__draft", "offer__revision")
    )


def searched(rows: QuerySet[Offer], words: str) -> QuerySet[Offer]:
    """Those with these words in the title or the promise of the published or of the newest version."""
    named = Q()
    for version in ("revision", "draft"):
        named |= Q(**{f"{version}__title__icontains": words}) | Q(**{f"{version}__summary__icontains": words})
    return rows.filter(named) if words else rows


def with_remarks(rows: QuerySet[Offer]) -> QuerySet[Offer]:
    """Each with `asked`: what the municipality said when it returned the newest version; null unless it did."""
    said = JournalLine.objects.filter(
        thing_id=OuterRef("pk"), event__in=("offer.returned", "offer.revision_returned")
    ).order_by("-pk")
    because = Subquery(said.values("because")[:1])
    return rows.annotate(asked=Case(When(draft__status="returned", then=because), default=None))
