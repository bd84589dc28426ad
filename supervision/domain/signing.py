"""From a planned session to a record that both have signed.

Rule: a session is planned, then written, then shared as a draft, then signed by each participant,
all of them under the same text. While it is only planned it may be cancelled (rearranging.py). An
edit before the last signature clears the others, so that nobody has signed words they have not
read. After the last signature nothing changes any more; later words are added underneath, with a
date. What was signed is frozen as one sequence of bytes, so that a keyed hash can show that it is
still the same.

Source: supervision records are signed by both, with the time (supervision standards and audit
tools ask for it); no editing after sign-off.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import Enum, StrEnum
from typing import Any, Generic, TypeVar
from uuid import UUID

Party = TypeVar("Party", bound=Hashable)


class NotAllowed(ValueError):
    """This step cannot be taken from where things stand. The message is for the person."""


class SessionState(StrEnum):
    """How far the record of a session has come."""

    PLANNED = "planned"
    WRITING = "writing"
    SHARED = "shared"
    SIGNED = "signed"
    CANCELLED = "cancelled"


CLOSED = frozenset({SessionState.SIGNED, SessionState.CANCELLED})
"""States that nothing leads out of."""


@dataclass(frozen=True)
class Standing(Generic[Party]):
    """Where a record stands after a step: its state, and who has signed it as it is now."""

    state: SessionState
    signed: frozenset[Party]


def can_write(state: SessionState) -> bool:
    """Whether words may still change."""
    return state not in CLOSED


def can_share(state: SessionState) -> bool:
    """Whether the draft can be shown to the other party: once someone has begun it."""
    return state is SessionState.WRITING


def can_sign(state: SessionState) -> bool:
    """Whether someone may sign: only a draft that both can read."""
    return state is SessionState.SHARED


def after_share(state: SessionState) -> SessionState:
    """The state once the draft is shared.

    Raises:
        NotAllowed: if it has not been begun, or is shared or signed already.
    """
    if not can_share(state):
        raise NotAllowed("Only a draft that is being written can be shared.")
    return SessionState.SHARED


def after_signature(
    signed: frozenset[Party], party: Party, parties: Collection[Party]
) -> Standing[Party]:
    """How a shared draft stands once one more party has signed it.

    Args:
        signed: who has signed this text already.
        party: who signs now.
        parties: everyone whose signature it needs; at least two.

    Returns:
        Shared while a signature is missing, and signed with the last one.

    Raises:
        NotAllowed: if fewer than two are to sign, if `party` is none of them or has signed
            already, or if the record is complete.
    """
    needed = frozenset(parties)
    if len(needed) < 2:
        raise NotAllowed("A record needs the signatures of at least two people.")
    if party not in needed:
        raise NotAllowed("Only the people of this session sign its record.")
    if needed <= signed:
        raise NotAllowed("Everyone has signed this record. Later words are added underneath.")
    if party in signed:
        raise NotAllowed("You have signed this text already.")
    now = (signed & needed) | {party}
    return Standing(SessionState.SIGNED if now == needed else SessionState.SHARED, now)


def after_edit(state: SessionState) -> Standing[Any]:
    """How a record stands once any of its words have changed.

    Returns:
        Writing, if it was planned; otherwise the state it had. Every signature is cleared.

    Raises:
        NotAllowed: if it is signed, or was cancelled.
    """
    if state is SessionState.CANCELLED:
        raise NotAllowed("This session was not held. What was brought to it goes along.")
    if not can_write(state):
        raise NotAllowed("Everyone has signed this record. Later words are added underneath.")
    begun = SessionState.WRITING if state is SessionState.PLANNED else state
    return Standing(begun, frozenset())


def canonical(snapshot: Mapping[str, Any]) -> bytes:
    """What is signed, as bytes that are the same for the same words.

    Args:
        snapshot: mappings with text keys, lists, tuples, text, whole numbers, truth values, None,
            dates, times, aware moments, keys (UUID) and enumerations, nested as you like.

    Returns:
        JSON in UTF-8 with sorted keys and no spaces; text in NFC, dates in ISO 8601, moments in
        UTC.

    Raises:
        ValueError: for anything that has more than one way of being written: fractions, bytes,
            sets, moments without a zone, half characters, two keys that become one in NFC.
    """
    plain = _plain(snapshot)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _plain(value: Any) -> Any:
    match value:
        case Enum():
            return _plain(value.value)
        case str():
            return unicodedata.normalize("NFC", value)
        case None | bool() | int():
            return value
        case datetime():
            if value.utcoffset() is None:
                raise ValueError("A moment to be signed needs its time zone.")
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case UUID():
            return str(value)
        case list() | tuple():
            return [_plain(item) for item in value]
        case Mapping():
            return _plain_mapping(value)
        case _:
            raise ValueError(f"There is no one way to sign a {type(value).__name__}.")


def _plain_mapping(value: Mapping[Any, Any]) -> dict[str, Any]:
    plain: dict[str, Any] = {}
    for key, item in value.items():
        if not isinstance(key, str):
            raise ValueError("The keys of what is signed are text.")
        name = unicodedata.normalize("NFC", key)
        if name in plain:
            raise ValueError("Two keys of what is signed are the same.")
        plain[name] = _plain(item)
    return plain
