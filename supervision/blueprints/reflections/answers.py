"""The part of a reflection's page that shows what it asks for and what came back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from flask import request, url_for

from supervision.access import asks as access
from supervision.access.actor import Actor
from supervision.blueprints import say, when
from supervision.blueprints.forms import Form
from supervision.blueprints.forms_helped import HelpedForm
from supervision.blueprints.reflections.forms_answers import AnswerForm, OfferForm
from supervision.domain.asks import AskKind, Helped
from supervision.language import gettext as _
from supervision.queries import asks, sessions
from supervision.queries.asks import Answer


def part(actor: Actor, ask: Any, author: str, mine: bool, form: Form) -> dict[str, Any]:
    """What `reflections/_answers.html` needs, for a reflection with an ask or with none.

    Args:
        form: the form that the page was asked with; the other ones begin empty.
    """
    can_answer = ask is not None and access.can_answer(actor, ask)
    planned = sessions.next_of(actor, ask.relation_id) if ask and can_answer else None
    found = asks.answers(actor, ask) if ask else ()
    brought = any(answer.kind == "agenda" for answer in found)
    helped_form, offer = _helped(actor, ask, found, form) if mine else (None, None)
    return {
        "ask": ask,
        "ask_heading": ask and heading(author, mine, ask.kind),
        "answers": [
            answer_line(actor, author, answer, ask.reflection_id, mine) for answer in found
        ],
        "can_answer": can_answer,
        "planned": planned and not brought and when.on(actor, planned.starts_at),
        "brought": brought,
        "plan_url": ask and url_for("sessions.plan", relation=ask.relation_id),
        "answer_form": form if isinstance(form, AnswerForm) else AnswerForm(formdata=None),
        "offer_form": form if isinstance(form, OfferForm) else OfferForm(formdata=None),
        "offer_open": isinstance(form, OfferForm),
        "helped_form": helped_form,
        "helped_by": offer.by if offer else "",
        "helped_quote": offer.words if offer else "",
        "helped_asks": offered(actor, offer.by, offer.by_on) if offer else "",
    }


def _helped(
    actor: Actor, ask: Any, found: Sequence[Answer], form: Form
) -> tuple[HelpedForm | None, Answer | None]:
    """The form that asks whether support helped: for the offer that the page was asked about, or
    for the first whose day has come."""
    offers = [answer for answer in found if answer.kind == "support"]
    if isinstance(form, HelpedForm):
        chosen = next((one for one in offers if one.id == form.answer_id), None)
        if chosen and not form.restored and request.method != "POST":
            form.show(chosen.helped, chosen.helped_words)
        return (form, chosen) if chosen else (None, None)
    due = (one for one in offers if not one.helped and one.by_on and one.by_on <= actor.today)
    chosen = next(due, None)
    return (HelpedForm(chosen.id, formdata=None), chosen) if chosen else (None, None)


def answer_line(
    actor: Actor, asker: str, answer: Answer, reflection_id: UUID | None, mine: bool
) -> dict[str, str]:
    """An answer: who, what and when; of support, what came of it, and the way to say so."""
    day = when.on(actor, answer.answered_at)
    line = {"said": _said(actor, answer, day), "words": answer.words, "came": "", "came_words": ""}
    line |= {"href": "", "link": ""}
    if answer.kind != "support":
        return line
    if answer.helped:
        line["came"] = _came(Helped(answer.helped), asker, mine)
        line["came_words"] = answer.helped_words
    if mine and reflection_id:
        line["href"] = url_for(
            "reflections.say_if_helped", reflection_id=reflection_id, answer_id=answer.id
        )
        line["link"] = _("Change your answer") if answer.helped else _("Say if it helped")
    return line


def _said(actor: Actor, answer: Answer, day: str) -> str:
    by_on = when.day(actor, answer.by_on) if answer.by_on else ""
    if answer.by_me:
        return {
            "read": _("You read this, with thanks, %(day)s", day=day),
            "reply": _("You wrote, %(day)s:", day=day),
            "agenda": _("You brought this to the agenda, %(day)s", day=day),
            "support": _("You offered, %(day)s, to do this by %(by)s:", by=by_on, day=day),
        }[answer.kind]
    return {
        "read": _("%(name)s read this, with thanks, %(day)s", name=answer.by, day=day),
        "reply": _("%(name)s wrote, %(day)s:", name=answer.by, day=day),
        "agenda": _("%(name)s brought this to the agenda, %(day)s", name=answer.by, day=day),
        "support": _(
            "%(name)s offered, %(day)s, to do this by %(by)s:", name=answer.by, by=by_on, day=day
        ),
    }[answer.kind]


def _came(helped: Helped, asker: str, mine: bool) -> str:
    if not mine:
        return say.it(helped.told(asker))
    return {
        Helped.HELPED: _("You said that it helped"),
        Helped.PARTLY: _("You said that it helped a little"),
        Helped.NOT_YET: _("You said that it has not helped yet"),
        Helped.NOT_NEEDED: _("You said that it was not needed any more"),
    }[helped]


def offered(actor: Actor, name: str, by_on: Any) -> str:
    """“Morag offered this, by today:”, told to whoever asked."""
    near = when.near(actor, by_on) if when.is_near(actor, by_on) else when.day(actor, by_on)
    return _("%(name)s offered this, by %(day)s:", name=name, day=near)


def heading(asker: str, mine: bool, kind: str) -> str:
    """“Callum would like backing”, or to the asker: “You asked for backing”."""
    return say.it(AskKind(kind).asked if mine else AskKind(kind).would_like(asker))
