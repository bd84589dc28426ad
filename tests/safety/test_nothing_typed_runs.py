"""Whatever somebody types is shown as they typed it: no page runs it, and the policy of the content
has nothing to stop, so that the pages would be right without it too [X01–X07, X10]."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser
from werkzeug.exceptions import NotFound
from werkzeug.test import TestResponse

from supervision.edge import CONTENT_SECURITY_POLICY
from tests.access.doors import _known, _plain, signed_in
from tests.access.viewpoints import VIEWPOINTS
from tests.safety import seeding
from tests.safety.browsing import Looker, served
from tests.safety.forms_sent import cases, senders
from tests.safety.furnished import Furnished, places
from tests.safety.payloads import PAYLOADS
from tests.safety.tokens import Sender

TYPED = re.compile(
    r"<textarea[^>]*?\bname=\"([^\"]+)\"|<input(?=[^>]*type=\"text\")[^>]*?\bname=\"([^\"]+)\""
)
# Columns whose words no page shows: earlier texts, the signed copy, what is emptied or gone.
UNSEEN = {
    "care_services.name",
    "frameworks.licence",
    "organisations.settings",  # data that is no text; own words of a page are letters alone
    "people_imports.outcome_sealed",  # tables within one text: a file of them is brought below
    "people_imports.rows_sealed",
    "proposal_versions.words_sealed",
    "recording_versions.words_sealed",
    "reflection_versions.words_sealed",
    "section_versions.words_sealed",
    "supervision_sessions.snapshot_sealed",
    "team_spells.end_reason_sealed",
}
FEW = 4  # people who look at a page of one kind, unless it shows somebody else something new


def test_there_are_enough_of_them() -> None:
    assert len(set(PAYLOADS)) == len(PAYLOADS) >= 150


@pytest.mark.parametrize(
    ("policy", "told"), [("", "a script ran"), (CONTENT_SECURITY_POLICY, "the policy stopped")]
)
def test_the_browser_hears_what_runs(
    chromium: Browser,
    policy: str,
    told: str,
) -> None:
    """A page that shows what was typed as markup: what the tests below would hear."""
    page = "<!DOCTYPE html><title>x</title><img src=x onerror=window.__ran=1><x-ran>"
    answer = TestResponse([page], 200, {"Content-Type": "text/html"}, request=None)  # type: ignore[arg-type]
    if policy:
        answer.headers["Content-Security-Policy"] = policy
    with served(NotFound()) as address:
        context = chromium.new_context()
        looker = Looker(context, address)
        looker.look_at(answer, "here")
        looker.page.wait_for_timeout(200)
        looker.faults += looker.page.evaluate(
            "window.__broken.map((one) => `the policy stopped ${one}`)"
        )
        if looker.page.evaluate("window.__ran"):
            looker.faults.append("a script ran")
        context.close()
    assert any(told in one for one in looker.faults), looker.faults
    assert any("an element: <x-ran>" in one for one in looker.faults)


def test_no_page_runs_what_stands_in_the_database(
    chromium: Browser,
    house: Furnished,
) -> None:
    """[X01, X02, X04, X06] Every text column of every table, every page, from several sides."""
    marks = seeding.seed(house)
    shown: set[str] = set()
    opened: set[str] = set()
    known: set[tuple[Any, str]] = set()
    looks: Counter[str] = Counter()
    browsers = signed_in(house.world, VIEWPOINTS)
    with served(house.world.app) as address, _known():
        context = chromium.new_context()
        looker = Looker(context, address)
        # Those first who are shown most between them.
        first = ("callum", "morag", "sandy", "noor", "grace", "eilidh")
        for name in (*first, *(one for one in VIEWPOINTS if one not in first)):
            client = browsers[name]
            own = 2 if name == "callum" else 1
            for place in places(house, name, own=own, others=0):
                opened.add(place.endpoint)
                if looks[place.endpoint] >= FEW and set(marks.of) - shown <= UNSEEN:
                    continue
                answer = client.get(place.path)
                plain = (place.path == "/" and name, _body(answer))
                if plain in known or answer.mimetype != "text/html" or answer.location:
                    continue  # another has been shown the same, but for their own name above it
                known.add(plain)
                said = answer.get_data(as_text=True)
                new = {column for column, mark in marks.of.items() if mark in said} - shown
                looks[place.endpoint] += 1
                if looks[place.endpoint] > FEW and not new:
                    continue
                text = looker.look_at(answer, f"{name} at {place.endpoint}")
                shown |= {column for column, mark in marks.of.items() if mark in text}
        context.close()
    pages, faults = looker.pages, looker.faults
    assert not faults, f"{len(faults)}\n" + "\n".join(faults[:30])
    assert set(marks.of) - shown <= UNSEEN, "columns that no page has shown"
    assert pages > 150
    every = {r.endpoint for r in house.world.app.url_map.iter_rules() if "GET" in (r.methods or ())}
    assert opened == every


def test_no_answer_to_a_form_runs_what_was_typed(
    chromium: Browser,
    house: Furnished,
) -> None:
    """[X05, X06, X07] Every field of every form, through its own page: what is put right, what met
    another's words, what an error page gives back, what is said when it is saved."""
    answers = list(_sent(house))
    statuses = {answer.status_code for _, answer in answers}
    assert {400, 409, 422} <= statuses, statuses
    with served(house.world.app) as address:
        context = chromium.new_context()
        looker = Looker(context, address)
        texts = [looker.look_at(answer, where) for where, answer in answers]
        for number, payload in enumerate(PAYLOADS[::8]):
            place = "/sign-in?next=" if number % 2 else "/"
            looker.look(f"{place}{_safe(payload)}", "an address that somebody made up")
        context.close()
    assert not looker.faults, f"{len(looker.faults)}\n" + "\n".join(looker.faults[:30])
    assert sum("window.__ran" in text for text in texts) > 20, "what was typed is shown"


