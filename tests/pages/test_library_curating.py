"""Pages of the library: looking through it, words found, changes asked for, withdrawing."""

from __future__ import annotations

import re
import uuid

import pytest

from supervision import content
from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.library import PracticeExample
from supervision.queries import library as queries
from supervision.queries import proposals, recordings
from supervision.services import library as services
from tests.pages.library_pages import HOME, KEEP, NEW, at, stored, text
from tests.services.proposed import WORDS, begun, opened, proposed, published
from tests.services.test_library_curating import ASKED, asked, themed, withdrawn
from tests.worlds import World

AGAIN = "Propose it again"


def marks(page: object) -> list[str]:
    return re.findall(r"<mark>(.*?)</mark>", page.get_data(as_text=True))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("lunch", ["lunch"]),
        ("LUNCH clu", ["lunch", "club"]),
        ("slainte", ["Slàinte"]),
        ("SLÀINTE", ["Slàinte"]),
        ("seat", ["seat", "seat"]),
        ("hating", ["hated"]),
        ("donaudampfschiff", ["Donaudampfschifffahrt"]),
    ],
)
def test_words_that_are_found_are_marked(world: World, words: str, found: list[str]) -> None:
    published(world, {**WORDS, "learnt": "Slàinte mhath. Donaudampfschifffahrt."})
    page = world.client("tomasz").get(HOME, query_string={"q": words})
    assert [one.casefold() for one in marks(page)] == [one.casefold() for one in found]


def test_a_passage_of_the_story_where_the_words_are(world: World) -> None:
    filler = "Somewhere people waited together patiently. " * 30
    published(world, {**WORDS, "done": f"{filler}The zebra came.\n\n{filler}"})
    page = world.client("tomasz").get(f"{HOME}?q=zebra")
    said = text(page)
    assert marks(page) == ["zebra"]
    assert re.search(r"… [^…]*The zebra came\.[^…]* …", said)
    assert WORDS["summary"] not in said
    assert len(said) < 1200


def test_html_in_words_is_words(world: World) -> None:
    published(
        world,
        {**WORDS, "title": "<mark>Bus</mark> & bus", "summary": "<script>bus</script> “bus”"},
    )
    html = world.client("tomasz").get(f"{HOME}?q=bus+mark").get_data(as_text=True)
    assert "<script>bus" not in html
    assert "&lt;<mark>mark</mark>&gt;<mark>Bus</mark>&lt;/<mark>mark</mark>&gt;" in html
    assert "&lt;script&gt;<mark>bus</mark>&lt;/script&gt;" in html


def test_looking_through_by_outcome_and_theme(world: World) -> None:
    with world.reading("callum"):
        framework = next(iter(recordings.frameworks()))
        outcome, other = framework.groups[0].outcomes[:2]
    example_id = themed(world, "risk", outcomes=(outcome.id,))
    client = world.client("tomasz")
    names = content.themes()
    home = client.get(HOME)
    said = text(home)
    assert outcome.name in said and names["risk"] in said
    assert other.name not in said and names["endings"] not in said
    by_outcome = f"{HOME}?outcome={framework.code}:{outcome.code}"
    for path, name in ((by_outcome, outcome.name), (f"{HOME}?theme=risk", names["risk"])):
        page = client.get(path)
        assert f"Good practice: {name}" in text(page) and WORDS["title"] in text(page)
        assert "Leave this out" in text(page) and "See all examples" in text(page)
    both = client.get(f"{by_outcome}&theme=risk&q=lunch")
    assert WORDS["title"] in text(both)
    assert 'name="theme" value="risk"' in both.get_data(as_text=True)
    nothing = text(client.get(f"{HOME}?theme=risk&q=zebra"))
    assert "Nothing here mentions “zebra”" in nothing
    assert "Leave this out" not in text(client.get(f"{HOME}?q=lunch")), "the title says it"
    assert "No example here yet" in text(client.get(f"{HOME}?theme=endings"))
    read = client.get(f"{HOME}/{example_id}").get_data(as_text=True)
    assert "?theme=risk" in read and f"outcome={framework.code}:{outcome.code}" in read


@pytest.mark.parametrize(
    "query",
    [
        "theme=nonsense",
        "outcome=nonsense",
        "outcome=a:b",
        "outcome=%00:%00",
        "outcome=:",
        "theme='",
    ],
)
def test_there_is_no_such_outcome_or_theme(world: World, query: str) -> None:
    published(world)
    assert world.client("tomasz").get(f"{HOME}?{query}").status_code == 404
    assert world.client("sandy").get(f"{HOME}?{query}").status_code == 403


