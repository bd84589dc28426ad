"""From bytes to text, judged by what is in them and not by what the file is called.

Rule: UTF-8 and UTF-16 are taken, with their mark or, for UTF-8, without. What is neither is read as
Windows-1252, since that is what older table programs write, and whoever brought it is told that it
was a guess. What is no text is refused with the name of what it seems to be.
"""

from __future__ import annotations

import codecs
from dataclasses import dataclass

from supervision.domain.people_files.limits import MOST_BYTES, Unreadable
from supervision.domain.wording import said

SAVE_AS = said("Save it as a table in CSV or XLSX, and bring that")
WORKBOOK = b"PK\x03\x04"

_KINDS: tuple[tuple[bytes, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        said(
            "This is an old Excel file (.xls), or one with a password. Save it as XLSX without a "
            "password, or as CSV"
        ),
    ),
    (b"%PDF", said("This is a PDF, which holds no table. Save the table as CSV or XLSX")),
    (b"{\\rtf", said("This is a text document. Save the table as CSV or XLSX")),
    (b"\x89PNG", said("This is a picture. Save the table as CSV or XLSX")),
    (b"\xff\xd8\xff", said("This is a picture. Save the table as CSV or XLSX")),
    (b"GIF8", said("This is a picture. Save the table as CSV or XLSX")),
    (b"\x1f\x8b", said("This file is compressed. Unpack it first, and bring the table")),
)
_PAGES = (b"<!doctype", b"<html", b"<?xml", b"<svg")
_NAMES = {
    ".xls": _KINDS[0][1],
    ".xlsm": said("This is a workbook with macros (.xlsm). Save it as XLSX, without macros"),
    ".xlsb": said("This is a binary workbook (.xlsb). Save it as XLSX or CSV"),
    ".ods": said("This is an OpenDocument table (.ods). Save it as XLSX or CSV"),
    ".pdf": _KINDS[1][1],
}


@dataclass(frozen=True)
class Decoded:
    """The text of a file, and whether its encoding had to be guessed."""

    text: str
    guessed: bool = False


def is_workbook(name: str, data: bytes) -> bool:
    """Whether this is to be read as XLSX; if not, as CSV.

    Args:
        name: what the file is called; only its ending is looked at.

    Raises:
        Unreadable: for an empty or too large file, and for one that is neither.
    """
    if not data.strip():
        raise Unreadable(said("There is nothing in this file"))
    if len(data) > MOST_BYTES:
        raise Unreadable(said("This file is larger than 5 MB. Bring it in two parts"))
    for start, sentence in _KINDS:
        if data.startswith(start):
            raise Unreadable(sentence)
    ending = name[name.rfind(".") :].strip().lower() if "." in name else ""
    if ending in _NAMES:
        raise Unreadable(_NAMES[ending])
    if data.startswith(WORKBOOK):
        return True
    if ending == ".xlsx":
        raise Unreadable(said("This is called .xlsx and is no workbook. Save it anew, or as CSV"))
    if data.lstrip()[:16].lower().startswith(_PAGES):
        raise Unreadable(said("This is a web page or drawing. Save the table as CSV or XLSX"))
    return False


def decode(data: bytes) -> Decoded:
    """The text of a CSV file.

    Raises:
        Unreadable: when it is no text, or in an encoding that is not taken.
    """
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise Unreadable(said("This file is written in UTF-32. Save it as CSV in UTF-8"))
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return Decoded(_strictly(data, "utf-16"))
    if b"\0" in data:
        raise Unreadable(
            said("This file holds signs that no table has (NUL). Save it as CSV in UTF-8")
        )
    if data.startswith(codecs.BOM_UTF8):
        return Decoded(_strictly(data, "utf-8-sig"))
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError:
        return Decoded(_strictly(data, "cp1252"), guessed=True)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Unreadable(
            said("The letters of this file cannot be read. Save it as CSV in UTF-8")
        ) from error
    if "\0" in text:
        raise Unreadable(
            said("This file holds signs that no table has (NUL). Save it as CSV in UTF-8")
        )
    return text
