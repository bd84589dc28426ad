"""What a request carried in its text fields, so that an error page can give it back: where it may
be sent again, in a form that does."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import request
from flask_babel import gettext as _
from flask_wtf.csrf import validate_csrf
from wtforms.validators import ValidationError

from supervision.domain import asks, passwords


@dataclass(frozen=True)
class Kept:
    """A text that somebody typed, given back on an error page."""

    label: str
    text: str
    name: str


@dataclass(frozen=True)
class Again:
    """Where the form of an error page can be sent again, with what goes along unseen."""

    action: str
    hidden: tuple[tuple[str, str], ...]


def texts() -> tuple[Kept, ...]:
    """What the request carried in its text fields, so that an error page can give it back.

    Only for a form that our own page sent: another site must not choose words that we show.
    """
    if request.endpoint == "auth.sign_in":
        return ()
    if request.method != "POST" or not ours():
        return ()
    found = [field for field in request.form.items(multi=True) if _is_text(*field)]
    if len(found) == 1:
        return (Kept(_("Your words"), found[0][1], found[0][0]),)
    return tuple(
        Kept(_("Part %(n)s", n=n), text, name) for n, (name, text) in enumerate(found, start=1)
    )


def _is_text(name: str, value: str) -> bool:
    """Whether a field holds what somebody wrote, and not what they chose or what goes along."""
    return (
        name not in HIDDEN
        and not name.startswith(HIDDEN_FAMILIES)
        and not passwords.is_secret(name)
        and len(value.strip()) > 1
        and value != "none"
        and not (name == "helped" and value in HELPED)
        and not KEY.fullmatch(value)
    )


def again() -> Again | None:
    """The same form once more. One with a password in it is typed anew."""
    fields = list(request.form.items(multi=True))
    if any(passwords.is_secret(name) for name, _value in fields):
        return None
    hidden = tuple(field for field in fields if not _is_text(*field))
    return Again(request.full_path.rstrip("?"), hidden)


def ours() -> bool:
    """Whether a page of ours sent this form: the browser says so, or, where it is too old to say,
    the form carries the token that only our page could give it."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True


# Fields that were chosen, or that go along unseen; any other holds what somebody wrote.
HIDDEN = frozenset(
    [
        "again",
        "another",
        "ask",
        "clashing",
        "confirming",
        "csrf_token",
        "direction",
        "do",
        "function",
        "how",
        "keep",
        "kept",
        "kept_n",
        "kept_page",
        "key",
        "kind",
        "linked",
        "look",
        "model",
        "reason",
        "role",
        "roles",
        "show",
        "shown",
        "source",
        "step",
        "sure",
        "version",
    ]
)
HELPED = frozenset(asks.Helped)  # chosen of an offer; of a review it is typed
HIDDEN_FAMILIES = ("look_", "version_")
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")  # chosen, not typed
