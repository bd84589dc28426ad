"""Adding a service, and a team to a service."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import redirect, url_for

from supervision import identity
from supervision.access import tree as access
from supervision.access.administration import sees_people
from supervision.blueprints.pages import notice
from supervision.blueprints.teams import asking, telling
from supervision.blueprints.teams.asking import Asked
from supervision.blueprints.teams.forms import AddForm
from supervision.blueprints.teams.routes import blueprint
from supervision.domain import naming
from supervision.domain.refusals import NotFound, require
from supervision.language import gettext as _
from supervision.queries import tree
from supervision.services import tree as services


@blueprint.route("/new-service", methods=["GET", "POST"])
def add_service() -> Any:
    actor = identity.actor()
    if not sees_people(actor):
        raise NotFound
    require(access.can_add(actor))
    form = AddForm()
    key = form.future_key("care-service")
    there = tree.service_by_key(actor, key)
    if there is not None:  # sent twice
        return redirect(url_for(".service", service_id=there.id))
    asked = Asked(
        title=_("Add a service"),
        button=_("Add this service"),
        action=url_for(".add_service"),
        leave=url_for(".overview"),
        lead=_("A service has teams, and people are in teams."),
    )
    return asking.answer(
        form,
        asked,
        act=lambda day, why, trial: services.add_service(
            actor, key, form.name.data or "", day, why, trial=trial
        ),
        happens=lambda day: telling.service_added(actor, _name(form), day),
        done=lambda: (
            _("%(name)s is there now.", name=_name(form)),
            url_for(".service", service_id=key),
        ),
    )


@blueprint.route("/services/<uuid:service_id>/new-team", methods=["GET", "POST"])
def add_team(service_id: UUID) -> Any:
    actor = identity.actor()
    service = tree.service(actor, service_id)
    require(access.can_change(actor, service))
    if service.closed_on is not None:
        notice(_("This service is closed: nothing in it can be changed."))
        return redirect(url_for(".service", service_id=service.id))
    form = AddForm()
    key = form.future_key(f"team|{service.id.hex}")
    there = tree.team_by_key(actor, key)
    if there is not None:  # sent twice
        return redirect(url_for(".read", team_id=there.id))
    asked = Asked(
        title=_("Add a team to %(service)s", service=service.name),
        button=_("Add this team"),
        action=url_for(".add_team", service_id=service.id),
        leave=url_for(".service", service_id=service.id),
        earliest=telling.not_before(actor, tree.first_days(actor, service)[0]),
    )
    return asking.answer(
        form,
        asked,
        act=lambda day, why, trial: services.add_team(
            actor, key, service, form.name.data or "", day, why, trial=trial
        ),
        happens=lambda day: telling.team_added(actor, _name(form), service.name, day),
        done=lambda: (
            _("%(name)s is there now.", name=_name(form)),
            url_for(".read", team_id=key),
        ),
    )


def _name(form: AddForm) -> str:
    return naming.tidy(form.name.data or "")
