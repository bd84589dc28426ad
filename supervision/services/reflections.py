"""Writing reflections, sharing them, and taking them back."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm.attributes import flag_modified

from supervision import audit
from supervision.access import reflections as access
from supervision.access.actor import Actor, Relation
from supervision.domain import asks, text
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, Refused, require
from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.recordings import OutcomeRecording
from supervision.models.reflections import (
    WORDS,
    Reflection,
    ReflectionRecording,
    ReflectionShare,
    ReflectionVersion,
)

LINES = ("happened", "mattered", "next")


def write(
    actor: Actor,
    key: uuid.UUID,
    *,
    words: Mapping[str, str],
    ask: tuple[str, str] | None = None,
    about: OutcomeRecording | None = None,
) -> Reflection:
    """Write a new reflection, for its author alone.

    Args:
        words: title and the three lines; at least one line must hold something.
        ask: the kind of support asked for and its words, or None.
        about: a recording that the author can see.

    Raises:
        Forbidden: when this person does not take part in practice.
        Refused: when there is not a word in any line.
    """
    require(access.can_write(actor))
    _some_words(words)
    reflection = Reflection(
        id=key,
        organisation_id=actor.organisation_id,
        author_id=actor.person_id,
        care_service_id=actor.care_service_id,
        team_id=actor.team_id,
        written_at=actor.now,
        saved_at=actor.now,
        **{name: words.get(name) for name in WORDS},
    )
    db.session.add(reflection)
    db.session.flush()
    _ask(actor, reflection, ask)
    _about(reflection, about)
    audit.did(actor, "wrote", reflection)
    return reflection


def edit(
    actor: Actor,
    reflection: Reflection,
    version: int,
    *,
    words: Mapping[str, str],
    ask: tuple[str, str] | None = None,
    about: OutcomeRecording | None = None,
    keep_links: bool = False,
) -> Reflection:
    """Save another text. The one before is kept sealed, for the author alone.

    Args:
        version: the version that the author was looking at.
        keep_links: leave what it is about as it is, whatever `about` says.

    Raises:
        Conflict: when another text was saved meanwhile; the same text sent twice is no conflict.
    """
    require(access.can_edit(actor, reflection))
    _some_words(words)
    _hold(reflection)
    before, wanted = with_ask(reflection), {**words, "ask_words": ask[1] if ask else ""}
    rewritten = not same_words(before, wanted)
    if rewritten and reflection.version != version:
        raise Conflict(before, reflection.version)
    if rewritten:
        db.session.add(
            ReflectionVersion(
                organisation_id=actor.organisation_id,
                reflection_id=reflection.id,
                version=reflection.version,
                saved_at=reflection.saved_at,
                words=json.dumps(before),
            )
        )
        for name in WORDS:
            setattr(reflection, name, words.get(name))
        reflection.saved_at = actor.now
        flag_modified(reflection, "saved_at")
        db.session.flush()
        audit.did(actor, "edited", reflection)
    _ask(actor, reflection, ask)
    if not keep_links:
        _about(reflection, about)
    return reflection


def with_ask(reflection: Reflection) -> dict[str, str]:
    """The words of a reflection and of what it asks for, by field."""
    ask = db.session.scalar(
        select(Ask).where(Ask.reflection_id == reflection.id, Ask.deleted_at.is_(None))
    )
    return {**spoken(reflection), "ask_words": (ask.words or "") if ask else ""}


def spoken(reflection: Reflection) -> dict[str, str]:
    """The words of a reflection, by field."""
    return {name: getattr(reflection, name) or "" for name in WORDS}


def share(actor: Actor, reflection: Reflection, relation: Relation) -> None:
    """Let the supervisor of a relation read it, and put its ask to them. Twice is once."""
    require(access.can_share(actor, reflection, relation))
    _hold(reflection)
    live = _live_shares(reflection)
    if not any(row.relation_id == relation.id for row in live):
        db.session.add(
            ReflectionShare(
                organisation_id=actor.organisation_id,
                reflection_id=reflection.id,
                relation_id=relation.id,
                shared_at=actor.now,
            )
        )
        audit.did(actor, "shared", reflection)
    _aim(actor, reflection)


def take_back(actor: Actor, reflection: Reflection) -> None:
    """End every share at once; what it asked for is taken back with it."""
    require(access.can_take_back(actor, reflection))
    _hold(reflection)
    live = _live_shares(reflection)
    for row in live:
        row.taken_back_at = actor.now
    _aim(actor, reflection)
    if live:
        audit.did(actor, "took_back", reflection)


def _live_shares(reflection: Reflection) -> list[ReflectionShare]:
    return list(
        db.session.scalars(
            select(ReflectionShare).where(
                ReflectionShare.reflection_id == reflection.id,
                ReflectionShare.taken_back_at.is_(None),
            )
        )
    )


def _aim(actor: Actor, reflection: Reflection) -> None:
    """Put the ask of a reflection to a supervisor whom the reflection is shared with now; where
    there is none, to nobody. A withdrawn ask is aimed too: it may be asked again."""
    db.session.flush()
    ask = db.session.scalar(select(Ask).where(Ask.reflection_id == reflection.id))
    if ask is None:
        return
    alive = {relation.id for relation in actor.supervised_by}
    shared = [row.relation_id for row in _live_shares(reflection) if row.relation_id in alive]
    put = ask.state in (asks.AskState.WAITING, asks.AskState.ANSWERED)
    if put and ask.relation_id in shared:
        return
    if shared:
        ask.relation_id, ask.asked_at = shared[0], actor.now
        ask.state = asks.AskState.WAITING
        if ask.deleted_at is None:
            audit.did(actor, "asked", ask)
    else:
        ask.relation_id = None
        ask.state = asks.after_taking_back(asks.AskState(ask.state))


def _hold(reflection: Reflection) -> None:
    """See a reflection as it stands now, and keep another window from changing it meanwhile."""
    db.session.refresh(reflection, with_for_update=True)


def _ask(actor: Actor, reflection: Reflection, wanted: tuple[str, str] | None) -> None:
    """Make the ask of a reflection what its author wants now; only one stands at a time."""
    row = db.session.scalar(select(Ask).where(Ask.reflection_id == reflection.id))
    if wanted is None:
        if row is not None and row.deleted_at is None:
            row.deleted_at = actor.now
            audit.did(actor, "ask_withdrawn", row)
        return
    kind, words = asks.AskKind(wanted[0]), wanted[1]
    if row is None:
        row = Ask(
            organisation_id=actor.organisation_id,
            asker_id=actor.person_id,
            reflection_id=reflection.id,
            kind=kind,
            state=asks.AskState.KEPT,
            asked_at=actor.now,
            words=words,
        )
        db.session.add(row)
        audit.did(actor, "wrote", row)
    elif (row.kind, row.words or "") != (kind, words) or row.deleted_at is not None:
        row.kind, row.words, row.deleted_at = kind, words, None
        audit.did(actor, "edited", row)
    _aim(actor, reflection)


def _about(reflection: Reflection, recording: OutcomeRecording | None) -> None:
    linked = db.session.scalars(
        select(ReflectionRecording.recording_id).where(
            ReflectionRecording.reflection_id == reflection.id
        )
    ).all()
    if list(linked) == ([recording.id] if recording else []):
        return
    db.session.execute(
        delete(ReflectionRecording).where(ReflectionRecording.reflection_id == reflection.id)
    )
    if recording is not None:
        db.session.add(
            ReflectionRecording(
                organisation_id=reflection.organisation_id,
                reflection_id=reflection.id,
                recording_id=recording.id,
            )
        )


def _some_words(words: Mapping[str, str]) -> None:
    if all(text.blank(words.get(name)) for name in LINES):
        raise Refused({"happened": "Write something in at least one of the three lines"})
