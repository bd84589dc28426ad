"""A planted word is found by its readers and by nobody else, wherever they look [Z19, Z23]."""

from __future__ import annotations

import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
import structlog
from werkzeug.test import TestResponse

from supervision.extensions import Base, db
from tests.access.doors import Browser, _known, signed_in
from tests.access.viewpoints import ANONYMOUS, VIEWPOINTS
from tests.foundation.steps import tables
from tests.safety import canaries
from tests.safety.canaries import Canary
from tests.safety.furnished import SEARCHES, Furnished, places

WORD = re.compile(r"zq[0-9a-f]{16}")
KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")
ONWARD = 3  # links of a kind that each viewpoint follows
# No page shows these, not even to whoever wrote them: earlier texts, why a finding may stand in
# what is shared, where a proposal came from, and why somebody is away, which no page asks. The copy
# that was signed is in the file that its supervisee takes along.
UNSEEN = {
    "absences.end_reason_sealed",
    "absences.reason_sealed",
    "care_service_spells.end_reason_sealed",
    "people_imports.outcome_sealed",
    "practice_proposals.source_sealed",
    "proposal_versions.words_sealed",
    "recording_versions.words_sealed",
    "reflection_shares.kept_words_sealed",
    "reflection_versions.words_sealed",
    "section_versions.words_sealed",
}
# What a thing is called stands over its page, and so in its title, for whoever may read it.
NAMES = {"practice_proposals.title_sealed", "reflections.title_sealed"} | {
    "supervision_sessions.name_sealed"
}


