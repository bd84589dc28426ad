"""The database is locked, full, gone or read-only: a calm page that gives back what was typed, in a
form that can be sent again; and all is well when the fault has passed, with no restart [R05–R07].
"""

from __future__ import annotations

import re
import shutil
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import unescape

import psycopg
import pysqlite3

from tests.faults import ledger
from tests.faults.browser import Answer, Browser, Fields, Gone, hidden
from tests.faults.conftest import House
from tests.faults.sizes import HOLDS
from tests.faults.writers import KEY

WAITS = 5.0  # what SQLite's busy_timeout and PostgreSQL's lock_timeout are set to
NEW = "/reflections/new"
TEXT = re.compile(r'<textarea[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', re.S)


class Reader:
    """Someone with a form open, from before the fault."""

    def __init__(self, house: House) -> None:
        self.browser: Browser = house.server.browser().sign_in("callum")
        self.saved: dict[uuid.UUID, list[str]] = {}
        self.new_form()

    def new_form(self) -> None:
        page = self.browser.get(NEW)
        assert page.status == 200, page.status
        self.words = f"Typed with care: <b>& “{uuid.uuid4()}”"
        self.fields: Fields = [*hidden(page.text, NEW), ("happened", self.words), ("do", "keep")]

    def send(self) -> Answer:
        answer = self.browser.post(NEW, self.fields)
        found = KEY.search(answer.location)
        if answer.saved and found:
            self.saved[uuid.UUID(found.group(1))] = [self.words]
        return answer

    def is_told_to_wait(self) -> None:
        """Send the form: the answer is calm, and its own form holds everything."""
        answer = self.send()
        assert answer.status == 503, answer.status
        assert answer.headers["retry-after"] == "30"
        assert "This cannot be reached just now" in answer.text
        form = answer.text.partition(f'action="{NEW}"')[2].partition("</form>")[0]
        texts = [(unescape(name), unescape(text)) for name, text in TEXT.findall(form)]
        assert texts == [("happened", self.words)]
        again = [*hidden(answer.text, NEW), *texts]
        assert dict(again) == dict(self.fields)
        self.fields = again

    def is_heard(self, within: float = 5.0) -> None:
        """The same form, sent again from the page that gave it back, is saved."""
        until = time.monotonic() + within
        while (answer := self.send()).status == 503 and time.monotonic() < until:
            time.sleep(0.1)
        assert answer.saved, answer.status


def _all_is_well(house: House, reader: Reader) -> None:
    ledger.nothing_is_lost(house.world, reader.saved)
    ledger.nothing_is_double(house.world)
    ledger.nothing_is_half_done(house.world)


