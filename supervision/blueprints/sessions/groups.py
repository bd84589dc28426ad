"""Sessions of a group: planning one, its agenda, what is added later, signing, and a copy."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _

from supervision import identity
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.forms_agenda import AgendaForm
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.sessions import again, group_reading
from supervision.blueprints.sessions.forms import AdditionForm
from supervision.blueprints.sessions.forms_groups import GroupForm
from supervision.blueprints.sessions.presenters import kind_label
from supervision.blueprints.sessions.routes import blueprint
from supervision.domain.dates import to_utc
from supervision.domain.refusals import Conflict, Refused, require
from supervision.queries import colleagues, groups, sessions
from supervision.services import sessions as services

MATES = 50


@blueprint.route("/groups/new", methods=["GET", "POST"])
def plan_group() -> Any:
    """Plan a session of a group. “Find” looks for a colleague, and keeps what is typed."""
    actor, form = identity.actor(), GroupForm()
    require(access.can_convene(actor))
    key = again.key(form.future_key("group-session"))
    if again.leave():
        return redirect(url_for(".overview"))
    known = _offer(actor, form)
    if request.form.get("do") == "find" or not form.validate_on_submit():
        return _form(form)
    starts_at = to_utc(form.date.data, form.time.time, actor.zone)
    typed = form.typed(["name", "place"])
    before = sessions.by_key(actor, key)
    if before is not None:
        names = [known.get(one, "") for one in form.chosen()]
        mine = _line(
            actor, typed["name"], starts_at, form.length(), typed["place"], form.kind.data, names
        )
        there = _stands(actor, before)
        if mine != there:
            return again.page_for(request.path, mine=mine, there=there, place=_("your diary"))
        return redirect(url_for(".read", session_id=key))
    try:
        made = services.plan_group(
            actor,
            key,
            kind=form.kind.data,
            name=typed["name"],
            members=form.chosen(),
            allowed=set(known),
            starts_at=starts_at,
            minutes=form.length(),
            place=typed["place"],
        )
    except Refused as refusal:
        form.refuse(refusal)
        return _form(form)
    at = when.in_sentence(actor, made.starts_at)
    notice(_("You meet %(when)s. Everyone can add to the agenda now.", when=at))
    return redirect(url_for(".read", session_id=made.id))


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
    notice(_("Added under the record, with today’s date."))
    return back


@blueprint.route("/groups/<uuid:session_id>/signatures", methods=["GET", "POST"])
def sign_group(session_id: uuid.UUID) -> Any:
    """Sign the record of a group, as it was shown."""
    actor = identity.actor()
    supervision_session = groups.get(actor, session_id)
    back = url_for(".read", session_id=session_id, _anchor="sign")
    if request.method != "POST":
        return redirect(back)
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
    drawn["agenda"] = [{"words": row["words"], "by": row["by"]} for row in drawn["agenda"]]
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


def _offer(actor: Actor, form: GroupForm) -> dict[uuid.UUID, str]:
    """Whoever can be ticked: team mates, whoever was found, and whoever is ticked already."""
    known = {one.id: one.name for one in colleagues.colleagues(actor, "", MATES)}
    typed = form.typed(["find"])["find"]
    if typed and request.form.get("do") == "find":
        found = colleagues.colleagues(actor, typed)
        known |= {one.id: one.name for one in found}
        if not found:
            nobody = _(
                "Nobody who works here today is called that. Another spelling, or less of the "
                "name, may help."
            )
            form.find.description = nobody
    known |= groups.colleagues(actor, [key for key in form.chosen() if key not in known])
    form.offer(known)
    return known


def _form(form: GroupForm) -> Any:
    finding = request.form.get("do") == "find"
    wrong = not finding and (form.errors or form.form_errors)
    return (put_right if wrong else page)("sessions/group_new.html", form=form)


def _line(
    actor: Actor,
    name: str,
    starts_at: Any,
    minutes: int,
    place: str,
    kind: str | None,
    people: list[str],
) -> str:
    """A plan in one line, to show and to compare."""
    at, length = when.appointment(actor, starts_at), when.length(minutes)
    said = (name, at, length, place, kind_label(kind or ""), say.names(sorted(people)))
    return ", ".join(part for part in said if part)


def _stands(actor: Actor, before: Any) -> str:
    """The same of a session that is there."""
    people = [p.name for p in groups.participants(before) if p.person_id != before.convener_id]
    place, name = before.place or "", before.name or ""
    return _line(actor, name, before.starts_at, before.minutes, place, before.kind, people)


def _shown() -> bytes:
    """The hash of what the signer was looking at; empty when it is none."""
    try:
        return bytes.fromhex(request.form.get("shown", ""))
    except ValueError:
        return b""
