"""The forms of a recording and of a review. Only what matters has to hold something."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from wtforms import HiddenField, RadioField, SelectChoice, SelectMultipleField
from wtforms.validators import ValidationError

from supervision.blueprints import say
from supervision.blueprints.forms import DateField, LongField, Needed, NewForm, VersionForm
from supervision.blueprints.forms_kept import KeepingForm
from supervision.domain.reviews import Direction
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l
from supervision.queries.recordings import Group

SOMEONE_NEW = "new"
WORDS = ("what_matters", "brings")
REVIEW_WORDS = ("said", "helped", "hindered")


class Words(KeepingForm):
    """What both the new and the existing recording have."""

    what_matters = LongField(
        _l("What matters to this person?"),
        validators=[Needed(_l("Write down what matters to the person"))],
        description=_l(
            "In their own words, as far as they can be had: “I want to be back in the choir on "
            "Thursdays”, rather than “needs transport to the choir”."
        ),
    )
    brings = LongField(
        _l("What this person brings"),
        description=_l("If you like: what they are good at, what others count on them for."),
    )
    # Which ones there are is known to the page; any other is left out when it is saved.
    outcomes = SelectMultipleField(
        _l("Which outcomes it is about, if any fit"), choices=[], validate_choice=False
    )

    def chosen(self, groups: Iterable[Group]) -> list[uuid.UUID]:
        """The keys of the outcomes that were chosen, of those that there are."""
        wanted = set(self.outcomes.data or [])
        return [one.id for group in groups for one in group.outcomes if str(one.id) in wanted]


class NewRecording(Words, NewForm):
    """A recording that does not exist yet: it says whom it is about."""

    person = RadioField(_l("Who is it about?"), choices=[], validate_choice=False)

    def offer_people(
        self,
        references: Sequence[tuple[uuid.UUID, str]],
        fellows: Mapping[uuid.UUID, Sequence[str]],
        about: uuid.UUID | None = None,
    ) -> None:
        """Offer the people whose references the writer holds, and someone new.

        Args:
            about: the reference that the writer came from, chosen already.
        """
        self.person.choices = [
            *(SelectChoice(str(key), _known(code, fellows.get(key))) for key, code in references),
            SelectChoice(SOMEONE_NEW, _("Someone new: a reference is made for you")),
        ]
        if not self.person.data and about in {key for key, _code in references}:
            self.person.data = str(about)
        if not references and not self.person.data:
            self.person.data = SOMEONE_NEW

    def validate_person(self, field: Any) -> None:
        if field.data not in {choice.value for choice in field.choices}:
            raise ValidationError(_("Choose who it is about, or someone new"))


class EditedRecording(Words, VersionForm):
    """A recording that is written on."""


class NewReview(KeepingForm, NewForm):
    """How it has gone since."""

    another = HiddenField()
    direction = RadioField(
        _l("Which way has it gone?"),
        description=_l("Closer to what matters to them, or further from it."),
        validate_choice=False,
    )
    reviewed_on = DateField(
        _l("When did you talk about it?"),
        missing=_l("Say when you talked about it"),
        description=_l("Today, or a day before that you are only now writing down."),
    )
    said = LongField(_l("What did they say?"), description=_l("In their own words."))
    helped = LongField(_l("What helped?"), description=_l("One thing to a line."))
    hindered = LongField(_l("What was in the way?"), description=_l("One thing to a line."))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.direction.choices = [SelectChoice(one.value, say.it(one.words)) for one in Direction]

    def own_key(self) -> uuid.UUID:
        """The key that the review will have; another one when the clash page sent it on."""
        key = self.future_key("review")
        return uuid.uuid5(key, self.another.data) if self.another.data else key

    def validate_direction(self, field: Any) -> None:
        if field.data not in set(Direction):
            raise ValidationError(_("Say which way it has gone"))


def _known(code: str, fellows: Sequence[str] | None) -> str:
    """“Person K7QM, with Aleksandra”: who else works with them, and reads what is recorded."""
    if not fellows:
        return _("Person %(code)s", code=code)
    return _("Person %(code)s, with %(names)s", code=code, names=say.names(fellows))
