"""Handing a person over, deleting an own draft, and choosing outcomes from several frameworks."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from supervision import audit
from supervision.access.actor import Actor
from supervision.domain.refusals import Forbidden, NotFound, Refused
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.audit import AuditEntry
from supervision.models.recordings import FrameworkOutcome, PersonReference, PersonReferenceHolder
from supervision.queries import colleagues
from supervision.queries import recordings as queries
from supervision.services import recordings as services
from tests.services.recorded import WORDS, framework, let_hold, recorded, review, written
from tests.worlds import World


def code_of(world: World, key: Any) -> str:
    with world.reading("callum") as actor:
        code, _ = queries.about(actor, queries.get(actor, key))
        audit.pending_reads().clear()
    return code


def hand(world: World, code: str, giver: str, taker: str, *, keep: bool = False) -> None:
    with world.acting(giver) as actor:
        reference = queries.person(actor, code)
        colleague = colleagues.colleague(actor, world.ids[taker])
        services.hand_over(
            actor,
            reference,
            colleague.id,
            keep=keep,
            holds=queries.holds_reference(actor, reference),
            works_here=True,
        )


def holders(actor: Actor, code: str) -> list[tuple[str, date, date | None]]:
    rows = queries.held_by(actor, queries.person(actor, code))
    return [(row.name, row.from_date, row.to_date) for row in rows]


def handings() -> int:
    verbs = db.session.scalars(select(AuditEntry.verb))
    return sum(verb == "handed_over" for verb in verbs)


def test_whoever_hands_over_has_today_and_keeps_their_own(world: World) -> None:
    key = recorded(world)
    code = code_of(world, key)
    hand(world, code, "callum", "kirsty")
    with world.reading("kirsty") as actor:
        today = actor.today
        assert holders(actor, code) == [("Callum", today, today), ("Kirsty", today, None)]
        assert queries.get(actor, key)
        [row] = queries.handed(actor)
        assert (row.code, row.from_date, row.before) == (code, today, ("Callum",))
        audit.pending_reads().clear()
        assert handings() == 1
    theirs = recorded_about(world, "kirsty", code)
    with world.reading("callum") as actor:
        assert queries.get(actor, theirs)
        audit.pending_reads().clear()
    world.clock.advance(days=1)
    with world.reading("callum") as actor:
        assert queries.get(actor, key)
        with pytest.raises(NotFound):
            queries.get(actor, theirs)
        assert queries.references(actor) == ()
        reference = queries.person(actor, code)  # there is something of their own to read
        assert [row.id for row in queries.about_person(actor, reference).rows] == [key]
        with pytest.raises(Forbidden):
            hand(world, code, "callum", "tomasz")
    world.clock.advance(days=13)
    with world.reading("kirsty") as actor:
        assert queries.handed(actor) == ()


def recorded_about(world: World, name: str, code: str) -> uuid.UUID:
    key = new_key()
    with world.acting(name) as actor:
        recording = services.write(actor, key, words=WORDS, reference=queries.person(actor, code))
        services.record(actor, recording)
    return key


def test_keeping_it_ends_nothing(world: World) -> None:
    code = code_of(world, recorded(world))
    hand(world, code, "callum", "kirsty", keep=True)
    with world.reading("callum") as actor:
        assert [row[2] for row in holders(actor, code)] == [None, None]


def test_the_same_handing_over_twice_is_one(world: World) -> None:
    code = code_of(world, recorded(world))
    hand(world, code, "callum", "kirsty")
    hand(world, code, "callum", "kirsty")
    with world.reading("callum") as actor:
        assert len(holders(actor, code)) == 2
        assert handings() == 1
        assert len(db.session.scalars(select(PersonReferenceHolder)).all()) == 2


def test_handing_it_back_on_the_same_day_lets_it_go_on(world: World) -> None:
    code = code_of(world, recorded(world))
    hand(world, code, "callum", "kirsty")
    hand(world, code, "kirsty", "callum")
    with world.reading("callum") as actor:
        today = actor.today
        assert holders(actor, code) == [("Callum", today, None), ("Kirsty", today, today)]


def test_a_colleague_who_holds_it_already_goes_on_alone(world: World) -> None:
    key = recorded(world)
    let_hold(world, key, "callum", "kirsty")
    code = code_of(world, key)
    hand(world, code, "callum", "kirsty")
    world.clock.advance(days=1)
    with world.reading("kirsty") as actor:
        assert [row[0] for row in holders(actor, code)] == ["Kirsty"]


@pytest.mark.parametrize(("holds", "works_here"), [(False, True), (True, False), (False, False)])
def test_only_a_holder_hands_over_and_only_to_someone_here(
    world: World, holds: bool, works_here: bool
) -> None:
    code = code_of(world, recorded(world))
    with world.reading("callum") as actor, pytest.raises(Forbidden):
        services.hand_over(
            actor,
            queries.person(actor, code),
            world.ids["kirsty"],
            keep=False,
            holds=holds,
            works_here=works_here,
        )


def test_nobody_hands_over_to_themselves_or_to_another_organisation(world: World) -> None:
    code = code_of(world, recorded(world))
    with world.reading("callum") as actor:
        reference = queries.person(actor, code)
        with pytest.raises(Refused) as refused:
            services.hand_over(
                actor, reference, actor.person_id, keep=True, holds=True, works_here=True
            )
        assert set(refused.value.problems) == {"colleague"}
        for name in ("oona", "callum", "bram", "sandy"):
            with pytest.raises(NotFound):
                colleagues.colleague(actor, world.ids[name])
        stranger = replace(actor, organisation_id=world.ids["harbour"])
        with pytest.raises(Forbidden):
            services.hand_over(
                stranger, reference, world.ids["oona"], keep=True, holds=True, works_here=True
            )


def test_a_person_is_found_by_those_who_read_about_them(world: World) -> None:
    code = code_of(world, recorded(world))
    for name in ("callum", "morag", "priya"):
        with world.reading(name) as actor:
            assert queries.person(actor, code.lower()).code == code
    for name in ("kirsty", "tomasz", "eilidh", "oona", "sandy", "noor"):
        with world.reading(name) as actor, pytest.raises(NotFound):
            queries.person(actor, code)
    with world.reading("callum") as actor, pytest.raises(NotFound):
        queries.person(actor, "nonsense")


def test_reviews_have_readers_of_their_own_by_name(world: World) -> None:
    key = recorded(world)
    let_hold(world, key, "callum", "kirsty")
    with world.acting("kirsty") as actor:
        review(actor, queries.get(actor, key), new_key())
    with world.reading("callum") as actor:
        recording = queries.get(actor, key)
        kirsty = {world.ids["kirsty"]: "Kirsty"}
        assert queries.readers_by_author(actor, kirsty, recording.person_reference_id) == {
            "Kirsty": ("Kirsty", "Fergus")
        }
        assert queries.readers_by_author(actor, {}, recording.person_reference_id) == {}


def test_an_own_draft_is_deleted_and_brought_back(world: World) -> None:
    key = written(world)
    with world.acting("callum") as actor:
        services.delete(actor, queries.get(actor, key))
    with world.reading("callum") as actor:
        with pytest.raises(NotFound):
            queries.get(actor, key)
        assert not queries.mine(actor)
        [row] = queries.deleted(actor)
        assert (row.id, row.title, row.deleted_at) == (key, WORDS["what_matters"], actor.now)
    for name in ("morag", "kirsty", "oona"):
        with world.reading(name) as actor:
            assert queries.deleted(actor) == ()
            with pytest.raises(NotFound):
                queries.deleted_one(actor, key)
    world.clock.advance(days=29)
    with world.acting("callum") as actor:
        services.restore(actor, queries.deleted_one(actor, key))
    with world.reading("callum") as actor:
        assert services.spoken(queries.get(actor, key)) == WORDS
        with pytest.raises(Forbidden):
            services.restore(actor, queries.get(actor, key))
        assert {"deleted", "restored"} <= set(db.session.scalars(select(AuditEntry.verb)))


def test_after_thirty_days_it_does_not_come_back(world: World) -> None:
    key = written(world)
    with world.acting("callum") as actor:
        services.delete(actor, queries.get(actor, key))
    world.clock.advance(days=30, seconds=1)
    with world.reading("callum") as actor:
        assert queries.deleted(actor) == ()
        with pytest.raises(NotFound):
            queries.deleted_one(actor, key)


def test_what_is_recorded_stays(world: World) -> None:
    key = recorded(world)
    with world.reading("callum") as actor, pytest.raises(Forbidden):
        services.delete(actor, queries.get(actor, key))


def test_three_frameworks_and_the_one_for_people_first(world: World) -> None:
    with world.reading("callum"):
        codes = [one.code for one in queries.frameworks()]
        assert codes == [
            "talking-points-people",
            "talking-points-care-homes",
            "talking-points-carers",
        ]
        assert [one.verified for one in queries.frameworks()] == [True, False, True]
        unsure = db.session.scalars(
            select(FrameworkOutcome.name).where(~FrameworkOutcome.verified)
        ).all()
        assert len(unsure) == 8


def test_what_was_chosen_of_an_older_edition_stays_on_offer(world: World) -> None:
    with world.reading("callum"):
        old = queries.frameworks()[0].groups[0].outcomes[0]
        given = framework()
        services.import_framework(replace(given, version="2030"))
        assert len(queries.frameworks()) == 3
        *_, last = queries.frameworks([old.id])
        assert [one for group in last.groups for one in group.outcomes] == [old]


def test_a_reference_of_another_organisation_is_never_met(world: World) -> None:
    code = code_of(world, recorded(world))
    with world.acting("oona") as actor:
        letters = iter(code)
        services.new_reference(actor, lambda _: next(letters))
    with world.reading("oona") as actor:
        row = queries.person(actor, code)
        assert row.organisation_id == world.ids["harbour"]
    with world.reading("callum") as actor:
        assert queries.person(actor, code).organisation_id == world.ids["lochside"]
        assert len(db.session.scalars(select(PersonReference)).all()) == 2
        assert holders(actor, code) == [("Callum", actor.today, None)]
