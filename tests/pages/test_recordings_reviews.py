"""The pages on which an outcome is reviewed."""

from __future__ import annotations

from sqlalchemy import select

from supervision.extensions import db
from supervision.models.recordings import OutcomeReview
from tests.client import read_forms
from tests.pages.recorded import button, held_by_kirsty, review, text, write
from tests.worlds import World


def test_a_review_is_part_of_the_journey(world: World) -> None:
    client = world.client("callum")
    address = write(client)
    assert "It begins here." in text(client.get(address))
    page = text(client.get(f"{address}/reviews/new"))
    for words in ("Closer", "Keeping it going", "Further away", "Some of both"):
        assert words in page
    assert 'value="23"' in client.get(f"{address}/reviews/new").text
    response = review(client, address, helped="A lift there\n\nBeing asked", hindered="Stairs")
    assert response.location == address
    page = text(world.client("morag").get(address))
    for words in ("Closer", "23 November", "A lift there", "In the way", "Where it began"):
        assert words in page
    assert "Closer at the last review." in text(client.get("/outcomes"))


def test_a_holder_reviews_too(world: World) -> None:
    address = write(world.client("callum"))
    held_by_kirsty(world, address)
    kirsty = world.client("kirsty")
    page = text(kirsty.get(f"{address}/reviews/new"))
    assert "You, Callum and Fergus can read this." in page
    assert review(kirsty, address, direction="further").status_code == 302
    assert "Further away 23 November, with you" in text(kirsty.get(address))
    assert "Further away 23 November, with Kirsty" in text(world.client("callum").get(address))
    assert "the supervisor of whoever wrote it" in text(kirsty.get(address))
    others = text(world.client("morag").get(address))
    assert "Further away" not in others and "whoever wrote it" not in others


def test_a_review_to_put_right_keeps_the_text(world: World) -> None:
    client = world.client("callum")
    address = write(client)
    for fields, said in (
        ({"direction": "better"}, "Say which way it has gone"),
        ({"reviewed_on__year": "2027"}, "Give a day that has come"),
        ({"reviewed_on__day": "31"}, "30 days"),
        (
            {f"reviewed_on__{part}": "" for part in ("day", "month", "year")},
            "Say when you talked about it",
        ),
        ({"helped": "Mrs MacLeod drove"}, "Put other words in place of “Mrs MacLeod”"),
    ):
        response = review(client, address, **fields)
        assert response.status_code == 422, fields
        assert said in text(response)
        assert "It was noisy, but I laughed." in text(response)
    form = client.form(f"{address}/reviews/new")
    data = form.data(direction="closer", said="Elizabeth laughed.")
    stopped = client.post(form.action, data=data)
    _, value = button(stopped, form.action, "Use [the person]")
    used = client.post(form.action, data={**data, "do": value})
    assert used.status_code == 200
    assert "[the person] laughed." in used.text
    with world.reading("callum"):
        assert db.session.scalar(select(OutcomeReview)) is None


def test_a_review_sent_twice_is_one_and_with_other_words_may_be_another(world: World) -> None:
    client = world.client("callum")
    address = write(client)
    form = client.form(f"{address}/reviews/new")
    data = form.data(direction="closer", said="I laughed.")
    for _ in range(2):
        assert client.post(form.action, data=data).location == address
    other_way = client.post(form.action, data={**data, "direction": "mixed"})
    assert other_way.status_code == 422
    assert "You have saved these words already, as “Closer”" in text(other_way)
    clash = client.post(form.action, data={**data, "said": "I cried."})
    assert clash.status_code == 409
    together = read_forms(clash, address)[-1]
    for _ in range(2):
        assert client.post(together.action, data=together.data()).location == address
    with world.reading("callum"):
        said = sorted(row.said for row in db.session.scalars(select(OutcomeReview)))
        assert said == ["I cried.", "I laughed."]
