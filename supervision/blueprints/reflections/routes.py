"""Reflections: list, write, read, share, take back, and answer what they ask for."""

from __future__ import annotations

import uuid
from typing import Any

from flask import Blueprint, redirect, request, url_for

from supervision import identity
from supervision.access import asks as ask_access
from supervision.access import reflections as access
from supervision.access.actor import Actor, Relation
from supervision.blueprints import clash, when
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.reflections import presenters
from supervision.blueprints.reflections.forms import (
    NOTHING,
    WORDS,
    AnswerForm,
    EditedReflection,
    Lines,
    NewReflection,
)
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, Refused, require, required
from supervision.queries import asks, library, people, recordings, reflections, sessions
from supervision.services import asks as ask_services
from supervision.services import reflections as services

blueprint = Blueprint("reflections", __name__, url_prefix="/reflections")


@blueprint.get("")
def overview() -> Any:
    actor = identity.actor()
    require(access.can_write(actor))
    own = reflections.mine(actor, _before("before"))
    others = reflections.shared_with(actor, _before("shared-before"))
    return page(
        "reflections/overview.html",
        own=[presenters.own_row(actor, row) for row in own.rows],
        own_earlier=own.earlier and url_for(".overview", before=own.earlier),
        others=[presenters.shared_row(actor, row) for row in others.rows],
        others_earlier=others.earlier and url_for(".overview", **{"shared-before": others.earlier}),
        first_page=not request.args,
        example=library.newest_one(actor),
    )


