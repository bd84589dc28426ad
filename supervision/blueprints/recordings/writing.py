"""Writing down what matters, writing on it, and recording it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from flask import redirect, request, url_for

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
from supervision.blueprints.recordings.routes import blueprint
from supervision.domain import settings
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, Refused, require
from supervision.language import gettext as _
from supervision.queries import recordings
from supervision.services import recordings as services


@blueprint.route("/new", methods=["GET", "POST"])
def write() -> Any:
    actor = identity.actor()
    require(access.can_write(actor))
    form = NewRecording()
    key = form.future_key("recording")
    held = recordings.references(actor)
    fellows = recordings.fellows(actor, [one for one, _code in held])
    form.offer_people(held, fellows, read_key(request.args.get("about")))
    context = {
        "form": form,
        "title": _("Write down what matters"),
        "action": url_for(".write"),
        "frameworks": recordings.frameworks((), settings.of(actor.settings).frameworks_left_out),
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
            outcomes=_chosen(form, context),
            reference=None
            if form.person.data == SOMEONE_NEW
            else recordings.reference(actor, uuid.UUID(form.person.data)),
        )
        return _kept(actor, recording)
    except Refused as refusal:
        form.refuse(refusal)
        return _editor(form, context)


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
            outcomes=_chosen(form, context),
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
    code, _author = recordings.about(actor, recording)
    names = _others(actor, recording)
    draft = recording.state == "draft"
    return {
        "form": form,
        "title": _("Write on what matters to person %(code)s", code=code),
        "action": url_for(".edit", recording_id=recording.id),
        "frameworks": recordings.frameworks(
            [one.id for one in recordings.outcomes_of(recording)],
            settings.of(actor.settings).frameworks_left_out,
        ),
        "saved": when.saved(actor, recording.saved_at),
        "leave": url_for(".read", recording_id=recording.id),
        "draft": draft,
        "about": _("Person %(code)s", code=code),
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
            "findings": checking.findings(form, WORDS) if typed else [],
            "saved": "" if typed or form.restored else context["saved"],
            "back": back,
        },
    )


def _chosen(form: Words, context: dict[str, Any]) -> list[uuid.UUID]:
    return form.chosen(group for one in context["frameworks"] for group in one.groups)


def _kept(actor: Actor, recording: Any) -> Any:
    """After saving: record it where the button said so, and say what has happened."""
    others: Sequence[str] = ()
    if request.form.get("do") == "record":
        services.record(actor, recording)
    if recording.state == "recorded":
        others = _others(actor, recording)
    if request.form.get("do") == "record":
        notice(presenters.recorded(others))
    else:
        notice(presenters.saved(others))
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
        keep_label=_("Save this version"),
    )


def _fill(form: EditedRecording, recording: Any) -> None:
    for name in WORDS:
        form[name].data = getattr(recording, name) or ""
    form.outcomes.data = [str(one.id) for one in recordings.outcomes_of(recording)]
    form.version.data = str(recording.version)


def _others(actor: Actor, recording: Any) -> Sequence[str]:
    return recordings.readers(actor, recording.author_id, recording.person_reference_id)
