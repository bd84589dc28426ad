"""Forms for long words, which are kept on the server while somebody writes.

Their pages send them every few seconds (`static/app.js`, `blueprints/unsaved`), for their writer
alone; saving one ends that (`unit_of_work`). Each page that is drawn has a key of its own, so that
two windows do not write over each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import request, url_for
from wtforms import HiddenField

from supervision import identity
from supervision.blueprints import when
from supervision.blueprints.forms import Form, signed
from supervision.keys import new_key
from supervision.language import gettext as _
from supervision.queries import kept

KEPT = "kept-form"


@dataclass(frozen=True)
class Begun:
    """Something that was begun on this page and not saved: what to say of it, and where it is."""

    said: str
    href: str


class KeepingForm(Form):
    """A form that is kept while it is written."""

    kept = HiddenField()  # the key that it is kept under, signed for its writer
    kept_n = HiddenField()  # how often it was

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if self.found and self.found.number is not None:
            self.kept.data, self.kept_n.data = signed(KEPT, self.found.key), str(self.found.number)
        elif not self.kept.data:
            self.kept.data, self.kept_n.data = signed(KEPT, new_key()), "0"

    def here_again(self) -> Begun | None:
        """The page holds what was kept while it was written: since when, and where to throw it
        away."""
        if self.found is None or self.found.number is None:
            return None
        moment = when.in_sentence(identity.actor(), self.found.kept_at)
        return Begun(
            _("What you typed %(when)s is here again. It is not saved yet.", when=moment),
            url_for("unsaved.throw_away", key=self.found.key),
        )

    @property
    def just_typed(self) -> bool:
        """Whether the page is drawn with words that came with this request: they are kept from
        there on, as if they had been typed again."""
        return bool(request.method == "POST")

    def begun(self) -> tuple[Begun, ...]:
        """What the reader began on this page and did not save, newest first; nothing where the form
        holds something typed already."""
        if self.restored or request.method == "POST":
            return ()
        actor = identity.actor()
        return tuple(
            Begun(
                _(
                    "You typed here %(when)s and did not save it.",
                    when=when.in_sentence(actor, one.kept_at),
                ),
                f"{request.path}?kept={one.key}",
            )
            for one in kept.waiting(actor, request.path, most=3)
        )
