"""Signing in with one click exists in the demo, and nowhere else."""

from __future__ import annotations

import pytest
from django.test import override_settings

from portal.demo.accounts import demo_accounts, demo_password


def test_the_demo_lists_its_accounts_with_what_each_does():
    with override_settings(DEMO=True):
        assert [login.email for login in demo_accounts()][:2] == ["officer@demo.example", "assessor@demo.example"]
        assert all(login.says_nl and login.says_en for login in demo_accounts())
        assert demo_password() == "demo"


def test_outside_the_demo_there_are_none():
    with override_settings(DEMO=False):
        assert demo_accounts() == ()
        with pytest.raises(LookupError):
            demo_password()
