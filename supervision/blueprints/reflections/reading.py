"""Reading a reflection, and answering what it asks for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import redirect, request, url_for

from supervision import identity
from supervision.access import asks as ask_access
from supervision.access import reflections as access
from supervision.access.actor import Actor
from supervision.blueprints import when
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.reflections import presenters
from supervision.blueprints.reflections.forms import AnswerForm
from supervision.blueprints.reflections.routes import blueprint
from supervision.domain.refusals import Refused, require, required
from supervision.queries import asks, people, recordings, reflections, sessions
from supervision.services import asks as ask_services
from supervision.services import sessions as session_services


@blueprint.get("/<uuid:reflection_id>")
def read(reflection_id: UUID) -> Any:
    return _read(identity.actor(), reflection_id, AnswerForm())


@blueprint.route("/<uuid:reflection_id>/answers", methods=["GET", "POST"])
def answer(reflection_id: UUID) -> Any:
    """Answer the ask on a reflection: read, in words, or by bringing it to the next session."""
    actor = identity.actor()
    form = AnswerForm()
    if request.method != "POST":
        return _read(actor, reflection_id, form)
    reflection = reflections.get(actor, reflection_id)
    ask = required(asks.of(actor, reflection))
    require(ask_access.can_answer(actor, ask))
    asker = people.names(actor.organisation_id, [ask.asker_id])[ask.asker_id]
    if not form.validate():
        return _read(actor, reflection_id, form)
    try:
        notice(_answer(actor, ask, asker, form))
    except Refused as refusal:
        form.refuse(refusal)
        return _read(actor, reflection_id, form)
    return redirect(url_for(".read", reflection_id=reflection.id))


def _answer(actor: Actor, ask: Any, asker: str, form: AnswerForm) -> str:
    """Give the answer that was chosen; returns what to say about it."""
    how = request.form.get("do", "reply")
    if how == "read":
        ask_services.acknowledge(actor, ask)
        return f"{asker} can see that you have read it."
    if how == "agenda":
        planned = required(sessions.next_of(actor, ask.relation_id))
        session_services.bring_ask(actor, planned, ask)
        ask_services.bring(actor, ask)
        return f"It is on the agenda for {when.near(actor, planned.starts_at)}."
    ask_services.reply(actor, ask, form.typed(["words"])["words"])
    return f"Sent. {asker} can read your words now."


def _read(actor: Actor, reflection_id: UUID, form: AnswerForm) -> Any:
    """The page of one reflection, for its author or for someone it is shared with."""
    reflection = reflections.get(actor, reflection_id)
    mine = access.can_edit(actor, reflection)
    author = people.names(actor.organisation_id, [reflection.author_id])[reflection.author_id]
    shares = reflections.shares(actor, reflection)
    ask = asks.of(actor, reflection)
    can_answer = ask is not None and ask_access.can_answer(actor, ask)
    planned = sessions.next_of(actor, ask.relation_id) if ask and can_answer else None
    answers = asks.answers(actor, ask) if ask else ()
    brought = any(answer.kind == "agenda" for answer in answers)
    context = {
        "title": reflections.title(reflection),
        "reflection": reflection,
        "mine": mine,
        "author": author,
        "written": when.day(actor, reflection.written_at),
        "sections": presenters.sections(reflection),
        "readers": presenters.readers(shares),
        "shares": shares,
        "who_has": [
            f"{name}, {when.near(actor, at)} at {when.clock(actor, at)}"
            for name, at in reflections.read_by(actor, reflection)
        ]
        if mine
        else [],
        "unshared": [r for r in actor.supervised_by if r.id not in {s.relation_id for s in shares}]
        if mine
        else [],
        "about": recordings.labels(actor, reflections.recordings_of(reflection)),
        "ask": ask,
        "ask_heading": ask and presenters.asker_heading(actor, author, mine, ask.kind),
        "answers": [presenters.answer_line(actor, answer) for answer in answers],
        "can_answer": can_answer,
        "planned": planned and not brought and when.near(actor, planned.starts_at),
        "brought": brought,
        "plan_url": ask and url_for("sessions.plan", relation=ask.relation_id),
        "form": form,
        "court": presenters.COURT,
    }
    if form.errors or form.form_errors:
        return put_right("reflections/read.html", **context)
    return page("reflections/read.html", **context)
