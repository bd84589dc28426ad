"""What a new password has to be."""

from __future__ import annotations

import pytest

from supervision import content
from supervision.domain import passwords

OWN = ("Callum of Lochside", "Cal", "callum@lochside.example")
COMMON = content.common_passwords()


@pytest.mark.parametrize(
    "password",
    [
        "three herons at dawn",
        "x7#kQ" * 2 + "pL",
        "Callum walks along the shore",
        "password for the heron's nest",
        "кречет над озером",
        "h" * 11 + "e" * 11 + "r" * 200,
        "q" + "heron" * 200,
    ],
)
def test_these_can_stand(password: str) -> None:
    assert passwords.problem(password, OWN, COMMON) is None


@pytest.mark.parametrize(
    "password",
    [
        "",
        "elevenchars",
        "Password1234",
        "P a s s w o r d !!",
        "passwordpassword",
        "123456789012",
        "210987654321",
        "aaaaaaaaaaaa",
        "ababababababab",
        "!!!!!!!!!!!!!!",
        "qwertyuiopasdf",
        "1q2w3e4r5t6y",
        "Supervision2026",
        "Callum Lochside",
        "callum@lochside.example",
        "Lochside-Callum-99",
        "a" * 1025,
    ],
)
def test_these_cannot(password: str) -> None:
    assert passwords.problem(password, OWN, COMMON)


def test_which_fields_are_secret() -> None:
    for name in ("password", "new_password", "password_again", "Current-Password"):
        assert passwords.is_secret(name)
    assert not passwords.is_secret("happened")


def test_the_list_is_short_and_in_small_letters() -> None:
    assert 150 <= len(COMMON) <= 400
    assert all(word == word.lower() and word.isalnum() for word in COMMON)
