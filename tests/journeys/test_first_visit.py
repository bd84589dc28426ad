"""What a first visit costs, on a phone between two visits: few requests, few bytes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import House

pytestmark = pytest.mark.parametrize("house", ["sqlite"], indirect=True)

MOST_BYTES = 45_000
MOST_REQUESTS = 5


def test_a_first_visit_is_light(browser: Browser, house: House) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 800})
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    sizes: list[int] = []
    asked: list[str] = []
    wire.on("Network.requestWillBeSent", lambda e: asked.append(e["request"]["url"]))
    wire.on("Network.loadingFinished", lambda e: sizes.append(int(e["encodedDataLength"])))
    page.goto(house.address + "/sign-in", wait_until="networkidle")
    context.close()
    assert all(url.startswith(house.address) for url in asked), asked
    assert len(asked) <= MOST_REQUESTS, asked
    assert sum(sizes) <= MOST_BYTES, sum(sizes)
    print(f"first visit: {len(asked)} requests, {sum(sizes)} bytes")
