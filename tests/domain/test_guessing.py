"""How long an account waits, and what counts as one network."""

from __future__ import annotations

from datetime import timedelta

import pytest

from supervision.domain import guessing

SECRET = b"s" * 32


def test_nine_cost_nothing_and_the_wait_doubles_to_a_quarter_of_an_hour() -> None:
    assert [guessing.delay(n) for n in range(10)] == [timedelta(0)] * 10
    seconds = [guessing.delay(n).total_seconds() for n in range(10, 22)]
    assert seconds == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    assert guessing.delay(10**9) == timedelta(minutes=15)


def test_the_steps_are_the_delays_below_the_longest() -> None:
    steps = dict(guessing.steps())
    assert steps == {n: guessing.delay(n) for n in range(10, 20)}


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("203.0.113.9:4711", "203.0.113.9"),
        (" 203.0.113.9 ", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::7]:443", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        (None, "unknown"),
        ("unix:", "unknown"),
        ("203.0.113.9, 198.51.100.1", "unknown"),
        ("<script>", "unknown"),
    ],
)
def test_a_network_is_one_address_or_one_64(address: str | None, network: str) -> None:
    assert guessing.network(address) == network


def test_what_is_stored_cannot_be_read_back_and_differs_by_kind_and_secret() -> None:
    one = guessing.digest(SECRET, "account", "callum@lochside.example")
    assert len(one) == 32 and b"callum" not in one
    assert one == guessing.digest(SECRET, "account", "callum@lochside.example")
    assert one != guessing.digest(SECRET, "network", "callum@lochside.example")
    assert one != guessing.digest(b"t" * 32, "account", "callum@lochside.example")
    assert guessing.digest(SECRET, "account", "\ud800") != one


def test_a_wait_is_a_whole_second_at_least() -> None:
    assert guessing.Wait("account", timedelta(0)).seconds == 1
    assert guessing.Wait("account", timedelta(seconds=1.2)).seconds == 2
