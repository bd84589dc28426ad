"""Sentences that are found quicker are those that Flask-Babel finds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import flask_babel
import pytest
from flask import g

from supervision import language
from tests.worlds import World

SENTENCES: tuple[Callable[[Any], str], ...] = (
    lambda said: said.gettext("Shared"),
    lambda said: said.gettext("With %(name)s", name="Callum % supervision"),
    lambda said: said.ngettext("%(num)s session", "%(num)s sessions", 1),
    lambda said: said.ngettext("%(n)s supervisor", "%(n)s supervisors", 3, n="three"),
    lambda said: str(said.lazy_gettext("Supervision with %(name)s", name="Morag")),
    lambda said: str(said.get_locale()),
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_each_is_the_same(world: World, sentence: Callable[[Any], str]) -> None:
    assert sentence(language) == sentence(flask_babel)  # outside a request
    with world.app.test_request_context("/"):
        assert sentence(language) == sentence(flask_babel)
    with world.app.test_request_context("/"):
        g.settings = '{"words": {"supervision": "mentoring", "session": "talk"}}'
        assert sentence(language) == sentence(flask_babel)


def test_a_language_chosen_anew_is_looked_up_anew(world: World) -> None:
    with world.app.test_request_context("/"):
        assert language.gettext("Shared") == "Shared"
        with flask_babel.force_locale("cy"):
            assert str(language.get_locale()) == "cy" == str(flask_babel.get_locale())
            assert language.translations() is flask_babel.get_translations()
        assert str(language.get_locale()) == "en_GB"
        assert language.translations() is flask_babel.get_translations()
