"""A browser in words."""

from __future__ import annotations

import pytest

from supervision.domain import devices

GECKO = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
WEBKIT = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (GECKO, "Firefox on Linux"),
        (f"Mozilla/5.0 (Windows NT 10.0; Win64) {CHROME} Safari/537.36", "Chrome on Windows"),
        (f"Mozilla/5.0 (Windows NT 10.0) {CHROME} Safari/537.36 Edg/140.0", "Edge on Windows"),
        (
            f"Mozilla/5.0 (Macintosh; Intel Mac OS X) {WEBKIT} Version/26 Safari/605",
            "Safari on Mac",
        ),
        (f"Mozilla/5.0 (iPhone; like Mac OS X) {WEBKIT} CriOS/140 Safari/604", "Chrome on iPhone"),
        (f"Mozilla/5.0 (iPad; like Mac OS X) {WEBKIT} FxiOS/140 Safari/604", "Firefox on iPad"),
        (
            f"Mozilla/5.0 (Linux; Android 16) {CHROME} SamsungBrowser/29 Mobile Safari/537",
            "Samsung Internet on Android",
        ),
        (f"Mozilla/5.0 (X11; CrOS x86_64) {CHROME} Safari/537.36", "Chrome on ChromeOS"),
        ("Firefox/1", "Firefox"),
        ("", "An unknown browser"),
        ("curl/8.0", "An unknown browser"),
        ("<script>alert(1)</script>" * 9000, "An unknown browser"),
    ],
)
def test_what_is_kept(agent: str, words: str) -> None:
    kept = devices.device(agent)
    assert kept == words and len(kept) <= devices.LONGEST
    assert devices.in_words(kept) == words


def test_nothing_kept_is_an_unknown_browser() -> None:
    assert devices.in_words("") == "An unknown browser"
