"""Filling in a form and judging the answer: nothing fails, nothing that was typed is lost, and what
was accepted stands in the database as it was typed."""

from __future__ import annotations

import json
import re
import unicodedata
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote_from_bytes
from xml.etree.ElementTree import Element

from markupsafe import escape
from sqlalchemy import String, text
from werkzeug.test import TestResponse

from supervision.extensions import Base, db
from supervision.sealing import Sealed
from tests.input.nasty import encoded
from tests.input.place import Place
from tests.judge import parsed

FORM = "application/x-www-form-urlencoded"
# Text fields that are asked with and not kept, and those whose text becomes a number or a date.
PASSING = re.compile(
    r"^(q|find|name_of|email|hours|supervisor|to_[0-9a-f]{32}|time|minutes|.*-(day|month|year)|.*password.*)$"
)


@dataclass
class Field:
    """A field of a form: its kind, what stands in it, and what it offers to choose from."""

    name: str
    kind: str  # text, area, password, hidden, choice
    stands: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)


@dataclass
class Found:
    """A form of a page."""

    action: str
    fields: dict[str, Field] = field(default_factory=dict)
    buttons: list[tuple[str, str]] = field(default_factory=list)


Sent = list[tuple[str, bytes]]


def forms(page: str, path: str) -> Iterator[Found]:
    """The POST forms of a page, with everything that they offer."""
    document = parsed(page)[0]
    apart = [e for e in document.iter() if e.get("form") and e.get("name")]
    for element in document.iter("form"):
        if element.get("method", "get").lower() == "post":
            made = Found(element.get("action") or path)
            own = [e for e in apart if e.get("form") == element.get("id")]
            for control in [*element.iter(), *own]:
                _take(made, control)
            yield made


def _take(made: Found, control: Element) -> None:
    tag, name = control.tag, control.get("name") or ""
    kind, value = control.get("type", "text"), control.get("value", "")
    if tag == "button" or (tag == "input" and kind == "submit"):
        made.buttons.append((name, value))
    elif not name or tag not in {"input", "textarea", "select"}:
        return
    elif kind == "file":
        return  # nobody types into one; tests/pages/test_import.py brings the files
    elif tag == "textarea":
        stands = "".join(control.itertext()).removeprefix("\n")
        made.fields[name] = Field(name, "area", [stands])
    elif tag == "select":
        options = list(control.iter("option"))
        chosen = [o.get("value", "") for o in options if o.get("selected") is not None]
        made.fields[name] = Field(name, "choice", chosen, [o.get("value", "") for o in options])
    elif kind in {"radio", "checkbox"}:
        one = made.fields.setdefault(name, Field(name, "choice"))
        one.offered.append(value)
        if control.get("checked") is not None:
            one.stands.append(value)
    else:
        known = kind if kind in {"hidden", "password"} else "text"
        one = made.fields.setdefault(name, Field(name, known))
        one.stands.append(value)
        one.offered.append(value)


def body(sent: Sent) -> bytes:
    """Fields as a form sends them, whatever their bytes."""
    pairs = [f"{quote_from_bytes(encoded(n))}={quote_from_bytes(v)}" for n, v in sent]
    return "&".join(pairs).encode()


def normal(value: bytes) -> str:
    """What becomes of a text: line ends are line feeds, no control characters, NFC."""
    typed = value.decode("utf-8", "werkzeug.url_quote")  # what is no UTF-8 stays as it was sent
    typed = re.sub("\r\n|[\r\x0b\x0c\x85]", "\n", typed)
    kept = "".join(c for c in typed if c in "\t\n" or unicodedata.category(c) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", kept)


def fault(place: Place, form: Found, sent: Sent, response: TestResponse) -> str:
    """What is wrong with an answer; nothing where all is well."""
    status, page = response.status_code, response.get_data(as_text=True)
    if status >= 500:
        return f"answered {status}"
    if status in {400, 405, 413, 415}:
        return f"answered {status} to a form of our own"
    texts: dict[str, str] = {}
    for name, value in sent:  # of a field that comes twice the first counts, everywhere
        if name in form.fields and form.fields[name].kind in {"text", "area"}:
            texts.setdefault(name, normal(value))
    held = None
    for name, typed in texts.items():
        wanted = typed.strip()
        if len(wanted) < 2:
            continue
        if str(escape(wanted)) in page:
            continue
        if status < 400 and (PASSING.match(name) or (status == 200 and name in {"q", "find"})):
            continue
        if PASSING.match(name) and len(wanted) < 20 and status in {403, 404}:
            continue
        held = everything(place) if held is None and status < 400 else held
        if not held or not _holds(held, wanted, form.fields[name].kind == "text"):
            return f"{status}: what was typed into {name} is lost: {wanted[:60]!r}…({len(wanted)})"
    return ""


def _holds(held: set[str], wanted: str, one_line: bool) -> bool:
    """Whether a text stands somewhere; of one line, whether its words do."""
    if any(wanted in one for one in held):
        return True
    words = " ".join(wanted.split())
    return one_line and any(words in " ".join(one.split()) for one in held)


def everything(place: Place) -> set[str]:
    """Every text there is, opened. Raises when one cannot be opened or is too long for its place.

    Not in it: what could not be there at all.
    """
    held: set[str] = set()
    with place.world.app.app_context():
        for mapper in Base.registry.mappers:
            model = mapper.class_
            sealed = [n for n, one in vars(model).items() if isinstance(one, Sealed)]
            columns = [c for c in mapper.local_table.columns if isinstance(c.type, String)]
            if not sealed and not columns:
                continue
            for row in db.session.query(model):
                for value in filter(None, (getattr(row, name) for name in sealed)):
                    held.update([value, *_in_json(value)])
                for column in columns:
                    value = getattr(row, mapper.get_property_by_column(column).key)
                    if value and column.type.length and len(value) > column.type.length:
                        raise AssertionError(f"{column} holds {len(value)} characters")
                    held.update([value, *_in_json(value)] if value else [])
        db.session.rollback()
    return held


def _in_json(value: str) -> Iterator[str]:
    """The texts within a text that is JSON, as settings and unsaved forms are kept."""
    if value[:1] not in '{["':
        return
    try:
        todo = [json.loads(value)]
    except ValueError:
        return
    while todo:
        one = todo.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, (dict, list)):
            todo += one.values() if isinstance(one, dict) else one


def broken(place: Place) -> list[Any]:
    """Rows that should not be: by SQLite's two checks. PostgreSQL lets none in."""
    with place.world.app.app_context(), db.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            return []
        found = [tuple(row) for row in connection.execute(text("PRAGMA foreign_key_check"))]
        said = connection.execute(text("PRAGMA integrity_check")).scalars().all()
    return [*found, *(one for one in said if one != "ok")]


def keys_of(place: Place) -> list[str]:
    """Keys that a form could be made to carry: of things, people, relations and teams."""
    world = place.world
    found: list[uuid.UUID] = [*place.keys.values(), *world.relations.values()]
    return [str(one) for one in [*found, *world.teams.values(), *list(world.ids.values())[:6]]]
