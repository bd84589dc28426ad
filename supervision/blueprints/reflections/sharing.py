"""Sharing a reflection, taking it back, and thanking for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import redirect, request, url_for

from supervision import identity
from supervision.access import reflections as access
from supervision.access.actor import Actor, Membership
from supervision.blueprints import say
from supervision.blueprints.forms import read_key
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.reflections import checking, presenters
from supervision.blueprints.reflections.forms import ShareForm
from supervision.blueprints.reflections.routes import blueprint
from supervision.domain.refusals import NotFound, Refused, require, required
from supervision.language import gettext as _
from supervision.language import ngettext
from supervision.queries import colleagues, people, reflections, shares
from supervision.queries.colleagues import Colleague
from supervision.services import reflections as services


@blueprint.post("/<uuid:reflection_id>/shares")
def share(reflection_id: UUID) -> Any:
    """Share with a supervisor, whom the button names."""
    actor = identity.actor()
    reflection = reflections.get(actor, reflection_id)
    require(access.can_edit(actor, reflection))
    relation = required(actor.supervision_by(read_key(request.form.get("relation"))))
    services.share(actor, reflection, relation)
    notice(_("Shared. %(name)s can read it now.", name=relation.supervisor))
    return redirect(url_for(".read", reflection_id=reflection.id))


@blueprint.route("/<uuid:reflection_id>/shares/new", methods=["GET", "POST"])
def share_with(reflection_id: UUID) -> Any:
    """Share with a team or a colleague: who will read it, and what the check finds, come first."""
    actor = identity.actor()
    reflection = reflections.get(actor, reflection_id)
    require(access.can_edit(actor, reflection))
    form = ShareForm()
    if request.method != "POST" and not form.restored:
        form.team.data, form.colleague.data = (
            request.args.get("team"),
            request.args.get("colleague"),
        )
    target = _target(actor, form)
    if _open_to(actor, reflection, target):
        return redirect(url_for(".read", reflection_id=reflection.id))
    if not form.validate_on_submit():
        return _ask(actor, reflection, form, target)
    kept_words = form.typed(["kept_words"])["kept_words"]
    try:
        if isinstance(target, Membership):
            services.share_with_team(actor, reflection, target, kept_words)
        else:
            services.share_with_colleague(
                actor, reflection, target.id, works_here=True, kept_words=kept_words
            )
    except Refused as refusal:
        form.refuse(refusal)
        return _ask(actor, reflection, form, target)
    notice(_can_read(actor, target))
    return redirect(url_for(".read", reflection_id=reflection.id))


@blueprint.get("/<uuid:reflection_id>/shares/colleagues")
def choose_colleague(reflection_id: UUID) -> Any:
    """Find the colleague to share with, by part of a name; team mates are there already."""
    actor = identity.actor()
    reflection = reflections.get(actor, reflection_id)
    require(access.can_edit(actor, reflection))
    typed = request.args.get("q", "")
    found = colleagues.colleagues(actor, typed)
    return page(
        "reflections/colleagues.html",
        reflection=reflection,
        typed=typed,
        found=[
            {
                "name": one.name,
                "href": url_for(".share_with", reflection_id=reflection.id, colleague=one.id),
                "note": say.names(one.teams) if one.teams else "",
            }
            for one in found
        ],
        most=len(found) == colleagues.MOST,
    )


@blueprint.post("/<uuid:reflection_id>/taking-back")
def take_back(reflection_id: UUID) -> Any:
    """Take it back from everyone, or from the one share that the button names."""
    actor = identity.actor()
    reflection = reflections.get(actor, reflection_id)
    require(access.can_take_back(actor, reflection))
    if "share" in request.form:
        services.take_back_one(actor, reflection, required(read_key(request.form["share"])))
    else:
        services.take_back(actor, reflection)
    left = presenters.readers(shares.of(actor, reflection))
    notice(say.sentences([_("Taken back."), left.sentence]))
    return redirect(url_for(".read", reflection_id=reflection.id))


@blueprint.post("/<uuid:reflection_id>/thanks")
def thank(reflection_id: UUID) -> Any:
    """“Read, thank you”, of what was shared without asking for anything."""
    actor = identity.actor()
    reflection = reflections.get(actor, reflection_id)
    own = shares.with_me(actor, reflection)
    require(own is not None and access.can_thank(actor, reflection, own))
    services.thank(actor, reflection, own)
    author = people.names(actor.organisation_id, [reflection.author_id])[reflection.author_id]
    notice(_("%(name)s can see that you have read it.", name=author))
    return redirect(url_for(".read", reflection_id=reflection.id))


Target = Membership | Colleague


def _target(actor: Actor, form: ShareForm) -> Target:
    """The team or the colleague that the form names. Raises NotFound for anything else."""
    team_id, colleague_id = read_key(form.team.data), read_key(form.colleague.data)
    if team_id is not None:
        return required(next((m for m in actor.memberships if m.team_id == team_id), None))
    if colleague_id is None:
        raise NotFound
    return colleagues.colleague(actor, colleague_id)


def _open_to(actor: Actor, reflection: Any, target: Target) -> bool:
    """Whether the team or the colleague can read it already by a share of their own."""
    key = target.team_id if isinstance(target, Membership) else target.id
    return any(key in (one.team_id, one.person_id) for one in shares.of(actor, reflection))


def _ask(actor: Actor, reflection: Any, form: ShareForm, target: Target) -> Any:
    """The page that asks whether to share: who will read it, the text, and what was found."""
    words = checking.words_of(reflection)
    context: Mapping[str, Any] = {
        "reflection": reflection,
        "form": form,
        "sections": presenters.sections(reflection),
        "findings": checking.rows(reflection, words),
        "intro": checking.intro(words),
        "certain": checking.has(words, "certain"),
        "likely": checking.has(words, "likely"),
        **_words(actor, target),
    }
    if form.errors or form.form_errors:
        return put_right("reflections/share.html", **context)
    return page("reflections/share.html", **context)


def _words(actor: Actor, target: Target) -> dict[str, Any]:
    """The sentences of that page: its title and button, who will read it, and until when."""
    if isinstance(target, Colleague):
        return {
            "title": _("Share with %(name)s", name=target.name),
            "rounds": 2,
            "who_reads": _("%(name)s will be able to read it.", name=target.name),
            "until": _(
                "For as long as %(name)s works here, or until you take it back.", name=target.name
            ),
        }
    others = colleagues.members(actor, target.team_id, others=True)
    team = say.team(target.team)
    return {
        "title": _("Share with %(name)s", name=team),
        "rounds": 3,
        "who_reads": ngettext(
            "%(names)s will be able to read it: the other person of %(team)s.",
            "%(names)s will be able to read it: the %(count)s people of %(team)s.",
            len(others),
            names=say.names(others),
            count=say.number(len(others)),
            team=team,
        )
        if others
        else _("Nobody else is in %(team)s today.", team=team),
        "until": _("Whoever joins the team can read it too, and whoever leaves it no longer can."),
    }


def _can_read(actor: Actor, target: Target) -> str:
    """What to say once it is shared."""
    if isinstance(target, Colleague):
        return _("Shared. %(name)s can read it now.", name=target.name)
    others = colleagues.members(actor, target.team_id, others=True)
    names = presenters.people_of(target.team, others)
    return _("Shared. %(names)s can read it now.", names=say.capital(names))
