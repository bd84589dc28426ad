"""What the tests of safety share: one house with everything in it, put back for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.safety import furnished


@pytest.fixture
def chromium(browser: Browser) -> Browser:
    """The one of this run, under the name of the program."""
    return browser


@pytest.fixture(scope="package")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[furnished.Furnished]:
    folder: Path = tmp_path_factory.mktemp("furnished")
    with furnished.house(folder) as made:
        made.keep(folder / "kept.sqlite3")
        yield made


@pytest.fixture
def house(built: furnished.Furnished) -> Iterator[furnished.Furnished]:
    """The furnished house, as it was built."""
    built.put_back(built.file.parent / "kept.sqlite3")
    yield built
    built.rest()
