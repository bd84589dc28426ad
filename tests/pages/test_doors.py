"""The doors of the house: who gets in, and what an answer carries."""

from __future__ import annotations

from tests.worlds import World


def test_healthz_answers(world: World) -> None:
    assert world.client().get("/healthz").data == b"ok\n"
    assert world.client().get("/readyz").status_code == 200
