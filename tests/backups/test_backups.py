"""A backup is whole, can be restored, and is refused before anything is touched when it is not."""

from __future__ import annotations

import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from supervision import backups
from supervision.backups import making, manifest
from supervision.backups.manifest import Facts
from supervision.backups.sealed_file import BadBackup
from supervision.config import BadSetting, Settings
from supervision.extensions import db
from supervision.models.audit import AuditEntry
from supervision.models.reflections import Reflection
from supervision.models.sign_ins import KeptForm, SignIn
from supervision.services import kept, reflections, tidying
from tests.foundation import steps
from tests.worlds import PASSWORD, World

CANARY = "Kanarienvogel"
MakeApp = Callable[[Settings], Any]


def _create(world: World, made: Settings, folder: Path) -> Path:
    return backups.create(made, world.clock.now, folder)[0]


def _restore(world: World, made: Settings, file: Path, make_app: MakeApp, **more: Any) -> list[str]:
    with world.app.app_context():
        return backups.restore(
            made, file, make_app, world.clock.now, **{"replace": True, **more}
        ).lines


def test_a_backup_is_whole_private_and_can_be_restored(
    world: World, made: Settings, make_app: MakeApp, tmp_path: Path
) -> None:
    steps.write(world.client("callum"), share_with="Morag", happened=CANARY, ask="backing")
    before = steps.tables(world)
    file = _create(world, made, tmp_path / "kept")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert list(file.parent.iterdir()) == [file], "no draft is left"
    found = backups.verify(made, file, make_app)
    assert len(found.lines) == 7 and "pages were read" in found.lines[-1]
    assert steps.tables(world) == before, "neither making nor trying one changes anything"
    assert {p.name for p in made.instance.iterdir()} == set(), "nothing is left of the scratch"


def test_the_manifest_tells_the_copied_state_and_no_word(
    world: World, made: Settings, tmp_path: Path
) -> None:
    steps.write(world.client("callum"), happened=CANARY, title="Zeisigtitel")
    file, told = backups.create(made, world.clock.now, tmp_path)
    steps.write_quickly(world, "callum", "After the backup")
    assert told.facts.counts["reflections"] == 1
    assert told.facts.counts["audit_entries"] == sum(n for n, _ in told.facts.heads.values())
    written = told.written().decode()
    for word in (CANARY, "Zeisigtitel", "Lochside", "Harbour", "callum", "Callum", "@"):
        assert word not in written
    assert manifest.read(told.written()) == told
    assert CANARY.encode() not in file.read_bytes() and b"Lochside" not in file.read_bytes()


def test_restored_it_stands_as_it_was_and_everyone_signs_in_anew(
    world: World, made: Settings, make_app: MakeApp, tmp_path: Path
) -> None:
    callum = world.client("callum")
    key = steps.write(callum, happened=CANARY)
    with world.acting("callum") as actor:
        kept.over_sign_in(actor, "/reflections/new", [("happened", "typed")])
    file = _create(world, made, tmp_path)
    sequence, _ = steps.head(world)
    later = steps.write(callum, happened="Written after the backup")
    lines = _restore(world, made, file, make_app)
    assert any(f"changes {sequence + 1} to" in line and "lost" in line for line in lines)

    assert callum.get(f"/reflections/{key}").status_code == 302, "the sign-in is over"
    with world.app.app_context():
        assert db.session.scalar(select(SignIn.id).where(SignIn.ended_at.is_(None))) is None
        assert db.session.scalar(select(KeptForm.id)) is None
        last = db.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.organisation_id == world.ids["lochside"])
            .order_by(AuditEntry.sequence.desc())
        ).first()
        assert last is not None and (last.verb, last.sequence) == ("restored", sequence + 1)
    assert steps.chain_broken_at(world) is None
    browser = world.client()
    form = browser.form("/sign-in")
    answer = browser.post(
        form.action, data=form.data(email="callum@lochside.example", password=PASSWORD)
    )
    assert answer.status_code == 302
    assert CANARY in browser.get(f"/reflections/{key}").text
    assert browser.get(f"/reflections/{later}").status_code == 404
    assert steps.write(browser, happened="And on it goes")


