"""PostgreSQL goes away without a farewell while people write, and comes back: what was told as
saved is there, and the service finds it again by itself [R08]."""

from __future__ import annotations

import random
import time

import psycopg
import pytest

from tests.faults import ledger
from tests.faults.conftest import House
from tests.faults.sizes import RESTARTS, SEED
from tests.faults.writers import wait_for, writing

RECOVERED = 5.0  # seconds after PostgreSQL answers again


def test_restarted_at_once_under_load(on_postgresql: House) -> None:
    house, chance = on_postgresql, random.Random(SEED)
    assert house.postgres is not None
    longest = 0.0
    with house.server, writing(house.server, 4, SEED) as told:
        workers = set(house.server.worker_pids())
        for _ in range(RESTARTS):
            wait_for(told, 8)
            time.sleep(chance.uniform(0, 0.2))
            house.postgres.stop("immediate")
            time.sleep(chance.uniform(0, 0.3))
            house.postgres.start()
            began = time.monotonic()
            wait_for(told, 1)
            longest = max(longest, time.monotonic() - began)
        assert set(house.server.worker_pids()) == workers, "nobody had to start the service again"
    print(f"{RESTARTS} restarts, {told.writes} acknowledged, back after {longest:.2f} s at most")
    assert longest < RECOVERED
    assert told.refused, "people were told to wait"
    ledger.nothing_is_lost(house.world, told.saved)
    ledger.nothing_is_double(house.world)
    ledger.nothing_is_half_done(house.world)


@pytest.mark.parametrize("setting", ["synchronous_commit", "fsync"])
def test_a_server_that_could_lose_what_is_saved_is_refused(
    on_postgresql: House, setting: str
) -> None:
    house = on_postgresql
    assert house.postgres is not None
    with psycopg.connect(house.postgres.url, autocommit=True) as connection:
        connection.execute(f"ALTER SYSTEM SET {setting} = off")
        connection.execute("SELECT pg_reload_conf()")
    time.sleep(0.3)
    house.server.start(wait=0)
    assert house.server.process is not None
    assert house.server.process.wait(timeout=30) != 0
    assert f"{setting} is off" in house.server.log.read_text()
