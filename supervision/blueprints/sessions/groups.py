"""Sessions of a group: the agenda, what is added later, signing, and a copy."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, render_template, request, url_for

from supervision import identity
from supervision.access import sessions as access
from supervision.blueprints import say, when
from supervision.blueprints.forms_agenda import AgendaForm
from supervision.blueprints.pages import notice, page
from supervision.blueprints.sessions import again, group_reading
from supervision.blueprints.sessions.forms import AdditionForm
from supervision.blueprints.sessions.presenters import kind_label
from supervision.blueprints.sessions.routes import blueprint
from supervision.domain.refusals import Conflict, Refused, require
from supervision.language import gettext as _
from supervision.queries import groups, sessions
from supervision.services import sessions as services


@blueprint.route("/groups/<uuid:session_id>/agenda-items", methods=["GET", "POST"])
def add_group_item(session_id: uuid.UUID) -> Any:
    """Put something on the agenda of a group."""
    actor, form = identity.actor(), AgendaForm()
    supervision_session = groups.get(actor, session_id)
    if request.method != "POST":
        return group_reading.show(actor, supervision_session, form)
    part = groups.my_part(actor, supervision_session)
    require(access.can_add(actor, supervision_session, part))
    key = again.key(form.future_key("group-agenda-item"))
    back = redirect(url_for(".read", session_id=session_id, _anchor="agenda"))
    if again.leave():
        return back
    if not form.validate():
        return group_reading.show(actor, supervision_session, form)
    words = form.typed(["words"])["words"]
    try:
        services.add_to_agenda(actor, supervision_session, key, words, part)
    except Refused as refusal:
        form.refuse(refusal)
        return group_reading.show(actor, supervision_session, form)
    except Conflict as conflict:
        there = conflict.theirs["words"]
        return again.page_for(request.path, mine=words, there=there, place=_("the agenda"))
    notice(_("It is on the agenda."))
    return back


@blueprint.post("/groups/<uuid:session_id>/agenda-items/<uuid:item_id>/taking-off")
def take_off_group(session_id: uuid.UUID, item_id: uuid.UUID) -> Any:
    """Take one's own item off the agenda of a group."""
    actor = identity.actor()
    supervision_session = groups.get(actor, session_id)
    item = sessions.agenda_item(actor, supervision_session, item_id)
    services.take_off(actor, supervision_session, item, groups.my_part(actor, supervision_session))
    notice(_("It is off the agenda."))
    return redirect(url_for(".read", session_id=session_id, _anchor="agenda"))


@blueprint.route("/groups/<uuid:session_id>/additions", methods=["GET", "POST"])
def add_to_group_later(session_id: uuid.UUID) -> Any:
    """Add words under a record that everyone has signed."""
    actor, form = identity.actor(), AdditionForm()
    supervision_session = groups.get(actor, session_id)
    if request.method != "POST":
        return group_reading.show(actor, supervision_session, None, form)
    part = groups.my_part(actor, supervision_session)
    require(access.can_add_after_signing(actor, supervision_session, part))
    key = again.key(form.future_key("group-addition"))
    back = redirect(url_for(".read", session_id=session_id, _anchor="later"))
    if again.leave():
        return back
    if not form.validate():
        return group_reading.show(actor, supervision_session, None, form)
    words = form.typed(["words"])["words"]
    try:
        services.add_after_signing(actor, supervision_session, key, words, part)
    except Refused as refusal:
        form.refuse(refusal)
        return group_reading.show(actor, supervision_session, None, form)
    except Conflict as conflict:
        place, there = _("what was added to this record"), conflict.theirs["words"]
        return again.page_for(request.path, mine=words, there=there, place=place)
    at = when.clock(actor, actor.now)
    notice(_("Added under the record, with today’s date and the time, %(clock)s.", clock=at))
    return back


@blueprint.route("/groups/<uuid:session_id>/signatures", methods=["GET", "POST"])
def sign_group(session_id: uuid.UUID) -> Any:
    """Sign the record of a group, as it was shown."""
    actor = identity.actor()
    supervision_session = groups.get(actor, session_id)
    back = url_for(".read", session_id=session_id, _anchor="sign")
    if request.method != "POST":
        return redirect(back)
    services.take_up(actor, supervision_session, groups.my_part(actor, supervision_session))
    parts = groups.parts(actor, supervision_session)
    part = parts.part_of(actor.person_id)
    try:
        services.sign(actor, supervision_session, parts, _shown(), part)
    except Conflict:
        href = url_for(".read", session_id=session_id)
        return render_template("sessions/changed.html", href=href), 409
    if supervision_session.state == "signed":
        notice(_("Signed by everyone who came. Nothing in this record changes any more."))
    else:
        notice(_("Signed. The others who came can sign it now."))
    return redirect(back)


@blueprint.get("/groups/<uuid:session_id>/print")
def print_group(session_id: uuid.UUID) -> Any:
    """What the reader can read of a group's session, for paper."""
    actor = identity.actor()
    supervision_session = groups.get(actor, session_id)
    parts = groups.parts(actor, supervision_session)
    drawn = group_reading.context(actor, supervision_session, parts)
    drawn["agenda"] = [{"words": row["words"], "by": row["by_name"]} for row in drawn["agenda"]]
    drawn["actions"] = [
        {**row, "owner": row["owner_name"], "looks": []} for row in drawn["actions"]
    ]
    at = group_reading.standing(actor, supervision_session, parts)
    signed = [
        _("%(name)s signed on %(when)s.", name=parts.name(key), when=when.in_full(actor, moment))
        for key, moment in at.items()
    ]
    facts = [
        (_("When"), when.in_full(actor, supervision_session.starts_at)),
        (_("For how long"), when.length(supervision_session.minutes)),
        (_("Where"), (supervision_session.place or "").strip()),
        (_("What kind of session"), kind_label(supervision_session.kind)),
        (_("Who takes part"), say.names(p.name for p in parts.participants)),
        (_("Who came"), say.names(p.name for p in parts.came)),
        (_("How far it has come"), drawn["tag"][0]),
    ]
    printed = _(
        "This copy was made by %(name)s on %(when)s. %(organisation)s",
        name=actor.known_as,
        when=when.in_full(actor, actor.now),
        organisation=actor.organisation,
    )
    return page(
        "sessions/group_print.html", **{**drawn, "signed": signed, "facts": facts}, printed=printed
    )


def _shown() -> bytes:
    """The hash of what the signer was looking at; empty when it is none."""
    try:
        return bytes.fromhex(request.form.get("shown", ""))
    except ValueError:
        return b""
