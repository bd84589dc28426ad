"""Settings: who reads and changes them, what is shown, and what they change."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supervision.domain.settings import REGISTRY
from supervision.extensions import db
from supervision.models.administration import Absence, SecondLook
from supervision.models.people import Organisation, Person
from supervision.services import people
from supervision.services import settings as services
from tests.access import making_sessions
from tests.worlds import World

EVERY = sorted(REGISTRY)


def change(world: World, name: str, value: object) -> None:
    with world.acting("sandy") as actor:
        services.change(actor, name, value)


def stored(world: World) -> str:
    with world.app.app_context():
        return db.session.get_one(Organisation, world.ids["lochside"]).settings


class TestReading:
    def test_the_list_says_what_each_is_and_changes(self, world: World) -> None:
        change(world, "threshold", 10)
        page = world.client("sandy").get("/settings").text
        for words in (
            "Your own words",
            "How often people meet",
            "Below it, it is kept back.",
            "Numbers are shown from ten people on.",
            "Changed by Sandy of Lochside on 23 November.",
            "Never changed.",
            "30 minutes without use, 12 hours altogether.",
            "Talking Points",
        ):
            assert words in page, words

    @pytest.mark.parametrize("name", EVERY)
    def test_whoever_looks_after_information_reads_and_changes_nothing(
        self, world: World, name: str
    ) -> None:
        noor = world.client("noor")
        page = noor.get(f"/settings/{name}").text
        assert "Save this setting" not in page
        assert "What differs from how it comes" not in page
        assert "Save this setting" in world.client("sandy").get(f"/settings/{name}").text

    @pytest.mark.parametrize("person", ["callum", "iain", "agnes", "oona"])
    def test_for_everyone_else_they_do_not_exist(self, world: World, person: str) -> None:
        client = world.client(person)
        for path in ("/settings", "/settings/words", "/settings/nothing"):
            assert client.get(path).status_code == 404

    def test_the_history_tells_what_was_and_what_is(self, world: World) -> None:
        change(world, "words", {"supervisor": "mentor"})
        world.clock.advance(hours=1)
        change(world, "words", {"supervisor": "coach"})
        page = world.client("noor").get("/settings/words").text
        assert "supervisor: from “supervisor” to “mentor”." in page
        assert "supervisor: from “mentor” to “coach”." in page
        assert "Sandy of Lochside" in page

    def test_a_list_costs_the_same_with_a_long_history(self, world: World) -> None:
        client = world.client("sandy")
        for n in range(60):
            change(world, "agreement", f"Text {n}")
        page = client.get("/settings/agreement").text
        assert page.count("The text was changed.") == 50


class TestChanging:
    def test_own_words(self, world: World) -> None:
        sandy = world.client("sandy")
        sent = sandy.fill("/settings/words", supervision="mentoring", supervisor="mentor")
        assert sent.status_code == 302
        page = world.client("callum").get("/account").text
        assert "Your line mentor since" in page
        assert "Mentoring" in page
        assert "Your line supervisor since" in world.client("oona").get("/account").text

    def test_what_cannot_be_stays_in_the_form(self, world: World) -> None:
        sandy = world.client("sandy")
        sent = sandy.fill("/settings/words", supervision="<i>", supervisor="mentor")
        assert sent.status_code == 422
        assert "Use letters, with spaces or hyphens between words" in sent.text
        assert "&lt;i&gt;" in sent.text
        assert 'value="mentor"' in sent.text
        assert stored(world) == "{}"

    @pytest.mark.parametrize("typed", ["0", "27", "often", "²", "-1", "1.5", ""])
    def test_a_number_is_a_number(self, world: World, typed: str) -> None:
        sent = world.client("sandy").fill("/settings/frequencies", practitioner=typed)
        assert sent.status_code == 422
        assert "Give a whole number from 1 to 26" in sent.text

    def test_the_agreement(self, world: World) -> None:
        sandy = world.client("sandy")
        ours = sandy.form("/settings/agreement?begin=ours").data()["agreement"][0]
        assert "Power and difference" in ours
        sandy.fill("/settings/agreement", agreement=f"Our way\n\nWe talk.\n\n{ours}"[:5000])
        page = world.client("callum").get("/how-we-do-supervision").text
        assert "Our way</h2>" in page
        assert "Power and difference</h2>" in page
        assert '<p class="app-kept" dir="auto">We talk.</p>' in page

    def test_two_who_write_the_agreement_at_once(self, world: World) -> None:
        sandy = world.client("sandy")
        form = sandy.form("/settings/agreement")
        change(world, "agreement", "Theirs")
        sent = sandy.post("/settings/agreement", data=form.data(agreement="Mine"))
        assert sent.status_code == 409
        assert "Mine" in sent.text
        assert "Theirs" in sent.text

    def test_two_who_choose_at_once(self, world: World) -> None:
        sandy = world.client("sandy")
        form = sandy.form("/settings/frequencies")
        change(world, "frequencies", {"practitioner": 5})
        sent = sandy.post("/settings/frequencies", data=form.data(practitioner="8"))
        assert sent.status_code == 409
        assert "What holds now stands on this page" in sent.text
        assert 'value="8"' in sent.text
        again = sandy.post("/settings/frequencies", data=form.data(practitioner="8", version="1"))
        assert again.status_code == 302

    def test_a_framework_is_left_out_and_earlier_recordings_keep_theirs(self, world: World) -> None:
        sandy = world.client("sandy")
        callum = world.client("callum")
        assert "care homes" in callum.get("/outcomes/new").text
        sandy.fill("/settings/frameworks", frameworks=["talking-points-people"])
        assert "care homes" not in callum.get("/outcomes/new").text
        page = sandy.get("/settings/frameworks").text
        assert "No longer offered" in page
        none = sandy.fill("/settings/frameworks", frameworks=[])
        assert none.status_code == 422
        assert "Leave at least one framework in use" in none.text

    def test_smaller_numbers_wait_for_another_administrator(self, world: World) -> None:
        sandy = world.client("sandy")
        sandy.fill("/settings/threshold", threshold="10")
        assert '"threshold": 10' in stored(world)
        without = sandy.fill("/settings/threshold", threshold="5")
        assert without.status_code == 422
        assert "Say why, for whoever is to agree" in without.text
        sandy.fill("/settings/threshold", threshold="5", why="Small teams")
        assert '"threshold": 10' in stored(world)
        page = sandy.get("/settings/threshold").text
        assert "It waits for another administrator." in page
        twice = sandy.fill("/settings/threshold", threshold="5", why="Again")
        assert twice.status_code == 422
        with world.app.app_context():
            (look,) = db.session.scalars(db.select(SecondLook))
            assert (look.need, look.state) == ("setting", "waiting")

    def test_another_administrator_agrees_and_both_are_told_of(self, world: World) -> None:
        with world.acting("sandy") as actor:
            cora = db.session.get_one(Person, world.ids["cora"])
            people.grant_role(actor, cora, "administrator", actor.today)
        change(world, "threshold", 10)
        world.client("sandy").fill("/settings/threshold", threshold="5", why="Small teams")
        with world.app.app_context():
            (key,) = db.session.scalars(db.select(SecondLook.id))
        cora = world.client("cora")
        assert f"/second-looks/{key}" in cora.get("/second-looks").text
        agree = next(
            form
            for form in cora.forms(f"/second-looks/{key}")
            if any("gree" in text for text, _, _ in form.buttons)
        )
        name, value = next((n, v) for text, n, v in agree.buttons if "gree" in text)
        cora.post(agree.action, data=agree.data(**({name: value} if name else {})))
        assert '"threshold"' not in stored(world)
        page = world.client("noor").get("/settings/threshold").text
        assert "From 10 to 5." in page
        assert "Cora of Lochside" in page

    def test_nothing_different(self, world: World) -> None:
        sandy = world.client("sandy")
        sandy.fill("/settings/sign-in")
        assert "nothing was changed" in sandy.get("/settings/sign-in").text
        assert stored(world) == "{}"


class TestWhatTheyChange:
    def test_questions(self, world: World) -> None:
        change(
            world,
            "prompts",
            {"lines-happened": "What was it like?", "session-help-1": "Who else was there?"},
        )
        page = world.client("callum").get("/reflections/new").text
        assert "What was it like?" in page
        assert "What mattered, to them or to you?" in page
        key = making_sessions.written(world).keys["session_id"]
        record = world.client("morag").get(f"/supervision/{key}/record").text
        assert "Who else was there?" in record
        assert "What did they bring to it themselves?" in record

    def test_how_we_do_supervision_is_for_those_who_take_part(self, world: World) -> None:
        for person in ("callum", "grace", "eilidh", "sandy", "noor"):
            page = world.client(person).get("/how-we-do-supervision")
            assert page.status_code == 200, person
            assert "After that: every four weeks." in page.text
        assert world.client("agnes").get("/how-we-do-supervision").status_code == 404

    def test_home_says_how_often_and_never_that_it_is_late(self, world: World) -> None:
        page = world.client("morag").get("/").text
        assert "overdue" not in page
        with world.acting("sandy") as actor:
            person = db.session.get_one(Person, world.ids["tomasz"])
            db.session.add(
                Absence(
                    organisation_id=actor.organisation_id,
                    person_id=person.id,
                    from_date=actor.today - timedelta(days=7),
                )
            )
        page = world.client("morag").get("/").text
        assert "Paused until Tomasz is back. Nothing is due." in page

    def test_a_day_is_offered_by_how_often_people_meet(self, world: World) -> None:
        making_sessions.signed(world, days=10)
        morag = world.client("morag")
        assert "Last met 13 November, and you agreed every four weeks." in morag.get("/").text
        assert (
            "No date yet, and you agreed every four weeks." in world.client("callum").get("/").text
        )
        place = f"/supervision/new?relation={world.relations['morag', 'callum']}"
        fields = morag.form(place, "/supervision/new").data()
        assert [fields[f"date-{part}"] for part in ("day", "month", "year")] == [
            ["11"],
            ["12"],
            ["2026"],
        ]
        assert "four weeks after you last met" in morag.get(place).text
        change(world, "frequencies", {"practitioner": 1})
        assert morag.form(place, "/supervision/new").data()["date-day"] == [""], "it has passed"
        assert "Last met 13 November, and you agreed every week." in morag.get("/").text

    def test_no_day_is_offered_where_one_is_planned(self, world: World) -> None:
        making_sessions.signed(world, days=10)
        making_sessions.planned(world, starts_in=3)
        place = f"/supervision/new?relation={world.relations['morag', 'callum']}"
        fields = world.client("morag").form(place, "/supervision/new").data()
        assert fields["date-day"] == [""]

    def test_a_person_with_few_administrators(self, world: World) -> None:
        with world.acting("sandy") as actor:
            grace = db.session.get_one(Person, world.ids["grace"])
            people.grant_role(actor, grace, "administrator", actor.today)
        assert world.client("grace").get("/settings").status_code == 200
