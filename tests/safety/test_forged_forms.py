"""Nothing is changed by a form that was not sent from a page of ours [C01, C03–C07].

Each address that takes a POST is found in the URL map; what it is sent, and by whom, comes from the
matrices: a thing that is there, a person who may change it, the fields that would change it. That
each of these requests would have changed something is tried first, with the right token.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from supervision.edge import HEADERS
from supervision.extensions import db
from supervision.models.people import Person
from tests.access.doors import signed_in
from tests.access.viewpoints import ANONYMOUS
from tests.foundation.steps import changed, tables
from tests.safety.forms_sent import PEOPLE, Case, candidates, cases, senders
from tests.safety.furnished import BOOKKEEPING, SEARCHES, Furnished, places
from tests.safety.tokens import WRONG, Sender
from tests.worlds import PASSWORD, World

REFUSED = frozenset({400, 401, 403})
NOTES = frozenset(BOOKKEEPING) - {"audit_entries", "audit_heads"}

# Forms at the door, which no matrix speaks of, and what fills them in.
AT_THE_DOOR: dict[str, tuple[str, dict[str, Any]]] = {
    "auth.sign_in": ("", {"email": "morag@lochside.example", "password": PASSWORD}),
    "auth.forgotten": ("", {"email": "callum@lochside.example"}),
    "auth.sign_out": ("callum", {}),
    "auth.new_password": ("", {}),  # needs a link that was opened
    "auth.invitation": ("", {}),  # so does this: tests/pages/test_invitation.py
    "auth.sign_out_to_begin": ("callum", {}),
}


def post_endpoints(world: World) -> set[str]:
    return {
        rule.endpoint
        for rule in world.app.url_map.iter_rules()
        if (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
    }


def test_every_address_that_changes_something_has_a_case(house: Furnished) -> None:
    assert post_endpoints(house.world) == set(cases(house)) | set(AT_THE_DOOR)


def test_no_address_takes_another_method_that_changes(house: Furnished) -> None:
    """What a browser may send to another site without asking is GET and POST; nothing else is
    taken at all."""
    for rule in house.world.app.url_map.iter_rules():
        assert (rule.methods or set()) <= {"GET", "HEAD", "OPTIONS", "POST"}, rule


def test_a_form_with_a_wrong_token_changes_nothing(house: Furnished) -> None:
    """[C01] The same form with the right one does change something: that is tried first."""
    world, found, faults = house.world, candidates(house), []
    _first_visit(world)
    browsers = senders(world, set(PEOPLE))
    for browser in browsers.values():
        browser.get("/")
    copy = house.file.parent / "tokens.sqlite3"
    house.keep(copy)
    before = tables(world)
    proved = {}
    for endpoint, tried in found.items():
        proved[endpoint] = next(
            (one for one in tried[:8] if _works(house, one, browsers, before, copy)), None
        )
    idle = {name for name, case in proved.items() if case is None}
    assert idle == SEARCHES, "these change nothing, and are no searches"
    proved |= {name: found[name][0] for name in idle}
    for endpoint, case in proved.items():
        browser = browsers[case.person]
        for browser.sends in WRONG:
            case.door._asked(browser, case.thing)
            if browser.status not in REFUSED:
                faults.append(f"{endpoint}, token {browser.sends}: {browser.status}")
        browser.delete_cookie("csrf_token")
        for name in changed(before, tables(world)) - NOTES:
            faults.append(f"{endpoint}: {name} is changed")
            house.put_back(copy)
    assert not faults, "\n".join(faults)


def _first_visit(world: World) -> None:
    """Let Home have something to be put away."""
    with world.app.app_context():
        db.session.execute(update(Person).values(welcomed_at=None))
        db.session.commit()


def _works(
    house: Furnished,
    case: Case,
    browsers: dict[str, Sender],
    before: dict[str, str],
    copy: Path,
) -> bool:
    """Whether this form, with the right token, changes something; which is then undone, so that all
    is as it was before, each time."""
    browser = browsers[case.person]
    browser.sends = "right"
    browser.opened.clear()
    case.door._asked(browser, case.thing)
    did = browser.status < 400 and bool(changed(before, tables(house.world)) - NOTES)
    browser.opened.clear()
    house.put_back(copy)
    return did


OTHER_SITES: tuple[dict[str, str], ...] = (
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},  # another port, or a sub-domain
    {"Origin": "http://evil.example"},
    {"Origin": "http://localhost:8000"},
    {"Origin": "http://sub.localhost"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "null", "Sec-Fetch-Site": "cross-site"},
)
OUR_OWN: tuple[dict[str, str], ...] = (
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},  # as a page that sends no referrer does
    {"Sec-Fetch-Site": "none"},  # sent again by the person's own hand
    {"Origin": "http://localhost"},
    {"Origin": "null"},
    {},
)


def test_a_form_from_another_site_changes_nothing_whatever_its_token(house: Furnished) -> None:
    """[C03, C07]"""
    world, found, faults = house.world, cases(house), []
    browsers = senders(world, {case.person for case in found.values()})
    for browser in browsers.values():
        browser.get("/")
    before = tables(world)
    for case in found.values():
        browser = browsers[case.person]
        for browser.headers in OTHER_SITES:
            case.door._asked(browser, case.thing)
            if browser.status not in REFUSED:
                faults.append(f"{case.endpoint}, {browser.headers}: {browser.status}")
    assert not faults, "\n".join(faults)
    assert not changed(before, tables(world)) - NOTES


def test_nobody_is_signed_in_or_out_from_another_site(house: Furnished) -> None:
    """[C03, C04, C07]"""
    world = house.world
    for headers in OTHER_SITES:
        client = world.client()
        data = client.form("/sign-in").data(email="morag@lochside.example", password=PASSWORD)
        assert client.post("/sign-in", data=data, headers=headers).status_code in REFUSED, headers
        assert client.get("/account").status_code == 302
    for headers in OUR_OWN:
        client = world.client()
        data = client.form("/sign-in").data(email="morag@lochside.example", password=PASSWORD)
        assert client.post("/sign-in", data=data, headers=headers).status_code == 302, headers
    client = world.client("callum")
    for method in ("GET", "HEAD"):
        assert client.open("/sign-out", method=method).status_code == 405
    for headers in OTHER_SITES:
        data = {"csrf_token": client.token()}
        assert client.post("/sign-out", data=data, headers=headers).status_code in REFUSED
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize("endpoint", sorted(AT_THE_DOOR))
def test_the_forms_at_the_door_need_a_token_of_their_session(
    house: Furnished, endpoint: str
) -> None:
    """[C01, C03]"""
    world = house.world
    name, fields = AT_THE_DOOR[endpoint]
    with world.app.test_request_context():
        path = world.app.url_map.bind("localhost").build(endpoint)
    client = world.client(name or None)
    before = tables(world)
    for token in (None, "", "ImZvcmdlZCI.aaaa.bbbb", world.client().token(), client.token()[:-2]):
        data = fields if token is None else {"csrf_token": token, **fields}
        assert client.post(path, data=data).status_code in REFUSED, token
    good = client.token()
    assert client.post(f"{path}?csrf_token={good}", data=fields).status_code in REFUSED
    assert not changed(before, tables(world)) - {"sign_ins"}
    if fields or name:
        answer = client.post(path, data={"csrf_token": good, **fields})
        assert answer.status_code == 302, endpoint


BODIES = ("application/json", "text/plain", "text/xml", "application/xml", "application/x-json")


def test_no_other_kind_of_body_is_read(house: Furnished) -> None:
    """[C05] With the right token in it, and in the header that scripts may use."""
    world, found = house.world, cases(house)
    browsers = senders(world, {case.person for case in found.values()})
    for browser in browsers.values():
        browser.get("/")
    before = tables(world)
    for case in found.values():
        browser = browsers[case.person]
        path = _path(world, case)
        body = f"csrf_token={browser.form_token}&happened=Changed&words=Changed"
        for kind in BODIES:
            answer = browser.post(
                path,
                data=body,
                content_type=kind,
                headers={"X-CSRFToken": browser.form_token},
            )
            assert answer.status_code in {400, 415}, (case.endpoint, kind)
    assert not changed(before, tables(world)) - NOTES


def test_no_header_or_field_turns_a_method_into_another(house: Furnished) -> None:
    """[C05]"""
    world, found = house.world, cases(house)
    browsers = senders(world, {case.person for case in found.values()})
    for browser in browsers.values():
        browser.get("/")
    before = tables(world)
    names = ("X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override")
    for case in found.values():
        browser = browsers[case.person]
        query = {"_method": "POST", "csrf_token": browser.form_token, "words": "Changed"}
        asked = {name: "POST" for name in names}
        answer = browser.get(_path(world, case), query_string=query, headers=asked)
        assert answer.status_code in {200, 302, 403, 404, 405, 409}, case.endpoint
    assert not changed(before, tables(world)) - NOTES


def _path(world: World, case: Case) -> str:
    rule = next(iter(world.app.url_map.iter_rules(case.endpoint)))
    keys = {name: case.thing.keys[name] for name in rule.arguments}
    return world.app.url_map.bind("localhost").build(case.endpoint, keys)


def _answers(house: Furnished) -> Iterator[tuple[str, Any]]:
    """An answer of every address, for somebody and nobody, to every method; and of none."""
    for client in signed_in(house.world, ("callum", ANONYMOUS)).values():
        for place in places(house, "callum", own=1, others=1):
            for method in ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"):
                yield f"{method} {place.path}", _opened(client, place.path, method)
        yield "nothing", _opened(client, "/nothing-here", "GET")


def _opened(client: Any, path: str, method: str) -> Any:
    return client.open(path, method=method)


def test_no_answer_can_be_put_into_a_frame(house: Furnished) -> None:
    """[C06]"""
    statuses = set()
    for what, answer in _answers(house):
        statuses.add(answer.status_code)
        assert answer.headers["X-Frame-Options"] == "DENY", what
        for name in ("Content-Security-Policy", "X-Content-Type-Options"):
            assert answer.headers.getlist(name) == [HEADERS[name]], what
    assert {200, 302, 400, 401, 403, 404, 405} <= statuses
