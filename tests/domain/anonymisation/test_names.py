"""Titled names, given names, names that are also words, and repeat mentions."""

from __future__ import annotations

import pytest

from supervision.domain.anonymisation import findings
from supervision.domain.anonymisation.folding import fold
from supervision.domain.anonymisation.listed_names import LISTED, SMALL_WORDS
from supervision.domain.anonymisation.words_too import WORDS_TOO

NAMES = ("titled_name", "given_name", "surname")


def names(text: str) -> list[str]:
    return [text[each.start : each.end] for each in findings(text) if each.kind in NAMES]


def test_the_list_is_long_and_has_no_word_in_both_parts() -> None:
    assert len(LISTED) > 600
    assert not LISTED & WORDS_TOO
    assert SMALL_WORDS <= LISTED


@pytest.mark.parametrize(
    "name",
    [
        "Mr Robertson",
        "Mrs Dalgleish",
        "Ms A. Pettigrew",
        "Miss Carmichael",
        "Mx Bain",
        "Dr Okonkwo",
        "Dr. Haddad",
        "Rev. Duncan Colquhoun",
        "Rev Dr A. B. Shaw",
        "Sister Agnew",
        "Father Brannigan",
        "Mr and Mrs O’Hare",
        "Mr & Mrs Bain",
        "Mgr MacNeil",
        "Maister Tam Dunn",
        "A’ Bh-ph. NicDhòmhnaill",
        "An t-Urr. Iain Moireasdan",
        "An tUas Ó Briain",
        "Mrs van der Berg",
        "Uncle Dod",
        "Mrs Gibbs",
    ],
)
def test_a_titled_name_is_found_whole(name: str) -> None:
    text = f"We heard that {name} had called."
    assert names(text) == [name]
    (finding,) = findings(text)
    assert (finding.kind, finding.tier) == ("titled_name", "certain")


@pytest.mark.parametrize(
    "text",
    [
        "The doctor came.",
        "Dr visits are on the calendar.",
        "We asked the nurse and a sister on the ward.",
        "Miss the bus and you wait an hour.",
        "Father Christmas came.",
        "The MS nurse rang.",
        "Mr Friday",
    ],
)
def test_a_title_without_a_name_is_left(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    "name",
    [
        "Isobel MacKay",
        "Mary-Ann",
        "Mary-Ann Smith-Jones",
        "Catrìona",
        "Catriona",
        "Aoife Ní Dhomhnaill",
        "Folasade",
        "Zofia",
        "Ionuț",
        "Małgorzata",
        "Mei Ling",
        "Abdul Rahman",
        "Fatima al-Sayed",
        "Siobhán O’Hare",
        "Isobel M. MacKay",
        "ISOBEL MACKAY",
        "Shug",
        "Doris Day",
        "Tom Gibbs",
    ],
)
def test_a_given_name_takes_its_surname_with_it(name: str) -> None:
    for text in (f"Today {name} came early.", f"{name} came early.", f"It was {name}’s idea."):
        assert names(text) == [name]
        (finding,) = findings(text)
        assert (finding.kind, finding.tier) == ("given_name", "certain")
        assert finding.suggestion == "[the person]"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Told Callum I would.", ["Callum"]),
        ("Asked Moira Monday and Tuesday.", ["Moira"]),
        ("Aileen GP rang.", ["Aileen"]),
        ("Isobel Talking Points review.", ["Isobel"]),
        ("Isobel’s MacKay tartan", ["Isobel"]),
    ],
)
def test_a_name_stops_where_it_should(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Will said he will think.", ["Will"]),
        ("I asked Will.", ["Will"]),
        ("Will you come?", []),
        ("Will Morag come?", ["Morag"]),
        ("Mark this down.", []),
        ("We saw that Grace rings.", ["Grace"]),
        ("Hope is a big word.", []),
        ("Hope said so.", ["Hope"]),
        ("Dear Hope, thank you.", ["Hope"]),
        ("In May we met.", []),
        ("May I ask?", []),
        ("May said yes.", ["May"]),
        ("April and May were wet.", []),
        ("The meeting with June Smith went well.", ["June Smith"]),
        ("Rose from my chair.", []),
        ("Rose and Hector came.", ["Rose", "Hector"]),
        ("Her sister, Rose, came.", ["Rose"]),
        ("the Rose and Crown", []),
        ("Robin has put it off.", ["Robin"]),
        ("The robin came, and a Robin Reliant.", []),
        ("Ivy was all over the wall.", []),
        ("Joy is tired.", ["Joy"]),
        ("Frank, her husband, laughed.", ["Frank"]),
        ("Bill came to me.", ["Bill"]),
        ("Drew up the plan.", []),
        ("Dawn was breaking.", []),
        ("Present: Rose, Frank.", ["Rose", "Frank"]),
        ("Christian service on Sunday.", []),
        ("Our Jack wept.", ["Jack"]),
        ("A star chart and a Carers Star.", []),
        ("Patience costs nothing.", []),
        ("Our PAT testing is due.", []),
    ],
)
def test_a_name_that_is_also_a_word_needs_its_surroundings(text: str, expected: list[str]) -> None:
    assert names(text) == expected
    assert all(
        each.tier != "certain" or text[each.start : each.end] in ("Hector", "Morag")
        for each in findings(text)
    )