class Parts(HTMLParser):
    """What of a page is looked at by itself: its title, its links, its searches."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.title, self.links, self.searches, self._in = "", [], [], False
        self._get = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        self._in = tag == "title" or (self._in and tag != "body")
        if tag == "a" and (given.get("href") or "").startswith("/"):
            self.links.append(given["href"])
        if tag == "form":
            method, action = (given.get("method") or "get").lower(), given.get("action") or ""
            self._get = action if method == "get" or action.endswith("/found") else ""
        if tag == "input" and self._get and given.get("type", "text") in ("text", "search"):
            self.searches.append((self._get, given.get("name")))

    def handle_endtag(self, tag: str) -> None:
        self._in = self._in and tag != "title"
        self._get = "" if tag == "form" else self._get

    def handle_data(self, data: str) -> None:
        self.title += data if self._in else ""


@dataclass
class Walk:
    """What one viewpoint came upon."""

    name: str
    pages: int = 0
    seen: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    searches: set[tuple[str, str]] = field(default_factory=set)


@pytest.fixture
def logs(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    told = io.StringIO()
    before = structlog.get_config()["logger_factory"]
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(told))
    monkeypatch.setattr(sys, "stderr", told)
    yield told
    structlog.configure(logger_factory=before)


def test_every_sealed_column_has_a_canary(house: Furnished) -> None:
    """[Z23] A new one that no state fills is to be filled."""
    planted = canaries.plant(house)
    assert canaries.columns_without(planted) == set()
    assert len({one.word for one in planted}) == len(planted) > 250
    unread = {one.field for one in planted} - {one.field for one in planted if one.readers}
    assert unread == set(), "these have no reader anywhere: no test of a page could find them"


def test_no_canary_outside_its_readers(house: Furnished, logs: io.StringIO) -> None:
    """[Z23] All addresses as every viewpoint, and the links that they find there; in pages, titles,
    headers, cookies, redirects, error pages; in the logs, the log of changes, that of reads, the
    outgoing mails."""
    planted = {one.word: one for one in canaries.plant(house)}
    walks = []
    with _known():
        for name, browser in signed_in(house.world, VIEWPOINTS).items():
            walks.append(_walk(house, Walk(name), browser, planted))
    faults = [fault for walk in walks for fault in walk.faults]
    assert not faults, f"{len(faults)}\n" + "\n".join(sorted(set(faults))[:60])
    found = {planted[word].field for walk in walks for word in walk.seen}
    missing = {one.field for one in planted.values()} - found
    assert missing == UNSEEN, "what nobody comes upon proves nothing"
    assert sum(walk.pages for walk in walks) > 2_000
    assert not set(planted) & set(WORD.findall(logs.getvalue())) and "request" in logs.getvalue()
    _nothing_plain_in_the_database(house, planted)


def _walk(house: Furnished, walk: Walk, browser: Browser, planted: dict[str, Canary]) -> Walk:
    todo = [(p.path, p.endpoint) for p in places(house, walk.name, own=6, others=1)]
    known, kinds = {path for path, _ in todo}, defaultdict(int)
    while todo:
        path, endpoint = todo.pop(0)
        answer = browser.get(path)
        walk.pages += 1
        for onward in _look(walk, path, answer, planted):
            kind = re.sub(r"[0-9a-f-]{36}|/[A-Z0-9]{4}(?=/|$|\?)", "*", onward.split("&")[0])
            kind = re.sub(r"=[^&]*", "=", kind)
            if onward not in known and kinds[kind] < ONWARD:
                known.add(onward)
                kinds[kind] += 1
                todo.append((onward, endpoint))
    return walk


def _look(walk: Walk, path: str, answer: TestResponse, planted: dict[str, Canary]) -> list[str]:
    """Look at one answer; returns the links on it."""
    text = answer.get_data(as_text=True)
    heads = "\n".join(f"{name}: {value}" for name, value in answer.headers)
    where = f"{walk.name} at {re.sub(r'[0-9a-f-]{36}', '*', path)}"
    for word in _words(text, planted):
        one = planted[word]
        walk.seen.add(word)
        if walk.name not in one.readers:
            walk.faults.append(f"{where}: {one.field} of {one.made.matrix.noun}, {one.made.state}")
        if answer.status_code >= 400:
            walk.faults.append(f"{where}: {one.field} on an error page")
    for word in _words(heads, planted):
        walk.faults.append(f"{where}: {planted[word].field} in a header")
    if answer.mimetype != "text/html" or answer.status_code >= 300:
        return []
    parts = Parts(text)
    for word in _words(parts.title, planted):
        if planted[word].field not in NAMES:
            walk.faults.append(f"{where}: {planted[word].field} in the title of the page")
    walk.searches |= {(action.partition("?")[0] or path, name) for action, name in parts.searches}
    return [urlsplit(link)._replace(fragment="").geturl() for link in parts.links]


def _words(text: str, planted: dict[str, Canary]) -> set[str]:
    return (set(WORD.findall(text)) | set(KEY.findall(text))) & set(planted)


def _nothing_plain_in_the_database(house: Furnished, planted: dict[str, Canary]) -> None:
    """Nothing that the walk left behind holds a word: the logs, the mails to be sent, the index."""
    with house.world.app.app_context(), db.engine.connect() as connection:
        raw = "".join(
            repr(connection.exec_driver_sql(f'SELECT * FROM "{name}"').all())
            for name in tables(house.world)
            if "fts" not in name
        )
    assert set(Base.metadata.tables) <= set(tables(house.world))
    assert not _words(raw, planted)
    house.rest()
    stored = house.file.read_bytes()
    assert not any(word.encode() in stored for word in planted)


def test_searching_for_a_canary_tells_nobody_else_of_it(house: Furnished) -> None:
    """[Z19] One of every field, in every search there is, found by walking the forms: the same
    status and the same page as for a word that nobody ever wrote."""
    one_each = {each.field: each for each in canaries.plant(house) if each.word.startswith("zq")}
    never = "zq" + "0" * 16
    faults, asked, kinds = [], 0, set()
    with _known():
        for name, browser in signed_in(house.world, VIEWPOINTS).items():
            if name == ANONYMOUS:
                continue
            searches = _searches(browser)
            kinds |= searches
            for path, parameter in sorted(searches):
                plain = _searched(browser, path, parameter, never)
                for each in one_each.values():
                    asked += 1
                    found = _searched(browser, path, parameter, each.word)
                    if name not in each.readers and found != plain:
                        faults.append(f"{name} at {path}: {each.field}")
    assert not faults, "\n".join(faults)
    assert asked > 500
    assert {path for path, _ in kinds} > {"/good-practice"} and len(kinds) > len(SEARCHES)


def _searches(browser: Browser) -> set[tuple[str, str]]:
    """The searches of the pages that are there for everyone: where they go, and their field."""
    found = set()
    for rule in browser.application.url_map.iter_rules():
        if "GET" not in (rule.methods or set()) or rule.arguments:
            continue
        answer = browser.get(rule.rule)
        if answer.status_code == 200 and answer.mimetype == "text/html":
            for action, name in Parts(answer.text).searches:
                found.add((action.partition("?")[0] or rule.rule, name))
    return found


def _searched(browser: Browser, path: str, parameter: str, word: str) -> tuple[int, str]:
    if _is_sent(browser, path):
        answer = browser.ask("POST", path, {parameter: word})
    else:
        answer = browser.get(path, query_string={parameter: word})
    text = re.sub(r'name="csrf_token"[^>]*', "", answer.get_data(as_text=True))
    return answer.status_code, text.replace(word, "…")


def _is_sent(browser: Browser, path: str) -> bool:
    rules = browser.application.url_map.iter_rules()
    return any(rule.rule == path and rule.endpoint in SEARCHES for rule in rules)
