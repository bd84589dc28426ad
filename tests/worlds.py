"""Two organisations that must never meet, with someone for every viewpoint.

The first, the Lochside partnership, as supervision goes (arrows point to the supervisor):

    callum → morag → eilidh → iain        (line)
    callum ⇢ priya                        (professional)
    callum → jean                         (line, ended 30 days ago)
    tomasz → morag                        (a team mate of callum's)
    rhona → fergus → hamish               (another branch, another team)
    kirsty → fergus                       (holds the same person references as callum)
"""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade

from supervision import content, create_app, unit_of_work
from supervision.access.actor import Actor
from supervision.config import Settings
from supervision.extensions import db
from supervision.models.people import Person
from supervision.queries import people as people_queries
from supervision.sealing import keyring
from supervision.services import people, recordings
from tests import compiled as compiled
from tests.client import Client
from tests.postgres import Postgres, keep_rows, put_rows_back

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
PASSWORD = "demonstration"

ROLES: dict[str, list[str]] = {
    "callum": ["practitioner"],
    "tomasz": ["practitioner"],
    "rhona": ["practitioner"],
    "kirsty": ["practitioner"],
    "morag": ["practitioner"],
    "priya": ["practitioner"],
    "jean": ["practitioner"],
    "fergus": ["practitioner"],
    "eilidh": ["leader"],
    "hamish": ["leader"],
    "iain": ["leader"],
    "grace": ["practitioner", "curator"],
    "cora": ["practitioner", "curator"],
    "agnes": ["auditor"],
    "noor": ["governance"],
    "sandy": ["administrator"],
    "bram": ["practitioner"],  # left yesterday
}
TEAMS = {
    "callum": "Lochside",
    "morag": "Lochside",
    "tomasz": "Lochside",
    "bram": "Lochside",
    "rhona": "Birchwood",
    "fergus": "Birchwood",
    "kirsty": "Birchwood",
    "grace": "Birchwood",
}
LINES = [
    ("morag", "callum", "line", 300, None),
    ("priya", "callum", "professional", 300, None),
    ("jean", "callum", "line", 600, 30),
    ("morag", "tomasz", "line", 300, None),
    ("morag", "bram", "line", 300, None),
    ("eilidh", "morag", "line", 300, None),
    ("iain", "eilidh", "line", 300, None),
    ("fergus", "rhona", "line", 300, None),
    ("fergus", "kirsty", "line", 300, None),
    ("hamish", "fergus", "line", 300, None),
]


