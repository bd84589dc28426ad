"""Last days in a file of people: each stands there as proposed, and nothing happens by it."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy import select
from werkzeug.test import TestResponse

from supervision.extensions import db
from supervision.models.people import Person
from tests.pages.bringing import ROWS, brought, text_of
from tests.worlds import World


def rows_of(answer: TestResponse) -> list[str]:
    """What stands in each row of a page, without the signs of its tags."""
    found = re.findall(r'<li class="app-row">(.*?)</li>', answer.get_data(as_text=True), re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in found]


def way_to_leave(world: World, who: str, last_day: str = "") -> str:
    asked = f"?last_day={last_day}" if last_day else ""
    return f'href="/people/{world.ids[who]}/leaving{asked}"'


def test_each_leaver_stands_there_as_proposed_before_and_after(world: World) -> None:
    client = world.client("sandy")
    first = brought(
        client,
        b"Name,Email,Team,Last day\n"
        b"Callum of Lochside,callum@lochside.example,,31/12/2026\n"
        b"Tomasz of Lochside,tomasz@lochside.example,Birchwood,30/11/2026\n"
        b"Morag of Lochside,morag@lochside.example,Nowhere,01/12/2026\n"
        b"Kirsty of Lochside,kirsty@lochside.example,,01/11/2026\n"
        b"Jean of Lochside,jean@lochside.example,,01/01/2020\n"
        b"Rhona of Lochside,rhona@lochside.example,,soon\n"
        b"Grace of Lochside,grace@lochside.example,,\n",
    )
    page = client.get(f"{first}?show=all")
    assert "Four last days are proposed: nothing happens until you confirm them." in text_of(page)
    shown = {one.partition(":")[0]: one for one in rows_of(page)}
    assert "Callum of Lochside Proposed Leaves on 31 December – proposed:" in shown["Row 2"]
    assert "Stays" not in shown["Row 2"]
    assert "Changes Proposed Team: Birchwood, until now Lochside. Leaves on 30" in shown["Row 3"]
    assert "To put right Proposed Team: There is no team" in shown["Row 4"]
    assert "Leaves on 1 December – proposed" in shown["Row 4"]
    assert "Proposed Left on 1 November, the file says – proposed:" in shown["Row 5"]
    assert "To put right Last day: The last day is before the first day here." in shown["Row 6"]
    assert "To put right Last day: Write the day as in 23/11/2026" in shown["Row 7"]
    assert "Proposed" not in shown["Row 6"] + shown["Row 7"]
    assert shown["Row 8"].endswith("Stays Open their page Grace of Lochside")
    html = page.get_data(as_text=True)
    assert way_to_leave(world, "callum", "2026-12-31") in html
    assert way_to_leave(world, "tomasz", "2026-11-30") in html
    assert way_to_leave(world, "kirsty") in html, "a day that has passed is not suggested"

    assert "Proposed: 4" in text_of(page)
    proposed = rows_of(client.get(f"{first}?show=proposed"))
    assert [one[:5] for one in proposed] == ["Row 4", "Row 2", "Row 3", "Row 5"]
    done = client.fill(first, f"{first}/carry-out", leave_out="y")
    page = client.get(done.location)
    assert "Four last days are proposed" in text_of(page)
    ways = [way_to_leave(world, who, f"2026-{day}") for who, day in LEAVERS.items()]
    assert [one in page.get_data(as_text=True) for one in ways] == [True] * 3
    with world.reading("sandy"):
        left = select(Person.left_on).where(Person.id.in_([world.ids[who] for who in LEAVERS]))
        assert set(db.session.scalars(left)) == {None}

    client.fill(f"/people/{world.ids['callum']}/leaving", **day_fields(date(2026, 12, 31)))
    page = client.get(done.location)
    shown = {one.partition(":")[0]: one for one in rows_of(page)}
    assert "Confirmed The last day is 31 December." in shown["Row 2"]
    assert "Proposed Leaves on 30 November" in shown["Row 3"]
    again = client.get(brought(client, ROWS.encode()))
    assert "Row 4: Callum of Lochside Changes Team" in text_of(again)
    assert "Leaves on" not in text_of(again)


LEAVERS = {"callum": "12-31", "tomasz": "11-30", "morag": "12-01"}


def day_fields(day: date) -> dict[str, str]:
    return {
        "last_day-day": str(day.day),
        "last_day-month": str(day.month),
        "last_day-year": str(day.year),
    }


def test_every_leaver_is_listed_however_many(world: World) -> None:
    client = world.client("sandy")
    rows = "".join(
        f"Person {chr(65 + n % 26)}{chr(97 + n // 26)},p{n}@x.example,31/12/2026\n"
        for n in range(110)
    )
    first = brought(client, f"Name,Email,Last day\n{rows}".encode())
    assert "110 last days are proposed" in text_of(client.get(first))
    done = client.fill(first, f"{first}/carry-out")
    page = client.get(done.location).get_data(as_text=True)
    assert page.count("Confirm this last day") == 100
    assert f"{done.location}?from=100" in page
    rest = client.get(f"{done.location}?from=100").get_data(as_text=True)
    assert rest.count("Confirm this last day") == 10
    for odd in ("from=-1", "from=9999999", "from=x"):
        assert client.get(f"{done.location}?{odd}").status_code == 200
