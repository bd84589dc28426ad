"""Writing reflections, and writing on."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping

from sqlalchemy import delete, select
from sqlalchemy.orm.attributes import flag_modified

from supervision import audit
from supervision.access import reflections as access
from supervision.access.actor import Actor
from supervision.domain import asks, text
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, Refused, require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.recordings import OutcomeRecording
from supervision.models.reflections import (
    MODELS,
    WORDS,
    Reflection,
    ReflectionRecording,
    ReflectionVersion,
)
from supervision.services.reflections import checking
from supervision.services.reflections.standing import aim, hold, live_shares, spoken, with_ask

LINES = ("happened", "mattered", "next")


def write(
    actor: Actor,
    key: uuid.UUID,
    *,
    words: Mapping[str, str],
    ask: tuple[str, str] | None = None,
    about: OutcomeRecording | None = None,
    model: str = "lines",
) -> Reflection:
    """Write a new reflection, for its author alone.

    Args:
        words: title and the three texts; at least one text must hold something.
        ask: the kind of support asked for and its words, or None.
        about: a recording that the author can see.
        model: the questions that it answers, of `MODELS`.

    Raises:
        Forbidden: when this person does not take part in practice.
        Refused: when there is not a word in any text.
    """
    require(access.can_write(actor))
    _some_words(words, model)
    reflection = Reflection(
        id=key,
        organisation_id=actor.organisation_id,
        author_id=actor.person_id,
        care_service_id=actor.care_service_id,
        team_id=actor.team_id,
        model=model,
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
    model: str | None = None,
    kept_words: str = "",
) -> Reflection:
    """Save another text. The one before is kept sealed, for the author alone. While a team or a
    colleague can read it, the check stands before every new text.

    Args:
        version: the version that the author was looking at.
        keep_links: leave what it is about as it is, whatever `about` says.
        model: the questions that it answers now; as before where it is None.
        kept_words: why what the check finds likely, and did not before, can stay.

    Raises:
        Conflict: when another text was saved meanwhile; the same text sent twice is no conflict.
        Refused: when there is not a word in any text, or when the check stops it.
    """
    require(access.can_edit(actor, reflection))
    _some_words(words, model or reflection.model)
    hold(reflection)
    require(access.can_edit(actor, reflection))
    before, wanted = with_ask(reflection), {**words, "ask_words": ask[1] if ask else ""}
    rewritten = not same_words(before, wanted)
    if rewritten and reflection.version != version:
        raise Conflict(before, reflection.version)
    if rewritten:
        _check(reflection, words, kept_words)
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
    remodelled = model is not None and model != reflection.model
    if model is not None:
        reflection.model = model
    if rewritten or remodelled:
        db.session.flush()
        audit.did(actor, "edited", reflection)
    _ask(actor, reflection, ask)
    if not keep_links:
        _about(reflection, about)
    return reflection


def _check(reflection: Reflection, words: Mapping[str, str], kept_words: str) -> None:
    """Stop a text that a team or a colleague would read at once, and keep the reason given for
    what is likely with each of their shares."""
    before, after = spoken(reflection), {name: words.get(name) or "" for name in WORDS}
    if same_words(before, after):
        return
    others = [row for row in live_shares(reflection) if row.relation_id is None]
    if not others or not checking.before_saving(before, after, kept_words):
        return
    for row in others:
        row.kept_words = "\n\n".join(one for one in (row.kept_words, kept_words) if one)


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
    aim(actor, reflection)


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


def _some_words(words: Mapping[str, str], model: str) -> None:
    if model not in MODELS:
        raise Refused({"model": said("Choose one of the forms")})
    if all(text.blank(words.get(name)) for name in LINES):
        raise Refused(
            {
                "happened": said("Write a few words first")
                if model == "free"
                else said("Write something in at least one of the three lines")
            }
        )
