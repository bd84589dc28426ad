"""Forms of a session: choosing a date, moving and cancelling, the record, and what is added."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from flask import request
from wtforms import HiddenField, RadioField, SelectChoice, SelectMultipleField
from wtforms.validators import ValidationError

from supervision.blueprints import say
from supervision.blueprints.forms import (
    DateField,
    LongField,
    Needed,
    NewForm,
    ShortField,
    TimeField,
    VersionForm,
)
from supervision.blueprints.forms_kept import KeepingForm
from supervision.domain.actions import Look
from supervision.domain.kinds import OF_TWO, Kind
from supervision.domain.rearranging import Reason
from supervision.domain.sections import SECTIONS
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l

SECTION_NAMES = tuple(section.name for section in SECTIONS)


class PlanForm(NewForm):
    """When and where two people will meet, and for what kind of session."""

    relation = RadioField(_l("Who will you meet?"), validate_choice=False)
    kind = RadioField(
        _l("What kind of session is it?"), default=Kind.ONE_TO_ONE.value, validate_choice=False
    )
    date = DateField(_l("Which day?"), _l("Give the day you will meet"))
    time = TimeField(_l("At what time?"), _l("Give the time you will meet, such as 2 pm"))
    minutes = ShortField(_l("For how many minutes?"), default="60")
    place = ShortField(_l("Where, if you know"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind.choices = [SelectChoice(kind.value, say.it(kind.label)) for kind in OF_TWO]

    def length(self) -> int:
        """The typed length; 0 when it is no number."""
        typed = (self.minutes.data or "").strip()
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0


class CancelForm(VersionForm):
    """Why a session will not be held."""

    reason = RadioField(_l("Why?"), validate_choice=False)
    words = LongField(_l("More about it, if you like"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reason.choices = [SelectChoice(one.value, say.it(one.label)) for one in Reason]


class MoveForm(CancelForm):
    """When two people will meet instead, and why."""

    date = DateField(_l("Which day instead?"), _l("Give the day you will meet"))
    time = TimeField(_l("At what time?"), _l("Give the time you will meet, such as 2 pm"))


class AdditionForm(NewForm):
    """Words under a signed record."""

    words = LongField(
        _l("What would you like to add?"), [Needed(_l("Write what you would like to add"))]
    )


class RecordForm(KeepingForm, NewForm):
    """The record of a session. Whichever button is pressed, all of it is saved.

    Looks at last time's actions are added as `look_<key>` for each action.
    """

    reflections = SelectMultipleField(_l("Reflections talked about"), validate_choice=False)
    recordings = SelectMultipleField(_l("Recordings talked about"), validate_choice=False)
    item = ShortField(_l("Add to the agenda"))
    agreed = ShortField(_l("Add an action"))
    owner = RadioField(_l("Who will do it?"), validate_choice=False)
    due = DateField(_l("By when, if there is a date"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in SECTION_NAMES:
            self[name].label.text = say.prompt(f"session-{name}")

    def validate_agreed(self, field: Any) -> None:
        if request.form.get("do") == "add-action" and not (field.data or "").strip():
            raise ValidationError(_("Write what will be done"))

    def validate_item(self, field: Any) -> None:
        if request.form.get("do") == "add-item" and not (field.data or "").strip():
            raise ValidationError(_("Write what you would like to talk about"))

    def versions(self) -> dict[str, int]:
        """The version of each section that the writer was looking at; 0 when it is no number."""
        read = {name: self[f"version_{name}"].data or "" for name in SECTION_NAMES}
        return {
            name: int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
            for name, typed in read.items()
        }

    def looks(self, keys: Iterable[uuid.UUID]) -> list[tuple[uuid.UUID, Look]]:
        """What was said of each of these actions; those of which nothing was said are left out."""
        said = [(key, self[look_name(key)].data) for key in keys]
        return [(key, Look(value)) for key, value in said if value in set(Look)]


for _section in SECTIONS:
    setattr(RecordForm, _section.name, LongField(_l(_section.label)))
    setattr(RecordForm, f"version_{_section.name}", HiddenField())


def look_name(key: uuid.UUID) -> str:
    """The name of the field in which an action is looked at again."""
    return f"look_{key.hex}"


def record_form(
    actions: Sequence[uuid.UUID], people: Sequence[tuple[uuid.UUID, str]]
) -> RecordForm:
    """The record's form.

    Args:
        actions: those of last time, to be looked at again.
        people: the two who can say that they will do something.
    """
    choices = [SelectChoice(look.value, say.it(look.words)) for look in Look]
    looks = {
        look_name(key): RadioField(_l("How did it go?"), choices=choices, validate_choice=False)
        for key in actions
    }
    form = type("Record", (RecordForm,), looks)()
    form.owner.choices = [SelectChoice(str(key), name) for key, name in people]
    return form
