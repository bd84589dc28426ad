"""Erasing for good: what its writer deleted more than 30 days ago, and what a timer
clears: forms that nobody saved, counts of tries, old links and mails.

Nothing of the words stays: not the row, nor earlier versions, shares, asks and answers, links,
outcomes or themes. One thing is kept, without a word in it: a row that a signed record names by its
key, since what both have signed stays as they signed it. Doing it twice changes nothing.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, delete, or_, select, update

from supervision import audit
from supervision.domain.deletion import restorable_since
from supervision.domain.guessing import FORGOTTEN
from supervision.domain.mails import KEPT
from supervision.extensions import db
from supervision.models.administration import PeopleImport
from supervision.models.asks import Ask, AskAnswer
from supervision.models.library import (
    PracticeProposal,
    ProposalOutcome,
    ProposalRemark,
    ProposalTheme,
    ProposalVersion,
)
from supervision.models.limits import Tries
from supervision.models.links import OneTimeLink
from supervision.models.mails import OutgoingMail
from supervision.models.recordings import (
    OutcomeRecording,
    OutcomeReview,
    RecordingOutcome,
    RecordingVersion,
)
from supervision.models.reflections import (
    Reflection,
    ReflectionRecording,
    ReflectionShare,
    ReflectionVersion,
)
from supervision.models.sessions import (
    AgendaItem,
    SessionRecording,
    SessionReflection,
    SessionSignature,
)
from supervision.models.sign_ins import KeptForm

CHUNK = 400
OVER_SIGN_IN = timedelta(days=1)
NOT_SAVED = timedelta(days=30)
KEPT_FILES = timedelta(days=7)

Keys = Sequence[uuid.UUID]
Found = list[tuple[uuid.UUID, uuid.UUID]]
Before = Callable[[str, Keys], None]


def _nobody(_table: str, _keys: Keys) -> None:
    """Nobody is told."""


def tidy(now: datetime, before: Before = _nobody) -> int:
    """Erase what nobody can bring back any more, in every organisation.

    Args:
        now: what was deleted 30 days before this or later stays.
        before: told, by table and keys, what is about to be erased.

    Returns:
        How many things were erased; each is in the log of changes, by kind and key.
    """
    since = restorable_since(now)
    erased = 0
    for model, erase in _erasers():
        for found in _found(model, model.deleted_at < since, _holds_words(model)):
            before(model.__tablename__, [key for key, _ in found])
            erased += _erase(model, erase, found, now)
    _by_age(now)
    return erased


def erase_again(now: datetime, erased: Mapping[str, Collection[uuid.UUID]]) -> int:
    """Erase what was erased before and has come back with an older copy of the database.

    Args:
        now: the moment.
        erased: keys by table.

    Returns:
        How many things had come back.
    """
    again = 0
    for model, erase in _erasers():
        keys = sorted(erased.get(model.__tablename__, ()))
        for start in range(0, len(keys), CHUNK):
            some = model.id.in_(keys[start : start + CHUNK])
            for found in _found(model, some, _holds_words(model)):
                again += _erase(model, erase, found, now)
    return again


def _erasers() -> tuple[tuple[Any, Callable[[Keys], set[uuid.UUID]]], ...]:
    return (
        (Reflection, _reflections),
        (PracticeProposal, _proposals),
        (OutcomeReview, _nothing_more),
        (OutcomeRecording, _recordings),
    )


def _erase(model: Any, erase: Callable[[Keys], set[uuid.UUID]], found: Found, now: datetime) -> int:
    emptied = erase([key for key, _ in found])
    _go(model, [key for key, _ in found if key not in emptied])
    return _noted(model, found, now)


def _by_age(now: datetime) -> None:
    """What holds no words of practice and has served its time: kept forms, counts of tries, links,
    mails, files of people."""
    _do(delete(KeptForm).where(KeptForm.page == "", KeptForm.kept_at < now - OVER_SIGN_IN))
    _do(delete(KeptForm).where(KeptForm.kept_at < now - NOT_SAVED))
    _do(delete(Tries).where(Tries.last_at < now - FORGOTTEN))
    _do(delete(OneTimeLink).where(OneTimeLink.expires_at < now - KEPT))
    _do(delete(OutgoingMail).where(OutgoingMail.queued_at < now - KEPT))
    _do(delete(PeopleImport).where(PeopleImport.made_at < now - KEPT_FILES))


def _found(model: Any, *chosen: ColumnElement[bool]) -> Iterator[Found]:
    """What is chosen, some at a time: key and organisation; held, so that nobody brings it back."""
    due = db.session.execute(
        select(model.id, model.organisation_id).where(*chosen).order_by(model.id).with_for_update()
    ).all()
    for start in range(0, len(due), CHUNK):
        yield [(row.id, row.organisation_id) for row in due[start : start + CHUNK]]


def _holds_words(model: Any) -> ColumnElement[bool]:
    """Not a row that was emptied before and is there for a signed record alone."""
    if model is not Reflection and model is not OutcomeRecording:
        any_row: ColumnElement[bool] = model.id.is_not(None)
        return any_row
    return or_(*(column.is_not(None) for column in _sealed(model)), ~_named_in_signed(model))


def _sealed(model: Any) -> list[Any]:
    return [column for column in model.__table__.columns if column.name.endswith("_sealed")]


def _named_in_signed(model: Any) -> ColumnElement[bool]:
    """Whether a record that somebody has signed names this row by its key."""
    if model is Reflection:
        linked = select(SessionReflection.id).join(
            SessionSignature, SessionSignature.session_id == SessionReflection.session_id
        )
        asked = (
            select(Ask.id)
            .join(AgendaItem, AgendaItem.ask_id == Ask.id)
            .join(SessionSignature, SessionSignature.session_id == AgendaItem.session_id)
        )
        return or_(
            linked.where(SessionReflection.reflection_id == Reflection.id).exists(),
            asked.where(Ask.reflection_id == Reflection.id).exists(),
        )
    linked = select(SessionRecording.id).join(
        SessionSignature, SessionSignature.session_id == SessionRecording.session_id
    )
    return linked.where(SessionRecording.recording_id == OutcomeRecording.id).exists()


def _emptied(model: Any, keys: Keys) -> set[uuid.UUID]:
    """Take the words out of those rows that have to stay; returns their keys."""
    stay = set(
        db.session.scalars(select(model.id).where(model.id.in_(keys), _named_in_signed(model)))
    )
    if stay:
        nothing = {column.key: None for column in _sealed(model)}
        _do(update(model).where(model.id.in_(stay)).values(**nothing))
    return stay


def _reflections(keys: Keys) -> set[uuid.UUID]:
    stay = _emptied(Reflection, keys)
    gone = [key for key in keys if key not in stay]
    asks = select(Ask.id).where(Ask.reflection_id.in_(keys))
    _do(delete(AskAnswer).where(AskAnswer.ask_id.in_(asks)))
    _do(update(Ask).where(Ask.reflection_id.in_(stay)).values(words_sealed=None))
    asks = select(Ask.id).where(Ask.reflection_id.in_(gone))
    # An item of an agenda that nobody has signed held no words of its own.
    _do(delete(AgendaItem).where(AgendaItem.ask_id.in_(asks)))
    _do(delete(Ask).where(Ask.reflection_id.in_(gone)))
    _do(delete(ReflectionVersion).where(ReflectionVersion.reflection_id.in_(keys)))
    _do(delete(ReflectionShare).where(ReflectionShare.reflection_id.in_(keys)))
    _do(delete(ReflectionRecording).where(ReflectionRecording.reflection_id.in_(keys)))
    _do(delete(SessionReflection).where(SessionReflection.reflection_id.in_(gone)))
    return stay


def _recordings(keys: Keys) -> set[uuid.UUID]:
    stay = _emptied(OutcomeRecording, keys)
    gone = [key for key in keys if key not in stay]
    _do(delete(OutcomeReview).where(OutcomeReview.recording_id.in_(keys)))
    _do(delete(RecordingVersion).where(RecordingVersion.recording_id.in_(keys)))
    _do(delete(RecordingOutcome).where(RecordingOutcome.recording_id.in_(keys)))
    _do(delete(ReflectionRecording).where(ReflectionRecording.recording_id.in_(keys)))
    _do(delete(SessionRecording).where(SessionRecording.recording_id.in_(gone)))
    return stay


def _proposals(keys: Keys) -> set[uuid.UUID]:
    for part in (ProposalVersion, ProposalRemark, ProposalTheme, ProposalOutcome):
        _do(delete(part).where(part.proposal_id.in_(keys)))
    return set()


def _nothing_more(keys: Keys) -> set[uuid.UUID]:
    return set()


def _go(model: Any, keys: Keys) -> None:
    _do(delete(model).where(model.id.in_(keys)))


def _noted(model: Any, found: Found, now: datetime) -> int:
    for key, organisation_id in found:
        audit.append(organisation_id, None, now, "erased", model.__tablename__, key)
    return len(found)


def _do(statement: Any) -> None:
    db.session.execute(statement, execution_options={"synchronize_session": False})
