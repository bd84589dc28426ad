"""Who may import whom. Each room of `supervision/` has a row here; a room without one fails.

To see what a room is for, read the table. To change the law, change a row and say why in
`docs/decisions/`.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "supervision"

WEB = (
    "flask",
    "flask_babel",
    "flask_login",
    "flask_wtf",
    "flask_compress",
    "werkzeug",
    "wtforms",
    "jinja2",
)
FORMS = ("wtforms", "flask_wtf")
TABLES = ("sqlalchemy", "flask_sqlalchemy", "alembic", "psycopg", "pysqlite3", "sqlite3")


@dataclass(frozen=True)
class Row:
    """What one room may import, itself apart, and why nothing more."""

    rooms: tuple[str, ...]
    never: tuple[str, ...]
    because: str
    standard_library_only: bool = False


def row(rooms: str, because: str, never: tuple[str, ...] = (), **more: bool) -> Row:
    return Row(tuple(rooms.split()), never, because, **more)


LAW: dict[str, Row] = {
    "domain": row(
        "",
        "the rules of practice are pure: no I/O, no clock, no web, so that anyone can test them",
        standard_library_only=True,
    ),
    "content": row("domain", "it is words and data, read by others"),
    "models": row(
        "domain extensions sealing keys",
        "tables know their own facts, not who may see them or how they are shown",
        WEB,
    ),
    "access": row(
        "models domain",
        "who may see and do what is read in one folder, and tested without web or database",
        (*WEB, "flask_sqlalchemy"),
    ),
    "audit": row(
        "access models extensions sealing keys statements",
        "it writes down what an actor did, whoever asks it to: commands as well as pages",
        WEB,
    ),
    "outbox": row(
        "access audit models domain extensions",
        "mail is queued in the transaction of its cause, whoever caused it",
        WEB,
    ),
    "mailing": row(
        "queries services domain unit_of_work config mail_settings",
        "it asks queries whom a mail still goes to, and is the only one to speak to a mail server",
        TABLES,
    ),
    "importing": row(
        "queries services access domain unit_of_work keys later",
        "a file is worked off by the services that serve a page, beside the requests",
        (*TABLES, *FORMS),
    ),
    "queries": row(
        "access audit models domain extensions sealing schema statements",
        "reading answers an actor, on a page and on a command line alike, and changes nothing",
        WEB,
    ),
    "services": row(
        "access audit outbox models domain extensions sealing keys",
        "writing is handed things and looks nothing up, so nothing unseen can be changed",
        WEB,
    ),
    "identity": row(
        "queries services access domain extensions config sealing",
        "the front door makes the actor of a request, before any page is chosen",
    ),
    "errors": row(
        "access domain extensions identity passwords sealing typed",
        "each refusal has one page, whichever door it is at",
    ),
    "typed": row(
        "domain",
        "what somebody wrote is given back with every failure, that of the database included",
        TABLES,
    ),
    "unit_of_work": row(
        "access domain extensions audit errors services",
        "one transaction wraps each request, whichever door it is at",
    ),
    "edge": row("domain extensions config", "what comes in is made regular before anyone reads it"),
    "application": row("", "it knows the names of pages, and nothing of what is on them", TABLES),
    "assets": row("", "static files have no business with people or their words"),
    "mail_settings": row("", "settings are read before anything else stands", (*WEB, *TABLES)),
    "config": row(
        "domain mail_settings", "settings are read before anything else stands", (*WEB, *TABLES)
    ),
    "sealing": row("domain", "whoever audits the sealing reads one file", WEB),
    "keys": row("", "keys are made the same way everywhere", (*WEB, *TABLES)),
    "passwords": row("", "whoever audits the passwords reads one file", (*WEB, *TABLES)),
    "extensions": row("later", "everything hangs on it, so it hangs on nothing"),
    "later": row("", "what is read later is named where an import would stand, not here"),
    "schema": row("", "where the tables stand is asked at every start, and of nothing else"),
    "statements": row(
        "extensions", "it runs what it is given, and knows neither tables nor people", WEB
    ),
    "language": row("", "it looks sentences up, whoever says them", (*TABLES, *FORMS)),
    "release": row("", "a name, read by whoever must tell it", (*WEB, *TABLES)),
    "backups": row(
        "services audit models domain extensions sealing config database release schema later",
        "it copies and tries the whole database, reads no page's words, and is asked by commands",
        FORMS,
    ),
    "doctor": row(
        "models domain extensions sealing config database backups release passwords schema",
        "it looks at settings, files, the database and sample passwords, and changes nothing",
        FORMS,
    ),
    "cli": row(
        "queries services access outbox domain config database demonstration content unit_of_work "
        "backups doctor mailing importing later",
        "a command is a door without pages: it asks queries and tells services",
    ),
    "database": row(
        "models extensions config sealing keys later",
        "it makes the database and brings it up to date, and knows nobody's words",
        FORMS,
    ),
    "demonstration": row(
        "services queries access audit models domain extensions sealing keys passwords content",
        "invented people live by the same rules as real ones",
        WEB,
    ),
    "migrations": row(
        "models extensions sealing keys database", "they describe tables and nothing else"
    ),
    "blueprints": row(
        "identity language queries services access domain unit_of_work keys content importing",
        "a door that cannot reach tables cannot ask for more than the actor may see",
        TABLES,
    ),
}
MEETING_PLACE = "create_app"  # supervision/__init__.py, where everything meets
SHARED_DOORS = (
    "pages",
    "kept",
    "clash",
    "when",
    "say",
    "guarding",
    "people_places",
)  # files of blueprints/ for all,
SHARED_FORMS = "forms"  # with every blueprints/forms*.py
NOT_CODE = ("templates", "static")
HIDDEN = ("__import__", "import_module", "importlib.import_module")
LATER = "later"  # supervision/later.py, the one door through which a module is read later
IMPORTS_IN_FUNCTIONS = (MEETING_PLACE, "cli")


def faults(source: str, where: str) -> list[str]:
    """What breaks the law in one file.

    Args:
        source: the Python text.
        where: the file's path below the repository, such as `supervision/access/asks.py`.

    Comes back with one sentence per fault, each beginning with `path:line`.
    """
    tree = ast.parse(source, where)
    parts = address_of(where)
    room = parts[1] if len(parts) > 1 else MEETING_PLACE
    if room == LATER:
        return []
    found = []
    for node in ast.walk(tree):
        for target in targets(node):
            fault = judge(parts, room, target)
            if fault:
                found.append(f"{where}:{line_of(node)}: {fault}")
    if room not in IMPORTS_IN_FUNCTIONS:
        found += [
            f"{where}:{line_of(node)}: an import is hidden in a function. Put it at the top, so "
            "that a reader sees what the file leans on."
            for node in imports_in_functions(tree)
        ]
    return found


def address_of(where: str) -> tuple[str, ...]:
    parts = Path(where).with_suffix("").parts
    return parts[:-1] if parts[-1] == "__init__" else parts


def line_of(node: ast.AST) -> int:
    return getattr(node, "lineno", 0)


def targets(node: ast.AST) -> Iterator[str]:
    """The whole addresses that a statement imports; one that is not whole begins with a dot."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        start = "." * node.level + (node.module or "")
        yield from (f"{start}.{alias.name}" for alias in node.names)
    elif isinstance(node, ast.Call) and ast.unparse(node.func) in HIDDEN:
        yield f".{ast.unparse(node.func)}"
    elif isinstance(node, ast.Call) and ast.unparse(node.func) == "later":
        yield from (ast.literal_eval(name) for name in node.args)


