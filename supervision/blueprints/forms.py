"""Fields and forms that all doors share: lengths, dates in three parts, times, future keys.

A form for something new carries its future key, signed for the person and the form, so that a form
sent twice makes one thing. A form over something that exists carries the version it was read at.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, time
from typing import Any

from flask import current_app, request
from flask_wtf import FlaskForm
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.utils import unset_value
from wtforms.validators import ValidationError

from supervision import identity
from supervision.blueprints import say
from supervision.domain import dates, refusals, text
from supervision.keys import new_key
from supervision.language import gettext as _
from supervision.queries import kept


class _Wording:
    """What WTForms says by itself: only that a choice is none of those offered."""

    def gettext(self, _sentence: str) -> str:
        return _("Choose one of the answers shown here")

    def ngettext(self, _one: str, _more: str, _n: int) -> str:
        return _("Choose from the answers shown here")


class Form(FlaskForm):
    """A form of this house. Opened again after a sign-in ran out, it holds what was typed."""

    class Meta:
        def get_translations(self, _form: FlaskForm) -> _Wording:
            return _Wording()

    def __init__(self, **kwargs: Any) -> None:
        self.found: kept.Form | None = None
        if "formdata" not in kwargs:
            # The fields of the form and nothing else: Flask-WTF would take JSON and files as well.
            if request.method == "POST":
                kwargs["formdata"] = request.form
            else:
                self.found = _kept()
                kwargs["formdata"] = MultiDict(self.found.fields) if self.found else None
        super().__init__(**kwargs)

    @property
    def restored(self) -> bool:
        """Whether the form holds what was typed before and not saved."""
        return self.found is not None

    def refuse(self, refusal: refusals.Refused) -> None:
        """Put a refusal of a service beside the fields that it is about."""
        for name, message in refusal.problems.items():
            field = self._fields.get(name)
            if field is None:
                self.form_errors.append(say.it(message))
            else:
                field.errors = [*field.errors, say.it(message)]

    def typed(self, names: Sequence[str]) -> dict[str, str]:
        """The typed text of these fields, without white space around it."""
        return {name: (self._fields[name].data or "").strip() for name in names}


def _kept() -> kept.Form | None:
    person, key = identity.someone(), read_key(request.args.get("kept"))
    return kept.form(person, key, request.path) if person and key else None


def read_key(value: str | None) -> uuid.UUID | None:
    """A key that came with a request; None for anything that is none."""
    try:
        return uuid.UUID(value or "")
    except ValueError:
        return None


def signed(purpose: str, key: uuid.UUID) -> str:
    """A key for whoever is asking to send back, and for nobody else."""
    return _signer(purpose).dumps([identity.actor().person_id.hex, key.hex])


def unsigned(purpose: str, value: str | None) -> uuid.UUID | None:
    """The key of a value that `signed` made for whoever is asking; None for any other."""
    try:
        owner, key = _signer(purpose).loads(value or "")
        return uuid.UUID(key) if owner == identity.actor().person_id.hex else None
    except (BadSignature, ValueError, TypeError):
        return None


def _signer(purpose: str) -> URLSafeSerializer:
    return URLSafeSerializer(current_app.secret_key or b"", salt=purpose)


class NewForm(Form):
    """A form for something that does not exist yet: it carries the future key."""

    key = HiddenField()

    def future_key(self, purpose: str) -> uuid.UUID:
        """The key that the thing will have.

        Raises:
            NotFound: for a key that was not signed for this person and this form.
        """
        if not self.key.data:
            if request.method == "POST":
                raise refusals.NotFound
            key = new_key()
            self.key.data = signed(f"future-key|{purpose}", key)
            return key
        return refusals.required(unsigned(f"future-key|{purpose}", self.key.data))


class VersionForm(Form):
    """A form over something that exists: it carries the version that was read."""

    version = HiddenField()

    def read_version(self) -> int:
        """The version that the person was looking at. Raises NotFound when it is no number."""
        value = self.version.data or ""
        if not (value.isascii() and value.isdigit() and len(value) < 10):
            raise refusals.NotFound
        return int(value)


class _Limited:
    limit = text.SHORT

    def pre_validate(self, form: Any) -> None:
        # The field that this is mixed into has it.
        typed = self.data or ""  # type: ignore[attr-defined]
        if len(typed) > self.limit:
            raise ValidationError(
                _(
                    "Make this shorter: it can hold %(most)s characters, and this has %(length)s",
                    most=f"{self.limit:,}",
                    length=f"{len(typed):,}",
                )
            )
        if self.limit == text.SHORT and text.has_bidi_controls(typed):
            raise ValidationError(_("Take out the hidden characters that turn text around"))


class ShortField(_Limited, StringField):
    """One line, up to 200 characters."""


class LongField(_Limited, TextAreaField):
    """A text, up to 20,000 characters."""

    limit = text.LONG


class Needed:
    """The field must hold something; the message says what to do."""

    def __init__(self, message: str) -> None:
        self.message = message

    def __call__(self, _form: Any, field: Field) -> None:
        if text.blank(field.data):
            raise ValidationError(self.message)


class DateField(Field):
    """A date in three parts, as people write them: day, month, year.

    Args:
        missing: the message when nothing is given; None where a date may be left out.
    """

    day = month = year = wrong_part = ""

    def __init__(self, label: str, missing: str | None = None, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.missing = missing

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        self.process_errors: list[str] = []
        self.errors: Any = []
        self.wrong_part = ""
        self.data: date | None = None
        parts = [
            (formdata.get(f"{self.name}-{part}") or "").strip() if formdata else ""
            for part in ("day", "month", "year")
        ]
        given = formdata and any(f"{self.name}-{part}" in formdata for part in ("day", "month"))
        if not given:
            value = self.default if data is unset_value or data is None else data
            value = value() if callable(value) else value
            if isinstance(value, date):
                self.data = value
                parts = [str(value.day), str(value.month), str(value.year)]
        elif any(parts):
            try:
                self.data = dates.parse_date_parts(*parts)
            except dates.DatePartError as error:
                self.wrong_part = error.part
                self.process_errors.append(say.it(error.message))
        self.day, self.month, self.year = parts

    def pre_validate(self, form: Any) -> None:
        if self.missing and self.data is None and not self.process_errors:
            self.wrong_part = "day"
            raise ValidationError(self.missing)


class TimeField(StringField):
    """A time, as people write it: 2 pm, 14:00, 10.15 am."""

    def __init__(self, label: str, missing: str, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.missing = missing
        self.time: time | None = None

    def pre_validate(self, form: Any) -> None:
        if text.blank(self.data):
            raise ValidationError(self.missing)
        try:
            self.time = dates.parse_clock(self.data or "")
        except ValueError as error:
            raise ValidationError(_("Write the time like 2 pm, 10.15 am or 14:00")) from error
