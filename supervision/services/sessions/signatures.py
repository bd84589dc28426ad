"""Sharing the draft, and signing the record: both sign the same text, and then it is locked."""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from sqlalchemy.orm.attributes import flag_modified

from supervision import audit
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.domain import signing
from supervision.domain.dates import local_date
from supervision.domain.refusals import Conflict, Refused, require
from supervision.domain.sections import SECTIONS
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.sessions import (
    ActionLook,
    AgendaItem,
    AgreedAction,
    SessionSection,
    SessionSignature,
    SupervisionSession,
)
from supervision.sealing import keyring
from supervision.services.sessions.changes import hold, tell_others
from supervision.services.sessions.groups import require_came

ORDER = [section.name for section in SECTIONS]
EARLY = said(
    "You meet on a later day. Share the draft once you have met, or move the session to the day on "
    "which you did"
)


class Participant(Protocol):
    @property
    def person_id(self) -> uuid.UUID: ...
    @property
    def part(self) -> str: ...
    @property
    def came(self) -> bool | None: ...


class Parts(Protocol):
    """Everything that belongs to the record of a session, as it was read."""

    @property
    def participants(self) -> Sequence[Participant]: ...
    @property
    def sections(self) -> Sequence[SessionSection]: ...
    @property
    def agenda(self) -> Sequence[AgendaItem]: ...
    @property
    def agenda_words(self) -> Mapping[uuid.UUID, str]: ...
    @property
    def actions(self) -> Sequence[AgreedAction]: ...
    @property
    def looks(self) -> Sequence[ActionLook]: ...
    @property
    def reflection_ids(self) -> Sequence[uuid.UUID]: ...
    @property
    def recording_ids(self) -> Sequence[uuid.UUID]: ...
    @property
    def signatures(self) -> Sequence[SessionSignature]: ...


def share(actor: Actor, supervision_session: SupervisionSession) -> None:
    """Let everyone else who takes part read the draft, and write in it. Twice is once.

    Raises:
        Forbidden: to all but whoever leads it.
        Refused: before the day on which they meet; of a group, before it is said who came.
    """
    if supervision_session.state == "shared" and access.can_write(actor, supervision_session):
        return
    require(access.can_share(actor, supervision_session))
    hold(supervision_session)
    require(access.can_share(actor, supervision_session))
    if local_date(supervision_session.starts_at, actor.zone) > actor.today:
        raise Refused({"do": EARLY})
    if supervision_session.relation_id is None:
        require_came(supervision_session)
    begun = signing.after_edit(signing.SessionState(supervision_session.state))
    supervision_session.state = signing.after_share(begun.state)
    supervision_session.shared_at = actor.now
    db.session.flush()
    audit.did(actor, "shared", supervision_session)
    tell_others(actor, supervision_session)


def content_hash(supervision_session: SupervisionSession, parts: Parts) -> bytes:
    """The keyed hash of the record as these parts give it: what a signature names.

    A page that offers to sign shows the same parts that it takes this from.
    """
    return _mac(supervision_session, _canonical(supervision_session, parts))


def take_up(actor: Actor, supervision_session: SupervisionSession, part: str | None = None) -> None:
    """Before the parts of a record are read to be signed: keep others from changing or signing it
    meanwhile. Who signs in the same moment waits, and is not refused.

    Raises:
        Forbidden: as in `sign`, of what is shown now.
    """
    hold(supervision_session)
    closed = supervision_session.state == "signed"
    require(closed or access.can_sign(actor, supervision_session, part))


