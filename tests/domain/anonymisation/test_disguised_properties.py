"""No invisible character, odd space or odd dash hides an identifier, wherever it is put."""

from __future__ import annotations

import sys
import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.domain.anonymisation import findings, replace
from supervision.domain.anonymisation.health_numbers import check_digit
from supervision.domain.anonymisation.passage import read
from supervision.domain.anonymisation.postcodes import AREAS

ALL = [chr(code) for code in range(sys.maxunicode + 1)]
FORMATS = [each for each in ALL if unicodedata.category(each) == "Cf"] + ["\u034f", "\ufe0f"]
SPACES = [each for each in ALL if unicodedata.category(each) == "Zs"]
DASHES = [each for each in ALL if unicodedata.category(each) == "Pd"] + ["\u2212", "\u2043"]
DIGITS = "0123456789"

telephones = st.tuples(
    st.sampled_from(["07700", "01632", "0131", "020", "+44 7700"]),
    st.sampled_from([" ", "-", ""]),
    st.text(DIGITS, min_size=9, max_size=9),
).map(lambda parts: f"{parts[0]}{parts[1]}{parts[2][: _further(parts[0])]}")
postcodes = st.tuples(
    st.sampled_from(sorted(AREAS)), st.integers(1, 99), st.from_regex(r"\A[0-9][ABD-HJLNP]{2}\Z")
).map(lambda parts: f"{parts[0]}{parts[1]} {parts[2]}")
health = st.text(DIGITS, min_size=9, max_size=9).filter(
    lambda nine: check_digit(nine) is not None and len(set(nine)) > 1
)
numbers = st.tuples(health, st.sampled_from([" ", "-"])).map(
    lambda pair: f"{pair[0][:3]}{pair[1]}{pair[0][3:6]}{pair[1]}{pair[0][6:]}{check_digit(pair[0])}"
)
dates = st.tuples(st.dates(), st.sampled_from(["%d-%m-%Y", "%d/%m/%Y", "%d %B %Y"])).map(
    lambda pair: (
        pair[0].replace(year=1900 + pair[0].year % 125).strftime(pair[1])
        if (pair[0].month, pair[0].day) != (2, 29)
        else "28-02-1941"
    )
)
people = st.sampled_from(["Isobel MacKay", "Callum", "Mrs Dalgleish", "Mary-Ann Bain", "Dr Haddad"])
addresses = st.sampled_from(["h.bain@example.org", "o-hare@team.example.co.uk"])
identifiers = telephones | postcodes | numbers | dates | people | addresses


def _further(opening: str) -> int:
    return 11 - len(opening) if opening.startswith("0") else 6


@st.composite
def disguised(draw: st.DrawFn) -> str:
    """Draw an identifier with invisible characters in it and its spaces and dashes exchanged."""
    parts: list[str] = []
    for character in draw(identifiers):
        parts += draw(st.lists(st.sampled_from(FORMATS), max_size=2)) if parts else []
        if character == " ":
            parts.append(draw(st.sampled_from(SPACES)))
        elif character == "-":
            parts.append(draw(st.sampled_from([d for d in DASHES if _joins(d)])))
        else:
            parts.append(character)
    return "".join(parts)


def _joins(dash: str) -> bool:
    """Leave the dashes that part sentences: between two names they part the names."""
    return read(f"a{dash}b").words[1].gap == "-"


@given(disguised())
def test_no_disguise_hides_an_identifier(disguise: str) -> None:
    text = f"It says {disguise} there."
    start, end = len("It says "), len("It says ") + len(disguise)
    found = [each for each in findings(text) if each.start < end and each.end > start]
    covered = {at for each in found for at in range(each.start, each.end)}
    assert covered >= set(range(start, end))
    for each in reversed(found):
        text = replace(text, each)
    assert not any(character.isdigit() or character == "@" for character in text)


@given(
    st.text()
    | st.lists(
        identifiers | st.sampled_from([*FORMATS[:20], *SPACES, "\ufb01", "\u0149", "\u33a1", "["]),
        max_size=12,
    ).map("".join)
)
def test_offsets_lie_within_the_text_in_order_and_apart(text: str) -> None:
    found = findings(text)
    for each in found:
        assert 0 <= each.start < each.end <= len(text)
        assert text[each.start].strip() and text[each.end - 1].strip()
    assert all(first.end <= second.start for first, second in pairwise(found))


@given(st.text())
def test_every_place_of_the_shadow_leads_back(text: str) -> None:
    passage = read(text)
    assert len(passage.text) == len(passage.starts) == len(passage.ends)
    assert all(a < b <= len(text) for a, b in zip(passage.starts, passage.ends, strict=True))
    assert list(passage.starts) == sorted(passage.starts)


@pytest.mark.parametrize(
    "text",
    [
        "\u00ad" * 100_000,
        "I\u00ad" * 50_000,
        "\ufb01" * 50_000,
        "\u0430" * 100_000,
        "\u0430 " * 50_000,
        "a\u0336" * 50_000,
        "0\u2009" * 50_000,
        "1\n" * 50_000,
        "0" + " " * 99_999,
        "1   " * 25_000,
        "1_/" * 33_000,
        "[a] " * 25_000,
        "[the person]" * 8_000,
        "a @ " * 25_000,
        "a@b .org" * 12_000,
        "Mrs\n" * 25_000,
        "IV2,   " * 14_000,
        "\u00b2" * 100_000,
        "iSOBEL " * 14_000,
    ],
    ids=lambda text: ascii(text[:6]),
)
def test_a_long_disguise_costs_no_more_than_its_length(text: str) -> None:
    began = time.monotonic()
    findings(text)
    assert time.monotonic() - began < 2