class Clock:
    """The time of the application, which a test may move."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **by: float) -> None:
        self.now += timedelta(**by)


@dataclass
class World:
    """The application with both organisations in it."""

    app: Flask
    clock: Clock
    ids: dict[str, uuid.UUID] = field(default_factory=dict)
    relations: dict[tuple[str, str], uuid.UUID] = field(default_factory=dict)
    teams: dict[str, uuid.UUID] = field(default_factory=dict)
    keys: dict[str, Any] = field(default_factory=dict)

    def take_keys(self) -> None:
        """Have the process look for keys in this world again: each application that is made turns
        its keyring to itself."""
        if keyring._find is not self.keys["_find"]:
            vars(keyring).update(self.keys)

    def actor(self, name: str) -> Actor:
        """The Actor of a person now; must be called in an application context."""
        actor = people_queries.actor(self.ids[name], self.clock.now)
        assert actor is not None, name
        return actor

    @contextmanager
    def acting(self, name: str) -> Iterator[Actor]:
        """Do something as a person, in one transaction that is kept at the end."""
        with self.app.app_context():
            unit_of_work.writing()
            yield self.actor(name)
            db.session.commit()

    @contextmanager
    def reading(self, name: str) -> Iterator[Actor]:
        """Ask something as a person, in a transaction that is undone."""
        with self.app.app_context():
            yield self.actor(name)
            db.session.rollback()

    def client(self, name: str | None = None) -> Client:
        """A browser, signed in as a person, or of nobody."""
        client = Client(self.app)
        if name is not None:
            self.sign_in(client, name)
        return client

    def sign_in(self, client: Client, name: str) -> str:
        """Sign a browser in as a person, without the cost of a password; returns the token."""
        with self.app.app_context():
            unit_of_work.writing()
            person = db.session.get(Person, self.ids[name])
            assert person is not None
            token = people.begin_sign_in(person.id, person.organisation_id, self.clock.now)
            db.session.commit()
        with client.session_transaction() as session:
            session.clear()
            session["_user_id"] = token
        return token


@dataclass
class Backend:
    """A database product, with the world as a template."""

    name: str
    world: World
    restore: Callable[[], None]

    def reset(self) -> None:
        """Put the world back to how it was built."""
        self.rest()
        self.restore()
        self.world.take_keys()
        self.world.clock.now = NOW

    def rest(self) -> None:
        """Let go of every connection."""
        _let_go(self.world.app)


def settings(folder: Path, url: str) -> Settings:
    """Settings for tests: cheap passwords, plain http, secrets that are no secrets."""
    return Settings(
        instance=folder,
        database_url=url,
        secret_key=b"s" * 32,
        master_key=b"m" * 32,
        plain_http=True,
        argon2_memory_kib=8,
        argon2_time=1,
    )


@contextmanager
def sqlite(folder: Path) -> Iterator[Backend]:
    """The world in a SQLite file."""
    file, template = folder / "world.sqlite3", folder / "template.sqlite3"

    def restore() -> None:
        for one in folder.glob("world.sqlite3*"):
            one.unlink()
        shutil.copy(template, file)  # with its mode, for its owner alone

    made = settings(folder, f"sqlite:///{file}")
    built = _BUILT.get("sqlite")
    if built is None:
        world = _build(made)
        _let_go(world.app)
        _BUILT["sqlite"] = world, file.read_bytes()
        file.rename(template)
    else:
        world = _another(built[0], made)
        template.touch(mode=0o600)
        template.write_bytes(built[1])
    backend = Backend("sqlite", world, restore)
    yield backend
    backend.rest()


@contextmanager
def postgresql(folder: Path, server: Postgres) -> Iterator[Backend]:
    """The world in a PostgreSQL database."""
    url = server.create_database("template").replace("postgresql://", "postgresql+psycopg://")
    backend = Backend("postgresql", _build(settings(folder, url)), lambda: None)
    backend.rest()

    keep_rows(server.url_of("template"))
    server.create_database("kept", template="template")

    def restore() -> None:
        if not put_rows_back(server.url_of("template")):
            server.drop_database("template")
            server.create_database("template", template="kept")

    backend.restore = restore
    yield backend
    backend.rest()


# The world of a process, once it is built, and its file.
_BUILT: dict[str, tuple[World, bytes]] = {}


def _let_go(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _another(world: World, made: Settings) -> World:
    """The same people and teams, in an application of its own."""
    clock = Clock()
    app = create_app(made, TESTING=True, CLOCK=clock, PROPAGATE_EXCEPTIONS=False)
    keys = dict(vars(keyring))
    return World(app, clock, dict(world.ids), dict(world.relations), dict(world.teams), keys)


def _build(made: Settings) -> World:
    clock = Clock()
    ways = {"TESTING": True, "PROPAGATE_EXCEPTIONS": False, "IMPORTS_IN_THREAD": False}
    app = create_app(made, CLOCK=clock, **ways)
    world = World(app, clock)
    with app.app_context():
        upgrade()
        unit_of_work.writing()
        for framework in content.frameworks():
            recordings.import_framework(framework)
        _lochside(world)
        _harbour(world)
        db.session.commit()
    world.keys = dict(vars(keyring))
    return world


def system(organisation: Any, now: datetime) -> Actor:
    """An Actor that sets things up, as the first administrator would."""
    return Actor(
        person_id=uuid.UUID(int=0),
        organisation_id=organisation.id,
        known_as="Setting up",
        organisation=organisation.name,
        now=now,
        today=now.date(),
        zone=UTC,
        roles=frozenset({"administrator"}),
    )


def _lochside(world: World) -> None:
    organisation = people.set_up_organisation(
        "Lochside Partnership", "scotland", "Europe/London", NOW
    )
    world.ids["lochside"] = organisation.id
    actor = system(organisation, NOW)
    today = actor.today
    long_ago = today - timedelta(days=700)
    older = people.add_care_service(actor, "Older people’s service", long_ago)
    carers = people.add_care_service(actor, "Carers’ service", long_ago)
    teams = {
        "Lochside": people.add_team(actor, older, "Lochside", long_ago),
        "Birchwood": people.add_team(actor, carers, "Birchwood", long_ago),
    }
    made: dict[str, Person] = {}
    hashed = world.app.extensions["passwords"].hash(PASSWORD)
    for name, roles in ROLES.items():
        person = people.add_person(
            actor,
            f"{name.capitalize()} of Lochside",
            name.capitalize(),
            f"{name}@lochside.example",
            hashed,
            long_ago,
        )
        person.welcomed_at = NOW  # nobody is here for the first time, unless a test says so
        made[name] = person
        world.ids[name] = person.id
        for role in roles:
            people.grant_role(actor, person, role, long_ago)
        if name in TEAMS:
            people.join_team(actor, person, teams[TEAMS[name]], long_ago)
    made["bram"].left_on = today - timedelta(days=1)
    for supervisor, supervisee, function, since, until in LINES:
        relation = people.relate(
            actor,
            made[supervisor],
            made[supervisee],
            function,
            today - timedelta(days=since),
            None if until is None else today - timedelta(days=until),
        )
        world.relations[supervisor, supervisee] = relation.id
    world.teams.update({name: team.id for name, team in teams.items()})


def _harbour(world: World) -> None:
    organisation = people.set_up_organisation("Harbour Care", "scotland", "Europe/London", NOW)
    world.ids["harbour"] = organisation.id
    actor = system(organisation, NOW)
    long_ago = actor.today - timedelta(days=700)
    service = people.add_care_service(actor, "Care at home", long_ago)
    # The same name, and never the same team.
    team = people.add_team(actor, service, "Lochside", long_ago)
    made = {}
    hashed = world.app.extensions["passwords"].hash(PASSWORD)
    for name, roles in {
        "oona": ["practitioner"],
        "owen": ["practitioner"],
        "odile": ["practitioner", "curator"],
    }.items():
        person = people.add_person(
            actor,
            f"{name.capitalize()} of Harbour",
            name.capitalize(),
            f"{name}@harbour.example",
            hashed,
            long_ago,
        )
        person.welcomed_at = NOW
        for role in roles:
            people.grant_role(actor, person, role, long_ago)
        people.join_team(actor, person, team, long_ago)
        made[name] = person
        world.ids[name] = person.id
    relation = people.relate(actor, made["owen"], made["oona"], "line", long_ago)
    world.relations["owen", "oona"] = relation.id
