"""Sentences in the reader's language: what Flask-Babel has of the same names, found quicker.

A list says a few sentences in each of its rows. Flask-Babel asks four times for what belongs to the
request before it looks a sentence up; here that is asked once.
"""

from __future__ import annotations

from typing import Any

import flask_babel
from babel import Locale
from flask import g
from flask_babel import LazyString

__all__ = ["get_locale", "gettext", "lazy_gettext", "ngettext", "translations"]


def gettext(message: str, /, **values: Any) -> str:
    """A sentence, with what goes into its gaps."""
    said: str = translations().ugettext(message)
    return said % values if values else said


def ngettext(one: str, more: str, n: int, /, **values: Any) -> str:
    """A sentence about one or about several; `num` is how many, where it has that gap."""
    said: str = translations().ungettext(one, more, n)
    return said % {"num": n, **values}


def lazy_gettext(message: str, /, **values: Any) -> LazyString:
    """A sentence that is said once it is shown."""
    return LazyString(gettext, message, **values)


def get_locale() -> Locale | None:
    """The language of this answer; None outside a request."""
    try:
        return g._flask_babel.babel_locale or flask_babel.get_locale()
    except (AttributeError, RuntimeError):
        return flask_babel.get_locale()


def translations() -> Any:
    """Those of this request, once they are looked up (`extensions.OneLook`)."""
    try:
        held = g._flask_babel
        locale, found = held.looked_up
        if locale is held.babel_locale:
            return found
    except (AttributeError, RuntimeError):  # not yet, or outside a request
        pass
    return flask_babel.get_translations()
