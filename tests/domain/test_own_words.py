"""An organisation's own words in our sentences."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.domain import own_words
from supervision.domain.own_words import OUR_WORDS, TERMS, OwnWords
from supervision.domain.refusals import Refused

MENTORING = OwnWords(
    supervision="mentoring",
    supervise="mentor",
    supervisor="mentor",
    supervisors="mentors",
    supervisee="mentee",
    supervisees="mentees",
    session="conversation",
    sessions="conversations",
)
OTHERS = OwnWords(
    supervision="one-to-one", supervisor="adviser", supervisors="advisers", session="hour"
)


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("Bring something to supervision", "Bring something to mentoring"),
        ("Supervision with %(name)s, %(moment)s", "Mentoring with %(name)s, %(moment)s"),
        ("A supervision session", "A mentoring conversation"),
        ("Supervision sessions", "Mentoring conversations"),
        ("%(names)s supervise you.", "%(names)s mentor you."),
        ("%(names)s supervises you.", "%(names)s mentors you."),
        ("Supervised", "Mentored"),
        ("Who supervises whom", "Who mentors whom"),
        ("The supervisor’s own supervisor sees it.", "The mentor’s own mentor sees it."),
        ("A session’s record. Sessions appear.", "A conversation’s record. Conversations appear."),
        ("Open “Supervision” first", "Open “Mentoring” first"),
        ("Meet the supervisees", "Meet the mentees"),
        ("Supervising others", "Mentoring others"),
        ('<a href="/supervision">supervision</a>', '<a href="/supervision">mentoring</a>'),
        ("%(supervisor)s and %(session)d", "%(supervisor)s and %(session)d"),
        ("Nothing of ours", "Nothing of ours"),
        ("possession and obsession", "possession and obsession"),
    ],
)
def test_sentences(sentence: str, said: str) -> None:
    assert MENTORING.put_into(sentence) == said
    assert OUR_WORDS.put_into(sentence) == sentence


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("A supervisor and a session", "An adviser and an hour"),
        ("a supervision session", "a one-to-one hour"),
        ("An agenda for the supervisor", "An agenda for the adviser"),
        ("another supervisor", "another adviser"),
    ],
)
def test_a_and_an(sentence: str, said: str) -> None:
    assert OTHERS.put_into(sentence) == said


@pytest.mark.parametrize(
    "sentence",
    [
        "Supervision is free software, kept by the people who use it.",
        "Supervision keeps no note of what you look for.",
        "A new password for Supervision",
        "Ask whoever administers Supervision in your organisation.",
    ],
)
def test_the_product_keeps_its_name(sentence: str) -> None:
    assert MENTORING.put_into(sentence) == sentence


def test_both_in_one_sentence() -> None:
    sentence = "%(organisation)s invites you to Supervision, its place for supervision"
    said = "%(organisation)s invites you to Supervision, its place for mentoring"
    assert MENTORING.put_into(sentence) == said


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("mentor", "mentors mentored mentoring"),
        ("guide", "guides guided guiding"),
        ("coach", "coaches coached coaching"),
        ("carry", "carries carried carrying"),
        ("stay with", "stays with|stayed with|staying with"),
    ],
)
def test_verbs(verb: str, forms: str) -> None:
    bent = [own_words.third_person(verb), own_words.past(verb), own_words.going_on(verb)]
    assert bent == (forms.split("|") if "|" in forms else forms.split())


def test_what_is_kept() -> None:
    kept = own_words.check(
        {"supervisor": "  lead  practitioner ", "supervision": "supervision", "other": "word"}
    )
    assert kept == {"supervisor": "lead practitioner", "supervisors": "lead practitioners"}
    assert own_words.check({"session": "party"})["sessions"] == "parties"
    assert own_words.check({"session": "hour", "sessions": "time"})["sessions"] == "time"


@pytest.mark.parametrize("word", ["<b>x</b>", "100%", "%(name)s", "a" * 41, "two  “words”", "9"])
def test_what_cannot_be_a_word(word: str) -> None:
    with pytest.raises(Refused) as refusal:
        own_words.check({"supervisor": word})
    assert set(refusal.value.problems) == {"supervisor"}


LETTERS = st.text("abcdefghijklmnopqrstuvwxyzàêòÀÉ’ -", min_size=1, max_size=12)
PIECES = st.sampled_from(
    ["supervision", "Sessions", "a supervisor", "%(name)s", "<b>", "text", ".", " ", "\n", "%%"]
)


@given(st.dictionaries(st.sampled_from(TERMS), LETTERS), st.lists(PIECES))
def test_gaps_tags_and_lines_stay(words: dict[str, str], pieces: list[str]) -> None:
    try:
        own = OwnWords(**own_words.check(words))
    except Refused:
        return
    sentence = " ".join(pieces)
    kept = re.compile(r"%\(name\)s|<b>|\n|%%")
    assert kept.findall(own.put_into(sentence)) == kept.findall(sentence)
