"""A file, and what is chosen before it is carried out."""

from __future__ import annotations

from flask import request
from wtforms import BooleanField, FileField

from supervision.blueprints.forms import Form
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l


class FileForm(Form):
    file = FileField(
        _l("The file"),
        description=_l("CSV or XLSX, up to 5 MB and 10,000 people."),
    )
    make_teams = BooleanField(
        _l("Make teams and services that are not there yet"),
        description=_l("For rows that name both a team and its service."),
    )

    def brought(self) -> tuple[str, bytes] | None:
        """What the file is called and what is in it; None, with a message, where there is none."""
        found = request.files.get("file")
        if found is None or not found.filename:
            self.file.errors = [_("Choose a file")]
            return None
        return found.filename, found.read()


class StartForm(Form):
    leave_out = BooleanField(_l("Leave out the rows that have something to put right"))
    invite = BooleanField(
        _l("Invite those who are added, by mail, now"),
        description=_l(
            "Whoever begins later gets the mail on the first day. For people without work mail you "
            "can print links when it is done."
        ),
    )
