"""The forms of signing in, and of a password that was lost."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import ValidationError

from supervision.blueprints.forms import Form, Needed


class SignInForm(Form):
    email = StringField(_l("Email address"), [Needed(_l("Write your email address"))])
    password = PasswordField(_l("Password"), [Needed(_l("Write your password"))])
    next = HiddenField()
    kept = HiddenField()


class LostForm(Form):
    email = StringField(_l("Email address"), [Needed(_l("Write your email address"))])


class NewPasswordForm(Form):
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
