"""Only the allowed paths lead to a signed record, both are needed, and signed is final."""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from supervision.domain import signing
from supervision.domain.signing import NotAllowed, SessionState

PARTIES = ("callum", "morag")
NOBODY: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("state", "write", "share", "sign"),
    [
        (SessionState.PLANNED, True, False, False),
        (SessionState.WRITING, True, True, False),
        (SessionState.SHARED, True, False, True),
        (SessionState.SIGNED, False, False, False),
        (SessionState.CANCELLED, False, False, False),
    ],
)
def test_what_each_state_allows(state: SessionState, write: bool, share: bool, sign: bool) -> None:
    assert signing.can_write(state) is write
    assert signing.can_share(state) is share
    assert signing.can_sign(state) is sign


@pytest.mark.parametrize(
    ("signed", "party", "parties"),
    [
        (NOBODY, "callum", ("callum",)),
        (NOBODY, "callum", ("callum", "callum")),
        (NOBODY, "eilidh", PARTIES),
        (frozenset({"callum"}), "callum", PARTIES),
        (frozenset(PARTIES), "morag", PARTIES),
    ],
)
def test_signatures_that_do_not_count(
    signed: frozenset[str], party: str, parties: tuple[str, ...]
) -> None:
    with pytest.raises(NotAllowed):
        signing.after_signature(signed, party, parties)


def test_a_signature_of_someone_who_is_not_asked_is_not_counted() -> None:
    standing = signing.after_signature(frozenset({"eilidh"}), "callum", PARTIES)
    assert standing == signing.Standing(SessionState.SHARED, frozenset({"callum"}))


class Record(RuleBasedStateMachine):
    """Two people do whatever they like, in any order; the record keeps to the rule."""

    def __init__(self) -> None:
        super().__init__()
        self.state = SessionState.PLANNED
        self.signed = NOBODY
        self.text = 0
        self.read_and_signed: dict[str, int] = {}

    @rule()
    def edit(self) -> None:
        if self.state is SessionState.SIGNED:
            with pytest.raises(NotAllowed):
                signing.after_edit(self.state)
            return
        standing = signing.after_edit(self.state)
        assert standing.state in (SessionState.WRITING, SessionState.SHARED)
        assert (standing.state is SessionState.SHARED) == (self.state is SessionState.SHARED)
        self.state, self.signed = standing.state, standing.signed
        self.text += 1

    @rule()
    def share(self) -> None:
        if self.state is SessionState.WRITING:
            self.state = signing.after_share(self.state)
            assert self.state is SessionState.SHARED
        else:
            with pytest.raises(NotAllowed):
                signing.after_share(self.state)

    @precondition(lambda self: signing.can_sign(self.state))
    @rule(party=st.sampled_from([*PARTIES, "eilidh"]))
    def sign(self, party: str) -> None:
        if party not in PARTIES or party in self.signed:
            with pytest.raises(NotAllowed):
                signing.after_signature(self.signed, party, PARTIES)
            return
        standing = signing.after_signature(self.signed, party, PARTIES)
        self.state, self.signed = standing.state, standing.signed
        self.read_and_signed[party] = self.text

    @precondition(lambda self: self.state is SessionState.SIGNED)
    @rule(party=st.sampled_from(PARTIES))
    def nothing_is_signed_again(self, party: str) -> None:
        with pytest.raises(NotAllowed):
            signing.after_signature(self.signed, party, PARTIES)

    @invariant()
    def signed_means_by_both_and_under_this_text(self) -> None:
        assert (self.state is SessionState.SIGNED) == (self.signed == frozenset(PARTIES))
        assert all(self.read_and_signed[party] == self.text for party in self.signed)

    @invariant()
    def only_a_shared_draft_has_signatures(self) -> None:
        if self.signed:
            assert self.state in (SessionState.SHARED, SessionState.SIGNED)


TestRecord = Record.TestCase


def test_canonical_bytes() -> None:
    snapshot = {
        "when": datetime(2026, 7, 1, 14, tzinfo=ZoneInfo("Europe/London")),
        "day": date(2026, 7, 1),
        "at": time(14, 0),
        "cafe\u0301": "Sla\u0300inte “ok”",
        "state": SessionState.SHARED,
        "key": UUID(int=7),
        "agenda": ("one", 2, True, None),
    }
    assert signing.canonical(snapshot).decode() == (
        '{"agenda":["one",2,true,null],"at":"14:00:00","café":"Slàinte “ok”",'
        '"day":"2026-07-01","key":"00000000-0000-0000-0000-000000000007",'
        '"state":"shared","when":"2026-07-01T13:00:00+00:00"}'
    )


@pytest.mark.parametrize(
    "value",
    [
        1.5,
        b"x",
        {"a", "b"},
        object(),
        datetime(2026, 7, 1),
        "\ud800",
        {1: "x"},
        {"\u00e9": 1, "e\u0301": 2},
    ],
    ids=["fraction", "bytes", "set", "object", "naive", "half", "number key", "same key"],
)
def test_what_has_no_one_form_is_refused(value: Any) -> None:
    with pytest.raises(ValueError):
        signing.canonical({"words": value})


TEXT = st.text()
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXT,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(alphabet="abc"), inner, max_size=3)
    ),
    max_leaves=8,
)
SNAPSHOTS = st.dictionaries(st.text(alphabet="abc"), VALUES, max_size=4)


@given(SNAPSHOTS)
def test_the_same_words_are_the_same_bytes(snapshot: dict[str, Any]) -> None:
    frozen = signing.canonical(snapshot)
    assert signing.canonical(dict(reversed(snapshot.items()))) == frozen
    assert signing.canonical(json.loads(frozen)) == frozen


@given(SNAPSHOTS, TEXT, TEXT)
def test_other_words_are_other_bytes(snapshot: dict[str, Any], one: str, other: str) -> None:
    same_words = unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)
    first, second = ({**snapshot, "words": words} for words in (one, other))
    assert (signing.canonical(first) == signing.canonical(second)) == same_words


def test_moments_are_the_same_wherever_they_are_said() -> None:
    utc = datetime(2026, 7, 1, 13, tzinfo=UTC)
    local = utc.astimezone(ZoneInfo("Europe/London"))
    assert signing.canonical({"at": utc}) == signing.canonical({"at": local})
