"""Taking up an invitation: whose place this is, how one is called, and a first password.

As with a lost password, the token moves from the link's path into the browser's own session, and
opening the link does not use it. What the link says is for one person: whoever is signed in as
somebody else signs out first. Nothing in the form can say what role they will have, or where.
"""

from __future__ import annotations

from typing import Any

from flask import g, redirect, request, session, url_for

from supervision import identity, unit_of_work
from supervision.access.actor import Actor
from supervision.blueprints import when
from supervision.blueprints.auth.forms import InvitedForm
from supervision.blueprints.auth.new_passwords import hashed
from supervision.blueprints.auth.routes import blueprint
from supervision.blueprints.pages import page, put_right
from supervision.domain import devices
from supervision.domain.links import LONGEST_TOKEN, Purpose
from supervision.domain.refusals import Refused
from supervision.identity import public
from supervision.language import gettext as _
from supervision.queries import account as own
from supervision.queries import invitations as queries
from supervision.queries import people
from supervision.queries.invitations import Invitation, State
from supervision.services import account as services
from supervision.services import invitations, links
from supervision.services import people as people_services
from supervision.unit_of_work import by_hand

TOKEN = "invitation"
GONE = 404


@blueprint.get("/invitation/<token>")
@public
def open_invitation(token: str) -> Any:
    session[TOKEN] = token[:LONGEST_TOKEN]
    return redirect(url_for(".invitation"))


@blueprint.route("/invitation", methods=["GET", "POST"])
@public
@by_hand
def invitation() -> Any:
    token = str(session.get(TOKEN, ""))
    found = queries.of_token(token, identity.now())
    unit_of_work.undo()
    if found is None or found.state is not State.OPEN:
        return _gone(found)
    if identity.someone():
        status = 200 if request.method in unit_of_work.SAFE else 403
        return page("auth/invited_signed_in.html", organisation=found.organisation), status
    g.settings = found.settings  # it is said in the words of their organisation
    form = InvitedForm(data={"known_as": found.known_as})
    around = {"form": form, "invitation": found}
    if request.method in unit_of_work.SAFE:
        return page("auth/invited.html", **around)
    if not form.validate():
        return put_right("auth/invited.html", **around)
    try:
        entered = _take_up(token, form.known_as.data or "", form.new_password.data or "", found)
    except Refused as refusal:
        unit_of_work.undo()
        form.refuse(refusal)
        return put_right("auth/invited.html", **around)
    if entered is None:
        unit_of_work.undo()
        found = queries.of_token(token, identity.now())
        unit_of_work.undo()
        return _gone(found)
    identity.enter(*entered)
    return redirect(url_for("home.home"))


@blueprint.post("/invitation/sign-out")
@public
@by_hand
def sign_out_to_begin() -> Any:
    """Sign out whoever is here, and go on with the invitation."""
    token, held = session.get(TOKEN), identity.held()
    unit_of_work.undo()
    if held is not None:
        unit_of_work.writing()
        people_services.end_sign_in(*held)
        unit_of_work.keep()
        identity.leave()
        session[TOKEN] = token
    return redirect(url_for(".invitation"))


def _take_up(token: str, known_as: str, new: str, found: Invitation) -> tuple[str, Actor] | None:
    """Use the link, set the password and begin a sign-in, in one transaction; None when the link
    holds no more.

    Raises:
        Refused: for a password or a name that cannot stand; the link still holds then.
    """
    made = hashed(new, (*found.own, known_as))
    now = identity.now()
    unit_of_work.writing()
    still = queries.of_token(token, now)
    used = links.use(token, Purpose.INVITATION, now)
    person = people.actor(used[1], now) if used else None
    if still is None or still.state is not State.OPEN or person is None:
        return None
    row = own.me(person)
    services.rename(person, row, known_as)
    invitations.accept(row, made, now)
    device = devices.device(request.user_agent.string)
    entered = people_services.begin_sign_in(row.id, row.organisation_id, now, device)
    unit_of_work.keep()
    return entered, person


def _gone(found: Invitation | None) -> tuple[str, int]:
    """Why a link does not work, in plain words; it stays in the session only for one that will."""
    if found is None or found.state is not State.EARLY:
        session.pop(TOKEN, None)
    title, why = _why(found)
    return page("auth/invited_gone.html", title=title, why=why), GONE


def _why(found: Invitation | None) -> tuple[str, str]:
    title = _("This invitation does not work any more")
    if found is None:
        return _("This is no invitation"), _(
            "The link is not whole, or it is from long ago. Open it again from the mail, or type "
            "it as it is printed, to the last letter."
        )
    if found.state is State.EARLY:
        return _("This invitation is for later"), _(
            "Your first day is %(day)s. Open the link again then.",
            day=when.day_in_full(found.begins_on),
        )
    says = {
        State.USED: _(
            "An invitation works once, and this one has been used. If that was you, sign in with "
            "the password that you chose. If it was not, tell whoever administers Supervision in "
            "your organisation today."
        ),
        State.ENDED: _(
            "It was taken back, or a newer one has been made. If you have a newer one, open that."
        ),
        State.LATE: _("An invitation works for seven days, and they are over."),
        State.LEFT: _("It was for somebody who does not work here any more."),
        State.MAKER: _("Whoever made it does not look after people here any more."),
    }
    return title, says[found.state]
