"""Writing a backup over a SQLite file: all of it or nothing, whenever it is cut, and also where the
file in place is broken."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pysqlite3
import pytest

from supervision.backups import sqlite
from supervision.config import BadSetting
from tests import started

ROOT = Path(__file__).resolve().parents[2]
ROWS = 4000
CHILD = """
import sys
from pathlib import Path
from supervision.backups import sqlite
with sqlite.held(Path(sys.argv[1])) as connection:
    print("held", flush=True)
    sqlite.put_back(Path(sys.argv[2]), connection)
    print("done", flush=True)
    sys.stdin.read()
"""


def _database(file: Path, word: str) -> Path:
    with closing(pysqlite3.connect(str(file))) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE words (word)")
        connection.executemany("INSERT INTO words VALUES (?)", [(word * 300,)] * ROWS)
        connection.commit()
    return file


def _held(file: Path) -> list[tuple[str, int]]:
    with closing(pysqlite3.connect(str(file))) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = connection.execute("SELECT substr(word, 1, 3), count(*) FROM words GROUP BY 1")
        return [tuple(row) for row in rows]


def test_cut_at_any_moment_it_is_the_old_or_the_new(tmp_path: Path) -> None:
    new = _database(tmp_path / "copy", "new")
    live = _database(tmp_path / "live", "old")
    seen = []
    for number in range(int(os.environ.get("SUPERVISION_SOAK", 4))):
        child = subprocess.Popen(
            [sys.executable, "-c", CHILD, str(live), str(new)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdin is not None and child.stdout is not None
        assert child.stdout.readline() == "held\n"
        time.sleep(random.Random(number).random() * 0.06)
        child.send_signal(signal.SIGKILL)
        told = child.stdout.read()
        child.wait(10)
        child.stdin.close()
        child.stdout.close()
        held = _held(live)
        assert held in ([("old", ROWS)], [("new", ROWS)])
        assert held == [("new", ROWS)] or "done" not in told, "what was told as done is done"
        seen.append(held)
        if held == [("new", ROWS)]:
            for one in tmp_path.glob("live*"):
                one.unlink()
            _database(live, "old")
    assert seen


def test_whoever_has_it_open_is_seen_though_idle(tmp_path: Path) -> None:
    live = _database(tmp_path / "live", "old")
    with closing(pysqlite3.connect(str(live))) as other:
        other.execute("SELECT count(*) FROM words").fetchone()
        with pytest.raises(BadSetting, match="in use"), sqlite.held(live):
            pass
    late = pysqlite3.connect(str(live), timeout=0)
    with closing(late), sqlite.held(live), pytest.raises(pysqlite3.OperationalError):
        late.execute("SELECT count(*) FROM words").fetchone()


@pytest.mark.parametrize("content", [b"", b"no database" * 900])
def test_a_file_that_is_no_database_is_no_reason_to_refuse(tmp_path: Path, content: bytes) -> None:
    live = tmp_path / "live"
    live.write_bytes(content)
    sqlite.refuse_company(live)


def test_a_broken_database_is_set_aside_and_replaced(tmp_path: Path) -> None:
    """By the commands that an operator types, on the machine where it broke."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("SUPERVISION_")}
    environ = {**kept, "SUPERVISION_INSTANCE": str(tmp_path), "SUPERVISION_PLAIN_HTTP": "1"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return started.run("flask", "--app", "wsgi", *words, environ=environ)

    assert run("start").returncode == 0
    assert run("backup", "create").returncode == 0
    (backup,) = (tmp_path / "backups").iterdir()
    live = tmp_path / "supervision.sqlite3"
    live.write_bytes(b"x" * live.stat().st_size)
    done = run("backup", "restore", "--replace", str(backup))
    assert done.returncode == 0, done.stderr
    assert "could not be read; it is kept as" in done.stdout
    assert run("backup", "verify", str(backup)).returncode == 0
    with closing(pysqlite3.connect(str(live))) as connection:
        assert connection.execute("SELECT count(*) FROM people").fetchone() == (0,)
