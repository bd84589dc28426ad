"""One data set: the service's own tables, filled as years of ordinary use would have filled them.

Organisations of every data set: a small one, the same at every size, with texts as long as people
write them; two in which one person has thirty rows of everything, and three thousand; a giant with
a tenth of the whole; and as many ordinary ones as the rest needs. Rows lie in the order of time
with organisations mixed, which is how they come in life and the worst order to read them in.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from bench import meetings, organisations
from bench.organisations import Keys, Pair, Place, Worker
from bench.store import Store, filling
from bench.words import Pool, Realistic
from bench.writing import People, Shelf, reflect
from supervision import content, create_app, unit_of_work
from supervision.config import Settings
from supervision.extensions import db
from supervision.models.recordings import FrameworkOutcome
from supervision.models.sign_ins import SignIn
from supervision.queries.people import token_hash
from supervision.sealing import keyring
from supervision.services import recordings

PASSWORD = "a long day by the harbour"
EACH = 24  # sessions of one pair in ordinary use: two years
ORDINARY = 80  # pairs of an ordinary organisation
SMALL, FEW, MANY = 24, 30, 3_000
GROUP = 6  # every sixth time, a group meets as well
YEARS = timedelta(days=840)


@dataclass
class DataSet:
    """A filled database, with the application that reads it."""

    size: int
    app: Flask
    settings: Settings
    now: datetime
    file: Path | None
    small: Place
    few: Place
    many: Place
    giant: Place
    rows: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass(frozen=True)
class Life:
    """How much one organisation holds."""

    place: Place
    people: People
    each: int
    examples: int


def build(
    size: int, settings: Settings, now: datetime, keys: Keys, hashed: str, many: int = MANY
) -> DataSet:
    """Make and fill a database of `size` sessions in ordinary use, besides the fixed ones.

    Args:
        keys: shared by every data set that this process reads.
        hashed: the hash of PASSWORD, which everybody has.
        many: how many rows of everything the one with the most has.
    """
    began = time.process_time()
    app = create_app(settings, CLOCK=lambda: now)
    keyring.configure(settings.master_key, keys.all)
    with app.app_context():
        upgrade()
        unit_of_work.writing()
        for framework in content.frameworks():
            recordings.import_framework(framework)
        db.session.commit()
        outcomes = list(
            db.session.scalars(select(FrameworkOutcome.id).order_by(FrameworkOutcome.code))
        )
        db.session.rollback()
        shelf = Shelf(outcomes, list(content.themes()), now.date())
        with filling() as store:
            lives = _set_up(store, size, keys, now, hashed, outcomes, many)
            _live(store, lives, now)
            _publish(store, lives, shelf)
            for life in lives:
                meetings.close_log(store, life.place)
            small, few, many, giant = (life.place for life in lives[:4])
            for place in (small, few, many, giant):
                for worker in place.workers:
                    sign_in(store, place, worker, now)
            store.flush()
            rows = dict(store.counts)
    file = settings.database_url.removeprefix("sqlite:///")
    return DataSet(
        size,
        app,
        settings,
        now,
        Path(file) if file != settings.database_url else None,
        small,
        few,
        many,
        giant,
        rows,
        time.process_time() - began,
    )


def _set_up(
    store: Store,
    size: int,
    keys: Keys,
    now: datetime,
    hashed: str,
    outcomes: list[uuid.UUID],
    many: int,
) -> list[Life]:
    short, long = Pool(Random(1)), Realistic(Random(2))

    def found(name: str, pairs: int, pool: Pool, reach: int, each: int, examples: int) -> Life:
        place = organisations.found(store, keys, name, pairs, now, hashed, pool, reach)
        return Life(place, People(outcomes), each, examples)

    reach = organisations.AT_A_TIME
    library = max(size // 20, 20)
    giant = max(size // 10 // EACH, 1)
    rest = max(size // EACH - giant, 1)
    lives = [
        found("Small", SMALL, long, reach, FEW, FEW),
        found("Few", 1, short, reach, FEW, FEW),
        found("Many", 1, short, reach, many, many),
        found("Giant", giant, short, reach, EACH, library // 10),
    ]
    for number in range(-(-rest // ORDINARY)):
        pairs = min(ORDINARY, rest - number * ORDINARY)
        share = library * 9 // 10 * pairs // rest
        lives.append(found(f"Ordinary{number}", pairs, short, reach, EACH, share))
    return lives


def _live(store: Store, lives: list[Life], now: datetime) -> None:
    """Two years and more of practice, from the first day to the last, all organisations at once."""
    first_of: dict[uuid.UUID, Pair] = {}
    for life in lives:
        for pair in life.place.pairs:
            first_of.setdefault(pair.supervisor.id, pair)
    for moment, life, pair, number in _moments(lives, now):
        place, last = life.place, life.each - 1
        state = "planned" if number == last else "shared" if number == last - 1 else "signed"
        meetings.meet(store, place, pair, moment, state)
        if number % GROUP == 0 and pair is first_of.get(pair.supervisor.id):
            members = [one.supervisee for one in place.pairs if one.supervisor is pair.supervisor]
            meetings.gather(store, place, pair.supervisor, members, moment - timedelta(hours=2))
        written = min(moment, now) - timedelta(days=5)
        reflect(store, place, pair, written, number)
        if number % 2 == 0 or life.each != EACH:
            life.people.record(store, place, pair, written, number)


def _moments(lives: list[Life], now: datetime) -> Iterator[tuple[datetime, Life, Pair, int]]:
    """Every session to come to pass: when, where, of whom, and which of that pair's."""
    turns = [
        (number / life.each, order, number, life)
        for order, life in enumerate(lives)
        for number in range(life.each)
    ]
    for part, _order, number, life in sorted(turns, key=lambda turn: turn[:3]):
        soon = now + timedelta(days=3)
        for place, pair in enumerate(life.place.pairs):
            back = YEARS * (1 - part) - YEARS / life.each + timedelta(minutes=7 * (place % 60))
            yield soon - back, life, pair, number


def _publish(store: Store, lives: list[Life], shelf: Shelf) -> None:
    most = max(life.examples for life in lives)
    for number in range(most):
        for life in lives:
            if number < life.examples:
                shelf.publish(store, life.place, number)


def sign_in(store: Store, place: Place, worker: Worker, now: datetime) -> None:
    token = token_of(worker)
    for number, started in enumerate((now - timedelta(days=2), now)):
        store.add(
            SignIn,
            id=uuid.UUID(int=worker.id.int ^ (number + 1)),
            organisation_id=place.id,
            person_id=worker.id,
            token_hash=token_hash(token if number else f"earlier {token}"),
            device="A browser",
            started_at=started,
            seen_at=started,
            ended_at=None,
        )


def token_of(worker: Worker) -> str:
    """The token of a worker's sign-in."""
    return f"sign-in of {worker.id.hex}"
