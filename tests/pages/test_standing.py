"""Roles, supervision, what somebody sees and why: through the pages."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.extensions import db
from supervision.models.administration import Absence, SecondLook
from supervision.models.people import SupervisionRelation
from tests.pages.standing_of import DAY, at, crowd, days, today
from tests.pages.test_home import statements
from tests.services.several_administrators import administrators, roles_of
from tests.worlds import World


class TestSupervision:
    def test_a_new_supervisor_is_looked_at_before_it_is_so(self, world: World) -> None:
        client, path = world.client("sandy"), at(world, "jean", "/supervision/new")
        facts = {"who": "grace", "function": "clinical", "why": "They share a corridor"}
        shown = client.fill(path, **facts, **days("first", today(world)))
        assert shown.status_code == 200
        for words in ("Let Grace supervise Jean", "earlier ones included", "Who is told"):
            assert words in shown.text, words
        with world.reading("grace") as actor:
            assert not actor.supervises
        data = client.form(path).data(**facts, **days("first", today(world)), step="do")
        assert client.post(path, data=data).status_code == 302
        assert client.post(path, data=data).status_code == 302, "sent twice, made once"
        page = client.get(at(world, "jean", "/supervision")).text
        assert "Clinical supervision by Grace of Lochside" in page
        assert "Given by Sandy of Lochside" in page and "They share a corridor" in page

    def test_a_name_that_fits_several_is_asked_about(self, world: World) -> None:
        client, path = world.client("sandy"), at(world, "jean", "/supervision/new")
        facts = {"function": "line", "why": "A new line", **days("first", today(world))}
        shown = client.fill(path, who="lochside", **facts)
        assert shown.status_code == 422
        assert "Choose who you mean" in shown.text and "Grace of Lochside, grace@" in shown.text
        assert "Bram" not in shown.text, "bram has left"
        chosen = {**facts, "who": "lochside", "chosen": str(world.ids["grace"])}
        answer = client.post(path, data=client.form(path).data(**chosen, step="check"))
        assert "Let Grace supervise Jean" in answer.text
        nobody = client.fill(path, who="Nessie", **facts)
        assert nobody.status_code == 422
        assert "Nobody who works here is called that" in nobody.text
        assert "A new line" in nobody.text, "what was typed is there"

    def test_changing_something_shows_the_form_again_with_what_was_typed(
        self, world: World
    ) -> None:
        client, path = world.client("sandy"), at(world, "jean", "/supervision/new")
        facts = {"who": "grace", "why": "A new line", **days("first", today(world))}
        data = client.form(path).data(**facts, step="change")
        answer = client.post(path, data=data)
        assert answer.status_code == 200
        assert "See what this changes" in answer.text and "A new line" in answer.text

    def test_another_supervisor_from_a_day(self, world: World) -> None:
        client = world.client("sandy")
        key = world.relations["morag", "callum"]
        path = at(world, "callum", f"/supervision/{key}/successor")
        facts = {"who": "Grace of Lochside", "why": "A new post"}
        first = today(world) + DAY
        shown = client.fill(path, **facts, **days("first", first)).text
        assert "What ends for Morag" in shown
        assert "Open actions pass to Grace" in shown and "The record of earlier sessions" in shown
        assert "Grace, Callum and Morag, with who did this" in shown
        data = client.form(path).data(**facts, **days("first", first), step="do")
        assert client.post(path, data=data).status_code == 302
        with world.reading("sandy"):
            assert db.session.get_one(SupervisionRelation, key).to_date == today(world)
        assert "Line supervision by Grace" in client.get(at(world, "callum", "/supervision")).text

    def test_cover_is_offered_for_the_days_of_the_leave(self, world: World) -> None:
        with world.acting("sandy") as actor:
            db.session.add(
                Absence(
                    organisation_id=actor.organisation_id,
                    person_id=world.ids["morag"],
                    from_date=actor.today - DAY,
                    to_date=date(2026, 12, 18),
                )
            )
        client = world.client("sandy")
        whole = client.get("/who-supervises-whom").text
        assert "Supervisors who are away without cover" in whole
        assert "Away until 18 December. Meanwhile nobody is there for" in whole
        path = at(world, "callum", f"/supervision/{world.relations['morag', 'callum']}/cover")
        form = client.form(path)
        assert form.data()["last-day"] == ["18"] and form.data()["first-day"] == ["23"]
        data = form.data(who="grace", why="Leave", step="do")
        assert client.post(path, data=data).status_code == 302
        page = client.get(at(world, "callum", "/supervision")).text
        assert "Covers for Morag of Lochside." in page
        assert "Arrange cover" in page and page.count("Arrange cover") == 2, "not for a cover"

    def test_an_end_without_handover_stands_on_the_page_of_all(self, world: World) -> None:
        client = world.client("sandy")
        key = world.relations["fergus", "kirsty"]
        path = at(world, "kirsty", f"/supervision/{key}/ending")
        yesterday = today(world) - DAY
        assert client.fill(path, why="It is over", **days("last", yesterday)).status_code == 302
        page = client.get("/who-supervises-whom").text
        assert "Supervision that ended without handover" in page
        assert "Ended on 22 November with Fergus of Lochside. Nobody has followed." in page

    def test_oneself_waits_and_is_agreed_to(self, world: World) -> None:
        administrators(world)
        client, path = world.client("sandy"), at(world, "callum", "/supervision/new")
        facts = {"who": "sandy", "function": "professional", "why": "Somebody has to"}
        shown = client.fill(path, **facts, **days("first", today(world))).text
        assert "Ask for a second look" in shown and "Nothing changes until then" in shown
        data = client.form(path).data(**facts, **days("first", today(world)), step="do")
        assert client.post(path, data=data).status_code == 302
        with world.reading("sandy") as actor:
            assert not actor.supervises
            look = db.session.query(SecondLook).one().id
        agnes = world.client("agnes")
        listed = agnes.get("/second-looks").text
        assert "Sandy of Lochside supervises Callum of Lochside" in listed
        agreed = agnes.fill(f"/second-looks/{look}", button="Agree to this", words="For now")
        assert agreed.status_code == 302
        with world.reading("sandy") as actor:
            assert [one.supervisee for one in actor.supervises] == ["Callum"]

    def test_a_change_that_waits_ends_the_old_one_when_agreed(self, world: World) -> None:
        administrators(world)
        key = world.relations["morag", "callum"]
        path = at(world, "callum", f"/supervision/{key}/successor")
        client = world.client("sandy")
        facts = {"who": "sandy", "why": "For a while", **days("first", today(world) + DAY)}
        client.post(path, data=client.form(path).data(**facts, step="do"))
        with world.reading("sandy"):
            assert db.session.get_one(SupervisionRelation, key).to_date is None
            look = db.session.query(SecondLook).one().id
        world.clock.advance(days=5)
        world.client("noor").fill(f"/second-looks/{look}", button="Agree to this")
        with world.reading("sandy") as actor:
            assert db.session.get_one(SupervisionRelation, key).to_date == actor.today - DAY
            made = db.session.get_one(SupervisionRelation, look)
            assert made.from_date == actor.today, "not before it was agreed to"


class TestRoles:
    def test_a_role_is_given_and_ended(self, world: World) -> None:
        client = world.client("sandy")
        path = at(world, "callum", "/roles/new")
        data = client.form(path).data(role="curator", why="Needed here")
        assert client.post(path, data=data).status_code == 302
        assert client.post(path, data=data).status_code == 302, "sent twice, given once"
        page = client.get(at(world, "callum", "/roles")).text
        assert page.count("End this role<") == 2 and "Given: Curator of good practice" in page
        with world.reading("sandy"):
            key = roles_of(world, "callum")["curator"].id
        ending = at(world, "callum", f"/roles/{key}/ending")
        yesterday = today(world) - DAY
        assert client.fill(ending, why="No longer", **days("last", yesterday)).status_code == 302
        page = client.get(at(world, "callum", "/roles")).text
        assert "Earlier" in page and "No longer" in page

    def test_a_new_administrator_waits(self, world: World) -> None:
        client = world.client("sandy")
        path = at(world, "callum", "/roles/new")
        said = client.fill(path, role="administrator", why="A second one")
        assert "waits until another administrator agrees" in client.get(said.location).text
        with world.reading("sandy"):
            assert "administrator" not in roles_of(world, "callum")
        assert "Callum of Lochside: Administrator" in client.get("/second-looks").text

    def test_the_last_administrators_stay(self, world: World) -> None:
        client = world.client("sandy")
        with world.reading("sandy"):
            key = roles_of(world, "sandy")["administrator"].id
        path = at(world, "sandy", f"/roles/{key}/ending")
        answer = client.fill(path, why="A new post", **days("last", today(world)))
        assert answer.status_code == 422
        assert "Two administrators have to stay" in answer.text and "A new post" in answer.text


class TestSeeing:
    def test_it_says_what_and_why_and_nothing_of_content(self, world: World) -> None:
        page = world.client("callum").get("/account/what-i-see").text
        for words in (
            "Through roles",
            "Practitioner",
            "Through teams",
            "shares with the Lochside team",
            "Line supervision by Morag of Lochside",
            "Professional supervision by Priya of Lochside",
        ):
            assert words in page, words
        assert "Jean" not in page, "what is over opens nothing"

    @pytest.mark.parametrize("name", ["sandy", "noor"])
    def test_the_offices_see_it_of_anyone(self, world: World, name: str) -> None:
        page = world.client(name).get(at(world, "morag", "/sees")).text
        assert "What Morag of Lochside can see, and why" in page
        assert "Line supervision of Callum of Lochside" in page

    def test_governance_changes_nothing(self, world: World) -> None:
        client = world.client("noor")
        for page in ("/supervision", "/roles"):
            text = client.get(at(world, "callum", page)).text
            assert "End" not in text and "Give a role" not in text and "Add a super" not in text
        assert client.get(at(world, "callum", "/roles/new")).status_code == 403

    def test_it_asks_as_much_however_many_are_supervised(self, world: World) -> None:
        client, path = world.client("noor"), at(world, "morag", "/sees")
        client.get(path)
        few = statements(world, lambda: client.get(path))
        crowd(world, 40, supervisor="morag")
        client.get(path)
        assert statements(world, lambda: client.get(path)) == few
