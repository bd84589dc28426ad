"""What asks administrators for their password once more, and what does not, address by address."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from supervision.blueprints.auth.high import HIGH
from tests.foundation.test_confirming import ASKS, stale
from tests.pages.standing_of import at
from tests.worlds import World

LOOKED_AFTER = ("people", "teams", "standing", "imports", "settings")
TREE = "says how the tree is called and hangs together; opens no role and no supervision"
NEEDS_NONE = {
    "imports.begin": "looks at a file; nothing is changed before it is carried out",
    "imports.go_on": "goes on with what was carried out already",
    "imports.set_aside": "changes nothing for anybody",
    "people.away": "somebody is on leave; nothing opens or closes",
    "people.back_from_leave": "somebody is here again; nothing opens or closes",
    "people.found": "only looks",
    "people.team": "where somebody works, from a day on; oneself only another can move",
    "standing.end_supervision": "closes and opens nothing, and both are told",
    "standing.take_back": "takes back what one asked for oneself",
    "teams.add_service": TREE,
    "teams.add_team": TREE,
    "teams.close": TREE,
    "teams.close_service": TREE,
    "teams.merge": TREE,
    "teams.merge_service": TREE,
    "teams.move": TREE,
    "teams.rename": TREE,
    "teams.rename_service": TREE,
}
ANY = uuid.UUID(int=7)
OF_TOMASZ = {
    "people.back": "/back",
    "people.ending": "/ending",
    "people.leaving": "/leaving",
    "standing.give_role": "/roles/new",
    "standing.end_role": f"/roles/{ANY}/ending",
}
ALONE = {
    "imports.carry_out": f"/people/import/{ANY}/carry-out",
    "imports.links": f"/people/import/{ANY}/links",
    **{f"settings.setting {name}": f"/settings/{name}" for name in ("threshold", "sign-in")},
}
LINE = "/supervision"


def test_every_address_is_high_or_says_why_not(world: World) -> None:
    """Whoever adds an address that changes something here finds it missing."""
    found = {
        rule.endpoint
        for rule in world.app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and rule.endpoint.partition(".")[0] in LOOKED_AFTER
    }
    assert not set(HIGH) & set(NEEDS_NONE)
    assert found == set(HIGH) | set(NEEDS_NONE)


def asks(world: World, path: str, **data: Any) -> bool:
    answer = stale(world).send(path, **data)
    assert (answer.status_code == 401) is (ASKS in answer.text)
    return answer.status_code == 401


def test_these_ask_always(world: World) -> None:
    tomasz = {endpoint: at(world, "tomasz", end) for endpoint, end in OF_TOMASZ.items()}
    for endpoint, path in {**tomasz, **ALONE}.items():
        assert asks(world, path), endpoint
    assert {one.partition(" ")[0] for one in (*OF_TOMASZ, *ALONE)} <= set(HIGH)


@pytest.mark.parametrize(
    ("end", "high", "low"),
    [
        ("/invite", {"how": "paper"}, {"how": "mail"}),
        ("/invite", {"how": "ask"}, {"how": "back"}),
        ("/details", {"email": "new@lochside.example"}, {"email": "tomasz@lochside.example "}),
        (f"{LINE}/new", {"step": "do"}, {"step": "check"}),
        (f"{LINE}/{ANY}/successor", {"step": "do"}, {"step": "change"}),
        (f"{LINE}/{ANY}/cover", {"step": "do"}, {"step": "check"}),
    ],
)
def test_these_ask_for_a_part(
    world: World, end: str, high: dict[str, str], low: dict[str, str]
) -> None:
    assert asks(world, at(world, "tomasz", end), **high)
    assert not asks(world, at(world, "tomasz", end), **low)


def test_agreeing_asks_and_declining_does_not(world: World) -> None:
    assert asks(world, f"/second-looks/{ANY}", look="agree")
    assert not asks(world, f"/second-looks/{ANY}", look="decline")


def test_adding_asks_with_a_role_that_opens_more(world: World) -> None:
    assert asks(world, "/people/new", roles=["practitioner", "auditor"])
    assert not asks(world, "/people/new", roles=["practitioner"])
    assert not asks(world, "/people/new", full_name="Ailsa")


def test_other_settings_ask_for_none(world: World) -> None:
    for name in ("words", "agreement", "prompts", "frequencies", "frameworks"):
        assert not asks(world, f"/settings/{name}"), name


def test_somebody_elsewhere_is_not_there(world: World) -> None:
    path = at(world, "oona", "/details")
    assert stale(world).send(path, email="new@lochside.example").status_code == 404
