"""What waits for a second administrator: the list, one of them, an answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import redirect, request, url_for

from supervision import identity, unit_of_work
from supervision.access import administration as access
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.standing import carrying, looks
from supervision.blueprints.standing.forms import AnswerForm
from supervision.blueprints.standing.routes import around, blueprint
from supervision.domain.refusals import NotFound, Refused
from supervision.language import gettext as _
from supervision.queries import second_looks as queries
from supervision.services import second_looks as services


@blueprint.get("/second-looks")
def second_looks() -> Any:
    actor = identity.actor()
    waiting = queries.waiting(actor, read_key(request.args.get("after")))
    answered = queries.answered(actor, read_key(request.args.get("before")))
    return page(
        "standing/second_looks.html",
        waiting=[looks.row(actor, one) for one in waiting.rows],
        waiting_more=waiting.earlier and url_for(".second_looks", after=waiting.earlier),
        answered=[looks.row(actor, one) for one in answered.rows],
        answered_more=answered.earlier and url_for(".second_looks", before=answered.earlier),
        **around(actor, "second-looks"),
    )


@blueprint.route("/second-looks/<uuid:look_id>", methods=["GET", "POST"])
def second_look(look_id: UUID) -> Any:
    actor = identity.actor()
    row = queries.get(actor, look_id)
    form = AnswerForm()
    if not form.is_submitted():
        return _shown(actor, row, form)
    if not form.validate():
        return _shown(actor, row, form, again=True)
    said, words = request.form.get("look"), form.words.data or ""
    if said not in {"agree", "decline"}:
        raise NotFound
    try:
        if said == "agree":
            what = services.agree(actor, row, words)
            notice(carrying.carry_out(actor, row, what))
        else:
            services.decline(actor, row, words)
            notice(_("Declined. Nothing has changed, and whoever asked can see it here."))
    except Refused as refusal:
        return _refused(actor, look_id, form, refusal)
    return redirect(url_for(".second_looks"))


@blueprint.post("/second-looks/<uuid:look_id>/withdrawal")
def take_back(look_id: UUID) -> Any:
    actor = identity.actor()
    row = queries.get(actor, look_id)
    try:
        services.take_back(actor, row)
    except Refused as refusal:
        return _refused(actor, look_id, AnswerForm(formdata=None), refusal)
    notice(_("Taken back. Nothing has changed."))
    return redirect(url_for(".second_looks"))


def _refused(actor: Any, look_id: UUID, form: AnswerForm, refusal: Refused) -> Any:
    """What was refused is undone; the page shows how it stands."""
    form.refuse(Refused({"": " ".join(refusal.problems.values())}))
    unit_of_work.undo()
    return _shown(actor, queries.get(actor, look_id), form, again=True)


def _shown(actor: Any, row: Any, form: AnswerForm, *, again: bool = False) -> Any:
    look = queries.opened(actor, row)
    answer = put_right if again else page
    return answer(
        "standing/second_look.html",
        form=form,
        look=looks.whole(actor, look),
        may_answer=access.can_look_twice(actor, row),
        may_take_back=access.can_take_back(actor, row),
        action=url_for(".second_look", look_id=row.id),
        take_back=url_for(".take_back", look_id=row.id),
        **around(actor, "second-looks"),
    )
