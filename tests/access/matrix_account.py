"""The pages of one's own account: open to everyone who is signed in, each with what is theirs."""

from __future__ import annotations

from typing import Any

from tests.access.doors import Door
from tests.access.matrix import Action, Matrix, Thing
from tests.worlds import PASSWORD, World

TABLE = """
any day | open details, rename        | @practice @elsewhere @offices |
        | change password             | @practice @elsewhere @offices |
        | choose mail                 | @practice @elsewhere @offices |
        | list sign-ins, end others   | @practice @elsewhere @offices |
        | list actions, list deleted  | @practice @elsewhere @offices |
        | list reads                  | @practice @elsewhere @offices |
        | take along what I wrote     | @practice @elsewhere @offices |
        | list what is not saved      | @practice @elsewhere @offices |
        | keep what I type            | @practice @elsewhere          |
"""


def any_day(world: World) -> Thing:
    return Thing()


def _name(thing: Thing) -> dict[str, Any]:
    return {"known_as": "Somebody", "full_name": "Somebody Else"}


def _password(thing: Thing) -> dict[str, Any]:
    new = "three herons at dawn"
    return {"current_password": PASSWORD, "new_password": new, "password_again": new}


def _typed(thing: Thing) -> dict[str, Any]:
    return {"kept_n": "1", "kept_page": "/reflections/new", "happened": "Saxifrage"}


MATRIX = Matrix(
    noun="account",
    key="",
    tables=frozenset(),
    states={"any day": any_day},
    actions={
        "open details": Action(http=(Door("account.details"),)),
        "rename": Action(http=(Door("account.details", "POST", _name),)),
        "change password": Action(
            http=(Door("account.password"), Door("account.password", "POST", _password)),
        ),
        "choose mail": Action(
            http=(Door("account.choose_mail", "POST", lambda thing: {"mail": "no"}),)
        ),
        "list sign-ins": Action(http=(Door("account.sign_ins"),)),
        "end others": Action(http=(Door("account.end_others", "POST"),)),
        "list actions": Action(http=(Door("account.actions"),)),
        "list deleted": Action(http=(Door("account.deleted"),)),
        "take along what I wrote": Action(
            http=(Door("account.my_writing"), Door("account.my_writing_file"))
        ),
        "list what is not saved": Action(http=(Door("unsaved.overview"),)),
        "keep what I type": Action(
            http=(Door("unsaved.keep", "POST", _typed, form="reflections.write"),)
        ),
        "list reads": Action(http=(Door("account.reads"),)),
    },
    table=TABLE,
)
