"""Writing a reflection, and writing on: one form, one named button for each reader."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for

from supervision import identity
from supervision.access import reflections as access
from supervision.access.actor import Actor, Relation
from supervision.blueprints import clash, say, when
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.reflections import presenters, questions
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
from supervision.language import gettext as _
from supervision.queries import asks, recordings, reflections, shares
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
    if _other_questions(form) or not form.validate_on_submit():
        return _editor(actor, form, url_for(".write"))
    before = reflections.own_by_key(actor, key)
    words = form.typed(WORDS)
    if before is not None:
        stands, wanted = services.with_ask(before), form.wanted()
        if not same_words(stands, {**words, "ask_words": wanted[1] if wanted else ""}):
            return _clash(actor, before, form, Conflict(stands, before.version))
        services.edit(
            actor,
            before,
            before.version,
            words=words,
            ask=wanted,
            about=_about(actor, form),
            model=form.model.data,
        )
        return _kept(actor, before)
    try:
        reflection = services.write(
            actor,
            key,
            words=words,
            ask=form.wanted(),
            about=_about(actor, form),
            model=form.model.data or questions.LINES,
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
    if _other_questions(form) or not form.validate_on_submit():
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
            model=form.model.data,
            kept_words=form.typed(["kept_words"])["kept_words"],
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _editor(actor, form, action, reflection)
    except Conflict as conflict:
        return _clash(actor, reflection, form, conflict)
    return _kept(actor, reflection)


def _other_questions(form: Lines) -> bool:
    """Whether a button chose another form of reflection: what was typed stays, nothing is saved."""
    what, _colon, model = request.form.get("do", "").partition(":")
    if request.method != "POST" or what != "model":
        return False
    form.ask_as(model)
    return True


def _editor(actor: Actor, form: Lines, action: str, reflection: Any = None) -> Any:
    """The page to write on, with what stands now and what to put right."""
    standing = shares.of(actor, reflection) if reflection else ()
    shared = {s.relation_id for s in standing}
    asked = questions.of(form.model.data)
    context = {
        "form": form,
        "action": action,
        "title": _("Write on this reflection") if reflection else _("Write a reflection"),
        "lead": str(asked.lead),
        "models": [
            (model, str(one.name), model == form.model.data)
            for model, one in questions.QUESTIONS.items()
        ],
        "texts": [(form[name], asked.rows[name], asked.examples[name]) for name in form.shown()],
        "readers": presenters.readers(standing),
        "saved": when.saved(actor, reflection.saved_at) if reflection else "",
        "shared": bool(standing),
        # A reason is asked for when the check wants one, since others read this at once.
        "ask_why": bool(form.kept_words.errors or form.kept_words.data),
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
        notice(_("Shared. %(name)s can read it now.", name=relation.supervisor))
    else:
        names = [presenters.audience(s) for s in shares.of(actor, reflection)]
        notice(
            _("Saved. %(names)s can read it as it is now.", names=say.capital(say.names(names)))
            if names
            else _("Saved. Only you can read it.")
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
            "ask_words": _("What you would like back"),
        },
        carried=[
            (name, value)
            for name, value in request.form.items(multi=True)
            if name in {"ask", "about", "model", "kept_words"}
        ],
        action=url_for(".edit", reflection_id=reflection.id),
        leave=url_for(".read", reflection_id=reflection.id),
        saved=when.saved(actor, reflection.saved_at),
        who=presenters.readers(shares.of(actor, reflection)),
        keep_label=_("Save this version"),
    )


def _fill(actor: Actor, form: EditedReflection, reflection: Any) -> None:
    form.ask_as(reflection.model)
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
    people = {**dict(recordings.labels(actor, linked)), **dict(recordings.choices(actor))}
    form.offer_people([(key, say.it(label)) for key, label in people.items()])


def _about(actor: Actor, form: Lines) -> Any:
    key = read_key(form.about.data)
    return recordings.get(actor, key) if key else None
