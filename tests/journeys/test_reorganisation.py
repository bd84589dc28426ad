"""A re-organisation: a team is renamed, moved and merged, and somebody gets another supervisor.

Callum shares a reflection with the Lochside team, and another with Morag. The team goes on under
another name and in another service: its people read on. Then it is merged into Birchwood, and
Fergus supervises Callum instead of Morag. Nothing that was shared before is opened to anybody new;
what Callum wrote is still there; and days of before show the tree as it was.
"""

from __future__ import annotations

from datetime import date, timedelta

from tests.journeys.conftest import WITH_OR_WITHOUT, Doorstep, Visitor, today

TO_TEAM = "We walked as far as the gate."
TO_MORAG = "I would not have said it in the team."


@WITH_OR_WITHOUT
def test_rename_move_merge_and_change(visitors: Doorstep, scripts: bool) -> None:
    callum = visitors.let_in("callum@lochside.example", scripts=scripts)
    tomasz = visitors.let_in("tomasz@lochside.example", scripts=scripts)
    rhona = visitors.let_in("rhona@lochside.example", scripts=scripts)
    fergus = visitors.let_in("fergus@lochside.example", scripts=scripts)
    sandy = visitors.let_in("sandy@lochside.example", scripts=scripts)
    with_team = writes(callum, "As far as the gate", TO_TEAM, "Keep it to myself")
    shares_with_the_team(callum)
    with_morag = writes(callum, "By myself", TO_MORAG, "Share with Morag")

    team = renames(sandy)
    moves(sandy, team)
    assert can_read(tomasz, with_team), "the same people, under another name"
    merges(sandy, team)
    assert not can_read(tomasz, with_team), "nobody reads through a team that is closed"
    assert not can_read(rhona, with_team) and not can_read(fergus, with_team)
    has_it_still(callum, with_team)
    gets_another_supervisor(sandy)
    assert not can_read(fergus, with_morag), "what was before does not pass over"
    for path, words in ((with_team, TO_TEAM), (with_morag, TO_MORAG)):
        callum.go(path)
        assert words in callum.words
    meets_the_new_one(callum, fergus)
    shows_the_old_shape(sandy)


def writes(callum: Visitor, title: str, words: str, button: str) -> str:
    callum.go("/reflections/new")
    callum.page.get_by_label("What happened?").fill(words)
    callum.page.get_by_label("A title, if you like").fill(title)
    callum.press(button)
    return callum.page.url.removeprefix(callum.house.address)


def shares_with_the_team(callum: Visitor) -> None:
    callum.follow("Share with the Lochside team")
    callum.press("Share with the Lochside team")
    assert "the two people of the Lochside team can read this" in callum.words


def renames(sandy: Visitor) -> str:
    """From thirty days ago on; comes back with the address of the team."""
    sandy.go("/teams")
    sandy.follow("Lochside")
    team = sandy.page.url.removeprefix(sandy.house.address)
    sandy.follow("Rename it")
    types(sandy, "from_day", today() - timedelta(days=30))
    sandy.press("Show what will happen")
    assert "Write a name" in sandy.words
    sandy.page.get_by_label("New name").fill("Shoreside")
    sandy.page.get_by_label("Why, if you want to say").fill("It covers the shore as well")
    sandy.press("Show what will happen")
    assert "nobody can read more or less than before" in sandy.words
    sandy.press("Use this name")
    assert "Shoreside" in sandy.page.title()
    return team


def moves(sandy: Visitor, team: str) -> None:
    """From ten days ago on, after changing one's mind about the reason."""
    sandy.go(team)
    sandy.follow("Move it to another service")
    sandy.page.get_by_label("Into which service").select_option("Carers’ service")
    types(sandy, "from_day", today() - timedelta(days=10))
    sandy.press("Show what will happen")
    assert "people go along, and can read what they could before" in sandy.words
    sandy.press("Change something first")
    sandy.page.get_by_label("Why, if you want to say").fill("One service for the shore")
    sandy.press("Show what will happen")
    sandy.press("Move this team")
    for words in ("It covers the shore as well", "One service for the shore", "Carers’ service"):
        assert words in sandy.words


def merges(sandy: Visitor, team: str) -> None:
    sandy.go(team)
    sandy.follow("Merge it into another team")
    sandy.page.get_by_label("Into which team").select_option("Birchwood")
    sandy.press("Show what will happen")
    assert "What was shared with Shoreside stays where it was written" in sandy.words
    sandy.press("Merge these teams")
    assert "Callum of Lochside" in sandy.words
    sandy.go(team)
    assert "It was merged into Birchwood." in sandy.words


def has_it_still(callum: Visitor, path: str) -> None:
    callum.go(path)
    assert TO_TEAM in callum.words
    assert "It was shared with the Shoreside team until" in callum.words
    assert "Only you can read this." in callum.words


def gets_another_supervisor(sandy: Visitor) -> None:
    sandy.go("/people")
    sandy.follow("Callum of Lochside")
    sandy.follow("Supervision, who gave it and why")
    item = sandy.page.locator("li", has_text="Line supervision by Morag")
    with sandy.page.expect_navigation():
        item.get_by_role("link", name="Change the supervisor").click()
    sandy.arrived()
    sandy.page.get_by_label("Who supervises from then on").fill("Fergus of Lochside")
    types(sandy, "first", today())
    sandy.page.get_by_label("Why", exact=True).fill("The teams are one now")
    sandy.press("See what this changes")
    assert "What does not pass over" in sandy.words
    sandy.press("Let Fergus supervise Callum")
    assert "Fergus" in sandy.words and "The teams are one now" in sandy.words


def meets_the_new_one(callum: Visitor, fergus: Visitor) -> None:
    """Both are told; and what Callum writes now can go to Fergus, and not to Morag."""
    for visitor, other in ((callum, "Fergus"), (fergus, "Callum")):
        visitor.go("/")
        assert other in visitor.words
    callum.go("/reflections/new")
    assert callum.page.get_by_role("button", name="Share with Fergus").count() == 1
    assert callum.page.get_by_role("button", name="Share with Morag").count() == 0
    callum.go("/supervision")
    assert "Fergus" in callum.words


def shows_the_old_shape(sandy: Visitor) -> None:
    sandy.go("/teams")
    assert "Birchwood" in part(sandy, "Carers’ service")
    assert "Shoreside" not in part(sandy, "Carers’ service")
    for days, service, name in (
        (5, "Carers’ service", "Shoreside"),
        (20, "Older people’s service", "Shoreside"),
        (40, "Older people’s service", "Lochside"),
    ):
        types(sandy, "day", today() - timedelta(days=days))
        sandy.press("Show that day")
        assert name in part(sandy, service)


def part(sandy: Visitor, service: str) -> str:
    """A service on the page of the tree, with its teams."""
    heading = sandy.page.get_by_role("heading", name=service)
    return sandy.page.locator("section", has=heading).inner_text()


def types(visitor: Visitor, field: str, day: date) -> None:
    for part, number in (("day", day.day), ("month", day.month), ("year", day.year)):
        visitor.page.locator(f"#{field}-{part}").fill(str(number))


def can_read(visitor: Visitor, path: str) -> bool:
    """Whether the page is there for them; if not, it is as if it had never been."""
    status = visitor.page.request.get(visitor.house.address + path).status
    assert status in (200, 404)
    return status == 200
