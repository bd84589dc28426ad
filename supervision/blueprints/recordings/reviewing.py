"""Reviews of a recording: how it has gone since, what helped, what was in the way."""

from __future__ import annotations

import secrets
import uuid
from typing import Any

from flask import redirect, request, url_for

from supervision import identity
from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.blueprints import clash, say, when
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.recordings import checking, presenters
from supervision.blueprints.recordings.forms import REVIEW_WORDS, NewReview
from supervision.blueprints.recordings.routes import blueprint
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, Refused, require
from supervision.domain.reviews import Direction
from supervision.domain.wording import said
from supervision.language import gettext as _
from supervision.queries import recordings
from supervision.services import recordings as services


@blueprint.route("/<uuid:recording_id>/reviews/new", methods=["GET", "POST"])
def review(recording_id: uuid.UUID) -> Any:
    actor = identity.actor()
    recording = recordings.get(actor, recording_id)
    holds = recordings.holds(actor, recording)
    require(access.can_review(actor, recording, holds=holds))
    form = NewReview(reviewed_on=actor.today)
    key = form.own_key()
    back = checking.pressed(form, REVIEW_WORDS)
    if back is not None or not form.validate_on_submit():
        return _editor(actor, recording, form, back)
    try:
        services.review(
            actor,
            recording,
            key,
            direction=form.direction.data,
            reviewed_on=form.reviewed_on.data,
            **form.typed(REVIEW_WORDS),
            holds=holds,
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _editor(actor, recording, form)
    except Conflict as conflict:
        return _clash(actor, recording, form, key, conflict)
    notice(_("Saved. It is part of the journey now."))
    return redirect(url_for(".read", recording_id=recording.id))


def _editor(actor: Actor, recording: Any, form: NewReview, back: str | None = None) -> Any:
    """The review form, with what to put right and what the check found."""
    code, _author = recordings.about(actor, recording)
    answer = put_right if form.errors or form.form_errors else page
    return answer(
        "recordings/review.html",
        title=_("How has it gone for person %(code)s?", code=code),
        form=form,
        action=url_for(".review", recording_id=recording.id),
        leave=url_for(".read", recording_id=recording.id),
        words=recording.what_matters,
        readers=_readers(actor, recording),
        findings=checking.findings(form, REVIEW_WORDS) if request.method == "POST" else [],
        back=back,
    )


def _clash(
    actor: Actor, recording: Any, form: NewReview, key: uuid.UUID, conflict: Conflict
) -> Any:
    """The same form came with another review. A saved review stays; this one can be one too."""
    before = recordings.review_by_key(actor, key)
    mine = form.typed(REVIEW_WORDS)
    if before is None or same_words(conflict.theirs, mine):
        problem = (
            said(
                "You have saved these words already, as “%(direction)s”. To say that it went "
                "another way, add a word on how",
                direction=say.it(Direction(before.direction).words),
            )
            if before
            else said("You have saved these words already. Open it again to see them")
        )
        form.refuse(Refused({"direction": problem}))
        return _editor(actor, recording, form)
    given = form.reviewed_on
    return clash.page_for(
        conflict,
        mine=mine,
        labels={name: form[name].label.text for name in REVIEW_WORDS},
        carried=[
            ("direction", form.direction.data),
            *((f"{given.name}-{part}", getattr(given, part)) for part in ("day", "month", "year")),
        ],
        action=url_for(".review", recording_id=recording.id),
        leave=url_for(".read", recording_id=recording.id),
        saved=when.saved(actor, before.written_at),
        who=_readers(actor, recording),
        keep_label=_("Save it as another review"),
        versions=[("key", form.key.data or ""), ("another", secrets.token_hex(8))],
    )


def _readers(actor: Actor, recording: Any) -> presenters.Readers:
    """A review has readers of its own: the supervisors of who writes it, and the holders."""
    return presenters.readers(
        recordings.readers(actor, actor.person_id, recording.person_reference_id)
    )
