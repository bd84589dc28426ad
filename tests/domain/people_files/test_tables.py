"""Bytes, text and cells of a file of people: what can be read, and what is said of the rest."""

from __future__ import annotations

from datetime import date

import pytest

from supervision.domain.people_files import (
    columns,
    decoding,
    lines,
    tables,
    values,
    writing,
)
from supervision.domain.people_files.limits import MOST_ROWS, Unreadable


@pytest.mark.parametrize(
    ("data", "guessed"),
    [
        ("Náme,Email\n".encode(), False),
        ("Náme,Email\n".encode("utf-8-sig"), False),
        ("Náme,Email\n".encode("utf-16"), False),
        (b"\xfe\xff" + "Náme,Email\n".encode("utf-16-be"), False),
        ("Náme,Email\n".encode("cp1252"), True),
    ],
)
def test_encodings_are_told_apart(data: bytes, guessed: bool) -> None:
    found = decoding.decode(data)
    assert found.text == "Náme,Email\n"
    assert found.guessed is guessed


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", ".xls"),
        ("a.csv", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", ".xls"),
        ("a.csv", b"%PDF-1.7", "PDF"),
        ("a.csv", b"\x89PNG\r\n", "picture"),
        ("a.csv", b"GIF89a", "picture"),
        ("a.csv", b"<!DOCTYPE html><html>", "web page"),
        ("a.csv", b"  <svg onload=x>", "web page"),
        ("a.xlsm", b"PK\x03\x04", "macros"),
        ("a.ods", b"PK\x03\x04", "OpenDocument"),
        ("a.xlsx", b"Name,Email\n", "no workbook"),
        ("a.csv", b"", "nothing"),
        ("a.csv", b" \n ", "nothing"),
        ("a.csv", b"x" * (5 * 1024 * 1024 + 1), "5 MB"),
        ("a.csv.gz", b"\x1f\x8b\x08", "compressed"),
    ],
)
def test_what_is_no_table_is_named(name: str, data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        decoding.is_workbook(name, data)


@pytest.mark.parametrize(
    "data", [b"Name\0,Email", b"\xff\xfe\x00\x00N\x00\x00\x00", b"\x81\x8d\x8f,x", b"\xff\xfeN"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        decoding.decode(data)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_and_rows_as_a_table_program_counts_them(separator: str) -> None:
    content = separator.join(["Name", "Email", "Team"]) + "\r\n\r\n"
    content += separator.join(['"Isla\nof two lines"', "isla@a.example", '"Loch, side; \ty"'])
    table = tables.read(content)
    assert table.rows == ((3, ("Isla\nof two lines", "isla@a.example", "Loch, side; \ty")),)


def test_a_line_that_declares_the_separator_is_a_row() -> None:
    assert tables.read("sep=;\nName;Email\nA B;a@b.example").rows[0][0] == 3


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("Name,Email\n" + "A,b\n" * (MOST_ROWS + 1), "10,000 rows"),
        ("Name,Email" + ",x" * 100_000 + "\nA,b", "100 columns"),
        ('Name,Email\n"' + "x" * 200_000, "never ends"),
        ("Name,Email\n", "no people"),
        ("Name,Name,Email\nA,B,c", "Two columns"),
        ("Full name,NAME,Email\nA,B,c", "Two columns"),
        ("Team,Hours\nA,B", "Two are needed"),
        ("Name,Team\nA,B", "Email"),
        ("Email,Team\nA,B", "Name"),
        ("Name,First name,Last name,Email\nA,B,C,d", "not both"),
    ],
)
def test_a_table_that_cannot_be_used_says_why(content: str, words: str) -> None:
    with pytest.raises(Unreadable, match=words):
        lines.read(tables.read(content))


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("E-mail Address", "email"),
        (" WORK EMAIL ", "email"),
        ("line_manager", "supervisor"),
        ("Known As", "known_as"),
        ("Start Date", "start"),
        ("Last working day", "until"),
        ("Hours per week", "hours"),
        ("Shoe size", None),
    ],
)
def test_headings_in_any_case(heading: str, field: str | None) -> None:
    assert columns.field_of(heading) == field


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("2026-12-01", date(2026, 12, 1)),
        ("01/12/2026", date(2026, 12, 1)),
        ("1.12.2026", date(2026, 12, 1)),
        ("1st December 2026", date(2026, 12, 1)),
        ("29 Feb 2024", date(2024, 2, 29)),
    ],
)
def test_days(cell: str, day: date) -> None:
    assert values.day(cell) == day


@pytest.mark.parametrize(
    "cell",
    ["30/02/2026", "29/02/2023", "1/2/3", "2026-13-01", "45000", "soon", "01/12/26", "0-0-0000"],
)
def test_days_that_are_none(cell: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        values.day(cell)


@pytest.mark.parametrize(
    "cell", ["=1+1", "+SUM(A1)", "-x", "@x", " =1", "'=1", '"=1', "＝1", "=cmd|' /C calc'!A0"]
)
def test_formulas(cell: str) -> None:
    assert values.carried_out(cell)
    assert writing.cell(cell).startswith("'")


def test_numbers_are_no_formulas() -> None:
    assert not values.carried_out("-5")
    assert not values.carried_out("+37.5")
