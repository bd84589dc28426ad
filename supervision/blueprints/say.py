"""Saying things in the reader's language: sentences marked elsewhere, numbers, names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from supervision import identity
from supervision.domain import settings, words
from supervision.domain.wording import Said
from supervision.language import get_locale, ngettext
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l

ROLES = {
    "practitioner": _l("Practitioner"),
    "curator": _l("Curator of good practice"),
    "leader": _l("Leader"),
    "auditor": _l("Auditor"),
    "governance": _l("Looks after information"),
    "administrator": _l("Administrator"),
}


def it(sentence: str) -> str:
    """A sentence that a rule or a service marked with `said`; any other text as it is."""
    if isinstance(sentence, Said):
        return _(sentence.pattern, **sentence.values)
    return str(sentence)


def own(text: str) -> str:
    """A text of ours that is data and not looked up, in the words of the reader's organisation."""
    put = identity.own_words() if english() else None
    return put(text) if put is not None else text


def prompt(name: str) -> str:
    """A question that helps people write, as the reader's organisation has it.

    Args:
        name: as in domain/prompts.py.
    """
    return it(settings.of(identity.actor().settings).prompts[name])


def number(n: int) -> str:
    """A number as a word from zero to twelve in English, in figures otherwise."""
    return words.in_words(n) if english() else str(n)


def weeks(n: int) -> str:
    """“one week”, “four weeks”."""
    return ngettext("%(n)s week", "%(n)s weeks", n, n=number(n))


def every(weeks: int) -> str:
    """“every week”, “every four weeks”."""
    return ngettext("every week", "every %(n)s weeks", weeks, n=number(weeks))


def role(code: str) -> str:
    """What a role is called, where it stands by itself."""
    return str(ROLES[code])


def names(people: Iterable[str]) -> str:
    """Names in one phrase: “Callum, Grace and Morag”."""
    *first, last = list(people) or [""]
    return _("%(first)s and %(last)s", first=", ".join(first), last=last) if first else last


def capital(sentence: str) -> str:
    """The sentence with its first letter large, the rest as it is."""
    return sentence[:1].upper() + sentence[1:]


def whose(name: str) -> str:
    """What is someone’s: “Callum’s”."""
    return _("%(name)s’s", name=name.strip())


def team(name: str) -> str:
    """“the Lochside team”, whether or not its name says that it is a team."""
    if _("team") in name.casefold().split():
        return _("the %(name)s", name=name)
    return _("the %(name)s team", name=name)


def sentences(parts: Sequence[str]) -> str:
    """Whole sentences one after the other."""
    return " ".join(part for part in parts if part)


def english() -> bool:
    """Whether the reader's language is English, for what English says in words of its own."""
    locale = get_locale()
    return locale is None or locale.language == "en"
