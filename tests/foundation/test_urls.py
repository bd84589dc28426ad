"""Every address needs a sign-in unless it stands on this list, which is written by hand."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

from supervision import identity
from tests.worlds import World

PUBLIC = {
    "assets.file",
    "auth.forgotten",
    "auth.invitation",
    "auth.link_sent",
    "auth.new_password",
    "auth.open_invitation",
    "auth.open_link",
    "auth.sign_in",
    "auth.sign_out_to_begin",
    "health.alive",
    "health.ready",
    "help.accessibility",
    "help.tasks",
    "help.who_can_read",
    "help.your_information",
}
SAFE = {"GET", "HEAD", "OPTIONS"}


def addresses(world: World, **known: uuid.UUID) -> Iterator[tuple[str, str, set[str]]]:
    """Endpoint, address and methods of every rule; keys are made up unless they are known."""
    adapter = world.app.url_map.bind("localhost")
    for rule in world.app.url_map.iter_rules():
        values = {name: known.get(name) or uuid.uuid4() for name in rule.arguments}
        yield rule.endpoint, adapter.build(rule.endpoint, values), rule.methods or set()


def test_the_public_addresses_are_those_of_the_list(world: World) -> None:
    marked = {
        name for name, view in world.app.view_functions.items() if getattr(view, "public", False)
    }
    assert marked == PUBLIC


def test_every_other_address_asks_nobody_in(world: World) -> None:
    client = world.client()
    walked = 0
    for endpoint, path, methods in addresses(world):
        if endpoint in PUBLIC:
            continue
        walked += 1
        for method in methods & {"GET", "HEAD"}:
            answer = client.open(path, method=method)
            assert answer.status_code == 302, path
            assert answer.location.partition("?")[0] == "/sign-in", path
        for method in methods - {"GET", "HEAD"}:
            token = client.form("/sign-in").data()["csrf_token"][0]
            answer = client.open(path, method=method, data={"csrf_token": token})
            assert answer.status_code == 401, (method, path)
    assert walked > 15


def test_the_public_ones_answer_nobody(world: World) -> None:
    client = world.client()
    for path in ("/sign-in", "/healthz", "/readyz"):
        assert client.get(path).status_code == 200
    asset = world.app.extensions["assets"]
    with world.app.test_request_context():
        assert client.get(asset.address("app.css")).status_code == 200


def test_an_address_that_does_not_exist_tells_nobody_more_than_anyone(world: World) -> None:
    for client in (world.client(), world.client("callum")):
        assert client.get("/nothing-here").status_code == 404
        assert client.post("/nothing-here").status_code == 404


def test_only_a_marked_view_is_public() -> None:
    def view() -> str:
        return ""

    assert not getattr(view, "public", False)
    assert identity.public(view).public  # type: ignore[attr-defined]
