"""How many people can save while they write, on the real server, and whether anything is lost.

Saving is what the service calls it: a reflection that is being written is sent whole, with the
version before it; the new text, the sealed earlier one and the entry in the log of changes are kept
in one transaction before the answer.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select

from bench import pages
from bench.asking import CSRF, cookie_of, csrf_token
from bench.dataset import PASSWORD, DataSet
from bench.goals import Report
from bench.serving import ROOT, Server, served
from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.reflections import Reflection
from supervision.models.sign_ins import SignIn
from supervision.queries.people import token_hash

EVERY = 10.0  # seconds between the saves of one person
SLOWEST = 0.25  # seconds, of 95 in a hundred saves


class Savers:
    """People with a reflection in hand, each with a sign-in, in one data set."""

    def __init__(self, data: DataSet, most: int) -> None:
        self.data = data
        with data.app.app_context():
            rows = db.session.execute(
                select(Reflection.id, Reflection.author_id, Reflection.organisation_id)
                .where(~select(Ask.id).where(Ask.reflection_id == Reflection.id).exists())
                .order_by(Reflection.id.desc())
                .limit(most)
            ).all()
            now = data.now
            tokens = {row.id: f"saver of {row.id.hex}" for row in rows}
            db.session.rollback()
            db.session.connection(execution_options={"rw": True})
            db.session.execute(
                insert(SignIn),
                [
                    {
                        "id": uuid.uuid4(),
                        "organisation_id": row.organisation_id,
                        "person_id": row.author_id,
                        "token_hash": token_hash(tokens[row.id]),
                        "device": "A browser",
                        "started_at": now,
                        "seen_at": now,
                    }
                    for row in rows
                ],
            )
            db.session.commit()
        self._tokens = tokens

    def __len__(self) -> int:
        return len(self._tokens)

    def plan(self, count: int) -> list[dict[str, str]]:
        """What the first so many send: cookie, reflection, and the version it is at now."""
        chosen = list(self._tokens)[:count]
        return [
            {
                "cookie": cookie_of(self.data.app, self._tokens[key]),
                "reflection": str(key),
                "version": str(reflection.version),
                "title": reflection.title or "",
            }
            for key, reflection in self._stored(chosen).items()
        ]

    def lost(self, last: dict[str, list[int]]) -> int:
        """Of the savers whose saves were acknowledged, how many find an older text."""
        stored = self._stored([uuid.UUID(key) for key in last])
        return sum(
            reflection.version < last[str(key)][0]
            or not (reflection.happened or "").startswith(f"Version {reflection.version}.")
            for key, reflection in stored.items()
        )

    def _stored(self, keys: list[uuid.UUID]) -> dict[uuid.UUID, Reflection]:
        found: dict[uuid.UUID, Reflection] = {}
        with self.data.app.app_context():
            for start in range(0, len(keys), 500):
                some = keys[start : start + 500]
                for row in db.session.scalars(select(Reflection).where(Reflection.id.in_(some))):
                    found[row.id] = row
            db.session.expunge_all()
            db.session.rollback()
        return found


def load(data: DataSet, server: Server, seconds: float, **more: Any) -> dict[str, Any]:
    """Run a load in a process of its own; comes back with what it found."""
    plan = {
        "port": server.port,
        "seconds": seconds,
        "every": EVERY,
        "token": csrf_token(data.app),
        "savers": [],
        "pages": [],
        **more,
    }
    done = subprocess.run(
        [sys.executable, "-m", "bench.savers"],
        input=json.dumps(plan),
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def tell_held(
    report: Report, data: DataSet, savers: Savers, steps: list[int], seconds: float
) -> None:
    """Ever more people save every ten seconds, until one save in twenty takes too long."""
    report.heading("Saving while writing, each person every ten seconds")
    held, slowest, lost, failed = 0, 0.0, 0, 0
    with served(data) as server:
        load(data, server, 2, savers=savers.plan(50), every=1.0)  # every worker warms up
        for count in steps:
            if count > len(savers):
                break
            told = load(data, server, seconds, savers=savers.plan(count))
            slow = percentile(told["saves"], 95)
            lost += savers.lost(told["last"])
            failed += told["failed"] + told["refused"]
            report.tell(f"Slowest of 95 in 100 saves, {count:,} people", slow * 1000, "ms")
            if slow > SLOWEST or failed:
                break
            held, slowest = count, slow
    report.at_least("People saving at once, 95 in 100 within 250 ms", held, "people", 3_000, "15")
    report.tell("… their slowest of 95 in 100", slowest * 1000, "ms")
    report.at_most("Acknowledged saves lost", lost, "saves", 0, "15")
    report.at_most("Saves that met an error", failed, "saves", 0, "15")


def tell_killed(report: Report, data: DataSet, savers: Savers, count: int, seconds: float) -> None:
    """The whole server is killed twice while people save, and started again."""
    report.heading("The server is killed twice while people save")
    backs: list[float] = []
    with served(data) as server:
        done: dict[str, Any] = {}

        def work() -> None:
            done.update(load(data, server, seconds, savers=savers.plan(count), every=1.0))

        running = threading.Thread(target=work)
        running.start()
        for _ in range(2):
            time.sleep(seconds / 3)
            server.kill()
            backs.append(server.start())
        running.join()
    report.at_most(
        "Acknowledged saves lost over two kills", savers.lost(done["last"]), "saves", 0, "16"
    )
    report.at_most("Until it answers again", max(backs), "s", 5, "16")
    report.tell("… saves acknowledged meanwhile", len(done["saves"]), "saves")


def tell_beside(report: Report, data: DataSet, savers: Savers, count: int, seconds: float) -> None:
    """How long pages take while many save, and while many sign in, over a quiet server."""
    report.heading("A page beside people who save, and who sign in")
    reader = pages.practitioner(data, data.small)
    one = [{"path": "/reflections", "cookie": reader.cookie}]
    with served(data) as server:
        load(data, server, 2, pages=one * 4)
        quiet = percentile(load(data, server, seconds, pages=one)["pages"], 95)
        plan = savers.plan(count)
        busy = load(data, server, max(seconds, EVERY), pages=one, savers=plan)
        entering = [_form(data, number) for number in range(24)]
        entered = load(data, server, seconds, pages=one, rate=25, entering=entering)
    report.tell("The page alone, 95 in 100 within", quiet * 1000, "ms")
    beside = percentile(busy["pages"], 95) / quiet
    report.at_most(f"The page with {count:,} people saving ÷ alone", beside, "×", 2.5, "17")
    report.at_most(
        "The page with 25 sign-ins a second ÷ alone",
        percentile(entered["pages"], 95) / quiet,
        "×",
        2.0,
        "19",
    )
    signed_in = sum(status == 302 for status, _ in entered["entered"])
    report.tell(
        "… of those sign-ins, let in", signed_in / max(len(entered["entered"]), 1), "of all"
    )


def tell_saturated(report: Report, data: DataSet, savers: Savers, seconds: float) -> None:
    """Thirty-two people save without a pause: is anyone left waiting?"""
    report.heading("Thirty-two people save without a pause (told, not judged)")
    sync = _sync(data.settings.instance)
    with served(data) as server:
        told = load(data, server, seconds, savers=savers.plan(32), every=0.0)
    counts = [mine for _version, mine in told["last"].values()]
    report.tell("Saves a second", len(told["saves"]) / seconds, "saves")
    report.tell("Fewest ÷ most saves of one person", min(counts) / max(counts), "of 1")
    report.tell("Slowest save ÷ one write to the disk", max(told["saves"]) / sync, "×")


def _form(data: DataSet, number: int) -> dict[str, Any]:
    worker = data.small.workers[number]
    fields = {"csrf_token": csrf_token(data.app), "email": worker.email, "password": PASSWORD}
    return {
        "cookie": cookie_of(data.app, None, csrf=CSRF),
        "fields": {**fields, "next": "", "kept": ""},
    }


def _sync(folder: Path) -> float:
    """Seconds that one durable write takes on this disk: the median of fifty."""
    took = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for _ in range(50):
            file.write(b"x" * 4096)
            file.flush()
            began = time.perf_counter()
            os.fsync(file.fileno())
            took.append(time.perf_counter() - began)
    return sorted(took)[25]


def percentile(values: list[float], part: int) -> float:
    """The value that so many in a hundred stay below; infinite where there are none."""
    if not values:
        return float("inf")
    return sorted(values)[min(len(values) - 1, len(values) * part // 100)]