def test_a_long_shelf_goes_on_in_pages(world: World) -> None:
    for _number in range(27):
        themed(world, "risk")
    client = world.client("tomasz")
    first = client.get(f"{HOME}?theme=risk&q=lunch")
    html = first.get_data(as_text=True)
    assert html.count('class="app-story"') == 25
    (earlier,) = re.findall(r'href="([^"]*before=[^"]*)"', html)
    rest = client.get(earlier.replace("&amp;", "&"))
    assert rest.get_data(as_text=True).count('class="app-story"') == 2
    assert "Leave this out" in text(rest)


def test_themes_and_outcomes_of_every_framework_are_chosen(world: World) -> None:
    with world.reading("callum"):
        frameworks = recordings.frameworks()
    chosen = [str(one.groups[0].outcomes[0].id) for one in frameworks]
    client = world.client("callum")
    page = client.get(NEW)
    assert all(one.name in text(page) for one in frameworks)
    sent = client.fill(NEW, button=KEEP, stood="Words.", outcomes=chosen, themes=["risk"])
    said = text(client.get(sent.location))
    assert content.themes()["risk"] in said
    assert all(one.groups[0].outcomes[0].name in said for one in frameworks)
    form = client.form(f"{sent.location}/edit")
    assert sorted(form.data()["outcomes"]) == sorted(chosen)
    assert form.data()["themes"] == ["risk"]
    unknown = client.fill(NEW, button=KEEP, stood="Words.", themes=["nonsense"])
    assert unknown.status_code == 422 and "Choose from these" in text(unknown)


def test_a_curator_asks_for_changes_and_the_author_proposes_again(world: World) -> None:
    key = proposed(world)
    grace, callum = world.client("grace"), world.client("callum")
    empty = grace.fill(at(key), at(key, "/changes"))
    assert empty.status_code == 422 and "Say what you would like to see changed" in text(empty)
    form = grace.form(at(key), at(key, "/changes"))
    sent = grace.post(form.action, data=form.data(words=ASKED))
    assert sent.status_code == 302
    assert "Sent back with what you ask for." in text(grace.get(sent.location))
    assert grace.get(at(key)).status_code == 404
    twice = grace.post(form.action, data=form.data(words=ASKED))
    assert twice.location == sent.location
    other = grace.post(form.action, data=form.data(words="Something else."))
    assert other.status_code == 404 and "Something else." in other.get_data(as_text=True)
    said = text(callum.get(at(key)))
    assert "Grace asked for changes" in said and ASKED in said
    assert "Only you can read this." in said and "Changes asked for" in said
    assert "Changes asked for" in text(callum.get(HOME))
    editor = text(callum.get(at(key, "/edit")))
    assert ASKED in editor and AGAIN in editor
    again = callum.fill(at(key, "/edit"), button=AGAIN, done="We rang the driver.")
    assert "can read it now" in text(callum.get(again.location))
    check = text(world.client("cora").get(at(key)))
    assert "We rang the driver." in check and "Grace asked for changes" in check


def test_asking_over_what_changed_meanwhile_keeps_the_words(world: World) -> None:
    key = proposed(world)
    grace = world.client("grace")
    form = grace.form(at(key), at(key, "/changes"))
    world.client("callum").fill(
        at(key, "/edit"), button="Save it for the curators", learnt="Ask earlier."
    )
    answer = grace.post(form.action, data=form.data(words=ASKED))
    assert answer.status_code == 409
    assert ASKED in text(answer) and "Ask earlier." in text(answer)
    assert "changed since you opened it" in text(answer)
    assert grace.fill(at(key), at(key, "/changes"), words=ASKED).status_code == 302


def test_an_author_who_curates_does_not_ask_themselves(world: World) -> None:
    key = proposed(world, "grace")
    grace = world.client("grace")
    assert "Ask for changes" not in text(grace.get(at(key)))
    assert grace.send(at(key, "/changes"), words=ASKED, version="1").status_code == 403
    assert world.client("odile").send(at(key, "/changes"), words=ASKED).status_code == 404


