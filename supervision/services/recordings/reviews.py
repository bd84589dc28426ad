"""Reviewing how it has gone with what matters to someone."""

from __future__ import annotations

import uuid
from datetime import date

from sqlalchemy import select

from supervision import audit
from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.domain import reviews, text
from supervision.domain.dates import day_month, local_date
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, Refused, require
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.models.recordings import OutcomeRecording, OutcomeReview
from supervision.services.recordings.check import stop_what_tells

WORDS = ("said", "helped", "hindered")


def review(
    actor: Actor,
    recording: OutcomeRecording,
    key: uuid.UUID,
    *,
    direction: str,
    reviewed_on: date,
    said: str = "",
    helped: str = "",
    hindered: str = "",
    holds: bool,
) -> OutcomeReview:
    """Write how it has gone. The same key with the same review is one review.

    Args:
        direction: a value of `domain.reviews.Direction`.
        helped, hindered: one thing to a line.
        holds: whether the actor holds the person reference today.

    Raises:
        Conflict: when the key was used for another review.
        Refused: for a day to come, an unknown direction, or what the check stops.
    """
    require(access.can_review(actor, recording, holds=holds))
    words = {"said": said.strip(), "helped": _lines(helped), "hindered": _lines(hindered)}
    before = db.session.scalar(
        select(OutcomeReview).where(
            OutcomeReview.id == key,
            OutcomeReview.organisation_id == actor.organisation_id,
            OutcomeReview.author_id == actor.person_id,
            OutcomeReview.recording_id == recording.id,
        )
    )
    if before is not None:
        standing = (before.direction, before.reviewed_on)
        if standing == (direction, reviewed_on) and same_words(review_spoken(before), words):
            return before
        raise Conflict(review_spoken(before), 1)
    _directed(actor, recording, direction, reviewed_on)
    stop_what_tells(actor, recording, words)
    row = OutcomeReview(
        id=key,
        organisation_id=actor.organisation_id,
        recording_id=recording.id,
        person_reference_id=recording.person_reference_id,
        author_id=actor.person_id,
        care_service_id=actor.care_service_id,
        team_id=actor.team_id,
        direction=direction,
        reviewed_on=reviewed_on,
        written_at=actor.now,
        **words,
    )
    db.session.add(row)
    audit.did(actor, "reviewed", row)
    return row


def review_spoken(row: OutcomeReview) -> dict[str, str]:
    """The words of a review, by field."""
    return {name: getattr(row, name) or "" for name in WORDS}


def _lines(typed: str) -> str:
    """One thing to a line, without empty lines."""
    return "\n".join(line.strip() for line in typed.splitlines() if not text.blank(line))


def _directed(actor: Actor, recording: OutcomeRecording, direction: str, reviewed_on: date) -> None:
    began = local_date(recording.written_at, actor.zone)
    problems = {}
    if direction not in set(reviews.Direction):
        problems["direction"] = said("Say which way it has gone")
    if reviewed_on > actor.today:
        problems["reviewed_on"] = said("Give a day that has come, today or before")
    elif reviewed_on < began:
        problems["reviewed_on"] = said(
            "Give a day from %(day)s on, when this began", day=day_month(began, actor.today)
        )
    if problems:
        raise Refused(problems)
