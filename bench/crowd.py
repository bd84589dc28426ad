"""One organisation for the pages on which people are looked after: 2,000 people, and 20,000 in 600
teams of 20 services, with who supervises whom, and nothing that anybody wrote."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from bench import counted, floor, organisations
from bench.asking import Answer, Reader, csrf_token
from bench.dataset import sign_in
from bench.goals import Report
from bench.organisations import Keys, Place
from bench.pages import Page
from bench.rounds import least
from bench.store import filling
from bench.timed import CONTROL
from bench.words import Pool
from supervision import create_app
from supervision.config import Settings
from supervision.extensions import db
from supervision.models.people import Person
from supervision.queries.listing import PAGE
from supervision.sealing import keyring

REACH = 8  # people of one supervisor
SERVICE = 30  # teams of a service


@dataclass
class Crowd:
    """A filled database with one organisation, the application that reads it, and who asks."""

    app: Flask
    settings: Settings
    now: datetime
    place: Place
    rows: dict[str, int]

    @property
    def administrator(self) -> Reader:
        return Reader(self, self.place.workers[-1])


def build(teams: int, settings: Settings, now: datetime, keys: Keys, hashed: str) -> Crowd:
    """Make and fill a database with so many teams, of a hundred people in three."""
    app = create_app(settings, CLOCK=lambda: now)
    keyring.configure(settings.master_key, keys.all)
    with app.app_context():
        upgrade()
        with filling() as store:
            pool = Pool(Random(1))
            pairs = teams * 175 // 6  # with those above them, a few short of all
            place = organisations.found(
                store, keys, f"Crowd{teams}", pairs, now, hashed, pool, REACH, teams, SERVICE
            )
            began = now - timedelta(days=1_300)
            home = place.workers[0].team_id
            for _ in range(len(place.workers), teams * 100 // 3 - 1):
                number = len(place.workers)
                organisations.join(store, place, number, home, "practitioner", began, hashed)
            number = len(place.workers)
            organisations.join(store, place, number, home, "administrator", began, hashed)
            sign_in(store, place, place.workers[-1], now)
            store.flush()
            rows = dict(store.counts)
    floor.init_app(app)
    return Crowd(app, settings, now, place, rows)


def tell(
    report: Report,
    teams: list[int],
    settings_of: Callable[[int], Settings],
    now: datetime,
    keys: Keys,
    hashed: str,
    rounds: int,
) -> float:
    """Measure those pages; comes back with the control: the people list over itself.

    Args:
        teams: how many, of the small organisation and of the large one.
        settings_of: settings for a database of so many teams.
    """
    small, large = (
        build(number, settings_of(number), now, keys, hashed) for number in (teams[0], teams[-1])
    )
    report.heading(
        f"Looking after {large.rows['people']:,} people in {large.rows['teams']:,} teams"
    )
    for few, page in zip(pages(small), pages(large), strict=True):
        count = len(counted.asked(page)) - counted.OF_THE_ACTOR
        report.at_most(page.name, count, "statements", 4, "7")
        more = count + counted.OF_THE_ACTOR - len(counted.asked(few))
        report.at_most(f"{page.name}, large less small", more, "statements", 0)
        if large.settings.sqlite_file is not None:
            report.tell(page.name, counted.operations(page), "operations")
    return _times(report, small, large, rounds)


def pages(crowd: Crowd) -> list[Page]:
    """The pages that an administrator opens, the list of people first."""
    reader = crowd.administrator
    return [
        Page("People list", reader, "/people"),
        Page("People list, last page", reader, f"/people?after={_last(crowd)}"),
        Page("Tree page", reader, "/teams"),
        Page("Tree page of a past day", reader, f"/teams/on?{_past(crowd)}"),
        Page("Who supervises whom", reader, "/who-supervises-whom"),
    ]


def _times(report: Report, small: Crowd, large: Crowd, rounds: int) -> float:
    shown = {page.name: page for page in pages(large)}
    reader = large.administrator
    asks: dict[str, Callable[[], object]] = {}
    for name, page in shown.items():
        asks[name] = page.ask()
        asks[f"floor of {name}"] = reader.path(floor.as_long_as(reader, page.path))
    asks["control"] = shown["People list"].ask()
    asks["Finding by a name"] = finding(large, "person 19")
    asks["People list, small"] = pages(small)[0].ask()
    took = least(asks, rounds)
    control = took["control"] / took["People list"]
    control = max(control, 1 / control)
    report.at_most("Control: the people list over itself", control, "×", CONTROL)
    for name in ("Tree page", "People list"):
        most, number = (1.50, "1") if name == "Tree page" else (1.65, "4")
        report.at_most(f"{name} ÷ floor", took[name] / took[f"floor of {name}"], "×", most, number)
    for name in ("Tree page of a past day", "Who supervises whom"):
        report.tell(f"{name} ÷ floor", took[name] / took[f"floor of {name}"], "×")
    ratio = took["Finding by a name"] / took["floor of People list"]
    report.tell("Finding by a name ÷ floor of the people list", ratio, "×")
    ratio = took["People list, last page"] / took["People list"]
    report.at_most("People list, last page ÷ first", ratio, "×", 1.2, "6")
    ratio = took["People list"] / took["People list, small"]
    title = f"People list, {large.rows['people']:,} ÷ {small.rows['people']:,} people"
    report.at_most(title, ratio, "×", 1.10, "2")
    for name in ("floor of People list", "People list", "floor of Tree page", "Tree page"):
        report.tell(name.capitalize(), took[name] * 1000, "ms")
    return control


def finding(crowd: Crowd, words: str) -> Callable[[], Answer]:
    """Somebody is looked for by a part of a name, which is sent as a form."""
    return crowd.administrator.path(
        "/people/found", {"csrf_token": csrf_token(crowd.app), "name_of": words}
    )


def _past(crowd: Crowd) -> str:
    day = crowd.now.date() - timedelta(days=400)
    return f"day-day={day.day}&day-month={day.month}&day-year={day.year}"


def _last(crowd: Crowd) -> str:
    """The key after which the last full page of the list begins."""
    with crowd.app.app_context():
        keys = list(
            db.session.scalars(
                select(Person.id)
                .where(Person.organisation_id == crowd.place.id)
                .order_by(Person.full_name, Person.id)
            )
        )
        db.session.rollback()
    return str(keys[-PAGE - 1])
