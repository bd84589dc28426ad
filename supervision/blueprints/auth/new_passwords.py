"""Making a first or another password: looked at, then hashed outside any transaction."""

from __future__ import annotations

from flask import current_app

from supervision import content
from supervision.domain import passwords
from supervision.domain.refusals import Refused


def hashed(new: str, own_words: tuple[str, ...]) -> str:
    """Hash a new password.

    Args:
        own_words: the person's own names and address.

    Raises:
        Refused: beside `new_password`, when it should not be one.
    """
    problem = passwords.problem(new, own_words, content.common_passwords())
    if problem is not None:
        raise Refused({"new_password": problem})
    made: str = current_app.extensions["passwords"].hash(new)
    return made
