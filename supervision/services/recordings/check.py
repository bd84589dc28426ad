"""The check that stands before everything that others will read."""

from __future__ import annotations

from collections.abc import Mapping

from supervision import audit
from supervision.access.actor import Actor
from supervision.domain import anonymisation
from supervision.domain.refusals import Refused
from supervision.domain.wording import said
from supervision.domain.words import join_names
from supervision.models.recordings import OutcomeRecording


def stop_what_tells(
    actor: Actor, recording: OutcomeRecording, words: Mapping[str, str | None]
) -> None:
    """Stop what certainly tells who someone is, and leave a trace that it was stopped."""
    problems = {}
    for name, typed in words.items():
        found = [
            f"“{(typed or '')[one.start : one.end]}”"
            for one in anonymisation.findings(typed or "")
            if one.tier == "certain"
        ]
        if found:
            named = list(dict.fromkeys(found))
            problems[name] = (
                said(
                    "Put other words in place of %(words)s: someone could tell who this is",
                    words=join_names(named),
                )
                if len(named) < 4
                else said(
                    "Put other words in place of %(words)s and more: someone could tell who this "
                    "is",
                    words=", ".join(named[:3]),
                )
            )
    if problems:
        audit.refused(actor, "stopped_by_check", OutcomeRecording.__tablename__, recording.id)
        raise Refused(problems)