@pytest.mark.parametrize(
    "text",
    [
        "I used Gibbs and then Kolb.",
        "Schön’s idea, and Driscoll’s three questions.",
        "Graham Gibbs wrote of it.",
        "Borton, Johns and Rolfe.",
        "Mosaic was down again.",
        "Talking Points and the Outcomes Star.",
        "A Marie Curie nurse.",
        "Anne’s Law and John’s Campaign.",
        "The Herbert Protocol.",
        "St Andrew’s Day and Christmas Eve.",
    ],
)
def test_the_words_of_the_work_are_left(text: str) -> None:
    assert findings(text) == []


@pytest.mark.parametrize(
    "place", ["Duncan Court", "Hope House", "Victoria Hospital", "Isle of Lewis"]
)
def test_a_name_that_names_a_place_is_a_place(place: str) -> None:
    (finding,) = findings(f"They met at the {place}.")
    assert (finding.kind, finding.tier, finding.suggestion) == ("place", "likely", "[a place]")


def test_a_name_found_once_is_found_wherever_it_has_a_capital() -> None:
    text = "Mrs MacKay rang. MacKay senior came; the MacKays left. A mackay tartan."
    assert names(text) == ["Mrs MacKay", "MacKay", "MacKays"]


def test_repeats_meet_across_accents() -> None:
    assert names("We met Mrs Mòrdha. Mordha came.") == ["Mrs Mòrdha", "Mordha"]


def test_a_repeat_that_may_be_a_word_is_a_question() -> None:
    text = "Mrs Young rang. Young people came, and they were young."
    assert [each.tier for each in findings(text)] == ["certain", "question"]


def test_small_letters_are_likely_only_for_names_that_are_nothing_else() -> None:
    text = "saw morag, and jessie and mrs dalgleish. will may grace mark the robin."
    assert names(text) == ["morag", "jessie", "mrs dalgleish"]
    assert {each.tier for each in findings(text)} == {"likely"}


def test_a_placeholder_is_left_and_the_rest_of_its_line_is_not() -> None:
    text = "[the person] and [worker 2] met Callum and [their daughter] on [a date]."
    assert names(text) == ["Callum"]
    assert len(findings(text)) == 1


def test_accents_fold() -> None:
    assert fold("Catrìona") == fold("Catri\u0300ona") == "catriona"
    assert fold("Łukasz") == "lukasz"


def test_i_is_never_a_surname() -> None:
    text = "I told Morag I’d ask Callum I'm sure. I’d sooner wait."
    assert names(text) == ["Morag", "Callum"]
