"""The footer's pages, for everyone, and the examples of writing, for whoever is signed in."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from supervision import access
from supervision.blueprints.help import routes
from supervision.content import writing_examples
from supervision.extensions import db
from supervision.models.people import RoleGrant
from tests.judge import Page, text_of
from tests.worlds import World

FOOTER = {
    "Who can read what": "/who-can-read-what",
    "Your information": "/your-information",
    "Accessibility": "/accessibility",
    "Help": "/help",
}
NO_NOUNS = {"__init__", "actor", "audience"}  # the rest of `access/` are rules about things


def links(html: str) -> dict[str, str]:
    page = Page(html)
    return {text_of(each): each.get("href", "") for each in page.all("a")}


@pytest.mark.parametrize("path", FOOTER.values())
def test_they_open_to_everyone(world: World, path: str) -> None:
    titles = set()
    for name in (None, "callum", "morag", "cora", "sandy", "noor", "agnes", "oona"):
        answer = world.client(name).get(path)
        assert answer.status_code == 200, name
        titles.add(re.findall("<title>(.*?)</title>", answer.text)[0])
    assert len(titles) == 1


def test_every_page_leads_to_all_four(world: World) -> None:
    callum, nobody = world.client("callum"), world.client()
    answers = [
        callum.get("/"),
        callum.get("/nothing-here"),
        nobody.get("/sign-in"),
        nobody.get("/nothing-here"),
    ]
    for answer in answers:
        assert links(answer.text).items() >= FOOTER.items()


def test_every_rule_of_access_is_told(world: World) -> None:
    files = {path.stem for path in Path(access.__file__ or "").parent.glob("*.py")} - NO_NOUNS
    assert {module.__name__.rsplit(".", 1)[1] for _, module in routes.RULES} == files
    shown = " ".join(world.client().get("/who-can-read-what").text.split())
    for name, module in routes.RULES:
        assert f">{name}</h2>" in shown
        first = re.search(r"^See: (\w[^.;:’']+)", module.__doc__ or "", re.M)
        assert first is not None, name
        words = " ".join(first.group(1).split())
        assert words[:1].upper() + words[1:] in shown, name


def test_the_roles_that_read_nothing_are_named(world: World) -> None:
    shown = world.client().get("/who-can-read-what").text
    for role in ("Administrators", "Auditors", "Governance", "Leaders"):
        assert f"<strong>{role}" in shown


def test_whom_to_ask_is_named_within_the_organisation_alone(world: World) -> None:
    callum = world.client("callum").get("/your-information").text
    assert "you can ask Noor" in callum
    elsewhere = world.client("oona").get("/your-information").text
    assert "Noor" not in elsewhere and "Nobody is named for this" in elsewhere
    nobody = world.client().get("/your-information").text
    assert "Noor" not in nobody and "When you are signed in" in nobody


def test_whoever_no_longer_has_the_role_is_not_named(world: World) -> None:
    with world.acting("noor") as noor:
        db.session.execute(
            update(RoleGrant)
            .where(RoleGrant.person_id == noor.person_id)
            .values(to_date=noor.today - timedelta(days=1))
        )
    assert "Noor" not in world.client("callum").get("/your-information").text


def test_the_limits_of_privacy_are_said(world: World) -> None:
    shown = " ".join(world.client().get("/your-information").text.split())
    assert "It is not private from a court" in shown
    assert "De-identified does not mean that nobody can be recognised" in shown
    assert "can be brought back for 30 days" in shown


def test_the_log_of_reads_is_linked_where_it_is(world: World) -> None:
    told = "Who has read what I wrote"
    built = "account.reads" in world.app.view_functions
    for name, writes in (("callum", True), ("sandy", False), (None, False)):
        page = Page(world.client(name).get("/your-information").text)
        main = next(each for each in page.all("main"))
        assert (told in [text_of(each) for each in main.iter("a")]) is (built and writes), name


def test_help_leads_only_to_what_is_open_to_the_reader(world: World) -> None:
    for name in ("callum", "morag", "cora", "sandy", "noor"):
        client = world.client(name)
        for text, href in links(client.get("/help").text).items():
            if href.startswith("/") and not href.startswith("/static"):
                assert client.get(href).status_code in {200, 302}, (name, text)
    assert "Write a reflection" not in links(world.client("sandy").get("/help").text)
    assert links(world.client().get("/help").text)["Write a reflection"] == "/reflections/new"


def test_the_examples_of_writing_are_for_whoever_is_signed_in(world: World) -> None:
    assert world.client().get("/examples-of-writing").status_code == 302
    for name in ("callum", "sandy", "oona"):
        page = Page(world.client(name).get("/examples-of-writing").text)
        assert writing_examples().anchors() <= set(page.ids), name
