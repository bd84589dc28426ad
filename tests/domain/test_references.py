"""The reference of a person supported says nothing about them."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.domain import references

ALPHABET = "ABCDEFGHJKMNPQRTUVWXY346789"


@given(st.randoms(use_true_random=False))
def test_a_new_code_is_sayable_and_spells_nothing(chance: object) -> None:
    code = references.new_code(chance.choice)  # type: ignore[attr-defined]
    assert len(code) == 4
    assert set(code) <= set(ALPHABET)
    assert code[0].isalpha()
    assert code[1].isdigit() or code[2].isdigit()
    assert not set(code) & set("AEIOUY34")
    assert not any(a.isdigit() and b.isdigit() for a, b in pairwise(code))
    assert not re.search("[A-Z]{3}", code)
    assert references.read_code(code) == code


def test_any_chooser_comes_to_an_end() -> None:
    assert references.new_code(lambda options: options[0]) == "BB6B"
    assert references.new_code(lambda options: options[-1]) == "X9X9"


@pytest.mark.parametrize(
    "typed", ["K7QM", " k7qm ", "K 7 Q M", "person K7QM", "Person k7qm", "person K 7 Q M"]
)
def test_read_code(typed: str) -> None:
    assert references.read_code(typed) == "K7QM"


@pytest.mark.parametrize(
    "typed", ["", "K7Q", "K7QMM", "7KQM", "KQMR", "K7QO", "K1QM", "person", "K７QM"]
)
def test_what_cannot_be_a_code(typed: str) -> None:
    assert references.read_code(typed) is None


def test_spoken() -> None:
    assert references.spoken("K7QM") == "K 7 Q M"
    assert references.read_code(references.spoken("K7QM")) == "K7QM"
