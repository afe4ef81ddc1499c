"""Cash flow: does the money come in before it goes out, and where does the municipality pay in advance?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.actor import MUNICIPAL_ROLES
from catalogue.programmes.queries import programmes
from catalogue.sheets import Sheet
from frontend.access import page
from frontend.cash_chart import picture
from frontend.municipality.plan_forms import named
from frontend.tables import table, way_asked
from portal.accountability.cash_flow import CashFlow, cash_flows, grants_visible_to, of_programmes
from portal.people.actors import acting


@dataclass(frozen=True, slots=True)
class Way:
    """One way to look: everything, a programme or a grant."""

    key: str
    value: str
    label: str


@page(*MUNICIPAL_ROLES)
def cash_flow(request: HttpRequest) -> HttpResponseBase:
    """All grants together, or those of `?programme=`, or `?grant=`; `?format=xlsx` gives the months as a table."""
    actor = acting(request)
    rows = list(grants_visible_to(actor))
    assert actor.municipality is not None  # every municipal role has one
    mine = list(programmes().filter(municipality_id=actor.municipality))
    ways = [*(Way("programme", str(each.pk), each.name) for each in mine if len(mine) > 1),
            *(Way("grant", str(each.pk), named(each)) for each in rows if len(rows) > 1)]  # fmt: skip
    chosen = next((way for way in ways if request.GET.get(way.key) == way.value), None)
    if chosen and chosen.key == "programme":
        rows = list(of_programmes(grants_visible_to(actor), [each.pk for each in mine if str(each.pk) == chosen.value]))
    elif chosen:
        rows = [each for each in rows if str(each.pk) == chosen.value]
    flows, together = cash_flows(rows, on=timezone.localdate())
    if way := way_asked(request):
        return table(_sheet(flows, together), way)
    context: dict[str, object] = {"flow": together, "grants": rows, "ways": ways, "chosen": chosen}
    if together.months:
        context |= {"picture": picture(together.months), "last": together.months[-1]}
    return render(request, "municipality/cash_flow.html", context)


def _sheet(flows: Sequence[CashFlow], together: CashFlow) -> Sheet:
    header = [_("Grant"), _("Month"), _("Received"), _("Still to come"), _("Paid"), _("Left at the end"), _("Remark")]
    return Sheet(_("Cash flow"), header, _rows([*flows, together]))


def _rows(flows: Sequence[CashFlow]) -> Iterator[list[object]]:
    for flow in flows:
        whose = named(flow.grant) if flow.grant else _("Together")
        for each in flow.months:
            said = _("paid in advance") if each.is_ahead else ""
            yield [whose, f"{each.month:%Y-%m}", each.received, each.expected, each.paid, each.balance, said]
