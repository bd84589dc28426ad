"""[Z18] What one administrator cannot do alone: it waits, another one agrees, it is done once."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from supervision.domain.refusals import Forbidden, NotFound
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.administration import SecondLook
from supervision.models.audit import AuditEntry
from supervision.models.mails import OutgoingMail
from supervision.models.people import Person, SupervisionRelation
from supervision.queries import recordings, reflections, sessions
from supervision.queries import second_looks as queries
from supervision.queries.directory_waiting import waiting
from supervision.services import people, standing
from supervision.services import second_looks as services
from tests.access import making, making_sessions
from tests.foundation.steps import listening
from tests.services.several_administrators import administrators, hexes, person, roles_of
from tests.worlds import World

DAY = timedelta(days=1)


def asked_role(world: World, name: str = "sandy", role: str = "curator", by: str = "sandy") -> Any:
    with world.acting(by) as actor:
        what = {"role": role, "from": actor.today.isoformat(), "to": None}
        look = services.ask(actor, "role", what, "It is needed", person(world, name))
        return look.id


def asked_to_supervise(world: World) -> Any:
    with world.acting("sandy") as actor:
        what = hexes(world, "sandy", "callum", **{"from": actor.today.isoformat()})
        return services.ask(actor, "relation", what, "Somebody has to", person(world, "sandy")).id


def answer(world: World, name: str, look: uuid.UUID, said: str = "agree", **more: str) -> Any:
    path = f"/second-looks/{look}"
    return world.client(name).send(path, look=said, **more)


def state(world: World, look: uuid.UUID) -> str:
    with world.app.app_context():
        found = db.session.get_one(SecondLook, look).state
        db.session.rollback()
        return found


def told(world: World, **others: uuid.UUID) -> set[str]:
    """Args: `others` are people who are not of the world."""
    with world.app.app_context():
        statement = select(OutgoingMail.person_id).where(OutgoingMail.kind == "standing")
        ids = set(db.session.scalars(statement))
    return {name for name, key in {**world.ids, **others}.items() if key in ids}


def test_an_administrator_who_wants_to_supervise_waits_and_everyone_is_told(world: World) -> None:
    """The whole of Z18: asked for, nothing opens; agreed, it holds and those affected are told."""
    administrators(world)
    recorded = making.recording(world, "callum").keys["recording_id"]
    shared = making.reflection(world, "callum", share_with="morag").keys["reflection_id"]
    session = making_sessions.signed(world).keys["session_id"]

    def opens_nothing() -> None:
        with world.reading("sandy") as actor:
            assert not actor.practises
            for query, key in (
                (recordings.get, recorded),
                (reflections.get, shared),
                (sessions.get, session),
            ):
                with pytest.raises(NotFound):
                    query(actor, key)

    look = asked_to_supervise(world)
    opens_nothing()
    assert told(world) == set()
    world.clock.advance(hours=1)
    assert answer(world, "agnes", look, words="Only until spring").status_code == 302
    assert state(world, look) == "agreed"
    assert told(world) == {"sandy", "callum"}
    with world.reading("sandy") as actor:
        assert [one.supervisee for one in actor.supervises] == ["Callum"]
        row = db.session.get_one(SupervisionRelation, look)
        assert (row.given_by, row.reason) == (world.ids["sandy"], "Somebody has to")
        for query, key in ((reflections.get, shared), (sessions.get, session)):
            with pytest.raises(NotFound):
                query(actor, key)
    page = world.client("callum").get("/account/what-i-see").text
    for words in ("Given by Sandy of Lochside", "Agnes of Lochside agreed to it.", "Somebody has"):
        assert words in page, words
    verbs = {"asked", "agreed", "added"}
    with world.app.app_context():
        statement = select(AuditEntry.verb).where(AuditEntry.thing_id == look)
        assert set(db.session.scalars(statement)) == verbs


@pytest.mark.parametrize("name", ["sandy", "morag", "eilidh", "callum", "oona", "cora"])
def test_whoever_asked_and_whoever_is_no_administrator_cannot_agree(
    world: World, name: str
) -> None:
    administrators(world)
    look = asked_role(world)
    assert answer(world, name, look).status_code in (403, 404)
    assert state(world, look) == "waiting"
    with world.reading(name) as actor, pytest.raises(Forbidden):
        services.agree(actor, db.session.get_one(SecondLook, look))


def test_whoever_would_get_it_cannot_agree(world: World) -> None:
    administrators(world)
    look = asked_role(world, "agnes", "administrator")
    with world.reading("agnes") as actor, pytest.raises(Forbidden):
        services.agree(actor, db.session.get_one(SecondLook, look))
    with world.reading("agnes") as actor, pytest.raises(Forbidden):
        services.decline(actor, db.session.get_one(SecondLook, look))


def test_governance_sees_it_and_answers_nothing(world: World) -> None:
    administrators(world, "agnes")
    look = asked_role(world)
    client = world.client("noor")
    assert client.get(f"/second-looks/{look}").status_code == 200
    assert "Agree to this" not in client.get(f"/second-looks/{look}").text
    assert answer(world, "noor", look).status_code == 403
    assert state(world, look) == "waiting"


def test_declining_and_taking_back_change_nothing(world: World) -> None:
    administrators(world)
    declined, taken = asked_role(world), asked_role(world, role="leader")
    assert answer(world, "agnes", declined, "decline", words="Ask Grace").status_code == 302
    assert world.client("sandy").send(f"/second-looks/{taken}/withdrawal").status_code == 302
    assert (state(world, declined), state(world, taken)) == ("declined", "withdrawn")
    assert set(_roles(world, "sandy")) == {"administrator"}
    for look in (declined, taken):
        assert answer(world, "noor", look).status_code == 422
    assert world.client("agnes").send(f"/second-looks/{taken}/withdrawal").status_code == 422
    assert "Ask Grace" in world.client("sandy").get(f"/second-looks/{declined}").text


def test_nobody_takes_back_what_another_asked_for(world: World) -> None:
    administrators(world)
    look = asked_role(world)
    assert world.client("agnes").send(f"/second-looks/{look}/withdrawal").status_code == 403
    assert state(world, look) == "waiting"


@pytest.mark.parametrize("how", ["role ended", "left", "shut out"])
def test_it_lapses_when_the_asker_is_no_administrator_any_more(world: World, how: str) -> None:
    administrators(world)
    look = asked_role(world, "callum", "administrator")
    with world.acting("agnes") as actor:
        sandy = person(world, "sandy")
        if how == "role ended":
            grant = roles_of(world, "sandy")["administrator"]
            standing.end_role(actor, sandy, grant, actor.today - DAY, "Gone")
        elif how == "left":
            sandy.left_on = actor.today - DAY
        else:
            sandy.shut_out_at = actor.now
    response = answer(world, "noor", look)
    assert response.status_code == 422
    assert "no longer an administrator" in response.text
    assert set(_roles(world, "callum")) == {"practitioner"}
    assert answer(world, "noor", look, "decline").status_code == 302


def test_the_right_to_agree_is_that_of_the_moment(world: World) -> None:
    """An Actor that was an administrator a moment ago agrees to nothing."""
    administrators(world)
    look = asked_role(world)
    with world.reading("agnes") as agnes:
        pass
    with world.acting("sandy") as actor:
        grant = roles_of(world, "agnes")["administrator"]
        grant.to_date = actor.today - DAY
    with world.reading("noor"), pytest.raises(Forbidden):
        services.agree(agnes, db.session.get_one(SecondLook, look))


def test_what_has_become_impossible_is_undone_with_the_agreement(world: World) -> None:
    administrators(world)
    look = asked_to_supervise(world)
    with world.acting("agnes") as actor:
        person(world, "callum").left_on = actor.today - DAY
    response = answer(world, "agnes", look, words="Fine by me")
    assert response.status_code == 422
    assert "does not work here" in response.text
    assert "Fine by me" in response.text, "what was typed is there"
    assert state(world, look) == "waiting"


def test_a_made_up_person_opens_nothing_by_one_administrator_alone(world: World) -> None:
    """Somebody added lately as a supervisor of somebody who has been here waits for another look,
    for 90 days. After them it cannot be kept from those whom it is about: they are told by name, by
    mail and on Home, and everyone who looks after people sees it (docs/decisions)."""
    with world.acting("sandy") as actor:
        made_up = people.add_person(actor, "Pat Other", "Pat", "pat-other", None, actor.today)
        pat = made_up.id
        standing.give_role(actor, new_key(), made_up, "practitioner", actor.today, None, "New here")
        new = people.add_person(actor, "Kim New", "Kim", "kim-new", None, actor.today)
        wanted = standing.Wanted(made_up, new, "line", actor.today)
        standing.relate(actor, new_key(), wanted, "Both are new, and nothing is written yet")
    for days in (0, 89):
        world.clock.advance(days=days)
        with world.reading("sandy") as actor:
            made_up = db.session.get_one(Person, pat)
            wanted = standing.Wanted(made_up, person(world, "callum"), "line", actor.today)
            with pytest.raises(Forbidden):
                standing.relate(actor, new_key(), wanted, "Pat is here now")
    world.clock.advance(days=1)
    with world.acting("sandy") as actor:
        made_up = db.session.get_one(Person, pat)
        wanted = standing.Wanted(made_up, person(world, "callum"), "line", actor.today)
        standing.relate(actor, new_key(), wanted, "Pat is here now")
    assert "callum" in told(world, pat=pat)
    world.clock.advance(hours=1)
    page = world.client("callum").get("/account/what-i-see").text
    assert "Line supervision by Pat Other" in page
    assert "Given by Sandy of Lochside" in page
    seen = world.client("noor").get("/who-supervises-whom").text
    assert "Two line supervisors at once" in seen


def test_lists_hold_25_and_as_many_statements_whatever_waits(world: World) -> None:
    administrators(world)
    asked_role(world, role="leader")

    def statements() -> int:
        with world.reading("agnes") as actor, listening(world) as heard:
            queries.waiting(actor)
            queries.answered(actor)
        return len(heard.lines)

    few = statements()
    with world.acting("sandy") as actor:
        for _ in range(60):
            what = {"role": "curator", "from": actor.today.isoformat(), "to": None}
            services.ask(actor, "role", what, "Again", person(world, "sandy"))
    assert statements() == few
    with world.reading("agnes") as actor:
        first = queries.waiting(actor)
        second = queries.waiting(actor, first.earlier)
        assert len(first.rows) == len(second.rows) == 25
        assert not {row.id for row in first.rows} & {row.id for row in second.rows}


def _roles(world: World, name: str) -> dict[str, uuid.UUID]:
    with world.reading("callum"):
        return {role: row.id for role, row in roles_of(world, name).items()}


def test_what_waits_is_what_one_may_answer(world: World) -> None:
    administrators(world, "agnes", "grace")
    with world.acting("sandy") as actor:
        services.ask(actor, "role", {}, "Somebody has to", person(world, "callum"))
        services.ask(actor, "role", {}, "Somebody has to", person(world, "agnes"))
    expected = {"sandy": 0, "agnes": 1, "grace": 2, "callum": 0}
    for name, count in expected.items():
        with world.reading(name) as actor:
            assert waiting(actor).second_looks == count, name
