"""What is sent to each door of the house, so that only the right to enter decides."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from tests.cast import Town
from tests.house.rooms import together
from tests.house.rounds import Things
from tests.portal.bespoke import requests


def bodies(town: Town, things: Things) -> dict[str, dict[str, Any]]:
    """What is sent to a door so that only the right to enter decides, by the end of its address."""
    offer = {
        "programme": str(town.programme.pk), "kind": "optional", "title": "Les", "summary": "Een les",
        "description": "Leerzaam", "themes": [str(town.talent.pk)], "goal": "talent", "sectors": ["PO"],
        "yearGroups": ["5"], "unit": "group", "price": "1.00", "minUnits": 1,
    }  # fmt: skip
    split = {
        "programme": str(town.programme.pk), "pot": "13000.00", "perSchool": "1000.00", "referenceDate": "2026-10-01",
    }  # fmt: skip
    plan = {"programme": str(town.programme.pk), "lines": [
        {"name": "Reserve", "kind": "reserve", "amount": "1.00", "grant": str(things["grant"])}]}  # fmt: skip
    need = {"theme": str(town.talent.pk), "pupils": 20, "urgency": 4, "words": "Meer lezen"}
    request = requests.said(town) | {"theme": str(town.talent.pk), "goal": "talent"}
    day = {"startsOn": request.pop("starts_on"), "endsOn": request.pop("ends_on"), "amount": "400.00"}
    page_day = {"starts_on": day["startsOn"], "ends_on": day["endsOn"]}
    window = {"window": str(uuid4()), "base": 0, "turn": 1, "programme": str(town.programme.pk), "title": "Les"}
    next_month = (date.today() + timedelta(days=40)).isoformat()
    return {
        "v1/waiting-places": {"offer": str(things["full-offer"]), "units": 1, "pupils": 20},
        "waiting/join/<uuid:offer>": {"units": 1, "pupils": 20},
        "v1/bespoke-requests": request | day, "v1/bespoke-requests/<uuid:id>": {"pupils": 3},
        "cover-sheets/<uuid:id>/reopenings": {},
        "bespoke-requests/<uuid:id>/closings": {"reason": "Klaar"},
        "bespoke-requests/<uuid:id>/decisions": {"verdict": "refuse", "reason": "Te duur"},
        "requests/new": request | page_day, "requests/<uuid:pk>/change": request | page_day,
        "requests/<uuid:pk>/decide": {"verdict": "refuse", "reason": "Te duur"},
        "v1/needs": need, "needs/add": need, "v1/needs/<uuid:id>": {"pupils": 3},
        "cover-sheets/<uuid:id>": {"words": "Ook"},
        "needs/<uuid:pk>/change": {f"need-{things['need']}-{name}": value for name, value in need.items()},
        "needs/upload": {"file": ""}, "needs/keep": {"words": "Ook"},
        "v1/cover-sheets": {"programme": str(town.programme.pk)}, "cover-sheets/<uuid:id>/needs": {"needs": [need]},
        "v1/offers": offer, "v1/splits": split, "v1/budget-plans": plan,
        "v1/themes": {"programme": str(town.programme.pk), "name": "Doorgaande lijn"},
        "v1/measures": {"programme": str(town.programme.pk), "name": "Spreekuur"},
        "v1/measures/<uuid:id>": {"lead": "welzijn"}, "measures/<uuid:id>/phases": {"phase": "trial"},
        "measures/<uuid:pk>/change": {"name": "Spreekuur"}, "measures/<uuid:pk>/phase": {"phase": "trial"},
        "v1/grants": {"regulation": "LOKAAL", "amount": "1.00", "spendUntil": "2027-07-31"},
        "figures": {"pupils": 3, "reason": "Opgave"},
        "registers/masked/<int:pk>": {"pupils": "3", "reason": "Opgave"},
        "grants/infotool": {"file": ""},
        "registers/look": {"file": ""}, "load": {},
        "receipts": {"month": "2026-10", "receivedOn": "2026-10-20"},
        "v1/board-grants": {"programme": str(town.programme.pk), "board": str(town.board.pk), "maximum": "1.00"},
        "board-grants/<uuid:id>/decisions": {"decision": "grant"},
        "board-grants/<uuid:id>/refusals": {"reason": "Te veel"},
        "v1/schemes": {"programme": str(town.programme.pk), "name": "Regeling"},
        "v1/scheme-applications": {"scheme": str(things["scheme"])}, "scheme-applications/<uuid:id>/refusals": {},
        "v1/letter-templates": {"kind": "board_grant", "language": "nl", "subject": "Subsidie", "text": "Te kort"},
        "v1/co-financings": {"programme": str(town.programme.pk), "line": "fixed", "party": "Bestuur", "year": 2027,
                             "amount": "1.00"},
        "grants/<uuid:id>/settlements": {"reason": "Eindverantwoording"},
        "consents": {"line": "fixed", "on": "2026-11-01", "words": "Verslag"},
        "moves": {"from": "onvoorzien", "to": "fixed", "amount": "1.00", "reason": "Vraag"},
        "v1/budget-transfers": {"programme": str(town.programme.pk), "target": str(town.linde.pk), "amount": "1.00",
                                "reason": "Samen"},
        "v1/budget-recalls": {"programme": str(town.programme.pk), "reason": "Einde van het jaar"},
        "budget-transfers/<uuid:id>/refusals": {"reason": "Nee"},
        "v1/team-budgets": {"programme": str(town.programme.pk), "name": "Onderbouw", "amount": "1.00"},
        "v1/team-budgets/<uuid:id>": {"amount": "2.00"},
        "overspend-policies": {"wish": "stop", "booking": "own_money"},
        "ledger/policy": {"programme": str(town.programme.pk), "wish": "stop", "booking": "own_money"},
        "v1/periods": {"year": 2025, "month": 3, "reason": "Klaar"}, "reopenings": {"reason": "Vergissing"},
        "refusals": {"reason": "Nee"},
        "accounts/<uuid:id>/corrections": {"entry": str(things["entry"]), "amount": "1.00", "reason": "Fout"},
        "v1/handovers": {"account": str(things["line-account"]), "toCode": "GM9696", "toName": "Zonnedal",
                         "amount": "1.00", "basis": "Afspraak"},
        "v1/choices": {"offer": str(things["offer"])},
        "v1/bookings": {"offer": str(things["offer"]), "units": 1, "pupils": 20},
        "v1/claims": {"kind": "provider", "lines": [{"booking": str(things["delivered"])}]},
        "v1/claim-decisions": {"decisions": []}, "v1/payment-batches": {},
        "offers/keep": window, "offers/preview": window,
        "venues/<uuid:id>/closings": {},
        "v1/providers/<uuid:id>": {"about": "Lezen"}, "v1/venues/<uuid:id>": {"remarks": "Bel aan"},
        "v1/contact-persons/<uuid:id>": {"task": "planning"},
        "v1/admissions": {"municipality": town.municipality.pk, "provider": town.library.pk},
        "v1/venues": {"name": "Zaal"}, "v1/contact-persons": {"name": "Kim", "phone": "030 1234567"},
        "admissions/<uuid:id>/decisions": {"verdict": "suspend", "reason": "Klachten"},
        "absences": {"awayFrom": "2026-12-01"},
        "suspend": {"reason": "Klachten"}, "away": {"away_from": "2026-12-01"}, "end": {},
        "sessions": {"startsAt": f"{next_month}T09:00:00+01:00", "endsAt": f"{next_month}T10:00:00+01:00"},
        "session-series": {"startsAt": f"{next_month}T13:00:00+01:00", "endsAt": f"{next_month}T14:00:00+01:00",
                           "every": "week", "times": 2},
        "v1/panels": {"programme": str(town.programme.pk), "name": "Denktank", "seats": [{"party": "VO"}]},
        "rankings": {"ranking": [{"offer": str(things["submitted-offer"]), "reason": "Nodig"}]},
        "v1/frames": {"programme": str(town.programme.pk), "sector": "PO", "title": "Kader", "words": "Eerst lezen"},
        "frames/<uuid:id>/adoptions": {"adoptedBy": "De besturen", "adoptedOn": "2026-11-01"},
        "rounds/<uuid:id>/allocations": {"trial": True}, "divide": {"trial": "on"},
        "frame-terms": {"framesFirst": ["PO"]},
        "v1/rounds": {"programme": str(town.programme.pk), "opens": f"{next_month}T09:00:00+01:00",
                      "closes": f"{next_month}T10:00:00+01:00", "method": "first_come", "sectors": ["VE"]},
        "rounds/<uuid:id>/closings": {"reason": "Klaar"}, "rounds/<uuid:id>/withdrawals": {"reason": "Later"},
        "extensions": {"reason": "Drukte", "closes": f"{next_month}T09:00:00+01:00"},
        "closings": {"most": 1}, "close": {"most": "1"}, "panel-terms": {"panelFirst": True},
        "panels/terms": {"programme": str(town.programme.pk), "panel_first": "on"},
        "panels/start": {"programme": str(town.programme.pk), "name": "Denktank", "others": "VO"},
        "v1/reminders": {
            "programme": str(town.programme.pk), "about": "nothing_chosen", "school": str(town.linde.pk)},
        "radar-terms": {"committedPercent": 40},
        "radar/remind": {"about": "nothing_chosen", "whom": str(town.linde.pk)},
        "radar/terms": {
            "committed_percent": "40", "deciding_days": "7", "answer_days": "5", "remind_every_days": "7"},
        "v1/offer-reviews": {"reviews": []},
        "v1/eligibility-rules": {"case": "fibre", "verdict": "ask", "source": "College", "validFrom": "2026-10-01"},
        "case-additions": {"case": "fibre", "words": "In de tekst"}, "case-removals": {"case": "in_doubt"},
        "accountant-answers": {"case": "in_doubt", "verdict": "yes", "words": "Mag"},
        "rules/add": {"case": "fibre", "verdict": "ask", "source": "College", "valid_from": "2026-10-01"},
        "return": {"reason": "Noem de leeftijd."}, "case": {"case": "fibre", "words": "In de tekst"},
        "answer": {"case": "in_doubt", "verdict": "yes", "words": "Mag", "answered_on": date.today().isoformat()},
        "review/many": {"verdict": "publish", "offers": [str(things["submitted-offer"])]},
        "reviews": {"verdict": "publish"}, "decisions": {"verdict": "approve"}, "declinations": {"reason": "Vol"},
        "disputes": {"reason": "Nee"}, "opt-outs": {"reason": "Nee"}, "dates": {"wishedDates": [next_month]},
        "deliveries": {"date": date.today().isoformat(), "sessions": 1, "pupilsReached": 1},
        "v1/imports": {"kind": "offers", "file": ""},
        "exchange/receive": {"file": ""},
        "imports/upload": {"programme": str(town.programme.pk), "file": ""},
        "language": {"language": "en"}, "calendars/open": {"scope": "all"},
        "v1/saved-searches": {"name": "Lezen"}, "searches/save": {"name": "Lezen", "frequency": "never"},
        "v1/pictures": {"file": "", "alt": "Een boek", "credit": "De Boekenboom"}, "evidence": {"file": ""},
        "bank-statements": {"file": ""},
        "register/check": {"field": "kvk", "kvk": "12345678"},

        "school/as": {"school": things["school"]}, "move": {"way": "up"},
        "decide": {"verdict": "approve", "remainder": "release", f"amount-{things['line']}": "125,00"},
        "teams/add": {"name": "Team", "amount": "1"},
        "transfers/propose": {"account": str(town.programme.pk), "target": str(town.linde.pk), "amount": "1",
                              "reason": "Samen"},
        "leftovers/call-back": {"schools": [str(town.kring.pk)], "reason": "Einde"},
        "split/adopt": {"pot": "13000", "per_school": "1000", "reference_date": "2026-10-01"},
        "payments/prepare": {"invoices": [things["payable"]], "execution_date": date.today().isoformat()},
    } | together("bodies", town, things)  # fmt: skip
