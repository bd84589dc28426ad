"""What a file does to leavers, which is nothing, and to supervision that somebody stands in for."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

from sqlalchemy import select

from supervision import audit, importing
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.mails import OutgoingMail
from supervision.models.people import Person, SupervisionRelation, Team
from supervision.services import leaving, standing
from tests.services.files_brought import begun, bring, carry_out, kinds, outcome_of, table
from tests.services.several_administrators import person, relation
from tests.worlds import World

DAY = timedelta(days=1)


def row(name: str, team: str = "", supervisor: str = "", last_day: str = "") -> list[str]:
    whole = f"{name.capitalize()} of Lochside"
    return [whole, f"{name}@lochside.example", team, "", "", supervisor, "", last_day]


def remains(world: World, import_id: uuid.UUID) -> list[tuple[int, str, str]]:
    outcome = outcome_of(world, import_id)
    return [(one[0], one[3], one[4]) for one in outcome.proposed()]


class TestLeavers:
    def test_each_is_listed_and_nobody_leaves(self, world: World) -> None:
        """Alone, beside a change, with something to put right, and new: all of them, by row."""
        new = ["Isla Gunn", "isla@lochside.example", *[""] * 5, "2099-12-31"]
        data = table(
            row("callum", last_day="2099-11-30"),
            row("tomasz", "Birchwood", last_day="2099-12-01"),
            row("morag", "No such team", last_day="2099-12-02"),
            new,
        )
        assert kinds(world, data) == ["proposed", "change", "problem", "new"]
        outcome = carry_out(world, data)
        assert outcome.counts == {"proposed": 1, "change": 1, "problem": 1, "new": 1}
        assert [(one[0], one[3], one[4]) for one in outcome.proposed()] == [
            (2, "leaver", "2099-11-30"),
            (3, "leaver", "2099-12-01"),
            (4, "leaver", "2099-12-02"),
            (5, "leaver", "2099-12-31"),
        ]
        assert all(one[2] for one in outcome.remains), "each has a way to the person"
        with world.app.app_context():
            noted = select(Person.id).where(Person.left_on >= date(2099, 1, 1))
            assert not db.session.scalars(noted).all()

    def test_it_is_proposed_though_the_row_cannot_stand_any_more(self, world: World) -> None:
        import_id = bring(world, table(row("tomasz", "Birchwood", last_day="2099-12-01")))
        with world.acting("sandy") as actor:
            db.session.get_one(Team, world.teams["Birchwood"]).closed_on = actor.today - DAY
        importing.work_off(world.app, begun(world, import_id), pause=0)
        assert outcome_of(world, import_id).counts == {"problem": 1}
        assert remains(world, import_id) == [(2, "leaver", "2099-12-01")]

    def test_a_change_that_somebody_has_made_meanwhile_leaves_the_proposal(
        self, world: World
    ) -> None:
        data = row("tomasz", last_day="2099-12-01")
        import_id = bring(world, table([*data[:6], "16", data[7]]))
        with world.acting("sandy"):
            person(world, "tomasz").weekly_minutes = 960
        importing.work_off(world.app, begun(world, import_id), pause=0)
        assert outcome_of(world, import_id).counts == {"proposed": 1}
        assert remains(world, import_id) == [(2, "leaver", "2099-12-01")]

    def test_once_noted_it_stays(self, world: World) -> None:
        with world.acting("sandy") as actor:
            last_day = actor.today + 7 * DAY
            leaving.set_last_day(actor, person(world, "callum"), last_day)
        assert kinds(world, table(row("callum", last_day=last_day.isoformat()))) == ["same"]
        other = table(row("callum", last_day=(last_day + DAY).isoformat()))
        assert kinds(world, other) == ["proposed"]
        assert kinds(world, table(row("callum"))) == ["same"], "an empty cell takes nothing back"

    def test_who_is_in_no_row_is_not_touched(self, world: World) -> None:
        outcome = carry_out(world, table(row("callum", last_day="2099-11-30")))
        assert [one[1] for one in outcome.remains] == ["Callum of Lochside"]


class TestCover:
    """Morag supervises Callum, and Grace stands in for her."""

    def covered(self, world: World, first: int = -1, last: int = 20) -> uuid.UUID:
        with world.acting("sandy") as actor:
            old = relation(world, "morag", "callum")
            wanted = standing.Wanted(
                *(person(world, "grace"), person(world, "callum"), "line"),
                *(actor.today + max(first, 0) * DAY, actor.today + last * DAY),
                covers=old,
            )
            made = standing.relate(actor, new_key(), wanted, "Leave")
            made.from_date = actor.today + first * DAY
            db.session.query(OutgoingMail).delete()
            return made.id

    def told(self, world: World) -> list[tuple[str, uuid.UUID | None]]:
        names = {key: name for name, key in world.ids.items()}
        with world.app.app_context():
            rows = db.session.execute(
                select(OutgoingMail.person_id, OutgoingMail.about_id).where(
                    OutgoingMail.kind == "standing"
                )
            ).all()
        return sorted(((names[who], about) for who, about in rows), key=str)

    def test_it_ends_with_what_it_stands_in_for(self, world: World) -> None:
        cover = self.covered(world)
        old = world.relations["morag", "callum"]
        outcome = carry_out(world, table(row("callum", supervisor="Fergus of Lochside")))
        assert outcome.counts == {"change": 1}
        with world.reading("sandy") as actor:
            yesterday = actor.today - DAY
            for key in (old, cover):
                ended = db.session.get_one(SupervisionRelation, key)
                assert (ended.to_date, ended.ended_by) == (yesterday, actor.person_id)
        with world.reading("callum") as actor:
            assert [one.supervisor for one in actor.supervised_by if one.function == "line"] == [
                "Fergus"
            ]
        told = self.told(world)
        assert {name for name, about in told if about == old} == {"morag", "callum"}
        assert {name for name, about in told if about == cover} == {"grace", "callum"}
        assert {name for name, about in told if about not in (old, cover)} == {"fergus", "callum"}
        with world.app.app_context():
            assert audit.broken_at(world.ids["lochside"]) is None

    def test_one_that_was_to_begin_never_does(self, world: World) -> None:
        cover = self.covered(world, first=5)
        carry_out(world, table(row("callum", supervisor="Fergus of Lochside")))
        with world.reading("sandy"):
            ended = db.session.get_one(SupervisionRelation, cover)
            assert ended.to_date == ended.from_date - DAY

    def test_whoever_stands_in_can_be_the_next(self, world: World) -> None:
        """Standing in is not supervising: the file says who does from now on."""
        cover = self.covered(world)
        data = table(row("callum", supervisor="Grace of Lochside"))
        assert kinds(world, data) == ["change"]
        carry_out(world, data)
        with world.reading("callum") as actor:
            line = [one for one in actor.supervised_by if one.function == "line"]
            assert [one.supervisor for one in line] == ["Grace"]
            assert [one.id != cover for one in line] == [True]
        assert kinds(world, data) == ["same"]

    def test_it_goes_on_where_the_supervisor_stays(self, world: World) -> None:
        cover = self.covered(world)
        data = table(row("callum", supervisor="Morag of Lochside"))
        assert kinds(world, data) == ["same"]
        carry_out(world, data)
        with world.reading("sandy") as actor:
            assert db.session.get_one(SupervisionRelation, cover).to_date == actor.today + 20 * DAY
