"""The sign-in form."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, PasswordField, StringField

from supervision.blueprints.forms import Form, Needed


class SignInForm(Form):
    email = StringField(_l("Email address"), [Needed(_l("Write your email address"))])
    password = PasswordField(_l("Password"), [Needed(_l("Write your password"))])
    next = HiddenField()
    kept = HiddenField()