def _body(answer: TestResponse) -> str:
    """What a page says, without what differs each time and without whose page it is."""
    said = _plain(answer)[2].partition("<main")[2].partition("</main>")[0]
    return re.sub(r'<input type="hidden"[^>]*>', "", said)


def _safe(payload: str) -> str:
    """As a person would put it into an address bar; as it stands, it would be no address."""
    return "".join(f"%{ord(c):02x}" if c in '%#? \n\r\t\x00<>"' else c for c in payload)


def _sent(house: Furnished) -> Iterator[tuple[str, TestResponse]]:
    """The answers to every form with text in it, sent twice over, and once without its token."""
    found = cases(house)
    browsers = senders(house.world, {case.person for case in found.values()})
    for number, (endpoint, case) in enumerate(found.items()):
        sender = browsers[case.person]
        for n, sends in enumerate(("none", "right", "right")):
            if sends == "none" and number % 4:
                continue  # what an error page gives back is the same whatever was sent
            sender.sends = sends
            sender.headers = {"Sec-Fetch-Site": "same-origin"}
            if n == 0:
                sender.opened.clear()  # the third comes from the page that the first saw
            more = _typed(sender, house, case, number + 5 * n)
            answer = case.door.__class__(
                **{**vars(case.door), "data": lambda thing, more=more: more}
            )._asked(sender, case.thing)
            if answer.mimetype == "text/html" and not 300 <= answer.status_code < 400:
                yield f"{endpoint}, {answer.status_code}", answer
            elif answer.status_code == 302:
                after = sender.get(answer.location)
                if after.status_code < 300:
                    yield f"after {endpoint}", after


def _typed(sender: Sender, house: Furnished, case: Any, start: int) -> dict[str, Any]:
    """The fields of a form with payloads in all that can be typed into."""
    data = dict(case.door.data(case.thing))
    endpoint = case.door.form or case.endpoint
    rule = next(iter(house.world.app.url_map.iter_rules(endpoint)))
    if "GET" in (rule.methods or set()):
        keys = {name: case.thing.keys[name] for name in rule.arguments}
        path = house.world.app.url_map.bind("localhost").build(endpoint, keys)
        page = sender.ask("GET", path, {}).get_data(as_text=True)
        names = [a or b for a, b in TYPED.findall(page)]
        for n, name in enumerate(names):
            if not name.startswith("date"):
                some = PAYLOADS[(start * 7 + n * 11) % len(PAYLOADS) :][:60]
                data[name] = f"x {' '.join(some)}"[:3_000]
    return data


def test_no_cell_of_a_file_runs(chromium: Browser, house: Furnished) -> None:
    """[X01, B14] Every cell of a file of people: in what would happen, and in what is wrong."""
    table = io.StringIO()
    rows = csv.writer(table)
    rows.writerow(["Name", "Email", "Team", "Supervisor", "Role", "Hours", "Last day"])
    for n, payload in enumerate(PAYLOADS):
        good = [
            f"Ann {n}",
            f"ann.{n}@lochside.example",
            "Lochside",
            "Morag of Lochside",
            "",
            "",
            "",
        ]
        good[n % 7] = payload[:150].replace("\0", "")
        rows.writerow(good)
    browser = house.world.client("sandy")
    file = (io.BytesIO(table.getvalue().encode()), f"{PAYLOADS[0]}.csv")
    data = {"csrf_token": browser.token(), "file": file}
    answer = browser.post("/people/import", data=data, content_type="multipart/form-data")
    assert answer.status_code == 302, answer.text
    with served(house.world.app) as address:
        context = chromium.new_context()
        looker = Looker(context, address)
        text = ""
        for number in range(1, 4):
            page = browser.get(f"{answer.location}?page={number}")
            text += looker.look_at(page, f"page {number} of a file")
        context.close()
    assert not looker.faults, f"{len(looker.faults)}\n" + "\n".join(looker.faults[:30])
    assert text.count("window.__ran") > 20, "what stands in the file is shown"
