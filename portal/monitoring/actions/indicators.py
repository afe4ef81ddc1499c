"""The officer says what is measured: a few indicators for each measure, theme or offer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, reasoned, require
from catalogue.lifecycle import added, move
from catalogue.organisations.queries import is_admitted
from catalogue.programmes.models import Programme
from catalogue.programmes.queries import number
from catalogue.validation import validated
from portal.funding import actions as funding
from portal.funding.models import Measure
from portal.monitoring.models import Indicator
from portal.monitoring.rules import may_define
from portal.monitoring.states import RESULT

SUBJECTS = ("measure", "theme", "offer")


@deed
def define(programme: Programme, *, by: Actor, **fields: Any) -> Indicator:
    """An indicator of one measure, theme or offer of this programme. `fields` are those of `Indicator`.

    Asked of the provider of an offer unless somebody else is named. `Forbidden("wrong_role")`, `Invalid` names each
    wrong field, `Refused("too_many")` when its subject has as many as `monitoring.indicators.most` already: executors
    must not be burdened (DOMAIN row 26). An indicator of the result is counted on its measure (ADR 0043).
    """
    _may(by, programme)
    made = Indicator(status="active", municipality_id=programme.municipality_id, programme=programme, **fields)
    check(_faults(made))
    if made.offer and not made.school:
        made.provider = made.provider or made.offer.provider
    _room(made)
    added(validated(made), by=by)
    if made.measure and made.kind == RESULT:
        _count(made.measure, by)
    return made


@deed
def stop(indicator: Indicator, *, reason: str, by: Actor) -> Indicator:
    """It is not measured any more; what was measured stays. `Invalid` without a reason.

    `Forbidden("wrong_role")`, `Refused("wrong_state")`, and `Refused("last_result_indicator")` for the only one that
    says whether a measure helps that is being carried out.
    """
    _may(by, indicator.programme)
    reasoned(reason, _("Say why this is not measured any more."))
    move(indicator, "stopped", by=by, because=reason)
    if indicator.measure and indicator.kind == RESULT:
        _count(indicator.measure, by)
    return indicator


def _count(measure: Measure, by: Actor) -> None:
    """The measure is held while they are counted: two who stop one each do not both leave the other in the count."""
    held = Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    live = Indicator.objects.filter(measure=measure, kind=RESULT, status="active").count()
    funding.count_result_indicators(held, live, by=by)


def _room(made: Indicator) -> None:
    """Two officers at once do not define one too many: the subject is held while they are counted."""
    subject = made.subject
    type(subject)._default_manager.select_for_update(of=("self",)).get(pk=subject.pk)
    most = int(number("monitoring.indicators.most", timezone.localdate()))
    same = {name: getattr(made, f"{name}_id") for name in SUBJECTS if getattr(made, f"{name}_id")}
    if Indicator.objects.filter(status="active", **same).count() >= most:
        sentence = _("There are %(most)s indicators already, the most that we ask of people. Stop another one first.")
        raise Refused("too_many", sentence % {"most": most})


def _faults(made: Indicator) -> Iterator[Fault]:
    named = [name for name in SUBJECTS if getattr(made, f"{name}_id")]
    if len(named) != 1:
        where = f"#/{named[1]}" if named else "#/measure"
        yield Fault(where, "required", _("Choose one measure, one theme or one offer."))
    elif made.subject.programme_id != made.programme_id:
        yield Fault(f"#/{named[0]}", "unknown", _("Choose something of this programme."))
    if made.provider and made.school:
        yield Fault("#/school", "double", _("Ask a provider or a school, not both."))
    if made.provider and not is_admitted(made.provider.pk, made.municipality_id):
        yield Fault("#/provider", "unknown", _("Choose a provider that is admitted in this municipality."))
    if made.school and made.school.municipality_id != made.municipality_id:
        yield Fault("#/school", "unknown", _("Choose a school of this municipality."))


def _may(by: Actor, programme: Programme) -> None:
    own = may_define(by, programme.municipality_id)
    require(own, "wrong_role", _("Only a policy officer of this municipality says what is measured."))
