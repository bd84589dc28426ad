"""The house that the other tests walk through has everything in it."""

from __future__ import annotations

from tests.access.viewpoints import VIEWPOINTS
from tests.safety.furnished import Furnished, opens, places

# Nineteen of them are about who leaves and who follows, and change who stands where.
LEFT_OUT_AT_MOST = 31


def test_nearly_every_state_stands_beside_the_others(house: Furnished) -> None:
    assert len(house.left_out) <= LEFT_OUT_AT_MOST, house.left_out


def test_every_get_address_leads_to_something_that_somebody_may_open(house: Furnished) -> None:
    """What no walk could reach, no walk would try."""
    found = {place.endpoint for place in places(house, "callum", own=1, others=1)}
    every = {r.endpoint for r in house.world.app.url_map.iter_rules() if "GET" in (r.methods or ())}
    assert every == found
    for rule in house.world.app.url_map.iter_rules():
        if "GET" in (rule.methods or set()) and any(a.endswith("_id") for a in rule.arguments):
            assert any(
                opens(made, rule.endpoint, name) for made in house.made for name in VIEWPOINTS
            ), rule.endpoint
