"""Working a file off: whole rows, once each, going on after a stop, beside everybody else."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from supervision import audit, importing, unit_of_work
from supervision.domain.refusals import Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.importing import applying, working
from supervision.importing.outcomes import Outcome
from supervision.models.administration import PeopleImport
from supervision.models.mails import OutgoingMail
from supervision.models.people import Person, RoleGrant, SupervisionRelation, Team, TeamMembership
from supervision.queries import imports as queries
from supervision.queries import people as people_queries
from supervision.services import imports as services
from tests.services.files_brought import (
    begun,
    bring,
    carry_out,
    count,
    found,
    kinds,
    outcome_of,
    table,
)
from tests.worlds import World

MANY = 10_000

FILE = table(
    ["Isla Gunn", "isla@lochside.example", "Lochside", "", "", "Una Kerr", "37.5"],
    ["Una Kerr", "una.kerr", "Shoreside", "New service", "leader", "Morag of Lochside", ""],
    [
        "Tomasz Lipa",
        "tomasz@lochside.example",
        "Birchwood",
        "",
        "practitioner",
        "Priya of Lochside",
    ],
    ["Callum of Lochside", "callum@lochside.example", "", "", "", "", "", "31/12/2026"],
    ["Rhona of Lochside", "rhona@lochside.example", "", "", "administrator, practitioner"],
)


def test_a_file_is_carried_out(world: World) -> None:
    assert kinds(world, FILE, make_teams=True) == ["new", "new", "change", "proposed", "proposed"]
    outcome = carry_out(world, FILE, make_teams=True, invite=True)
    assert outcome.counts == {"new": 2, "change": 1, "proposed": 2}
    with found(world, "isla@lochside.example") as isla:
        assert (isla.full_name, isla.known_as, isla.weekly_minutes) == ("Isla Gunn", "Isla", 2250)
        assert isla.password_hash is None
        actor = people_queries.actor(isla.id, world.clock.now)
        assert actor is not None
        assert [one.supervisor for one in actor.supervised_by] == ["Una"]
        assert actor.roles == {"practitioner"}
        mails = db.session.scalars(
            select(OutgoingMail.kind).where(OutgoingMail.person_id == isla.id)
        ).all()
        assert "invitation" in mails
    with found(world, "una.kerr") as una:
        assert outcome.unmailed == [una.id]
        actor = people_queries.actor(una.id, world.clock.now)
        assert actor is not None
        assert [one.team for one in actor.memberships] == ["Shoreside"]
        assert actor.roles == {"leader"}
    with world.reading("tomasz") as actor:
        assert [one.team for one in actor.memberships] == ["Birchwood"]
        assert [one.supervisor for one in actor.supervised_by] == ["Priya"]
    assert [(one[0], one[3], one[4]) for one in outcome.remains] == [
        (5, "leaver", "2026-12-31"),
        (6, "role", "administrator"),
    ]
    with world.reading("callum") as actor:
        assert db.session.get_one(Person, actor.person_id).left_on is None
    with world.reading("rhona") as actor:
        assert "administrator" not in actor.roles
    with world.app.app_context():
        assert audit.broken_at(world.ids["lochside"]) is None


def test_twice_changes_nothing(world: World) -> None:
    carry_out(world, FILE, make_teams=True)
    tables = (Person, TeamMembership, RoleGrant, SupervisionRelation, Team)
    before = count(world, *tables)
    assert kinds(world, FILE, make_teams=True) == [*["same"] * 3, "proposed", "proposed"]
    assert carry_out(world, FILE, make_teams=True).counts == {"same": 3, "proposed": 2}
    assert count(world, *tables) == before


def test_one_team_is_made_for_all_who_join_it(world: World) -> None:
    data = table(
        *(
            [f"Person {word(n)}", f"p{n}@lochside.example", team, "New service"]
            for n, team in enumerate(["Shoreside", "SHORESIDE", "shoreside", "Hillside"])
        )
    )
    before = count(world, Team)[0]
    assert carry_out(world, data, make_teams=True).counts == {"new": 4}
    assert count(world, Team)[0] == before + 2


def test_rows_are_erased_when_it_is_done(world: World) -> None:
    import_id = bring(world, FILE)
    importing.work_off(world.app, begun(world, import_id), pause=0)
    with world.reading("sandy") as actor:
        row = queries.get(actor, import_id)
        assert (row.state, row.rows, row.claimed_at) == ("done", None, None)
        assert row.finished_at is not None


def test_a_newer_file_takes_the_place_of_one_that_waits(world: World) -> None:
    first = bring(world, FILE)
    bring(world, FILE)
    with world.reading("sandy") as actor:
        row = queries.get(actor, first)
        assert (row.state, row.rows) == ("set_aside", None)


def test_rows_with_something_to_put_right_are_left_out(world: World) -> None:
    data = table(
        ["Isla Gunn", "isla@lochside.example", "No such team"],
        ["Una Kerr", "oona@harbour.example"],
        ["Rory Innes", "rory@lochside.example"],
    )
    assert carry_out(world, data).counts == {"problem": 2, "new": 1}
    with found(world, "isla@lochside.example") as isla:
        assert isla is None


def test_each_row_is_asked_about_again(world: World) -> None:
    """What has changed since it was looked at is left out and said, and nothing else of it done."""
    data = table(
        ["Isla Gunn", "isla@lochside.example", "Lochside"],
        ["Una Kerr", "una@lochside.example", "Birchwood", "", "", "Isla Gunn"],
    )
    import_id = bring(world, data)
    with world.acting("sandy"):
        team = db.session.get_one(Team, world.teams["Lochside"])
        team.closed_on = world.clock.now.date() - timedelta(days=1)
    importing.work_off(world.app, begun(world, import_id), pause=0)
    outcome = outcome_of(world, import_id)
    assert outcome.counts == {"problem": 2}
    assert {one[2] for one in outcome.left} == {"team", "supervisor"}
    assert count(world, Person)[0] == len(world_people(world))


def world_people(world: World) -> list[str]:
    not_people = {"lochside", "harbour"}
    return [name for name in world.ids if name not in not_people]


def test_a_row_is_whole_or_not_at_all(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any) -> None:
        raise Refused({"supervisor": "This cannot be now"})

    monkeypatch.setattr(applying.AtHand, "_supervisor", refuse)
    outcome = carry_out(world, FILE, make_teams=True)
    assert outcome.counts == {"problem": 3, "proposed": 2}
    with found(world, "una.kerr") as una:
        assert una is None
    with world.reading("tomasz") as actor:
        assert [one.team for one in actor.memberships] == ["Lochside"]


def test_killed_in_the_middle_it_goes_on(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    data = table(*([f"Person {word(n)}", f"p{n}@lochside.example"] for n in range(60)))
    import_id = bring(world, data)
    claimed = begun(world, import_id)
    rounds = iter([True, False])
    assert not importing.work_off(world.app, claimed, pause=0, going_on=lambda: next(rounds))
    before = count(world, Person)[0]
    assert 0 < claimed.done_rows < 60
    assert before == len(world_people(world)) + claimed.done_rows

    failing = claim(world, import_id)
    real = services.advance

    def die(*_args: Any, **_more: Any) -> bool:
        raise RuntimeError("the power goes")

    monkeypatch.setattr(working.services, "advance", die)
    assert not importing.work_off(world.app, failing, pause=0)
    assert count(world, Person)[0] == before
    monkeypatch.setattr(working.services, "advance", real)

    again = claim(world, import_id)
    assert importing.work_off(world.app, again, pause=0)
    assert count(world, Person)[0] == len(world_people(world)) + 60
    assert outcome_of(world, import_id).counts == {"new": 60}


def claim(world: World, import_id: uuid.UUID) -> services.Claimed:
    with world.acting("sandy") as actor:
        claimed = services.claim(import_id, actor.now)
    assert claimed is not None
    return claimed


def word(n: int) -> str:
    """A name without figures, another for each number."""
    letters = "abcdefghijklmnopqrst"
    return "".join(letters[int(digit)] for digit in str(n)).capitalize() + "ley"


def test_of_two_workers_one_has_it(world: World) -> None:
    import_id = bring(world, FILE)
    first = begun(world, import_id)
    with world.acting("sandy") as actor:
        assert services.claim(import_id, actor.now) is None
        with pytest.raises(Refused):
            services.go_on(actor, queries.get(actor, import_id))
    world.clock.advance(seconds=61)
    second = claim(world, import_id)
    assert not importing.work_off(world.app, first, pause=0)
    assert importing.work_off(world.app, second, pause=0)


def test_it_stops_when_the_right_is_gone(world: World) -> None:
    import_id = bring(world, FILE)
    claimed = begun(world, import_id)
    with world.acting("sandy") as actor:
        grant = db.session.scalar(select(RoleGrant).where(RoleGrant.person_id == actor.person_id))
        assert grant is not None
        grant.to_date = actor.today - timedelta(days=1)
    assert not importing.work_off(world.app, claimed, pause=0)
    with found(world, "isla@lochside.example") as isla:
        assert isla is None


@pytest.mark.parametrize("who", ["callum", "noor", "agnes", "eilidh"])
def test_nobody_else_may(world: World, who: str) -> None:
    import_id = bring(world, FILE)
    with world.reading(who) as actor:
        with pytest.raises(Forbidden):
            importing.look(actor, "people.csv", FILE)
        with pytest.raises(NotFound):
            queries.get(actor, import_id)


def test_another_administrator_sees_it_and_does_not_carry_it_out(world: World) -> None:
    import_id = bring(world, FILE)
    with world.acting("sandy") as actor:
        hamish = db.session.get_one(Person, world.ids["hamish"])
        db.session.add(
            RoleGrant(
                organisation_id=actor.organisation_id,
                person_id=hamish.id,
                role="administrator",
                from_date=actor.today,
            )
        )
    with world.reading("hamish") as actor:
        brought = queries.get(actor, import_id)
        with pytest.raises(Forbidden):
            services.begin(actor, brought, Outcome().to_json())
        with pytest.raises(Forbidden):
            services.set_aside(actor, brought)


def test_a_large_file_beside_others(world: World) -> None:
    """10,000 rows: how long it takes is printed, and how long somebody else waits meanwhile."""
    rows = (
        [
            f"{word(n)} {word(n // 7)}",
            f"p{n}@lochside.example",
            "Lochside" if n % 2 else "Birchwood",
            *("", "", "" if n % 9 else "Morag of Lochside", "35"),
        ]
        for n in range(MANY)
    )
    data = table(*rows)
    started = time.perf_counter()
    import_id = bring(world, data)
    looked = time.perf_counter() - started
    claimed = begun(world, import_id)
    waits: list[float] = []
    stop = threading.Event()
    beside = threading.Thread(target=_beside, args=(world, stop, waits.append))
    beside.start()
    until = time.monotonic() + 6
    started = time.perf_counter()
    importing.work_off(world.app, claimed, going_on=lambda: time.monotonic() < until)
    took = time.perf_counter() - started
    stop.set()
    beside.join()
    done = claimed.done_rows
    print(
        f"\n{world.app.config['SQLALCHEMY_DATABASE_URI'].partition(':')[0]}: looked at {MANY:,} "
        f"rows in {looked:.1f} s; {done} rows in {took:.1f} s, so all in {took * MANY / done:.0f} "
        f"s; {len(waits)} writes beside it, the longest {max(waits) * 1000:.0f} ms"
    )
    assert done > 0
    assert count(world, PeopleImport) == [1]
    assert json.loads(claimed.outcome)["counts"]["new"] == done


def _beside(world: World, stop: threading.Event, note: Callable[[float], None]) -> None:
    """Somebody who saves something every now and then."""
    while not stop.wait(0.05):
        started = time.perf_counter()
        with world.app.app_context():
            unit_of_work.writing()
            db.session.get_one(Person, world.ids["callum"]).mail_when_waiting = True
            db.session.commit()
        note(time.perf_counter() - started)
