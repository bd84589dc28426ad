"""A form for each setting: filled from the value that holds, read back as a value to be checked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import RadioField, SelectChoice, SelectMultipleField

from supervision.blueprints import say
from supervision.blueprints.forms import LongField, ShortField, VersionForm
from supervision.domain import agreement, frequencies, own_words, prompts, settings
from supervision.language import gettext as _
from supervision.language import lazy_gettext as _l


class SettingForm(VersionForm):
    """What the form of every setting can do."""

    names: tuple[str, ...] = ()

    def fill(self, value: Any) -> None:
        """Show the value that holds."""
        for name, text in self.texts(value).items():
            self[name].data = text

    def texts(self, value: Any) -> dict[str, str]:
        """A value as the texts of the fields."""
        return {name: _text(value.get(name)) for name in self.names}

    def value(self) -> Any:
        """What was typed, not checked yet."""
        return self.typed(self.names)


class WordsForm(SettingForm):
    """The organisation's own words."""

    names = own_words.TERMS

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in self.names:
            self[name].label.text = _("Instead of “%(word)s”", word=name)


class AgreementForm(SettingForm):
    """How supervision is done here."""

    names = (settings.AGREEMENT,)
    agreement = LongField(_l("How supervision is done here"))

    def texts(self, value: Any) -> dict[str, str]:
        return {settings.AGREEMENT: _text(value)}

    def value(self) -> Any:
        return self.agreement.data or ""

    def begin_with_ours(self) -> None:
        """Put our wording into the field, to be changed."""
        parts = [f"{say.it(heading)}\n\n{say.it(words)}" for heading, words in agreement.OURS]
        self.agreement.data = "\n\n".join(parts)


class PromptsForm(SettingForm):
    """The questions that help people write."""

    names = tuple(prompts.OURS)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        for name in self.names:
            self[name].label.text = say.it(prompts.OURS[name])


class NumbersForm(SettingForm):
    """Whole numbers, each in a field of its own."""

    def value(self) -> Any:
        return {name: _number(text) for name, text in self.typed(self.names).items()}


class FrequenciesForm(NumbersForm):
    """In how many weeks people meet again."""

    names = frequencies.NAMES
    newly_started = ShortField(_l("In the first six months"))
    practitioner = ShortField(_l("After that"))
    leader = ShortField(_l("Leaders"))
    part_time = ShortField(_l("People with few hours"))
    part_time_hours = ShortField(_l("Fewer hours a week than"))


class SignInForm(NumbersForm):
    """How long a sign-in holds."""

    names = ("idle_minutes", "absolute_hours")
    idle_minutes = ShortField(_l("Minutes without use"))
    absolute_hours = ShortField(_l("Hours altogether"))


class ThresholdForm(SettingForm):
    """From how many people on a report shows a number."""

    names = (settings.THRESHOLD,)
    threshold = RadioField(_l("Reports show numbers from"), validate_choice=False)
    why = LongField(_l("Why smaller numbers are wanted"))

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.threshold.choices = [
            SelectChoice(str(one), _("%(number)s people", number=say.number(one)))
            for one in settings.THRESHOLDS
        ]

    def texts(self, value: Any) -> dict[str, str]:
        return {settings.THRESHOLD: str(value)}

    def value(self) -> Any:
        return _number(self.threshold.data or "")


class FrameworksForm(SettingForm):
    """Which frameworks are offered; those that are not ticked are left out."""

    names = (settings.FRAMEWORKS,)
    frameworks = SelectMultipleField(_l("Offered for new recordings"), validate_choice=False)

    def offer(self, named: Sequence[tuple[str, str]]) -> None:
        """Say which frameworks there are, as code and name."""
        self.frameworks.choices = [SelectChoice(code, name) for code, name in named]

    def fill(self, value: Any) -> None:
        self.frameworks.data = [one.value for one in self._all() if one.value not in value]

    def texts(self, value: Any) -> dict[str, str]:
        names = [str(one.label) for one in self._all() if one.value not in value]
        return {settings.FRAMEWORKS: ", ".join(names)}

    def value(self) -> Any:
        ticked = set(self.frameworks.data or [])
        return [one.value for one in self._all() if one.value not in ticked]

    def none_left(self) -> bool:
        """Whether nothing that there is would be offered."""
        return len(self.value()) == len(self._all())

    def _all(self) -> list[SelectChoice]:
        return list(self.frameworks.choices or [])


FORMS: Mapping[str, type[SettingForm]] = {
    settings.WORDS: WordsForm,
    settings.AGREEMENT: AgreementForm,
    settings.PROMPTS: PromptsForm,
    settings.FREQUENCIES: FrequenciesForm,
    settings.THRESHOLD: ThresholdForm,
    settings.SIGN_IN: SignInForm,
    settings.FRAMEWORKS: FrameworksForm,
}

for _form in (WordsForm, PromptsForm):
    for _name in _form.names:
        setattr(_form, _name, ShortField())


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _number(text: str) -> Any:
    """The number that was typed, None for nothing; anything else stays for the check to refuse."""
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else text
