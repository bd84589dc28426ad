"""[Z09] A right that is lost while a page is open: the next request is refused, whatever it is, and
what was typed meanwhile is given back to whoever typed it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from supervision.extensions import db
from supervision.models.people import RoleGrant
from supervision.models.reflections import Reflection
from supervision.services import reflections
from tests.access import making, making_sessions, matrix_proposals
from tests.access.doors import Browser, signed_in
from tests.client import PageForm, read_forms
from tests.worlds import World

TYPED = "Bog cotton in the wind, and the whole of a long thought about it"


def _relation_ends(world: World) -> None:
    making.end_relation(world, "morag", "callum", 1)


def _curator_no_more(world: World) -> None:
    with making.then(world, "sandy") as actor:
        db.session.execute(
            update(RoleGrant)
            .where(RoleGrant.person_id == world.ids["cora"], RoleGrant.role == "curator")
            .values(to_date=actor.today - making.timedelta(days=1))
        )


def _record(world: World) -> tuple[str, list[str]]:
    key = making_sessions.written(world).keys["session_id"]
    return f"/supervision/{key}/record", [f"/supervision/{key}"]


def _agenda(world: World) -> tuple[str, list[str]]:
    key = making_sessions.planned(world, starts_in=2).keys["session_id"]
    return f"/supervision/{key}", [f"/supervision/{key}/date", f"/supervision/{key}/print"]


def _cancellation(world: World) -> tuple[str, list[str]]:
    key = making_sessions.planned(world, starts_in=2).keys["session_id"]
    return f"/supervision/{key}/cancellation", [f"/supervision/{key}"]


def _addition(world: World) -> tuple[str, list[str]]:
    key = making_sessions.signed(world).keys["session_id"]
    return f"/supervision/{key}", [f"/supervision/{key}/print"]


def _answer(world: World) -> tuple[str, list[str]]:
    thing = making.reflection(world, share_with="morag", ask="Someone beside me")
    path = f"/reflections/{thing.keys['reflection_id']}"
    return path, [path, f"{path}/offers"]


def _review(world: World) -> tuple[str, list[str]]:
    thing = making.recording(world)
    making.hold(world, thing, "kirsty", since=30)
    key = thing.keys["recording_id"]
    world.lost = lambda: making.end_holding(world, thing, "kirsty", 1)  # type: ignore[attr-defined]
    return f"/outcomes/{key}/reviews/new", [
        f"/outcomes/{key}",
        f"/outcomes/people/{thing.keys['code']}",
    ]


def _changes(world: World) -> tuple[str, list[str]]:
    key = matrix_proposals.proposed(world).keys["proposal_id"]
    return f"/good-practice/proposals/{key}/changes", [f"/good-practice/proposals/{key}"]


Case = tuple[str, Callable[[World], Any], str, str, Callable[[World], None]]
# Who, what is open, where its form goes to, and how the right is lost.
CASES: dict[str, Case] = {
    "the record": ("morag", _record, "/record", "reflection", _relation_ends),
    "an agenda": ("morag", _agenda, "/agenda-items", "words", _relation_ends),
    "a cancellation": ("morag", _cancellation, "/cancellation", "words", _relation_ends),
    "words after signing": ("morag", _addition, "/additions", "words", _relation_ends),
    "an answer": ("morag", _answer, "/answers", "words", _relation_ends),
    "an offer": ("morag", _answer, "/offers", "offered", _relation_ends),
    "a review": ("kirsty", _review, "/reviews/new", "helped", lambda world: world.lost()),
    "a request for changes": ("cora", _changes, "/changes", "words", _curator_no_more),
}


@pytest.mark.parametrize("case", CASES)
def test_the_next_request_is_refused_and_gives_the_text_back(world: World, case: str) -> None:
    person, make, ends, field, lose = CASES[case]
    page, others = make(world)
    browser = signed_in(world, [person])[person]
    form = _form(browser, page, ends, field)
    assert {browser.get(path).status_code for path in others} == {200}
    lose(world)
    sent = {**form.data(), field: TYPED}
    response = browser.post(form.action, data=sent)
    assert response.status_code in {403, 404}
    assert TYPED in response.get_data(as_text=True)
    assert {browser.get(path).status_code for path in [page, *others]} <= {403, 404}
    assert TYPED not in browser.get("/").get_data(as_text=True)


def test_a_list_that_is_open_leads_nowhere(world: World) -> None:
    """What a list showed a moment ago is shut, and the list itself is shorter."""
    thing = making.reflection(world, share_with="morag")
    key = thing.keys["reflection_id"]
    browser = signed_in(world, ["morag"])["morag"]
    assert str(key) in browser.get("/").get_data(as_text=True)
    with world.acting("callum") as actor:
        reflections.take_back(actor, db.session.get_one(Reflection, key))
    assert browser.get(f"/reflections/{key}").status_code == 404
    assert str(key) not in browser.get("/").get_data(as_text=True)
    assert browser.get(f"/reflections?before={key}").status_code == 200


def _form(browser: Browser, page: str, ends: str, field: str) -> PageForm:
    answer = browser.get(page)
    assert answer.status_code == 200
    found = read_forms(answer, page)
    return next(f for f in found if f.action.endswith(ends) and field in dict(f.fields))
