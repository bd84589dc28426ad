"""An organisation's own words stand on every page, and what people typed stays as it was.

The demonstration, which says mentoring, mentor, mentee and conversation, is crawled as several
people; our own words may stand only where somebody typed them, and in the product's name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import g
from flask_babel import force_locale, gettext, lazy_gettext, ngettext
from sqlalchemy import select

from supervision import create_app, demonstration, unit_of_work
from supervision.blueprints import say
from supervision.domain.mails import Kind
from supervision.domain.own_words import BEGIN_WITH_THE_PRODUCT, TERMS, OwnWords
from supervision.domain.settings import with_value
from supervision.domain.wording import said
from supervision.extensions import db
from supervision.mailing.composing import compose
from supervision.models.people import Organisation
from supervision.queries.mails import Recipient
from supervision.services.mails import Claimed
from tests import demonstrated, worlds
from tests.client import Client
from tests.pages.test_words_everywhere import (
    BETWEEN,
    crawl,
    is_typed,
    messages,
    shown,
    typed,
)

OWN = {
    "supervision": "mentoring",
    "supervise": "mentor",
    "supervisor": "mentor",
    "supervisors": "mentors",
    "supervisee": "mentee",
    "supervisees": "mentees",
    "session": "conversation",
    "sessions": "conversations",
}
SETTINGS = with_value("{}", "words", OWN)
OURS = re.compile(r"supervis\w*|\bsessions?\b", re.IGNORECASE)
# In the middle of a sentence, at the end of a title, and where a sentence begins with it.
PRODUCT = re.compile(
    r"(?<=[a-z,] )Supervision\b| – Supervision$|^Supervision$|"
    + "|".join(map(re.escape, BEGIN_WITH_THE_PRODUCT))
)
SAYS_OUR_OWN = "/settings"  # what our word is, beside the field for another one


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("own-words")
    settings = worlds.settings(folder, f"sqlite:///{folder / 'words.sqlite3'}")
    demonstrated.copied(tmp_path_factory, folder / "words.sqlite3")
    app = create_app(settings, TESTING=True, PROPAGATE_EXCEPTIONS=False)
    with app.app_context():
        unit_of_work.writing()
        for organisation in db.session.scalars(select(Organisation)):
            organisation.settings = SETTINGS
        db.session.commit()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


class Reader(Client):
    """Whoever crawls sends every form with nothing in it, which would take the words back."""

    def post(self, *args: Any, **kwargs: Any) -> Any:
        path = "/nothing/here" if str(args[0]).startswith("/settings/") else args[0]
        return super().post(path, *args[1:], **kwargs)


# Every page that is not theirs as well is made of the same pieces.
@pytest.mark.parametrize("email", ["practitioner@demo.example", "admin@demo.example"])
def test_no_word_of_ours_is_left(app: Any, email: str) -> None:
    known, left, met = typed(), Counter[str](), Counter[str]()
    ours = sorted((words for words in known if OURS.search(words)), key=len, reverse=True)
    client = Reader(app)
    client.fill("/sign-in", email=email, password=demonstration.PASSWORD)
    for path, response in crawl(client):
        if path.startswith(SAYS_OUR_OWN) or response.mimetype != "text/html":
            continue
        for piece in shown(response).split(BETWEEN):
            for words in ours:
                piece = piece.replace(words, "")
            met.update(word for word in ("mentor", "conversation") if word in piece)
            if OURS.search(PRODUCT.sub("", piece)) and not is_typed(piece.strip(), known):
                left[f"{re.sub(r'[0-9a-f-]{36}', '*', path)}: {piece.strip()}"] += 1
    assert not left, "\n".join(sorted(left))
    assert met["mentor"] > 3


def test_the_menu_and_the_title_say_it_and_the_product_keeps_its_name(app: Any) -> None:
    client = Client(app)
    client.fill("/sign-in", email="supervisor@demo.example", password=demonstration.PASSWORD)
    page = client.get("/supervision").text
    assert "<title>Mentoring – Supervision</title>" in page
    assert re.search(r'<a href="/supervision" aria-current="true">Mentoring</a>', page)
    assert "Supervision is free software, kept by the people who use it." in page
    examples = client.get("/examples-of-writing").text
    assert "A conversation’s record" in examples, "headings of ours that are data"
    assert "my supervisor’s backing" in examples, "and what somebody wrote stays"


def test_every_way_to_say_something(app: Any) -> None:
    lazy = lazy_gettext("A supervision session")
    assert str(lazy) == "A supervision session", "outside a request"
    with app.test_request_context():
        g.settings = SETTINGS
        assert str(lazy) == "A mentoring conversation"
        assert gettext("%(name)s’s supervisor", name="supervisor") == "supervisor’s mentor"
        plain = ngettext("%(n)s session", "%(n)s sessions", 2, n="supervision")
        assert plain == "supervision conversations", "what is put in stays"
        assert say.it(said("Ask your supervisor: %(words)s", words="supervisor")) == (
            "Ask your mentor: supervisor"
        )
        template = app.jinja_env.from_string('{{ _("A session with %(name)s", name=name) }}')
        assert template.render(name="supervisor") == "A conversation with supervisor"
        with force_locale("cy"):
            assert gettext("A session") == "A session", "other languages bend their words"
        assert gettext("A session") == "A conversation"


def test_a_mail_is_in_the_words_of_its_reader(app: Any) -> None:
    def mail(settings: str) -> str:
        recipient = Recipient("someone@example.org", "en-GB", "Rowan", settings=settings)
        now = datetime.now(UTC)
        claimed = Claimed(*_anything(now))
        return str(compose(claimed, recipient, None))

    with app.app_context():
        first, own, last = mail("{}"), mail(SETTINGS), mail("{}")
        assert "Something is waiting for you in Supervision" in own
        assert _without_ids(first) == _without_ids(last)


def _anything(now: datetime) -> list[Any]:
    given = {"id": worlds.uuid.uuid4(), "kind": Kind.WAITING, "claimed_at": now, "queued_at": now}
    return [given.get(name) for name in Claimed.__dataclass_fields__]


def _without_ids(mail: str) -> str:
    return re.sub(r"(?m)^(Message-ID|Date):.*$", "", mail)


def test_the_marks_of_the_product_are_in_use() -> None:
    found = [one for message, _ in messages() for one in _each(message)]
    for beginning in BEGIN_WITH_THE_PRODUCT:
        assert any(one.startswith(beginning) for one in found), beginning


def test_every_message_of_ours_can_be_said_in_other_words() -> None:
    own = OwnWords(**{term: f"x{n}" for n, term in enumerate(TERMS)})
    left = [
        put
        for message, _ in messages()
        for one in _each(message)
        for put in [re.sub(r"%\([a-z_]+\)s", "", own.put_into(one))]
        if OURS.search(PRODUCT.sub("", put))
    ]
    assert not left


def _each(message: str | tuple[str, ...]) -> tuple[str, ...]:
    return message if isinstance(message, tuple) else (message,)
