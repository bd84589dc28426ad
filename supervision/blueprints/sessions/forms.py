"""Forms of a session: choosing a date, and the record, which is one form."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from flask import request
from wtforms import HiddenField, RadioField, SelectChoice, SelectMultipleField
from wtforms.validators import ValidationError

from supervision.blueprints.forms import DateField, LongField, NewForm, ShortField, TimeField
from supervision.domain.actions import Look
from supervision.domain.sections import SECTIONS

SECTION_NAMES = tuple(section.name for section in SECTIONS)


class PlanForm(NewForm):
    """When and where two people will meet."""

    relation = RadioField("Who will you meet?", validate_choice=False)
    date = DateField("Which day?", "Give the day you will meet")
    time = TimeField("At what time?", "Give the time you will meet, such as 2 pm")
    minutes = ShortField("For how many minutes?", default="60")
    place = ShortField("Where, if you know")

    def length(self) -> int:
        """The typed length; 0 when it is no number."""
        typed = (self.minutes.data or "").strip()
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0


class RecordForm(NewForm):
    """The record of a session. Whichever button is pressed, all of it is saved.

    Looks at last time's actions are added as `look_<key>` for each action.
    """

    reflections = SelectMultipleField("Reflections talked about", validate_choice=False)
    recordings = SelectMultipleField("Recordings talked about", validate_choice=False)
    item = ShortField("Add to the agenda")
    agreed = ShortField("Add an action")
    owner = RadioField("Who will do it?", validate_choice=False)
    due = DateField("By when, if there is a date")

    def validate_agreed(self, field: Any) -> None:
        if request.form.get("do") == "add-action" and not (field.data or "").strip():
            raise ValidationError("Write what will be done")

    def validate_item(self, field: Any) -> None:
        if request.form.get("do") == "add-item" and not (field.data or "").strip():
            raise ValidationError("Write what you would like to talk about")

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
    setattr(RecordForm, _section.name, LongField(_section.label))
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
    choices = [SelectChoice(look.value, look.words) for look in Look]
    looks = {
        look_name(key): RadioField("How did it go?", choices=choices, validate_choice=False)
        for key in actions
    }
    form = type("Record", (RecordForm,), looks)()
    form.owner.choices = [SelectChoice(str(key), name) for key, name in people]
    return form
