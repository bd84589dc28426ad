"""Two who save one record at once, and forms that are sent many times at once: never two "saved"
for one version, never two records for one form, and nobody's words lost [K01, K02, K03, X05]."""

from __future__ import annotations

import re
import threading
import uuid
from collections.abc import Callable, Sequence
from html import unescape

from sqlalchemy import func, select

from supervision.extensions import db
from supervision.models.reflections import Reflection, ReflectionVersion
from supervision.models.sessions import AgendaItem, SupervisionSession
from tests.faults import ledger
from tests.faults.browser import Answer, Browser, Fields, hidden
from tests.faults.conftest import House
from tests.faults.sizes import ROUNDS
from tests.faults.writers import KEY

# Shown as text wherever two texts stand side by side.
MARKUP = '<script>alert("%s")</script><img src=x onerror=alert(1)>'
FORM = re.compile(r"<form.*?</form>", re.S)


def at_once(*acts: Callable[[], Answer]) -> list[Answer]:
    """Do these in the same moment; their answers, in order."""
    answers: list[Answer | None] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def do(number: int) -> None:
        start.wait(timeout=30)
        answers[number] = acts[number]()

    threads = [threading.Thread(target=do, args=(n,), daemon=True) for n in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=90)
    assert None not in answers, "one of them was not answered"
    return [answer for answer in answers if answer is not None]


def sending(browser: Browser, path: str, fields: Fields) -> Callable[[], Answer]:
    return lambda: browser.post(path, fields)


def _new(browser: Browser, path: str, words: Fields) -> Fields:
    page = browser.get(path)
    assert page.status == 200, page.status
    return [*hidden(page.text, path), *words]


def test_two_editors_of_one_record(house: House) -> None:
    with house.server:
        one, two = (house.server.browser().sign_in("callum") for _ in range(2))
        made = one.post("/reflections/new", _new(one, "/reflections/new", [("happened", "First")]))
        found = KEY.search(made.location)
        assert found is not None
        path, version, saved = f"/reflections/{found.group(1)}/edit", 1, ["First"]
        tokens = [_new(browser, path, []) for browser in (one, two)]
        for number in range(ROUNDS):
            texts = [MARKUP % f"{number}, {name}" for name in ("one", "two")]
            answers = at_once(
                *(
                    sending(browser, path, _edit(token, version, text))
                    for browser, token, text in zip((one, two), tokens, texts, strict=True)
                )
            )
            told = sorted(answer.status for answer in answers)
            assert told == [302, 409], f"round {number}: {told}"
            lost = answers.index(next(a for a in answers if a.status == 409))
            saved.append(texts[1 - lost])
            version += 1
            _both_stand_as_text(answers[lost], texts)
            if number % 20 == 0:  # the one who was second keeps both
                both = _merging(answers[lost], texts)
                assert (one, two)[lost].post(path, both).saved
                saved.append(dict(both)["happened"])
                version += 1
    key = uuid.UUID(found.group(1))
    ledger.nothing_is_lost(house.world, {key: saved})
    ledger.nothing_is_half_done(house.world)
    with house.world.app.app_context():
        kept = db.session.scalar(select(func.count()).select_from(ReflectionVersion))
        assert kept == len(saved) - 1, "each save left the text before it, once"
        db.session.rollback()


def _edit(token: Fields, version: int, text: str) -> Fields:
    kept = [(name, value) for name, value in token if name != "version"]
    return [*kept, ("version", str(version)), ("happened", text), ("ask", "none")]


def _both_stand_as_text(page: Answer, texts: Sequence[str]) -> None:
    assert "Two versions of" in page.text
    assert "<script>alert" not in page.text and "<img src=x" not in page.text
    shown = unescape(page.text)
    assert all(text in shown for text in texts)


def _merging(page: Answer, texts: Sequence[str]) -> Fields:
    """The form of the clash page that keeps both."""
    for form in FORM.findall(page.text):
        fields = hidden(form)
        if "Keep both" in form and all(text in dict(fields)["happened"] for text in texts):
            return fields
    raise AssertionError("no form keeps both")


def test_a_form_that_is_sent_many_times_at_once(house: House) -> None:
    """A double click, a tap that was repeated, a form sent again from another browser."""
    with house.server:
        callum, at_home = (house.server.browser().sign_in("callum") for _ in range(2))
        address = _planned(callum, house)
        forms: list[tuple[str, str, Fields]] = [
            ("/reflections/new", "/reflections/new", [("happened", "Once"), ("ask", "none")]),
            (address, f"{address}/agenda-items", [("words", "One thing for the agenda")]),
        ]
        for times in (2, 3, 8, 20):
            for page, path, words in forms:
                words = [(name, f"{text} {times}") for name, text in words if name != "ask"]
                fields = [*hidden(callum.get(page).text, path), *words, ("ask", "none")]
                again = [*hidden(at_home.get(page).text, path)]
                other = [*(f for f in again if f[0] != "key"), *words, ("ask", "none")]
                other += [f for f in fields if f[0] == "key"]
                answers = at_once(
                    *(
                        sending(*((callum, path, fields) if n % 2 else (at_home, path, other)))
                        for n in range(times)
                    )
                )
                told = {(answer.status, answer.location) for answer in answers}
                assert len(told) == 1 and answers[0].saved, (path, times, told)
    ledger.nothing_is_double(house.world)
    ledger.nothing_is_half_done(house.world)
    with house.world.app.app_context():
        assert len(db.session.scalars(select(Reflection)).all()) == 4
        words = [item.words for item in db.session.scalars(select(AgendaItem))]
        assert len(words) == len(set(words)) == 4
        assert len(db.session.scalars(select(SupervisionSession)).all()) == 1
        db.session.rollback()


def _planned(browser: Browser, house: House) -> str:
    """Choose a date, pressing the button five times."""
    path = "/supervision/new"
    relation = house.world.relations["morag", "callum"]
    plan = [
        ("relation", str(relation)),
        ("time", "4 pm"),
        ("minutes", "60"),
        ("kind", "one_to_one"),
    ]
    day = house.world.clock.now
    date = [("date-day", str(day.day)), ("date-month", str(day.month)), ("date-year", "2026")]
    fields = _new(browser, path, [*plan, *date])
    answers = at_once(*(sending(browser, path, fields) for _ in range(5)))
    (address,) = {answer.location for answer in answers}
    assert all(answer.saved for answer in answers), [answer.status for answer in answers]
    return address
