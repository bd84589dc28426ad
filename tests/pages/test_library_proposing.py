"""The pages on which an example is written, checked and proposed."""

from __future__ import annotations

import html
import uuid

import pytest

from supervision.keys import new_key
from supervision.queries import proposals, recordings
from supervision.services import reflections
from tests.client import read_forms
from tests.pages.library_pages import HOME, KEEP, NEW, PROPOSE, at, stored, text, traces
from tests.services.proposed import (
    DATED,
    NAMED,
    WORDS,
    begun,
    proposed,
)
from tests.worlds import PASSWORD, World


def test_a_draft_is_kept_and_found_again(world: World) -> None:
    client = world.client("callum")
    sent = client.fill(NEW, button=KEEP, title="Tea", stood="Nobody stayed for tea.")
    assert sent.status_code == 302
    said = text(client.get(sent.location))
    assert "Only you can read this." in said and "Nobody stayed for tea." in said
    assert "Draft" in said
    home = text(client.get(HOME))
    assert "Your proposals" in home and "Tea" in home
    assert "Tea" not in text(world.client("grace").get(HOME))


def test_a_form_sent_twice_makes_one(world: World) -> None:
    client = world.client("callum")
    form = client.form(NEW)
    data = form.data(do="propose", **WORDS)
    first = client.post(form.action, data=data)
    assert first.status_code == 302
    assert client.post(form.action, data=data).location == first.location
    other = client.post(form.action, data={**data, "title": "Another title"})
    assert other.status_code == 409
    assert "Another title" in text(other) and WORDS["title"] in text(other)
    tomasz = world.client("tomasz")
    stolen = {**data, "csrf_token": tomasz.token()}
    assert tomasz.post(form.action, data=stolen).status_code == 404


def test_a_draft_sent_again_can_still_be_proposed(world: World) -> None:
    client = world.client("callum")
    form = client.form(NEW)
    client.post(form.action, data=form.data(do="keep", **WORDS))
    again = client.post(form.action, data=form.data(do="propose", **WORDS))
    assert again.status_code == 302
    assert "With the curators" in text(client.get(again.location))


def test_the_check_stops_a_name_and_keeps_what_was_typed(world: World) -> None:
    client = world.client("callum")
    stopped = client.fill(NEW, button=PROPOSE, **NAMED)
    assert stopped.status_code == 422
    said = text(stopped)
    assert "One thing to put right" in said
    assert "Change “Isobel” before others read this" in said
    assert "Certain" in said and "Not saved yet" in said
    for words in NAMED.values():
        assert words in said or f'value="{words}"' in html.unescape(stopped.get_data(as_text=True))
    (key,) = traces(world, "stopped_by_check")
    (form,) = (f for f in read_forms(stopped, NEW) if f.action == NEW)
    sent = client.post(NEW, data=form.data(stood=WORDS["stood"], do="propose"))
    assert sent.location == at(key)
    assert stored(world, key).state == "proposed"
    assert "Cora and Grace can read it now" in text(client.get(at(key)))


def test_a_suggestion_is_used_and_put_back_without_scripts(world: World) -> None:
    client = world.client("callum")
    form = client.form(NEW)
    typed = {**NAMED, "learnt": "🙂 Isobel’s chair."}
    looked = client.post(form.action, data=form.data(do="look", **typed))
    assert looked.status_code == 200
    (form,) = (f for f in read_forms(looked, NEW) if f.action == NEW)
    uses = [value for _, name, value in form.buttons if value.startswith("use:")]
    assert "use:stood:0:6" in uses and any(value.startswith("use:learnt:2:") for value in uses)
    used = client.post(form.action, data=form.data(do="use:stood:0:6"))
    assert used.status_code == 200
    assert "“Isobel” is [the person] now. It is not saved yet." in text(used)
    assert "[the person] had stopped coming." in text(used)
    (form,) = (f for f in read_forms(used, NEW) if f.action == NEW)
    (back,) = (value for _, _, value in form.buttons if value.startswith("back:"))
    undone = client.post(form.action, data=form.data(do=back))
    assert NAMED["stood"] in text(undone) and "“Isobel” is back" in text(undone)
    with world.reading("callum") as actor:
        assert not proposals.mine(actor).rows


@pytest.mark.parametrize(
    "do",
    [
        "use:stood:1:6",
        "use:stood:0:999999",
        "use:nothing:0:6",
        "use:",
        "use:stood:-1:6",
        "use:csrf_token:0:6",
        "back:stood:0:6:",
        "back:stood:0:6:<b>",
        "back:stood:6:0:x",
    ],
)
def test_a_place_that_is_not_there_changes_nothing(world: World, do: str) -> None:
    client = world.client("callum")
    form = client.form(NEW)
    answer = client.post(form.action, data=form.data(do=do, **NAMED))
    assert answer.status_code == 200
    assert NAMED["stood"] in text(answer)
    assert "The words have changed meanwhile" in text(answer)


def test_likely_words_need_a_reason(world: World) -> None:
    client = world.client("callum")
    stopped = client.fill(NEW, button=PROPOSE, **DATED)
    assert stopped.status_code == 422
    assert "Say why “14 October” can stay, or change the words" in text(stopped)
    (form,) = (f for f in read_forms(stopped, NEW) if f.action == NEW)
    sent = client.post(NEW, data=form.data(kept_words="It is a holiday.", do="propose"))
    assert sent.status_code == 302
    assert "It is a holiday." in text(world.client("grace").get(sent.location))


