"""Outcome recordings: list, read, record. Writing them, reviews and people stand beside this."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, request, url_for

from supervision import identity
from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.blueprints import when
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import page
from supervision.blueprints.recordings import journeys, presenters
from supervision.domain.refusals import NotFound, require
from supervision.queries import reads, recordings
from supervision.queries.recordings import ReviewRow

blueprint = Blueprint("recordings", __name__, url_prefix="/outcomes")


@blueprint.get("")
def overview() -> Any:
    actor = identity.actor()
    require(access.can_write(actor))
    own = recordings.mine(actor, read_key(request.args.get("before")))
    others = recordings.readable(actor, read_key(request.args.get("others-before")))
    first_page = not request.args.keys() - {"deleted"}
    return page(
        "recordings/overview.html",
        handed=[presenters.handed_row(actor, row) for row in recordings.handed(actor)]
        if first_page
        else [],
        own=[presenters.own_row(actor, row) for row in own.rows],
        own_earlier=own.earlier and url_for(".overview", before=own.earlier),
        others=[presenters.other_row(actor, row) for row in others.rows],
        others_earlier=others.earlier and url_for(".overview", **{"others-before": others.earlier}),
        deleted=_just_deleted(actor),
        first_page=first_page,
    )


@blueprint.get("/<uuid:recording_id>")
def read(recording_id: uuid.UUID) -> Any:
    actor = identity.actor()
    recording = recordings.get(actor, recording_id)
    code, author = recordings.about(actor, recording)
    mine = access.can_edit(actor, recording)
    draft = recording.state == "draft"
    reviews = recordings.reviews(actor, recording)
    names = recordings.readers(actor, recording.author_id, recording.person_reference_id)
    steps, places = journeys.drawn(actor, recording, author, reviews)
    return page(
        "recordings/read.html",
        code=code,
        recording=recording,
        mine=mine,
        draft=draft,
        lead=presenters.lead(author, mine, draft, when.day(actor, recording.written_at)),
        large=len(recording.what_matters or "") <= presenters.LONG_QUOTE,
        steps=steps if reviews else [],
        places=places,
        readers=presenters.readers(() if draft else names),
        review_readers=_review_readers(actor, recording, reviews),
        opened=[]
        if draft
        else presenters.opened(actor, reads.who_has(actor, recordings.KIND, recording.id)),
        will_read=presenters.will_read(names),
        outcomes=[presenters.outcome(one) for one in recordings.outcomes_of(recording)],
        can_review=access.can_review(actor, recording, holds=recordings.holds(actor, recording)),
        can_delete=access.can_delete(actor, recording),
    )


def _review_readers(actor: Actor, recording: Any, reviews: tuple[ReviewRow, ...]) -> list[str]:
    """Who reads the reviews of those who did not write the recording: each has its own readers."""
    authors = {one.author_id: one.author for one in reviews if one.author_id != recording.author_id}
    reading = recordings.readers_by_author(actor, authors, recording.person_reference_id)
    return presenters.review_readers(reading, actor.known_as if actor.person_id in authors else "")


def _just_deleted(actor: Actor) -> uuid.UUID | None:
    """The key of the draft that was deleted a moment ago, while it can be brought back."""
    key = read_key(request.args.get("deleted"))
    if key is None:
        return None
    try:
        return recordings.deleted_one(actor, key).id
    except NotFound:
        return None