@contextmanager
def _locked(house: House) -> Iterator[Callable[[], None]]:
    """Hold what every save needs; yields how to let go."""
    if house.postgres is None:
        holder = pysqlite3.connect(str(house.file), check_same_thread=False, isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
    else:
        holder = psycopg.connect(house.server.url.replace("+psycopg", ""))
        holder.execute("LOCK TABLE reflections IN ACCESS EXCLUSIVE MODE")
    try:
        yield holder.rollback
    finally:
        holder.close()


def test_locked(house: House) -> None:
    """A lock that is held for less than five seconds is waited for; a longer one is told of."""
    with house.server:
        reader = Reader(house)
        for seconds in HOLDS:
            with _locked(house) as let_go:
                release = threading.Timer(seconds, let_go)
                release.start()
                began = time.monotonic()
                if seconds < WAITS:
                    assert reader.send().saved
                    assert time.monotonic() - began >= seconds - 0.2
                else:
                    reader.is_told_to_wait()
                    assert time.monotonic() - began < WAITS + 2
                    assert reader.browser.get("/healthz").status == 200
                    release.join()
                    reader.is_heard()
                release.join()
            reader.new_form()
    _all_is_well(house, reader)


def test_full(on_sqlite: House) -> None:
    """No file may grow any more: SQLite is told so in the midst of writing, as on a full disk."""
    house = on_sqlite
    with house.server:
        reader = Reader(house)
        wal = house.file.with_name(house.file.name + "-wal")
        house.server.limit_files(wal.stat().st_size + 60_000)
        for _ in range(40):
            answer = reader.send()
            if not answer.saved:
                break
            reader.new_form()
        assert answer.status == 503, answer.status
        assert reader.saved, "there was room for some"
        reader.is_told_to_wait()
        assert reader.browser.get("/healthz").status == 200
        house.server.limit_files(-1)
        reader.is_heard()
    _all_is_well(house, reader)


def test_gone_and_back(on_sqlite: House) -> None:
    """A file that is taken away is not made anew, and no save goes to a file that has no name."""
    house = on_sqlite
    with house.server:
        reader = Reader(house)
        assert reader.send().saved
        reader.new_form()
        away = house.file.parent / "away"
        away.mkdir()
        _move_files(house, away)
        reader.is_told_to_wait()
        assert reader.browser.get("/reflections").status == 503
        assert reader.browser.get("/readyz").status == 503
        assert reader.browser.get("/healthz").status == 200
        assert not house.file.exists()
        house.file.touch()  # something has put an empty file there
        reader.is_told_to_wait()
        assert reader.browser.get("/reflections").status == 503
        for file in house.file.parent.glob("world.sqlite3*"):
            file.unlink()
        for file in away.iterdir():
            shutil.move(file, house.file.parent)
        reader.is_heard()
    _all_is_well(house, reader)


def _move_files(house: House, folder: object) -> None:
    for file in house.file.parent.glob("world.sqlite3*"):
        shutil.move(file, str(folder))


def test_read_only(on_sqlite: House) -> None:
    """A file that may not be written: nothing is told as saved, and once it may, all goes on."""
    house = on_sqlite
    house.server.as_owner = True
    with house.server:
        reader = Reader(house)
    house.file.chmod(0o400)
    with house.server.start(wait=0).running():
        _until_it_answers(reader)
        reader.is_told_to_wait()
        assert reader.browser.get("/healthz").status == 200
        for file in house.file.parent.glob("world.sqlite3*"):
            file.chmod(0o600)  # SQLite gives what lies beside the file the same mode
        reader.is_heard(within=10)
    _all_is_well(house, reader)


def _until_it_answers(reader: Reader) -> None:
    for _ in range(300):
        try:
            reader.browser.get("/healthz")
            return
        except Gone:
            time.sleep(0.1)


def test_postgresql_stopped_read_only_or_full(on_postgresql: House) -> None:
    house = on_postgresql
    server = house.postgres
    assert server is not None
    with house.server:
        reader = Reader(house)
        server.stop("fast")
        began = time.monotonic()
        reader.is_told_to_wait()
        assert reader.browser.get("/reflections").status == 503
        assert time.monotonic() - began < 5
        assert reader.browser.get("/healthz").status == 200
        server.start()
        reader.is_heard()
        for fault, mended in (READ_ONLY, FULL, WITHOUT_TABLES):
            reader.new_form()
            _tell(house, fault)
            reader.is_told_to_wait()
            _tell(house, mended)
            reader.is_heard()
    _all_is_well(house, reader)


# What PostgreSQL is told so that it answers as it would on a standby, on a full disk (the code is
# its own, of appendix A), and where somebody has put an empty database in place of ours.
READ_ONLY = (
    "ALTER ROLE CURRENT_USER SET default_transaction_read_only = on",
    "ALTER ROLE CURRENT_USER RESET default_transaction_read_only",
)
FULL = (
    "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; "
    "END $$; "
    "CREATE TRIGGER full_disk BEFORE INSERT ON reflections FOR EACH ROW "
    "EXECUTE FUNCTION full_disk()",
    "DROP FUNCTION full_disk CASCADE",
)
WITHOUT_TABLES = (
    "ALTER SCHEMA public RENAME TO away; CREATE SCHEMA public",
    "DROP SCHEMA public; ALTER SCHEMA away RENAME TO public",
)


def _tell(house: House, statements: str) -> None:
    """Say something to PostgreSQL, and let it send everybody else away."""
    with psycopg.connect(
        house.server.url.replace("+psycopg", ""),
        autocommit=True,
        options="-c default_transaction_read_only=off",
    ) as connection:
        for statement in re.split(r"; (?=CREATE|ALTER|DROP)", statements):
            connection.execute(statement)
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE pid <> pg_backend_pid() AND datname = current_database()"
        )


def test_a_database_that_has_been_is_not_begun_again(on_sqlite: House) -> None:
    house = on_sqlite
    first = house.server.command("start")
    assert first.returncode == 0, first.stderr
    house.file.unlink()
    for command in ("start", "db upgrade"):
        again = house.server.command(*command.split())
        assert again.returncode != 0
        assert "was made before" in again.stderr and "restore a backup" in again.stderr
        assert not house.file.exists()
    house.file.touch()
    assert house.server.command("start").returncode != 0
    assert b"CREATE TABLE" not in house.file.read_bytes(), "an empty file is no database either"
