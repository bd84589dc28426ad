"""The clash page: two texts for one thing. Nothing is lost; both are shown, as text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template, request

from supervision.domain.comparing import compared
from supervision.domain.refusals import Conflict
from supervision.language import gettext as _

ONE_LINE = frozenset({"title", "place"})


def page_for(
    conflict: Conflict,
    *,
    mine: Mapping[str, str],
    labels: Mapping[str, str],
    carried: Sequence[tuple[str, str]],
    action: str,
    leave: str,
    saved: str,
    who: Any,
    keep_label: str,
    versions: Sequence[tuple[str, str]] | None = None,
) -> tuple[str, int]:
    """The answer to a save that met another text (409).

    Args:
        mine: what was typed now, by field; `labels` what the fields are called.
        carried: other fields of the form that go along unchanged.
        action: where a merged text is saved; `leave` where the standing text is kept as it is.
        saved: when the standing text was saved, as a sentence.
        versions: hidden fields that say which version the merged text was made over; the version
            of the conflict unless given.
    """
    differing = [name for name in mine if mine[name] != conflict.theirs.get(name, "")]
    same = [(name, mine[name]) for name in mine if name not in differing]
    title = (
        _("Two versions of “%(field)s”", field=str(labels[differing[0]]).rstrip("?"))
        if len(differing) == 1
        else _("Two versions of this text")
    )
    body = render_template(
        "clash.html",
        title=title,
        by=conflict.by,
        pairs=[pair(labels[name], mine[name], conflict.theirs.get(name, "")) for name in differing],
        fields=[{"name": name, "label": labels[name], "value": mine[name]} for name in differing],
        mine=[(name, mine[name]) for name in differing],
        theirs=[(name, conflict.theirs.get(name, "")) for name in differing],
        both=[(name, both(name, conflict.theirs.get(name, ""), mine[name])) for name in differing],
        carried=[*same, *carried, *_kept(), *(versions or [("version", str(conflict.version))])],
        action=action,
        leave=leave,
        saved=saved,
        who=who,
        keep_label=keep_label,
    )
    return body, 409


def _kept() -> list[tuple[str, str]]:
    """What the form was kept under while it was written, so that saving it ends that."""
    return [(name, request.form[name]) for name in ("kept", "kept_n") if name in request.form]


def pair(label: str, mine: str, theirs: str) -> dict[str, Any]:
    """Two texts of one field for the macro, with what only one of them has marked."""
    first, second = compared(mine, theirs)
    return {"label": label, "mine": first, "theirs": second}


def both(name: str, first: str, second: str) -> str:
    """Two texts of one field, one after the other: on one line where the field has just one."""
    between = " / " if name in ONE_LINE else "\n\n"
    return between.join(text for text in (first, second) if text.strip())