def test_what_was_erased_since_does_not_come_back(
    world: World, made: Settings, make_app: MakeApp, tmp_path: Path
) -> None:
    gone = steps.write_quickly(world, "callum", CANARY)
    stays = steps.write_quickly(world, "callum", "This one stays")
    file = _create(world, made, tmp_path)
    with world.acting("callum") as actor:
        reflections.delete(actor, db.session.get_one(Reflection, gone))
    world.clock.advance(days=31)
    with world.app.app_context():
        runner = world.app.test_cli_runner()
        assert "Erased for good: 1" in runner.invoke(args=["tidy"]).output
    ledger = (made.instance / "erasures").read_text()
    assert f"reflections {gone}" in ledger and CANARY not in ledger
    _without_erasures_in_the_log(world)
    lines = _restore(world, made, file, make_app)
    assert any(line.startswith("1 things that were erased") for line in lines)
    with world.app.app_context():
        assert db.session.get(Reflection, gone) is None
        assert db.session.get(Reflection, stays) is not None
        assert tidying.erase_again(world.clock.now, {"reflections": {gone}}) == 0


def _without_erasures_in_the_log(world: World) -> None:
    """As on a machine that has no database any more: the folder's own list must do."""
    settings: Settings = world.app.extensions["settings"]
    if settings.sqlite_file is not None:
        with world.app.app_context():
            db.session.remove()
            db.engine.dispose()
        for one in settings.sqlite_file.parent.glob(f"{settings.sqlite_file.name}*"):
            one.unlink()


@pytest.mark.parametrize("harm", ["flipped", "cut", "empty", "missing", "key", "master", "kind"])
def test_a_bad_backup_is_refused_and_nothing_touched(
    world: World, made: Settings, make_app: MakeApp, tmp_path: Path, harm: str
) -> None:
    steps.write_quickly(world, "callum", CANARY)
    file = _create(world, made, tmp_path)
    data, settings = file.read_bytes(), made
    said = {
        "flipped": "damaged or changed",
        "cut": "cut short",
        "empty": "is empty",
        "missing": "no such file",
        "key": "another backup key",
        "master": "master key does not open",
        "kind": "of a mysql database",
    }[harm]
    if harm == "flipped":
        file.write_bytes(data[:9000] + bytes([data[9000] ^ 4]) + data[9001:])
    elif harm == "cut":
        file.write_bytes(data[:-1000])
    elif harm == "empty":
        file.write_bytes(b"")
    elif harm == "missing":
        file.unlink()
    elif harm == "key":
        settings = replace(made, backup_key=b"x" * 32)
    elif harm == "master":
        settings = replace(made, master_key=b"x" * 32)
    else:
        _rewrite(made, file, kind="mysql")
    _refused(world, settings, file, make_app, said)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"schema": "9999"}, "are newer"),
        ({"form": 7}, "does not know"),
        ({"counts": {"reflections": 900}}, "number of rows differs in reflections"),
        ({"heads": {}}, "the log ends"),
        ({"sha256": "0" * 64}, "not what its manifest says"),
    ],
)
def test_a_backup_that_does_not_fit_is_refused(
    world: World,
    made: Settings,
    make_app: MakeApp,
    tmp_path: Path,
    change: dict[str, Any],
    said: str,
) -> None:
    steps.write_quickly(world, "callum", CANARY)
    file = _create(world, made, tmp_path)
    _rewrite(made, file, **change)
    _refused(world, made, file, make_app, said)


def test_a_log_that_was_changed_is_found(
    world: World, made: Settings, make_app: MakeApp, tmp_path: Path
) -> None:
    steps.write_quickly(world, "callum", CANARY)
    with world.app.app_context(), db.engine.begin() as connection:
        drop = (
            "DROP TRIGGER audit_entries_no_update"
            if connection.dialect.name == "sqlite"
            else "DROP TRIGGER audit_entries_never_changed ON audit_entries"
        )
        connection.exec_driver_sql(drop)
        connection.exec_driver_sql("UPDATE audit_entries SET verb = 'x' WHERE sequence = 3")
    _refused(world, made, _create(world, made, tmp_path), make_app, "does not fit its chain")


