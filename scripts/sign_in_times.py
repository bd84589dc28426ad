"""Whether the time of a refused sign-in tells who has an account: a measurement, for `make soak`.

    .venv/bin/python -m scripts.sign_in_times [tries]

Tries each kind of refusal in turn (so that whatever else the machine does falls on all alike) and
prints, for each, the median, how far it is from that of an unknown address, and the probability
of a two-sided Mann-Whitney test that both are the same. It judges nothing: a busy machine would.
"""

from __future__ import annotations

import math
import re
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import delete, update

from supervision.extensions import db
from supervision.models.limits import Tries
from supervision.models.people import Person
from tests import worlds

TRIES = 400
UNKNOWN = "an unknown address"
KINDS = {
    UNKNOWN: "nobody@lochside.example",
    "a wrong password": "callum@lochside.example",
    "someone who left": "bram@lochside.example",
    "no password set": "oona@harbour.example",
}
TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


def main(tries: int) -> None:
    with tempfile.TemporaryDirectory() as folder, worlds.sqlite(Path(folder)) as backend:
        backend.reset()
        app = backend.world.app
        made = replace(worlds.settings(Path(folder), "sqlite://"), argon2_memory_kib=19_456)
        app.extensions["passwords"] = type(app.extensions["passwords"])(made.argon2_memory_kib, 2)
        with app.app_context():
            hashed = app.extensions["passwords"].hash(worlds.PASSWORD)
            db.session.execute(update(Person).values(password_hash=hashed))
            oona = update(Person).where(Person.id == backend.world.ids["oona"])
            db.session.execute(oona.values(password_hash=None))
            db.session.commit()
        times = measure(app, tries)
        backend.rest()
    base = times[UNKNOWN]
    for kind, some in times.items():
        apart = statistics.median(some) / statistics.median(base) - 1
        p = mann_whitney(some, base)
        print(f"{kind:22} {statistics.median(some) * 1000:7.2f} ms {apart:+7.2%}  p {p:.3f}")


def measure(app: Any, tries: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    client = app.test_client()
    found = TOKEN.search(client.get("/sign-in").text)
    assert found is not None
    order = list(KINDS.items())
    for number in range(tries):
        for kind, email in order[number % 4 :] + order[: number % 4]:
            with app.app_context():  # each as if it were the first
                db.session.execute(delete(Tries))
                db.session.commit()
            data = {"csrf_token": found[1], "email": email, "password": "something else"}
            began = time.perf_counter()
            answer = client.post("/sign-in", data=data)
            times[kind].append(time.perf_counter() - began)
            assert answer.status_code == 422
    return times


def mann_whitney(one: list[float], two: list[float]) -> float:
    """The two-sided probability, by the normal approximation (good from 20 on; no ties in times
    of this grain)."""
    ranked = sorted([(value, 0) for value in one] + [(value, 1) for value in two])
    ranks = sum(rank for rank, (_, which) in enumerate(ranked, start=1) if which == 0)
    n, m = len(one), len(two)
    u = ranks - n * (n + 1) / 2
    z = (u - n * m / 2) / math.sqrt(n * m * (n + m + 1) / 12)
    return math.erfc(abs(z) / math.sqrt(2))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else TRIES)
