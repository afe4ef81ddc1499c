"""E-mail leaves by one door: there it is noted before it goes, kept within the limits, and marked when it repeats."""

from __future__ import annotations

from tests.house.code import modules


def test_only_the_post_sends_mail():
    elsewhere = [
        f"{module.at(node)} imports {name}: give the words to portal.post.actions.send"
        for module in modules()
        for node, name in module.imports()
        if (name.startswith(("django.core.mail", "smtplib"))) and not module.name.startswith("portal.post")
    ]
    allowed = {"portal.people.adapter"}  # what allauth writes goes by `at_once`; it only catches what may go wrong
    assert [said for said in elsewhere if not any(name.replace(".", "/") in said for name in allowed)] == []
