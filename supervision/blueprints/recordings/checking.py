"""The findings of the check beside a form, and putting suggestions in their place.

Places are code points into the text as it stands in the field, so that nothing is trimmed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import request

from supervision.blueprints import say
from supervision.blueprints.forms import Form
from supervision.blueprints.pages import notice
from supervision.domain import anonymisation
from supervision.domain.anonymisation import Finding
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l

TIERS = {
    "certain": (_l("Certain"), "waiting"),
    "likely": (_l("Likely"), ""),
    "question": (_l("A question"), "shared"),
}
USE, BACK = "use", "back"


def findings(form: Form, names: Sequence[str]) -> list[dict[str, Any]]:
    """What the check finds in these fields, in the order of the form, as the page shows it."""
    return [
        _shown(form[name], one)
        for name in names
        for one in anonymisation.findings(form[name].data or "")
    ]


def pressed(form: Form, names: Sequence[str]) -> str | None:
    """Do what a button beside a finding asked for, in the form only: nothing is saved.

    “use:field:start:end” puts the suggestion there, “back:field:start:end:words” the words again.

    Returns:
        The value of a button that undoes it, empty when nothing is to be undone; None where
        another button was pressed.
    """
    what, *parts = request.form.get("do", "").split(":", 4)
    if what not in (USE, BACK):
        return None
    said, back = _changed(form, what, parts, _place(parts, names))
    notice(said)
    return back


def _changed(
    form: Form, what: str, parts: Sequence[str], place: tuple[str, int, int]
) -> tuple[str, str]:
    name, start, end = place
    typed = (form[name].data or "") if name else ""
    if what == BACK and len(parts) == 4 and typed[start:end].startswith("["):
        form[name].data = typed[:start] + parts[3] + typed[end:]
        return _("“%(words)s” stands there again. Nothing is saved yet.", words=parts[3]), ""
    for one in anonymisation.findings(typed) if what == USE else ():
        if (one.start, one.end) == (start, end) and one.suggestion:
            words = typed[start:end]
            form[name].data = anonymisation.replace(typed, one)
            said = _(
                "“%(words)s” is now “%(other)s”. Nothing is saved yet.",
                words=words,
                other=one.suggestion,
            )
            return said, f"{BACK}:{name}:{start}:{start + len(one.suggestion)}:{words}"
    return _("These words have changed since, so nothing was put in their place."), ""


def _shown(field: Any, one: Finding) -> dict[str, Any]:
    tier, kind = TIERS[one.tier]
    return {
        "words": field.data[one.start : one.end],
        "tier": tier,
        "tier_kind": kind,
        "reason": say.it(one.reason),
        "field_id": field.id,
        "field_label": field.label.text,
        "start": one.start,
        "end": one.end,
        "use_label": one.suggestion and _("Use %(words)s", words=one.suggestion),
        "use_value": f"{USE}:{field.name}:{one.start}:{one.end}",
    }


def _place(parts: Sequence[str], names: Sequence[str]) -> tuple[str, int, int]:
    if len(parts) < 3 or parts[0] not in names:
        return "", 0, 0
    name, start, end = parts[:3]
    if not all(n.isascii() and n.isdigit() and len(n) < 10 for n in (start, end)):
        return "", 0, 0
    return name, int(start), int(end)
