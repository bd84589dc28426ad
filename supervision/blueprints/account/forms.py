"""How one is called, and a new password."""

from __future__ import annotations

from typing import Any

from wtforms import PasswordField, SearchField
from wtforms.validators import ValidationError

from supervision.blueprints import say
from supervision.blueprints.forms import Form, Needed, ShortField
from supervision.domain import naming, people
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l


class NameForm(Form):
    full_name = ShortField(_l("Full name"), [Needed(_l("Write your full name"))])
    known_as = ShortField(
        _l("What people call you"),
        [Needed(_l("Write how people call you"))],
        description=_l("This is the name that stands beside what you write."),
    )

    def validate_full_name(self, field: Any) -> None:
        problem = people.full_name_problem(naming.tidy(field.data or ""))
        if problem and not field.errors:
            raise ValidationError(say.it(problem))

    def validate_known_as(self, field: Any) -> None:
        problem = naming.problem(naming.tidy(field.data or ""))
        if problem and not field.errors:
            raise ValidationError(say.it(problem))


class LogForm(Form):
    name = SearchField(
        _l("Show one person"),
        description=_l("Part of a name: of whoever read, or of whoever wrote."),
    )


class PasswordForm(Form):
    """No field of it is ever shown again; each name holds "password" (domain/passwords.py)."""

    current_password = PasswordField(
        _l("Your current password"), [Needed(_l("Write your current password"))]
    )
    new_password = PasswordField(
        _l("Your new password"),
        [Needed(_l("Write a new password"))],
        description=_l(
            "At least twelve characters. Three or four words that you can remember are a good "
            "choice; signs and figures are not needed."
        ),
    )
    password_again = PasswordField(
        _l("Your new password, once more"), [Needed(_l("Write the new password once more"))]
    )

    def validate_password_again(self, field: Any) -> None:
        if field.data and field.data != self.new_password.data:
            raise ValidationError(_("These two are not the same. Write both once more"))
