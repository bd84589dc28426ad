"""What a proposal must pass before others read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from supervision import audit
from supervision.access.actor import Actor
from supervision.domain import text
from supervision.domain.anonymisation import Tier, findings_for_everyone
from supervision.domain.refusals import Refused
from supervision.domain.wording import said
from supervision.models.library import PARTS, PracticeProposal

STORY = ("stood", "done", "changed", "did_not_work", "learnt")
NAMED = 4


def some_words(words: Mapping[str, str]) -> None:
    """Raises Refused when there is not a word in any part."""
    if all(text.blank(words.get(name)) for name in PARTS):
        raise Refused({"title": said("Write a few words first")})


def before_curators(
    actor: Actor, proposal: PracticeProposal, words: Mapping[str, str], kept_words: str
) -> None:
    """What every proposal must pass before curators read it. Raises Refused, beside each field."""
    problems: dict[str, str] = {}
    if text.blank(words["title"]):
        problems["title"] = said("Give it a title")
    if text.blank(words["summary"]):
        problems["summary"] = said("Say in a line or two what changed")
    if all(text.blank(words[name]) for name in STORY):
        problems["stood"] = said("Write something in at least one part of the story")
    likely = _found(words.values(), "likely")
    if likely and text.blank(kept_words):
        problems["kept_words"] = said(
            "Say why %(words)s can stay, or change the words", words=_named(likely)
        )
    stop(actor, proposal, words, problems)


def stop(
    actor: Actor,
    proposal: PracticeProposal,
    words: Mapping[str, str],
    problems: Mapping[str, str],
) -> None:
    """Refuse for these problems and for what the check is certain of, which leaves a trace."""
    certain = {
        name: said("Change %(words)s before others read this", words=_named(found))
        for name, value in words.items()
        if (found := _found([value], "certain"))
    }
    if certain:
        audit.refused(actor, "stopped_by_check", PracticeProposal.__tablename__, proposal.id)
    if certain or problems:
        raise Refused({**problems, **certain})


def _found(values: Iterable[str], tier: Tier) -> list[str]:
    """The words that the check found with this tier, each once, in their order."""
    return list(
        dict.fromkeys(
            value[finding.start : finding.end]
            for value in values
            for finding in findings_for_everyone(value)
            if finding.tier == tier
        )
    )


def _named(found: list[str]) -> str:
    """The first few of these words; no “and”, so that they stand in a sentence of any language."""
    shown = [f"“{words}”" for words in found[:NAMED]]
    return ", ".join([*shown, "…"] if len(found) > NAMED else shown)
