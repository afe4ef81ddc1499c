"""Rule 8 and privacy: facts of law are data with a source, and nobody's child is described anywhere."""

from __future__ import annotations

import ast
import re
import tomllib
from itertools import pairwise

from django.apps import apps
from django.db import models

from catalogue.programmes.actions import FACTS
from tests.house.code import FLOORS, modules

CONTENT = tomllib.loads(FACTS.read_text())

# Numbers that the law knows (rates, terms in days): beside one of these words they are a constant of law.
LAWFUL = {fact["value"].removesuffix(".00") for fact in CONTENT["fact"] if re.fullmatch(r"[\d.]+", fact["value"])}
ABOUT_LAW = re.compile(r"vat|btw|tax|due|term_|deadline|legal|percent|rate", re.IGNORECASE)
PERSONAL = re.compile(
    r"(^|_)(bsn|eck|eckid|pgn|persoonsnummer|birth|birthday|geboorte\w*|gender|nationality|religion|diagnosis|"
    r"first_name|last_name|surname|pupil_name|child\w*|parent\w*|guardian)(_|$)"
)
COUNTED = {
    "pupils", "target_pupils", "pupils_reached", "entitlement_per_pupils", "pupils_by_site", "pupils_by_residence",
}  # fmt: skip


def _simple_statements(tree: ast.Module) -> list[ast.stmt]:
    return [node for node in ast.walk(tree) if isinstance(node, (ast.Assign, ast.AnnAssign, ast.Return, ast.Expr))]


def test_no_rate_and_no_term_of_law_stands_in_code():
    constants = []
    for module in modules():
        for node in _simple_statements(module.tree):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                continue  # a docstring
            shapes = {id(word.value) for word in ast.walk(node) if isinstance(word, ast.keyword) and word.arg in (
                "max_length", "max_digits", "help_text", "default")}  # fmt: skip
            numbers = [
                each
                for each in ast.walk(node)
                if isinstance(each, ast.Constant) and str(each.value) in LAWFUL and id(each) not in shapes
            ]
            words = " ".join(
                getattr(each, "id", "") or getattr(each, "attr", "") or getattr(each, "arg", "") or ""
                for each in ast.walk(node)
            )
            if numbers and ABOUT_LAW.search(words):
                constants.append(f"{module.at(node)}: {ast.unparse(node)[:80]}")
    assert constants == []


def test_no_number_of_days_is_written_into_a_deed():
    """A term comes from a fact or from the programme: `timedelta(days=30)` would be a rule that nobody can change."""
    terms = [
        f"{module.at(node)}: {ast.unparse(node)}"
        for module in modules()
        if module.name != "portal.demo" and not module.name.startswith("portal.demo.")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "timedelta"
        for word in node.keywords
        if word.arg in ("days", "weeks") and isinstance(word.value, ast.Constant) and word.value.value != 1
    ]
    assert terms == []


def test_prescribed_sentences_stand_in_the_facts_alone():
    sentences = [fact["value"] for fact in CONTENT["fact"] if " " in fact["value"]]
    assert sentences
    assert [(module.name, words) for module in modules() for words in sentences if words in module.text] == []


def test_every_fact_has_a_source_and_a_first_day():
    for entry in [*CONTENT["fact"], *CONTENT["regulation"]]:
        assert entry["source"].strip(), entry["code"]
        assert entry["valid_from"], entry["code"]


def test_facts_of_one_code_do_not_overlap():
    by_code: dict[str, list[dict[str, object]]] = {}
    for fact in CONTENT["fact"]:
        by_code.setdefault(fact["code"], []).append(fact)
    for facts in by_code.values():
        ordered = sorted(facts, key=lambda fact: str(fact["valid_from"]))
        assert all(earlier["valid_from"] < later["valid_from"] for earlier, later in pairwise(ordered))


def test_no_row_describes_a_pupil():
    suspicious = []
    for model in apps.get_models():
        if model.__module__.split(".")[0] not in FLOORS:
            continue
        for field in model._meta.get_fields():
            named = PERSONAL.search(field.name)
            about_pupils = "pupil" in field.name and isinstance(field, (models.CharField, models.TextField))
            if named or about_pupils:
                suspicious.append(f"{model.__name__}.{field.name}")
    assert suspicious == []


def test_pupils_are_numbers_wherever_they_stand():
    fields = [
        field
        for model in apps.get_models()
        if model.__module__.split(".")[0] in FLOORS
        for field in model._meta.concrete_fields
        if "pupil" in field.name
    ]
    assert {field.name for field in fields} <= COUNTED
    assert all(isinstance(field, models.PositiveIntegerField) for field in fields)