def test_a_proposal_begins_as_a_copy_of_a_reflection(world: World) -> None:
    with world.acting("callum") as actor:
        reflection = reflections.write(
            actor,
            new_key(),
            words={"title": "The bus", "happened": "We waited.", "next": "Ask the driver."},
        )
        reflections.share(actor, reflection, actor.supervised_by[0])
        source = reflection.id
    client = world.client("callum")
    page = client.get(f"{NEW}?from={source}")
    assert "a copy of your reflection" in text(page)
    assert "We waited." in text(page) and "Ask the driver." in text(page)
    sent = client.fill(f"{NEW}?from={source}", button=KEEP, stood="People waited.")
    with world.reading("callum") as actor:
        proposal = proposals.get(actor, uuid.UUID(sent.location.rsplit("/", 1)[1]))
        assert proposal.source == str(source)
        assert proposal.stood == "People waited."
    assert "We waited." in text(client.get(f"/reflections/{source}"))
    for other in (uuid.uuid4(), "nonsense"):
        assert client.get(f"{NEW}?from={other}").status_code == 404
    assert client.get(f"{NEW}?from=").status_code == 200
    morag = world.client("morag")
    assert morag.get(f"/reflections/{source}").status_code == 200
    assert morag.get(f"{NEW}?from={source}").status_code == 404
    form = morag.form(NEW)
    assert morag.post(NEW, data=form.data(source=str(source), **WORDS)).status_code == 404


def test_outcomes_are_named_and_named_otherwise(world: World) -> None:
    with world.reading("callum"):
        named = [one for group in recordings.outcomes() for one in group.outcomes][:3]
    client = world.client("callum")
    first, second, third = (str(one.id) for one in named)
    sent = client.fill(NEW, button=KEEP, stood="Words.", outcomes=[first, second])
    said = text(client.get(sent.location))
    assert named[0].name in said and named[1].name in said and named[2].name not in said
    form = client.form(f"{sent.location}/edit")
    assert form.data()["outcomes"] == [first, second]
    client.post(form.action, data=form.data(outcomes=[third], do="keep"))
    said = text(client.get(sent.location))
    assert named[2].name in said and named[0].name not in said


def test_writing_on_what_the_curators_read(world: World) -> None:
    key = proposed(world)
    client = world.client("callum")
    assert "You, Cora and Grace can read this." in text(client.get(at(key, "/edit")))
    stopped = client.fill(at(key, "/edit"), button="Save it for the curators", stood="Isobel.")
    assert stopped.status_code == 422 and "“Isobel”" in text(stopped)
    assert stored(world, key).stood == WORDS["stood"]
    client.fill(at(key, "/edit"), button="Save it for the curators", stood="Two people.")
    assert "Two people." in text(world.client("grace").get(at(key)))


def test_two_texts_for_one_proposal(world: World) -> None:
    key = begun(world)
    client = world.client("callum")
    form = client.form(at(key, "/edit"))
    client.fill(at(key, "/edit"), button=KEEP, title="From the telephone")
    clash = client.post(form.action, data=form.data(title="From the desk", do="keep"))
    assert clash.status_code == 409
    assert "From the telephone" in text(clash) and "From the desk" in text(clash)
    assert "Saved at 14:00 From the telephone" in text(clash)
    merged = next(f for f in read_forms(clash, form.action) if f.action == at(key, "/edit"))
    assert client.post(merged.action, data=merged.data()).status_code == 302
    assert stored(world, key).title in ("From the telephone", "From the desk")


def test_too_long_a_title_is_kept_in_the_form(world: World) -> None:
    client = world.client("callum")
    answer = client.fill(NEW, button=KEEP, title="t" * 201, summary="s" * 401, stood="Words.")
    assert answer.status_code == 422
    assert "Two things to put right" in text(answer)
    assert "t" * 201 in answer.get_data(as_text=True) and "s" * 401 in text(answer)
    unknown = client.fill(NEW, button=KEEP, stood="Words.", outcomes=str(uuid.uuid4()))
    assert unknown.status_code == 422


def test_taking_back(world: World) -> None:
    key = proposed(world)
    client = world.client("callum")
    sent = client.fill(at(key), at(key, "/taking-back"))
    assert "Only you can read it now." in text(client.get(sent.location))
    assert world.client("grace").get(at(key)).status_code == 404
    assert world.client("grace").send(at(key, "/taking-back")).status_code == 404


def test_typed_words_come_back_after_signing_in_again(world: World) -> None:
    with world.acting("callum") as actor:
        source = reflections.write(actor, new_key(), words={"happened": "We waited."}).id
    client = world.client("callum")
    form = client.form(f"{NEW}?from={source}")
    world.clock.advance(days=30)
    answer = client.post(form.action, data=form.data(learnt="Ask first.", do="keep"))
    assert answer.status_code == 401
    (again,) = read_forms(answer, NEW)
    sent = client.post(
        again.action, data=again.data(email="callum@lochside.example", password=PASSWORD)
    )
    back = client.get(sent.location)
    assert "We waited." in text(back) and "Ask first." in text(back)
    assert "not saved yet" in text(back)
    (form,) = (f for f in read_forms(back, NEW) if f.action == NEW)
    kept = client.post(NEW, data=form.data(do="keep"))
    assert stored(world, uuid.UUID(kept.location.rsplit("/", 1)[1])).learnt == "Ask first."