def imports_in_functions(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            for inner in ast.walk(node):
                if isinstance(inner, ast.Import | ast.ImportFrom):
                    yield inner


def judge(parts: tuple[str, ...], room: str, target: str) -> str | None:
    """The fault of one import, as a sentence, or None."""
    if target.startswith("."):
        return f"{target} is not a whole address. Write it from supervision onwards."
    if room == MEETING_PLACE or target.startswith("__future__."):
        return None
    law = LAW.get(room)
    if law is None:
        return f"the room {room} has no row in tests/house/test_import_law.py."
    names = target.split(".")
    if names[0] == "supervision":
        return judge_room(parts, room, law, names)
    if law.standard_library_only and names[0] not in sys.stdlib_module_names:
        return f"{room} imports {names[0]}; it may import the standard library only: {law.because}."
    if names[0] in law.never:
        return f"{room} never imports {names[0]}: {law.because}."
    return None


def judge_room(parts: tuple[str, ...], room: str, law: Row, names: list[str]) -> str | None:
    other = names[1] if len(names) > 1 else MEETING_PLACE
    if other != room:
        if other in law.rooms:
            return None
        allowed = ", ".join(law.rooms) or "no other room"
        return f"{room} imports {other}; it may import {allowed}: {law.because}."
    own = parts[2] if len(parts) > 2 else None
    noun = names[2] if len(names) > 2 else None
    if own is None or noun is None or own == noun:
        return None
    if room == "services":
        return f"services/{own} imports services/{noun}; what both need belongs in domain."
    if room == "blueprints" and not is_shared(noun):
        return f"blueprints/{own} imports blueprints/{noun}; each door stands on its own."
    return None


def is_shared(noun: str) -> bool:
    return noun in SHARED_DOORS or noun.startswith(SHARED_FORMS)


def python_files() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


def rooms() -> set[str]:
    found = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in python_files()}
    return found - {"__init__"}


