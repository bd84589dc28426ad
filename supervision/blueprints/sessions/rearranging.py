"""Moving a session to another time, and cancelling it: one of two, or one of a group."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, render_template, request, url_for

from supervision import identity
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.sessions import presenters, signatures
from supervision.blueprints.sessions.forms import CancelForm, MoveForm
from supervision.blueprints.sessions.routes import blueprint
from supervision.domain.dates import to_utc
from supervision.domain.refusals import Conflict, Refused, require
from supervision.language import gettext as _
from supervision.language import ngettext
from supervision.queries import groups, sessions
from supervision.services import sessions as services


@blueprint.route("/<uuid:session_id>/date", methods=["GET", "POST"])
def move(session_id: uuid.UUID) -> Any:
    """Choose another date, and say why."""
    actor = identity.actor()
    return _move(actor, sessions.get(actor, session_id))


@blueprint.route("/groups/<uuid:session_id>/date", methods=["GET", "POST"])
def move_group(session_id: uuid.UUID) -> Any:
    """Choose another date for a group, as its convener."""
    actor = identity.actor()
    return _move(actor, groups.get(actor, session_id))


@blueprint.route("/<uuid:session_id>/cancellation", methods=["GET", "POST"])
def cancel(session_id: uuid.UUID) -> Any:
    """Say that a session will not be held, and why."""
    actor = identity.actor()
    return _cancel(actor, sessions.get(actor, session_id))


@blueprint.route("/groups/<uuid:session_id>/cancellation", methods=["GET", "POST"])
def cancel_group(session_id: uuid.UUID) -> Any:
    """Say that a session of a group will not be held, and why, as its convener."""
    actor = identity.actor()
    return _cancel(actor, groups.get(actor, session_id))


def _move(actor: Actor, supervision_session: Any) -> Any:
    form = MoveForm()
    _begin(actor, supervision_session, form)
    if not form.validate_on_submit():
        return _form(actor, supervision_session, form, "move")
    starts_at = to_utc(form.date.data, form.time.time, actor.zone)
    try:
        services.move(
            actor,
            supervision_session,
            form.read_version(),
            starts_at=starts_at,
            reason=form.reason.data,
            words=form.typed(["words"])["words"],
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _form(actor, supervision_session, form, "move")
    except Conflict as conflict:
        return _meanwhile(actor, supervision_session, form, "move", conflict)
    notice(_("Moved. You meet %(when)s now.", when=when.in_sentence(actor, starts_at)))
    return redirect(url_for(".read", session_id=supervision_session.id))


def _cancel(actor: Actor, supervision_session: Any) -> Any:
    form = CancelForm()
    _begin(actor, supervision_session, form)
    if not form.validate_on_submit():
        return _form(actor, supervision_session, form, "cancel")
    onto = _next(actor, supervision_session)
    try:
        services.cancel(
            actor,
            supervision_session,
            form.read_version(),
            reason=form.reason.data,
            words=form.typed(["words"])["words"],
            onto=onto,
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _form(actor, supervision_session, form, "cancel")
    except Conflict as conflict:
        return _meanwhile(actor, supervision_session, form, "cancel", conflict)
    if supervision_session.relation_id is None:
        notice(_("Cancelled. Everyone who takes part can read that here."))
    elif onto is None:
        notice(_("Cancelled. You can choose a new date now."))
    else:
        at = when.in_sentence(actor, onto.starts_at)
        notice(_("Cancelled. What you brought to it goes along to your session %(when)s.", when=at))
    return redirect(url_for(".read", session_id=supervision_session.id))


def _next(actor: Actor, supervision_session: Any) -> Any:
    """The session to which what was brought goes along; a group has none."""
    if supervision_session.relation_id is None:
        return None
    return sessions.next_after(actor, supervision_session)


def _begin(actor: Actor, supervision_session: Any, form: CancelForm) -> None:
    """Let whoever may do it begin; a form that was begun before things changed is read first.
    Nobody but its convener can have begun one for a group."""
    sent = request.method == "POST" or form.restored
    two = supervision_session.relation_id is not None
    theirs = two or supervision_session.convener_id == actor.person_id
    begun = sent and theirs and bool(form.version.data)
    require(access.can_move(actor, supervision_session) or begun)
    if not sent:
        form.version.data = str(supervision_session.version)


def _form(actor: Actor, supervision_session: Any, form: CancelForm, do: str) -> Any:
    context = _context(actor, supervision_session, form, do)
    if form.errors or form.form_errors:
        return put_right(f"sessions/{do}.html", **context)
    return page(f"sessions/{do}.html", **context)


def _meanwhile(
    actor: Actor, supervision_session: Any, form: CancelForm, do: str, conflict: Conflict
) -> tuple[str, int]:
    """The session was changed while someone wrote (409): their form again, or, where it can be
    neither moved nor cancelled any more, what they wrote."""
    href = url_for(".read", session_id=supervision_session.id)
    if not access.can_move(actor, supervision_session):
        typed = form.typed(["words"])["words"]
        return render_template("sessions/meanwhile.html", typed=typed, href=href), 409
    form.version.data = str(conflict.version)
    form.form_errors.append(
        _(
            "Something in this session was changed while you wrote. It is planned for %(when)s. "
            "What you wrote is still here: look again, and send it if it still fits.",
            when=when.appointment(actor, supervision_session.starts_at),
        )
    )
    context = _context(actor, supervision_session, form, do)
    return render_template(f"sessions/{do}.html", **context), 409


def _context(actor: Actor, supervision_session: Any, form: CancelForm, do: str) -> dict[str, Any]:
    two = supervision_session.relation_id is not None
    about = (
        _of_two(actor, supervision_session, do)
        if two
        else _of_group(actor, supervision_session, do)
    )
    end, key = "" if two else "_group", supervision_session.id
    return {
        "form": form,
        "id": key,
        "lead": presenters.lead(actor, supervision_session),
        "here": url_for(f".{do}{end}", session_id=key),
        "move": url_for(f".move{end}", session_id=key),
        **about,
    }


def _of_two(actor: Actor, supervision_session: Any, do: str) -> dict[str, Any]:
    parts = sessions.parts(actor, supervision_session)
    other = signatures.other_name(actor, parts)
    brought = ""
    if do == "cancel" and (parts.agenda or parts.reflection_ids or parts.recording_ids):
        brought = _(
            "What you both brought to it waits, and goes along to the next session that you plan."
        )
        onto = _next(actor, supervision_session)
        if onto is not None:
            at = when.in_sentence(actor, onto.starts_at)
            brought = _("What you both brought to it goes along to your session %(when)s.", when=at)
    return {
        "title": _("Move your session with %(name)s", name=other)
        if do == "move"
        else _("Cancel your session with %(name)s", name=other),
        "brought": brought,
        "readers": presenters.why_readers(
            other, sessions.above(actor, supervision_session), moved=do == "move"
        ),
    }


def _of_group(actor: Actor, supervision_session: Any, do: str) -> dict[str, Any]:
    name, brought = supervision_session.name or "", ""
    if do == "cancel" and sessions.agenda(actor, supervision_session):
        brought = _("What is on its agenda stays with it, for whoever put it there and you.")
    k = len(groups.participants(supervision_session)) - 1
    sentence = ngettext(
        "You and the other person of this group can read why.",
        "You and the %(n)s other people of this group can read why.",
        k,
        n=say.number(k),
    )
    return {
        "title": _("Move the session of %(name)s", name=name)
        if do == "move"
        else _("Cancel the session of %(name)s", name=name),
        "brought": brought,
        "readers": presenters.Readers(3, sentence),
    }
