"""The last day of somebody: ahead, or at once; what has to be handed over; and coming back."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for

from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.people import giving, presenters
from supervision.blueprints.people.forms import BackForm, EndingForm, LeavingForm, leaving_form
from supervision.blueprints.people.routes import blueprint, to_change
from supervision.domain.refusals import Refused, require
from supervision.language import gettext as _
from supervision.queries import directory as queries
from supervision.services import leaving as services


@blueprint.route("/<uuid:person_id>/leaving", methods=["GET", "POST"])
def leaving(person_id: UUID) -> Any:
    actor, person = to_change(person_id)
    if request.form.get("do") == "stay":
        return _stay(actor, person)
    around = queries.facts(actor, person)
    led = {one.id: one for one in around.supervises if one.to_date is None}
    form = leaving_form((key, presenters.who_supervises(one)) for key, one in led.items())
    shown = {
        **presenters.leaving(actor, person, around),
        "form": form,
        "successors": [(led[key], field) for key, field in form.successors().items()],
    }
    if not form.validate_on_submit():
        if form.errors:
            return put_right("people/leaving.html", **shown)
        if not form.restored:
            form.last_day.process(None, _suggested() or person.left_on)
        return page("people/leaving.html", **shown)
    try:
        chosen = {
            key: giving.meant(actor, field.data or "", field.name)
            for key, field in form.successors().items()
        }
        services.set_last_day(actor, person, form.last_day.data)
        given = _hand_over(actor, form, led, chosen)
    except Refused as refusal:
        form.refuse(refusal)
        return put_right("people/leaving.html", **shown)
    said = _(
        "%(name)s’s last day here is %(day)s.",
        name=person.full_name,
        day=when.day(actor, form.last_day.data),
    )
    notice(said if given else say.sentences([said, giving.waits()]))
    return redirect(url_for(".read", person_id=person.id))


def _suggested() -> date | None:
    """The day that a link brings along, such as ?last_day=2026-11-30; it is given by nobody yet."""
    typed = request.args.get("last_day", "")
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", typed):
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _hand_over(actor: Actor, form: LeavingForm, led: Any, chosen: Any) -> bool:
    """Whom they supervise goes on to those who were chosen, from the day after."""
    first_day = form.last_day.data + timedelta(days=1)
    people = queries.several(actor, [one.other_id for one in led.values()])
    given = True
    for key, above in chosen.items():
        one = led[key]
        if above is not None and above.id != one.other_id:
            below = people[one.other_id]
            field = form.successors()[key].name
            given &= giving.supervisor(actor, above, below, one.what, first_day, "", field)
    return given


def _stay(actor: Actor, person: Any) -> Any:
    """Take the last day back."""
    services.stay_on(actor, person)
    notice(_("%(name)s stays. What was to end goes on.", name=person.full_name))
    return redirect(url_for(".read", person_id=person.id))


@blueprint.route("/<uuid:person_id>/ending", methods=["GET", "POST"])
def ending(person_id: UUID) -> Any:
    """End somebody's access at this moment, after one more look at what that does."""
    actor, person = to_change(person_id, here=False)
    if person.shut_out_at is not None:
        return redirect(url_for(".read", person_id=person.id))
    require(not services.gone(actor, person))
    form = EndingForm()
    shown = {**presenters.leaving(actor, person, queries.facts(actor, person)), "form": form}
    if not form.validate_on_submit():
        return (put_right if form.errors else page)("people/ending.html", **shown)
    try:
        services.shut_out(actor, person)
    except Refused as refusal:
        form.form_errors.extend(say.it(message) for message in refusal.problems.values())
        return put_right("people/ending.html", **shown)
    notice(_("%(name)s can do nothing here any more.", name=person.full_name))
    return redirect(url_for(".read", person_id=person.id))


@blueprint.route("/<uuid:person_id>/back", methods=["GET", "POST"])
def back(person_id: UUID) -> Any:
    actor, person = to_change(person_id, here=False)
    if not services.gone(actor, person):
        return redirect(url_for(".read", person_id=person.id))
    form = BackForm()
    if not form.validate_on_submit():
        if form.errors:
            return put_right("people/back.html", form=form, person=person)
        if not form.restored:
            form.first_day.process(None, actor.today)
        return page("people/back.html", form=form, person=person)
    try:
        services.rehire(actor, person, form.first_day.data)
    except Refused as refusal:
        form.refuse(refusal)
        return put_right("people/back.html", form=form, person=person)
    notice(
        _(
            "%(name)s works here again. Nothing of before came back by itself.",
            name=person.full_name,
        )
    )
    return redirect(url_for(".read", person_id=person.id))
