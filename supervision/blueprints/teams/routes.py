"""The tree of services and teams, as it stands and as it was; one team, and one service."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from flask import Blueprint, request, url_for

from supervision import identity
from supervision.access import tree as access
from supervision.access.actor import Actor
from supervision.access.administration import administers, sees_people
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import page, put_right
from supervision.blueprints.people_places import places
from supervision.blueprints.teams import presenters
from supervision.blueprints.teams.forms import ThenForm
from supervision.domain.refusals import NotFound
from supervision.language import gettext as _
from supervision.queries import tree

blueprint = Blueprint("teams", __name__, url_prefix="/teams")


@blueprint.get("")
def overview() -> Any:
    actor = _looking_after()
    standing = tree.now(actor)
    return page(
        "teams/overview.html",
        place_links=places(actor, "teams"),
        services=[] if standing.large else presenters.services(standing.services, counted=True),
        many=presenters.in_brief(standing.services) if standing.large else [],
        closed=presenters.closed(actor, standing.closed),
        form=ThenForm(formdata=None, meta={"csrf": False}),
        may_change=administers(actor),
    )


@blueprint.get("/on")
def then() -> Any:
    """The tree of a day, which stands in the address."""
    actor = _looking_after()
    form = ThenForm(formdata=request.args, meta={"csrf": False})
    context = {"form": form, "place_links": places(actor, "teams")}
    if not form.validate():
        return put_right("teams/then.html", day="", services=[], **context)
    day: date = form.day.data
    if day > actor.today:
        form.day.errors = [_("Choose today or a day before")]
        return put_right("teams/then.html", day="", services=[], **context)
    return page(
        "teams/then.html",
        day=presenters.whole_day(day),
        services=presenters.services(tree.then(actor, day), counted=False),
        **context,
    )


@blueprint.get("/<uuid:team_id>")
def read(team_id: UUID) -> Any:
    actor = identity.actor()
    team = tree.team(actor, team_id)
    after, before = read_key(request.args.get("after")), read_key(request.args.get("before"))
    people = tree.members(actor, team, after, before)
    return page(
        "teams/read.html",
        title=team.name,
        place_links=places(actor, "teams"),
        people=[presenters.member(actor, one) for one in people.rows],
        earlier=people.before and url_for(".read", team_id=team.id, before=people.before),
        later=people.after and url_for(".read", team_id=team.id, after=people.after),
        open=team.closed_on is None,
        may_change=access.can_change(actor, team) and team.closed_on is None,
        team_id=team.id,
        **_about(actor, team),
        service=tree.service(actor, team.care_service_id),
    )


@blueprint.get("/services/<uuid:service_id>")
def service(service_id: UUID) -> Any:
    actor = identity.actor()
    found = tree.service(actor, service_id)
    teams = tree.teams_of(actor, found)
    return page(
        "teams/service.html",
        title=found.name,
        place_links=places(actor, "teams"),
        teams=presenters.teams(teams, counted=True),
        open=found.closed_on is None,
        may_change=access.can_change(actor, found) and found.closed_on is None,
        service_id=found.id,
        **_about(actor, found),
    )


def team_page(team: Any) -> str:
    return url_for(".read", team_id=team.id)


def service_page(service: Any) -> str:
    return url_for(".service", service_id=service.id)


def _about(actor: Actor, unit: Any) -> dict[str, Any]:
    """How a unit came to be as it is."""
    changes = tree.history(actor, unit)
    return {
        "lead": presenters.lead(actor, unit, changes),
        "history": [presenters.change(actor, one) for one in changes],
    }


def _looking_after() -> Actor:
    """The actor, if they look after people. Raises NotFound for everyone else."""
    actor = identity.actor()
    if not sees_people(actor):
        raise NotFound
    return actor
