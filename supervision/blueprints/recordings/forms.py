"""The forms of a recording and of a review. Only what matters has to hold something."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms import HiddenField, RadioField, SelectChoice, SelectMultipleField, widgets
from wtforms.validators import ValidationError

from supervision.blueprints.forms import DateField, Form, LongField, Needed, NewForm, VersionForm
from supervision.domain.reviews import Direction
from supervision.domain.words import join_names
from supervision.queries.recordings import Group

SOMEONE_NEW = "new"
WORDS = ("what_matters", "brings")
REVIEW_WORDS = ("said", "helped", "hindered")


class Words(Form):
    """What both the new and the existing recording have."""

    what_matters = LongField(
        "What matters to this person?",
        validators=[Needed("Write down what matters to the person")],
        description=(
            "In their own words, as far as they can be had: “I want to be back in the choir on "
            "Thursdays”, rather than “needs transport to the choir”."
        ),
    )
    brings = LongField(
        "What this person brings",
        description="If you like: what they are good at, what others count on them for.",
    )
    # Which ones there are is known to the page; any other is left out when it is saved.
    outcomes = SelectMultipleField(
        "It is about",
        option_widget=widgets.CheckboxInput(),
        choices=[],
        validate_choice=False,
    )

    def offer_outcomes(self, groups: Iterable[Group]) -> None:
        self.outcomes.choices = [
            SelectChoice(str(one.id), one.name) for group in groups for one in group.outcomes
        ]

    def chosen(self, groups: Iterable[Group]) -> list[uuid.UUID]:
        """The keys of the outcomes that were chosen, of those that there are."""
        wanted = set(self.outcomes.data or [])
        return [one.id for group in groups for one in group.outcomes if str(one.id) in wanted]


class NewRecording(Words, NewForm):
    """A recording that does not exist yet: it says whom it is about."""

    person = RadioField("Who is it about?", choices=[], validate_choice=False)

    def offer_people(
        self,
        references: Sequence[tuple[uuid.UUID, str]],
        fellows: Mapping[uuid.UUID, Sequence[str]],
    ) -> None:
        """Offer the people whose references the writer holds, and someone new."""
        self.person.choices = [
            *(SelectChoice(str(key), _known(code, fellows.get(key))) for key, code in references),
            SelectChoice(SOMEONE_NEW, "Someone new: a reference is made for you"),
        ]
        if not references and not self.person.data:
            self.person.data = SOMEONE_NEW

    def validate_person(self, field: Any) -> None:
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError("Choose who it is about, or someone new")


class EditedRecording(Words, VersionForm):
    """A recording that is written on."""


class NewReview(NewForm):
    """How it has gone since."""

    another = HiddenField()
    direction = RadioField(
        "Which way has it gone?",
        choices=[SelectChoice(one.value, one.words) for one in Direction],
        description="Closer to what matters to them, or further from it.",
        validate_choice=False,
    )
    reviewed_on = DateField("When did you talk about it?", missing="Say when you talked about it")
    said = LongField("What did they say?", description="In their own words.")
    helped = LongField("What helped?", description="One thing to a line.")
    hindered = LongField("What was in the way?", description="One thing to a line.")

    def own_key(self) -> uuid.UUID:
        """The key that the review will have; another one when the clash page sent it on."""
        key = self.future_key("review")
        return uuid.uuid5(key, self.another.data) if self.another.data else key

    def validate_direction(self, field: Any) -> None:
        if field.data not in set(Direction):
            raise ValidationError("Say which way it has gone")


def _known(code: str, fellows: Sequence[str] | None) -> str:
    """“Person K7QM, with Aleksandra”: who else works with them, and reads what is recorded."""
    return f"Person {code}, with {join_names(fellows)}" if fellows else f"Person {code}"
