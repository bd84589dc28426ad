"""What no form sends: queries, bodies, headers, cookies and paths of every bad kind. The answer is
below 500, and 400, 404, 413 or 415 where nothing can be made of it."""

from __future__ import annotations

import io
import os
import random
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from werkzeug.test import TestResponse

from tests.input import filling
from tests.input.nasty import KEYS, NUMBERS, TEXTS, encoded
from tests.input.place import NOBODY, Place

MORE = int(os.environ.get("INPUTS") or 0)
# Every name that a page reads out of an address, and one that none does.
NAMES = (
    *("before", "others-before", "yours-before", "above-before", "after", "promised-after", "kept"),
    *("deleted", "about", "from", "again", "relation", "kind", "team", "colleague", "q", "show"),
    *("outcome", "theme", "next", "name", "nobody"),
)
VALUES = [*(encoded(t) for t in TEXTS), *(encoded(n) for n in NUMBERS), *map(encoded, KEYS)]
# Who asks for what: the practitioner, the curator, who looks after information, nobody.
READERS = ("callum", "morag", "cora", "noor", NOBODY)


def test_every_address_takes_any_query(place: Place) -> None:
    """[B10] [B12] `before=`, `kept=`, keys and words, on every page that there is."""
    chance = random.Random(7)
    asked = 0
    for reader in READERS:
        browser = place.browser(reader)
        for path in _pages(place):
            for _ in range(MORE // 20 or 1):
                query = b"&".join(
                    name.encode() + b"=" + quote_from_bytes(_short(chance)).encode()
                    for name in NAMES
                )
                _fine(browser.get(f"{path}?{query.decode()}"), path)
                asked += 1
    assert asked > 100


@pytest.mark.parametrize("name", NAMES)
def test_every_name_takes_any_value(place: Place, name: str) -> None:
    browser = place.browser("callum")
    lists = ("/", "/reflections", "/good-practice", "/supervision/new", "/account/actions")
    every = [*VALUES, *map(encoded, filling.keys_of(place))]
    some = every if MORE else random.Random(name).sample(every, 12)
    for n, value in enumerate(some):
        path = lists[n % len(lists)]
        _fine(browser.get(f"{path}?{name}={quote_from_bytes(value[:4000])}"), f"{path} {name}")


def test_keys_of_others_turn_no_page(place: Place) -> None:
    """A list that begins below a row which the reader may not see begins at its beginning."""
    browser = place.browser("kirsty")
    plain = browser.get("/reflections").get_data(as_text=True)
    for key in filling.keys_of(place):
        assert browser.get(f"/reflections?before={key}").get_data(as_text=True).count("<li") == (
            plain.count("<li")
        )


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"words": "\ud800", "q": [1], "key": {"a": None}, "n": float("nan")}},
        {"data": b'{"words": "\\ud800\\udc00\\ud800"}', "content_type": "application/json"},
        {"data": b"[" * 20_000, "content_type": "application/json; charset=utf-7"},
        {"data": b"words=x", "content_type": "text/plain"},
        {"data": b"words=x", "content_type": ""},
        {"data": b"words=x", "content_type": "multipart/form-data"},
        {"data": b"--x\r\nno end", "content_type": "multipart/form-data; boundary=x"},
        {"data": b"<a/>", "content_type": "application/xml"},
        {"data": b"\xff" * 9000, "content_type": filling.FORM},
        {"data": b"&" * 100_000, "content_type": filling.FORM},
        {"data": b"%" * 9999 + b"=%zz%\xff", "content_type": filling.FORM + "; charset=utf-16"},
        {"data": b"a=1&" * 501, "content_type": filling.FORM},
        {"data": b"words=" + b"x" * 5_000_000, "content_type": filling.FORM},
    ],
    ids=lambda sent: str(sent.get("content_type", "json"))[:30],
)
def test_bodies_of_every_kind(place: Place, sent: dict[str, Any]) -> None:
    """[B03] [B11] Nothing here takes JSON, files, or more than four megabytes."""
    browser = place.browser("callum")
    paths = ("/reflections/new", f"/supervision/{place.keys['planned']}/agenda-items", "/sign-out")
    for path in paths:
        answer = browser.post(path, **sent)
        assert answer.status_code in {400, 404, 413, 415}, f"{path}: {answer.status_code}"
    assert filling.broken(place) == []


def test_files_and_fields_in_parts(place: Place) -> None:
    """Words in parts are words too; a file is none, whatever it is called."""
    form, person, path = _first_form(place, "reflections.write")
    browser = place.browser(person)
    fields = {name: (one.stands or [""])[0] for name, one in form.fields.items()}
    words = "Bog cotton \u202e and 👩🏽‍👩🏻 in parts"
    sent = {**fields, "csrf_token": browser.form_token, "happened": words}
    answer = browser.post(path, data=sent, content_type="multipart/form-data")
    assert answer.status_code == 302
    assert words in filling.everything(place)
    for name in ("a\x00b", "../x", "\ud800", "x" * 5000, "CON", ""):
        content = (filling.FORM.encode(), name.encode("utf-8", "replace").decode())
        parts = {**sent, "file": (_stream(content[0]), content[1])}
        assert browser.post(path, data=parts).status_code < 500


