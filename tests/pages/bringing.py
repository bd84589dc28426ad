"""Bringing a file of people through its pages, as several tests do."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

from openpyxl import Workbook
from werkzeug.test import TestResponse

from tests.client import Client

BEGIN = "/people/import"
ROWS = (
    "Name,Email,Team,Supervisor,Last day\r\n"
    "Isla Gunn,isla@lochside.example,Lochside,Morag of Lochside,\r\n"
    "Una Kerr,una.kerr,Birchwood,isla@lochside.example,\r\n"
    "Callum of Lochside,callum@lochside.example,Birchwood,,31/12/2026\r\n"
)


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
