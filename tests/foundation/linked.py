"""Links that lead in: where the place is, and what is answered to many who follow one at once."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from supervision.mail_settings import MailSettings
from tests.worlds import World

NEW = "three herons at dawn"
BASE = "https://supervision.lochside.example"


@pytest.fixture(autouse=True)
def base_url(world: World, tmp_path: Path) -> Iterator[None]:
    """The place has an address, and mails are files."""
    before = world.app.extensions["settings"]
    world.app.extensions["settings"] = replace(
        before, instance=tmp_path, mail=MailSettings(url=BASE)
    )
    yield
    world.app.extensions["settings"] = before


def fifty_at_once(
    world: World, link: str, form: str, fields: Callable[[str], dict[str, str]]
) -> Counter[int]:
    """Follow a link in fifty browsers, and send its form from all of them at the same moment, each
    with a password of its own; how often each status was answered.

    Args:
        fields: what the form is sent with, from a password.
    """
    clients, ready = [], threading.Barrier(50)
    for _ in range(50):
        client = world.app.test_client()
        client.get(link)
        clients.append((client, _token(client, form)))
    answers: list[int] = []

    def post(client: Any, token: str, number: int) -> None:
        data = {"csrf_token": token, **fields(f"herons number {number} at dawn")}
        ready.wait(30)
        answers.append(client.post(form, data=data).status_code)

    threads = [
        threading.Thread(target=post, args=(client, token, number))
        for number, (client, token) in enumerate(clients)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join(50)
    return Counter(answers)


def _token(client: Any, form: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get(form).text)
    assert found is not None
    return found[1]
