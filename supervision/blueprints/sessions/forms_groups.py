"""Forms of a group's session: planning it, and writing its record."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

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
    read_key,
)
from supervision.blueprints.forms_kept import KeepingForm
from supervision.domain.kinds import OF_A_GROUP
from supervision.domain.sections import SECTIONS
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l

SECTION_NAMES = tuple(section.name for section in SECTIONS)


class GroupForm(NewForm):
    """Who meets, when and where, and whether someone leads it."""

    kind = RadioField(_l("Does someone lead it?"), validate_choice=False)
    name = ShortField(_l("What is the group called?"), [Needed(_l("Give the group a name"))])
    members = SelectMultipleField(_l("Who takes part?"), validate_choice=False)
    find = ShortField(_l("Someone who is not in this list"))
    date = DateField(_l("Which day?"), _l("Give the day you will meet"))
    time = TimeField(_l("At what time?"), _l("Give the time you will meet, such as 2 pm"))
    minutes = ShortField(_l("For how many minutes?"), default="60")
    place = ShortField(_l("Where, if you know"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.kind.choices = [
            SelectChoice(kind.value, say.it(kind.explanation)) for kind in OF_A_GROUP
        ]

    def validate_kind(self, field: Any) -> None:
        if field.data not in OF_A_GROUP:
            raise ValidationError(_("Say whether someone leads it"))

    def validate_members(self, field: Any) -> None:
        if len(set(self.chosen())) < 2:
            raise ValidationError(_("Choose two others at least"))

    def chosen(self) -> list[uuid.UUID]:
        """Whoever is ticked."""
        return [key for key in map(read_key, self.members.data or []) if key]

    def offer(self, people: Mapping[uuid.UUID, str]) -> None:
        """Whoever can be ticked."""
        self.members.choices = [SelectChoice(str(key), name) for key, name in people.items()]

    def length(self) -> int:
        """The typed length; 0 when it is no number."""
        typed = (self.minutes.data or "").strip()
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0


class PromiseForm(NewForm):
    """What someone of a group will do. Its convener says who; the others speak for themselves."""

    agreed = ShortField(_l("Add an action"), [Needed(_l("Write what will be done"))])
    owner = RadioField(_l("Who will do it?"), validate_choice=False)
    due = DateField(_l("By when, if there is a date"))


class GroupRecordForm(KeepingForm):
    """The record of a group's session: who came, and the three sections."""

    came = SelectMultipleField(_l("Who came, beside you?"), validate_choice=False)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in SECTION_NAMES:
            self[name].label.text = say.prompt(f"session-{name}")

    def there(self) -> list[uuid.UUID]:
        """Whoever is ticked as having come."""
        return [key for key in map(read_key, self.came.data or []) if key]

    def versions(self) -> dict[str, int]:
        """The version of each section that the writer was looking at; 0 when it is no number."""
        read = {name: self[f"version_{name}"].data or "" for name in SECTION_NAMES}
        return {
            name: int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
            for name, typed in read.items()
        }


for _section in SECTIONS:
    setattr(GroupRecordForm, _section.name, LongField(_l(_section.label)))
    setattr(GroupRecordForm, f"version_{_section.name}", HiddenField())
