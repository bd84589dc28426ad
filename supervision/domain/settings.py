"""What an organisation can set for itself, what each setting changes, and what holds without it.

Rule: a setting that is missing, unknown or broken is as it comes: nothing that is stored can stop a
page. To lower the threshold under which numbers are kept back needs two administrators, since it
shows more of people; everything else holds at once. Every change is kept, with who and when.

Source: disclosure control for small numbers (five, or ten where more care is asked for); the rest
is the product's own.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

from supervision.domain import agreement, frequencies, own_words, prompts
from supervision.domain.frequencies import Frequencies
from supervision.domain.own_words import OUR_WORDS, OwnWords
from supervision.domain.prompts import Prompts
from supervision.domain.refusals import Refused
from supervision.domain.wording import said

WORDS = "words"
AGREEMENT = "agreement"
PROMPTS = "prompts"
FREQUENCIES = "frequencies"
THRESHOLD = "threshold"
SIGN_IN = "sign-in"
FRAMEWORKS = "frameworks"

THRESHOLDS = (5, 10)
IDLE_MINUTES = (5, 120)
ABSOLUTE_HOURS = (1, 24)
MOST_FRAMEWORKS = 100
OUR_PROMPTS = Prompts()
OUR_FREQUENCIES = Frequencies()


@dataclass(frozen=True)
class Settings:
    """What an organisation has set.

    Attributes:
        words: its own words for supervision and what goes with it.
        agreement: how supervision is done here, as text; "" for our own wording.
        prompts: the questions that help people write.
        frequencies: in how many weeks people meet again.
        threshold: numbers about fewer people than this are kept back.
        idle_minutes, absolute_hours: how long a sign-in holds; None as the server has it.
        frameworks_left_out: codes of frameworks that are not offered for new recordings.
    """

    words: OwnWords = OUR_WORDS
    agreement: str = ""
    prompts: Prompts = OUR_PROMPTS
    frequencies: Frequencies = OUR_FREQUENCIES
    threshold: int = THRESHOLDS[0]
    idle_minutes: int | None = None
    absolute_hours: int | None = None
    frameworks_left_out: frozenset[str] = frozenset()

    def limits(self, idle: timedelta, absolute: timedelta) -> tuple[timedelta, timedelta]:
        """How long a sign-in holds without use, and altogether: never longer than the server's
        own limits, which are given."""
        if self.idle_minutes is not None:
            idle = min(idle, timedelta(minutes=self.idle_minutes))
        if self.absolute_hours is not None:
            absolute = min(absolute, timedelta(hours=self.absolute_hours))
        return idle, absolute


@dataclass(frozen=True)
class Setting:
    """One thing that can be set.

    Attributes:
        name: under which it is kept, and in its address.
        label, changes: for people: what it is called, and what it changes in one sentence.
        default: the value that holds without it.
        check: makes a value regular; raises Refused, field by field.
        second_look: whether going from one value to another needs a second administrator.
    """

    name: str
    label: str
    changes: str
    default: Any
    check: Callable[[object], Any]
    second_look: Callable[[Any, Any], bool] = lambda _before, _after: False


def of(settings: str) -> Settings:
    """The settings of an organisation. Never raises.

    Args:
        settings: JSON, name → value, of what differs; as `Actor.settings` carries it.
    """
    return _of(settings)


def value(settings: str, name: str) -> Any:
    """The value of one setting that holds, in the form in which it is kept."""
    return _values(settings)[name]


def with_value(settings: str, name: str, new: Any) -> str:
    """The settings with one value changed, as JSON. What is as it comes is not kept."""
    kept = {
        key: each
        for key, each in (_values(settings) | {name: new}).items()
        if each != REGISTRY[key].default
    }
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _check_threshold(value: object) -> int:
    if type(value) is not int or value not in THRESHOLDS:
        raise Refused({"threshold": said("Choose five or ten")})
    return value


def _check_sign_in(value: object) -> dict[str, int | None]:
    if not isinstance(value, Mapping):
        raise Refused({"": said("Give the two limits")})
    problems: dict[str, str] = {}
    good: dict[str, int | None] = {}
    for name, (least, most) in (("idle_minutes", IDLE_MINUTES), ("absolute_hours", ABSOLUTE_HOURS)):
        number = value.get(name)
        if number is not None and (type(number) is not int or not least <= number <= most):
            problems[name] = said(
                "Give a whole number from %(least)s to %(most)s", least=least, most=most
            )
        else:
            good[name] = number
    if problems:
        raise Refused(problems)
    return good


def _check_frameworks(value: object) -> list[str]:
    """Codes that are left out, so that one which is read in later is on offer until it is."""
    if (
        not isinstance(value, list)
        or len(value) > MOST_FRAMEWORKS
        or not all(isinstance(code, str) and len(code) <= 100 for code in value)
    ):
        raise Refused({"frameworks": said("Choose from the frameworks shown here")})
    return sorted(set(value))


ALL: tuple[Setting, ...] = (
    Setting(
        WORDS,
        said("Your own words"),
        said("What every page and mail calls supervision, and the people who take part in it."),
        {},
        own_words.check,
    ),
    Setting(
        AGREEMENT,
        said("How supervision is done here"),
        said("The page that everyone who takes part in practice can read and print."),
        "",
        agreement.check,
    ),
    Setting(
        PROMPTS,
        said("Questions that help people write"),
        said("What is asked in the record of a session and in a reflection."),
        {},
        prompts.check,
    ),
    Setting(
        FREQUENCIES,
        said("How often people meet"),
        said("The day that is offered for the next session, and what Home says of it."),
        frequencies.check({}),
        frequencies.check,
    ),
    Setting(
        THRESHOLD,
        said("Small numbers"),
        said("From how many people on a report shows a number. Below it, it is kept back."),
        THRESHOLDS[0],
        _check_threshold,
        lambda before, after: after < before,
    ),
    Setting(
        SIGN_IN,
        said("How long a sign-in holds"),
        said("After how long without use, and after how long altogether, people sign in again."),
        {"idle_minutes": None, "absolute_hours": None},
        _check_sign_in,
    ),
    Setting(
        FRAMEWORKS,
        said("Frameworks in use"),
        said("Which outcomes are offered for new recordings. Earlier ones keep theirs."),
        [],
        _check_frameworks,
    ),
)
REGISTRY: dict[str, Setting] = {setting.name: setting for setting in ALL}


@lru_cache(maxsize=1000)
def _values(settings: str) -> dict[str, Any]:
    """Each value that holds; not to be changed by whoever asks."""
    try:
        stored = json.loads(settings)
    except (ValueError, RecursionError):
        stored = None
    found = {}
    for setting in ALL:
        found[setting.name] = setting.default
        if isinstance(stored, Mapping) and setting.name in stored:
            try:
                found[setting.name] = setting.check(stored[setting.name])
            except Refused:
                continue
    return found


@lru_cache(maxsize=1000)
def _of(settings: str) -> Settings:
    found = _values(settings)
    return Settings(
        words=OwnWords(**found[WORDS]),
        agreement=found[AGREEMENT],
        prompts=Prompts(found[PROMPTS].items()),
        frequencies=Frequencies(**found[FREQUENCIES]),
        threshold=found[THRESHOLD],
        idle_minutes=found[SIGN_IN]["idle_minutes"],
        absolute_hours=found[SIGN_IN]["absolute_hours"],
        frameworks_left_out=frozenset(found[FRAMEWORKS]),
    )
