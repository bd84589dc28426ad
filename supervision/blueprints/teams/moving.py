"""Moving a team to another service, and merging teams and services."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from flask import url_for

from supervision import identity
from supervision.blueprints.teams import asking, telling
from supervision.blueprints.teams.asking import Asked
from supervision.blueprints.teams.forms import IntoForm
from supervision.blueprints.teams.routes import blueprint, service_page, team_page
from supervision.domain.refusals import required
from supervision.language import gettext as _
from supervision.queries import tree
from supervision.services import tree as services


@blueprint.route("/<uuid:team_id>/service", methods=["GET", "POST"])
def move(team_id: UUID) -> Any:
    actor = identity.actor()
    team = tree.team(actor, team_id)
    offered = [one for one in tree.open_services(actor) if one[0] != team.care_service_id]
    form = IntoForm()
    keys = [team.care_service_id, *(key for key, _name in offered)]  # where it is, if sent twice
    form.offer(keys, _("Into which service"), _("Choose a service"))

    def into() -> Any:
        return tree.service(actor, required(form.chosen()))

    return asking.change(
        actor,
        team,
        form,
        Asked(
            title=_("Move %(name)s to another service", name=team.name),
            button=_("Move this team"),
            action=url_for(".move", team_id=team.id),
            leave=team_page(team),
            earliest=telling.not_before(actor, tree.first_days(actor, team)[1]),
            groups=[("", offered)],
            nowhere="" if offered else _("There is no other service"),
        ),
        act=lambda day, why, trial: services.move(actor, team, into(), day, why, trial=trial),
        happens=lambda day: telling.moved(
            actor,
            team.name,
            into().name,
            day,
            tree.moving(actor, team, day),
        ),
        done=lambda: (_("%(name)s is moved.", name=team.name), team_page(team)),
    )


@blueprint.route("/<uuid:team_id>/merging", methods=["GET", "POST"], endpoint="merge")
def merge_team(team_id: UUID) -> Any:
    actor = identity.actor()
    team = tree.team(actor, team_id)
    offered = [one for one in tree.open_teams(actor) if one[0] != team.id]
    form = IntoForm()
    form.offer([one[0] for one in offered], _("Into which team"), _("Choose a team"))

    def into() -> Any:
        return tree.team(actor, required(form.chosen()))

    return asking.change(
        actor,
        team,
        form,
        Asked(
            title=_("Merge %(name)s into another team", name=team.name),
            button=_("Merge these teams"),
            action=url_for(".merge", team_id=team.id),
            leave=team_page(team),
            lead=_("Its people move, and it closes."),
            earliest=telling.after(actor, tree.first_days(actor, team)),
            groups=_by_service(offered),
            nowhere="" if offered else _("There is no other team"),
        ),
        act=lambda day, why, trial: services.merge(actor, team, into(), day, why, trial=trial),
        happens=lambda day: telling.team_merged(
            actor,
            team.name,
            into().name,
            day,
            tree.moving(actor, team, day),
        ),
        done=lambda: (
            _("%(name)s is merged into %(into)s.", name=team.name, into=into().name),
            team_page(into()),
        ),
    )


@blueprint.route("/services/<uuid:service_id>/merging", methods=["GET", "POST"])
def merge_service(service_id: UUID) -> Any:
    actor = identity.actor()
    service = tree.service(actor, service_id)
    offered = [one for one in tree.open_services(actor) if one[0] != service.id]
    form = IntoForm()
    form.offer([key for key, _name in offered], _("Into which service"), _("Choose a service"))

    def into() -> Any:
        return tree.service(actor, required(form.chosen()))

    return asking.change(
        actor,
        service,
        form,
        Asked(
            title=_("Merge %(name)s into another service", name=service.name),
            button=_("Merge these services"),
            action=url_for(".merge_service", service_id=service.id),
            leave=service_page(service),
            lead=_("Its teams move with everyone who is in them, and it closes."),
            earliest=telling.after(actor, tree.first_days(actor, service)),
            groups=[("", offered)],
            nowhere="" if offered else _("There is no other service"),
        ),
        act=lambda day, why, trial: services.merge(actor, service, into(), day, why, trial=trial),
        happens=lambda day: telling.service_merged(
            actor,
            service.name,
            into().name,
            day,
            [one.name for one in tree.teams_of(actor, service)],
        ),
        done=lambda: (
            _("%(name)s is merged into %(into)s.", name=service.name, into=into().name),
            service_page(into()),
        ),
    )


def _by_service(
    offered: Iterable[tuple[UUID, str, str]],
) -> list[tuple[str, list[tuple[UUID, str]]]]:
    groups: dict[str, list[tuple[UUID, str]]] = {}
    for key, name, service in offered:
        groups.setdefault(service, []).append((key, name))
    return list(groups.items())
