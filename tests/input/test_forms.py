"""[B13] Every form, filled with whatever there is: never a failure, never a lost text, and a
database that holds what was typed and nothing that it should not.

`INPUTS=2000` goes on for longer; so does `make soak`.
"""

from __future__ import annotations

import os
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.input import filling
from tests.input.filling import FORM, Field, Found, Sent
from tests.input.nasty import encoded, value_of
from tests.input.place import Place

INPUTS = int(os.environ.get("INPUTS") or 0)
FORMS = (
    *("account.log_of", "reflections.find", "sessions.agree_in_group", "sessions.settle_in_group"),
    *("account.choose_mail", "account.details", "account.end_others", "account.end_sign_in"),
    *("account.password", "auth.forgotten", "auth.invitation", "auth.new_password"),
    *("auth.sign_in", "auth.sign_out", "auth.sign_out_to_begin"),
    *("people.add", "people.away", "people.back", "people.back_from_leave", "people.details"),
    *("people.ending", "people.found", "people.invite", "people.leaving", "people.team"),
    *("people.team", "imports.begin", "imports.carry_out", "imports.go_on", "imports.links"),
    *("imports.set_aside", "recordings.hand_over_for"),
    *("home.put_away", "library.ask_for_changes", "library.delete", "library.edit"),
    *("library.publish", "library.restore", "library.take_back", "library.withdraw"),
    *("library.write", "recordings.delete", "recordings.edit", "recordings.hand_over"),
    *("recordings.record", "recordings.restore", "recordings.review", "recordings.write"),
    *("reflections.answer", "reflections.delete", "reflections.edit", "reflections.offer"),
    *("reflections.restore", "reflections.say_if_helped", "reflections.share"),
    *("reflections.share_with", "reflections.take_back", "reflections.thank"),
    *("reflections.write", "sessions.add_agenda_item", "sessions.add_group_item"),
    *("sessions.add_later", "sessions.add_to_group_later", "sessions.cancel"),
    *("sessions.cancel_group", "sessions.move", "sessions.move_group", "sessions.plan"),
    *("sessions.plan_group", "sessions.record", "sessions.record_group", "sessions.sign"),
    *("sessions.sign_group", "sessions.take_off", "sessions.take_off_group"),
    *(
        "settings.setting",
        "teams.add_service",
        "teams.add_team",
        "teams.close",
        "teams.close_service",
    ),
    *("standing.add_supervision", "standing.change_supervisor", "standing.cover"),
    *("standing.end_role", "standing.end_supervision", "standing.give_role"),
    *("standing.second_look", "standing.take_back"),
    *("teams.merge", "teams.merge_service", "teams.move", "teams.rename", "teams.rename_service"),
    *("unsaved.keep", "unsaved.throw_away"),
)
# A form that holds nothing but hidden fields needs fewer examples.
MANY, FEW, ON_POSTGRESQL = 16, 5, 4


def test_every_form_is_filled(place: Place) -> None:
    """Whoever adds an address that takes a form finds it missing here."""
    rules = place.world.app.url_map.iter_rules()
    assert {rule.endpoint for rule in rules if "POST" in (rule.methods or ())} == set(FORMS)
    assert set(place.stands) == set(FORMS)


@pytest.mark.parametrize("endpoint", FORMS)
def test_whatever_is_typed(place: Place, endpoint: str) -> None:
    form, browser = opened(place, endpoint)
    others = filling.keys_of(place)
    changed = [False]

    @settings(
        max_examples=_examples(place, form),
        deadline=None,
        database=None,
        derandomize=not INPUTS,
        phases=[Phase.generate, *([Phase.shrink] if INPUTS else [])],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def holds(data: st.DataObject) -> None:
        if changed[0]:
            place.restore()
        sent = data.draw(filled(form, others))
        response = browser(form.action, filling.body(sent))
        changed[0] = response.status_code < 400 or endpoint.startswith("auth.")
        assert filling.fault(place, form, sent, response) == ""
        if response.status_code < 400:
            assert filling.broken(place) == []

    holds()


@st.composite
def filled(draw: st.DrawFn, form: Found, others: list[str]) -> Sent:
    """A form filled in: most of it as a person might, some of it as nobody would."""
    careless = draw(st.sets(st.sampled_from([*form.fields, ""])))
    sent: Sent = []
    for name, one in form.fields.items():
        if name == "csrf_token":
            continue
        if name not in careless and one.kind not in {"text", "area"}:
            sent += [(name, encoded(value)) for value in one.stands or one.offered[:1]]
            continue
        if name not in careless and draw(st.booleans()):
            value = {"time": "2 pm", "minutes": "60"}.get(name, one.stands[0])
            sent.append((name, encoded(value)))
            continue
        times = draw(st.sampled_from([1, 1, 1, 1, 1, 0, 2]))
        for _ in range(times):
            value = draw(value_of(name, one.kind, one.offered, others))
            sent.append((name, encoded(value)))
    if form.buttons:
        name, value = draw(st.sampled_from(form.buttons))
        if name:
            odd = draw(st.sampled_from([value] * 6 + ["", "share:", "replace:x:1:2:3", "model:x"]))
            sent.append((name, encoded(odd)))
    if "" in careless:
        sent.append(("nobody asked for this", b"\xff\x00"))
    return sent


def opened(place: Place, endpoint: str) -> tuple[Found, Any]:
    """The form of an endpoint as it stands on its page, and a way to send it."""
    person, path = place.stands[endpoint]
    browser = place.browser(person)
    page = browser.get(path)
    assert page.status_code == 200, f"{path}: {page.status_code}"
    adapter = place.world.app.url_map.bind("localhost")
    for form in filling.forms(page.get_data(as_text=True), path):
        if endpoint == "unsaved.keep" and "kept" in form.fields:
            _as_the_page_sends_it(form, path)
        if adapter.match(form.action.partition("?")[0], "POST")[0] == endpoint:
            token = encoded(browser.form_token)
            break
    else:
        raise AssertionError(f"no form for {endpoint} on {path}")

    def send(action: str, body: bytes) -> Any:
        return place.browser(person).post(
            action, data=b"csrf_token=" + token + b"&" + body, content_type=FORM
        )

    return form, send


def _as_the_page_sends_it(form: Found, path: str) -> None:
    """Make of a form what its page keeps of it while somebody writes."""
    form.action, form.buttons = "/not-saved", []
    form.fields["kept_page"] = Field("kept_page", "hidden", [path], [path])
    form.fields["kept_n"].stands = ["1"]


def _examples(place: Place, form: Found) -> int:
    if INPUTS:
        return INPUTS
    typed = any(one.kind in {"text", "area", "password"} for one in form.fields.values())
    return ON_POSTGRESQL if place.backend.name != "sqlite" else MANY if typed else FEW
