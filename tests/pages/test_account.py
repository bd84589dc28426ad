"""What is one's own: details, actions, sign-ins, the log of reads."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from sqlalchemy import select

from supervision.extensions import db
from supervision.models.audit import AuditEntry
from supervision.models.people import Person
from supervision.models.sign_ins import SignIn
from supervision.services import sessions
from tests.access import making_groups
from tests.client import Client, read_forms
from tests.foundation.steps import chain_broken_at, changed, listening, tables, write_quickly
from tests.worlds import PASSWORD, World

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1"


def sign_in(world: World, email: str, password: str, agent: str = FIREFOX) -> Client:
    client = world.client()
    form = client.form("/sign-in")
    data = form.data(email=email, password=password)
    client.post("/sign-in", data=data, headers={"User-Agent": agent})
    return client


def inside(client: Client) -> bool:
    return client.get("/account").status_code == 200


def looked_up(client: Client, name: str) -> Any:
    return client.fill("/who-has-read-what", "/who-has-read-what/found", name=name)


def verbs(world: World) -> list[str]:
    with world.app.app_context():
        return list(db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.sequence)))


class TestDetails:
    def test_they_say_what_is_known_and_who_looks_after_it(self, world: World) -> None:
        page = world.client("callum").get("/account").text
        for words in (
            "Callum of Lochside",
            "callum@lochside.example",
            "Lochside Partnership",
            "Practitioner",
            "Your line supervisor since",
            "Your professional supervisor since",
            "The rest is looked after by Sandy of Lochside.",
        ):
            assert words in page, words
        assert "Jean" not in page, "a relation that has ended"
        assert (
            "You have been their line supervisor since"
            in world.client("morag").get("/account").text
        )

    def test_the_name_that_people_use_can_be_changed(self, world: World) -> None:
        client = world.client("callum")
        answer = client.fill("/account", known_as="  Cal   the Younger ")
        assert (answer.status_code, answer.location) == (302, "/account")
        assert "You are called Cal the Younger here." in client.get("/account").text
        with world.app.app_context():
            person = db.session.get_one(Person, world.ids["callum"])
            assert (person.known_as, person.full_name) == ("Cal the Younger", "Callum of Lochside")
        assert verbs(world).count("renamed") == 1
        client.fill("/account")
        assert verbs(world).count("renamed") == 1, "the same again changes nothing"

    @pytest.mark.parametrize(
        "name",
        [
            "",
            " \u200b ",
            "M\u043erag",
            "Mo\u202erag",
            "Mo\u200brag",
            "A" * 81,
            "12",
        ],
    )
    def test_a_name_that_cannot_stand_is_shown_again(self, world: World, name: str) -> None:
        client = world.client("callum")
        before = tables(world)
        answer = client.fill("/account", known_as=name)
        assert answer.status_code == 422
        fields = next(f for f in read_forms(answer, "/account") if f.action == "/account")
        assert fields.data()["known_as"] == [name]
        assert changed(before, tables(world)) <= {"sign_ins"}

    @pytest.mark.parametrize(
        "name",
        [
            "Morag",
            " morag ",
            "Mòrag",
            "Morag.",
            "Mo rag",
            "\uff2d\uff4f\uff52\uff41\uff47",
            "Mora\u0261",
            "Bram",  # who has left, and whose name stands on what they signed
        ],
    )
    def test_nobody_passes_for_somebody_else(self, world: World, name: str) -> None:
        client = world.client("callum")
        before = tables(world)
        answer = client.fill("/account", known_as=name)
        assert answer.status_code == 422
        assert "Somebody here is called that." in answer.text
        assert changed(before, tables(world)) <= {"sign_ins"}
        assert client.fill("/account", known_as="Morag K").status_code == 302

    def test_a_name_of_another_organisation_is_free(self, world: World) -> None:
        assert world.client("callum").fill("/account", known_as="Oona").status_code == 302


class TestActions:
    def test_mine_and_what_was_promised_to_me(self, world: World) -> None:
        with world.acting("morag") as actor:
            relation = next(r for r in actor.supervises if r.supervisee == "Callum")
            met = sessions.plan(
                actor, relation, uuid.uuid4(), starts_at=world.clock.now, place="Here"
            )
            callum, morag = world.ids["callum"], world.ids["morag"]
            for number in range(27):
                sessions.agree_action(
                    actor, met, uuid.uuid4(), owner_id=callum, words=f"Walk {number:02}"
                )
            sessions.agree_action(
                actor, met, uuid.uuid4(), owner_id=morag, words="Find a quieter room"
            )
            key = met.id
        client = world.client("callum")
        page = client.get("/account/actions").text
        assert page.count("Walk ") >= 25 and "Find a quieter room" in page
        assert f"/sessions/{key}" in page or str(key) in page
        assert "More of mine" in page
        with listening(world) as heard:
            client.get("/account/actions")
        assert heard.count("SELECT") <= 12
        assert "Walk" not in world.client("tomasz").get("/account/actions").text
        assert "Nothing is open" in world.client("priya").get("/account/actions").text


class TestSignIns:
    def test_browsers_are_named_and_this_one_is_marked(self, world: World) -> None:
        sign_in(world, "callum@lochside.example", PASSWORD, IPHONE)
        client = sign_in(world, "callum@lochside.example", PASSWORD)
        page = client.get("/account/sign-ins").text
        assert "Safari on iPhone" in page and "Firefox on Windows" in page
        assert page.count("This browser") == 1 and page.count(">End this one<") == 1
        with world.app.app_context():
            devices = set(db.session.scalars(select(SignIn.device)))
        assert devices == {"Safari on iPhone", "Firefox on Windows"}

    def test_one_can_be_ended_and_its_browser_is_out(self, world: World) -> None:
        phone, here = world.client("callum"), world.client("callum")
        assert inside(phone) and inside(here)
        answer = here.fill("/account/sign-ins", _end_of(here))
        assert (answer.status_code, answer.location) == (302, "/account/sign-ins")
        assert not inside(phone) and inside(here)
        assert verbs(world).count("ended") == 1

    def test_all_others_end_and_nobody_elses_do(self, world: World) -> None:
        others = [world.client("callum") for _ in range(3)]
        morag, here = world.client("morag"), world.client("callum")
        here.fill("/account/sign-ins", "/account/sign-ins/end-others")
        assert [inside(one) for one in others] == [False] * 3
        assert inside(here) and inside(morag)
        assert verbs(world).count("ended") == 3 and chain_broken_at(world) is None

    def test_nobody_ends_another_persons(self, world: World) -> None:
        phone = world.client("callum")
        with world.app.app_context():
            key = db.session.scalars(select(SignIn.id)).one()
        for name in ("morag", "sandy", "noor", "oona"):
            answer = world.client(name).send(f"/account/sign-ins/{key}/end")
            assert answer.status_code == 404
        assert inside(phone)

    def test_one_that_ran_out_is_not_listed(self, world: World) -> None:
        world.client("callum")
        world.clock.advance(hours=1)
        page = world.client("callum").get("/account/sign-ins").text
        assert page.count("app-row__name") == 1 and "End all the others" not in page


class TestReads:
    def test_i_see_who_read_what_i_wrote(self, world: World) -> None:
        key = write_quickly(world, "callum", "What happened", shared_with="morag")
        world.client("morag").get(f"/reflections/{key}")
        page = world.client("callum").get("/account/reads").text
        assert "Morag" in page and "A reflection" in page and f"/reflections/{key}" in page
        assert "What happened" not in page
        assert "Nobody has yet" in world.client("tomasz").get("/account/reads").text

    def test_everyone_of_a_group_sees_who_opened_its_session(self, world: World) -> None:
        key = making_groups.planned(world).keys["session_id"]
        assert world.client("callum").get(f"/supervision/{key}").status_code == 200
        for name in ("fergus", "rhona", "iain"):
            page = world.client(name).get("/account/reads").text
            assert "Callum" in page and f"/supervision/{key}" in page, name
        for name in ("callum", "morag", "tomasz", "oona"):
            assert "Nobody has yet" in world.client(name).get("/account/reads").text, name

    def test_governance_sees_the_log_without_a_word_of_it(self, world: World) -> None:
        key = write_quickly(world, "callum", "What happened", shared_with="morag")
        world.client("morag").get(f"/reflections/{key}")
        client = world.client("noor")
        page = client.get("/who-has-read-what").text
        assert "Morag of Lochside" in page
        assert "A reflection, with words of Callum of Lochside" in page
        assert "What happened" not in page and str(key) not in page
        assert "Morag of Lochside" in looked_up(client, "callum").text
        nobody = looked_up(client, "tomasz").text
        assert "No notes with that name" in nobody and "Morag of Lochside" not in nobody
        for name in ("callum", "morag", "sandy", "iain", "oona"):
            assert world.client(name).get("/who-has-read-what").status_code == 404

    def test_the_log_of_one_house_holds_nothing_of_another(self, world: World) -> None:
        key = write_quickly(world, "oona", "What happened", shared_with="owen")
        assert world.client("owen").get(f"/reflections/{key}").status_code == 200
        assert "Owen" in world.client("oona").get("/account/reads").text
        page = looked_up(world.client("noor"), "owen").text
        assert "Owen of Harbour" not in page and "No notes with that name" in page

    def test_twenty_five_and_then_earlier_ones(self, world: World) -> None:
        keys = [
            write_quickly(world, "callum", f"Number {n}", shared_with="morag") for n in range(30)
        ]
        morag = world.client("morag")
        for key in keys:
            morag.get(f"/reflections/{key}")
        for path, who in (("/account/reads", "callum"), ("/who-has-read-what", "noor")):
            client = world.client(who)
            with listening(world) as heard:
                first = client.get(path).text
            assert first.count('class="app-row"') == 25
            assert heard.count("SELECT") <= 9
            onward = first.split('class="app-pager"><a href="')[1].split('"')[0]
            assert client.get(onward.replace("&amp;", "&")).text.count('class="app-row"') == 5


class TestMenu:
    def test_each_sees_what_makes_sense_for_them(self, world: World) -> None:
        practice = {"My actions", "Who has read what I wrote", "What I deleted"}
        own = {"My details", "Where I am signed in", "Change password"}
        for name, more in (("callum", practice), ("noor", {"Who has read what"}), ("sandy", set())):
            client = world.client(name)
            page = client.get("/account").text
            menu = page.split('class="app-account__list"')[1].split("</ul>")[0]
            assert {
                one for one in own | practice | {"Who has read what"} if f">{one}<" in menu
            } == (own | more)
            for href in (part.split('"')[0] for part in menu.split('href="')[1:]):
                assert client.get(href).status_code == 200, (name, href)


def _end_of(client: Client) -> str:
    ends = [
        form.action for form in client.forms("/account/sign-ins") if form.action.endswith("/end")
    ]
    assert len(ends) == 1
    return ends[0]
