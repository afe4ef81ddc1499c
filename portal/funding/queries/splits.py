"""Reading splits: that which holds, those before it, and the one that the plan suggests."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID

from django.db.models import Max, QuerySet

from catalogue.actor import Actor
from catalogue.money import ZERO
from catalogue.organisations.models import PupilCount
from catalogue.programmes.models import Programme
from portal.funding.models import PlanLine, Split, SplitShare
from portal.funding.queries.shares import Share, preview


def visible_to(actor: Actor) -> QuerySet[Split]:
    """The splits of the own municipality."""
    rows = Split.objects.select_related("programme__municipality", "municipality")
    return rows.filter(municipality_id=actor.municipality) if actor.municipality else rows.none()


def newest_adopted(programme: Programme) -> Split | None:
    """The split that holds now."""
    rows = Split.objects.filter(programme=programme, status="adopted").select_related("programme__municipality")
    return rows.order_by("-updated_at", "-pk").first()


def suggested(programme: Programme) -> Split | None:
    """A split that is not written down: what the plan has for choosing, by the rule that held and the newest pupils.

    Without a rule everything goes by pupils. What schools chose is protected. Nothing without money or counted pupils.
    """
    line = PlanLine.objects.filter(plan__programme=programme, plan__status="adopted", kind="choice").first()
    newest = newest_adopted(programme)
    counts = PupilCount.objects.filter(school__municipality=programme.municipality_id)
    counted_last = counts.aggregate(last=Max("reference_date"))["last"]
    pot = line.amount if line else newest.pot if newest else ZERO
    if not pot or counted_last is None:
        return None
    rule = newest or Split(per_school=ZERO)
    return Split(
        municipality=programme.municipality, programme=programme, pot=pot, per_school=rule.per_school,
        weights=rule.weights, target_weight=rule.target_weight, minimum=rule.minimum, maximum=rule.maximum,
        reference_date=counted_last, leftovers="replace", committed="protect",
    )  # fmt: skip


def shares_of(split: Split) -> list[Share]:
    """What an adopted split gave, as it was then; of a draft the preview."""
    return kept(split) if split.status == "adopted" else preview(split)


def kept(split: Split) -> list[Share]:
    """What an adopted split gave each school, by location code, with what it was computed from then. Two statements."""
    rows = SplitShare.objects.filter(split=split).select_related("school").order_by("school__location_code")
    earlier = previous_amounts(split)
    return [
        Share(
            row.school, row.pupils, row.target_pupils, row.weighted, row.counted, row.amount,
            earlier.get(row.school_id, ZERO) if row.before is None else row.before,
            row.amount if row.after is None else row.after, row.committed, row.moved, row.bound, row.odd_cent,
        )
        for row in rows
    ]  # fmt: skip


def previous_amounts(split: Split) -> dict[UUID, Decimal]:
    """What the split that was adopted before this one gave, by school. One statement."""
    earlier = Split.objects.filter(programme=split.programme_id, status="adopted").exclude(pk=split.pk)
    if split.status == "adopted":
        earlier = earlier.filter(updated_at__lt=split.updated_at)
    newest = earlier.order_by("-updated_at", "-pk").values("pk")[:1]
    return dict(SplitShare.objects.filter(split__in=newest).values_list("school", "amount"))
