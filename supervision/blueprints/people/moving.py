"""Another team from a day on, and a long leave."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import redirect, request, url_for

from supervision.access.actor import Actor
from supervision.blueprints import when
from supervision.blueprints.forms import Form, read_key
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.people.forms import AwayForm, TeamForm
from supervision.blueprints.people.routes import blueprint, to_change
from supervision.domain.refusals import Refused
from supervision.domain.wording import said
from supervision.language import gettext as _
from supervision.queries import directory as queries
from supervision.services import directory as services

SAME = said("Nothing changes with this. Choose another team, or leave this empty")


@blueprint.route("/<uuid:person_id>/team", methods=["GET", "POST"])
def team(person_id: UUID) -> Any:
    actor, person = to_change(person_id)
    now = queries.memberships(actor, person)
    names = {one.id: one.what for one in queries.facts(actor, person).teams}
    form = TeamForm()
    form.offer(queries.team_choices(actor), [(one.id, names[one.id]) for one in now])
    around = {"form": form, "person": person}
    if not form.validate_on_submit():
        if form.errors:
            return put_right("people/team.html", **around)
        if not form.restored:
            form.first_day.process(None, max(actor.today, person.joined_on))
            form.ends.data = [str(one.id) for one in now if one.to_date is None]
        return page("people/team.html", **around)
    wanted = read_key(form.team.data)
    try:
        changed = services.change_team(
            actor,
            person,
            [one for one in now if str(one.id) in (form.ends.data or ())],
            queries.team(actor, wanted) if wanted else None,
            form.first_day.data,
            form.why.data or "",
        )
        if not changed and (form.why.data or "").strip():
            raise Refused({"why": SAME})
    except Refused as refusal:
        form.refuse(refusal)
        return put_right("people/team.html", **around)
    notice(_("Saved. What was written until then stays with the team it was written in."))
    return redirect(url_for(".read", person_id=person.id))


@blueprint.route("/<uuid:person_id>/away", methods=["GET", "POST"])
def away(person_id: UUID) -> Any:
    actor, person = to_change(person_id)
    leave = queries.absence(actor, person)
    form = AwayForm()
    if request.method != "POST" and not form.restored:
        form.from_date.process(None, leave.from_date if leave else actor.today)
        form.to_date.process(None, leave.to_date if leave else None)
    if form.validate_on_submit():
        try:
            services.be_away(actor, person, form.from_date.data, form.to_date.data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            notice(_away(actor, person, form.to_date.data))
            return redirect(url_for(".read", person_id=person.id))
    return _away_page(person, form, leave)


@blueprint.post("/<uuid:person_id>/away/end")
def back_from_leave(person_id: UUID) -> Any:
    actor, person = to_change(person_id)
    services.be_back(actor, person)
    notice(_("%(name)s is here again.", name=person.full_name))
    return redirect(url_for(".read", person_id=person.id))


def _away_page(person: Any, form: Form, leave: Any) -> Any:
    answer = put_right if form.errors or form.form_errors else page
    return answer("people/away.html", form=form, person=person, leave=leave)


def _away(actor: Actor, person: Any, until: Any) -> str:
    if until is None:
        return _("Noted: %(name)s is away.", name=person.full_name)
    day = when.day(actor, until)
    return _("Noted: %(name)s is away until %(day)s.", name=person.full_name, day=day)
