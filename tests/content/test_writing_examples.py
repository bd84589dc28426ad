"""The examples of writing: their shape, their manners, and that fields point to one that exists."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import supervision
from supervision.content import writing_examples
from supervision.domain.anonymisation import findings
from supervision.domain.writing import WritingExample, parse

TEMPLATES = Path(supervision.__file__).parent / "templates"
EXAMPLES = [one for group in writing_examples().groups for one in group.examples]
# Words that belong to nobody's own way of speaking, and those that judge or promise.
MANNERS = re.compile(r"[!'\"]|\b(?:please|anonymous|clients?|service users?|scores?)\b", re.I)
PRONOUNS = re.compile(r"\b(?:she|he|her|hers|him|his|herself|himself)\b", re.I)
QUOTED = re.compile(r"“[^”]*”")
LITERAL = re.compile(r"(?:\bexample=|example_link\()\s*(\"[a-z-]+\"|'[a-z-]+')(?!\s*~)")
JOINED = re.compile(r"\bexample=\s*\"([a-z-]+-)\"\s*~")


def test_the_file_says_whose_it_is() -> None:
    assert writing_examples().licence == "CC BY 4.0"
    assert writing_examples().attribution


@pytest.mark.parametrize("one", EXAMPLES, ids=lambda one: one.anchor)
def test_words_are_short_kind_and_tell_of_nobody(one: WritingExample) -> None:
    assert 5 <= len(one.good.split()) <= 90
    assert len(one.weaker.split()) < len(one.good.split()) or one.anchor == "example-quote"
    for text in (one.good, one.weaker, one.why, one.field):
        assert not MANNERS.search(text), text
        assert not PRONOUNS.search(QUOTED.sub("", text)), text
    # A weaker wording may show what tells; the good one holds nothing that would be stopped.
    found = findings(one.good)
    assert not [each for each in found if each.tier == "certain"], found
    assert not re.search(r"[.!?].+[.!?]$", one.why.rstrip(".")), "why is one sentence"


def row(**changes: Any) -> dict[str, Any]:
    return {"anchor": "a-b", "field": "What?", "good": "Words.", **changes}


def file(*rows: dict[str, Any], **changes: Any) -> dict[str, Any]:
    groups = [{"name": "One", "examples": list(rows or [row()])}]
    return {"licence": "CC BY 4.0", "attribution": "Us.", "groups": groups, **changes}


def test_a_good_file_is_read() -> None:
    read = parse(file(row(), row(anchor="c", weaker="Less.", why="It hides who.")))
    assert read.anchors() == {"a-b", "c"}
    assert [one.weaker for one in read.groups[0].examples] == ["", "Less."]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (file(row(), row()), "Two examples"),
        (file(row(weaker="Less.")), "without why"),
        (file(row(why="Since.")), "without why"),
        (file(row(good=" ")), "no good"),
        (file(row(anchor="A b")), "small letters"),
        (file(row(more="x")), "unknown: more"),
        (file(licence=""), "no licence"),
        (file(groups=[]), "no groups"),
        (file(groups=[{"name": "One"}]), "no examples"),
        (file(groups=["One"]), "no groups"),
    ],
)
def test_a_fault_is_told(data: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        parse(data)


def test_every_anchor_that_a_template_names_exists() -> None:
    known = writing_examples().anchors()
    for file in TEMPLATES.rglob("*.html"):
        source = file.read_text(encoding="utf-8")
        for found in LITERAL.findall(source):
            assert found.strip("\"'") in known, (file.name, found)
        for start in JOINED.findall(source):
            assert any(one.startswith(start) for one in known), (file.name, start)
