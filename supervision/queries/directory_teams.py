"""The teams that are offered where somebody is given one."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import Any

from sqlalchemy import Select, select

from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.models.people import CareService, Team
from supervision.queries.prepared import prepared


def team_choices(actor: Actor) -> tuple[tuple[uuid.UUID, str], ...]:
    """The teams that somebody can join, by name; those of one name with the service of each."""
    if not access.sees_people(actor):
        return ()
    found = _open_teams(actor).all()
    often = Counter(name for _key, name, _service in found)
    return tuple(
        (key, f"{name} ({service})" if often[name] > 1 else name) for key, name, service in found
    )


@prepared
def _open_teams(actor: Actor) -> Select[Any]:
    return (
        select(Team.id, Team.name, CareService.name)
        .join(CareService, CareService.id == Team.care_service_id)
        .where(Team.organisation_id == actor.organisation_id, Team.closed_on.is_(None))
        .order_by(Team.name, CareService.name, Team.id)
    )
