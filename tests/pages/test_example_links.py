"""Beside every long field stands a link to an example of writing for it, on whatever page it is."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from supervision.content import writing_examples
from tests.access import making, making_sessions, matrix_proposals
from tests.client import Client
from tests.judge import Page, text_of
from tests.worlds import World

EXAMPLES = "/examples-of-writing#"
MOST = 60  # pages a person


def test_every_long_field_leads_to_an_example(world: World) -> None:
    making.reflection(world, share_with="morag", ask="Backing, for the garden")
    making.recording(world)
    making_sessions.written(world, share=True)
    matrix_proposals.proposed(world)
    fields, missing = set(), []
    for name in ("callum", "morag", "grace"):
        for path, page in _walk(world.client(name)):
            for field in _long_fields(page):
                fields.add(field.get("name"))
                if not _leads(page, field):
                    missing.append(f"{path} as {name}: {field.get('name')}")
    assert {"happened", "what_matters", "said", "wellbeing", "stood"} <= fields, fields
    assert not missing, "\n" + "\n".join(sorted(missing))


def _walk(client: Client) -> Iterator[tuple[str, Page]]:
    """The pages that can be reached from Home by links, forms that they lead to included."""
    waiting, seen = ["/"], {"/"}
    while waiting and len(seen) < MOST:
        path = waiting.pop(0)
        answer = client.get(path)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        page = Page(answer.text)
        yield path, page
        for link in page.all("a"):
            href = link.get("href", "").partition("#")[0]
            if href.startswith("/") and href not in seen:
                seen.add(href)
                waiting.append(href)


def _long_fields(page: Page) -> list[Element]:
    return [each for each in page.all("textarea") if each.get("readonly") is None]


def _leads(page: Page, field: Element) -> bool:
    """Whether the block of a field has one link to an example that there is, in its own tab."""
    block = next(each for each in page.around(field) if "app-field" in each.get("class", ""))
    found = [
        each
        for each in block.iter("a")
        if each.get("href", "").startswith(EXAMPLES)
        and each.get("href", "").removeprefix(EXAMPLES) in writing_examples().anchors()
        and each.get("target") == "_blank"
        and each.get("rel") == "noopener"
        and "(opens in a new tab)" in text_of(each)
    ]
    return len(found) == 1