@blueprint.route("/new", methods=["GET", "POST"])
def write() -> Any:
    actor = identity.actor()
    require(access.can_write(actor))
    form = NewReflection()
    key = form.future_key("reflection")
    _offer_people(actor, form)
    if request.method == "GET" and not form.restored and request.args.get("about"):
        form.about.data = request.args["about"]
    if not form.validate_on_submit():
        return _editor(actor, form, url_for(".write"))
    before = reflections.own_by_key(actor, key)
    words = form.typed(WORDS)
    if before is not None:
        if not same_words(services.spoken(before), words):
            conflict = Conflict(services.spoken(before), before.version)
            return _clash(actor, before, form, conflict)
        return redirect(url_for(".read", reflection_id=key))
    try:
        reflection = services.write(
            actor, key, words=words, ask=form.wanted(), about=_about(actor, form)
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _editor(actor, form, url_for(".write"))
    return _kept(actor, reflection)


@blueprint.route("/<uuid:reflection_id>/edit", methods=["GET", "POST"])
def edit(reflection_id: uuid.UUID) -> Any:
    actor = identity.actor()
    reflection = reflections.get(actor, reflection_id)
    require(access.can_edit(actor, reflection))
    form = EditedReflection()
    _offer_people(actor, form)
    if request.method == "GET" and not form.restored:
        _fill(actor, form, reflection)
    action = url_for(".edit", reflection_id=reflection.id)
    if not form.validate_on_submit():
        return _editor(actor, form, action, reflection)
    try:
        services.edit(
            actor,
            reflection,
            form.read_version(),
            words=form.typed(WORDS),
            ask=form.wanted(),
            about=_about(actor, form),
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _editor(actor, form, action, reflection)
    except Conflict as conflict:
        return _clash(actor, reflection, form, conflict)
    return _kept(actor, reflection)


@blueprint.get("/<uuid:reflection_id>")
def read(reflection_id: uuid.UUID) -> Any:
    return _read(identity.actor(), reflection_id, AnswerForm())


@blueprint.post("/<uuid:reflection_id>/shares")
def share(reflection_id: uuid.UUID) -> Any:
    actor = identity.actor()
    reflection = reflections.get(actor, reflection_id)
    require(access.can_edit(actor, reflection))
    relation = required(actor.supervision_by(_key(request.form.get("relation"))))
    services.share(actor, reflection, relation)
    notice(f"Shared. {relation.supervisor} can read it now.")
    return redirect(url_for(".read", reflection_id=reflection.id))


@blueprint.post("/<uuid:reflection_id>/taking-back")
def take_back(reflection_id: uuid.UUID) -> Any:
    actor = identity.actor()
    reflection = reflections.get(actor, reflection_id)
    services.take_back(actor, reflection)
    notice("Taken back. Only you can read it now.")
    return redirect(url_for(".read", reflection_id=reflection.id))


@blueprint.route("/<uuid:reflection_id>/answers", methods=["GET", "POST"])
def answer(reflection_id: uuid.UUID) -> Any:
    """Answer the ask on a reflection: read, in words, or by bringing it to the next session."""
    actor = identity.actor()
    form = AnswerForm()
    if request.method == "GET":
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
        ask_services.bring(actor, ask, planned)
        return f"It is on the agenda for {when.near(actor, planned.starts_at)}."
    ask_services.reply(actor, ask, form.typed(["words"])["words"])
    return f"Sent. {asker} can read your words now."


def _read(actor: Actor, reflection_id: uuid.UUID, form: AnswerForm) -> Any:
    """The page of one reflection, for its author or for someone it is shared with."""
    reflection = reflections.get(actor, reflection_id)
    mine = access.can_edit(actor, reflection)
    author = people.names(actor.organisation_id, [reflection.author_id])[reflection.author_id]
    shares = reflections.shares(actor, reflection)
    ask = asks.of(actor, reflection)
    can_answer = ask is not None and ask_access.can_answer(actor, ask)
    planned = sessions.next_of(actor, ask.relation_id) if ask and can_answer else None
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
        "answers": [presenters.answer_line(actor, a) for a in asks.answers(actor, ask)]
        if ask
        else [],
        "can_answer": can_answer,
        "planned": planned and when.near(actor, planned.starts_at),
        "plan_url": ask and url_for("sessions.plan", relation=ask.relation_id),
        "form": form,
        "court": presenters.COURT,
    }
    if form.errors or form.form_errors:
        return put_right("reflections/read.html", **context)
    return page("reflections/read.html", **context)


def _editor(actor: Actor, form: Lines, action: str, reflection: Any = None) -> Any:
    """The page to write on, with what stands now and what to put right."""
    shares = reflections.shares(actor, reflection) if reflection else ()
    shared = {s.relation_id for s in shares}
    context = {
        "form": form,
        "action": action,
        "title": "Write on" if reflection else "Write a reflection",
        "readers": presenters.readers(shares),
        "saved": when.saved(actor, reflection.saved_at) if reflection else "",
        "shared_names": [s.name for s in shares],
        "relations": [r for r in actor.supervised_by if r.id not in shared],
        "court": presenters.COURT,
        "leave": url_for(".read", reflection_id=reflection.id)
        if reflection
        else url_for(".overview"),
    }
    if form.errors or form.form_errors:
        return put_right("reflections/editor.html", **context)
    return page("reflections/editor.html", **context)


def _kept(actor: Actor, reflection: Any) -> Any:
    """After saving: share where the button said so, and say what has happened."""
    relation = _chosen(actor)
    if relation is not None:
        services.share(actor, reflection, relation)
        notice(f"Shared. {relation.supervisor} can read it now.")
    else:
        names = [s.name for s in reflections.shares(actor, reflection)]
        notice(
            f"Saved. {' and '.join(names)} can read it as it is now."
            if names
            else "Saved. Only you can read it."
        )
    return redirect(url_for(".read", reflection_id=reflection.id))


def _chosen(actor: Actor) -> Relation | None:
    """The supervisor whose own button was pressed; there is one button for each."""
    what, _, key = request.form.get("do", "keep").partition(":")
    return required(actor.supervision_by(_key(key))) if what == "share" else None


def _clash(actor: Actor, reflection: Any, form: Lines, conflict: Conflict) -> Any:
    labels = {name: form[name].label.text for name in WORDS}
    return clash.page_for(
        conflict,
        mine=form.typed(WORDS),
        labels=labels,
        carried=[
            (name, value)
            for name, value in request.form.items(multi=True)
            if name in {"ask", "ask_words", "about"}
        ],
        action=url_for(".edit", reflection_id=reflection.id),
        leave=url_for(".read", reflection_id=reflection.id),
        saved=when.saved(actor, reflection.saved_at),
        who=presenters.readers(reflections.shares(actor, reflection)),
        keep_label="Save this version",
    )


def _fill(actor: Actor, form: EditedReflection, reflection: Any) -> None:
    for name in WORDS:
        form[name].data = getattr(reflection, name) or ""
    form.version.data = str(reflection.version)
    ask = asks.of(actor, reflection)
    if ask is not None:
        form.ask.data, form.ask_words.data = ask.kind, ask.words or ""
    about = reflections.recordings_of(reflection)
    form.about.data = str(about[0]) if about else NOTHING


def _offer_people(actor: Actor, form: Lines) -> None:
    form.offer_people(recordings.choices(actor))


def _about(actor: Actor, form: Lines) -> Any:
    key = _key(form.about.data)
    return recordings.get(actor, key) if key else None


def _before(name: str) -> uuid.UUID | None:
    return _key(request.args.get(name))


def _key(value: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(value or "")
    except ValueError:
        return None
