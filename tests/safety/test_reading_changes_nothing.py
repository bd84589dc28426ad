"""Opening a page changes nothing but what the house notes of its own: who read, and when [C02]."""

from __future__ import annotations

import pytest

from tests.access.doors import signed_in
from tests.access.viewpoints import ANONYMOUS, VIEWPOINTS
from tests.foundation.steps import changed, tables
from tests.safety.furnished import Furnished, places

NOTED = frozenset({"read_entries", "sign_ins"})
# One for each role and place; `bram` has left.
ROLES = (
    ANONYMOUS,
    "oona",
    "callum",
    "morag",
    "grace",
    "agnes",
    "noor",
    "sandy",
)


@pytest.mark.parametrize("name", ROLES)
def test_every_address_twice(house: Furnished, name: str) -> None:
    """[C02] With things they may open and things they may not; then again two minutes later."""
    browser = signed_in(house.world, [name])[name]
    found = list(places(house, name, own=1, others=1))
    before, answers = tables(house.world), {}
    for methods in (["GET"], ["GET", "HEAD"]):
        for place in found:
            for method in methods:
                answer = browser.open(place.path, method=method)
                answers.setdefault(place.path, set()).add(answer.status_code)
                assert method != "HEAD" or not answer.data, place.path
        house.world.clock.advance(minutes=2)
    assert changed(before, tables(house.world)) <= NOTED
    assert set().union(*answers.values()) <= {200, 302, 403, 404}, answers
    assert all(len(each) == 1 for each in answers.values()), "the same to GET and HEAD, each time"
    assert {place.endpoint for place in found} == {
        rule.endpoint
        for rule in house.world.app.url_map.iter_rules()
        if "GET" in (rule.methods or set())
    }


def test_there_is_nobody_else() -> None:
    """Whoever is added to the viewpoints in another role is to be added here."""
    assert set(ROLES) <= set(VIEWPOINTS)
