"""The forms by which roles and supervision are given, changed and ended."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import RadioField, SelectChoice
from wtforms.validators import ValidationError

from supervision.blueprints import say
from supervision.blueprints.forms import DateField, Form, Needed, NewForm, ShortField
from supervision.blueprints.standing.words import FUNCTIONS
from supervision.domain.text import blank
from supervision.language import lazy_gettext as _l

WHY = _l("Why")
WHY_HINT = _l(
    "Whom it is about can read this, and so can those who look after people and information."
)


class _Choice(RadioField):
    """One of several, of which one has to be chosen."""

    def __init__(self, label: Any, missing: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(label, choices=choices, validate_choice=False, **kwargs)
        self.missing = missing

    def pre_validate(self, form: Any) -> None:
        if self.data not in {choice.value for choice in self.choices}:
            raise ValidationError(self.missing)


class WhoForm(NewForm):
    """A form that names somebody: by what is typed, or by a choice among those who fit."""

    who = ShortField(
        _l("Who"), description=_l("A full name, what people call them, or what they sign in with.")
    )
    chosen = RadioField(_l("Who do you mean?"), choices=[], validate_choice=False)
    why = ShortField(WHY, [Needed(_l("Say in a few words why"))], description=WHY_HINT)

    def validate_who(self, field: Any) -> None:
        if blank(field.data) and not self.chosen.data:
            raise ValidationError(say.it(_l("Write who it is")))

    def offer(self, rows: Iterable[Any]) -> None:
        """Offer those whose names fit, with what tells them apart."""
        self.chosen.choices = [
            SelectChoice(str(one.id), f"{one.full_name}, {one.email}") for one in rows
        ]

    def refuse_who(self, message: str) -> None:
        """Say beside the name, or above the choice, what there is to do."""
        field = self.chosen if self.chosen.choices else self.who
        field.errors = [*field.errors, say.it(message)]


class SupervisorForm(WhoForm):
    """A new supervisor."""

    who = ShortField(
        _l("Who supervises"),
        description=_l("A full name, what people call them, or what they sign in with."),
    )
    function = _Choice(
        _l("What kind of supervision"),
        _l("Choose what kind of supervision it is"),
        [SelectChoice(code, label) for code, label in FUNCTIONS.items()],
        default="line",
    )
    first = DateField(_l("First day"), _l("Say from which day"))
    last = DateField(_l("Last day, if there is one"))


class ChangeForm(WhoForm):
    """Another supervisor from a day on."""

    who = ShortField(
        _l("Who supervises from then on"),
        description=_l("A full name, what people call them, or what they sign in with."),
    )
    first = DateField(_l("First day of the new supervisor"), _l("Say from which day"))


class CoverForm(WhoForm):
    """Somebody who stands in, from a first day to a last."""

    who = ShortField(
        _l("Who stands in"),
        description=_l("A full name, what people call them, or what they sign in with."),
    )
    first = DateField(_l("First day"), _l("Say from which day"))
    last = DateField(_l("Last day"), _l("Say which day is the last: a cover has an end"))


class RoleForm(NewForm):
    """A role to give."""

    role = _Choice(
        _l("Which role"),
        _l("Choose one of the roles"),
        [SelectChoice(code, label) for code, label in say.ROLES.items()],
    )
    first = DateField(_l("First day"), _l("Say from which day"))
    last = DateField(_l("Last day, if there is one"))
    why = ShortField(WHY, [Needed(_l("Say in a few words why"))], description=WHY_HINT)


class EndForm(Form):
    """The last day of a role or of supervision."""

    last = DateField(_l("Last day"), _l("Say which day is the last"))
    why = ShortField(WHY, [Needed(_l("Say in a few words why"))], description=WHY_HINT)


class AnswerForm(Form):
    """An answer to what another administrator asked for."""

    words = ShortField(
        _l("A few words, if you like"),
        description=_l("Administrators and those who look after information can read this."),
    )


def pairs(form: Form) -> list[tuple[str, str]]:
    """What was typed, as hidden fields for a page that asks once more."""
    found: list[tuple[str, str]] = []
    for field in form:
        if field.name == "csrf_token":
            continue
        if isinstance(field, DateField):
            parts = (("day", field.day), ("month", field.month), ("year", field.year))
            found += [(f"{field.name}-{part}", value) for part, value in parts]
        elif field.data:
            found.append((field.name, str(field.data)))
    return found
