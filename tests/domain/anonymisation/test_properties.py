"""What holds for every text."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.domain.anonymisation import KINDS, TIERS, findings
from supervision.domain.anonymisation.health_numbers import check_digit
from supervision.domain.anonymisation.placeholders import SUGGESTIONS
from supervision.domain.anonymisation.postcodes import AREAS

_ORDINARY = """
    a about after again and any are art as at bill but came day did for frank from gate give good
    grace had has he her his home hope i in is it ivy jack joy kettle last led let little long mark
    may me more my no not nurse of on one or our pat person quiet robin rose rowan sandy said saw
    she slept so some star talked tea that the their then they this time to very visit walk was we
    week well were what when will with word work would yes you dawn drew june don sue rob nick ray
    jean carol ken mill chase grant penny dot kit daisy lily doctor sister father miss
"""
ORDINARY = _ORDINARY.split()
_SEEDS = """
    Isobel MacKay Will Grace May Mark Mrs Dr Rev. Mr St Duncan Court 14 October 3rd of 2026-05-03
    14/10/2026 CHI NHS 9434765919 943 476 5919 01632 960417 EH99 1SP @ a@b.org [ ] [the person] ’s
    's and & - , . : ( ) Young Hope Robin van der al O’Hare jessie mrs ring + 0 Catrìona ÀÉ
"""
SEEDS = _SEEDS.split()
ordinary = st.lists(st.sampled_from(ORDINARY), max_size=12).map(" ".join)
messy = st.lists(st.sampled_from(SEEDS) | st.text(max_size=4), max_size=30).flatmap(
    lambda parts: st.sampled_from(["", " ", "\n"]).map(lambda joint: joint.join(parts))
)
nine = st.text("0123456789", min_size=9, max_size=9).filter(
    lambda digits: check_digit(digits) is not None
)


def grouped(digits: str, gap: str, first: int, second: int) -> str:
    return gap.join(
        part for part in (digits[:first], digits[first:second], digits[second:]) if part
    )


@given(st.text() | messy)
def test_findings_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = findings(text)
    for each in found:
        assert 0 <= each.start < each.end <= len(text)
        assert each.kind in KINDS
        assert each.tier in TIERS
        assert each.reason.endswith(".")
        assert text[each.start].strip() and text[each.end - 1].strip()
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert found == findings(text)


@given(ordinary)
def test_ordinary_words_in_small_letters_are_left(text: str) -> None:
    assert findings(text) == []


def covered(text: str, words: str, kind: str) -> bool:
    start = text.index(words)
    return any(
        each.kind == kind and each.start <= start and each.end >= start + len(words)
        for each in findings(text)
    )


@given(ordinary, nine, st.sampled_from(["", " ", "-"]), ordinary)
def test_every_nhs_number_is_found(before: str, nine: str, gap: str, after: str) -> None:
    number = grouped(f"{nine}{check_digit(nine)}", gap, 3, 6)
    assert covered(f"{before} NHS {number} {after}", number, "nhs_number")
    bare = f"{before} {number} {after}"
    if len(set(nine)) > 1:
        assert covered(bare, number, "nhs_number") or covered(bare, number, "chi_number")


births = st.dates().map(lambda day: day.strftime("%d%m%y"))


@given(ordinary, births, st.integers(0, 999), st.sampled_from(["", " ", "-"]), ordinary)
def test_every_chi_number_is_found(
    before: str, born: str, serial: int, gap: str, after: str
) -> None:
    first = f"{born}{serial:03}"
    digit = check_digit(first)
    if digit is None:
        return
    number = grouped(f"{first}{digit}", gap, 6, 10)
    for text in (f"{before} CHI {number} {after}", f"{before} {number} {after}"):
        assert covered(text, number, "chi_number")


@given(ordinary, nine, st.integers(1, 9), ordinary)
def test_a_labelled_number_is_found_whatever_its_check(
    before: str, nine: str, slip: int, after: str
) -> None:
    number = f"{nine}{((check_digit(nine) or 0) + slip) % 10}"
    text = f"{before} NHS number {number} {after}"
    (finding,) = findings(text)
    assert (finding.kind, finding.tier) == ("nhs_number", "likely")


districts = st.tuples(st.sampled_from(sorted(AREAS)), st.integers(1, 99)).map(
    lambda pair: f"{pair[0]}{pair[1]}"
)
ends = st.from_regex(r"\A[0-9][ABD-HJLNP-UW-Z]{2}\Z")


@given(ordinary, districts, st.sampled_from(["", " "]), ends, ordinary)
def test_every_postcode_is_found(
    before: str, district: str, gap: str, end: str, after: str
) -> None:
    postcode = f"{district}{gap}{end}"
    assert covered(f"{before} {postcode} {after}", postcode, "postcode")


@given(ordinary, st.emails(), ordinary)
def test_every_ordinary_email_address_is_found(before: str, address: str, after: str) -> None:
    local, _, domain = address.partition("@")
    if not all(each.isalnum() or each in "._-+'" for each in local):
        return
    if not (local[0].isalnum() and "." in domain):
        return
    assert covered(f"{before} {address} {after}", address, "email")


@given(messy, st.sampled_from(sorted(SUGGESTIONS)) | st.just("[worker 2]"), messy)
def test_nothing_is_found_inside_a_placeholder(before: str, placeholder: str, after: str) -> None:
    text = f"{before}\n{placeholder}{after}"
    start = len(before) + 1
    end = start + len(placeholder)
    assert not [each for each in findings(text) if each.start < end and each.end > start]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000 + "!",
        "A" * 100_000 + "!",
        "1" * 100_000,
        "1 " * 50_000,
        "0 " * 50_000,
        "1/" * 50_000,
        "a@" * 50_000,
        "a." * 50_000,
        "[" * 100_000,
        "'a" * 50_000,
        " " * 100_000,
        "Isobel van " * 9_000,
        "Mr " * 33_000,
        "A. " * 33_000,
        "CHI " * 25_000,
        "ring me " * 12_000,
        "first of " * 11_000,
    ],
    ids=lambda text: text[:8].strip() or "spaces",
)
def test_a_long_text_costs_no_more_than_its_length(text: str) -> None:
    began = time.process_time()  # what others do on the machine meanwhile does not count
    findings(text)
    assert time.process_time() - began < 5, "tenths of a second are usual, minutes if it grew"
