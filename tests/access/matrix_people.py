"""What belongs to a person alone: their details and password, their sign-ins, and what they had
typed when one ran out; and a supervision relation, in which the two of today plan sessions.

Nobody reads another's sign-ins or kept forms, whatever their role, and nobody ends another's or
changes how another is called. The pages on which each does so for themselves are in matrix_account.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import url_for
from sqlalchemy import select

from supervision import unit_of_work
from supervision.access import people as access
from supervision.access import sessions as session_rules
from supervision.access.actor import Actor, Relation
from supervision.domain.refusals import Forbidden, NotFound
from supervision.extensions import db
from supervision.models.people import Person, SupervisionRelation
from supervision.models.sign_ins import SignIn
from supervision.queries import account, kept
from supervision.queries import people as queries
from supervision.services import account as own
from supervision.services import kept as keeping
from supervision.services import people
from tests.access.doors import Door, Shown
from tests.access.matrix import Action, Matrix, Thing
from tests.access.rules import About
from tests.worlds import World

TABLE = """
callum's account                 | change it     | callum       |
callum's sign-in                 | end it, see it | callum       |
callum's kept form               | find it again | callum       |
callum's kept form, another page | find it again |              |
a relation of today, with morag  | plan in it    | callum morag |
                                 | be offered it | callum morag |
a relation that ended, with jean | plan in it    |              |
a relation of bram, who left     | plan in it    | morag        |
                                 | be offered it | morag        |
"""

HOUR = timedelta(hours=1)


def a_sign_in(world: World) -> Thing:
    thing = Thing()
    with world.app.app_context():
        unit_of_work.writing()
        token = people.begin_sign_in(world.ids["callum"], world.ids["lochside"], world.clock.now)
        db.session.commit()
        key = db.session.scalar(
            select(SignIn.id).where(SignIn.token_hash == queries.token_hash(token))
        )
    assert key is not None
    thing.words["token"], thing.keys["sign_in_id"] = token, key
    return thing


def addressed(make: Callable[[World], Thing]) -> Callable[[World], Thing]:
    """A state whose thing has a key for the address of a sign-in; of none, if it made none."""

    def made(world: World) -> Thing:
        thing = make(world)
        thing.keys.setdefault("sign_in_id", uuid.uuid4())
        return thing

    return made


def callums_account(world: World) -> Thing:
    return Thing({"person_id": world.ids["callum"]})


def a_kept_form(world: World, path: str = "/reflections/new") -> Thing:
    thing = Thing(words={"typed": "Saxifrage between the stones"})
    with world.app.test_request_context():
        assert url_for("reflections.write") == "/reflections/new"
    with world.acting("callum") as actor:
        fields = [("happened", thing.words["typed"]), ("ask", "none"), ("about", "none")]
        thing.keys["kept"] = keeping.over_sign_in(actor, path, fields)
    return thing


def a_relation(world: World, supervisor: str, supervisee: str) -> Thing:
    return Thing({"relation_id": world.relations[supervisor, supervisee]})


def _ends(actor: Actor, thing: Thing) -> bool:
    """Whether ending the sign-in of this token ends it; undone afterwards."""
    if "token" not in thing.words:
        return False
    before = queries.sign_in(thing.words["token"], actor.now, HOUR, HOUR)
    assert before is not None and before.live
    people.end_sign_in(actor, thing.words["token"])
    ended = db.session.get_one(SignIn, before.id, populate_existing=True).ended_at
    db.session.rollback()
    return ended is not None


def _ends_by_key(actor: Actor, thing: Thing) -> bool:
    """The same, by its key, as the page of sign-ins does it."""
    try:
        row = account.sign_in(actor, thing.keys["sign_in_id"])
        own.end(actor, row)
    except (NotFound, Forbidden):
        return False
    finally:
        db.session.rollback()
    return True


def _listed(actor: Actor, thing: Thing) -> bool:
    rows = account.sign_ins(actor, HOUR, HOUR)
    return thing.keys["sign_in_id"] in {row.id for row in rows}


def _changes(actor: Actor, thing: Thing) -> bool:
    """Whether the rule lets the actor change how this person is called."""
    if "person_id" not in thing.keys:
        return False
    return access.can_change_details(actor, db.session.get_one(Person, thing.keys["person_id"]))


def _renames(actor: Actor, thing: Thing) -> bool:
    if "person_id" not in thing.keys:
        return False
    try:
        own.rename(actor, db.session.get_one(Person, thing.keys["person_id"]), "Somebody")
    except Forbidden:
        return False
    finally:
        db.session.rollback()
    return True


def _ends_one(actor: Actor, thing: Thing) -> bool:
    """Whether the rule lets the actor end this sign-in."""
    row = db.session.get(SignIn, thing.keys["sign_in_id"])
    return row is not None and access.can_end(actor, row)


def _kept(actor: Actor, thing: Thing) -> bool:
    key = thing.keys.get("kept")
    return key is not None and bool(kept.form(actor, key, "/reflections/new"))


def _plans(actor: Actor, thing: Thing) -> bool:
    """Whether the rule lets the actor plan in a relation, whoever names it."""
    if "relation_id" not in thing.keys:
        return False
    row = db.session.get_one(SupervisionRelation, thing.keys["relation_id"])
    alive = [r for r in (*actor.supervises, *actor.supervised_by) if r.id == row.id]
    named = Relation(row.id, row.supervisor_id, row.supervisee_id, row.function, "", "")
    return session_rules.can_plan(actor, alive[0] if alive else named)


def _relation(thing: Thing) -> dict[str, Any]:
    return {"relation": thing.keys.get("relation_id", "")}


def _date(thing: Thing) -> dict[str, Any]:
    day = {"date-day": "1", "date-month": "12", "date-year": "2026"}
    return {**_relation(thing), **day, "time": "2 pm", "minutes": "60"}


STATES: dict[str, Callable[[World], Thing]] = {
    "callum's account": callums_account,
    "callum's sign-in": a_sign_in,
    "callum's kept form": a_kept_form,
    "callum's kept form, another page": lambda world: a_kept_form(world, "/outcomes/new"),
    "a relation of today, with morag": lambda world: a_relation(world, "morag", "callum"),
    "a relation that ended, with jean": lambda world: a_relation(world, "jean", "callum"),
    "a relation of bram, who left": lambda world: a_relation(world, "morag", "bram"),
}

MATRIX = Matrix(
    noun="people",
    key="",
    tables=frozenset({"people", "sign_ins", "supervision_relations"}),
    states={name: addressed(make) for name, make in STATES.items()},
    actions={
        "change it": Action(About(access.can_change_details, _changes), listed=(_renames,)),
        "see it": Action(listed=(_listed,), http=(Shown("account.sign_ins", "sign_in_id"),)),
        "end it": Action(
            About(access.can_end, _ends_one),
            listed=(_ends, _ends_by_key),
            http=(Door("account.end_sign_in", "POST"),),
        ),
        "find it again": Action(
            listed=(_kept,),
            http=(
                Shown(
                    "reflections.write",
                    "typed",
                    query=lambda thing: {"kept": thing.keys.get("kept", "")},
                ),
            ),
        ),
        "be offered it": Action(http=(Shown("sessions.plan", "relation_id"),)),
        "plan in it": Action(
            About(session_rules.can_plan, _plans),
            http=(
                Door(
                    "sessions.plan",
                    "POST",
                    _date,
                    form="sessions.plan",
                    nothing=frozenset({403, 404, 422}),
                ),
            ),
        ),
    },
    table=TABLE,
)
