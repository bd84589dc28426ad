"""Outcome recordings: list, write, read, record. Reviews are in `reviewing`."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, redirect, request, url_for

from supervision import identity
from supervision.access import recordings as access
from supervision.access.actor import Actor
from supervision.blueprints import clash, when
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.recordings import checking, presenters
from supervision.blueprints.recordings.forms import (
    SOMEONE_NEW,
    WORDS,
    EditedRecording,
    NewRecording,
    Words,
)
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, Refused, require
from supervision.domain.words import join_names
from supervision.queries import recordings
from supervision.services import recordings as services

blueprint = Blueprint("recordings", __name__, url_prefix="/outcomes")


@blueprint.get("")
def overview() -> Any:
    actor = identity.actor()
    require(access.can_write(actor))
    own = recordings.mine(actor, read_key(request.args.get("before")))
    others = recordings.readable(actor, read_key(request.args.get("others-before")))
    return page(
        "recordings/overview.html",
        own=[presenters.own_row(actor, row) for row in own.rows],
        own_earlier=own.earlier and url_for(".overview", before=own.earlier),
        others=[presenters.other_row(actor, row) for row in others.rows],
        others_earlier=others.earlier and url_for(".overview", **{"others-before": others.earlier}),
        first_page=not request.args,
    )


@blueprint.route("/new", methods=["GET", "POST"])
def write() -> Any:
    actor = identity.actor()
    require(access.can_write(actor))
    form = NewRecording()
    key = form.future_key("recording")
    held = recordings.references(actor)
    fellows = recordings.fellows(actor, [one for one, _ in held])
    form.offer_people(held, fellows)
    groups = recordings.outcomes()
    form.offer_outcomes(groups)
    context = {
        "form": form,
        "title": "Write down what matters",
        "action": url_for(".write"),
        "groups": groups,
        "saved": "",
        "leave": url_for(".overview"),
        "draft": True,
        "about": None,
        "readers": presenters.readers(()),
        "will_read": presenters.will_read(
            recordings.readers(actor, actor.person_id, None), more=bool(fellows)
        ),
        "reference": presenters.REFERENCE,
    }
    back = checking.pressed(form, WORDS)
    if back is not None or not form.validate_on_submit():
        return _editor(form, context, back)
    words = form.typed(WORDS)
    before = recordings.own_by_key(actor, key)
    if before is not None and not same_words(services.spoken(before), words):
        return _clash(actor, before, form, Conflict(services.spoken(before), before.version))
    try:
        recording = before or services.write(
            actor,
            key,
            words=words,
            outcomes=form.chosen(groups),
            reference=None
            if form.person.data == SOMEONE_NEW
            else recordings.reference(actor, uuid.UUID(form.person.data)),
        )
        return _kept(actor, recording)
    except Refused as refusal:
        form.refuse(refusal)
        return _editor(form, context)


@blueprint.get("/<uuid:recording_id>")
def read(recording_id: uuid.UUID) -> Any:
    actor = identity.actor()
    recording = recordings.get(actor, recording_id)
    code, author = recordings.about(actor, recording)
    mine = access.can_edit(actor, recording)
    draft = recording.state == "draft"
    reviews = recordings.reviews(actor, recording)
    names = recordings.readers(actor, recording.author_id, recording.person_reference_id)
    return page(
        "recordings/read.html",
        title=f"What matters to person {code}",
        recording=recording,
        mine=mine,
        draft=draft,
        lead=presenters.lead(author, mine, draft, when.day(actor, recording.written_at)),
        large=len(recording.what_matters or "") <= presenters.LONG_QUOTE,
        steps=presenters.steps(actor, recording, author, reviews) if reviews else [],
        colleagues=any(one.author_id != recording.author_id for one in reviews),
        readers=presenters.readers(() if draft else names),
        will_read=presenters.will_read(names),
        outcomes=[one.name for one in recordings.outcomes_of(recording)],
        can_review=access.can_review(actor, recording, holds=recordings.holds(actor, recording)),
    )


@blueprint.route("/<uuid:recording_id>/edit", methods=["GET", "POST"])
def edit(recording_id: uuid.UUID) -> Any:
    actor = identity.actor()
    recording = recordings.get(actor, recording_id)
    require(access.can_edit(actor, recording))
    form = EditedRecording()
    context = _editing(actor, recording, form)
    if request.method != "POST" and not form.restored:
        _fill(form, recording)
    back = checking.pressed(form, WORDS)
    if back is not None or not form.validate_on_submit():
        return _editor(form, context, back)
    try:
        services.edit(
            actor,
            recording,
            form.read_version(),
            words=form.typed(WORDS),
            outcomes=form.chosen(context["groups"]),
        )
        return _kept(actor, recording)
    except Refused as refusal:
        form.refuse(refusal)
        return _editor(form, context)
    except Conflict as conflict:
        return _clash(actor, recording, form, conflict)


@blueprint.post("/<uuid:recording_id>/recording")
def record(recording_id: uuid.UUID) -> Any:
    """Record a draft as it stands; what stops it is shown in the form."""
    actor = identity.actor()
    recording = recordings.get(actor, recording_id)
    require(access.can_edit(actor, recording))
    try:
        services.record(actor, recording)
    except Refused as refusal:
        form = EditedRecording(formdata=None)
        context = _editing(actor, recording, form)
        _fill(form, recording)
        form.refuse(refusal)
        return _editor(form, context)
    notice(presenters.recorded(_others(actor, recording)))
    return redirect(url_for(".read", recording_id=recording.id))


def _editing(actor: Actor, recording: Any, form: EditedRecording) -> dict[str, Any]:
    """What the page around an existing recording shows, as it stands before anything is saved."""
    groups = recordings.outcomes()
    form.offer_outcomes(groups)
    code, _ = recordings.about(actor, recording)
    names = _others(actor, recording)
    draft = recording.state == "draft"
    return {
        "form": form,
        "title": f"Write on what matters to person {code}",
        "action": url_for(".edit", recording_id=recording.id),
        "groups": groups,
        "saved": when.saved(actor, recording.saved_at),
        "leave": url_for(".read", recording_id=recording.id),
        "draft": draft,
        "about": f"Person {code}",
        "readers": presenters.readers(() if draft else names),
        "will_read": presenters.will_read(names),
        "reference": presenters.REFERENCE,
    }


def _editor(form: Words, context: dict[str, Any], back: str | None = None) -> Any:
    """The page to write on, with what to put right and what the check found."""
    answer = put_right if form.errors or form.form_errors else page
    typed = request.method == "POST"
    return answer(
        "recordings/editor.html",
        **{
            **context,
            "groups": presenters.outcome_groups(form.outcomes, context["groups"]),
            "findings": checking.findings(form, WORDS) if typed else [],
            "saved": "" if typed or form.restored else context["saved"],
            "back": back,
        },
    )


def _kept(actor: Actor, recording: Any) -> Any:
    """After saving: record it where the button said so, and say what has happened."""
    others: Sequence[str] = ()
    if request.form.get("do") == "record":
        services.record(actor, recording)
    if recording.state == "recorded":
        others = _others(actor, recording)
    if request.form.get("do") == "record":
        notice(presenters.recorded(others))
    elif others:
        notice(f"Saved. {join_names(others)} can read it as it is now.")
    else:
        notice("Saved. Only you can read it.")
    return redirect(url_for(".read", recording_id=recording.id))


def _clash(actor: Actor, recording: Any, form: Words, conflict: Conflict) -> Any:
    others = _others(actor, recording) if recording.state == "recorded" else ()
    return clash.page_for(
        conflict,
        mine=form.typed(WORDS),
        labels={name: form[name].label.text for name in WORDS},
        carried=[("outcomes", value) for value in form.outcomes.data or []],
        action=url_for(".edit", recording_id=recording.id),
        leave=url_for(".read", recording_id=recording.id),
        saved=when.saved(actor, recording.saved_at),
        who=presenters.readers(others),
        keep_label="Save this version",
    )


def _fill(form: EditedRecording, recording: Any) -> None:
    for name in WORDS:
        form[name].data = getattr(recording, name) or ""
    form.outcomes.data = [str(one.id) for one in recordings.outcomes_of(recording)]
    form.version.data = str(recording.version)


def _others(actor: Actor, recording: Any) -> Sequence[str]:
    return recordings.readers(actor, recording.author_id, recording.person_reference_id)
