"""The proposal form, and the curator's."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, HiddenField, SelectMultipleField
from wtforms.validators import ValidationError

from supervision.blueprints.forms import Form, LongField, NewForm, ShortField, VersionForm
from supervision.queries.recordings import Group


class SummaryField(LongField):
    """A line or two: it stands in lists."""

    limit = 400


class Outcomes(SelectMultipleField):
    """Outcomes by key, of those that were offered."""

    def pre_validate(self, form: Any) -> None:
        known = {value for value, *_ in self.choices or ()}
        if not known.issuperset(self.data or ()):
            raise ValidationError("Choose from these outcomes")


class Parts(Form):
    """What both the new and the existing proposal have."""

    title = ShortField("Title")
    summary = SummaryField(
        "What changed, in a line or two", description="This is what people see in the list."
    )
    quote = LongField(
        "Someone’s own words, if they fit",
        description="Ask first, and put them so that nobody could be told from them.",
    )
    stood = LongField("Where things stood")
    done = LongField("What was done, and by whom")
    changed = LongField("What changed, and how we know")
    did_not_work = LongField("What did not work")
    learnt = LongField("What we learnt")
    outcomes = Outcomes("What it helps with")
    kept_words = LongField(
        "Why can these words stay?", description="The curators read this. It is not published."
    )

    def offer_outcomes(self, groups: Iterable[Group]) -> None:
        self.outcomes.choices = [
            (str(one.id), one.name) for group in groups for one in group.outcomes
        ]

    def chosen(self) -> list[uuid.UUID]:
        """The keys of the outcomes that were chosen."""
        return [uuid.UUID(key) for key in self.outcomes.data or []]


class NewProposal(Parts, NewForm):
    """A proposal that does not exist yet; `source` is the reflection it is rewritten from."""

    source = HiddenField()


class EditedProposal(Parts, VersionForm):
    """A proposal that is written on."""


class PublishForm(VersionForm):
    """The curator's tick, over the version that was read."""

    neighbour = BooleanField("I have read it as a neighbour would: nobody could be told from it")

    def validate_neighbour(self, field: BooleanField) -> None:
        if not field.data:
            raise ValidationError("Read it as a neighbour would, then say so here")
