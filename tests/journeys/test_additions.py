"""After both have signed: what is added stands under the record, and the record stays as it was."""

from __future__ import annotations

from tests.journeys.conftest import WITH_OR_WITHOUT, Doorstep, Visitor, today

NOTICED = "The form had been in charge."
ADDED = "The bus company has written back."


@WITH_OR_WITHOUT
def test_words_are_added_under_what_both_signed(visitors: Doorstep, scripts: bool) -> None:
    callum = visitors.let_in("callum@lochside.example", scripts=scripts)
    morag = visitors.let_in("morag@lochside.example", width=1280, scripts=scripts)
    address = meets_and_shares_the_record(morag)
    for visitor in (callum, morag):
        visitor.go(address)
        assert "Added later" not in visitor.words
        visitor.press("Sign this record")
    morag.go(address)
    assert "Nothing in it changes any more." in morag.words
    signed = record(morag)
    assert NOTICED in signed

    adds(callum, address)
    for visitor in (callum, morag):
        visitor.go(address)
        assert record(visitor) == signed, "the words that were signed are as they were"
        later = visitor.page.locator("#later").locator("..").inner_text()
        assert later.count(ADDED) == 1
        assert "Added by Callum on" in later or "Added by you on" in later, later
        assert "Nothing in it changes any more." in visitor.words
    nothing_else_changes(morag, address)
    keeps_a_copy(morag, address)


def meets_and_shares_the_record(morag: Visitor) -> str:
    morag.go("/supervision/new")
    morag.page.get_by_label("Callum").check()
    day = today()
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        morag.page.get_by_label(part).fill(str(value))
    morag.page.get_by_label("At what time?").fill("2 pm")
    morag.press("Choose this date")
    morag.follow("Write the record")
    morag.page.get_by_label("What did you notice together?").fill(NOTICED)
    morag.press("Share the draft with Callum")
    return (
        morag.page.url.removeprefix(morag.house.address).partition("#")[0].partition("/record")[0]
    )


def record(visitor: Visitor) -> str:
    return visitor.page.locator("#record").locator("..").inner_text()


def adds(callum: Visitor, address: str) -> None:
    callum.go(address)
    callum.press("Add it under the record")
    assert "Write what you would like to add" in callum.words
    callum.page.get_by_label("What would you like to add?").fill(ADDED)
    callum.press("Add it under the record")
    assert ADDED in callum.words


def nothing_else_changes(morag: Visitor, address: str) -> None:
    """No way leads back into a signed record: no link, no button, and not its address."""
    assert morag.page.get_by_role("link", name="Write").count() == 0
    assert morag.page.get_by_role("button", name="Sign this record").count() == 0
    answer = morag.page.request.get(f"{morag.house.address}{address}/record")
    assert answer.status == 403 or not answer.url.endswith("/record"), answer.url


def keeps_a_copy(morag: Visitor, address: str) -> None:
    morag.go(address)
    morag.follow("Print or keep a copy")
    assert NOTICED in morag.words
    assert "Added by Callum on" in morag.words and ADDED in morag.words
    assert "Callum signed on" in morag.words and "Morag signed on" in morag.words
