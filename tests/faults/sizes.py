"""How long the tests of faults go on: short in `make test`, as long as asked in `make soak`."""

from __future__ import annotations

import os


def size(name: str, ordinary: int) -> int:
    """A number from the environment, such as KILLS=1000, or the ordinary one."""
    return int(os.environ.get(name) or ordinary)


KILLS = size("KILLS", 50)  # of workers and masters
RESTARTS = size("RESTARTS", 4)  # of PostgreSQL, at once and without a farewell
ROUNDS = size("ROUNDS", 200)  # of two who save one record at once
RACES = size("RACES", 60)  # of people who sign, write, move and cancel at once
STOPS = size("STOPS", 20)  # of the service, asked to finish
HOLDS = tuple(float(s) for s in (os.environ.get("HOLDS") or "1 4 6").split())  # of a lock, seconds
CUTS = size("CUTS", 6)  # of migrations, spread over their statements; 0 for after every one
SEED = size("SEED", 20_261_123)
