"""Settings: what holds, what each changes, who changed it when, and changing one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, request, url_for

from supervision import identity
from supervision.access import administration as access
from supervision.access.actor import Actor
from supervision.blueprints import clash, say, when
from supervision.blueprints.pages import notice, page, put_right
from supervision.blueprints.people_places import places
from supervision.blueprints.settings import presenters
from supervision.blueprints.settings.forms import (
    FORMS,
    AgreementForm,
    FrameworksForm,
    SettingForm,
    ThresholdForm,
)
from supervision.domain import settings
from supervision.domain.prompts import PROMPTS
from supervision.domain.refusals import Conflict, NotFound, Refused, require
from supervision.domain.settings import REGISTRY, Setting
from supervision.language import gettext as _
from supervision.queries import recordings
from supervision.queries import settings as queries
from supervision.services import second_looks
from supervision.services import settings as services

blueprint = Blueprint("settings", __name__)


@blueprint.get("/settings")
def overview() -> Any:
    actor = identity.actor()
    changes, frameworks = queries.last_changes(actor), recordings.named()
    rows = [
        {
            "href": url_for(".setting", name=one.name),
            "name": say.it(one.label),
            "changes": say.it(one.changes),
            "now": presenters.now(one.name, settings.value(actor.settings, one.name), frameworks),
            "last": presenters.last(actor, changes.get(one.name)),
        }
        for one in settings.ALL
    ]
    return page("settings/overview.html", rows=rows, place_links=places(actor, "settings"))


@blueprint.route("/settings/<name>", methods=["GET", "POST"])
def setting(name: str) -> Any:
    actor = identity.actor()
    if not access.sees_people(actor):
        raise NotFound
    history, count = queries.history(actor, name)
    one, frameworks = REGISTRY[name], recordings.named()
    form = _form(one, frameworks)
    value = settings.value(actor.settings, name)
    if request.method != "POST":
        if not form.restored:
            form.version.data = str(count)
            form.fill(value)
            if isinstance(form, AgreementForm) and request.args.get("begin") == "ours":
                form.begin_with_ours()
        return page("settings/setting.html", **_page(actor, one, form, history, frameworks))
    require(access.administers(actor))
    if not form.validate():
        return put_right("settings/setting.html", **_page(actor, one, form, history, frameworks))
    try:
        return _change(actor, one, form)
    except Refused as refusal:
        form.refuse(refusal)
        return put_right("settings/setting.html", **_page(actor, one, form, history, frameworks))
    except Conflict as conflict:
        return _clash(actor, one, form, conflict, history, frameworks)


def _form(one: Setting, frameworks: Any) -> SettingForm:
    form = FORMS[one.name]()
    if isinstance(form, FrameworksForm):
        form.offer(frameworks)
    return form


def _change(actor: Actor, one: Setting, form: SettingForm) -> Any:
    """Change it, or ask for it where a second administrator has to agree."""
    if isinstance(form, FrameworksForm) and form.none_left():
        raise Refused({"frameworks": _("Leave at least one framework in use")})
    _setting, new = services.checked(one.name, form.value())
    if isinstance(form, ThresholdForm) and one.second_look(
        settings.value(actor.settings, one.name), new
    ):
        waiting = queries.waiting(actor, one.name) is not None
        reason = form.typed(["why"])["why"]
        if not reason:
            raise Refused({"why": _("Say why, for whoever is to agree")})
        what = services.to_be_asked_for(actor, one.name, new, waiting)
        second_looks.ask(actor, "setting", what, reason)
        notice(_("Asked for. It holds once another administrator has agreed."))
    elif services.change(actor, one.name, new, version=form.read_version()):
        notice(_("Saved. It holds from the next page on, for everyone here."))
    else:
        notice(_("Nothing was different, so nothing was changed."))
    return redirect(url_for(".setting", name=one.name))


def _page(
    actor: Actor, one: Setting, form: SettingForm, history: Any, frameworks: Any
) -> dict[str, Any]:
    waiting = queries.waiting(actor, one.name)
    value = settings.value(actor.settings, one.name)
    return {
        "form": form,
        "place_links": places(actor, "settings"),
        "name": one.name,
        "title": say.it(one.label),
        "changes": say.it(one.changes),
        "now": presenters.now(one.name, value, frameworks),
        "differs": presenters.changed(one.name, one.default, value, frameworks)
        if value != one.default
        else [],
        "may_change": access.administers(actor),
        "history": [presenters.change(actor, one.name, each, frameworks) for each in history],
        "waiting": _(
            "%(name)s asked on %(day)s for %(value)s. It waits for another administrator.",
            name=waiting.asked_by,
            day=when.day(actor, waiting.asked_at),
            value=say.number(waiting.value),
        )
        if waiting
        else "",
        "lowering": isinstance(form, ThresholdForm) and value == max(settings.THRESHOLDS),
        "parts": _parts(form),
        "limits": [int(each.total_seconds()) for each in identity.limits()],
        "begin": url_for(".setting", name=one.name, begin="ours"),
    }


def _parts(form: SettingForm) -> list[tuple[str, list[Any]]]:
    """The questions, by the place where they are asked."""
    parts: dict[str, list[Any]] = {}
    for prompt in PROMPTS:
        if prompt.name in form:
            parts.setdefault(say.it(prompt.place), []).append(form[prompt.name])
    return list(parts.items())


def _clash(
    actor: Actor, one: Setting, form: SettingForm, conflict: Conflict, history: Any, frameworks: Any
) -> tuple[str, int]:
    """Somebody changed the same setting meanwhile (409): two texts side by side, or the form as it
    was filled in, over what holds now."""
    by, at = (history[0].by, when.saved(actor, history[0].at)) if history else (None, "")
    if not isinstance(form, AgreementForm):
        form.version.data = str(conflict.version)
        form.form_errors.append(
            _(
                "Somebody else has changed this while you were here. What holds now stands on "
                "this page, and what you chose is still in the form: look again, and save it if "
                "it is still right."
            )
        )
        body, _status = put_right(
            "settings/setting.html", **_page(actor, one, form, history, frameworks)
        )
        return body, 409
    address = url_for(".setting", name=one.name)
    return clash.page_for(
        Conflict(form.texts(settings.value(actor.settings, one.name)), conflict.version, by),
        mine=form.typed(form.names),
        labels={name: str(form[name].label.text) for name in form.names},
        carried=[],
        action=address,
        leave=address,
        saved=at,
        who={
            "rounds": 4,
            "sentence": _("Everyone who takes part in practice can read this once it is saved."),
        },
        keep_label=_("Save this version"),
    )
