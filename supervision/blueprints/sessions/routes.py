"""Supervision: the overview, and the page of one session. Dates are chosen in `planning`, the
record is written in `writing` and signed in `signing`."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, redirect, request, url_for

from supervision import identity
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.blueprints.forms import read_key
from supervision.blueprints.forms_agenda import AgendaForm
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.sessions import again, presenters, reading
from supervision.domain.refusals import Conflict, Refused, require
from supervision.queries import sessions
from supervision.services import sessions as services

blueprint = Blueprint("sessions", __name__, url_prefix="/supervision")


@blueprint.get("")
def overview() -> Any:
    actor = identity.actor()
    require(actor.practises)
    coming, dates, met = (
        sessions.upcoming(actor),
        sessions.next_dates(actor),
        sessions.last_met(actor),
    )
    earlier = sessions.past(actor, read_key(request.args.get("before")))
    above = sessions.outlines(actor, read_key(request.args.get("above-before")))
    shown = {row.id for row in dates.values()}
    return page(
        "sessions/overview.html",
        next=_next(actor, coming),
        to_sign=[presenters.sign_row(actor, row) for row in sessions.to_sign(actor)],
        people=[
            presenters.person_row(actor, r, dates.get(r.id), met.get(r.id))
            for r in actor.supervises
        ],
        own=[
            presenters.person_row(actor, r, dates.get(r.id), met.get(r.id))
            for r in actor.supervised_by
        ],
        later=[presenters.session_row(actor, row) for row in coming if row.id not in shown],
        earlier=[presenters.session_row(actor, row) for row in earlier.rows],
        earlier_href=earlier.earlier and url_for(".overview", before=earlier.earlier),
        above=[presenters.outline_row(actor, row) for row in above.rows],
        above_href=above.earlier and url_for(".overview", **{"above-before": above.earlier}),
    )


@blueprint.get("/<uuid:session_id>")
def read(session_id: uuid.UUID) -> Any:
    return _read(identity.actor(), session_id, AgendaForm())


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
            request.path, mine=words, there=conflict.theirs["words"], place="the agenda"
        )
    notice("It is on the agenda.")
    return back


def _read(actor: Actor, session_id: uuid.UUID, form: AgendaForm) -> Any:
    """The page of one session, for either of the two."""
    supervision_session = sessions.get(actor, session_id)
    if request.method != "POST":
        form.future_key("agenda-item")
    context = {"form": form, **reading.context(actor, supervision_session)}
    if form.errors or form.form_errors:
        return put_right("sessions/read.html", **context)
    return page("sessions/read.html", **context)


def _next(actor: Actor, coming: Any) -> presenters.Next | None:
    """The next session, or the way to plan one."""
    if coming:
        return presenters.next_step(actor, coming[0])
    relations = [*actor.supervised_by, *actor.supervises]
    return presenters.choose_step(actor, relations[0]) if relations else None
