"""The list of bad input, one by one, [B01] to [B15], as far as forms can meet it. What is typed is
kept as it is, refused with a reason beside it, or too large to be read at all."""

from __future__ import annotations

import unicodedata
import uuid
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from supervision.extensions import db
from supervision.models.reflections import Reflection
from supervision.models.sessions import SupervisionSession
from supervision.queries import people
from tests.client import Client
from tests.input.nasty import FAMILY, LONG, SHORT
from tests.worlds import World


def write(client: Client, **words: str) -> TestResponse:
    return client.fill("/reflections/new", button="Save", **words)


def written(world: World) -> list[dict[str, str]]:
    """The reflections that there are, the newest last."""
    with world.app.app_context():
        rows = db.session.scalars(select(Reflection).order_by(Reflection.id))
        return [{n: getattr(row, n) or "" for n in ("title", "happened", "next")} for row in rows]


def shown(answer: TestResponse) -> str:
    return answer.get_data(as_text=True)


class TestLongTexts:
    def test_up_to_the_limit_every_letter_is_kept(self, world: World) -> None:
        """[B01]"""
        text = ("Bog cotton, " * LONG)[: LONG - 1] + "."
        assert write(world.client("callum"), happened=text).status_code == 302
        assert written(world)[-1]["happened"] == text

    @pytest.mark.parametrize("length", [LONG + 1, 1_000_000, 3_900_000])
    def test_over_it_nothing_is_kept_and_nothing_lost(self, world: World, length: int) -> None:
        text = "m" * (length - 3) + "end"
        answer = write(world.client("callum"), happened=text)
        assert answer.status_code == 422
        assert text in shown(answer) and f"{length:,}" in shown(answer)
        assert written(world) == []

    def test_what_no_page_could_send_is_not_read(self, world: World) -> None:
        answer = write(world.client("callum"), happened="m" * 20_000_000)
        assert answer.status_code == 413
        assert "your text is still there" in shown(answer)


