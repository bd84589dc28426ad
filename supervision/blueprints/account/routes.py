"""My details, my actions, and where I am signed in."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Blueprint, redirect, request, url_for

from supervision import identity
from supervision.access.actor import Actor
from supervision.blueprints.account import presenters
from supervision.blueprints.account.forms import NameForm
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import notice, page, put_right
from supervision.domain.refusals import NotFound, Refused
from supervision.language import gettext as _
from supervision.queries import account, own_actions
from supervision.services import account as services

blueprint = Blueprint("account", __name__)


@blueprint.route("/account", methods=["GET", "POST"])
def details() -> Any:
    actor = identity.actor()
    person = account.me(actor)
    form = NameForm()
    if request.method != "POST":
        if not form.restored:
            form.full_name.data, form.known_as.data = person.full_name, person.known_as
        return page("account/details.html", form=form, **_details(actor, person))
    if not form.validate():
        return put_right("account/details.html", form=form, **_details(actor, person))
    try:
        services.rename(actor, person, form.known_as.data or "", form.full_name.data)
    except Refused as refusal:
        form.refuse(refusal)
        return put_right("account/details.html", form=form, **_details(actor, person))
    notice(_("Saved. You are called %(name)s here.", name=person.known_as))
    return redirect(url_for(".details"))


def _details(actor: Actor, person: Any) -> dict[str, Any]:
    since = account.since(actor)
    administrators = account.administrators(actor)
    shown = presenters.details(actor, person, since, administrators)
    return {**shown, "mail_when_waiting": person.mail_when_waiting}


@blueprint.post("/account/mail")
def choose_mail() -> Any:
    actor = identity.actor()
    wanted = request.form.get("mail")
    if wanted not in {"yes", "no"}:
        raise NotFound
    services.choose_mail(actor, account.me(actor), wanted == "yes")
    notice(
        _("From now on you get a mail when something is waiting for you.")
        if wanted == "yes"
        else _("From now on you get no mail when something is waiting for you.")
    )
    return redirect(url_for(".details"))


@blueprint.get("/account/actions", endpoint="actions")
def my_actions() -> Any:
    actor = identity.actor()
    own = own_actions.mine(actor, read_key(request.args.get("after")))
    promised = own_actions.promised(actor, read_key(request.args.get("promised-after")))
    return page(
        "account/actions.html",
        own=[presenters.action_row(actor, row, own=True) for row in own.rows],
        own_more=own.earlier and url_for(".actions", after=own.earlier),
        promised=[presenters.action_row(actor, row, own=False) for row in promised.rows],
        promised_more=promised.earlier
        and url_for(".actions", **{"promised-after": promised.earlier}),
        first_page=not request.args,
    )


@blueprint.get("/account/sign-ins")
def sign_ins() -> Any:
    actor = identity.actor()
    rows = account.sign_ins(actor, *identity.own_limits())
    this_one = identity.sign_in_id()
    return page(
        "account/sign_ins.html",
        rows=[presenters.sign_in(actor, row, this_one) for row in rows],
        others=any(row.id != this_one for row in rows),
    )


@blueprint.post("/account/sign-ins/<uuid:sign_in_id>/end")
def end_sign_in(sign_in_id: UUID) -> Any:
    actor = identity.actor()
    services.end(actor, account.sign_in(actor, sign_in_id))
    notice(_("Ended. Whoever uses that browser next has to sign in."))
    return redirect(url_for(".sign_ins"))


@blueprint.post("/account/sign-ins/end-others")
def end_others() -> Any:
    actor = identity.actor()
    services.end_others(actor, account.sign_in(actor, identity.sign_in_id()))
    notice(_("You are signed in here and nowhere else."))
    return redirect(url_for(".sign_ins"))
