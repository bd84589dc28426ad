"""The forms of signing in, of a password that was lost, and of an invitation."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import ValidationError

from supervision.blueprints.forms import Form, Needed
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l

WAY_IN = _l("Work email, or the name you sign in with")
WRITE_IT = _l("Write your work email, or the name you sign in with")

LONG_ENOUGH = _l(
    "At least twelve characters. Three or four words that you can remember are a good choice; "
    "signs and figures are not needed."
)


class SignInForm(Form):
    email = StringField(WAY_IN, [Needed(WRITE_IT)])
    password = PasswordField(_l("Password"), [Needed(_l("Write your password"))])
    next = HiddenField()
    kept = HiddenField()


class ConfirmForm(Form):
    """The form that waits goes along in `confirming`, sealed."""

    confirming = HiddenField()
    password = PasswordField(_l("Your password"), [Needed(_l("Write your password"))])


class LostForm(Form):
    email = StringField(WAY_IN, [Needed(WRITE_IT)])


class NewPasswordForm(Form):
    new_password = PasswordField(
        _l("Your new password"),
        [Needed(_l("Write a new password"))],
        description=LONG_ENOUGH,
    )
    password_again = PasswordField(
        _l("Your new password, once more"), [Needed(_l("Write the new password once more"))]
    )

    def validate_password_again(self, field: Any) -> None:
        if field.data and field.data != self.new_password.data:
            raise ValidationError(_("These two are not the same. Write both once more"))


class InvitedForm(NewPasswordForm):
    new_password = PasswordField(
        _l("Choose a password"), [Needed(_l("Choose a password"))], description=LONG_ENOUGH
    )
    password_again = PasswordField(
        _l("The same password, once more"), [Needed(_l("Write the password once more"))]
    )
    known_as = StringField(
        _l("How people call you"),
        [Needed(_l("Write how people call you"))],
        description=_l("This is what others read. Change it if it is not right."),
    )
