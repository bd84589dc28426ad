"""Changing one's password. The hashing runs outside any transaction, as it does in signing in."""

from __future__ import annotations

from typing import Any

from flask import current_app, redirect, request, url_for

from supervision import content, identity, unit_of_work
from supervision.access.actor import Actor
from supervision.blueprints import guarding
from supervision.blueprints.account.forms import PasswordForm
from supervision.blueprints.account.routes import blueprint
from supervision.blueprints.pages import notice, page, put_right
from supervision.domain import passwords
from supervision.domain.guessing import Wait
from supervision.domain.refusals import Refused
from supervision.language import gettext as _
from supervision.queries import account
from supervision.services import account as services
from supervision.unit_of_work import by_hand


@blueprint.route("/account/password", methods=["GET", "POST"])
@by_hand
def password() -> Any:
    actor = identity.actor()
    form = PasswordForm()
    if request.method in unit_of_work.SAFE:
        return page("account/password.html", form=form)
    if not form.validate():
        return put_right("account/password.html", form=form)
    try:
        _change(actor, form.current_password.data or "", form.new_password.data or "")
    except Refused as refusal:
        form.refuse(refusal)
        return put_right("account/password.html", form=form)
    except Wait as wait:
        form.current_password.errors = [guarding.says(wait)]
        body, _status = put_right("account/password.html", form=form)
        return body, 429, {"Retry-After": str(wait.seconds)}
    notice(_("Your password is changed. Everywhere else you are signed out."))
    return redirect(url_for(".details"))


def _change(actor: Actor, current: str, new: str) -> None:
    """Check the one, hash the other, and put it in its place.

    Raises:
        Refused: beside the field that has to be put right.
        Wait: after too many wrong passwords, here or in signing in.
    """
    person = account.me(actor)
    stored = person.password_hash
    own = (actor.organisation, person.full_name, person.known_as, person.email)
    unit_of_work.undo()
    if not guarding.is_own(actor, own[-1], stored, current):
        raise Refused({"current_password": services.WRONG})
    problem = passwords.problem(new, own, content.common_passwords())
    if problem is None and new == current:
        problem = passwords.SAME
    if problem is not None:
        raise Refused({"new_password": problem})
    hashed = current_app.extensions["passwords"].hash(new)
    unit_of_work.writing()
    services.change_password(
        actor,
        account.me(actor),
        account.sign_in(actor, identity.sign_in_id()),
        checked=stored,
        hashed=hashed,
    )
    unit_of_work.keep()
