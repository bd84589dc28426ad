"""People who write while the server is killed under them, and remember what they were told."""

from __future__ import annotations

import contextlib
import random
import re
import threading
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.faults.browser import Answer, Fields, Gone, hidden
from tests.faults.server import Server

KEY = re.compile(r"/reflections/([0-9a-f-]{36})")
PEOPLE = ("callum", "tomasz", "rhona", "kirsty")


@dataclass
class Told:
    """What the people were told."""

    saved: dict[uuid.UUID, list[str]] = field(default_factory=dict)  # every text, oldest first
    lost_answers: int = 0
    refused: list[int] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    longest_wait: float = 0.0

    @property
    def writes(self) -> int:
        return sum(len(texts) for texts in self.saved.values())


class Writer(threading.Thread):
    """One person at one browser: writes reflections and writes on, until told to stop. An answer
    that did not come, or said that the house cannot be reached, is a reason to send the same form
    again, as people do."""

    def __init__(self, server: Server, name: str, told: Told, seed: int) -> None:
        super().__init__(daemon=True)
        self.server, self.person, self.told = server, name, told
        self.random = random.Random(seed)
        self.done = threading.Event()
        self.browser = server.browser().sign_in(name)

    def run(self) -> None:
        try:
            while not self.done.is_set():
                self._write()
        except Stopped:
            return
        except Exception as error:
            self.told.faults.append(f"{self.person}: {error!r}")

    def _write(self) -> None:
        words = f"{self.person} wrote {uuid.uuid4()}"
        path, page = "/reflections/new", self._until_answered("/reflections/new", None)
        answer = self._until_answered(path, [*_form(page), ("happened", words), ("do", "keep")])
        found = KEY.search(answer.location)
        if not answer.saved or found is None:
            raise AssertionError(f"{path}: {answer.status} {answer.text[:500]}")
        key = uuid.UUID(found.group(1))
        self.told.saved[key] = [words]
        if self.random.random() < 0.4:
            self._write_on(key, f"{words}, and wrote on")

    def _write_on(self, key: uuid.UUID, words: str) -> None:
        path = f"/reflections/{key}/edit"
        page = self._until_answered(path, None)
        answer = self._until_answered(path, [*_form(page), ("happened", words), ("do", "keep")])
        if not answer.saved:
            raise AssertionError(f"{path}: {answer.status} {answer.text[:500]}")
        self.told.saved[key].append(words)

    def _until_answered(self, path: str, fields: Fields | None) -> Answer:
        began = time.monotonic()
        while True:
            if self.done.is_set():
                raise Stopped
            try:
                answer = self.browser.get(path) if fields is None else self._post(path, fields)
            except Gone:
                self.told.lost_answers += 1
            else:
                if answer.status != 503:
                    self.told.longest_wait = max(self.told.longest_wait, time.monotonic() - began)
                    return answer
                self.told.refused.append(answer.status)
            time.sleep(0.05)

    def _post(self, path: str, fields: Fields) -> Answer:
        return self.browser.post(path, fields)


class Stopped(Exception):
    """The test is over; nothing that was not answered counts."""


def _form(page: Answer) -> Fields:
    assert page.status == 200, (page.status, page.location)
    chosen: list[tuple[str, str]] = [("ask", "none")]
    wanted = {"csrf_token", "key", "version", "model"}
    return [*(pair for pair in hidden(page.text) if pair[0] in wanted), *chosen]


@contextlib.contextmanager
def writing(server: Server, count: int = 4, seed: int = 1) -> Iterator[Told]:
    """Let people write for as long as the block lasts."""
    told = Told()
    writers = [Writer(server, PEOPLE[n % len(PEOPLE)], told, seed + n) for n in range(count)]
    for writer in writers:
        writer.start()
    try:
        yield told
    finally:
        for writer in writers:
            writer.done.set()
        for writer in writers:
            writer.join(timeout=60)
    assert not told.faults, told.faults


def wait_for(told: Told, more: int, seconds: float = 20.0) -> None:
    """Wait until so many more writes have been acknowledged: the load is there."""
    wanted, until = told.writes + more, time.monotonic() + seconds
    while told.writes < wanted:
        assert time.monotonic() < until, f"nothing was saved for {seconds} s: {told.faults}"
        assert not told.faults, told.faults
        time.sleep(0.005)
