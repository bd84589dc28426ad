"""Signing while someone writes, both signing at once, and moving, cancelling and writing at once:
every record goes only where the rules of practice let it go, told from the audit afterwards
[K04–K06]."""

from __future__ import annotations

import random
import uuid
from collections import Counter
from collections.abc import Callable

from sqlalchemy import select

from supervision.extensions import db
from supervision.models.audit import AuditEntry
from supervision.models.sessions import SessionSignature, SupervisionSession
from supervision.services import sessions
from tests.access import making_sessions
from tests.faults import ledger
from tests.faults.browser import Answer, Browser, Fields, hidden
from tests.faults.conftest import House
from tests.faults.sizes import RACES, SEED
from tests.faults.test_two_at_once import at_once, sending

Act = Callable[[], Answer]


class Two:
    """Morag and Callum, each at a browser, over one session after another."""

    def __init__(self, house: House, seed: int) -> None:
        self.house, self.random = house, random.Random(seed)
        self.morag: Browser = house.server.browser().sign_in("morag")
        self.callum: Browser = house.server.browser().sign_in("callum")

    def signing(self, browser: Browser, address: str) -> Act:
        path = f"{address}/signatures"
        return sending(browser, path, hidden(browser.get(address).text, path))

    def writing(self, browser: Browser, address: str) -> Act:
        path = f"{address}/record"
        fields = hidden(browser.get(path).text)
        words = [("wellbeing", f"Written at the same moment, {uuid.uuid4()}"), ("do", "save")]
        return sending(browser, path, [*fields, *words])

    def rearranging(self, browser: Browser, address: str, what: str) -> Act:
        path = f"{address}/{what}"
        fields: Fields = [*hidden(browser.get(path).text), ("reason", "urgent")]
        if what == "date":
            day = self.random.randrange(1, 28)
            date = [("date-day", str(day)), ("date-month", "2"), ("date-year", "2027")]
            fields += [*date, ("time", "10 am")]
        return sending(browser, path, fields)

    def adding(self, browser: Browser, address: str) -> Act:
        path = f"{address}/additions"
        fields = hidden(browser.get(address).text, path) or hidden(browser.get(address).text)
        return sending(browser, path, [*fields, ("words", "Added at the same moment")])


def test_both_sign_at_once(house: House) -> None:
    """Both are told that they have signed, and the record is signed once."""
    addresses = [_made(house, "shared") for _ in range(max(2, RACES // 6))]
    with house.server:
        two = Two(house, SEED)
        for address in addresses:
            acts = [two.signing(two.morag, address), two.signing(two.callum, address)]
            acts += [acts[0]]  # one of them presses twice
            answers = at_once(*acts)
            assert [answer.status for answer in answers] == [302, 302, 302]
    for state, path in _paths(house).values():
        assert (state, Counter(path)["signed"]) == ("signed", 2)
    _signatures_name_what_stands(house)


def test_signed_written_moved_and_cancelled_at_once(house: House) -> None:
    kinds = ["planned", "shared", "signed_by_one", "signed"]
    count = max(2, RACES // 8)
    made = {kind: [_made(house, kind) for _ in range(count)] for kind in kinds}
    told: Counter[int] = Counter()
    with house.server:
        two = Two(house, SEED)
        m, c = two.morag, two.callum
        for number in range(count):
            planned, shared, one, signed = (made[kind][number] for kind in kinds)
            races: list[list[Act]] = [
                [
                    two.rearranging(m, planned, "cancellation"),
                    two.rearranging(c, planned, "date"),
                    two.writing(m, planned),
                ],
                [two.signing(m, shared), two.writing(c, shared), two.signing(c, shared)],
                [two.signing(c, one), two.writing(m, one)],
                [two.adding(c, signed), two.adding(m, signed), two.signing(m, shared)],
            ]
            for race in races:
                two.random.shuffle(race)
                told.update(answer.status for answer in at_once(*race))
    print(f"{house.database}: {dict(told)}")
    assert not [status for status in told if status >= 500], told
    for address, (state, path) in _paths(house).items():
        assert _walk(path) == state, f"{address}: {path} leads to {state}"
    _signatures_name_what_stands(house)
    ledger.nothing_is_half_done(house.world)


def _made(house: House, kind: str) -> str:
    """A session of Morag and Callum in a state; returns its address."""
    match kind:
        case "planned":
            thing = making_sessions.planned(house.world, starts_in=3)
        case "shared":
            thing = making_sessions.written(house.world, share=True)
        case "signed_by_one":
            thing = making_sessions.signed(house.world, by=("morag",))
        case _:
            thing = making_sessions.signed(house.world)
    return f"/supervision/{thing.keys['session_id']}"


def _paths(house: House) -> dict[uuid.UUID, tuple[str, list[str]]]:
    """Each session's state, and what the audit says was done with it, in order."""
    with house.world.app.app_context():
        paths: dict[uuid.UUID, tuple[str, list[str]]] = {
            key: (state, [])
            for key, state in db.session.execute(
                select(SupervisionSession.id, SupervisionSession.state)
            )
        }
        for thing, verb in db.session.execute(
            select(AuditEntry.thing_id, AuditEntry.verb)
            .where(AuditEntry.kind == "supervision_sessions")
            .order_by(AuditEntry.sequence)
        ):
            paths[thing][1].append(verb)
        db.session.rollback()
    return paths


def _walk(path: list[str]) -> str:
    """Where these steps lead by the rules of practice, written here once more and by hand: planned,
    then written, then shared, then signed by both under one text; cancelled or moved only while it
    is planned; a text that changes clears the signatures."""
    state, signatures = "", 0
    for verb in path:
        step = (state, verb)
        match step:
            case ("", "planned"):
                state = "planned"
            case ("planned", "moved"):
                pass
            case ("planned" | "writing" | "shared", "added_to_agenda" | "brought_along"):
                assert not signatures, f"{path}: the agenda was changed under a signature"
            case ("planned", "cancelled"):
                state = "cancelled"
            case ("planned" | "writing", "wrote"):
                state = "writing"
            case ("writing", "shared"):
                state = "shared"
            case ("shared", "wrote"):
                assert not signatures, f"{path}: words were changed under a signature"
            case ("shared", "cleared_signatures"):
                signatures = 0
            case ("shared", "signed"):
                signatures += 1
                state = "signed" if signatures == 2 else "shared"
            case _:
                raise AssertionError(f"{verb} of a session that was {state or 'not there'}: {path}")
    return state


def _signatures_name_what_stands(house: House) -> None:
    """Every signature is under the text that stands, and a signed record has both."""
    with house.world.app.app_context():
        for row in db.session.scalars(select(SupervisionSession)):
            signatures = db.session.scalars(
                select(SessionSignature).where(SessionSignature.session_id == row.id)
            ).all()
            assert len(signatures) == len({s.person_id for s in signatures})
            assert (len(signatures) == 2) == (row.state == "signed")
            for signature in signatures:
                assert row.content_hash is not None
                assert bytes(signature.content_hash) == bytes(row.content_hash)
            if signatures:
                actor = house.world.actor("morag")
                parts = making_sessions.queries.parts(actor, row)
                assert sessions.content_hash(row, parts) == bytes(signatures[0].content_hash)
        db.session.rollback()
