"""A browser in words, so that people can tell their own sign-ins apart.

Rule: a sign-in is shown as "Firefox on Windows", and no more of what a browser says about itself is
kept. What cannot be told is "An unknown browser", never a guess.

Source: the User-Agent header (RFC 9110, 10.1.5) and its long habit of naming other browsers too,
which is why the order below matters: the rarer name comes first.
"""

from __future__ import annotations

from supervision.domain.wording import said

LONGEST = 80
UNKNOWN = said("An unknown browser")

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "ChromeOS"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
_ON = " on "


def device(user_agent: str) -> str:
    """A browser and its system, as they are kept with a sign-in.

    Args:
        user_agent: what the browser says of itself, of any length; it may say anything.

    Returns:
        "Firefox on Windows", "Firefox" where the system cannot be told, or "An unknown browser".
        At most 80 characters, all of them from the lists of this file.
    """
    browser, system = _first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)
    if not browser:
        return str(UNKNOWN)
    return f"{browser}{_ON}{system}" if system else browser


def in_words(kept: str) -> str:
    """What `device` kept, as a sentence that can be said in the reader's language."""
    browser, on, system = kept.partition(_ON)
    if not browser or kept == UNKNOWN:
        return UNKNOWN
    return said("%(browser)s on %(system)s", browser=browser, system=system) if on else browser


def _first(names: tuple[tuple[str, str], ...], user_agent: str) -> str:
    return next((name for sign, name in names if sign in user_agent), "")
