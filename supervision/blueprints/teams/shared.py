"""What every change of a team or service begins and ends with."""

from __future__ import annotations

from typing import Any

from flask import redirect, url_for
from flask_babel import gettext as _

from supervision.access import tree as access
from supervision.access.actor import Actor
from supervision.blueprints.pages import notice
from supervision.domain.refusals import require


def closed(actor: Actor, unit: Any, leave: str) -> Any:
    """The way back to the page of what is closed; None for what can be changed. Raises Forbidden
    for whoever may only read."""
    require(access.can_change(actor, unit))
    if unit.closed_on is None:
        return None
    notice(_("%(name)s is closed, and stays as it is.", name=unit.name))
    return redirect(leave)


def why(form: Any) -> str:
    return (form.why.data or "").strip()


def team_page(team: Any) -> str:
    return url_for(".read", team_id=team.id)


def service_page(service: Any) -> str:
    return url_for(".service", service_id=service.id)
