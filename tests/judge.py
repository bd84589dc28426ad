"""A judge of pages: every page that a test opens is read for what all pages must be.

`judge` says what is wrong with one page; `JudgingClient` asks it about every page it opens, so that
a test about something else fails when the page it passes through is not whole.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from html5lib.constants import E as SENTENCES
from werkzeug.test import TestResponse

TITLE_END = " – Supervision"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
FIELDS = ("input", "select", "textarea")
UNLABELLED = ("hidden", "submit", "button", "reset", "image")
INTERACTIVE = ("a", "button", "input", "select", "textarea", "summary")
# Elements that hold phrases only, and blocks that a browser would let stand in them all the same.
PHRASES = (*HEADINGS, "span", "strong", "em", "b", "i", "small", "label", "button", "p")
BLOCKS = (*HEADINGS, "div", "p", "ul", "ol", "dl", "table", "form", "fieldset", "section", "hr")
MAY_HOLD = {
    "ul": ("li", "script", "template"),
    "ol": ("li", "script", "template"),
    "dl": ("dt", "dd", "div", "script", "template"),
}
POINTERS = (
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-details",
    "aria-errormessage",
    "aria-owns",
    "headers",
)
# A bare & before a word is no fault in HTML as it is today ("R&D", "?a=1&b=2"); html5lib still
# follows the older rule, in which it was.
WRONGLY_REPORTED = ("expected-named-entity",)


TOKEN = re.compile(r'(name="csrf_token"[^>]*? value=")[^"]+')
KEY = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
WHOLE: set[bytes] = set()  # pages that were judged, and had no fault


@lru_cache(maxsize=4)
def parsed(html: str) -> tuple[Element, list[Any]]:
    """A page as a browser would read it, with what it would frown at. It takes as long as making
    the page: a page is judged and its forms are read from one reading."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    return parser.parse(html), parser.errors


def essence(html: str) -> bytes:
    """The same for two pages that differ in nothing but tokens and keys, each key by the order in
    which it comes: what is not unique in one is not unique in the other."""
    keys: dict[str, str] = {}
    html = KEY.sub(lambda key: keys.setdefault(key[0], f"key-{len(keys)}"), html)
    return hashlib.sha256(TOKEN.sub(r"\1token", html).encode()).digest()


class Page:
    """One page, read: its elements in order, each with what surrounds it."""

    def __init__(self, html: str) -> None:
        self.root, self.errors = parsed(html)
        self.parents = {child: parent for parent in self.root.iter() for child in parent}
        self.elements = [each for each in self.root.iter() if isinstance(each.tag, str)]
        self.ids = Counter(each.get("id") for each in self.elements if each.get("id") is not None)

    def all(self, *tags: str) -> list[Element]:
        return [each for each in self.elements if each.tag in tags]

    def around(self, element: Element) -> Iterator[Element]:
        """What an element stands in, from the inside out."""
        while (parent := self.parents.get(element)) is not None:
            element = parent
            yield element

    def by_id(self, name: str) -> Element | None:
        return next((each for each in self.elements if each.get("id") == name), None)

    def name_of(self, element: Element) -> str:
        """What a screen reader would call a link or button, as far as the page says."""
        named = element.get("aria-labelledby", "").split()
        texts = [text_of(each) for name in named if (each := self.by_id(name)) is not None]
        return squeeze(" ".join([*texts, element.get("aria-label", ""), text_of(element)]))


