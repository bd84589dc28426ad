"""The master key is changed while the service runs, and can be cut at any moment."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from supervision import config
from supervision.config import Settings
from supervision.sealing import Keyring, keyring
from supervision.services import resealing
from tests.foundation.rotating import rotate, run, words
from tests.foundation.steps import tables, write
from tests.worlds import World


@pytest.fixture(autouse=True)
def _own(own_keyring: None) -> Iterator[None]:
    yield


@pytest.fixture
def folder(world: World, tmp_path: Path) -> Iterator[Path]:
    """A folder with the master key of the world in it, as an installation has."""
    before: Settings = world.app.extensions["settings"]
    (tmp_path / config.MASTER_KEY).write_text((b"m" * 32).hex())
    (tmp_path / config.MASTER_KEY).chmod(0o600)
    world.app.extensions["settings"] = replace(before, instance=tmp_path, key_folder=tmp_path)
    keyring.configure(b"m" * 32, keyring._find, lambda: config.master_keys_now(tmp_path))
    yield tmp_path
    world.app.extensions["settings"] = before


def test_the_master_key_is_changed_while_a_process_runs(world: World, folder: Path) -> None:
    key = write(world.client("callum"), happened="Under the first master key")
    running = Keyring()  # began with the old key, and has opened nothing yet
    running.configure(b"m" * 32, keyring._find, keyring._others)
    before = words(world)
    output = rotate(world, "--master")
    assert "Keys wrapped anew: 2" in output
    new = (folder / config.MASTER_KEY).read_text()
    assert new.strip() != (b"m" * 32).hex()
    assert not (folder / config.NEXT_MASTER_KEY).exists()
    (earlier,) = folder.glob("master-key.before-*")
    assert bytes.fromhex(earlier.read_text()) == b"m" * 32
    assert running.newest(world.ids["lochside"])
    assert words(world) == before
    assert "Under the first" in world.client("callum").get(f"/reflections/{key}").text

    earlier.rename(folder / "kept-apart")
    begun_later = Keyring()
    begun_later.configure(bytes.fromhex(new), keyring._find)
    begun_later.check()
    another = uuid.uuid4()
    key_id, wrapped = running.new_key(another)
    assert begun_later.unwrap(key_id, another, wrapped), "it wraps by the new key from now on"


def test_a_second_change_of_the_master_key_changes_nothing(world: World, folder: Path) -> None:
    rotate(world, "--master")
    before = (folder / config.MASTER_KEY).read_text(), tables(world)
    assert "wrapped anew: 0" in rotate(world, "--master")
    assert ((folder / config.MASTER_KEY).read_text(), tables(world)) == before


@pytest.mark.parametrize("step", ["wrapped_otherwise", "wrap", "replace"])
def test_a_change_of_the_master_key_that_is_cut_goes_on(
    world: World, folder: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = words(world)

    def cut(*_: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path if step == "replace" else resealing, step, cut)
        assert run(world, "--master").exit_code != 0
    assert words(world) == before, "a process that begins now opens everything"
    new = (folder / config.NEXT_MASTER_KEY).read_text()
    rotate(world, "--master")
    assert (folder / config.MASTER_KEY).read_text() == new
    assert words(world) == before


def test_a_master_key_from_the_environment_is_left_alone(world: World) -> None:
    before = tables(world)
    refused = run(world, "--master")
    assert refused.exit_code == 1 and "SUPERVISION_MASTER_KEY" in refused.output
    assert tables(world) == before