def test_an_older_backup_is_brought_up_to_date(
    world: World, made: Settings, make_app: MakeApp, tmp_path: Path
) -> None:
    from flask_migrate import downgrade, upgrade

    with world.app.app_context():
        db.session.remove()
        downgrade(revision="0003")
        file = _create(world, made, tmp_path)
        upgrade()
        db.session.remove()
    found = backups.verify(made, file, make_app)
    assert any("(0003) were brought up" in line for line in found.lines)


def test_data_in_place_is_replaced_only_when_told(
    world: World, made: Settings, make_app: MakeApp, tmp_path: Path
) -> None:
    steps.write_quickly(world, "callum", CANARY)
    file = _create(world, made, tmp_path)
    before = steps.tables(world)
    with pytest.raises(BadSetting, match="--replace"):
        _restore(world, made, file, make_app, replace=False)
    assert steps.tables(world) == before


def test_a_database_in_use_is_not_replaced(
    world: World, made: Settings, make_app: MakeApp, tmp_path: Path
) -> None:
    """Somebody who is connected, even idle, would go on writing for nobody."""
    file = _create(world, made, tmp_path)
    before = steps.tables(world)
    other = make_app(replace(made, instance=tmp_path))
    assert other.test_client().get("/readyz").status_code == 200
    with pytest.raises(BadSetting, match="in use"):
        _restore(world, made, file, make_app)
    with other.app_context():
        db.session.remove()
        db.engine.dispose()
    assert steps.tables(world) == before
    assert _restore(world, made, file, make_app)


def test_the_commands(world: World, made: Settings, tmp_path: Path) -> None:
    runner = world.app.test_cli_runner()
    drilled = runner.invoke(args=["backup", "drill", "--to", str(tmp_path / "weekly")])
    assert drilled.exit_code == 0 and "restored to a scratch place" in drilled.output
    assert set(backups.record.read(made.instance)) == {"created", "verified"}
    (file,) = (tmp_path / "weekly").iterdir()
    assert runner.invoke(args=["backup", "verify", str(file)]).exit_code == 0
    refused = runner.invoke(args=["backup", "restore", str(file)])
    assert refused.exit_code == 1 and "--replace" in refused.output
    file.write_bytes(file.read_bytes()[:-1])
    for verb in (["verify"], ["restore", "--replace"]):
        bad = runner.invoke(args=["backup", *verb, str(file)])
        assert bad.exit_code == 1 and "cut short" in bad.output and "Traceback" not in bad.output


def test_without_its_key_no_backup_is_made(world: World, made: Settings, tmp_path: Path) -> None:
    with pytest.raises(BadSetting, match="backup-key"):
        backups.create(replace(made, backup_key=None), world.clock.now, tmp_path / "none")
    assert not (tmp_path / "none").exists()


def _refused(world: World, made: Settings, file: Path, make_app: MakeApp, said: str) -> None:
    before = steps.tables(world)
    with pytest.raises(BadBackup, match=said):
        backups.verify(made, file, make_app)
    with pytest.raises(BadBackup, match=said):
        _restore(world, made, file, make_app)
    assert steps.tables(world) == before
    assert not [p for p in made.instance.iterdir() if p.name.startswith(".backup-")]


def _rewrite(made: Settings, file: Path, **change: Any) -> None:
    """Seal the same copy again, with a manifest that says something else."""
    content = file.with_suffix(".content")
    told = making.unpack(file, making.key_of(made), content)
    facts = Facts(
        change.pop("schema", told.facts.schema),
        {**told.facts.counts, **change.pop("counts", {})},
        change.pop("heads", told.facts.heads),
    )
    file.unlink()
    making._seal(file, making.key_of(made), replace(told, facts=facts, **change), content)
