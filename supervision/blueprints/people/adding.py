"""Adding somebody: who they are, where they work, what they may do, who supervises them."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for

from supervision.access.actor import Actor
from supervision.blueprints import say
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.people import giving
from supervision.blueprints.people.forms import AddForm
from supervision.blueprints.people.routes import administrator, blueprint
from supervision.blueprints.people_places import places
from supervision.domain.refusals import Refused
from supervision.domain.wording import said
from supervision.language import gettext as _
from supervision.queries import directory as queries
from supervision.services import directory as services
from supervision.services import people
from supervision.services.directory import Details

NOTHING_GIVEN = said(
    "Choose a team, a role or who supervises them, or leave this empty: nothing is given yet"
)


@blueprint.route("/new", methods=["GET", "POST"])
def add() -> Any:
    actor = administrator()
    form = AddForm()
    form.offer(queries.team_choices(actor))
    key = form.future_key("person")
    around = {"form": form, "place_links": places(actor, "people")}
    if not form.validate_on_submit():
        if form.errors:
            return put_right("people/new.html", **around)
        if not form.restored:
            form.joined_on.process(None, actor.today)
        return page("people/new.html", **around)
    if queries.several(actor, [key]):
        return redirect(url_for(".read", person_id=key))
    try:
        above = giving.meant(actor, form.supervisor.data or "", "supervisor")
        person = services.add(actor, key, _details(form))
        given = _give(actor, person, form, above)
    except Refused as refusal:
        form.refuse(refusal)
        return put_right("people/new.html", **around)
    told = _("%(name)s is added.", name=person.full_name)
    notice(told if given else say.sentences([told, giving.waits()]))
    return redirect(url_for(".invite", person_id=person.id))


def _details(form: AddForm) -> Details:
    assert form.joined_on.data is not None
    return Details(
        form.full_name.data or "",
        form.known_as.data or "",
        form.email.data or "",
        form.joined_on.data,
        form.hours.minutes,
    )


def _give(actor: Actor, person: Any, form: AddForm, above: Any) -> bool:
    """Give what the form says, from the first day on; whether all of it is given already."""
    first_day, reason = person.joined_on, form.why.data or ""
    team_id = read_key(form.team.data)
    if reason.strip() and not (team_id or form.roles.data or above):
        raise Refused({"why": NOTHING_GIVEN})
    if team_id is not None:
        people.join_team(actor, person, queries.team(actor, team_id), first_day, reason)
    given = [giving.role(actor, person, one, first_day, reason) for one in form.roles.data or ()]
    if above is not None:
        function = form.function.data
        given.append(giving.supervisor(actor, above, person, function, first_day, reason))
    return all(given)
