"""The furnished world, made once for each database product."""

from __future__ import annotations

import pytest

from tests.input.furnished import furnish
from tests.input.place import Place
from tests.worlds import NOW, Backend


@pytest.fixture(scope="session")
def furnished(backend: Backend) -> Place:
    return furnish(backend)


@pytest.fixture
def place(furnished: Place) -> Place:
    """Something behind every door, as it was furnished."""
    furnished.restore()
    furnished.world.clock.now = NOW
    return furnished
