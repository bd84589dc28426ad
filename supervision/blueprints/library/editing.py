"""Writing a proposal: new, or from a reflection of one's own, with the check beside the text."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, request, url_for

from supervision import content, identity
from supervision.access import library as access
from supervision.access.actor import Actor
from supervision.blueprints import clash, when
from supervision.blueprints.library import checking, presenters
from supervision.blueprints.library.forms import EditedProposal, NewProposal, Parts
from supervision.blueprints.library.presenters import WORDS
from supervision.blueprints.library.routes import blueprint
from supervision.blueprints.pages import notice, page, put_right
from supervision.domain import settings, text
from supervision.domain.idempotency import same_words
from supervision.domain.refusals import Conflict, Refused, require, required
from supervision.language import gettext as _
from supervision.queries import proposals, recordings, reflections
from supervision.services import library as services

WITHOUT_SAVING = ("use", "back", "look")
Frameworks = tuple[recordings.OfferedFramework, ...]


@blueprint.route("/proposals/new", methods=["GET", "POST"])
def write() -> Any:
    actor = identity.actor()
    require(access.can_write(actor))
    form = NewProposal()
    key = form.future_key("proposal")
    frameworks = _offer(form)
    if request.method != "POST" and not form.restored and request.args.get("from"):
        form.source.data = request.args["from"]
        _copy(form, _source(actor, form))
    source = _source(actor, form) if request.method == "POST" else None
    if _only_looking() or not form.validate_on_submit():
        return _editor(actor, form, frameworks)
    before = proposals.own_by_key(actor, key)
    if before is not None:
        return _sent_again(actor, form, frameworks, before)
    try:
        proposal = services.begin(
            actor,
            key,
            words=form.typed(WORDS),
            outcomes=form.chosen(),
            themes=form.themes.data or [],
            source=source,
            kept_words=_kept_words(form),
        )
        return _kept(actor, form, proposal)
    except Refused as refusal:
        form.refuse(refusal)
        return _editor(actor, form, frameworks)


@blueprint.route("/proposals/<uuid:proposal_id>/edit", methods=["GET", "POST"])
def edit(proposal_id: uuid.UUID) -> Any:
    actor = identity.actor()
    proposal = proposals.get(actor, proposal_id)
    require(access.can_edit(actor, proposal))
    form = EditedProposal()
    frameworks = _offer(form, proposal)
    if request.method != "POST" and not form.restored:
        _fill(form, proposal)
    if _only_looking() or not form.validate_on_submit():
        return _editor(actor, form, frameworks, proposal)
    try:
        services.edit(
            actor,
            proposal,
            form.read_version(),
            words=form.typed(WORDS),
            outcomes=form.chosen(),
            themes=form.themes.data or [],
            kept_words=_kept_words(form),
        )
        return _kept(actor, form, proposal)
    except Refused as refusal:
        form.refuse(refusal)
        return _editor(actor, form, frameworks, proposal)
    except Conflict as conflict:
        return _clash(actor, form, proposal, conflict)


def _sent_again(actor: Actor, form: NewProposal, frameworks: Frameworks, before: Any) -> Any:
    """A form for something new whose key was used: the same words, or a clash."""
    words = form.typed(WORDS)
    if before.state == "published":
        raise Conflict({}, before.version)  # what was kept of it cannot take these words any more
    stands = {**services.spoken(before), "kept_words": before.kept_words or ""}
    if not same_words(stands, {**words, "kept_words": _kept_words(form)}):
        return _clash(actor, form, before, Conflict(stands, before.version))
    try:
        return _kept(actor, form, before)
    except Refused as refusal:
        form.refuse(refusal)
        return _editor(actor, form, frameworks)


def _kept(actor: Actor, form: Parts, proposal: Any) -> Any:
    """After saving: propose it where the button said so, and say what has happened."""
    if request.form.get("do") == "propose" and proposal.state in ("draft", "changes_asked"):
        services.propose(actor, proposal, kept_words=_kept_words(form))
        readers = presenters.now_reads(proposals.curators(actor))
        notice(_("Proposed. %(curators)s can read it now.", curators=readers))
    elif proposal.state == "proposed":
        readers = presenters.now_reads(proposals.curators(actor))
        notice(_("Saved. %(curators)s can read it as it is now.", curators=readers))
    else:
        notice(_("Kept as your draft. Only you can read it."))
    return redirect(url_for(".proposal", proposal_id=proposal.id))


def _editor(actor: Actor, form: Parts, frameworks: Frameworks, proposal: Any = None) -> Any:
    """The page to write on, with what the check finds beside the text."""
    replaced = _replace(form)
    typed = {name: form[name].data or "" for name in WORDS}
    rows = checking.finding_rows(typed, presenters.labels())
    state = proposal.state if proposal else "draft"
    curators = proposals.curators(actor)
    wrong = bool(form.errors or form.form_errors)
    context = {
        "title": _("Write on") if proposal else _("Share something you tried"),
        "form": form,
        "frameworks": frameworks,
        "asked": presenters.asked_for(actor, proposals.remarks(actor, proposal)[:1])
        if proposal
        else [],
        "action": url_for(".edit", proposal_id=proposal.id) if proposal else url_for(".write"),
        "state": state,
        "copied": bool(proposal.source if proposal else form["source"].data),
        "readers": presenters.proposal_readers(state, curators),
        "saved": when.saved(actor, proposal.saved_at)
        if proposal and request.method != "POST" and not form.restored
        else "",
        "findings": rows,
        "intro": checking.intro(len(rows), any(typed.values())),
        "ask_why": checking.has_likely(typed) or not text.blank(form.kept_words.data),
        "replaced": replaced,
        "will_read": presenters.will_read(curators),
        "leave": url_for(".proposal", proposal_id=proposal.id)
        if proposal
        else url_for(".overview"),
    }
    if wrong:
        return put_right("library/editor.html", **context)
    return page("library/editor.html", **context)


def _only_looking() -> bool:
    """Whether the button that was pressed works on the text and saves nothing."""
    return request.method == "POST" and _button()[0] in WITHOUT_SAVING


def _button() -> tuple[str, str]:
    what, _colon, value = request.form.get("do", "").partition(":")
    return what, value


def _replace(form: Parts) -> checking.Replaced | None:
    """Put something in the place of what was found, or back, where that button was pressed."""
    what, value = _button()
    if what not in ("use", "back"):
        return None
    typed = {name: form[name].data or "" for name in WORDS}
    done = (checking.use if what == "use" else checking.put_back)(value, typed)
    if done is None:
        notice(_("The words have changed meanwhile. Look through the list once more."))
        return None
    form[done.field].data = done.text
    notice(done.said)
    return done


def _clash(actor: Actor, form: Parts, proposal: Any, conflict: Conflict) -> Any:
    return clash.page_for(
        conflict,
        mine={**form.typed(WORDS), "kept_words": _kept_words(form)},
        labels={**presenters.labels(), "kept_words": str(form.kept_words.label.text)},
        carried=[
            (name, value)
            for name, value in request.form.items(multi=True)
            if name in ("outcomes", "themes")
        ],
        action=url_for(".edit", proposal_id=proposal.id),
        leave=url_for(".proposal", proposal_id=proposal.id),
        saved=when.saved(actor, proposal.saved_at),
        who=presenters.proposal_readers(proposal.state, proposals.curators(actor)),
        keep_label=_("Save this version"),
    )


def _source(actor: Actor, form: NewProposal) -> Any:
    """The reflection that the form says it comes from; another's is not there."""
    if not form.source.data:
        return None
    try:
        key = uuid.UUID(form.source.data)
    except ValueError:
        key = uuid.UUID(int=0)
    return required(reflections.own_by_key(actor, key))


def _copy(form: NewProposal, reflection: Any) -> None:
    for line, part in presenters.FROM_REFLECTION.items():
        form[part].data = getattr(reflection, line) or ""


def _offer(form: Parts, proposal: Any = None) -> Frameworks:
    """Offer the outcomes of every framework, those that were chosen before included, and themes."""
    chosen = [key for key, _name in proposals.outcomes_of(proposal)] if proposal else []
    left_out = settings.of(identity.actor().settings).frameworks_left_out
    frameworks = recordings.frameworks(chosen, left_out)
    form.offer(frameworks, content.themes())
    return frameworks


def _fill(form: EditedProposal, proposal: Any) -> None:
    for name in WORDS:
        form[name].data = getattr(proposal, name) or ""
    form.kept_words.data = proposal.kept_words or ""
    form.outcomes.data = [str(key) for key, _name in proposals.outcomes_of(proposal)]
    form.themes.data = sorted(proposals.themes_of(proposal))
    form.version.data = str(proposal.version)


def _kept_words(form: Parts) -> str:
    return (form.kept_words.data or "").strip()
