"""The words of the demonstration: their length, their manners, and what they give away."""

from __future__ import annotations

import re

from supervision.domain.anonymisation import findings, findings_for_everyone
from tests.content.demonstration_tables import (
    Table,
    rows,
    strings,
)

LONG = {
    "recordings": ("what_matters",),
    "reflections": ("happened", "mattered"),
    "examples": ("stood", "done", "changed", "did_not_work", "learnt"),
}
PARTS = ("stood", "done", "changed", "did_not_work", "learnt", "title", "summary", "quote")
MONTHS = (
    "January|February|March|April|June|July|August|September|October|November|December"
    "|spring|summer|autumn|winter"
)
# Patterns that no sentence here may hold. Own words are quoted, and may say “she” or “he”.
IDENTIFYING = {
    "postcode": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"),
    "telephone or number": re.compile(r"\d{5,}|\b0\d{2,4} \d"),
    "month or season": re.compile(rf"\b(?:{MONTHS})\b"),
    "date": re.compile(r"\b\d{1,2}(?:[/.]\d{1,2}|st|nd|rd|th)\b"),
}
MANNERS = re.compile(r"[!'\"]|\b(?:please|anonymous|clients?|service users?|scores?)\b", re.I)
PRONOUNS = re.compile(r"\b(?:she|he|her|hers|him|his|herself|himself)\b", re.I)
QUOTED = re.compile(r"“[^”]*”")


def test_long_texts_are_neither_notes_nor_chapters(data: Table) -> None:
    for kind, row in rows(data):
        for field in LONG.get(kind, ()):
            if field in row:
                assert 35 <= len(row[field].split()) <= 160, (kind, row.get("key"), field)
        for words in row.values() if kind == "sections" else ():
            assert 4 <= len(words.split()) <= 160, words
    for row in data["reflections"]:
        assert 12 <= len(row.get("next", "a " * 12).split()) <= 80, row["key"]
    for kind in ("reflections", "examples"):
        for row in data[kind]:
            assert 3 <= len(row["title"].split()) <= 7, row["title"]


def test_single_lines_fit_their_fields(data: Table) -> None:
    for session in data["sessions"]:
        for row in (*session["agenda"], *session["actions"]):
            assert len(row["words"]) <= 200, row


def test_texts_hold_no_identifiers_and_keep_their_manners(data: Table) -> None:
    for text in strings(data):
        for what, pattern in IDENTIFYING.items():
            assert not pattern.search(text), (what, text)
        assert not MANNERS.search(text), text


def test_nobody_is_given_a_pronoun_outside_their_own_words(data: Table) -> None:
    lines = ("title", "happened", "mattered", "next")
    texts = [r.get(f, "") for r in data["reflections"] for f in lines]
    answers = [a for r in data["reflections"] for a in r.get("answers", [])]
    texts += [a.get("words", "") + a.get("helped", {}).get("words", "") for a in answers]
    texts += [t for s in data["sessions"] for t in s.get("sections", {}).values()]
    texts += [x["words"] for s in data["sessions"] for x in (*s["agenda"], *s["actions"])]
    texts += [x["words"] for s in data["sessions"] for x in s.get("additions", [])]
    texts += [s[w]["words"] for s in data["sessions"] for w in ("moved", "cancelled") if w in s]
    texts += [e[w]["words"] for e in data["examples"] for w in ("remark", "withdrawn") if w in e]
    texts += [e[f] for e in data["examples"] for f in PARTS if f in e and f != "quote"]
    for text in texts:
        assert not PRONOUNS.search(QUOTED.sub("", text)), text


def test_people_are_mentioned_only_by_a_reference_that_exists(data: Table) -> None:
    codes = {r["code"] for r in data["references"]}
    for text in strings(data):
        assert set(re.findall(r"[Pp]erson ([A-Z0-9]{4})\b", text)) <= codes, text


def test_the_check_is_certain_of_nothing_in_recordings_and_examples(data: Table) -> None:
    texts: list[str] = []
    for recording in data["recordings"]:
        texts += [recording["what_matters"], recording.get("brings", "")]
        for review in recording.get("reviews", []):
            texts += [review["said"], *review["helped"], *review["hindered"]]
    for text in texts:
        certain = [text[f.start : f.end] for f in findings(text) if f.tier == "certain"]
        assert not certain, (certain, text)
    for example in data["examples"]:
        text = "\n".join(example[part] for part in PARTS if part in example)
        found = [(one.tier, text[one.start : one.end]) for one in findings_for_everyone(text)]
        assert "certain" not in dict(found), (example["key"], found)
        assert ("likely" in dict(found)) == ("kept_words" in example), (example["key"], found)
