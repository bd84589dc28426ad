"""Asked to finish while people write: whatever reached the service is answered [R20]."""

from __future__ import annotations

import http.client
import random
import threading
import time
import uuid
from collections import Counter
from urllib.parse import urlencode

import pytest

from tests.faults import ledger
from tests.faults.browser import Fields, hidden
from tests.faults.conftest import House
from tests.faults.server import Server
from tests.faults.sizes import SEED, STOPS
from tests.faults.writers import KEY

NEW = "/reflections/new"


class Careful(threading.Thread):
    """Someone who sends one form after another and tells a request that found nobody (nothing was
    begun) from one that was taken and then cut off."""

    def __init__(self, server: Server, name: str) -> None:
        super().__init__(daemon=True)
        self.server, self.browser = server, server.browser().sign_in(name)
        self.done = threading.Event()
        self.saved: dict[uuid.UUID, list[str]] = {}
        self.told: Counter[str] = Counter()
        self.forms = [self._form() for _ in range(3)]

    def _form(self) -> Fields:
        return hidden(self.browser.get(NEW).text, NEW)

    def run(self) -> None:
        while not self.done.is_set():
            words = f"Written {uuid.uuid4()}"
            form = self.forms.pop() if self.forms else None
            body = None if form is None else urlencode([*form, ("happened", words), ("do", "keep")])
            answer = self._ask(body)
            if answer is None:
                if form is not None:
                    self.forms.append(form)
                continue
            status, location, text = answer
            self.told[str(status)] += 1
            found = KEY.search(location)
            if form is None:
                self.forms.append(hidden(text, NEW))
            elif found is not None:
                self.saved[uuid.UUID(found.group(1))] = [words]

    def _ask(self, body: str | None) -> tuple[int, str, str] | None:
        cookies = "; ".join(f"{name}={value}" for name, value in self.browser.cookies.items())
        headers = {"Cookie": cookies, "Connection": "close"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=40)
        try:
            connection.connect()
        except ConnectionRefusedError:
            self.told["nobody there"] += 1
            time.sleep(0.2)
            return None
        try:
            connection.request("GET" if body is None else "POST", NEW, body, headers)
            response = connection.getresponse()
            return response.status, response.headers.get("Location", ""), response.read().decode()
        except (OSError, http.client.HTTPException) as error:
            self.told[f"cut off: {type(error).__name__}"] += 1
            return None
        finally:
            connection.close()


@pytest.mark.parametrize("quarter", [1, 2, 3, 4])
def test_nothing_is_cut_off_when_it_is_asked_to_finish(on_sqlite: House, quarter: int) -> None:
    house, chance = on_sqlite, random.Random(SEED * quarter)
    house.server.workers = 2
    with house.server:
        people = [Careful(house.server, name) for name in ("callum", "tomasz", "rhona", "kirsty")]
        for person in people:
            person.start()
        for _ in range(STOPS // 4):
            before = sum(len(person.saved) for person in people)
            while sum(len(person.saved) for person in people) < before + 3:
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.2))
            assert house.server.stop() == 0
            house.server.start()
        for person in people:
            person.done.set()
        for person in people:
            person.join(timeout=60)
    told = sum((person.told for person in people), Counter())
    print(f"{STOPS // 4} stops: {dict(told)}")
    assert set(told) <= {"200", "302", "nobody there"}, told
    saved = {key: words for person in people for key, words in person.saved.items()}
    ledger.nothing_is_lost(house.world, saved)
    ledger.nothing_is_half_done(house.world)
