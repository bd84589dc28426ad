"""Planning a session of a group, and planning the same group again."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, request, url_for

from supervision import identity
from supervision.access import sessions as access
from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.sessions import again
from supervision.blueprints.sessions.forms_groups import GroupForm
from supervision.blueprints.sessions.presenters import kind_label
from supervision.blueprints.sessions.routes import blueprint
from supervision.domain.dates import to_utc
from supervision.domain.refusals import Refused, require
from supervision.language import gettext as _
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
    if request.method != "POST" and not form.restored:
        _as_before(actor, form)
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


def _as_before(actor: Actor, form: GroupForm) -> None:
    """Fill in the same group again, from a session of it that the actor convened."""
    earlier = read_key(request.args.get("again"))
    if earlier is None:
        return
    before = groups.get(actor, earlier)
    require(before.convener_id == actor.person_id)
    others = [p for p in groups.participants(before) if p.person_id != actor.person_id]
    allowed = groups.colleagues(actor, [p.person_id for p in others])
    form.kind.data, form.name.data = before.kind, before.name
    form.members.data = [str(key) for key in allowed]
    form.minutes.data, form.place.data = str(before.minutes), before.place or ""


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
