"""What comes in is made regular once, and has limits; what is logged holds no content."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import uuid
from pathlib import Path
from typing import Any

import pytest

from supervision.edge import BODY_BYTES
from supervision.extensions import db
from supervision.models.reflections import Reflection
from tests.client import Client
from tests.foundation.steps import changed, tables, write, write_quickly
from tests.worlds import World

URLENCODED = "application/x-www-form-urlencoded"


def _words(world: World, key: uuid.UUID) -> str:
    with world.app.app_context():
        row = db.session.get(Reflection, key)
        assert row is not None
        return row.happened or ""


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("nu\x00l and \x07 bell", "nul and  bell"),
        ("Sla\u0300inte", "Slàinte"),
        (
            "a\u2028b \u200d \U0001f468\u200d\U0001f469",
            "a\u2028b \u200d \U0001f468\u200d\U0001f469",
        ),
        ("<b>&amp;</b> {{ 7 }} %s", "<b>&amp;</b> {{ 7 }} %s"),
    ],
)
def test_text_is_kept_in_one_form(world: World, typed: str, kept: str) -> None:
    client = world.client("callum")
    key = write(client, happened=typed)
    assert _words(world, key) == kept
    assert client.form(f"/reflections/{key}/edit").data()["happened"] == [kept]


@pytest.mark.parametrize("kind", [URLENCODED, "multipart/form-data"])
def test_a_long_text_is_kept_in_both_kinds_of_form(world: World, kind: str) -> None:
    client = world.client("callum")
    found = client.form("/reflections/new")
    long = "é" * 20_000
    answer = client.post(found.action, data=found.data(happened=long), content_type=kind)
    assert answer.status_code == 302
    assert _words(world, uuid.UUID(answer.location[-36:])) == long
    found = client.form("/reflections/new")
    longer = "a word " * 15_000
    answer = client.post(found.action, data=found.data(happened=longer), content_type=kind)
    assert answer.status_code == 422
    assert longer.strip() in answer.get_data(as_text=True), "what was typed is not lost"


@pytest.mark.parametrize("kind", [URLENCODED, "multipart/form-data"])
def test_a_body_has_a_limit(world: World, kind: str) -> None:
    client = world.client("callum")
    token = client.token()
    before = tables(world)
    for size, statuses in ((BODY_BYTES - 5_000, {302, 422}), (BODY_BYTES + 1, {413})):
        data = {"csrf_token": token, "happened": "x" * size}
        answer = client.post("/reflections/new", data=data, content_type=kind)
        assert answer.status_code in statuses | ({404} if size < BODY_BYTES else set())
    many = {f"field{n}": "x" for n in range(600)}
    answer = client.post(
        "/reflections/new", data={"csrf_token": token, **many}, content_type="multipart/form-data"
    )
    assert answer.status_code == 413
    assert changed(before, tables(world)) == set()


BAD = [
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"%ED%A0%80",
    b"%00",
    b"%FF",
    b"%",
    b"%zz",
    b"\xc3\xa9",
    b"..%2f..%2f",
    b"%0d%0aSet-Cookie:x",
]


def _raw(client: Client, path: bytes, query: bytes = b"") -> Any:
    return client.get(
        "/",
        environ_overrides={
            "PATH_INFO": path.decode("latin-1"),
            "QUERY_STRING": query.decode("latin-1"),
        },
    )


def test_bytes_that_are_no_text_are_never_a_failure(world: World) -> None:
    key = str(write_quickly(world, "callum", "What happened")).encode()
    client, nobody = world.client("callum"), world.client()
    for bad in BAD:
        for path in (b"/" + bad, b"/reflections/" + bad, b"/static/" + bad + b"/" + bad):
            assert _raw(client, path).status_code in {302, 404}, (path, bad)
            assert _raw(nobody, path).status_code in {302, 404}, (path, bad)
        for name in (b"before=", b"kept=", b"next=", b"about=", b""):
            for path in (b"/reflections/new", b"/reflections", b"/reflections/" + key):
                answer = _raw(client, path, name + bad)
                assert answer.status_code == 200, (path, name, bad)
            assert _raw(nobody, b"/sign-in", name + bad).status_code == 200
            assert _raw(nobody, b"/reflections", name + bad).status_code == 302


def test_bad_bytes_in_a_form_or_a_cookie_are_never_a_failure(world: World) -> None:
    client = world.client("callum")
    token = client.token().encode()
    before = tables(world)
    for bad in BAD:
        for name in (b"happened", b"key", b"do", b"ask", b"about", bad):
            body = name + b"=" + bad + b"&csrf_token=" + token
            answer = client.post("/reflections/new", data=body, content_type=URLENCODED)
            assert answer.status_code in {400, 404, 422}, (name, bad)
        nobody = world.client()
        cookie = "supervision=" + bad.decode("latin-1")
        answer = nobody.get("/reflections", environ_overrides={"HTTP_COOKIE": cookie})
        assert answer.status_code == 302
    for kind in ("application/json", "text/plain", "multipart/form-data", "x/y; boundary=\x01", ""):
        answer = client.post("/reflections/new", data=b"{", content_type=kind)
        assert answer.status_code in {400, 415}, kind
    assert changed(before, tables(world)) == set()


def test_a_line_for_each_request_without_content(world: World, logs: io.StringIO) -> None:
    client = world.client("callum")
    key = write(client, happened="Kanarienvogel")
    client.get(f"/reflections/{key}?before=Kanarienvogel")
    client.open("/Kanarienvogel", method="KANARIENVOGEL")
    page = client.get("/nothing-here").get_data(as_text=True)
    told = [json.loads(line) for line in logs.getvalue().splitlines() if line.startswith("{")]
    assert len(told) == 5
    for line in told:
        assert {"method", "rule", "status", "ms", "request_id", "timestamp", "level"} <= set(line)
    assert told[2]["rule"] == "/reflections/<uuid:reflection_id>" and told[2]["status"] == 200
    assert told[3]["method"] == "other" and told[3]["rule"] is None
    assert told[4]["request_id"] in page, "the id on the page is the id in the log"
    assert len({line["request_id"] for line in told}) == 5
    for content in ("Kanarienvogel", "KANARIENVOGEL", str(key), "callum"):
        assert content not in logs.getvalue()


FAILING = """
import sys
from pathlib import Path
from tests.worlds import settings
from supervision import create_app
from supervision.identity import public
folder = Path(sys.argv[1])
app = create_app(settings(folder, f"sqlite:///{folder / 'x.sqlite3'}"))
def fail():
    raise ValueError("Kanarienvogel")
app.add_url_rule("/fail/<word>", "fail", public(fail_with := lambda word: fail()))
print(app.test_client().get("/fail/Zeisig?q=Gimpel").status_code)
"""


def test_a_failure_is_logged_by_kind_and_place_and_not_by_its_message(tmp_path: Path) -> None:
    """In a process of its own, since what matters is what really reaches standard error."""
    done = subprocess.run(
        [sys.executable, "-c", FAILING, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "500"
    lines = [json.loads(line) for line in done.stderr.splitlines()]
    failed = next(line for line in lines if line["event"] == "failed")
    assert failed["error"] == "ValueError" and failed["places"]
    for content in ("Kanarienvogel", "Zeisig", "Gimpel"):
        assert content not in done.stderr + done.stdout
