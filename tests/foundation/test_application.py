"""Addresses that are put together once are those that Flask puts together."""

from __future__ import annotations

import uuid

import pytest
from flask import Flask, url_for
from werkzeug.routing import BuildError

from supervision.application import Application
from tests.worlds import World


def test_every_address_is_the_one_that_flask_has(world: World) -> None:
    app = world.app
    seen = 0
    for prefix in ("", "/kept-under-here", ""):
        with app.test_request_context("/reflections", environ_overrides={"SCRIPT_NAME": prefix}):
            for rule in app.url_map.iter_rules():
                for _turn in range(2):
                    keys = {name: uuid.uuid4() for name in rule.arguments}
                    address = url_for(rule.endpoint, **keys)
                    assert address == Flask.url_for(app, rule.endpoint, **keys)
                    assert address.startswith(prefix)
                    seen += 1
    assert seen > 500


def test_a_key_that_no_address_has_room_for_follows_it(world: World) -> None:
    key = uuid.uuid4()
    with world.app.test_request_context("/supervision"):
        for given in (
            {"before": key},
            {"above-before": key},
            {"before": None},
            {"before": "a b&c"},
        ):
            for endpoint in (".overview", "reflections.overview"):
                address = url_for(endpoint, **given)
                assert address == Flask.url_for(world.app, endpoint, **given)
        assert url_for(".read", session_id=key, _anchor="a") == f"/supervision/{key}#a"
        assert url_for("home.home", _external=True) == "http://localhost/"


def test_what_is_remembered_has_an_end(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert isinstance(world.app, Application)
    monkeypatch.setattr("supervision.application.MOST", 0)
    monkeypatch.setattr(world.app, "_forms", {})
    with world.app.test_request_context("/"):
        assert url_for("home.home") == "/"
        with pytest.raises(BuildError):
            url_for("home.nowhere")
    assert not world.app._forms
