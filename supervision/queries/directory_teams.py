"""The teams that are offered where somebody is given one, or where a list is narrowed by one."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select

from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.domain import text
from supervision.models.people import CareService, Team
from supervision.queries.prepared import prepared

FEW = 50  # teams that can be looked through; of more, one is asked for by its name

Choices = tuple[tuple[uuid.UUID, str], ...]


def team_choices(actor: Actor) -> Choices:
    """The teams that somebody can join, by name; those of one name with the service of each."""
    if not access.sees_people(actor):
        return ()
    return _told_apart(_open_teams(actor, most=None).all())


def few_teams(actor: Actor) -> Choices | None:
    """The same where they are few; None where there are more than anybody would look through."""
    if not access.sees_people(actor):
        return ()
    found = _open_teams(actor, most=FEW + 1).all()
    return None if len(found) > FEW else _told_apart(found)


def teams_called(actor: Actor, typed: str) -> list[uuid.UUID]:
    """The open teams with all of these words in their names; where some are called just that,
    those alone."""
    tokens = text.search_tokens(typed)
    if not tokens or not access.sees_people(actor):
        return []
    found = _open_teams(actor, most=None).all()
    just = [key for key, name, _service in found if text.search_tokens(name) == tokens]
    return just or [
        key for key, name, _service in found if all(one in text.fold(name) for one in tokens)
    ]


def _told_apart(found: Sequence[Any]) -> Choices:
    often = Counter(name for _key, name, _service in found)
    return tuple(
        (key, f"{name} ({service})" if often[name] > 1 else name) for key, name, service in found
    )


@prepared
def _open_teams(actor: Actor, most: int | None) -> Select[Any]:
    here = (Team.organisation_id == actor.organisation_id, Team.closed_on.is_(None))
    statement = select(Team.id, Team.name, CareService.name).join(
        CareService, CareService.id == Team.care_service_id
    )
    if most is None:
        statement = statement.where(*here)
    else:  # so many and not more are read, whichever they are
        statement = statement.where(Team.id.in_(select(Team.id).where(*here).limit(most)))
    return statement.order_by(Team.name, CareService.name, Team.id)
