"""Two windows over one text: both versions are shown, and one, the other or both can be kept."""

from __future__ import annotations

import pytest

from tests.journeys.conftest import Doorstep, Visitor


def write(callum: Visitor) -> str:
    callum.go("/reflections/new")
    callum.page.locator("#title").fill("The seat by the door")
    callum.page.locator("#happened").fill("The first words.")
    callum.press("Keep it to myself")
    return callum.page.url.removeprefix(callum.house.address)


FIRST, SECOND = "Words of the first window.", "Words of the second window."


@pytest.mark.parametrize(
    ("house", "scripts", "choice", "kept"),
    [
        ("sqlite", True, "Keep mine", [SECOND]),
        ("postgresql", False, "Keep what was saved", [FIRST]),
        ("sqlite", False, "Keep both, one after the other", [FIRST, SECOND]),
        ("postgresql", True, "Keep both, one after the other", [FIRST, SECOND]),
    ],
    indirect=["house"],
)
def test_a_clash_loses_nothing(
    visitors: Doorstep, scripts: bool, choice: str, kept: list[str]
) -> None:
    callum = visitors.let_in("callum@lochside.example", scripts=scripts)
    address = write(callum)
    other = visitors.let_in("callum@lochside.example", scripts=scripts)
    for window in (callum, other):
        window.go(f"{address}/edit")
    callum.page.locator("#happened").fill("Words of the first window.")
    other.page.locator("#happened").fill("Words of the second window.")
    callum.press("Keep it to myself")
    other.press("Keep it to myself")

    assert "Nothing is lost" in other.words
    assert "Words of the first window." in other.words
    assert "Words of the second window." in other.words
    other.press(choice)
    for words in kept:
        assert words in other.words
    for words in {"Words of the first window.", "Words of the second window."} - set(kept):
        assert words not in other.words
