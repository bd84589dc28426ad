"""Writing a reflection, and writing on: one form, one named button for each reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for

from supervision import identity
from supervision.access import reflections as access
from supervision.access.actor import Actor, Relation
from supervision.blueprints import clash, when
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.reflections import presenters
from supervision.blueprints.reflections.forms import (
    NOTHING,
    WORDS,
    EditedReflection,
    Lines,
    NewReflection,
)
from supervision.blueprints.reflections.routes import blueprint
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, Refused, require, required
from supervision.queries import asks, recordings, reflections
from supervision.services import reflections as services


@blueprint.route("/new", methods=["GET", "POST"])
def write() -> Any:
    actor = identity.actor()
    require(access.can_write(actor))
    form = NewReflection()
    key = form.future_key("reflection")
    _offer_people(actor, form)
    if request.method != "POST" and not form.restored and request.args.get("about"):
        form.about.data = request.args["about"]
    if not form.validate_on_submit():
        return _editor(actor, form, url_for(".write"))
    before = reflections.own_by_key(actor, key)
    words = form.typed(WORDS)
    if before is not None:
        stands, wanted = services.with_ask(before), form.wanted()
        if not same_words(stands, {**words, "ask_words": wanted[1] if wanted else ""}):
            return _clash(actor, before, form, Conflict(stands, before.version))
        services.edit(
            actor, before, before.version, words=words, ask=wanted, about=_about(actor, form)
        )
        return _kept(actor, before)
    try:
        reflection = services.write(
            actor, key, words=words, ask=form.wanted(), about=_about(actor, form)
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _editor(actor, form, url_for(".write"))
    return _kept(actor, reflection)


@blueprint.route("/<uuid:reflection_id>/edit", methods=["GET", "POST"])
def edit(reflection_id: UUID) -> Any:
    actor = identity.actor()
    reflection = reflections.get(actor, reflection_id)
    require(access.can_edit(actor, reflection))
    form = EditedReflection()
    linked = reflections.recordings_of(reflection)
    _offer_people(actor, form, linked)
    if request.method != "POST" and not form.restored:
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
            # A link that its writer may not see just now is not theirs to drop by saving.
            keep_links=form.about.data in (None, NOTHING)
            and len(recordings.labels(actor, linked)) < len(linked),
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _editor(actor, form, action, reflection)
    except Conflict as conflict:
        return _clash(actor, reflection, form, conflict)
    return _kept(actor, reflection)


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
    return required(actor.supervision_by(read_key(key))) if what == "share" else None


def _clash(actor: Actor, reflection: Any, form: Lines, conflict: Conflict) -> Any:
    wanted = form.wanted()
    return clash.page_for(
        conflict,
        mine={**form.typed(WORDS), "ask_words": wanted[1] if wanted else ""},
        labels={
            **{name: form[name].label.text for name in WORDS},
            "ask_words": "What you would like back",
        },
        carried=[
            (name, value)
            for name, value in request.form.items(multi=True)
            if name in {"ask", "about"}
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
    about = recordings.labels(actor, reflections.recordings_of(reflection))
    form.about.data = str(about[0][0]) if about else NOTHING


def _offer_people(actor: Actor, form: Lines, linked: Sequence[UUID] = ()) -> None:
    """Offer the newest recordings, and whatever it is about already."""
    offered = dict(recordings.choices(actor))
    form.offer_people([*{**dict(recordings.labels(actor, linked)), **offered}.items()])


def _about(actor: Actor, form: Lines) -> Any:
    key = read_key(form.about.data)
    return recordings.get(actor, key) if key else None