def sign(
    actor: Actor,
    supervision_session: SupervisionSession,
    parts: Parts,
    shown: bytes,
    part: str | None = None,
) -> None:
    """Sign the record as it was shown. The last signature locks it. Twice is once.

    Args:
        parts: the record as it stands now, read in this transaction after `take_up`.
        shown: the hash of what the signer was looking at.

    Raises:
        Forbidden: when the draft is not shared, or the relation has ended; of a group, to whoever
            did not come.
        Conflict: when the record is not what was shown.
        StaleDataError: when someone changed or signed it meanwhile, where it was not taken up.
    """
    if any(_stands(supervision_session, s, actor.person_id) for s in parts.signatures):
        return
    parties = _parties(supervision_session, parts)
    require(access.can_sign(actor, supervision_session, part) and actor.person_id in parties)
    frozen = _canonical(supervision_session, parts)
    present = _mac(supervision_session, frozen)
    if not hmac.compare_digest(present, shown):
        raise Conflict({}, supervision_session.version)
    signed = set()
    for signature in parts.signatures:
        if bytes(signature.content_hash) == present:
            signed.add(signature.person_id)
        else:  # of a text that has changed since
            db.session.delete(signature)
    if actor.person_id in signed:
        return
    db.session.flush()
    standing = signing.after_signature(frozenset(signed), actor.person_id, parties)
    signature = SessionSignature(
        organisation_id=actor.organisation_id,
        session_id=supervision_session.id,
        person_id=actor.person_id,
        signed_at=actor.now,
        content_hash=present,
    )
    db.session.add(signature)
    supervision_session.snapshot = frozen.decode()
    supervision_session.content_hash = present
    supervision_session.state = standing.state
    if standing.state is signing.SessionState.SIGNED:
        supervision_session.signed_at = actor.now
        for item in parts.agenda:  # from now on what both signed, whatever becomes of the ask
            item.words = parts.agenda_words[item.id]
    flag_modified(supervision_session, "state")
    db.session.flush()
    audit.did(actor, "signed", supervision_session)


def _stands(
    supervision_session: SupervisionSession, signature: SessionSignature, person_id: uuid.UUID
) -> bool:
    """Whether this is the person's signature under the text that is frozen now."""
    return (
        signature.person_id == person_id
        and supervision_session.state == "signed"
        and supervision_session.content_hash is not None
        and bytes(signature.content_hash) == bytes(supervision_session.content_hash)
    )


def _mac(supervision_session: SupervisionSession, frozen: bytes) -> bytes:
    return keyring.mac(supervision_session.organisation_id, "signature", frozen)


def _parties(supervision_session: SupervisionSession, parts: Parts) -> list[uuid.UUID]:
    """Whoever signs: both of two; of a group those who came."""
    two = supervision_session.relation_id is not None
    return [p.person_id for p in parts.participants if two or p.came]


def _canonical(supervision_session: SupervisionSession, parts: Parts) -> bytes:
    """The whole record as one sequence of bytes; of what is linked only what it is and its key.

    Of a group it is the name, the sections and who came: what single members put on the agenda
    stays theirs and the convener's.
    """
    words = {section.name: section.words or "" for section in parts.sections}
    if supervision_session.relation_id is None:
        return signing.canonical(_of_a_group(supervision_session, parts, words))
    snapshot: dict[str, Any] = {
        "form": 1,
        "session": supervision_session.id,
        "relation": supervision_session.relation_id,
        "kind": supervision_session.kind,
        "starts_at": supervision_session.starts_at,
        "minutes": supervision_session.minutes,
        "place": supervision_session.place or "",
        "participants": sorted([p.part, str(p.person_id)] for p in parts.participants),
        "sections": _sections(words),
        "agenda": [
            {"item": i.id, "by": i.added_by_id, "ask": i.ask_id, "words": parts.agenda_words[i.id]}
            for i in sorted(parts.agenda, key=lambda i: i.id)
        ],
        "actions": [
            {"action": a.id, "owner": a.owner_id, "due_on": a.due_on, "words": a.words or ""}
            for a in sorted(parts.actions, key=lambda a: a.id)
        ],
        "looks": sorted([str(one.action_id), one.result] for one in parts.looks),
        "links": [
            *(["reflection", str(key)] for key in sorted(parts.reflection_ids)),
            *(["recording", str(key)] for key in sorted(parts.recording_ids)),
        ],
    }
    return signing.canonical(snapshot)


def _of_a_group(
    supervision_session: SupervisionSession, parts: Parts, words: Mapping[str, str]
) -> dict[str, Any]:
    came = [p for p in parts.participants if p.came]
    return {
        "form": 1,
        "session": supervision_session.id,
        "kind": supervision_session.kind,
        "name": supervision_session.name or "",
        "starts_at": supervision_session.starts_at,
        "minutes": supervision_session.minutes,
        "place": supervision_session.place or "",
        "came": sorted([p.part, str(p.person_id)] for p in came),
        "sections": _sections(words),
    }


def _sections(words: Mapping[str, str]) -> list[dict[str, str]]:
    order = sorted(words, key=lambda n: (ORDER.index(n) if n in ORDER else 99, n))
    return [{"name": name, "words": words[name]} for name in order]
