"""Signing in and out. The one check of a password runs outside any transaction."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import Blueprint, current_app, redirect, request, url_for

from supervision import identity, unit_of_work
from supervision.access.actor import Actor
from supervision.blueprints import guarding
from supervision.blueprints.auth.forms import SignInForm
from supervision.blueprints.auth.presenters import DEMONSTRATION
from supervision.blueprints.forms import unsigned
from supervision.blueprints.forms_kept import KEPT
from supervision.blueprints.pages import notice, page, put_right
from supervision.domain import devices, guessing, passwords
from supervision.domain.guessing import Wait
from supervision.identity import public
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l
from supervision.queries import people
from supervision.services import kept as keeping
from supervision.services import limits
from supervision.services import people as services
from supervision.unit_of_work import by_hand

blueprint = Blueprint("auth", __name__)
UNKNOWN = _l("That name and password do not go together. Check both and try again")
LONGEST = passwords.MOST
NOBODY = uuid.UUID(int=0)


@blueprint.record_once
def _offer(state: Any) -> None:
    state.app.extensions["sign_in_again"] = _again


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
@by_hand
def sign_in() -> Any:
    form = SignInForm()
    if request.method in unit_of_work.SAFE:
        if identity.someone():
            return redirect(url_for("home.home"))
        form.next.data = identity.own_page(request.args.get("next", "")) or ""
        return page("auth/sign_in.html", form=form, **_around())
    if not form.validate():
        return put_right("auth/sign_in.html", form=form, **_around())
    try:
        person = _entered(form.email.data or "", form.password.data or "")
    except Wait as wait:
        form.form_errors.append(guarding.says(wait))
        body, _status = put_right("auth/sign_in.html", form=form, **_around())
        return body, 429, {"Retry-After": str(wait.seconds)}
    if person is None:
        form.form_errors.append(str(UNKNOWN))
        return put_right("auth/sign_in.html", form=form, **_around())
    return redirect(_onward(person, form))


def _entered(email: str, password: str) -> Actor | None:
    """Check an address and a password, and begin a sign-in; None when they do not fit. Whatever
    the reason, the work is the same: a count, one check, a write. What this browser was signed in
    with before ends.

    Raises:
        Wait: before the password is looked at, after too many wrong ones.
    """
    before = identity.held()
    unit_of_work.undo()
    tried = guarding.tried(email)
    account = people.account(email) if len(email) <= LONGEST else None
    unit_of_work.undo()
    right = guarding.matches(account.password_hash if account else None, password, tried)
    now = identity.now()
    unit_of_work.writing()
    person = people.actor(account.person_id if account else NOBODY, now)
    if account is None or person is None or not right:
        _refused(account, person, tried, now)
        unit_of_work.keep()
        return None
    limits.was_right(tried)
    if before is not None:
        services.end_sign_in(*before)
    token = services.begin_sign_in(
        account.person_id,
        account.organisation_id,
        now,
        devices.device(request.user_agent.string),
    )
    unit_of_work.keep()
    identity.enter(token, person)
    return person


def _refused(
    account: people.Account | None, person: Actor | None, tried: limits.Tried, now: datetime
) -> None:
    """Leave a trace, and tell whoever's account it is when somebody seems to be guessing."""
    if account is None:
        limits.write_as_much(tried, now)
        return
    services.note_failed_sign_in(account.person_id, account.organisation_id, now)
    if person is not None and tried.number == guessing.FREE + 1:
        services.tell_of_guessing(account.person_id, account.organisation_id, now)


def _onward(person: Actor, form: SignInForm) -> str:
    """Where to go after signing in: back to what was being written, to a page asked for, Home."""
    kept = identity.open_form(form.kept.data, person) if form.kept.data else None
    if kept and identity.own_page(kept["path"]):
        unit_of_work.writing()
        written = unsigned(KEPT, dict(kept["fields"]).get("kept"))
        key = keeping.over_sign_in(person, kept["path"], kept["fields"], written)
        unit_of_work.keep()
        notice(_("You are signed in again. What you had typed is here, and not saved yet."))
        return f"{kept['path']}?kept={key}"
    return identity.own_page(form.next.data or "") or url_for("home.home")


@blueprint.post("/sign-out")
def sign_out() -> Any:
    services.end_sign_in(identity.actor(), identity.token())
    identity.leave()
    return redirect(url_for("auth.sign_in"))


def _again() -> tuple[str, int]:
    """401: the sign-in has run out. What was typed goes along, sealed for whoever typed it."""
    form = SignInForm(formdata=None)
    form.kept.data = identity.seal_form() or ""
    form.next.data = identity.own_page(request.path) or ""
    return page("auth/sign_in.html", form=form, **_around(again=True)), 401


def _around(again: bool = False) -> dict[str, Any]:
    shown = current_app.extensions["settings"].demonstration and people.demonstration()
    return {"again": again, "demonstration": DEMONSTRATION if shown else ()}
