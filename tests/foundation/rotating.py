"""Steps of the tests that change keys, and ways to look at what was sealed."""

from __future__ import annotations

import uuid
from typing import Any

from click.testing import Result
from sqlalchemy import select

from supervision.config import Settings
from supervision.extensions import db
from supervision.models.base import sealed_fields
from supervision.models.people import OrganisationKey
from supervision.sealing import Keyring, keyring
from supervision.services import resealing
from tests.worlds import World


def run(world: World, *arguments: str) -> Result:
    return world.app.test_cli_runner().invoke(args=["keys", "rotate", *arguments])


def rotate(world: World, *arguments: str) -> str:
    done = run(world, *arguments)
    assert done.exit_code == 0, done.output
    return done.output


def left(world: World) -> int:
    with world.app.app_context():
        return sum(resealing.left(each) for each in resealing.organisations())


def keys(world: World) -> list[uuid.UUID]:
    with world.app.app_context():
        return list(
            db.session.scalars(
                select(OrganisationKey.id)
                .where(OrganisationKey.organisation_id == world.ids["lochside"])
                .order_by(OrganisationKey.made_at)
            )
        )


def words(world: World) -> dict[tuple[str, str, uuid.UUID], str]:
    """Everything that was ever sealed, opened by a process that knows nothing yet."""
    ring = Keyring()
    ring.configure(keyring_master(world), keyring._find, keyring._others)
    found = {}
    with world.app.app_context():
        for model, name, field in sealed_fields():
            column = getattr(model, field.column)
            rows = db.session.execute(select(model.id, model.organisation_id, column))
            for key, organisation, value in rows.all():
                if value is not None:
                    found[model.__tablename__, name, key] = ring.open(
                        organisation, key, field.label, value
                    )
        db.session.rollback()
    return found


def keyring_master(world: World) -> bytes:
    settings: Settings = world.app.extensions["settings"]
    return settings.master_key


def the_rest(world: World) -> dict[str, list[Any]]:
    """Everything in tables with sealed fields that is not sealed: versions, moments, states."""
    with world.app.app_context():
        found = {}
        for table in {model.__table__ for model, _, _ in sealed_fields()}:
            plain = [c for c in table.columns if not c.name.endswith("_sealed")]
            found[table.name] = sorted(map(repr, db.session.execute(select(*plain)).all()))
        db.session.rollback()
    return found