def test_a_field_in_parts_with_half_letters(place: Place) -> None:
    form, person, _page = _first_form(place, "sessions.add_agenda_item")
    browser = place.browser(person)
    key = form.fields["key"].stands[0]
    pairs = {"csrf_token": browser.form_token, "key": key}
    body = b"".join(
        b'--edge\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n' % (n.encode(), v)
        for n, v in [
            *((n, v.encode()) for n, v in pairs.items()),
            ("words", b"half \xed\xa0\x80 \x00 caf\xe9"),
        ]
    )
    kind = "multipart/form-data; boundary=edge"
    answer = browser.post(form.action, data=body + b"--edge--\r\n", content_type=kind)
    assert answer.status_code == 302
    kept = [one for one in filling.everything(place) if one.startswith("half ")]
    assert kept == ["half \ufffd\ufffd\ufffd  caf\ufffd"]


def test_headers_and_cookies(place: Place) -> None:
    """[B12] What a server in front would let through, of a size that it would."""
    for name, value in [
        ("Cookie", "session=" + "x" * 60_000),
        ("Cookie", "session=\xff\xfe; session=a.b.c; =; ;;;"),
        ("Cookie", "; ".join(f"c{n}=v" for n in range(2000))),
        ("Cookie", 'session="\\342\\200\\256"'),
        ("Accept-Language", "x" * 30_000),
        ("Accept-Language", "\xff;q=NaN, *;q=-1, gd;q=1e400"),
        ("Accept", "*/*;q=" + "9" * 5000),
        ("If-None-Match", "W/" * 5000),
        ("If-Modified-Since", "Thu, 99 Foo 99999 99:99:99 GMT"),
        ("Range", "bytes=-9999999999999999999"),
        ("Referer", "//evil.example\\\xff"),
        ("User-Agent", "\xff" * 3000),
        ("X-Forwarded-For", "::1%eth0, \xff, 999.1.1.1"),
        ("Sec-Fetch-Site", "\xff"),
        ("Content-Length", "-1"),
        ("Content-Type", "multipart/form-data; boundary=" + "b" * 9000),
        ("X-HTTP-Method-Override", "DELETE"),
    ]:
        for path in ("/", "/sign-in", "/reflections", "/static/x/y.css"):
            browser = place.browser(NOBODY if name == "Cookie" else "callum")
            headers = {name: value}
            environ = {"HTTP_COOKIE": value} if name == "Cookie" else {}
            answer = browser.get(path, headers=headers, environ_overrides=environ)
            assert answer.status_code < 500, f"{name}: {value[:30]}: {answer.status_code}"


def test_paths(place: Place) -> None:
    browser = place.browser("callum")
    for raw in (
        b"/reflections/\xff\xfe",
        b"/outcomes/people/\xed\xa0\x80",
        b"/outcomes/people/" + b"K7QM" * 3000,
        b"/outcomes/people/\x00",
        b"/outcomes/people/%s%n",
        b"/reflections/" + str(uuid.UUID(int=2**128 - 1)).encode(),
        b"/reflections/9223372036854775808",
        b"/reflections/-1",
        b"/good-practice/..%2f..%2fetc/passwd",
        b"/static/0/../../../../etc/passwd",
        b"/new-password/" + b"x" * 9000,
        b"/new-password/\xff\x00",
        b"//evil.example/reflections",
        b"/supervision/groups/" + b"0" * 36,
    ):
        # As a server hands a path over: its bytes, each as one letter.
        answer = browser.get("/", environ_overrides={"PATH_INFO": raw.decode("latin-1")})
        assert answer.status_code in {302, 308, 400, 404}, f"{raw[:40]!r}: {answer.status_code}"


def test_methods(place: Place) -> None:
    browser = place.browser("callum")
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "HEAD", "PROPFIND", "G\xcbT"):
        for path in ("/", "/reflections/new", "/sign-out", "/nowhere"):
            assert browser.open(path, method=method).status_code < 500, (method, path)


def _pages(place: Place) -> Iterator[str]:
    """The address of every page, with keys of things that are there and of some that are not."""
    keys = list(place.keys.values())
    adapter = place.world.app.url_map.bind("localhost")
    for rule in place.world.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in {"assets.file", "auth.open_link"}:
            continue
        values = {name: _value(name, keys) for name in rule.arguments}
        yield adapter.build(rule.endpoint, values)


def _value(name: str, keys: list[uuid.UUID]) -> Any:
    return "K7QM" if name == "code" else keys[len(name) % len(keys)]


def _short(chance: random.Random) -> bytes:
    return chance.choice(VALUES)[: chance.choice([20, 300])]


def _fine(answer: TestResponse, where: str) -> None:
    assert answer.status_code < 500 and answer.status_code not in {400, 405}, (
        f"{where}: {answer.status_code}"
    )


def _first_form(place: Place, endpoint: str) -> tuple[filling.Found, str, str]:
    person, path = place.stands[endpoint]
    page = place.browser(person).get(path)
    found = [
        form
        for form in filling.forms(page.get_data(as_text=True), path)
        if place.world.app.url_map.bind("localhost").match(form.action.partition("?")[0], "POST")[0]
        == endpoint
    ]
    return found[0], person, path


def _stream(content: bytes) -> Any:

    return io.BytesIO(content)
