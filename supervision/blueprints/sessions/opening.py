"""The page of one session, with what can be put on its agenda and taken off, what is added under
it once it is signed, and a copy to print."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, request, url_for

from supervision import identity
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.blueprints import when
from supervision.blueprints.forms_agenda import AgendaForm
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.sessions import again, group_reading, paper, reading
from supervision.blueprints.sessions.forms import AdditionForm
from supervision.blueprints.sessions.routes import blueprint
from supervision.domain.refusals import Conflict, Refused, require
from supervision.language import gettext as _
from supervision.queries import sessions
from supervision.services import sessions as services


@blueprint.get("/<uuid:session_id>")
def read(session_id: uuid.UUID) -> Any:
    return _read(identity.actor(), session_id, AgendaForm())


@blueprint.get("/<uuid:session_id>/print")
def keep_copy(session_id: uuid.UUID) -> Any:
    """What the reader can read of a session, for paper."""
    actor = identity.actor()
    supervision_session = sessions.get(actor, session_id)
    return page("sessions/print.html", **paper.context(actor, supervision_session))


@blueprint.route("/<uuid:session_id>/agenda-items", methods=["GET", "POST"])
def add_agenda_item(session_id: uuid.UUID) -> Any:
    """Put something on the agenda, from the session's page or from Home."""
    actor, form = identity.actor(), AgendaForm()
    if request.method != "POST":
        return _read(actor, session_id, form)
    supervision_session = sessions.get(actor, session_id)
    require(access.can_add(actor, supervision_session))
    key = again.key(form.future_key("agenda-item"))
    back = redirect(url_for(".read", session_id=session_id, _anchor="agenda"))
    if again.leave():
        return back
    if not form.validate():
        return _read(actor, session_id, form)
    words = form.typed(["words"])["words"]
    try:
        services.add_to_agenda(actor, supervision_session, key, words)
    except Refused as refusal:
        form.refuse(refusal)
        return _read(actor, session_id, form)
    except Conflict as conflict:
        return again.page_for(
            request.path, mine=words, there=conflict.theirs["words"], place=_("the agenda")
        )
    notice(_("It is on the agenda."))
    return back


@blueprint.post("/<uuid:session_id>/agenda-items/<uuid:item_id>/taking-off")
def take_off(session_id: uuid.UUID, item_id: uuid.UUID) -> Any:
    """Take one's own item off the agenda."""
    actor = identity.actor()
    supervision_session = sessions.get(actor, session_id)
    item = sessions.agenda_item(actor, supervision_session, item_id)
    services.take_off(actor, supervision_session, item)
    notice(_("It is off the agenda."))
    return redirect(url_for(".read", session_id=session_id, _anchor="agenda"))


@blueprint.route("/<uuid:session_id>/additions", methods=["GET", "POST"])
def add_later(session_id: uuid.UUID) -> Any:
    """Add words under a signed record."""
    actor, form = identity.actor(), AdditionForm()
    if request.method != "POST":
        return _read(actor, session_id, AgendaForm(formdata=None), form)
    supervision_session = sessions.get(actor, session_id)
    require(access.can_add_after_signing(actor, supervision_session))
    key = again.key(form.future_key("addition"))
    back = redirect(url_for(".read", session_id=session_id, _anchor="later"))
    if again.leave():
        return back
    if not form.validate():
        return _read(actor, session_id, AgendaForm(formdata=None), form)
    words = form.typed(["words"])["words"]
    try:
        services.add_after_signing(actor, supervision_session, key, words)
    except Refused as refusal:
        form.refuse(refusal)
        return _read(actor, session_id, AgendaForm(formdata=None), form)
    except Conflict as conflict:
        return again.page_for(
            request.path,
            mine=words,
            there=conflict.theirs["words"],
            place=_("what was added to this record"),
        )
    at = when.clock(actor, actor.now)
    notice(_("Added under the record, with today’s date and the time, %(clock)s.", clock=at))
    return back


def _read(
    actor: Actor, session_id: uuid.UUID, form: AgendaForm, later: AdditionForm | None = None
) -> Any:
    """The page of one session, for either of the two, or for whoever takes part in a group."""
    supervision_session = sessions.get(actor, session_id, groups=True)
    if supervision_session.relation_id is None:
        return group_reading.show(actor, supervision_session)
    parts = sessions.parts(actor, supervision_session)
    shown = later if later is not None else AdditionForm(formdata=None)
    if request.method != "POST":
        form.future_key("agenda-item")
        shown.future_key("addition")
    context = {
        "form": form,
        "later": shown,
        "wrong": shown if shown.errors or shown.form_errors else form,
        **reading.context(actor, supervision_session, parts),
    }
    if form.errors or form.form_errors or shown.errors or shown.form_errors:
        return put_right("sessions/read.html", **context)
    return page("sessions/read.html", **context)
