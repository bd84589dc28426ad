"""Whatever process is killed, and whenever: what was told as saved is there, and nothing is half
done [R01, R03].

A killed process cannot show that a power cut loses nothing, since the system keeps what was given
to it: with `synchronous` off this test would pass as well. What guards against a power cut is
therefore read back from a live connection of every worker.
"""

from __future__ import annotations

import random
import time

from tests.faults import ledger
from tests.faults.conftest import House
from tests.faults.sizes import KILLS, SEED
from tests.faults.writers import wait_for, writing


def test_killed_at_random_moments(on_sqlite: House) -> None:
    house, chance = on_sqlite, random.Random(SEED)
    with house.server, writing(house.server, 4, SEED) as told:
        for number in range(KILLS):
            wait_for(told, 1)
            time.sleep(chance.uniform(0, 0.15))
            if number % 20 == 9:  # every process at once
                house.server.kill_everything()
                house.server.start()
            else:
                house.server.kill_worker(chance.randrange(100))
        wait_for(told, 4)
    print(f"{KILLS} kills, {told.writes} acknowledged, {told.lost_answers} without an answer")
    ledger.nothing_is_lost(house.world, told.saved)
    ledger.nothing_is_double(house.world)
    ledger.nothing_is_half_done(house.world)
    _every_worker_was_safe(house)


def _every_worker_was_safe(house: House) -> None:
    """Each worker that ever served had read these back from a connection of its own."""
    told = house.server.said("database_settings")
    assert len({line["pid"] for line in told}) >= 4
    for line in told:
        read = {name: line[name] for name in WANTED}
        assert read == WANTED


WANTED = {
    "journal_mode": "wal",
    "synchronous": "2",  # FULL
    "foreign_keys": "1",
    "secure_delete": "1",
    "busy_timeout": "5000",
    "trusted_schema": "0",
    "cell_size_check": "1",
    "mmap_size": "0",
}
