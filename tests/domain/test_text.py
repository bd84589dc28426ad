"""What is typed is made regular once, and folded for finding."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from supervision.domain import text

ANYTHING = st.text(st.characters())  # surrogates and unassigned characters too


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree\n", "one\ntwo\nthree\n"),
        ("soft\x0bbreak\x85end", "soft\nbreak\nend"),
        ("e\u0301", "é"),
        ("e\x00\u0301", "é"),
        ("tab\tkept, \x07bell and \x9b gone", "tab\tkept, bell and  gone"),
        ("\ud83d\ude00", "😀"),
        ("half \ud83d alone", "half \ufffd alone"),
        ("last \ud83d", "last \ufffd"),
        ("  “spaces”  stay ", "  “spaces”  stay "),
    ],
)
def test_normalise(typed: str, kept: str) -> None:
    assert text.normalise(typed) == kept


@given(ANYTHING)
@example("\r\x00\n")
@example("\udc00\ud83d\ud83d\ude00")
def test_normal_text_is_fit_to_keep(value: str) -> None:
    kept = text.normalise(value)
    assert text.normalise(kept) == kept
    assert unicodedata.is_normalized("NFC", kept)
    assert kept.encode("utf-8").decode("utf-8") == kept
    assert not any(unicodedata.category(c) == "Cc" and c not in "\t\n" for c in kept)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Slàinte", "slainte"),
        ("SLA\u0300INTE", "slainte"),
        ("Łódź", "lodz"),
        ("Søren Đorđe", "soren dorde"),
        ("Straße", "strasse"),
        ("Işıl İnci", "isil inci"),
        ("Þóra Æsa Œuvre", "thora aesa oeuvre"),
        ("“Callum’s”", '"callum\'s"'),
        ("soft\u00adhyphen", "softhyphen"),
        ("twenty‑four", "twenty-four"),
        ("ﬁne", "fine"),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert text.fold(typed) == folded


@given(ANYTHING)
def test_folding_twice_changes_nothing(value: str) -> None:
    assert text.fold(text.fold(value)) == text.fold(value)


@given(st.text())
def test_composition_and_line_ends_do_not_matter_for_finding(value: str) -> None:
    assert text.fold(unicodedata.normalize("NFD", value)) == text.fold(value)


def test_search_tokens() -> None:
    assert text.search_tokens("Slàinte, the “bowling-club”!  The 9 o’clock_bus") == [
        "slainte",
        "the",
        "bowling",
        "club",
        "9",
        "o",
        "clock",
        "bus",
    ]
    assert text.search_tokens("one two three", most=2) == ["one", "two"]
    assert text.search_tokens("a" * 100) == ["a" * 64]
    assert text.search_tokens('"*()^: - ') == []


@given(ANYTHING, st.integers(0, 12))
def test_tokens_are_plain_few_and_short(value: str, most: int) -> None:
    tokens = text.search_tokens(value, most)
    assert len(tokens) <= most
    assert all(token.isalnum() and len(token) <= 64 for token in tokens)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        (" Morag@Demo.Example\n", "morag@demo.example"),
        ("ｍｏｒａｇ@demo.example", "morag@demo.example"),
        ("zoë@demo.example", "zoë@demo.example"),
        ("zoe\u0308@demo.example", "zoë@demo.example"),
    ],
)
def test_fold_email(typed: str, folded: str) -> None:
    assert text.fold_email(typed) == folded


@given(ANYTHING)
def test_folding_an_address_twice_changes_nothing(value: str) -> None:
    assert text.fold_email(text.fold_email(value)) == text.fold_email(value)


@pytest.mark.parametrize(
    "value", [None, "", "  \n\t", "\u200b\u200d\ufeff", "\u00a0\u2800\u3164", "\ufe0f\u034f"]
)
def test_blank(value: str | None) -> None:
    assert text.blank(value)


@pytest.mark.parametrize("value", ["a", " . ", "\u200bé", "👍", "\u200b0"])
def test_not_blank(value: str) -> None:
    assert not text.blank(value)


def test_bidi_controls() -> None:
    assert text.has_bidi_controls("Callum\u202egaroM")
    assert text.has_bidi_controls("\u2067x\u2069")
    assert not text.has_bidi_controls("Callum, שלום, مرحبا")
