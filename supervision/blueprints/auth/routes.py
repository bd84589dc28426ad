"""Signing in and out. The one check of a password runs outside any transaction."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, current_app, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from supervision import identity, unit_of_work
from supervision.access.actor import Actor
from supervision.blueprints.auth.forms import SignInForm
from supervision.blueprints.auth.presenters import DEMONSTRATION
from supervision.blueprints.pages import notice, page, put_right
from supervision.domain import devices, passwords
from supervision.identity import public
from supervision.queries import people
from supervision.services import people as services
from supervision.unit_of_work import by_hand

blueprint = Blueprint("auth", __name__)
UNKNOWN = _l("That address and password do not go together. Check both and try again")
LONGEST = passwords.MOST


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
    person = _entered(form.email.data or "", form.password.data or "")
    if person is None:
        form.form_errors.append(str(UNKNOWN))
        return put_right("auth/sign_in.html", form=form, **_around())
    return redirect(_onward(person, form))


def _entered(email: str, password: str) -> Actor | None:
    """Check an address and a password, and begin a sign-in; None when they do not fit."""
    account = people.account(email) if len(email) <= LONGEST else None
    unit_of_work.undo()
    stored = account.password_hash if account and len(password) <= LONGEST else None
    right = current_app.extensions["passwords"].matches(stored, password[:LONGEST])
    now = identity.now()
    person = people.actor(account.person_id, now) if account and right else None
    unit_of_work.undo()
    if account is not None:
        unit_of_work.writing()
        if person is None:
            services.note_failed_sign_in(account.person_id, account.organisation_id, now)
        else:
            token = services.begin_sign_in(
                account.person_id,
                account.organisation_id,
                now,
                devices.device(request.user_agent.string),
            )
        unit_of_work.keep()
    if person is None:
        return None
    identity.enter(token, person)
    return person


def _onward(person: Actor, form: SignInForm) -> str:
    """Where to go after signing in: back to what was being written, to a page asked for, Home."""
    kept = identity.open_form(form.kept.data, person) if form.kept.data else None
    if kept and identity.own_page(kept["path"]):
        unit_of_work.writing()
        key = services.keep_form(
            person.person_id,
            person.organisation_id,
            person.now,
            json.dumps({"path": kept["path"], "fields": kept["fields"]}),
        )
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
