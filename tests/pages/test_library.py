"""The pages of the library: finding and reading, writing a proposal, checking and publishing."""

from __future__ import annotations

import html
import re
import uuid
from threading import Barrier, Thread
from typing import Any

import pytest
from sqlalchemy import event, select

from supervision.extensions import db
from supervision.keys import new_key
from supervision.models.audit import AuditEntry, ReadEntry
from supervision.models.library import PracticeExample, PracticeProposal
from supervision.queries import proposals, recordings
from supervision.services import library as services
from supervision.services import reflections
from tests.client import read_forms
from tests.services.test_library import (
    DATED,
    NAMED,
    WORDS,
    add_outcomes,
    begun,
    proposed,
    published,
)
from tests.worlds import PASSWORD, World

HOME = "/good-practice"
NEW = f"{HOME}/proposals/new"
PROPOSE = "Propose it to the curators"
KEEP = "Keep as my draft"


def text(response: Any) -> str:
    """What a page says, on one line."""
    main = re.search(r"<main.*</main>", response.get_data(as_text=True), re.DOTALL)
    assert main is not None
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main[0])).split())


def at(key: uuid.UUID, more: str = "") -> str:
    return f"{HOME}/proposals/{key}{more}"


def stored(world: World, key: uuid.UUID) -> PracticeProposal:
    with world.reading("callum"):
        row = db.session.get(PracticeProposal, key)
        assert row is not None
        db.session.refresh(row)
        db.session.expunge(row)
        return row


def traces(world: World, verb: str) -> list[uuid.UUID]:
    with world.reading("callum"):
        return list(db.session.scalars(select(AuditEntry.thing_id).where(AuditEntry.verb == verb)))


def test_the_library_with_nothing_in_it(world: World) -> None:
    said = text(world.client("callum").get(HOME))
    assert "The first one could be yours" in said
    assert "Share something you tried" in said
    assert "Your proposals" not in said and "To check" not in said


def test_the_newest_with_what_they_help_with(world: World) -> None:
    with world.acting("callum") as actor:
        seen = add_outcomes("Seeing people")
        key = services.begin(actor, new_key(), words=WORDS, outcomes=seen).id
        services.propose(actor, proposals.get(actor, key), kept_words="")
    with world.acting("grace") as actor:
        services.publish(actor, proposals.get(actor, key))
    said = text(world.client("tomasz").get(HOME))
    assert WORDS["title"] in said and WORDS["summary"] in said
    assert "Seeing people. November 2026" in said
    assert "Published" in text(world.client("callum").get(HOME))


def test_who_only_administers_has_no_library(world: World) -> None:
    example_id = published(world)
    sandy = world.client("sandy")
    assert sandy.get(HOME).status_code == 403
    assert sandy.get(NEW).status_code == 403
    assert sandy.get(f"{HOME}/{example_id}").status_code == 404


def test_who_audits_reads_and_does_not_share(world: World) -> None:
    published(world)
    agnes = world.client("agnes")
    assert "Share something you tried" not in text(agnes.get(HOME))
    assert agnes.get(NEW).status_code == 403


def test_search_keeps_the_words(world: World) -> None:
    published(world)
    client = world.client("tomasz")
    found = client.get(f"{HOME}?q=lunch+%22club")
    assert WORDS["title"] in text(found)
    assert 'value="lunch &#34;club"' in found.get_data(as_text=True)
    assert "Nothing mentions “zebra <b>”" in text(client.get(f"{HOME}?q=zebra+<b>"))
    assert "Nothing mentions “***”" in text(client.get(f"{HOME}?q=***"))
    assert "Newest" in text(client.get(f"{HOME}?q=++"))
    for hostile in ("%00%22", "%ED%A0%80", "'%3B--", "x" * 3000, "%E2%80%AE", "a%0Ab"):
        assert client.get(f"{HOME}?q={hostile}&before=nonsense").status_code == 200


def test_an_example_is_read_whole(world: World) -> None:
    example_id = published(world)
    said = text(world.client("tomasz").get(f"{HOME}/{example_id}"))
    for words in WORDS.values():
        assert words in said
    assert "Everyone in Lochside Partnership can read this." in said
    assert "Checked by a curator in November 2026" in said
    assert "to be looked at again by November 2028" in said
    for name in ("Callum", "Grace"):
        assert name not in said


def test_what_is_elsewhere_is_not_there(world: World) -> None:
    example_id, waiting, draft = published(world), proposed(world), begun(world)
    client = world.client("odile")
    for path in (
        f"{HOME}/{example_id}",
        f"{HOME}/{uuid.uuid4()}",
        at(waiting),
        at(draft),
        at(waiting, "/edit"),
        at(waiting, "/publication"),
        f"{HOME}/nonsense",
    ):
        assert client.get(path).status_code == 404, path
    for path in (at(waiting, "/edit"), at(waiting, "/publication"), at(waiting, "/taking-back")):
        assert client.send(path, **WORDS).status_code == 404, path
    assert world.client("grace").get(at(draft)).status_code == 404
    assert world.client("tomasz").get(at(waiting)).status_code == 404


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


