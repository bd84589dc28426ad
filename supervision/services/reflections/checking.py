"""The check that stands between a reflection and more readers than a supervisor.

What it is certain of goes no further; what it finds likely may stand when its writer says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from supervision.domain import text
from supervision.domain.anonymisation import Tier, findings
from supervision.domain.refusals import Refused
from supervision.domain.wording import said

SHOWN = 4  # so many of the words are named in a message


def found(words: Mapping[str, str], tier: Tier) -> dict[str, list[str]]:
    """The words that the check finds with this tier, by field, each once, in their order."""
    everything = {
        name: list(
            dict.fromkeys(value[one.start : one.end] for one in findings(value) if one.tier == tier)
        )
        for name, value in words.items()
    }
    return {name: listed for name, listed in everything.items() if listed}


def likely(words: Mapping[str, str]) -> list[str]:
    """What the check finds likely in any of the fields, each once."""
    return list(dict.fromkeys(one for listed in found(words, "likely").values() for one in listed))


def before_sharing(words: Mapping[str, str], kept_words: str) -> None:
    """Raises Refused for what must change before more people read this, or be given a reason."""
    problems: dict[str, str] = {}
    for name, listed in found(words, "certain").items():
        problems[name] = said("Change %(words)s before others read this", words=named(listed))
    doubtful = likely(words)
    if doubtful and text.blank(kept_words):
        problems["kept_words"] = _why(doubtful)
    if problems:
        raise Refused(problems)


def before_saving(before: Mapping[str, str], words: Mapping[str, str], kept_words: str) -> bool:
    """The same for a text that more people read as soon as it is saved.

    Returns:
        Whether there is something likely that was not in the text before, so that the reason
        given now belongs to it.

    Raises:
        Refused: for what must change, or be given a reason.
    """
    problems: dict[str, str] = {}
    for name, listed in found(words, "certain").items():
        problems[name] = said(
            "Change %(words)s, since others read this as soon as it is saved, or take it back"
            " from them first",
            words=named(listed),
        )
    known = set(likely(before))
    new = [one for one in likely(words) if one not in known]
    if new and text.blank(kept_words):
        problems["kept_words"] = _why(new)
    if problems:
        raise Refused(problems)
    return bool(new)


def named(listed: Sequence[str]) -> str:
    """Words in one phrase, each between quotation marks; of many, the first few."""
    shown = [f"“{one}”" for one in listed[:SHOWN]]
    return ", ".join([*shown, "…"] if len(listed) > len(shown) else shown)


def _why(listed: Sequence[str]) -> str:
    return said("Say why %(words)s can stay, or change the words", words=named(listed))
