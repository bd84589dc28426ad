"""How many people can write at once, on the real server, and whether anything is lost.

While somebody writes, their page keeps the form every few seconds (`supervision/services/kept.py`):
that is what many do at once. Saving is done once at the end: the whole form with the version before
it, the sealed earlier text and the entry in the log of changes, in one transaction before the
answer. Both are asked here, and both must outlive the server's being killed.
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

from itsdangerous import URLSafeSerializer
from sqlalchemy import select

from bench import pages
from bench.asking import CSRF, cookie_of, csrf_token
from bench.dataset import PASSWORD, DataSet
from bench.goals import Report
from bench.serving import ROOT, Server, served
from supervision.blueprints.forms_kept import KEPT
from supervision.extensions import db
from supervision.models.asks import Ask
from supervision.models.reflections import Reflection
from supervision.models.sign_ins import KeptForm, SignIn
from supervision.queries.people import token_hash

EVERY = 10.0  # seconds between two keepings of one person's form
SLOWEST = 0.25  # seconds, of 95 in a hundred
# What goes along with the words of a reflection.
FORM = {"model": "lines", "ask": "none", "about": "none"}


class Savers:
    """People with a reflection in hand, each with a sign-in, in one data set. Each has begun to
    write: the form was kept once."""

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
            self._tokens = {row.id: f"saver of {row.id.hex}" for row in rows}
            self._kept = {row.id: uuid.uuid4() for row in rows}
            self._people = {row.id: row.author_id for row in rows}
            db.session.rollback()
            db.session.connection(execution_options={"rw": True})
            for row in rows:
                of = {"organisation_id": row.organisation_id, "person_id": row.author_id}
                db.session.add(
                    SignIn(
                        **of,
                        token_hash=token_hash(self._tokens[row.id]),
                        device="A browser",
                        started_at=now,
                        seen_at=now,
                    )
                )
                page = f"/reflections/{row.id}/edit"
                begun = KeptForm(**of, id=self._kept[row.id], kept_at=now, page=page, number=1)
                begun.fields = json.dumps({"path": page, "fields": [["happened", "Version 1."]]})
                db.session.add(begun)
            db.session.commit()
            db.session.expunge_all()

    def __len__(self) -> int:
        return len(self._tokens)

    def plan(self, count: int, *, whole: int = 0) -> list[dict[str, Any]]:
        """What the first so many send, and how often it was sent before.

        Args:
            whole: so many of them save the whole form, over and over; the others have it kept.
        """
        chosen = list(self._tokens)[:count]
        versions, numbers = self._versions(chosen), self._numbers(chosen)
        return [
            self._saves(key, *versions[key]) if at < whole else self._keeps(key, numbers[key][0])
            for at, key in enumerate(chosen)
        ]

    def _saves(self, key: uuid.UUID, version: int, _words: str, title: str) -> dict[str, Any]:
        return {
            "name": f"save {key}",
            "path": f"/reflections/{key}/edit",
            "cookie": cookie_of(self.data.app, self._tokens[key]),
            "number": version,
            "counts": "version",
            "ahead": 0,  # a form carries the version that it was read at
            "fields": {"title": title, **FORM, "do": "keep"},
        }

    def _keeps(self, key: uuid.UUID, number: int) -> dict[str, Any]:
        signer = URLSafeSerializer(self.data.app.secret_key or b"", salt=KEPT)
        return {
            "name": f"keep {key}",
            "path": "/not-saved",
            "cookie": cookie_of(self.data.app, self._tokens[key]),
            "number": number,
            "counts": "kept_n",
            "ahead": 1,  # and how often it was kept, this time included
            "fields": {
                **FORM,
                "title": "",
                "version": 1,
                "kept": signer.dumps([self._people[key].hex, self._kept[key].hex]),
                "kept_page": f"/reflections/{key}/edit",
            },
        }

    def lost(self, last: dict[str, list[int]]) -> int:
        """Of those whose sending was acknowledged, how many find something older."""
        lost = 0
        for what, read in (("save", self._versions), ("keep", self._numbers)):
            told = {
                uuid.UUID(name.partition(" ")[2]): count
                for name, (count, _mine) in last.items()
                if name.startswith(what)
            }
            for key, (number, words, *_) in read(list(told)).items():
                lost += number < told[key] or not words.startswith(f"Version {number}.")
        return lost

    def _versions(self, keys: list[uuid.UUID]) -> dict[uuid.UUID, tuple[int, str, str]]:
        return {
            row.id: (row.version, row.happened or "", row.title or "")
            for row in self._stored(Reflection, keys)
        }

    def _numbers(self, keys: list[uuid.UUID]) -> dict[uuid.UUID, tuple[int, str]]:
        at = {self._kept[key]: key for key in keys}
        return {
            at[row.id]: (row.number, dict(json.loads(row.fields or "")["fields"])["happened"])
            for row in self._stored(KeptForm, list(at))
        }

    def _stored(self, model: Any, keys: list[uuid.UUID]) -> list[Any]:
        """The rows as they are now; what they hold is read before they are let go."""
        found: list[Any] = []
        with self.data.app.app_context():
            for start in range(0, len(keys), 500):
                some = keys[start : start + 500]
                found += db.session.scalars(select(model).where(model.id.in_(some)))
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
    """Ever more people write, until keeping it takes too long for one in twenty."""
    report.heading("People writing at once, each kept every ten seconds")
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
            report.tell(f"Slowest of 95 in 100 keepings, {count:,} people", slow * 1000, "ms")
            if slow > SLOWEST or failed:
                break
            held, slowest = count, slow
    report.at_least(
        "People writing at once, 95 in 100 kept within 250 ms", held, "people", 3_000, "15"
    )
    report.tell("… their slowest of 95 in 100", slowest * 1000, "ms")
    report.at_most("Acknowledged keepings lost", lost, "keepings", 0, "15")
    report.at_most("Keepings that met an error", failed, "keepings", 0, "15")


def tell_killed(report: Report, data: DataSet, savers: Savers, count: int, seconds: float) -> None:
    """The whole server is killed twice while half of them save and half write on, and started
    again."""
    report.heading("The server is killed twice while people write and save")
    backs: list[float] = []
    with served(data) as server:
        done: dict[str, Any] = {}

        def work() -> None:
            done.update(
                load(data, server, seconds, savers=savers.plan(count, whole=count // 2), every=1.0)
            )

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
    """How long pages take while many write, and while many sign in, over a quiet server."""
    report.heading("A page beside people who write, and who sign in")
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
    report.at_most(f"The page with {count:,} people writing ÷ alone", beside, "×", 2.5, "17")
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
        told = load(data, server, seconds, savers=savers.plan(32, whole=32), every=0.0)
        kept = load(data, server, seconds, savers=savers.plan(32), every=0.0)
    counts = [mine for _version, mine in told["last"].values()]
    report.tell("Saves of a whole form a second", len(told["saves"]) / seconds, "saves")
    report.tell("Keepings a second", len(kept["saves"]) / seconds, "keepings")
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
