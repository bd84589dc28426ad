"""A password that was lost: asking for a link, and setting a new password with it.

Asking answers the same for every address. The link's token stands in its path; opening the link
moves it into the browser's own session and leads on to an address without it, so that it stays in
no history, no referrer and no line of a log. Opening it does not use it: programs that look at
mail open links too.
"""

from __future__ import annotations

from typing import Any

from flask import redirect, request, session, url_for

from supervision import identity, unit_of_work
from supervision.blueprints import guarding
from supervision.blueprints.auth.forms import LostForm, NewPasswordForm
from supervision.blueprints.auth.new_passwords import hashed
from supervision.blueprints.auth.routes import NOBODY, blueprint
from supervision.blueprints.pages import notice, page, put_right
from supervision.domain.links import LONGEST_TOKEN, Purpose
from supervision.domain.people import can_get_mail
from supervision.domain.refusals import Refused
from supervision.identity import public
from supervision.language import gettext as _
from supervision.queries import account as own
from supervision.queries import links as queries
from supervision.queries import people
from supervision.services import account as services
from supervision.services import limits, links
from supervision.services import people as people_services
from supervision.unit_of_work import by_hand

TOKEN = "link"
LONGEST_ADDRESS = 254


@blueprint.route("/forgotten-password", methods=["GET", "POST"])
@public
@by_hand
def forgotten() -> Any:
    form = LostForm()
    if request.method in unit_of_work.SAFE:
        return page("auth/forgotten.html", form=form)
    if not form.validate():
        return put_right("auth/forgotten.html", form=form)
    _ask(form.email.data or "")
    return redirect(url_for(".link_sent"))


@blueprint.get("/forgotten-password/sent")
@public
def link_sent() -> Any:
    return page("auth/link_sent.html")


@blueprint.get("/new-password/<token>")
@public
def open_link(token: str) -> Any:
    session[TOKEN] = token[:LONGEST_TOKEN]
    return redirect(url_for(".new_password"))


@blueprint.route("/new-password", methods=["GET", "POST"])
@public
@by_hand
def new_password() -> Any:
    token = str(session.get(TOKEN, ""))
    link = queries.holding(token, Purpose.RESET_PASSWORD, identity.now())
    unit_of_work.undo()
    form = NewPasswordForm()
    if link is None:
        return _gone()
    if request.method in unit_of_work.SAFE:
        return page("auth/new_password.html", form=form)
    if not form.validate():
        return put_right("auth/new_password.html", form=form)
    try:
        made = hashed(form.new_password.data or "", link.own)
    except Refused as refusal:
        form.refuse(refusal)
        return put_right("auth/new_password.html", form=form)
    if not _set(token, made):
        return _gone()
    identity.leave()
    notice(_("Your new password is set, and you are signed out everywhere. Sign in with it now."))
    return redirect(url_for(".sign_in"))


def _ask(email: str) -> None:
    """Have a link sent to whoever works here under that address and has a password; for any other,
    nothing. Who has none yet was not invited, or their invitation was taken back."""
    unit_of_work.writing()
    allowed = guarding.may_ask_for_link(email)
    account = people.account(email) if len(email) <= LONGEST_ADDRESS else None
    person = people.actor(account.person_id if account else NOBODY, identity.now())
    has_one = account is not None and account.password_hash is not None and can_get_mail(email)
    if allowed and person is not None and has_one:
        people_services.ask_for_link(person.person_id, person.organisation_id, person.now)
    unit_of_work.keep()


def _set(token: str, made: str) -> bool:
    """Use the link and set the password, in one transaction; False when it holds no more."""
    unit_of_work.writing()
    used = links.use(token, Purpose.RESET_PASSWORD, identity.now())
    person = people.actor(used[1], identity.now()) if used else None
    if person is None:
        unit_of_work.undo()
        return False
    row = own.me(person)
    services.reset_password(row, made, identity.now())
    limits.clear(guarding.account(row.email))
    unit_of_work.keep()
    return True


def _gone() -> tuple[str, int]:
    session.pop(TOKEN, None)
    return page("auth/link_gone.html"), 404
