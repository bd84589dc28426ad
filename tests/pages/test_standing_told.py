"""Those whom a role or supervision is about are told: on Home, and by a mail that names nobody."""

from __future__ import annotations

from supervision.domain.mails import Kind
from supervision.extensions import db
from supervision.keys import new_key
from supervision.mailing import composing
from supervision.models.people import SupervisionRelation
from supervision.queries.mails import Recipient
from supervision.services import standing
from tests.pages.standing_of import DAY
from tests.pages.test_since import away
from tests.services.several_administrators import person
from tests.worlds import World


class TestTelling:
    def test_home_says_it_to_both(self, world: World) -> None:
        world.client("grace").get("/")
        with away(world, "jean"), world.acting("sandy") as actor:
            wanted = standing.Wanted(
                person(world, "grace"), person(world, "jean"), "line", actor.today
            )
            standing.relate(actor, new_key(), wanted, "A new line")
            standing.give_role(
                actor, new_key(), person(world, "jean"), "curator", actor.today, None, "Needed"
            )
        page = world.client("jean").get("/").text
        assert "Grace supervises you, from 23 November" in page
        assert "You have a new role, from 23 November" in page
        assert "A new line" not in page, "reasons are on the page that it leads to"
        assert "You supervise Jean, from 23 November" in world.client("grace").get("/").text

    def test_what_was_given_while_they_were_here_is_told_the_next_time(self, world: World) -> None:
        here = world.client("jean")
        world.clock.advance(minutes=5)
        with world.acting("sandy") as actor:
            standing.give_role(
                actor, new_key(), person(world, "jean"), "curator", actor.today, None, "Needed"
            )
        world.clock.advance(minutes=5)
        here.get("/account")  # elsewhere, and never on Home
        world.clock.advance(hours=2)
        assert "You have a new role, from 23 November" in world.client("jean").get("/").text
        world.clock.advance(hours=2)
        assert "You have a new role" not in world.client("jean").get("/").text

    def test_home_never_says_that_what_did_not_begin_holds(self, world: World) -> None:
        world.client("grace").get("/")
        with away(world, "jean"), world.acting("sandy") as actor:
            wanted = standing.Wanted(
                person(world, "grace"), person(world, "jean"), "line", actor.today + 7 * DAY
            )
            made = standing.relate(actor, new_key(), wanted, "A new line")
            made.to_date, made.ended_at, made.ended_by = (
                actor.today - DAY,
                actor.now,
                actor.person_id,
            )
        page = world.client("jean").get("/").text
        assert "Grace does not begin to supervise you" in page
        assert "Grace supervises you until" not in page

    def test_home_says_what_has_ended(self, world: World) -> None:
        world.client("callum").get("/")
        with away(world, "morag"), world.acting("sandy") as actor:
            relation = db.session.get_one(SupervisionRelation, world.relations["morag", "callum"])
            standing.end_relation(actor, person(world, "callum"), relation, actor.today, "Over")
        assert "You supervise Callum until 23 November" in world.client("morag").get("/").text
        assert "Morag supervises you until 23 November" in world.client("callum").get("/").text

    def test_the_mail_names_nobody(self, world: World) -> None:
        with world.app.test_request_context():
            to = Recipient("callum@lochside.example", "en-GB", "Lochside Partnership", False)
            subject, lines = composing._words(Kind.STANDING, None, to)
        said = " ".join([subject, *lines])
        assert "/account/what-i-see" in said
        for name in ("Callum", "Sandy", "Morag", "Lochside"):
            assert name not in said
