"""A house that is lived in: every state of every matrix that can stand beside the others in one
world, made through services, with a note of which state made which row.

A new noun is in it on the day its matrix is written. A state that changes who stands where (a
relation that ends, somebody who leaves a team) would change who reads the others, and is left out.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Table, literal, select, text, union_all
from sqlalchemy.exc import SQLAlchemyError

from supervision.domain.refusals import Refusal
from supervision.extensions import Base, db
from tests import worlds
from tests.access.all_matrices import MATRICES
from tests.access.matrix import Matrix, Thing
from tests.worlds import World

# Who stands where. A matrix takes these as they are.
STANDING = ("organisations", "people", "role_grants", "supervision_relations", "team_memberships")
BOOKKEEPING = ("audit_entries", "audit_heads", "read_entries", "sign_ins", "organisation_keys")
# Searches that are sent, so that no word of them stands in an address: they take a POST and read.
SEARCHES = frozenset({"account.log_of", "people.found", "reflections.find"})
Keys = dict[str, frozenset[Any]]


@dataclass(frozen=True)
class Made:
    """What one state made."""

    matrix: Matrix
    state: str
    thing: Thing
    rows: Keys


@dataclass
class Furnished:
    """The world with everything in it.

    Args:
        left_out: the states that change who stands where, by matrix and name.
    """

    world: World
    file: Path
    made: list[Made] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)

    def keep(self, copy: Path) -> None:
        """Copy the database as it stands."""
        self.rest()
        shutil.copy(self.file, copy)

    def put_back(self, copy: Path) -> None:
        """Put a copy in the place of the database."""
        self.rest()
        for one in self.file.parent.glob(f"{self.file.name}*"):
            one.unlink()
        shutil.copy(copy, self.file)
        self.world.take_keys()
        self.world.clock.now = worlds.NOW

    def rest(self) -> None:
        with self.world.app.app_context():
            db.session.remove()
            db.engine.dispose()


@contextmanager
def house(folder: Path) -> Iterator[Furnished]:
    """Build it in SQLite: what is looked at here is pages, not databases."""
    with worlds.sqlite(folder) as backend:
        backend.reset()
        made = Furnished(backend.world, folder / "world.sqlite3")
        _furnish(made, folder / "before.sqlite3")
        yield made


def _furnish(house: Furnished, copy: Path) -> None:
    standing, known = _standing(house.world), _keys(house.world)
    house.keep(copy)
    built: set[Any] = set()
    for matrix in MATRICES:
        for state, make in matrix.states.items():
            if (make, matrix.key) in built:
                continue  # two matrices speak of the same states
            built.add((make, matrix.key))
            try:
                thing = make(house.world)
                fits = _standing(house.world) == standing
            except (Refusal, SQLAlchemyError, AssertionError):
                fits = False  # it takes the world to be empty
            if not fits:
                house.left_out.append((matrix.noun, state))
                house.put_back(copy)
                continue
            now = _keys(house.world)
            rows = {name: now[name] - known[name] for name in now if now[name] - known[name]}
            house.made.append(Made(matrix, state, thing, rows))
            known = now
            house.keep(copy)


def words_tables() -> list[Table]:
    """The tables that hold what people made, and not what the house notes by itself."""
    return [t for t in Base.metadata.sorted_tables if t.name not in BOOKKEEPING and "id" in t.c]


EVERY_KEY = union_all(*(select(literal(t.name), t.c.id) for t in words_tables()))


def _standing(world: World) -> dict[str, list[str]]:
    with world.app.app_context(), db.engine.connect() as connection:
        return {
            name: sorted(map(repr, connection.execute(text(f'SELECT * FROM "{name}"'))))
            for name in STANDING
        }


def _keys(world: World) -> Keys:
    """The keys of every table, asked for in one statement: this is asked after each state."""
    found: dict[str, set[Any]] = {table.name: set() for table in words_tables()}
    with world.app.app_context(), db.engine.connect() as connection:
        for name, key in connection.execute(EVERY_KEY):
            found[name].add(key)
    return {name: frozenset(keys) for name, keys in found.items()}


@dataclass(frozen=True)
class Place:
    """An address of the URL map, filled with keys of things that are there."""

    endpoint: str
    path: str
    made: Made | None = None


# Places of an address that no row stands for.
PLAIN = {"digest": "0", "name": "app.css", "token": "made-up"}


def places(house: Furnished, name: str, *, own: int, others: int) -> Iterator[Place]:
    """Every GET address for one viewpoint, found by walking the URL map.

    Args:
        own: how many things at each address of which the matrices say that they may open it, those
            first that bring rows of another table.
        others: how many things at each address that they may not; others for each viewpoint.
    """
    adapter = house.world.app.url_map.bind("localhost")
    for rule in house.world.app.url_map.iter_rules():
        if "GET" not in (rule.methods or set()):
            continue
        if not rule.arguments - set(PLAIN):
            yield Place(rule.endpoint, adapter.build(rule.endpoint, _plain_for(rule)))
        may: dict[str, Place] = {}
        may_not: dict[str, Place] = {}
        for made in house.made:
            if not rule.arguments <= set(made.thing.keys):
                continue
            keys = {each: made.thing.keys[each] for each in rule.arguments}
            for query in _queries(made, rule.endpoint):
                if query or rule.arguments:
                    path = adapter.build(rule.endpoint, {**keys, **query})
                    place = Place(rule.endpoint, path, made)
                    (may if opens(made, rule.endpoint, name) else may_not).setdefault(path, place)
        yield from _varied(list(may.values()))[:own]
        rest = [place for path, place in may_not.items() if path not in may]
        start = sum(map(ord, name)) % max(len(rest), 1)
        yield from (rest[start:] + rest[:start])[:others]


def _queries(made: Made, endpoint: str) -> list[dict[str, Any]]:
    """What may stand behind the question mark: nothing, and what the matrix puts there."""
    found: list[dict[str, Any]] = [{}]
    for asked in made.matrix.actions.values():
        for door in asked.http:
            if door.endpoint == endpoint and getattr(door, "method", "GET") == "GET":
                found.append(door.query(made.thing))
    return [query for n, query in enumerate(found) if query not in found[:n]]


def _varied(found: list[Place]) -> list[Place]:
    """Those first that bring rows of a table that none before them has."""
    tables: set[str] = set()
    first = []
    for place in sorted(found, key=lambda one: -len(one.made.rows if one.made else ())):
        new = set(place.made.rows if place.made else ()) - tables
        if new:
            tables |= new
            first.append(place)
    return first + [place for place in found if place not in first]


def _plain_for(rule: Any) -> dict[str, str]:
    return {each: PLAIN[each] for each in rule.arguments}


def opens(made: Made, endpoint: str, name: str) -> bool:
    """Whether the matrix lets this viewpoint open the thing at this address."""
    return any(
        made.matrix.expected(made.state, action, name) == "may"
        for action, asked in made.matrix.actions.items()
        for door in asked.http
        if door.endpoint == endpoint and getattr(door, "method", "GET") == "GET"
    )
