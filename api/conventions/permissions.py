"""Which kind of deed a token or a role may do at all (its scope). What may be done with one thing, its room says."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from api.conventions.authentication import access_of
from api.conventions.problems import Problem, Wrong
from portal.people.rules import has_scope, scopes_of


class ScopedPermission(BasePermission):
    """Goes by the `scopes` of the resource: 401 for somebody unknown, 403 for somebody without the scope."""

    def has_permission(self, request: Request, view: Any) -> bool:
        """Whether to go on; a method that is not offered goes on to its 405."""
        method = "GET" if request.method == "HEAD" else request.method
        scope = getattr(view, "scopes", {}).get(method)
        if scope is None or method not in view.allowed_methods:
            return True
        access = access_of(request)
        if access is None:
            return False
        if has_scope(access.actor, scope):
            return True
        if scope in scopes_of(access.actor.role):
            sentence = _("This token does not have the scope “%s”. Make one that has.") % scope
            raise Wrong(Problem(403, "scope_missing", sentence))
        raise Wrong(Problem(403, "wrong_role", _("Your role does not do this (it needs “%s”).") % scope))
