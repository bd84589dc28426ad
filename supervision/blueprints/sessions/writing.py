"""Writing the record: one form. Whichever button is pressed, everything typed is saved."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import redirect, request, url_for

from supervision import identity
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.sessions import (
    again,
    clashing,
    looking_back,
    reading,
    signatures,
    since,
)
from supervision.blueprints.sessions.forms import (
    SECTION_NAMES,
    RecordForm,
    look_name,
    record_form,
)
from supervision.blueprints.sessions.routes import blueprint
from supervision.domain.actions import Look
from supervision.domain.prompts import HELPS
from supervision.domain.refusals import Conflict, Refused, require
from supervision.domain.sections import SECTIONS
from supervision.language import gettext as _
from supervision.queries import recordings, reflections, sessions
from supervision.services import sessions as services


@blueprint.route("/<uuid:session_id>/record", methods=["GET", "POST"])
def record(session_id: uuid.UUID) -> Any:
    actor = identity.actor()
    supervision_session = sessions.get(actor, session_id)
    require(access.can_write(actor, supervision_session))
    parts = sessions.parts(actor, supervision_session)
    actions = looking_back.last_time(actor, supervision_session, parts)
    form = record_form(
        [action.id for action in actions],
        [(p.person_id, p.name) for p in (parts.supervisee, parts.supervisor)],
    )
    key = again.key(form.future_key("record"))
    if request.method != "POST" and not form.restored:
        _fill(form, parts)
    if not form.validate_on_submit():
        return _record(actor, supervision_session, parts, actions, form)
    try:
        _save_sections(actor, supervision_session, form)
    except Conflict as conflict:
        return clashing.page_for(actor, supervision_session, conflict, form)
    try:
        _save_rest(actor, supervision_session, parts, actions, form, key)
    except Refused as refusal:
        form.refuse(refusal)
        return _record(actor, supervision_session, parts, actions, form)
    except _SentBefore as sent:
        return again.page_for(request.path, mine=sent.mine, there=sent.there, place=sent.place)
    return _saved(actor, supervision_session, parts)


class _SentBefore(Exception):
    """The same form put other words into a list before."""

    def __init__(self, mine: str, conflict: Conflict, place: str) -> None:
        super().__init__(place)
        self.mine, self.there, self.place = mine, conflict.theirs["words"], place


def _save_sections(actor: Actor, supervision_session: Any, form: RecordForm) -> None:
    """Save the sections, but for those of which the other's text is to be kept."""
    kept = request.form.getlist("clashing") if request.form.get("keep") == "theirs" else []
    words = {name: text for name, text in form.typed(SECTION_NAMES).items() if name not in kept}
    services.save_sections(actor, supervision_session, words, form.versions())


def _save_rest(
    actor: Actor,
    supervision_session: Any,
    parts: Any,
    actions: Any,
    form: RecordForm,
    key: uuid.UUID,
) -> None:
    """Save the looks, the links, an item and an action where there is one, and share if asked."""
    said = {look.action_id: look.result for look in parts.looks}
    for action_id, look in form.looks(action.id for action in actions):
        if said.get(action_id) != look:
            action = sessions.earlier_action(actor, supervision_session, action_id)
            services.look(actor, supervision_session, action, look)
    _link(actor, supervision_session, form)
    typed = form.typed(["item", "agreed"])
    if not again.leave():
        _add(actor, supervision_session, form, key, typed)
    if request.form.get("do") == "share":
        services.share(actor, supervision_session)


def _add(
    actor: Actor, supervision_session: Any, form: RecordForm, key: uuid.UUID, typed: dict[str, str]
) -> None:
    """Put what was typed for the lists into them: an item of the agenda, an action."""
    if typed["item"]:
        with _about("item", typed["item"], _("the agenda")):
            services.add_to_agenda(actor, supervision_session, key, typed["item"])
    if typed["agreed"]:
        with _about("agreed", typed["agreed"], _("what you will do")):
            services.agree_action(
                actor,
                supervision_session,
                key,
                words=typed["agreed"],
                owner_id=read_key(form.owner.data),
                due_on=form.due.data,
            )


