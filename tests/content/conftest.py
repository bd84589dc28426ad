"""The invented organisations, as the tests of their content read them."""

from __future__ import annotations

import pytest

from tests.content.demonstration_tables import NAMES, Table, load


@pytest.fixture(params=NAMES)
def data(request: pytest.FixtureRequest) -> Table:
    return load(request.param)


@pytest.fixture
def rowan() -> Table:
    return load("rowan")
