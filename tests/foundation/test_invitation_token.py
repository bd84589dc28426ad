"""The token of an invitation: only its hash is stored, and no page, header or log tells it."""

from __future__ import annotations

import io

from sqlalchemy import select

from supervision.domain.links import stored
from supervision.extensions import db
from supervision.models.links import OneTimeLink
from tests.pages.test_invitation import take_up
from tests.services.test_invitations import new, printed
from tests.worlds import World


def test_only_a_hash_is_stored_and_nothing_is_told(world: World, logs: io.StringIO) -> None:
    new(world)
    client, token = world.client(), printed(world)
    answer = client.get(f"/invitation/{token}")
    assert token not in answer.text and token not in answer.location
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert token not in client.get("/invitation").text
    take_up(client, token)
    assert token not in logs.getvalue() and "/invitation/<token>" in logs.getvalue()
    with world.app.app_context(), db.engine.connect() as connection:
        row = connection.execute(select(OneTimeLink.token_hash)).scalar_one()
        assert bytes(row) == stored(token)
        for table in db.metadata.sorted_tables:
            assert token not in repr(connection.execute(select(table)).all())
