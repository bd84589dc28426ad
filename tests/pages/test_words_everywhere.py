"""Every sentence on every page goes through the translations: read in a language made for this.

In it each message stands between ⟦ and ⟧. The demonstration is crawled as several people; whatever
stands outside the brackets must be something that somebody typed, or a name, or a number.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo

from supervision import create_app, demonstration, extensions, identity
from supervision.extensions import db
from tests import demonstrated, worlds
from tests.client import Client, read_forms
from tests.judge import parsed

ROOT = Path(__file__).parents[2]
LANGUAGE = "cy"
KEYWORDS: dict[str, Any] = {
    "_": None,
    "_l": None,
    "gettext": None,
    "said": None,
    "ngettext": (1, 2),
}
PEOPLE = (
    "practitioner@demo.example",
    "supervisor@demo.example",
    "curator@demo.example",
    "governance@demo.example",
    "admin@demo.example",
)
SHOWN = ("aria-label", "title", "alt")
EACH = 2  # pages of one kind that are looked at, for each person
ALWAYS = {"Supervision", "Chrome", "Firefox", "Safari"}  # names of things


@cache
def messages() -> list[tuple[str | tuple[str, ...], str]]:
    """Every message that is marked in the code and the templates, and where."""
    with (ROOT / "babel.cfg").open() as file:
        mapping, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT / "supervision", mapping, options, keywords=KEYWORDS)
    return [(message, name) for name, _line, message, _comments, _context in found]


def bracketed(folder: Path) -> Path:
    """A folder of translations in which each message is itself, in brackets."""
    catalog = Catalog(locale=LANGUAGE)
    for message, _ in messages():
        if isinstance(message, tuple):
            catalog.add(message, [f"⟦{message[1]}⟧"] * catalog.num_plurals)
        else:
            catalog.add(message, f"⟦{message}⟧")
    buffer = BytesIO()
    write_mo(buffer, catalog)
    place = folder / LANGUAGE / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "messages.mo").write_bytes(buffer.getvalue())
    return folder


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("words")
    settings = worlds.settings(folder, f"sqlite:///{folder / 'words.sqlite3'}")
    demonstrated.copied(tmp_path_factory, folder / "words.sqlite3")
    patch = pytest.MonkeyPatch()
    patch.setattr(identity, "locale", lambda: LANGUAGE)
    app = create_app(
        settings,
        TESTING=True,
        PROPAGATE_EXCEPTIONS=False,
        BABEL_TRANSLATION_DIRECTORIES=str(bracketed(folder / "translations")),
    )
    with app.app_context():
        # Flask-Babel keeps what it has read of a language for as long as the process lives.
        patch.setattr(extensions.babel.domain_instance, "cache", {})
    yield app
    patch.undo()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def typed() -> set[str]:
    """Every text in the files of content: what people are said to have typed, and data."""
    found: set[str] = set(ALWAYS)
    for file in (ROOT / "supervision" / "content").rglob("*.toml"):
        found |= set(_texts(tomllib.loads(file.read_text())))
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield " ".join(value.split())
        yield from (" ".join(line.split()) for line in value.splitlines())


def crawl(client: Client) -> Iterator[tuple[str, Any]]:
    """Pages that a person finds by following links, a few of each kind; and what comes back when
    each form is sent with nothing in it."""
    todo, seen, kinds = ["/", "/nothing/here"], {"/", "/nothing/here"}, Counter[str]()
    while todo:
        path = todo.pop(0)
        response = client.get(path)
        if response.status_code in {301, 302, 303} or response.mimetype != "text/html":
            continue
        yield path, response
        for form in read_forms(response, path):
            kind = re.sub(r"[0-9a-f-]{36}", "*", form.action)
            if kinds[f"POST {kind}"] < 1 and "sign-out" not in kind:
                kinds[f"POST {kind}"] += 1
                data = {name: "" for name, _ in form.fields} | {
                    name: value
                    for name, value in form.fields
                    if name in {"csrf_token", "key", "version"} or name.startswith("version_")
                }
                sent = client.post(form.action, data=data)
                if sent.status_code == 422:
                    yield f"{form.action} with nothing", sent
        for link in parsed(response.get_data(as_text=True))[0].iter("a"):
            href = urlsplit(link.get("href") or "")
            if href.netloc or not href.path.startswith("/"):
                continue
            onward = href.path + (f"?{href.query}" if href.query else "")
            kind = re.sub(r"[0-9a-f-]{36}|[A-Z0-9]{4}", "*", href.path) + str(bool(href.query))
            if onward not in seen and kinds[kind] < EACH:
                kinds[kind] += 1
                seen.add(onward)
                todo.append(onward)


BETWEEN = "\x00"  # stands where one piece of text ends and the next begins


def shown(response: Any) -> str:
    """The text that people see or hear, in the order of the page, with a mark between pieces."""

    def pieces(element: Element) -> Iterator[str]:
        if element.tag in {"script", "style"}:
            return
        for name in SHOWN:
            if element.get(name):
                yield element.get(name) or ""
        if element.tag != "textarea" and element.text:
            yield element.text
        for child in element:
            yield from pieces(child)
            if child.tail:
                yield child.tail

    found = pieces(parsed(response.get_data(as_text=True))[0])
    return BETWEEN.join(" ".join(piece.split()) for piece in found)


DATES = re.compile(
    r"\b(Ionawr|Chwefror|Mawrth|Ebrill|Mai|Mehefin|Gorffennaf|Awst|Medi|Hydref|Tachwedd|Rhagfyr|"
    r"Dydd (Llun|Mawrth|Mercher|Iau|Gwener|Sadwrn|Sul))\b"
)


def outside(text: str) -> str:
    """What is left of a page when everything translated, links within it too, is taken out."""
    before = None
    while before != text:
        before, text = text, re.sub(r"⟦[^⟦⟧]*⟧", BETWEEN, text)
    return DATES.sub(BETWEEN, text).replace(" – Supervision", "")


def is_typed(piece: str, known: set[str]) -> bool:
    if not re.search(r"[A-Za-zÀ-ž]{2}", piece) or piece in known:
        return True
    stem = piece.strip("“”\"'…,.:;()– ")
    if stem in known or not re.search(r"[A-Za-zÀ-ž]{2}", stem):
        return True
    # A reference of a person or of a request, an address, a name beside a day.
    if re.fullmatch(r"[A-Z][A-Z0-9]{3}|[0-9a-f]{12}|\S+@\S+|[A-Z]\w+, [0-9]{1,2}", stem):
        return True
    if all(part in known for part in re.split(r", (?=[A-Z])", stem)):  # outcomes, one after another
        return True
    return len(stem) > 10 and any(stem in text for text in known if len(text) >= len(stem))


@pytest.mark.parametrize("email", PEOPLE)
def test_every_sentence_can_be_translated(app: Any, email: str) -> None:
    known, strangers = typed(), Counter[str]()
    client = Client(app)
    client.fill("/sign-in", email=email, password=demonstration.PASSWORD)
    pages = 0
    for path, response in crawl(client):
        pages += 1
        for piece in outside(shown(response)).split(BETWEEN):
            if not is_typed(piece.strip(), known):
                strangers[f"{re.sub(r'[0-9a-f-]{36}', '*', path)}: {piece.strip()}"] += 1
    assert pages > 5, "the crawl did not get in"
    assert not strangers, "\n".join(sorted(strangers))


def test_what_is_marked_is_whole() -> None:
    """A message does not begin or end with a space, which glued sentences do."""
    wrong = [
        (place, message)
        for message, place in messages()
        for one in (message if isinstance(message, tuple) else (message,))
        if one != one.strip()
    ]
    assert not wrong
