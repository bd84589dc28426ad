"""The sign-in form."""

from __future__ import annotations

from wtforms import HiddenField, PasswordField, StringField

from supervision.blueprints.forms import Form, Needed


class SignInForm(Form):
    email = StringField("Email address", [Needed("Write your email address")])
    password = PasswordField("Password", [Needed("Write your password")])
    next = HiddenField()
    kept = HiddenField()
