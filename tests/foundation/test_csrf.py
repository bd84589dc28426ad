"""Nothing changes without a token of this very session; and nothing that only reads changes it."""

from __future__ import annotations

import pytest

from tests.client import Client
from tests.foundation.steps import changed, tables, write_quickly
from tests.foundation.test_urls import SAFE, addresses
from tests.worlds import World

TYPED = "She wants her own front door key"
KINDS = (
    "none",
    "empty",
    "made up",
    "of nobody's session",
    "of another's session",
    "of another session of theirs",
)


def _tokens(world: World) -> dict[str, str | None]:
    anonymous = world.client().form("/sign-in").data()["csrf_token"][0]
    made = (
        None,
        "",
        "ImZvcmdlZCI.aaaa.bbbb",
        anonymous,
        world.client("tomasz").token(),
        world.client("callum").token(),
    )
    return dict(zip(KINDS, made, strict=True))


def test_every_unsafe_address_needs_a_token_of_its_session(world: World) -> None:
    key = write_quickly(world, "callum", TYPED, shared_with="morag")
    tokens = _tokens(world)
    client = world.client("callum")
    client.get("/")
    before, walked = tables(world), 0
    for _, path, methods in addresses(world, reflection_id=key):
        for method in methods - SAFE:
            for kind, token in tokens.items():
                data = {"happened": "Changed", "version": "1", "words": "Changed", "do": "keep"}
                if token is not None:
                    data["csrf_token"] = token
                answer = client.open(path, method=method, data=data)
                assert answer.status_code == 400, (method, path, kind)
            walked += 1
    assert walked > 8
    assert changed(before, tables(world)) == set()


def test_a_token_in_the_address_does_not_do(world: World) -> None:
    client = world.client("callum")
    token = client.token()
    before = tables(world)
    answer = client.post(f"/sign-out?csrf_token={token}")
    assert answer.status_code == 400
    assert changed(before, tables(world)) == set()
    assert client.post("/sign-out", data={"csrf_token": token}).status_code == 302


def _refused(client: Client, **headers: str) -> str:
    answer = client.post(
        "/reflections/new",
        data={"happened": TYPED, "password": "secret!", "key": "a key", "csrf_token": "no"},
        headers=headers,
    )
    assert answer.status_code == 400
    body: str = answer.get_data(as_text=True)
    assert "secret!" not in body and "a key" not in body
    return body


def test_what_was_typed_on_our_own_page_comes_back(world: World) -> None:
    client = world.client("callum")
    assert TYPED in _refused(client, **{"Sec-Fetch-Site": "same-origin"})
    for site in ("cross-site", "same-site", "none", ""):
        assert TYPED not in _refused(client, **{"Sec-Fetch-Site": site})
    assert TYPED not in _refused(client)


@pytest.mark.parametrize("name", ["callum", "morag", "sandy"])
def test_reading_every_page_twice_changes_nothing(world: World, name: str) -> None:
    key = write_quickly(world, "callum", TYPED, shared_with="morag")
    client = world.client(name)
    before = tables(world)
    statuses: dict[str, int] = {}
    for _ in range(2):
        for _, path, methods in addresses(world, reflection_id=key):
            for method in methods & {"GET", "HEAD"}:
                statuses[f"{method} {path}"] = client.open(path, method=method).status_code
        world.clock.advance(minutes=2)
    assert set(statuses.values()) <= {200, 302, 403, 404}, statuses
    assert changed(before, tables(world)) <= {"read_entries", "sign_ins"}
