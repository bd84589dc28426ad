"""The password once more, before something that administrators do goes on.

The page that asks carries the form as it was sent, sealed as over a sign-in that ran out, and sends
it to the address that it was for. With the right password that request goes on as the one that
waited: the view sees the fields of then. The one check runs outside any transaction.
"""

from __future__ import annotations

from typing import Any

from flask import request, url_for

from supervision import identity, unit_of_work
from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.blueprints import guarding, say
from supervision.blueprints.auth.forms import ConfirmForm
from supervision.blueprints.auth.high import HIGH, is_high
from supervision.blueprints.auth.routes import blueprint
from supervision.blueprints.pages import page
from supervision.domain import confirming
from supervision.domain.guessing import Wait
from supervision.domain.refusals import NotFound, Refused
from supervision.queries import account
from supervision.services import account as services

UNASKED, WRONG, LATER = 401, 422, 429


@blueprint.before_app_request
def _guard() -> Any:
    """Stop what needs a fresh password. Whoever does not administer is refused further on."""
    endpoint = request.endpoint or ""
    if request.method != "POST" or endpoint not in HIGH:
        return None
    actor = identity.actor()
    if not access.administers(actor):
        return None
    if identity.CARRIED in request.form:
        return _go_on(actor)
    if confirming.is_fresh(identity.confirmed_at(), actor.now):
        return None
    if not is_high(actor, endpoint, request.form, request.view_args or {}):
        return None
    return _ask(ConfirmForm(formdata=None)), UNASKED


def _go_on(actor: Actor) -> Any:
    """Look at the password, and let the request go on as the one that waited."""
    form = ConfirmForm()
    if not identity.take_up_carried():
        raise NotFound
    if not form.validate():
        return _ask(form), WRONG
    try:
        _confirm(actor, form.password.data or "")
    except Wait as wait:
        form.password.errors = [guarding.says(wait)]
        return _ask(form), LATER, {"Retry-After": str(wait.seconds)}
    except Refused as refusal:
        form.password.errors = [say.it(message) for message in refusal.problems.values()]
        return _ask(form), WRONG
    unit_of_work.begin_again()
    if identity.look_again() is None:  # it ended meanwhile
        return identity.sign_in_again()
    return None


def _confirm(actor: Actor, typed: str) -> None:
    """Check the password, and note that it was given.

    Raises:
        Refused: where it is not the one.
        Wait: after too many wrong ones, here or in signing in.
    """
    person = account.me(actor)
    email, stored = person.email, person.password_hash
    unit_of_work.undo()
    if not guarding.is_own(actor, email, stored, typed):
        raise Refused({"password": services.WRONG})
    unit_of_work.writing()
    this_one = account.sign_in(actor, identity.sign_in_id())
    services.confirm(actor, account.me(actor), this_one, checked=stored)
    unit_of_work.keep()


def _ask(form: ConfirmForm) -> str:
    """The page that asks, with what was sent in it."""
    form.confirming.data = identity.seal_to_confirm()
    return page(
        "auth/confirm.html",
        form=form,
        action=request.path,
        leave=identity.own_page(request.path) or url_for("people.index"),
    )
