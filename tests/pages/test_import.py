"""Bringing a file of people: what it may be, what is said of it, and carrying it out by pages."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from sqlalchemy import select
from werkzeug.test import TestResponse

from supervision.domain.people_files import decoding, lines, tables
from supervision.extensions import db
from supervision.models.administration import PeopleImport
from supervision.models.people import Person
from tests.client import Client
from tests.worlds import World

BEGIN = "/people/import"
ROWS = (
    "Name,Email,Team,Supervisor,Last day\r\n"
    "Isla Gunn,isla@lochside.example,Lochside,Morag of Lochside,\r\n"
    "Una Kerr,una.kerr,Birchwood,isla@lochside.example,\r\n"
    "Callum of Lochside,callum@lochside.example,Birchwood,,31/12/2026\r\n"
)
WRONG = "Rory Innes,rory@lochside.example,No such team,,\r\n"


def send(client: Client, data: bytes, name: str = "people.csv", **more: Any) -> TestResponse:
    token = client.token()
    return client.post(
        BEGIN,
        data={"csrf_token": token, "file": (io.BytesIO(data), name), **more},
        content_type="multipart/form-data",
    )


def brought(client: Client, data: bytes, name: str = "people.csv", **more: Any) -> str:
    """Bring a file that can be read; returns the address of its page."""
    answer = send(client, data, name, **more)
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return str(answer.location)


def text_of(answer: TestResponse) -> str:
    found = re.sub(r"<[^>]+>", " ", answer.get_data(as_text=True))
    return " ".join(found.replace("&#39;", "'").split())


def workbook(*rows: list[Any], fill: Callable[[Workbook], None] | None = None) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if fill:
        fill(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def packed(**parts: bytes) -> bytes:
    """A workbook whose parts are these, beside the least that makes one."""
    out = io.BytesIO()
    least = workbook(["Name", "Email"], ["Isla Gunn", "isla@lochside.example"])
    with zipfile.ZipFile(io.BytesIO(least)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, data in parts.items():
            new.writestr(name, data, compress_type=zipfile.ZIP_DEFLATED)
    return out.getvalue()


# --- The way through


def test_the_template_is_a_file_that_can_be_brought(world: World) -> None:
    client = world.client("sandy")
    answer = client.get(f"{BEGIN}/template.csv")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="people.csv"'
    found = lines.read(tables.read(decoding.decode(answer.data).text))[1]
    assert [one.problems for one in found] == [[], []]
    page = client.get(brought(client, answer.data, make_teams="y"))
    assert "Two people would be added" in text_of(page)


def test_from_a_file_with_faults_to_people_who_can_begin(world: World) -> None:
    client = world.client("sandy")
    first = brought(client, (ROWS + WRONG).encode())
    page = text_of(client.get(first))
    assert "One row has something to put right." in page
    assert "Row 5: Rory Innes" in page
    assert "Team: There is no team called “No such team”." in page
    refused = client.fill(first, f"{first}/carry-out")
    assert refused.status_code == 422
    assert "say that they are left out" in text_of(refused)

    second = brought(client, ROWS.encode())
    page = text_of(client.get(f"{second}?show=all"))
    assert "Team: Birchwood, until now Lochside." in page
    assert "Leaves on 31 December – proposed: nothing happens until you confirm it." in page
    assert "One last day is proposed: nothing happens until you confirm it." in page
    assert client.get(first).location.endswith("/progress")  # the first was set aside

    done = client.fill(second, f"{second}/carry-out", invite="y")
    assert done.location == f"{second}/progress"
    page = client.get(done.location)
    assert "Refresh" not in page.headers
    said = text_of(page)
    assert "The file is carried out" in said
    assert "Two people were added." in said
    assert "One person was changed." in said
    assert "What remains for you to do" in said
    assert "One last day is proposed" in said
    assert "One person who was added has no work mail." in said

    printed = client.fill(done.location, f"{second}/links")
    assert printed.status_code == 200
    assert printed.headers["Cache-Control"] == "no-store, private"
    assert "una.kerr" in text_of(printed)
    address = re.search(r"http://[^<\s]+", printed.get_data(as_text=True))
    assert address is not None
    opened = world.client().get(address[0].partition("localhost")[2])
    assert opened.status_code in (200, 302)
    assert "no work mail" not in text_of(client.get(done.location))  # shown once


def test_somebody_who_gets_no_mail_is_told_before(world: World) -> None:
    client = world.client("sandy")
    page = text_of(client.get(brought(client, ROWS.encode())))
    assert "Signs in with una.kerr, and gets no mail." in page
    assert page.count("gets no mail") == 1


def test_the_same_file_again_stays_as_it_is(world: World) -> None:
    client = world.client("sandy")
    first = brought(client, ROWS.encode())
    client.fill(first, f"{first}/carry-out")
    page = text_of(client.get(brought(client, ROWS.encode())))
    assert "Two people stay as they are. One last day is proposed" in page
    assert "There is nothing to carry out. What is proposed you do on each" in page


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


def test_no_page_for_whoever_looks_after_information_leads_here(world: World) -> None:
    """What a file did stands on the pages about people, with who did it and when."""
    client = world.client("noor")
    seen, ahead = set(), ["/", "/people"]
    while ahead:
        path = ahead.pop()
        answer = client.get(path)
        seen.add(path)
        if answer.mimetype == "text/html":
            found = set(re.findall(r'(?:href|action)="(/[^"#]*)"', answer.get_data(as_text=True)))
            assert not [one for one in found if one.startswith(BEGIN)], path
            looked = [one for one in found if one.startswith(("/people", "/settings", "/teams"))]
            ahead += [one for one in looked if one not in seen and one not in ahead]
    assert len(seen) > 10


def test_rows_that_need_putting_right_can_be_left_out_and_taken_away(world: World) -> None:
    client = world.client("sandy")
    first = brought(client, (ROWS + WRONG + "=1+1,x@lochside.example,,,\r\n").encode())
    table = client.get(f"{first}/problems.csv")
    assert table.headers["Content-Disposition"].startswith("attachment")
    assert table.headers["X-Content-Type-Options"] == "nosniff"
    text = table.get_data(as_text=True)
    assert "5,Rory Innes,Team,No such team," in text
    assert "'=1+1" in text
    assert ",=1+1" not in text
    done = client.fill(first, f"{first}/carry-out", leave_out="y")
    page = text_of(client.get(done.location))
    assert "Two rows were left out." in page
    assert "Row 5: Rory Innes Team: There is no team called “No such team”." in page
    assert client.get(f"{first}/problems.csv").get_data(as_text=True).count("\r\n") == 3


def test_a_file_set_aside_is_erased(world: World) -> None:
    client = world.client("sandy")
    first = brought(client, ROWS.encode())
    assert client.fill(first, f"{first}/set-aside").location == BEGIN
    with world.reading("sandy"):
        assert db.session.scalars(select(PeopleImport.rows_sealed)).all() == [None]
    assert "Brought lately" not in text_of(client.get(BEGIN))


def test_the_page_says_when_it_has_stopped(world: World) -> None:
    client = world.client("sandy")
    first = brought(client, ROWS.encode())
    with world.acting("sandy"):
        row = db.session.scalars(select(PeopleImport)).one()
        row.state, row.claimed_at = "running", world.clock.now
        row.done_rows = 1
    page = client.get(f"{first}/progress")
    assert page.headers["Refresh"] == "3"
    assert "1 of 3 rows so far" in text_of(page)
    world.clock.advance(minutes=2)
    page = client.get(f"{first}/progress")
    assert "Refresh" not in page.headers
    assert "It stopped after 1 of 3 rows." in text_of(page)
    on = client.fill(f"{first}/progress", f"{first}/go-on")
    assert "The file is carried out" in text_of(client.get(on.location))


def test_a_long_file_is_shown_some_rows_at_a_time(world: World) -> None:
    client = world.client("sandy")
    rows = "".join(
        f"Person {chr(65 + n % 26)}{chr(97 + n // 26)},p{n}@x.example\n" for n in range(60)
    )
    first = brought(client, f"Name,Email\n{rows}".encode())
    shown = client.get(first).get_data(as_text=True)
    assert shown.count('<li class="app-row">') == 25
    assert f"{first}?show=all&amp;from=25" in shown
    last = client.get(f"{first}?show=all&from=50").get_data(as_text=True)
    assert last.count('<li class="app-row">') == 10
    for odd in ("from=-1", "from=9999999", "from=x", "show=x", "from=%D9%A3"):
        assert client.get(f"{first}?{odd}").status_code == 200


def test_nobody_of_another_organisation_is_told_of(world: World) -> None:
    client = world.client("sandy")
    first = brought(client, b"Name,Email\nOona Pell,OONA@harbour.example\n")
    page = text_of(client.get(first))
    assert "Email: This address cannot be used here." in page
    assert "Harbour" not in page


def test_who_is_not_in_the_file_stands_there_and_stays(world: World) -> None:
    client = world.client("sandy")
    page = text_of(client.get(brought(client, ROWS.encode())))
    assert "Who is here and not in this file" in page
    assert "Priya of Lochside" in page


@pytest.mark.parametrize("who", ["noor", "agnes", "callum", "eilidh", "oona"])
def test_hidden_from_everyone_else(world: World, who: str) -> None:
    first = brought(world.client("sandy"), ROWS.encode())
    client = world.client(who)
    assert client.get("/").status_code == 200
    for path in (
        BEGIN,
        f"{BEGIN}/template.csv",
        first,
        f"{first}/progress",
        f"{first}/problems.csv",
    ):
        assert client.get(path).status_code == 404
    assert send(client, ROWS.encode()).status_code == 404
    for path in ("carry-out", "go-on", "set-aside", "links"):
        assert client.send(f"{first}/{path}").status_code == 404


# --- What is no list of people

CSV_THAT_CANNOT_BE_READ = {
    "nothing": (b"", "There is nothing in this file"),
    "a zero": (b"Name,Email\nIsla\0,x@y.example\n", "NUL"),
    "other letters": ("Name,Email\nİsla,x@y.example".encode("utf-16-le"), "NUL"),
    "utf-32": ("Name,Email\nA,b".encode("utf-32"), "UTF-32"),
    "no letters": (b"Name,Email\n\x81\x8d\x8f,x@y.example\n", "cannot be read"),
    "many columns": (b"Name,Email" + b",x" * 100_000 + b"\nA,b@c.example\n", "100 columns"),
    "many rows": (b"Name,Email\n" + b"A B,a@b.example\n" * 10_001, "10,000 rows"),
    "the same twice": (b"Name,Name,Email\nA,B,c@d.example\n", "Two columns say the same"),
    "a quote": (b'Name,Email\n"' + b"x" * 140_000, "never ends"),
    "no names": (b"1,2,3\n4,5,6\n", "The first row has to name the columns"),
    "a page": (b"<!DOCTYPE html><html></html>", "web page"),
    "old excel": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old Excel"),
    "a pdf": (b"%PDF-1.7\n%stuff", "PDF"),
    "a picture": (b"\x89PNG\r\n\x1a\n", "picture"),
}


@pytest.mark.parametrize("what", CSV_THAT_CANNOT_BE_READ)
def test_a_file_that_cannot_be_read_says_why(world: World, what: str) -> None:
    data, words = CSV_THAT_CANNOT_BE_READ[what]
    answer = send(world.client("sandy"), data)
    assert answer.status_code == 422
    assert words in text_of(answer)
    with world.reading("sandy"):
        assert db.session.scalars(select(PeopleImport.id)).all() == []


def bomb() -> bytes:
    return packed(**{"xl/worksheets/sheet1.xml": b"<a>" + b" " * (300 * 1024 * 1024) + b"</a>"})


LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    b'<!ENTITY l2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">'
    b'<!ENTITY l3 "&l2;&l2;&l2;&l2;&l2;&l2;&l2;&l2;&l2;&l2;">]>'
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<si><t>&l3;</t></si></sst>"
)
OUTSIDE = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/hostname">]>'
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c>'
    b'<c r="B1" t="inlineStr"><is><t>Email</t></is></c></row>'
    b'<row r="2"><c r="A2" t="inlineStr"><is><t>&file;</t></is></c>'
    b'<c r="B2" t="inlineStr"><is><t>x@y.example</t></is></c></row></sheetData></worksheet>'
)
FAR_APART = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    + b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (n, n) for n in range(1, 10**7, 900))
    + b"</sheetData></worksheet>"
)  # rows of little, with so much nothing between them that it takes long to go through
TYPES = (
    b'<Types><Override ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>'
)
WORKBOOKS_THAT_CANNOT_BE_READ: dict[str, tuple[Callable[[], bytes], str]] = {
    "a bomb": (bomb, "far more than a list of people"),
    "many parts": (
        lambda: packed(**{f"xl/media/{n}.bin": b"" for n in range(300)}),
        "far more than a list of people",
    ),
    "rows far apart": (
        lambda: packed(**{"xl/worksheets/sheet1.xml": FAR_APART}),
        "far more than a list of people",
    ),
    "laughs": (lambda: packed(**{"xl/workbook.xml": LAUGHS}), "cannot be read"),
    "a file from outside": (
        lambda: packed(**{"xl/worksheets/sheet1.xml": OUTSIDE}),
        "cannot be read",
    ),
    "macros": (lambda: packed(**{"xl/vbaProject.bin": b"x"}), "macros"),
    "macros by type": (lambda: packed(**{"[Content_Types].xml": TYPES}), "macros"),
    "open document": (
        lambda: packed(**{"mimetype": b"x", "content.xml": b"<x/>"}),
        "OpenDocument",
    ),
    "half": (lambda: workbook(["Name", "Email"])[:-200], "cannot be read"),
    "no table": (lambda: b"PK\x03\x04" + b"x" * 100, "cannot be read"),
    "wide": (
        lambda: workbook(["Name", "Email", *(["x"] * 200)], ["A B", "a@b.example"]),
        "100 columns",
    ),
    "empty": (lambda: workbook(), "nothing in this file"),
}


@pytest.mark.parametrize("what", WORKBOOKS_THAT_CANNOT_BE_READ)
def test_a_workbook_that_cannot_be_read_says_why(world: World, what: str) -> None:
    make, words = WORKBOOKS_THAT_CANNOT_BE_READ[what]
    answer = send(world.client("sandy"), make(), "people.xlsx")
    assert answer.status_code == 422
    assert words in text_of(answer)


def test_more_than_the_address_takes_is_refused_unread(world: World) -> None:
    answer = send(world.client("sandy"), b"x" * (6 * 1024 * 1024))
    assert answer.status_code == 413


def test_no_other_address_takes_a_file(world: World) -> None:
    client = world.client("sandy")
    data = {"csrf_token": client.token(), "known_as": "Sandy", "file": (io.BytesIO(b"x"), "x.csv")}
    answer = client.post("/account", data=data, content_type="multipart/form-data")
    assert answer.status_code == 400


def test_a_form_without_a_file_says_so(world: World) -> None:
    answer = world.client("sandy").send(BEGIN, make_teams="y")
    assert answer.status_code == 422
    assert "Choose a file" in text_of(answer)


@pytest.mark.parametrize("name", ["../../x.csv", "C:\\CON", "a\u202egpj.csv", "x" * 300, "<b>.csv"])
def test_what_the_file_is_called_does_not_matter(world: World, name: str) -> None:
    client = world.client("sandy")
    assert client.get(brought(client, ROWS.encode(), name)).status_code == 200


# --- What can be read, and is not what it seems


def test_a_guess_at_the_letters_is_shown(world: World) -> None:
    client = world.client("sandy")
    data = "Name,Email\nZoë Nuñez,zoe@lochside.example\n".encode("cp1252")
    page = text_of(client.get(brought(client, data)))
    assert "guessed to be those of Windows" in page
    assert "Zoë Nuñez" in page


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_letters_are_kept(world: World, encoding: str) -> None:
    client = world.client("sandy")
    data = "Name;Email\nŁucja Ó Súilleabháin;lucja@lochside.example\n".encode(encoding)
    page = text_of(client.get(brought(client, data)))
    assert "Łucja Ó Súilleabháin" in page
    assert "guessed" not in page


def test_cells_that_would_run_are_text_on_the_page(world: World) -> None:
    client = world.client("sandy")
    data = (
        '"<script>alert(1)</script>",Name,Email,Team\n'
        'x,"<img src=x onerror=alert(1)>",a@b.example,"<b>Lochside</b>"\n'
    )
    page = client.get(brought(client, data.encode())).get_data(as_text=True)
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "is not used" in page


def test_a_workbook_says_what_a_csv_says(world: World) -> None:
    client = world.client("sandy")
    start = world.clock.now.date() + timedelta(days=8)
    data = workbook(
        ["E-mail", "FULL NAME", "Team", "Hours", "Start date", "Manager"],
        ["isla@lochside.example", "Isla Gunn", "Lochside", 37.5, start, "Morag of Lochside"],
        ["una.kerr", "Una Kerr", "Birchwood", 35, "01/12/2026", None],
        [None] * 6,
        ["rory@lochside.example", "=A1", None, None, None, None],
        ["ann@lochside.example", "Ann Roy", "#REF!", -5, date(1850, 1, 1), None],
        fill=lambda book: book.create_sheet("Another"),
    )
    first = brought(client, data, "people.xlsx")
    page = text_of(client.get(f"{first}?show=all"))
    assert "Two people would be added." in page
    assert "Only the first sheet" in page
    assert "Row 5: rory@lochside.example" in page
    assert "Name: This is a formula, or looks like one." in page
    assert "Team: The table program could not work this out." in page
    assert "Hours: Write between 0 and 80 hours a week." in page
    assert "Start date: Give a year from 1900" in page or "Start date:" in page
    client.fill(first, f"{first}/carry-out", leave_out="y")
    with world.reading("sandy"):
        isla = db.session.scalar(select(Person).where(Person.full_name == "Isla Gunn"))
        assert isla is not None
        assert (isla.joined_on, isla.weekly_minutes) == (start, 2250)


def test_a_formula_over_several_cells_is_one(world: World) -> None:
    def fill(book: Workbook) -> None:
        book.active["A2"] = ArrayFormula("A2:A2", "=SUM(1)")

    client = world.client("sandy")
    data = workbook(["Name", "Email"], ["x", "isla@lochside.example"], fill=fill)
    page = text_of(client.get(brought(client, data, "people.xlsx")))
    assert "This is a formula" in page
