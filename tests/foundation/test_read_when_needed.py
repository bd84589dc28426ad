"""What a server reads when it starts, and where its tables stand: no library of migrations."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from supervision import schema
from supervision.cli import COMMANDS
from supervision.extensions import db
from tests.started import ROOT
from tests.worlds import World

FOLDER = ROOT / "supervision" / "migrations"
FOR_COMMANDS = ("alembic", "mako", "openpyxl", "smtplib", "supervision.demonstration")
SERVE = "import sys, wsgi; print(*sorted(sys.modules))"


def test_a_server_does_not_read_what_only_commands_need(tmp_path: Path) -> None:
    """Made ready as gunicorn does it, with every setting looked at."""
    environ = {
        **os.environ,
        "SUPERVISION_INSTANCE": str(tmp_path),
        "SUPERVISION_PLAIN_HTTP": "1",
        "SUPERVISION_DEMO": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", SERVE], cwd=ROOT, env=environ, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    read = set(done.stdout.split())
    assert {"flask", "sqlalchemy", "supervision.doctor.data"} <= read
    assert not read & set(FOR_COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_command_is_there_when_it_is_asked_for(world: World, name: str) -> None:
    done = world.app.test_cli_runner().invoke(args=[name, "--help"])
    assert done.exit_code == 0, done.output
    assert f" {name} " in done.output.splitlines()[0]


def test_where_the_tables_stand_is_what_alembic_says(world: World) -> None:
    script = ScriptDirectory(str(FOLDER))
    with world.app.app_context(), db.engine.connect() as connection:
        told = MigrationContext.configure(connection).get_current_revision()
        assert schema.standing(connection) == told == script.get_current_head()
    assert schema.newest(FOLDER) == script.get_current_head()
    assert schema.known(FOLDER) == {one.revision for one in script.walk_revisions()}


def test_before_the_first_migration_they_stand_nowhere(world: World) -> None:
    with world.app.app_context(), db.engine.connect() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
        assert schema.standing(connection) is None
        connection.rollback()


def test_two_that_come_last_are_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "versions").mkdir()
    for name, before in (("1", "None"), ("2", '"1"'), ("3", '"1"')):
        file = tmp_path / "versions" / f"{name}.py"
        file.write_text(f'revision = "{name}"\ndown_revision = {before}\n')
    with pytest.raises(ValueError):
        schema.newest(tmp_path)
