"""A change of the tree, in two steps: the form, and a page that says what will happen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import redirect, request

from supervision import identity
from supervision.access import tree as access
from supervision.access.actor import Actor
from supervision.blueprints.forms import DateField
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.people_places import places
from supervision.blueprints.teams.forms import YES
from supervision.domain.refusals import Refused, require
from supervision.language import gettext as _

FURTHER = ("again", "csrf_token")


@dataclass(frozen=True)
class Asked:
    """What a change is called, and what its page shows besides its fields.

    Attributes:
        earliest: the hint under the day from which it holds; empty where any day will do.
        groups: what may be chosen, for the form of a change that goes somewhere.
        nowhere: said instead of the form, where there is nothing to choose.
    """

    title: str
    button: str
    action: str
    leave: str
    lead: str = ""
    earliest: str = ""
    groups: Sequence[tuple[str, Sequence[tuple[Any, str]]]] = field(default=())
    nowhere: str = ""


def answer(
    form: Any,
    asked: Asked,
    *,
    act: Callable[[date, str, bool], Any],
    happens: Callable[[date], Sequence[str]],
    done: Callable[[], tuple[str, str]],
) -> Any:
    """The form; what will happen, once it can; and the change, once that was agreed to.

    Args:
        act: makes the change from a day on, for a reason; only tries it where it is given True.
        happens: what the change will do from that day on, as sentences.
        done: what to say afterwards, and where to go.
    """
    if request.method != "POST" or FURTHER[0] in request.form:
        return _form(form, asked, page)
    if not form.validate():
        return _form(form, asked, put_right)
    day, why = form.from_day.data, (form.why.data or "").strip()
    try:
        act(day, why, form.sure.data != YES)
    except Refused as refusal:
        form.refuse(refusal)
        return _form(form, asked, put_right)
    if form.sure.data != YES:
        return page(
            "teams/confirm.html",
            asked=asked,
            happens=happens(day),
            reason=why,
            carried=_carried(form),
            place_links=places(identity.actor(), "teams"),
        )
    said, onward = done()
    notice(said)
    return redirect(onward)


def change(actor: Actor, unit: Any, form: Any, asked: Asked, **steps: Any) -> Any:
    """The same for a team or service that is there; for one that is closed, the way back to its
    page.

    Args:
        steps: `act`, `happens` and `done`.

    Raises:
        Forbidden: for whoever may only read.
    """
    require(access.can_change(actor, unit))
    if unit.closed_on is None:
        return answer(form, asked, **steps)
    notice(_("%(name)s is closed, and stays as it is.", name=unit.name))
    return redirect(asked.leave)


def _form(form: Any, asked: Asked, answered: Callable[..., Any]) -> Any:
    form.sure.data = ""
    return answered(
        "teams/change.html",
        form=form,
        asked=asked,
        place_links=places(identity.actor(), "teams"),
    )


def _carried(form: Any) -> list[tuple[str, str]]:
    """Every field as it was sent, so that the second page changes what the first one asked for."""
    pairs: list[tuple[str, str]] = []
    for one in form:
        if isinstance(one, DateField):
            pairs += [
                (f"{one.name}-{part}", getattr(one, part)) for part in ("day", "month", "year")
            ]
        elif one.name == "sure":
            pairs.append((one.name, YES))
        elif one.name not in FURTHER:
            pairs.append((one.name, one.data or ""))
    return pairs
