"""The pages that are measured, and as whom they are opened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bench.asking import Answer, Reader
from bench.dataset import DataSet
from bench.organisations import Place
from bench.words import COMMON, RARE
from supervision.extensions import db
from supervision.queries import people, reflections, sessions

SEARCH = "/good-practice?q="


@dataclass(frozen=True)
class Page:
    """A page of one data set; `floor` is the address of a page as long, if it is compared."""

    name: str
    reader: Reader
    path: str

    def ask(self) -> Callable[[], Answer]:
        return self.reader.path(self.path)


def practitioner(data: DataSet, place: Place) -> Reader:
    """Someone who writes and is supervised."""
    return Reader(data, place.pairs[0].supervisee)


def supervisor(data: DataSet, place: Place) -> Reader:
    return Reader(data, place.pairs[0].supervisor)


def of_practice(data: DataSet, place: Place) -> list[Page]:
    """The pages of the issue, for people of one organisation."""
    writer, leads = practitioner(data, place), supervisor(data, place)
    return [
        Page("Home of a practitioner", writer, "/"),
        Page("Home of a supervisor", leads, "/"),
        Page("Session list", writer, "/supervision"),
        Page("One session", writer, f"/supervision/{_signed(writer)}"),
        Page("Reflection list", writer, "/reflections"),
        Page("Reflections shared with a supervisor", leads, "/reflections"),
        Page("One reflection", writer, f"/reflections/{_newest(writer)}"),
        Page("Outcome list", writer, "/outcomes"),
        Page("Library", writer, "/good-practice"),
        Page("Library search, common word", writer, SEARCH + COMMON),
        Page("Library search, rare word", writer, SEARCH + RARE),
    ]


def deepest(data: DataSet) -> list[tuple[Page, Page]]:
    """The second and the last full page of lists with three thousand rows, reached by key."""
    reader = practitioner(data, data.many)
    pairs = []
    for name, path, listed in (
        ("session list", "/supervision", sessions.past),
        ("reflection list", "/reflections", reflections.mine),
    ):
        with data.app.app_context():
            actor = people.actor(reader.worker.id, data.now)
            assert actor is not None
            before: list[str] = []
            page = listed(actor)
            while page.earlier is not None:
                before.append(str(page.earlier))
                page = listed(actor, page.earlier)
            db.session.rollback()
            db.session.info.clear()
        last = before[-2] if len(page.rows) < 25 else before[-1]
        pairs.append(
            (
                Page(name, reader, f"{path}?before={before[0]}"),
                Page(name, reader, f"{path}?before={last}"),
            )
        )
    return pairs


def _signed(reader: Reader) -> str:
    with reader.data.app.app_context():
        actor = people.actor(reader.worker.id, reader.data.now)
        assert actor is not None
        rows = sessions.past(actor).rows
        found = next(row.id for row in rows if row.state == "signed")
        db.session.rollback()
        db.session.info.clear()
    return str(found)


def _newest(reader: Reader) -> str:
    with reader.data.app.app_context():
        actor = people.actor(reader.worker.id, reader.data.now)
        assert actor is not None
        found = reflections.mine(actor, most=1).rows[0].id
        db.session.rollback()
        db.session.info.clear()
    return str(found)
