"""Files that are brought as lists of people: what cannot be read says why, and what can is text."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from sqlalchemy import select

from supervision.extensions import db
from supervision.models.administration import PeopleImport
from supervision.models.people import Person
from tests.pages.bringing import BEGIN, ROWS, brought, send, text_of, workbook
from tests.worlds import World


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
