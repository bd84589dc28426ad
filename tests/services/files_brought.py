"""Files of people, brought and carried out as tests need them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import func, select

from supervision import importing
from supervision.domain.people_files import writing
from supervision.extensions import db
from supervision.importing.outcomes import Outcome
from supervision.models.people import Person
from supervision.queries import imports as queries
from supervision.services import imports as services
from tests.worlds import World

HEAD = ["Name", "Email", "Team", "Service", "Role", "Supervisor", "Hours", "Last day"]


def table(*rows: list[str]) -> bytes:
    return writing.table([HEAD, *([*row, *[""] * (len(HEAD) - len(row))] for row in rows)]).encode()


def bring(world: World, data: bytes, *, make_teams: bool = False) -> uuid.UUID:
    with world.acting("sandy") as actor:
        looked = importing.look(actor, "people.csv", data, make_teams=make_teams)
        return services.keep(actor, looked.to_json(), len(looked.plans), Outcome().to_json()).id


def kinds(world: World, data: bytes, **ways: bool) -> list[str]:
    with world.reading("sandy") as actor:
        return [one.kind for one in importing.look(actor, "people.csv", data, **ways).plans]


def begun(world: World, import_id: uuid.UUID, *, invite: bool = False) -> services.Claimed:
    with world.acting("sandy") as actor:
        services.begin(actor, queries.get(actor, import_id), Outcome(invite=invite).to_json())
        claimed = services.claim(import_id, actor.now)
    assert claimed is not None
    return claimed


def carry_out(world: World, data: bytes, *, invite: bool = False, **ways: bool) -> Outcome:
    import_id = bring(world, data, **ways)
    assert importing.work_off(world.app, begun(world, import_id, invite=invite), pause=0)
    return outcome_of(world, import_id)


def outcome_of(world: World, import_id: uuid.UUID) -> Outcome:
    with world.reading("sandy") as actor:
        return Outcome.read(queries.get(actor, import_id).outcome)


@contextmanager
def found(world: World, email: str) -> Iterator[Any]:
    with world.app.app_context():
        yield db.session.scalar(select(Person).where(Person.email_folded == email))
        db.session.rollback()


def count(world: World, *tables: Any) -> list[int]:
    with world.app.app_context():
        counted = [db.session.scalar(select(func.count()).select_from(one)) or 0 for one in tables]
        db.session.rollback()
    return counted