def test_what_waits_stands_first_for_curators(world: World) -> None:
    key = proposed(world)
    said = text(world.client("grace").get(HOME))
    assert said.index("To check") < said.index("Newest")
    assert "Callum proposed this today." in said
    assert "To check" not in text(world.client("callum").get(HOME))
    with world.reading("grace"):
        (read,) = db.session.scalars(select(ReadEntry).where(ReadEntry.thing_id == key))
        assert read.about_id == world.ids["callum"]


def test_a_curator_reads_ticks_and_publishes(world: World) -> None:
    key = proposed(world, words=DATED)
    grace = world.client("grace")
    said = text(grace.get(at(key)))
    assert "You, Callum and Cora can read this." in said
    assert "14 October" in said and "Likely" in said and "It is a common day." in said
    unticked = grace.fill(at(key), at(key, "/publication"))
    assert unticked.status_code == 422
    assert "Read it as a neighbour would, then say so here" in text(unticked)
    sent = grace.fill(at(key), at(key, "/publication"), neighbour="y")
    assert sent.status_code == 302
    read = text(grace.get(sent.location))
    assert "Published. Everyone in Lochside Partnership can read it now." in read
    assert grace.get(at(key)).status_code == 404
    own = text(world.client("callum").get(at(key)))
    assert "This has been in the library since November 2026." in own
    assert DATED["stood"] not in own
    assert world.client("callum").get(at(key, "/edit")).status_code == 403
    assert key not in traces(world, "published")


def test_an_author_who_curates_does_not_publish(world: World) -> None:
    key = proposed(world, "grace")
    grace = world.client("grace")
    assert "Publish it" not in text(grace.get(at(key)))
    assert grace.send(at(key, "/publication"), neighbour="y", version="1").status_code == 403
    assert "To check" not in text(grace.get(HOME))


def test_what_changed_meanwhile_is_read_again_first(world: World) -> None:
    key = proposed(world)
    grace = world.client("grace")
    form = grace.form(at(key), at(key, "/publication"))
    world.client("callum").fill(
        at(key, "/edit"), button="Save it for the curators", learnt="Ask earlier."
    )
    answer = grace.post(form.action, data=form.data(neighbour="y"))
    assert answer.status_code == 409
    assert "changed since you opened it" in text(answer) and "Ask earlier." in text(answer)
    again = next(f for f in read_forms(answer, form.action) if f.action == form.action)
    assert "neighbour" not in again.data()
    assert grace.post(again.action, data=again.data(neighbour="y")).status_code == 302


def test_two_curators_at_the_same_moment(world: World) -> None:
    key = proposed(world)
    clients = [world.client("grace"), world.client("cora")]
    forms = [client.form(at(key), at(key, "/publication")) for client in clients]
    start, answers = Barrier(2), []

    def press(client: Any, form: Any) -> None:
        start.wait()
        answers.append(client.post(form.action, data=form.data(neighbour="y")).status_code)

    threads = [Thread(target=press, args=pair) for pair in zip(clients, forms, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) in ([302, 404], [302, 409])
    with world.reading("callum"):
        assert len(db.session.scalars(select(PracticeExample)).all()) == 1


def test_lists_take_the_same_few_statements_however_long(world: World) -> None:
    client = world.client("grace")

    def statements(path: str) -> int:
        seen: list[str] = []

        def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            if statement.lstrip("( ").startswith(("SELECT", "WITH")):
                seen.append(statement)

        with world.app.app_context():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", note)
        try:
            assert client.get(path).status_code == 200
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    published(world)
    proposed(world)
    proposed(world, "grace")
    client.get(HOME)  # what was read is noted once a day
    few = statements(HOME), statements(f"{HOME}?q=lunch")
    for _ in range(3):
        published(world)
        proposed(world, "tomasz")
        proposed(world, "grace")
    client.get(HOME)
    assert (statements(HOME), statements(f"{HOME}?q=lunch")) == few
    assert few[0] <= 4 + 2 + 1, "the sign-in and the Actor take two, the log of reads one"


def test_words_are_words_and_never_markup(world: World) -> None:
    example_id = published(
        world,
        {name: f"<b>{name}</b> & “{{{{ 1 }}}}” word" for name in WORDS},
    )
    page = world.client("tomasz").get(f"{HOME}/{example_id}").get_data(as_text=True)
    assert "<b>" not in page and "&lt;b&gt;stood&lt;/b&gt;" in page


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
