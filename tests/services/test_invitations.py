"""Inviting: who may, by what way, and what becomes of the links and mails before."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from supervision import unit_of_work
from supervision.domain.links import Purpose
from supervision.domain.refusals import Forbidden, Refused
from supervision.extensions import db
from supervision.models.administration import SecondLook
from supervision.models.audit import AuditEntry
from supervision.models.links import OneTimeLink
from supervision.models.mails import OutgoingMail
from supervision.models.people import Person, RoleGrant
from supervision.queries import invitations as queries
from supervision.queries.invitations import State
from supervision.services import invitations, people
from supervision.services import links as link_services
from tests.foundation.steps import changed, tables
from tests.worlds import World


def new(world: World, email: str = "una@lochside.example", begins_in: int = 0) -> uuid.UUID:
    """Una, who has no password yet."""
    with world.acting("sandy") as actor:
        day = actor.today + timedelta(days=begins_in)
        una = people.add_person(actor, "Una of Lochside", "Una", email, None, day)
        db.session.flush()
        key = una.id
    return key


def una() -> Person:
    return db.session.scalars(select(Person).where(Person.known_as == "Una")).one()


def printed(world: World, by: str = "sandy") -> str:
    with world.acting(by) as actor:
        return invitations.printed(actor, una())


def by_mail(world: World, by: str = "sandy") -> None:
    with world.acting(by) as actor:
        invitations.invite_by_mail(actor, una())


def state(world: World, token: str) -> State | None:
    with world.app.app_context():
        found = queries.of_token(token, world.clock.now)
        return found.state if found else None


def rows(world: World, table: type) -> list:
    with world.app.app_context():
        return list(db.session.scalars(select(table).order_by(table.id)))


class TestWho:
    @pytest.mark.parametrize("name", ["callum", "morag", "grace", "noor", "agnes", "eilidh"])
    def test_nobody_but_an_administrator(self, world: World, name: str) -> None:
        new(world)
        before = tables(world)
        for ask in (printed, by_mail):
            with pytest.raises(Forbidden):
                ask(world, name)
        with pytest.raises(Forbidden), world.acting(name) as actor:
            invitations.take_back(actor, una())
        assert changed(before, tables(world)) == set()

    def test_nobody_of_another_organisation(self, world: World) -> None:
        with pytest.raises(Forbidden), world.acting("sandy") as actor:
            invitations.printed(actor, db.session.get_one(Person, world.ids["oona"]))

    @pytest.mark.parametrize("name", ["callum", "bram"])
    def test_not_who_has_a_password_or_has_left(self, world: World, name: str) -> None:
        for invite in (invitations.printed, invitations.invite_by_mail):
            with pytest.raises(Refused), world.acting("sandy") as actor:
                invite(actor, db.session.get_one(Person, world.ids[name]))

    def test_a_name_gets_no_mail_and_a_printed_link(self, world: World) -> None:
        new(world, "una.night")
        with pytest.raises(Refused):
            by_mail(world)
        assert state(world, printed(world)) is State.OPEN


class TestOneHolds:
    def test_a_newer_link_ends_the_one_before(self, world: World) -> None:
        new(world)
        first, second = printed(world), printed(world)
        assert (state(world, first), state(world, second)) == (State.ENDED, State.OPEN)

    def test_mail_ends_a_printed_one_and_the_other_way_round(self, world: World) -> None:
        new(world)
        first = printed(world)
        by_mail(world)
        assert state(world, first) is State.ENDED
        (mail,) = rows(world, OutgoingMail)
        assert (mail.kind, mail.about_id) == ("invitation", world.ids["sandy"])
        second = printed(world)
        (mail,) = rows(world, OutgoingMail)
        assert mail.dropped_at is not None and mail.next_try_at is None
        assert state(world, second) is State.OPEN

    def test_taken_back(self, world: World) -> None:
        new(world)
        token = printed(world)
        with world.acting("sandy") as actor:
            invitations.take_back(actor, una())
        assert state(world, token) is State.ENDED

    def test_who_has_left_takes_none_up(self, world: World) -> None:
        new(world)
        token = printed(world)
        with world.acting("sandy") as actor:
            una().left_on = actor.today - timedelta(days=1)
        assert state(world, token) is State.LEFT

    @pytest.mark.parametrize("how", ["left", "no longer administrator"])
    def test_it_holds_no_longer_than_its_maker_may(self, world: World, how: str) -> None:
        new(world)
        token = printed(world)
        with world.acting("sandy") as actor:
            sandy = db.session.get_one(Person, world.ids["sandy"])
            if how == "left":
                sandy.left_on = actor.today - timedelta(days=1)
            else:
                grant = db.session.scalars(
                    select(RoleGrant).where(RoleGrant.person_id == sandy.id)
                ).one()
                grant.to_date = actor.today - timedelta(days=1)
        assert state(world, token) is State.MAKER

    def test_seven_days(self, world: World) -> None:
        new(world)
        token = printed(world)
        world.clock.advance(days=6, hours=23)
        assert state(world, token) is State.OPEN
        world.clock.advance(hours=1)
        assert state(world, token) is State.LATE

    def test_for_whoever_begins_later_from_their_first_day_on(self, world: World) -> None:
        new(world, begins_in=10)
        token = printed(world)
        assert state(world, token) is State.EARLY
        world.clock.advance(days=10)
        assert state(world, token) is State.OPEN
        world.clock.advance(days=6)
        assert state(world, token) is State.OPEN
        world.clock.advance(days=1)
        assert state(world, token) is State.LATE

    def test_mail_for_whoever_begins_later_waits(self, world: World) -> None:
        new(world, begins_in=10)
        by_mail(world)
        (mail,) = rows(world, OutgoingMail)
        assert mail.next_try_at.date() == date(2026, 12, 3)


class TestStanding:
    def test_whoever_looks_after_people_sees_who_is_invited(self, world: World) -> None:
        key = new(world)
        for how, until in ((by_mail, False), (printed, True)):
            how(world)
            for name in ("sandy", "noor"):
                with world.reading(name) as actor:
                    found = queries.standing_of(actor, [key, world.ids["callum"]])
                    assert set(found) == {key}
                    assert (found[key].until is not None) is until
            with world.reading("callum") as actor:
                assert queries.standing_of(actor, [key]) == {}

    def test_every_step_is_in_the_log(self, world: World) -> None:
        new(world)
        printed(world)
        with world.acting("sandy") as actor:
            invitations.take_back(actor, una())
        told = [(one.verb, one.actor_id) for one in rows_of_log(world)][-3:]
        sandy = world.ids["sandy"]
        assert told == [("invited", sandy), ("made", sandy), ("uninvited", sandy)]


def rows_of_log(world: World) -> list[AuditEntry]:
    with world.app.app_context():
        of_here = AuditEntry.organisation_id == world.ids["lochside"]
        return list(
            db.session.scalars(select(AuditEntry).where(of_here).order_by(AuditEntry.sequence))
        )


class TestSignedInBefore:
    """A printed link for somebody who has a password needs two administrators."""

    def look(self, world: World, **other: object) -> uuid.UUID:
        facts = {
            "need": "link",
            "person_id": world.ids["callum"],
            "what": "{}",
            "asked_by": world.ids["sandy"],
            "asked_at": world.clock.now,
            "state": "agreed",
            "answered_by": world.ids["noor"],
            "answered_at": world.clock.now,
            **other,
        }
        with world.app.app_context():
            unit_of_work.writing()
            row = SecondLook(organisation_id=world.ids["lochside"], **facts)
            db.session.add(row)
            db.session.commit()
            return row.id

    def print(self, world: World, look_id: uuid.UUID, by: str = "sandy") -> str:
        with world.acting(by) as actor:
            callum = db.session.get_one(Person, world.ids["callum"])
            look = db.session.get_one(SecondLook, look_id)
            return invitations.printed_reset(actor, callum, look)

    def test_with_the_yes_of_another_it_is_a_link_for_an_hour(self, world: World) -> None:
        token = self.print(world, self.look(world))
        (row,) = rows(world, OneTimeLink)
        assert row.purpose == Purpose.RESET_PASSWORD and row.made_by == world.ids["sandy"]
        assert row.expires_at - row.made_at == timedelta(hours=1)
        with world.app.app_context():
            unit_of_work.writing()
            assert link_services.use(token, Purpose.RESET_PASSWORD, world.clock.now) is not None
            unit_of_work.undo()

    @pytest.mark.parametrize(
        "other",
        [
            {"state": "waiting", "answered_by": None, "answered_at": None},
            {"state": "declined"},
            {"need": "role"},
            {"person_id": "morag"},
            {"asked_by": "eilidh"},
            {"answered_at": timedelta(days=1)},
        ],
    )
    def test_not_without_it(self, world: World, other: dict[str, object]) -> None:
        facts = {
            name: world.ids[value] if value in ("morag", "eilidh") else value
            for name, value in other.items()
        }
        if facts.get("answered_at"):
            facts["answered_at"] = world.clock.now - timedelta(days=1)
        key = self.look(world, **facts)
        with pytest.raises(Forbidden):
            self.print(world, key)
        assert rows(world, OneTimeLink) == []
