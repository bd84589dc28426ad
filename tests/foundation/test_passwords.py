"""Passwords: one check in every branch, and room for those who are inside already."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from supervision.passwords import AT_THE_DOOR, Busy, Passwords
from tests.worlds import World


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> tuple[Passwords, Event]:
    """Passwords whose check lasts until the event is set."""
    passwords, done = Passwords(8, 1), Event()
    verify = passwords._hasher.verify

    def wait(stored: str, password: str) -> bool:
        assert done.wait(10)
        return verify(stored, password)

    monkeypatch.setattr(passwords, "_hasher", type("Slow", (), {"verify": staticmethod(wait)}))
    return passwords, done


def test_one_more_than_the_door_holds_is_asked_to_come_back(slow: tuple[Passwords, Event]) -> None:
    passwords, done = slow
    inside = [Thread(target=passwords.matches, args=(None, "x")) for _ in range(AT_THE_DOOR)]
    for one in inside:
        one.start()
    while passwords._door._value:
        pass
    with pytest.raises(Busy):
        passwords.matches(None, "x")
    done.set()
    for one in inside:
        one.join(10)
    assert passwords.matches(None, "x") is False


def test_a_crowd_is_told_to_wait_on_a_calm_page(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: object) -> bool:
        raise Busy

    monkeypatch.setattr(world.app.extensions["passwords"], "matches", busy)
    answer = world.client().fill("/sign-in", email="callum@lochside.example", password="a secret")
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "30"
    assert "a secret" not in answer.text
