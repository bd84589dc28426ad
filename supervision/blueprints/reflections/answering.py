"""Answering what a reflection asks for, offering support, and saying whether it helped."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import redirect, request, url_for

from supervision import identity
from supervision.access import asks as access
from supervision.access.actor import Actor
from supervision.blueprints import when
from supervision.blueprints.forms_helped import HelpedForm
from supervision.blueprints.pages import notice
from supervision.blueprints.reflections import reading
from supervision.blueprints.reflections.forms_answers import AnswerForm, OfferForm
from supervision.blueprints.reflections.routes import blueprint
from supervision.domain.refusals import Refused, require, required
from supervision.language import gettext as _
from supervision.queries import asks, people, reflections, sessions
from supervision.services import asks as services
from supervision.services import sessions as session_services


@blueprint.route("/<uuid:reflection_id>/answers", methods=["GET", "POST"])
def answer(reflection_id: UUID) -> Any:
    """Answer the ask on a reflection: read, in words, or by bringing it to the next session."""
    actor = identity.actor()
    form = AnswerForm()
    if request.method != "POST":
        return reading.show(actor, reflection_id, form)
    ask, asker = _ask(actor, reflection_id)
    if not form.validate():
        return reading.show(actor, reflection_id, form)
    try:
        notice(_answer(actor, ask, asker, form))
    except Refused as refusal:
        form.refuse(refusal)
        return reading.show(actor, reflection_id, form)
    return redirect(url_for(".read", reflection_id=reflection_id))


@blueprint.route("/<uuid:reflection_id>/offers", methods=["GET", "POST"])
def offer(reflection_id: UUID) -> Any:
    """Offer support by a day."""
    actor = identity.actor()
    form = OfferForm()
    if request.method != "POST":
        return reading.show(actor, reflection_id, form)
    ask, asker = _ask(actor, reflection_id)
    if not form.validate():
        return reading.show(actor, reflection_id, form)
    try:
        services.offer(actor, ask, form.typed(["offered"])["offered"], form.by_on.data)
    except Refused as refusal:
        form.refuse(refusal)
        return reading.show(actor, reflection_id, form)
    notice(_("Offered. %(name)s can read your words now.", name=asker))
    return redirect(url_for(".read", reflection_id=reflection_id))


@blueprint.route("/<uuid:reflection_id>/answers/<uuid:answer_id>", methods=["GET", "POST"])
def say_if_helped(reflection_id: UUID, answer_id: UUID) -> Any:
    """Say whether support helped: whoever asked, from Home or from the reflection."""
    actor = identity.actor()
    ask = required(asks.of(actor, reflections.get(actor, reflection_id)))
    given = asks.answer_to(actor, ask, answer_id)
    require(access.can_say_if_helped(actor, ask, given))
    form = HelpedForm(given.id)
    if request.method != "POST" or not form.validate():
        return reading.show(actor, reflection_id, form)
    words = form.typed(["helped_words"])["helped_words"]
    try:
        services.say_if_helped(actor, ask, given, form.helped.data or "", words)
    except Refused as refusal:
        form.refuse(refusal)
        return reading.show(actor, reflection_id, form)
    by = people.names(actor.organisation_id, [given.person_id])[given.person_id]
    notice(_("Thank you for saying so. %(name)s can read it now.", name=by))
    return redirect(url_for(".read", reflection_id=reflection_id))


def _ask(actor: Actor, reflection_id: UUID) -> tuple[Any, str]:
    """The ask on a reflection, which the actor may answer, and how its asker is called."""
    ask = required(asks.of(actor, reflections.get(actor, reflection_id)))
    require(access.can_answer(actor, ask))
    return ask, people.names(actor.organisation_id, [ask.asker_id])[ask.asker_id]


def _answer(actor: Actor, ask: Any, asker: str, form: AnswerForm) -> str:
    """Give the answer that was chosen; returns what to say about it."""
    how = request.form.get("do", "reply")
    if how == "read":
        services.acknowledge(actor, ask)
        return _("%(name)s can see that you have read it.", name=asker)
    if how == "agenda":
        planned = required(sessions.next_of(actor, ask.relation_id))
        session_services.bring_ask(actor, planned, ask)
        services.bring(actor, ask)
        return _("It is on the agenda for %(day)s.", day=when.near(actor, planned.starts_at))
    services.reply(actor, ask, form.typed(["words"])["words"])
    return _("Sent. %(name)s can read your words now.", name=asker)
