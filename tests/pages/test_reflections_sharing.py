"""Sharing with a team or a colleague as people meet it: readers, findings, thanks."""

from __future__ import annotations

from tests.client import Client
from tests.worlds import World


def written(client: Client, **words: str) -> str:
    """Keep a reflection to oneself; returns its address."""
    sent = client.fill(
        "/reflections/new",
        button="Keep it to myself",
        **{"happened": "We walked as far as the gate.", **words},
    )
    assert sent.status_code == 302, sent.text
    return sent.location


def team_page(world: World, address: str) -> str:
    return f"{address}/shares/new?team={world.teams['Lochside']}"


def colleague_page(world: World, address: str, name: str = "rhona") -> str:
    return f"{address}/shares/new?colleague={world.ids[name]}"


def shared_with_team(world: World, callum: Client, **words: str) -> str:
    address = written(callum, **words)
    sent = callum.fill(
        team_page(world, address), f"{address}/shares/new", "Share with the Lochside team"
    )
    assert sent.status_code == 302, sent.text
    return address


def test_a_reflection_is_shared_with_the_team_by_name(world: World) -> None:
    callum, tomasz = world.client("callum"), world.client("tomasz")
    address = written(callum)
    assert "Share with the Lochside team" in callum.get(address).text
    page = callum.get(team_page(world, address)).text
    assert "Morag and Tomasz will be able to read it" in page
    assert "We walked as far as the gate." in page
    assert "It cannot promise that nobody will be recognised" in page
    sent = callum.fill(
        team_page(world, address), f"{address}/shares/new", "Share with the Lochside team"
    )
    assert sent.location == address
    page = callum.get(address).text
    assert "Shared. The two people of the Lochside team can read it now." in page
    assert "You and the two people of the Lochside team can read this." in page
    assert "Morag and Tomasz" in page
    assert "Share with the Lochside team" not in page
    assert "Callum shared this with the Lochside team." in tomasz.get("/reflections").text
    page = tomasz.get(address).text
    assert "Callum shared this with the Lochside team, so you can read it." in page
    assert "Read, thank you" not in page
    assert "Tomasz, today at" in callum.get(address).text
    assert world.client("rhona").get(address).status_code == 404


def test_who_joins_and_who_leaves_the_team_is_who_reads(world: World) -> None:
    callum = world.client("callum")
    address = shared_with_team(world, callum)
    assert callum.get(team_page(world, address)).location == address
    sent = callum.fill(address, f"{address}/taking-back")
    assert sent.status_code == 302
    page = callum.get(address).text
    assert "Taken back. Only you can read this." in page
    assert world.client("tomasz").get(address).status_code == 404
    assert "Callum shared this" not in world.client("tomasz").get("/reflections").text


def test_words_that_name_someone_have_to_change_first(world: World) -> None:
    callum = world.client("callum")
    address = written(callum, mattered="Mrs Campbell was pleased.")
    page = callum.get(team_page(world, address)).text
    assert "Mrs Campbell" in page and "Certain" in page
    assert "Change the words" in page and f"{address}/edit#mattered" in page
    sent = callum.send(f"{address}/shares/new", team=str(world.teams["Lochside"]))
    assert sent.status_code == 422
    assert "Change “Mrs Campbell” before others read this" in sent.text
    assert world.client("tomasz").get(address).status_code == 404


def test_likely_words_need_a_reason_which_is_not_lost(world: World) -> None:
    callum = world.client("callum")
    address = written(callum, mattered="It was 3 March 2026.")
    path = colleague_page(world, address)
    sent = callum.fill(path, f"{address}/shares/new", "Share with Rhona", kept_words=" ")
    assert sent.status_code == 422
    assert "Say why “3 March 2026” can stay, or change the words" in sent.text
    long = "because " * 3_000
    sent = callum.fill(path, f"{address}/shares/new", "Share with Rhona", kept_words=long)
    assert sent.status_code == 422 and long.strip() in sent.text
    sent = callum.fill(
        path, f"{address}/shares/new", "Share with Rhona", kept_words="Everyone was there."
    )
    assert sent.status_code == 302
    rhona = world.client("rhona")
    assert "We walked as far" in rhona.get(address).text
    assert "Everyone was there." not in rhona.get(address).text
    assert world.client("tomasz").get(address).status_code == 404


def test_a_colleague_is_found_by_part_of_a_name(world: World) -> None:
    callum = world.client("callum")
    address = written(callum)
    page = callum.get(f"{address}/shares/colleagues").text
    assert "Tomasz" in page and "Morag" in page and "Rhona" not in page
    page = callum.get(f"{address}/shares/colleagues?q=RHO").text
    assert "Rhona" in page and "Birchwood" in page and "Tomasz" not in page
    for gone in ("bram", "oona", "sandy", "callum", "%21"):
        page = callum.get(f"{address}/shares/colleagues?q={gone}").text
        assert "Nobody who works here today is called that" in page
    for name in ("bram", "oona", "sandy", "callum"):
        assert callum.get(colleague_page(world, address, name)).status_code == 404
    assert callum.get(f"{address}/shares/new").status_code == 404
    assert callum.get(f"{address}/shares/new?team={world.teams['Birchwood']}").status_code == 404


def test_read_thank_you_answers_what_asked_for_nothing(world: World) -> None:
    callum, morag, rhona = world.client("callum"), world.client("morag"), world.client("rhona")
    address = written(callum)
    callum.fill(address, f"{address}/shares", "Share with Morag")
    callum.fill(colleague_page(world, address), f"{address}/shares/new", "Share with Rhona")
    assert rhona.fill(address, f"{address}/thanks", "Read, thank you").status_code == 302
    assert "You read this, with thanks, today" in rhona.get(address).text
    assert "Rhona has read it, with thanks" in callum.get(address).text
    morag.fill(address, f"{address}/thanks", "Read, thank you")
    assert "Morag and Rhona have read it, with thanks" in callum.get(address).text
    assert callum.send(f"{address}/thanks").status_code == 403


def test_one_reader_is_taken_back_and_the_other_stays(world: World) -> None:
    callum = world.client("callum")
    address = shared_with_team(world, callum)
    callum.fill(colleague_page(world, address), f"{address}/shares/new", "Share with Rhona")
    page = callum.get(address).text
    assert "You, the two people of the Lochside team and Rhona can read this." in page
    sent = callum.fill(address, f"{address}/taking-back", "Take back: Rhona")
    assert sent.status_code == 302
    assert "You and the two people of the Lochside team can read this." in callum.get(address).text
    assert world.client("rhona").get(address).status_code == 404
    assert world.client("tomasz").get(address).status_code == 200


def test_a_text_that_the_team_reads_is_checked_when_it_is_saved(world: World) -> None:
    callum = world.client("callum")
    address = shared_with_team(world, callum)
    sent = callum.fill(f"{address}/edit", button="Save it", mattered="Mrs Campbell was pleased.")
    assert sent.status_code == 422
    assert "Change “Mrs Campbell”" in sent.text and "take it back from them first" in sent.text
    assert "Mrs Campbell was pleased." in sent.text
    sent = callum.fill(f"{address}/edit", button="Save it", mattered="It was 3 March 2026.")
    assert sent.status_code == 422
    assert 'name="kept_words"' in sent.text
    form = callum.form(f"{address}/edit")
    sent = callum.post(
        form.action,
        data=form.data(mattered="It was 3 March 2026.", kept_words="All were there.", do="keep"),
    )
    assert sent.status_code == 302
    page = callum.get(address).text
    assert "Saved. The two people of the Lochside team can read it as it is now." in page
