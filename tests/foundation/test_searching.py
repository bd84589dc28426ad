"""What people search for stays with them: in no log and in no row."""

from __future__ import annotations

import io
import os
import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from sqlalchemy import inspect, text

from supervision.extensions import db
from tests.foundation.steps import write
from tests.worlds import World

ROOT = Path(__file__).parents[2]
WANTED = "Kanarienvogel"
PLACES = (
    "/good-practice?q={}",
    "/reflections/{key}/shares/colleagues?q={}",
)


def test_what_is_searched_for_is_neither_logged_nor_kept(world: World, logs: io.StringIO) -> None:
    callum = world.client("callum")
    key = write(callum, happened="We walked as far as the gate.")
    found = callum.fill("/reflections", "/reflections/found", q="GATE")
    assert "as far as the gate" in found.text, "it is a search"
    looked = callum.form("/reflections", "/reflections/found")
    page = callum.post(looked.action, data=looked.data(q=WANTED)).text
    assert f'value="{WANTED}"' in page
    assert world.client().post(looked.action, data=looked.data(q=WANTED)).status_code == 400
    for place in PLACES:
        path = place.format(WANTED, key=key)
        page = callum.get(path).text
        assert f'value="{WANTED}"' in page, f"{path} knows what it was asked for"
        world.client().get(path)  # signed out meanwhile
    told = logs.getvalue()
    assert told.count('"event": "request"') >= 2 * len(PLACES)
    assert WANTED.lower() not in told.lower()
    with world.app.app_context(), db.engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):
                assert WANTED.lower() not in repr(tuple(row)).lower(), table


def test_an_access_log_that_is_asked_for_tells_no_query(tmp_path: Path) -> None:
    """The server as an operator starts it, told to write down every request."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environ = {
        **os.environ,
        "SUPERVISION_INSTANCE": str(tmp_path / "instance"),
        "SUPERVISION_PLAIN_HTTP": "1",
    }
    log = (tmp_path / "server.log").open("w+")
    server = subprocess.Popen(
        [Path(sys.executable).parent / "gunicorn", "wsgi:app", "-b", f"127.0.0.1:{port}",
         "--access-logfile", "-", "--log-level", "debug", "--no-control-socket"],
        cwd=ROOT, env=environ, stdout=log, stderr=log,
    )  # fmt: skip
    try:
        _asked(f"http://127.0.0.1:{port}/healthz?q={WANTED}")
        _asked(f"http://127.0.0.1:{port}/reflections?q={WANTED}")
    finally:
        server.terminate()
        server.wait(timeout=30)
    log.seek(0)
    told = log.read()
    log.close()
    assert re.search(r"\] GET 200 \d+ bytes \d+ ms", told), "it writes an access log"
    assert WANTED not in told


def _asked(url: str) -> None:
    for _ in range(200):
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("the server did not answer")