def squeeze(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def text_of(element: Element) -> str:
    """An element's words, those of pictures with them."""
    return squeeze("".join(pieces_of(element)))


def pieces_of(element: Element) -> Iterator[str]:
    if element.tag == "img":
        yield element.get("alt", "")
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from pieces_of(child)
        yield child.tail or ""


def show(element: Element) -> str:
    """How a fault names an element: its tag and what tells it from others."""
    told = [
        f' {name}="{element.get(name)}"'
        for name in ("id", "name", "type", "href", "class", "action", "src")
        if element.get(name) is not None
    ]
    return f"<{element.tag}{''.join(told[:2])}>"


def judge(html: str, *, url: str) -> list[str]:
    """Say what is wrong with a page.

    Args:
        html: the whole page.
        url: where it was found, for the sentences.

    Comes back with one sentence per fault, none for a page that is whole.
    """
    about = essence(html)
    if about in WHOLE:
        return []
    page = Page(html)
    faults = [f"{url}: {fault}" for rule in RULES for fault in rule(page)]
    if not faults:
        WHOLE.add(about)
    return faults


def valid_html(page: Page) -> Iterator[str]:
    for (line, column), code, values in page.errors:
        if code not in WRONGLY_REPORTED:
            sentence = SENTENCES.get(code, code) % values
            yield f"line {line}, column {column}: not valid HTML: {sentence}"
    for element in page.elements:
        outside = page.parents.get(element)
        if outside is None:
            continue
        allowed = MAY_HOLD.get(outside.tag)
        if allowed and element.tag not in allowed:
            yield f"{show(element)} may not stand right inside {show(outside)}"
        around = [each.tag for each in page.around(element)]
        if element.tag in BLOCKS:
            for holder in set(PHRASES) & set(around):
                yield f"{show(element)} may not stand in <{holder}>, which holds phrases only"
        if element.tag in INTERACTIVE:
            for holder in {"a", "button"} & set(around):
                yield f"{show(element)} may not stand in <{holder}>: one thing to press at a time"


def language(page: Page) -> Iterator[str]:
    if not page.root.get("lang", "").strip():
        yield "<html> says no language: lang is missing"


def title_and_h1(page: Page) -> Iterator[str]:
    titles = [squeeze(each.text or "") for each in page.all("title") if in_head(page, each)]
    headings = [squeeze(text_of(each)) for each in page.all("h1")]
    if len(titles) != 1:
        yield f"one <title> is needed, there are {len(titles)}"
    if len(headings) != 1:
        yield f"one <h1> is needed, there are {len(headings)}"
    if len(titles) != 1 or len(headings) != 1:
        return
    if not headings[0]:
        yield "the <h1> is empty"
    if not titles[0].startswith(headings[0]):
        yield f"the title “{titles[0]}” does not begin with the h1 “{headings[0]}”"
    if not titles[0].endswith(TITLE_END):
        yield f"the title “{titles[0]}” does not end with “{TITLE_END}”"


def in_head(page: Page, element: Element) -> bool:
    return any(each.tag == "head" for each in page.around(element))


def headings_in_steps(page: Page) -> Iterator[str]:
    before = 1  # an <h2> may come before the <h1>: the error summary's does
    for heading in page.all(*HEADINGS):
        level = int(heading.tag[1])
        if level > before + 1:
            words = text_of(heading)[:40]
            yield f"<{heading.tag}> “{words}” follows <h{before}>: a level is left out"
        before = level
        if not text_of(heading):
            yield f"{show(heading)} is empty"


def labelled_fields(page: Page) -> Iterator[str]:
    labels = {each.get("for"): each for each in page.all("label") if text_of(each)}
    for field in page.all(*FIELDS):
        if field.tag == "input" and field.get("type", "text").lower() in UNLABELLED:
            continue
        inside = any(each.tag == "label" and text_of(each) for each in page.around(field))
        named = field.get("aria-label", "").strip() or field.get("aria-labelledby", "").strip()
        if not (inside or named or (field.get("id") and field.get("id") in labels)):
            yield f"{show(field)} has no label"
    for group in page.all("fieldset"):
        if not any(each.tag == "legend" and text_of(each) for each in group):
            yield f"{show(group)} has no legend"


def unique_ids(page: Page) -> Iterator[str]:
    for name, count in page.ids.items():
        if count > 1:
            yield f'id="{name}" stands {count} times'
        if not name or re.search(r"\s", name):
            yield f'id="{name}" is empty or has a space in it'


def pointers_reach(page: Page) -> Iterator[str]:
    for element in page.elements:
        aims = [(name, aim) for name in POINTERS for aim in element.get(name, "").split()]
        if element.tag in ("label", "output") and element.get("for") is not None:
            aims.append(("for", element.get("for", "")))
        if element.get("form") is not None:
            aims.append(("form", element.get("form", "")))
        if element.tag == "a" and len(element.get("href", "")) > 1:
            address = element.get("href", "")
            if address.startswith("#"):
                aims.append(("href", address[1:]))
        for name, aim in aims:
            if aim not in page.ids:
                yield f'{show(element)} {name}="{aim}" points to nothing on the page'


def nothing_inline(page: Page) -> Iterator[str]:
    for element in page.elements:
        if element.tag == "script" and not element.get("src"):
            yield "<script> without src: the policy blocks it"
        if element.tag == "style" or element.get("style") is not None:
            yield f"{show(element)}: style written into the page: the policy blocks it"
        for name in element.keys():  # noqa: SIM118 - an element is no mapping
            if str(name).lower().startswith("on"):
                yield f"{show(element)} {name}: a script in an attribute: the policy blocks it"
        for name in ("href", "action", "formaction", "src"):
            if element.get(name, "").strip().lower().startswith("javascript:"):
                yield f"{show(element)} {name}: a script in an address: the policy blocks it"


def pictures_told(page: Page) -> Iterator[str]:
    for picture in page.all("img"):
        if picture.get("alt") is None:
            yield f'{show(picture)} has no alt (alt="" if it only decorates)'


def links_and_buttons(page: Page) -> Iterator[str]:
    for button in page.all("button"):
        if not page.name_of(button):
            yield f"{show(button)} has no text"
    for button in page.all("input"):
        if button.get("type") in ("submit", "button") and not button.get("value", "").strip():
            yield f"{show(button)} has no text"
    for link in page.all("a"):
        if link.get("href") is None:
            continue
        if not page.name_of(link):
            yield f"{show(link)} has no text"
        if link.get("href", "").strip() in ("", "#"):
            yield f"the link “{page.name_of(link)[:40]}” leads nowhere"


def posts_carry_a_token(page: Page) -> Iterator[str]:
    for form in page.all("form"):
        if form.get("method", "get").lower() != "post":
            continue
        inside = [each for each in form.iter() if each.tag == "input"]
        apart = [each for each in page.all("input") if form.get("id", "-") == each.get("form")]
        if not any(e.get("name") == "csrf_token" and e.get("value") for e in [*inside, *apart]):
            yield f"{show(form)} posts without a csrf_token"


RULES: tuple[Callable[[Page], Iterator[str]], ...] = (
    valid_html,
    language,
    title_and_h1,
    headings_in_steps,
    labelled_fields,
    unique_ids,
    pointers_reach,
    nothing_inline,
    pictures_told,
    links_and_buttons,
    posts_carry_a_token,
)


class JudgingClient(FlaskClient):
    """A test client that judges every page it opens, those on the way of a redirect too.

    Raises:
        AssertionError: with every fault of the page.
    """

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        has_page = response.request.method != "HEAD" and not 300 <= response.status_code < 400
        if has_page and response.mimetype == "text/html":
            found = judge(response.get_data(as_text=True), url=response.request.path)
            assert not found, "\n" + "\n".join(found)
        return response
