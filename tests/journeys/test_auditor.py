"""An auditor whom nobody has asked to look at anything yet sees nothing of what people write."""

from __future__ import annotations

import re

import pytest

from tests.journeys.conftest import Doorstep

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)

SECRET = "We walked as far as the gate."


def test_an_auditor_sees_nothing_yet(visitors: Doorstep) -> None:
    callum = visitors.let_in("callum@lochside.example")
    callum.go("/outcomes/new")
    callum.page.locator("#what_matters").fill(SECRET)
    callum.press("Record it")
    callum.go("/reflections/new")
    callum.page.locator("#title").fill("As far as the gate")
    callum.page.locator("#happened").fill(SECRET)
    callum.press("Share with Morag")

    agnes = visitors.let_in("agnes@lochside.example", width=1280)
    assert "Nothing is open to you yet" in agnes.words
    navigation = agnes.page.get_by_role("navigation", name="Main").inner_text()
    assert "Reflections" not in navigation and "Outcomes" not in navigation
    assert "Supervision" not in navigation

    things = {path for path in callum.house.visited if re.search(r"/[0-9a-f]{8}-", path)}
    assert len(things) >= 2
    for path in sorted(things):
        answer = agnes.page.request.get(agnes.house.address + path)
        assert answer.status == 404, path
        assert SECRET not in answer.text() and "As far as the gate" not in answer.text()
    for place in ("/reflections", "/outcomes", "/supervision", "/who-has-read-what"):
        answer = agnes.page.request.get(agnes.house.address + place)
        assert answer.status in {403, 404}, place
        assert SECRET not in answer.text() and "Callum" not in answer.text()