def test_every_room_has_a_row() -> None:
    without = rooms() - set(LAW)
    assert not without, (
        f"No row in the import law for {sorted(without)}: say what each may import, and why."
    )
    assert not rooms() & set(NOT_CODE), f"There is Python in {NOT_CODE}, which hold none."


def test_rows_name_rooms_that_have_rows() -> None:
    named = {room for each in LAW.values() for room in each.rooms}
    assert named <= set(LAW)


def test_the_house_keeps_the_law() -> None:
    found = [
        fault
        for path in python_files()
        for fault in faults(path.read_text("utf-8"), str(path.relative_to(ROOT)))
    ]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("where", "source", "said"),
    [
        ("domain/words.py", "import sqlalchemy", "standard library only"),
        ("domain/words.py", "from supervision.models import people", "may import no other room"),
        ("models/asks.py", "from flask import g", "models never imports flask"),
        ("models/asks.py", "from supervision.access.actor import Actor", "models imports access"),
        ("access/asks.py", "from supervision import queries", "access imports queries"),
        ("access/asks.py", "from flask_login import current_user", "never imports flask_login"),
        ("queries/asks.py", "import supervision.services.asks", "queries imports services"),
        ("services/asks.py", "from supervision.queries import asks", "services imports queries"),
        ("services/asks.py", "from supervision.services import people", "services/people"),
        ("services/asks.py", "from supervision.services.people import move", "services/people"),
        ("blueprints/asks/routes.py", "from supervision.models.asks import Ask", "imports models"),
        ("blueprints/asks/routes.py", "from supervision.extensions import db", "extensions"),
        ("blueprints/asks/routes.py", "from sqlalchemy import select", "never imports sqlalchemy"),
        ("blueprints/asks/routes.py", "from supervision.blueprints import home", "on its own"),
        ("blueprints/asks/routes.py", "from .forms import AskForm", "not a whole address"),
        ("access/asks.py", "def f():\n    from datetime import date", "hidden in a function"),
        ("access/asks.py", "m = __import__('flask')", "not a whole address"),
        ("database.py", "m = import_module('alembic')", "not a whole address"),
        ("importing/workbooks.py", "m = later('sqlalchemy')", "never imports sqlalchemy"),
        ("backups/making.py", "m = later('supervision.queries.asks')", "backups imports queries"),
        ("helpers.py", "import os", "has no row"),
        ("assets.py", "from supervision import create_app", "assets imports create_app"),
    ],
)
def test_a_break_of_the_law_is_seen(where: str, source: str, said: str) -> None:
    found = faults(source, f"supervision/{where}")
    assert len(found) == 1
    assert said in found[0]
    assert found[0].startswith(f"supervision/{where}:")


@pytest.mark.parametrize(
    ("where", "source"),
    [
        ("domain/words.py", "from __future__ import annotations\nimport re"),
        ("domain/words.py", "from supervision.domain.text import normalise"),
        ("access/asks.py", "from sqlalchemy import select\nfrom supervision.models import asks"),
        ("queries/asks.py", "from supervision.queries.people import team"),
        ("blueprints/asks/routes.py", "from supervision.blueprints.asks.forms import AskForm"),
        ("blueprints/asks/routes.py", "from supervision.blueprints.forms_dates import DateField"),
        ("blueprints/asks/routes.py", "from supervision.blueprints import pages"),
        ("__init__.py", "def create_app():\n    from supervision.models import people"),
    ],
)
def test_what_the_law_allows_passes(where: str, source: str) -> None:
    assert faults(source, f"supervision/{where}") == []
