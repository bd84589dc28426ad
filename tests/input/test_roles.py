"""Every page that each role can open is walked, and every form on it is known to `test_forms`."""

from __future__ import annotations

from collections import deque
from urllib.parse import urljoin
from xml.etree.ElementTree import Element

import html5lib
import pytest

from supervision import typed
from tests.input import filling
from tests.input.furnished import PEOPLE
from tests.input.place import NOBODY, Place
from tests.input.test_forms import FORMS

MOST = 120  # pages for each person
WALKED = ("callum", "morag", "fergus", "cora", "noor", "sandy", "oona", NOBODY)


@pytest.mark.parametrize("person", WALKED)
def test_every_form_that_a_role_can_open(place: Place, person: str) -> None:
    assert person in {*PEOPLE, NOBODY}
    browser = place.browser(person)
    adapter = place.world.app.url_map.bind("localhost")
    seen, waiting, endpoints = {"/"}, deque(["/", "/sign-in"]), set()
    while waiting and len(seen) < MOST:
        path = waiting.popleft()
        answer = browser.get(path)
        assert answer.status_code < 400 or answer.status_code in {403, 404}, path
        page = answer.get_data(as_text=True)
        for form in filling.forms(page, path):
            target = form.action.partition("?")[0]
            endpoints.add(adapter.match(target, "POST")[0])
            for one in form.fields.values():
                if one.kind in {"text", "area"}:
                    assert one.name not in typed.HIDDEN, f"{path}: {one.name} would be lost"
        for link in _links(page):
            target = urljoin(path, link).partition("#")[0]
            plain = target.partition("?")[0]
            if target.startswith("/") and not plain.startswith("/static") and target not in seen:
                seen.add(target)
                waiting.append(target)
    assert endpoints <= set(FORMS)
    assert ("auth.sign_in" if person == NOBODY else "auth.sign_out") in endpoints


def _links(page: str) -> list[str]:
    def href(element: Element) -> str:
        return element.get("href") or ""

    document = html5lib.parse(page, namespaceHTMLElements=False)
    return [href(one) for one in document.iter("a") if href(one)]
