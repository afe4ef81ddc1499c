"""The deeds on subscriptions: asked for by a person, ended by one, and switched off by what happened."""

from __future__ import annotations

import re
from itertools import chain

from django.conf import settings
from django.utils.translation import gettext as _

from catalogue.actor import Actor
from catalogue.deeds import deed
from catalogue.errors import Fault, Refused, check, require
from catalogue.lifecycle import added, move
from catalogue.validation import validated
from portal.people.models import Membership
from portal.people.rules import is_own
from portal.webhooks import queries
from portal.webhooks.addresses import url_faults
from portal.webhooks.events import faults_of
from portal.webhooks.models import WebhookSubscription
from portal.webhooks.rules import may_subscribe
from portal.webhooks.sealing import LONGEST, seal
from portal.webhooks.states import ACTIVE, ENDED, SWITCHED_OFF

SHORTEST = 16


@deed
def subscribe(membership: Membership, *, url: str, events: list[str], secret: str, by: Actor) -> WebhookSubscription:
    """Send these events of the organisation to this address from now on, signed with the secret.

    `Forbidden("wrong_role")` unless somebody who speaks for the organisation asks it in the own name; `Invalid` names
    each wrong field; `Refused("too_many_subscriptions")` at the limit of an organisation. The secret is kept sealed,
    and stands in no journal line, no answer and no fault.
    """
    sentence = _(
        "Only a manager, budget holder, school board, policy officer or administrator can subscribe to events."
    )
    require(may_subscribe(by) and is_own(by, membership), "wrong_role", sentence)
    check(chain(url_faults(url), faults_of(events, by), _secret_faults(secret)))
    most = settings.WEBHOOK_SUBSCRIPTIONS
    if queries.visible_to(by).filter(status=ACTIVE).count() >= most:
        sentence = _("Your organisation has %(most)d subscriptions already. End one that is not needed any more.")
        raise Refused("too_many_subscriptions", sentence % {"most": most})
    row = WebhookSubscription(membership=membership, url=url, events=sorted(set(events)), sealed=seal(secret))
    return added(validated(row), by=by)


@deed
def end(subscription: WebhookSubscription, *, by: Actor) -> WebhookSubscription:
    """Nothing is sent any more, also not what waits. `Forbidden("wrong_role")`; `Refused("wrong_state")` when ended."""
    require(may_subscribe(by), "wrong_role", _("Only who can subscribe can end a subscription."))
    return move(subscription, ENDED, by=by)


@deed
def switch_off(subscription: WebhookSubscription, *, reason: str, by: Actor) -> WebhookSubscription:
    """The receiver does not want it any more (`gone`), or nobody stands for it (`member_left`)."""
    return move(subscription, SWITCHED_OFF, by=by, because=reason, reason=reason)


def _secret_faults(secret: str) -> list[Fault]:
    if re.fullmatch(rf"[!-~]{{{SHORTEST},{LONGEST}}}", secret):
        return []
    sentence = _("The secret has %(found)d characters. Give %(least)d to %(most)d letters, digits or signs, no spaces.")
    said = {"found": len(secret), "least": SHORTEST, "most": LONGEST}
    return [Fault("#/secret", "invalid", sentence % said)]