@contextmanager
def _about(field: str, mine: str, place: str) -> Iterator[None]:
    """Say of which field of this form a service speaks when it refuses its words."""
    try:
        yield
    except Refused as refusal:
        problems = {field if k == "words" else k: text for k, text in refusal.problems.items()}
        raise Refused(problems) from refusal
    except Conflict as conflict:
        raise _SentBefore(mine, conflict, place) from conflict


def _link(actor: Actor, supervision_session: Any, form: RecordForm) -> None:
    """Link what was ticked, and unlink what was ticked when the page was drawn and is no more."""
    before = {k for k in map(read_key, request.form.getlist("linked")) if k}
    for ticked, see, link in (
        (form.reflections.data, reflections.titles, services.link_reflection),
        (form.recordings.data, recordings.labels, services.link_recording),
    ):
        now = {k for k in map(read_key, ticked or []) if k}
        changed = now ^ before
        for key in dict(see(actor, sorted(changed))) if changed else {}:
            link(actor, supervision_session, _Thing(key), linked=key in now)


class _Thing:
    """The key of something that a query has just shown the actor."""

    def __init__(self, key: uuid.UUID) -> None:
        self.id = key


def _saved(actor: Actor, supervision_session: Any, parts: Any) -> Any:
    """Say what has happened, and go back to writing or on to the page of the session."""
    do = request.form.get("do", "save")
    name = parts.supervisee.name
    if do == "share":
        notice(
            _("Shared. %(name)s can read the draft now, and both of you can sign it.", name=name)
        )
        return redirect(url_for(".read", session_id=supervision_session.id))
    both = supervision_session.state == "shared"
    other = signatures.other_name(actor, parts)
    notice(
        _("Saved. %(name)s can read it as it is now.", name=other)
        if both
        else _("Saved. %(name)s can read the three sections once you share the draft.", name=name)
    )
    anchors = {"add-item": "agenda", "add-action": "actions"}
    return redirect(url_for(".record", session_id=supervision_session.id, _anchor=anchors.get(do)))


def _record(
    actor: Actor, supervision_session: Any, parts: Any, actions: Any, form: RecordForm
) -> Any:
    """The page to write on."""
    saved = [section.saved_at for section in parts.sections if section.saved_at]
    context = {
        **reading.frame(actor, supervision_session, parts),
        "form": form,
        "saved": when.saved(actor, max(saved)) if saved else "",
        "looks": [
            {
                "name": look_name(action.id),
                **looking_back.choice(actor, parts, action),
                "options": [(look.value, say.it(look.words)) for look in Look],
                "checked": form[look_name(action.id)].data or "",
            }
            for action in actions
        ],
        "since": _ticked(since.rows(actor, supervision_session, parts), form),
        "sections": [
            {"name": s.name, "heading": say.it(s.heading), "hint": say.it(s.hint)} for s in SECTIONS
        ],
        "prompts": [say.prompt(name) for name in HELPS],
        "sign": signatures.panel(actor, supervision_session, parts),
        "can_share": access.can_share(actor, supervision_session),
        "leave": url_for(".read", session_id=supervision_session.id),
    }
    if form.errors or form.form_errors:
        return put_right("sessions/record.html", **context)
    return page("sessions/record.html", **context)


def _ticked(rows: list[dict[str, Any]], form: RecordForm) -> list[dict[str, Any]]:
    """The rows of what came since, each with whether its box is ticked on this page."""
    ticked = {*(form.reflections.data or []), *(form.recordings.data or [])}
    return [{**row, "ticked": str(row["key"]) in ticked} for row in rows]


def _fill(form: RecordForm, parts: Any) -> None:
    for section in parts.sections:
        if section.name in SECTION_NAMES:
            form[section.name].data = section.words or ""
            form[f"version_{section.name}"].data = str(section.version)
    for look in parts.looks:
        if look_name(look.action_id) in form:
            form[look_name(look.action_id)].data = look.result
    form.reflections.data = [str(key) for key in parts.reflection_ids]
    form.recordings.data = [str(key) for key in parts.recording_ids]
    form.owner.data = str(parts.supervisee.person_id)