class TestLetters:
    def test_a_letter_of_many_parts_is_never_cut(self, world: World) -> None:
        """[B04] At the limit it fits or is refused whole."""
        fits = FAMILY * (SHORT // len(FAMILY))
        assert write(world.client("callum"), title=fits, happened="x").status_code == 302
        assert written(world)[-1]["title"] == fits
        answer = write(world.client("callum"), title=fits + FAMILY, happened="x")
        assert answer.status_code == 422 and fits + FAMILY in shown(answer)

    def test_direction_is_kept_in_texts_and_refused_in_names(self, world: World) -> None:
        """[B05]"""
        text = "He said \u202eevals\u202c and \u2066left\u2069"
        client = world.client("callum")
        saved = write(client, title="What he said", happened=text)
        assert written(world)[-1]["happened"] == text
        page = shown(client.get(saved.location))
        around = page[: page.index(text)]
        assert 'dir="auto"' in around[around.rindex("<") :]
        answer = client.fill("/account", action="/account", known_as="Callum\u202egraM")
        assert answer.status_code == 422

    def test_one_letter_typed_in_two_ways_is_the_same(self, world: World) -> None:
        """[B06] Kept in one form, so that sending it again in another is no clash."""
        client = world.client("callum")
        form = client.form("/reflections/new", button="Save")
        for shape in ("NFD", "NFC"):
            sent = form.data(happened=unicodedata.normalize(shape, "Slàinte, Siân: Å ö"))
            assert client.post("/reflections/new", data=sent).status_code == 302
        assert [one["happened"] for one in written(world)] == ["Slàinte, Siân: Å ö"]

    @pytest.mark.parametrize(
        "typed",
        ["CALLUM@LOCHSIDE.EXAMPLE", " callum@lochside.example ", "ｃallum@ｌochside.example"],
    )
    def test_an_address_is_one_however_it_is_typed(self, world: World, typed: str) -> None:
        with world.app.app_context():
            found = people.account(typed)
            assert found is not None and found.person_id == world.ids["callum"]
            assert people.account("сallum@lochside.example") is None  # a Cyrillic letter

    def test_what_stood_in_another_programme(self, world: World) -> None:
        """[B02] [B15] Windows line ends, a soft break, quotes, a no-break space; NUL and bells."""
        typed = "“Yes”\r\nshe said\x0bthen\xa0— nothing…\x00\x07\ttab"
        assert write(world.client("callum"), happened=typed).status_code == 302
        assert written(world)[-1]["happened"] == "“Yes”\nshe said\nthen\xa0— nothing…\ttab"


class TestNumbersAndDays:
    @pytest.mark.parametrize(
        "day",
        [
            *("30 2 2026", "29 2 2023", "31 4 2026", "1 13 2026", "0 1 2026", "1 1 0", "1 1 9999"),
            *("1/2/3 1 2026", "x 1 2026", "٣ 1 2026", "1 1 ٢٠٢٦", "-1 1 2026", "1 1 26", " 1 2026"),
        ],
    )
    def test_days_that_there_are_not(self, world: World, day: str) -> None:
        """[B08] Refused with a reason, and every part stands there still."""
        parts = day.split(" ")
        answer = _plan(world, *parts, "2 pm")
        assert answer.status_code == 422 and "error" in shown(answer)
        for part in parts:
            assert f'value="{part}"' in shown(answer)

    def test_the_day_that_comes_every_four_years(self, world: World) -> None:
        assert _plan(world, "29", "2", "2028", "2 pm").status_code == 302

    @pytest.mark.parametrize(
        ("day", "month", "time", "utc"),
        [
            ("31", "10", "1:30 am", datetime(2027, 10, 31, 0, 30, tzinfo=UTC)),
            ("28", "3", "1:30 am", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
            ("28", "3", "midnight", datetime(2027, 3, 28, tzinfo=UTC)),
            ("1", "7", "midnight", datetime(2027, 6, 30, 23, tzinfo=UTC)),
        ],
        ids=["comes twice", "never comes", "before the change", "in summer"],
    )
    def test_times_around_the_change_of_clocks(
        self, world: World, day: str, month: str, time: str, utc: datetime
    ) -> None:
        """[B09]"""
        assert _plan(world, day, month, "2027", time).status_code == 302
        with world.app.app_context():
            assert db.session.scalars(select(SupervisionSession.starts_at)).all() == [utc]

    @pytest.mark.parametrize(
        "typed", ["NaN", "1e400", "٣٠", "-0", "1,5", "1.5", str(2**31), str(2**63), "-1", "0", "4"]
    )
    def test_numbers_that_are_none(self, world: World, typed: str) -> None:
        """[B10]"""
        answer = _plan(world, "1", "7", "2027", "2 pm", minutes=typed)
        assert answer.status_code == 422 and f'value="{typed}"' in shown(answer)


class TestMoreThanOne:
    def test_of_a_field_that_comes_twice_the_first_counts(self, world: World) -> None:
        """[B11]"""
        assert write(world.client("callum"), happened=["One", "Two"]).status_code == 302
        assert written(world)[-1]["happened"] == "One"

    def test_a_group_of_everyone_and_of_nobody(self, world: World) -> None:
        """[B14] People who are not there are refused, however many."""
        client = world.client("fergus")
        form = client.form("/supervision/groups/new")
        words = {"name": "All", "kind": "peer", "time": "2 pm", "minutes": "60"}
        when = {"date__day": "1", "date__month": "7", "date__year": "2027"}
        for many, status in ((2, 422), (300, 422), (5000, 422)):
            members = [str(uuid.UUID(int=n)) for n in range(many)]
            sent = form.data(**words, **when, members=members)
            assert client.post("/supervision/groups/new", data=sent).status_code == status
        with world.app.app_context():
            assert db.session.scalars(select(SupervisionSession)).all() == []


def test_search_finds_every_alphabet(world: World) -> None:
    """[B07] The same on both databases, since what is looked for is folded before it is kept."""
    names = "Dòmhnall Siân Þóra Łukasz İlayda Ørjan Straße Αθήνα"
    client = world.client("callum")
    assert write(client, happened=names, title="Letters of many").status_code == 302
    for typed in ("domhnall", "SIAN", "thora", "lukasz", "ilayda", "orjan", "STRASSE", "ΑΘΗΝΑ"):
        page = shown(client.fill("/reflections", action="/reflections/found", q=typed))
        assert "Letters of many" in page, typed


def _plan(
    world: World, day: str, month: str, year: str, time: str, minutes: str = "60"
) -> TestResponse:
    relation = world.relations["morag", "callum"]
    return world.client("callum").fill(
        f"/supervision/new?relation={relation}",
        action="/supervision/new",
        relation=str(relation),
        date__day=day,
        date__month=month,
        date__year=year,
        time=time,
        minutes=minutes,
    )
