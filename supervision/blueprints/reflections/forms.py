"""The forms of a reflection: to write it, to share it, and to find it again."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, RadioField, SearchField, SelectChoice
from wtforms.validators import ValidationError

from supervision.blueprints import say
from supervision.blueprints.forms import Form, LongField, NewForm, ShortField, VersionForm
from supervision.blueprints.forms_kept import KeepingForm
from supervision.blueprints.reflections import questions
from supervision.domain import text
from supervision.domain.asks import AskKind
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l

NOTHING = "none"
WORDS = ("title", "happened", "mattered", "next")


class Lines(KeepingForm):
    """What both the new and the existing reflection have."""

    model = HiddenField(default=questions.LINES)
    happened = LongField()
    mattered = LongField()
    next = LongField()
    title = ShortField(_l("A title, if you like"))
    ask = RadioField(_l("What this asks for"), default=NOTHING)
    ask_words = LongField(_l("In your own words, if you like"))
    about = RadioField(_l("Who is it about?"), default=NOTHING)
    kept_words = LongField(_l("Why can these words stay?"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.ask.choices = [
            SelectChoice(NOTHING, _("No, not this time")),
            *(SelectChoice(kind.value, say.it(kind.label)) for kind in AskKind),
        ]
        self.ask_as(self.model.data)

    def ask_as(self, model: str | None) -> None:
        """Ask the questions of this form, above whatever was typed."""
        self.model.data = model if model in questions.QUESTIONS else questions.LINES
        for name, label in questions.asked(model).items():
            self[name].label.text = label

    def shown(self) -> list[str]:
        """The fields to show: those that the form asks for, and any that holds words or has to
        be put right."""
        only = questions.of(self.model.data).only
        return [
            name
            for name in questions.FIELDS
            if name in only or not text.blank(self[name].data) or self[name].errors
        ]

    def validate_ask(self, field: RadioField) -> None:
        if field.data in (None, NOTHING) and not text.blank(self.ask_words.data):
            raise ValidationError(
                _("Choose what you would like back, or clear the words that say it")
            )

    def offer_people(self, recordings: Sequence[tuple[uuid.UUID, str]]) -> None:
        """Offer the people whose outcomes the writer can read, by reference."""
        self.about.choices = [
            SelectChoice(NOTHING, _("Nobody in particular")),
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


class ShareForm(Form):
    """Sharing with a team or a colleague, whose key it carries."""

    team = HiddenField()
    colleague = HiddenField()
    kept_words = LongField(_l("Why can these words stay?"))


class FindForm(Form):
    """Finding one's own reflections again."""

    q = SearchField(_l("Search in your own words"))
    show = RadioField(_l("Show"), default="all", validate_choice=False)

    def __init__(self) -> None:
        super().__init__()
        self.show.choices = [
            SelectChoice("all", _("All")),
            SelectChoice("mine", _("Only I can read")),
            SelectChoice("shared", _("Shared")),
            SelectChoice("ask", _("Asking for something")),
            *(SelectChoice(model, str(one.name)) for model, one in questions.QUESTIONS.items()),
        ]
        if self.show.data not in {choice.value for choice in self.show.choices}:
            self.show.data = "all"
