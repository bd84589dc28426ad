"""The reflection form: three lines, a title if one likes, and what it asks for."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from wtforms import RadioField, SelectChoice
from wtforms.validators import ValidationError

from supervision.blueprints.forms import Form, LongField, NewForm, ShortField, VersionForm
from supervision.domain import text
from supervision.domain.asks import AskKind

NOTHING = "none"
WORDS = ("title", "happened", "mattered", "next")


class Lines(Form):
    """What both the new and the existing reflection have."""

    happened = LongField("What happened?")
    mattered = LongField("What mattered, to them or to you?")
    next = LongField("What will you keep, or try next?")
    title = ShortField("A title, if you like")
    ask = RadioField(
        "What this asks for",
        default=NOTHING,
        choices=[
            SelectChoice(NOTHING, "No, not this time"),
            *(SelectChoice(kind.value, kind.label) for kind in AskKind),
        ],
    )
    ask_words = LongField("In your own words, if you like")
    about = RadioField("Who is it about?", default=NOTHING)

    def validate_ask(self, field: RadioField) -> None:
        if field.data in (None, NOTHING) and not text.blank(self.ask_words.data):
            raise ValidationError("Choose what you would like back, or clear the words that say it")

    def offer_people(self, recordings: Sequence[tuple[uuid.UUID, str]]) -> None:
        """Offer the people whose outcomes the writer can read, by reference."""
        self.about.choices = [
            SelectChoice(NOTHING, "Nobody in particular"),
            *(SelectChoice(str(key), label) for key, label in recordings),
        ]

    def wanted(self) -> tuple[str, str] | None:
        """The kind of support asked for and its words, or None."""
        if self.ask.data in (None, NOTHING):
            return None
        return self.ask.data, (self.ask_words.data or "").strip()


class NewReflection(Lines, NewForm):
    """A reflection that does not exist yet."""


class EditedReflection(Lines, VersionForm):
    """A reflection that is written on."""


class AnswerForm(Form):
    """The supervisor's words to whoever asked."""

    words = LongField("Your words")
