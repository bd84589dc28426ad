"""Renaming and closing teams and services. What is closed is not changed: whoever asks for it is
sent to its page."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import url_for

from supervision import identity
from supervision.access.actor import Actor
from supervision.blueprints.teams import asking, telling
from supervision.blueprints.teams.asking import Asked
from supervision.blueprints.teams.forms import ChangeForm, RenameForm
from supervision.blueprints.teams.routes import blueprint, service_page, team_page
from supervision.domain import naming
from supervision.language import gettext as _
from supervision.queries import tree
from supervision.services import tree as services


@blueprint.route("/<uuid:team_id>/name", methods=["GET", "POST"], endpoint="rename")
def rename_team(team_id: UUID) -> Any:
    actor = identity.actor()
    team = tree.team(actor, team_id)
    return _rename(actor, team, url_for(".rename", team_id=team.id), team_page(team))


@blueprint.route("/services/<uuid:service_id>/name", methods=["GET", "POST"])
def rename_service(service_id: UUID) -> Any:
    actor = identity.actor()
    service = tree.service(actor, service_id)
    action = url_for(".rename_service", service_id=service.id)
    return _rename(actor, service, action, service_page(service))


@blueprint.route("/<uuid:team_id>/closing", methods=["GET", "POST"], endpoint="close")
def close_team(team_id: UUID) -> Any:
    actor = identity.actor()
    team = tree.team(actor, team_id)
    form = ChangeForm()
    return asking.change(
        actor,
        team,
        form,
        Asked(
            title=_("Close %(name)s", name=team.name),
            button=_("Close this team"),
            action=url_for(".close", team_id=team.id),
            leave=team_page(team),
            lead=_("If its people go on together in another team, merge it instead."),
            earliest=telling.after(actor, tree.first_days(actor, team)),
        ),
        act=lambda day, why, trial: services.close(actor, team, day, why, trial=trial),
        happens=lambda day: telling.team_closed(
            actor, team.name, day, tree.moving(actor, team, day)
        ),
        done=lambda: (_("%(name)s is closed.", name=team.name), team_page(team)),
    )


@blueprint.route("/services/<uuid:service_id>/closing", methods=["GET", "POST"])
def close_service(service_id: UUID) -> Any:
    actor = identity.actor()
    service = tree.service(actor, service_id)
    form = ChangeForm()
    return asking.change(
        actor,
        service,
        form,
        Asked(
            title=_("Close %(name)s", name=service.name),
            button=_("Close this service"),
            action=url_for(".close_service", service_id=service.id),
            leave=service_page(service),
            lead=_("A service can close when no team is open in it."),
            earliest=telling.after(actor, tree.first_days(actor, service)),
        ),
        act=lambda day, why, trial: services.close(actor, service, day, why, trial=trial),
        happens=lambda day: telling.service_closed(actor, service.name, day),
        done=lambda: (_("%(name)s is closed.", name=service.name), service_page(service)),
    )


def _rename(actor: Actor, unit: Any, action: str, leave: str) -> Any:
    form, old = RenameForm(), unit.name
    return asking.change(
        actor,
        unit,
        form,
        Asked(
            title=_("Rename %(name)s", name=old),
            button=_("Use this name"),
            action=action,
            leave=leave,
            earliest=telling.not_before(actor, tree.first_days(actor, unit)[1]),
        ),
        act=lambda day, why, trial: services.rename(
            actor, unit, form.name.data or "", day, why, trial=trial
        ),
        happens=lambda day: telling.renamed(actor, old, naming.tidy(form.name.data or ""), day),
        done=lambda: (_("It is called %(name)s now.", name=unit.name), leave),
    )
