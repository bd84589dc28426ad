"""A form sent twice is not the same as one sent again with other words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from supervision.domain.idempotency import same_words

FORMS = st.dictionaries(st.sampled_from("abc"), st.none() | st.text())


def test_the_same_words() -> None:
    assert same_words({"a": "one\r\ntwo "}, {"a": "one\ntwo"})
    assert same_words({"a": "caf\u00e9"}, {"a": "cafe\u0301"})
    assert same_words({"a": "x", "b": None}, {"a": "x", "c": " "})


def test_other_words() -> None:
    assert not same_words({"a": "x"}, {"a": "X"})
    assert not same_words({"a": "x"}, {"b": "x"})
    assert not same_words({"a": "x y"}, {"a": "x  y"})
    assert not same_words({"a": "x"}, {"a": "x", "b": "y"})


@given(FORMS, FORMS)
def test_it_does_not_matter_which_came_first(a: dict[str, str], b: dict[str, str]) -> None:
    assert same_words(a, a)
    assert same_words(a, b) == same_words(b, a)