def test_a_curator_withdraws_an_example(world: World) -> None:
    example_id = published(world)
    path, after = f"{HOME}/{example_id}/withdrawal", f"{HOME}/withdrawn/{example_id}"
    grace, tomasz = world.client("grace"), world.client("tomasz")
    assert "Withdraw this example" not in text(tomasz.get(f"{HOME}/{example_id}"))
    assert tomasz.get(path).status_code == 403
    assert "Nothing has been withdrawn" in text(grace.get(f"{HOME}/withdrawn"))
    assert "Withdraw this example" in text(grace.get(f"{HOME}/{example_id}"))
    page = text(grace.get(path))
    assert "There is no way back." in page and "as a new proposal" in page
    assert grace.fill(path).status_code == 422
    form = grace.form(path)
    sent = grace.post(form.action, data=form.data(words="Somebody knew the street."))
    assert sent.location == after
    said = text(grace.get(after))
    assert "Withdrawn. Only the curators can read it now." in said
    assert "Somebody knew the street." in said and WORDS["stood"] in said
    assert "You and Cora can read this, as curators, and nobody else." in said
    twice = grace.post(form.action, data=form.data(words="Somebody knew the street."))
    assert twice.location == after
    other = grace.post(form.action, data=form.data(words="Another reason."))
    assert other.status_code == 409 and "Another reason." in other.get_data(as_text=True)
    assert grace.get(path).location == after
    assert "Somebody knew the street." in text(grace.get(f"{HOME}/withdrawn"))
    for name in ("tomasz", "callum", "agnes", "odile"):
        client = world.client(name)
        for gone in (f"{HOME}/{example_id}", path, after):
            assert client.get(gone).status_code == 404, (name, gone)
        if name != "odile":
            assert client.get(f"{HOME}/withdrawn").status_code == 403
        assert WORDS["title"] not in text(client.get(f"{HOME}?q=lunch"))
    elsewhere = text(world.client("odile").get(f"{HOME}/withdrawn"))
    assert "Nothing has been withdrawn" in elsewhere, "she curates another organisation"
    assert grace.get(f"{HOME}/{example_id}").status_code == 404
    for place in (HOME, f"{HOME}?q=lunch", "/"):
        assert str(example_id) not in tomasz.get(place).get_data(as_text=True)


def test_a_draft_is_deleted_and_comes_back(world: World) -> None:
    key = begun(world)
    client = world.client("callum")
    assert "What you delete can be brought back for 30 days." in text(client.get(at(key)))
    sent = client.fill(at(key), at(key, "/deletion"))
    assert "Deleted. For 30 days you can restore it" in text(client.get(sent.location))
    assert client.get(at(key)).status_code == client.get(at(key, "/edit")).status_code == 404
    assert WORDS["title"] not in text(client.get(HOME))
    for name in ("grace", "odile"):
        assert world.client(name).send(at(key, "/restoration")).status_code == 404
    back = client.send(at(key, "/restoration"))
    assert back.location == at(key)
    assert "Restored. Only you can read it." in text(client.get(at(key)))
    assert stored(world, key).deleted_at is None
    waiting = proposed(world)
    assert "Delete this draft" not in text(client.get(at(waiting)))
    assert client.send(at(waiting, "/deletion")).status_code == 403


def test_the_list_of_what_was_withdrawn_goes_on(world: World) -> None:
    with world.acting("grace") as actor:
        for number in range(27):
            example = PracticeExample(
                organisation_id=actor.organisation_id,
                id=uuid.uuid4(),
                published_on=actor.today.replace(day=1),
                review_by=actor.today,
                title=f"Number {number}",
                summary="A lunch.",
                search_text="lunch",
                search_number=number + 1,
            )
            db.session.add(example)
            db.session.flush()
            services.withdraw(actor, example, "Somebody knew the street.")
    with world.reading("grace") as actor:
        first = queries.withdrawn(actor)
        rest = queries.withdrawn(actor, first.earlier)
        assert (len(first.rows), len(rest.rows)) == (25, 2)
    assert "Earlier ones" in text(world.client("grace").get(f"{HOME}/withdrawn"))


def test_what_only_curators_know_stays_with_them(world: World) -> None:
    example_id = withdrawn(world)
    key = asked(world)
    with opened(world, "callum", key) as (actor, proposal):
        services.propose(actor, proposal, kept_words="")
    html = world.client("callum").get(HOME).get_data(as_text=True)
    assert "street" not in html and str(example_id) not in html
    with world.acting("tomasz") as actor:
        mine = services.begin(actor, new_key(), words=WORDS).id
    with world.reading("tomasz") as actor:
        assert proposals.remarks(actor, proposals.get(actor, mine)) == ()
