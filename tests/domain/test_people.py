"""What people sign in with, their full names, and hours of work."""

from __future__ import annotations

import pytest

from supervision.domain import people


@pytest.mark.parametrize(
    "email", ["isla@example.org", "i.b+x@sub.example.org", "isla", "i-b.3", "Isla.Brown", "a" * 40]
)
def test_what_can_be_signed_in_with(email: str) -> None:
    assert people.sign_in_problem(email) is None
    assert people.can_get_mail(email) is ("@" in email)


@pytest.mark.parametrize(
    "email",
    [
        *("", " ", "is", "a" * 41, "-isla", "isla.", "isla brown", "isl\u0430", "isla\u202e"),
        *("@", "isla@", "@example.org", "a@b", "a@@b.org", "a@b..org", ".a@b.org", "a.@b.org"),
        *("isl\u0430@example.org", "isla@ex\u0430mple.org", f"{'a' * 65}@example.org"),
        f"isla@{'a' * 250}.org",
    ],
)
def test_what_cannot(email: str) -> None:
    assert people.sign_in_problem(email)


@pytest.mark.parametrize(
    ("hours", "minutes"), [("", None), (" ", None), ("37.5", 2250), ("37,5", 2250), ("16", 960)]
)
def test_hours_as_people_write_them(hours: str, minutes: int | None) -> None:
    assert people.weekly_minutes(hours) == minutes


@pytest.mark.parametrize("hours", ["x", "-1", "0", "81", "NaN", "1e9", "Infinity", "1.2.3"])
def test_hours_that_are_none(hours: str) -> None:
    with pytest.raises(ValueError, match="hours"):
        people.weekly_minutes(hours)


def test_minutes_in_hours() -> None:
    assert [people.in_hours(m) for m in (None, 2250, 960, 2225)] == ["", "37.5", "16", "37.08"]


def test_full_names() -> None:
    assert people.full_name_problem("N" * 200) is None
    assert people.full_name_problem("Màiri-Anna NicPhàrlain") is None
    for wrong in ("", " ", "N" * 201, "M\u043erag Reid", "Isla\u202e Reid", "12"):
        assert people.full_name_problem(wrong)
