"""What people write cannot be read at rest, nor put into another place."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.sealing import CannotOpen, Keyring

ORGANISATION, OTHER, ROW = uuid.uuid4(), uuid.uuid4(), uuid.uuid4()
STORED: list[tuple[uuid.UUID, uuid.UUID, bytes]] = []


def _ring(master: bytes = b"m" * 32) -> Keyring:
    ring = Keyring()
    ring.configure(master, lambda: STORED)
    return ring


@pytest.fixture(autouse=True, scope="module")
def _keys() -> Iterator[None]:
    maker = _ring()
    for organisation in (ORGANISATION, OTHER):
        key_id, wrapped = maker.new_key(organisation)
        STORED.append((key_id, organisation, wrapped))
    yield
    STORED.clear()


@given(st.text())
def test_any_text_comes_back_as_it_was(text: str) -> None:
    sealed = _ring().seal(ORGANISATION, ROW, "reflection.happened", text)
    assert _ring().open(ORGANISATION, ROW, "reflection.happened", sealed) == text


@given(st.text(st.characters(codec="utf-8"), min_size=12))
def test_a_sealed_text_does_not_hold_its_words(text: str) -> None:
    sealed = _ring().seal(ORGANISATION, ROW, "reflection.happened", text)
    assert text.encode() not in sealed
    assert sealed != _ring().seal(ORGANISATION, ROW, "reflection.happened", text)


@pytest.mark.parametrize(
    ("organisation", "row", "label"),
    [
        (ORGANISATION, uuid.uuid4(), "reflection.happened"),
        (ORGANISATION, ROW, "reflection.mattered"),
        (OTHER, ROW, "reflection.happened"),
    ],
    ids=["another row", "another field", "another organisation"],
)
def test_a_value_opens_only_where_it_was_put(
    organisation: uuid.UUID, row: uuid.UUID, label: str
) -> None:
    sealed = _ring().seal(ORGANISATION, ROW, "reflection.happened", "what mattered to her")
    with pytest.raises(CannotOpen):
        _ring().open(organisation, row, label, sealed)


def test_another_organisation_cannot_claim_a_value_by_its_key() -> None:
    """The key id is written in the value; writing another one in does not help."""
    theirs = _ring().seal(OTHER, ROW, "reflection.happened", "x")
    sealed = _ring().seal(ORGANISATION, ROW, "reflection.happened", "what mattered to her")
    forged = sealed[:1] + theirs[1:17] + sealed[17:]
    for organisation in (ORGANISATION, OTHER):
        with pytest.raises(CannotOpen):
            _ring().open(organisation, ROW, "reflection.happened", forged)


@given(st.data())
def test_a_changed_byte_is_refused(data: st.DataObject) -> None:
    sealed = bytearray(_ring().seal(ORGANISATION, ROW, "reflection.happened", "what mattered"))
    place = data.draw(st.integers(0, len(sealed) - 1))
    sealed[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(CannotOpen):
        _ring().open(ORGANISATION, ROW, "reflection.happened", bytes(sealed))


@given(st.integers(0, 57))
def test_a_cut_value_is_refused(length: int) -> None:
    sealed = _ring().seal(ORGANISATION, ROW, "reflection.happened", "what mattered")
    with pytest.raises(CannotOpen):
        _ring().open(ORGANISATION, ROW, "reflection.happened", sealed[:length])


def test_another_master_key_opens_nothing() -> None:
    sealed = _ring().seal(ORGANISATION, ROW, "reflection.happened", "what mattered")
    with pytest.raises(CannotOpen):
        _ring(b"w" * 32).open(ORGANISATION, ROW, "reflection.happened", sealed)
    with pytest.raises(CannotOpen):
        Keyring().new_key(ORGANISATION)


def test_a_key_is_wrapped_for_one_organisation_only() -> None:
    key_id, _, wrapped = STORED[0]
    assert len(_ring().unwrap(key_id, ORGANISATION, wrapped)) == 32
    with pytest.raises(CannotOpen):
        _ring().unwrap(key_id, OTHER, wrapped)
    with pytest.raises(CannotOpen):
        _ring().unwrap(STORED[1][0], ORGANISATION, wrapped)


def test_keyed_hashes_differ_by_purpose_and_organisation() -> None:
    ring = _ring()
    made = {
        ring.mac(organisation, label, data)
        for organisation in (ORGANISATION, OTHER)
        for label in ("audit", "signature")
        for data in (b"a", b"b")
    }
    assert len(made) == 8
    assert ring.mac(ORGANISATION, "audit", b"a") == _ring().mac(ORGANISATION, "audit", b"a")


def test_the_length_of_a_value_does_not_tell_its_text() -> None:
    """A published title must not be found again by the length of what was sealed."""
    lengths = {
        len(_ring().seal(ORGANISATION, ROW, "proposal.title", "a" * size)) for size in range(200)
    }
    assert len(lengths) == 1
