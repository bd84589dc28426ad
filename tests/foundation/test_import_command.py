"""`flask people import`: the same as the pages do, from a command line."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from supervision.extensions import db
from supervision.models.administration import PeopleImport
from supervision.models.people import Person
from tests.worlds import World

ROWS = "Name,Email,Team\nIsla Gunn,isla@lochside.example,Lochside\nUna Kerr,una.kerr,Nowhere\n"
AS = ("--as", "sandy@lochside.example")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "people.csv"
    made.write_text(ROWS, encoding="utf-8")
    return made


def run(world: World, *args: Any) -> Any:
    return world.app.test_cli_runner().invoke(args=["people", *(str(one) for one in args)])


def tidy(world: World) -> None:
    with world.app.app_context():
        assert world.app.test_cli_runner().invoke(args=["tidy"]).exit_code == 0


def there(world: World) -> int:
    with world.app.app_context():
        found = db.session.scalar(
            select(func.count()).select_from(Person).where(Person.email_folded.like("isla@%"))
        )
        db.session.rollback()
    return found or 0


def test_a_dry_run_says_what_would_be(world: World, file: Path) -> None:
    said = run(world, "import", file, *AS, "--dry-run")
    assert said.exit_code == 0, said.output
    assert "Row 3, Una Kerr: Team: There is no team called “Nowhere”." in said.output
    assert "Row 2, Isla Gunn: new. Team: Lochside." in said.output
    assert "In all, to put right: 1, new: 1, changes: 0, proposed: 0, stays: 0." in said.output
    assert there(world) == 0


def test_faults_stop_it_unless_they_are_left_out(world: World, file: Path) -> None:
    said = run(world, "import", file, *AS)
    assert said.exit_code == 1
    assert "Nothing was done" in said.output
    assert there(world) == 0
    said = run(world, "import", file, *AS, "--leave-out")
    assert said.exit_code == 0, said.output
    assert "Done. Added: 1. Changed: 0. Proposed: 0. As before: 0. Left out: 1." in said.output
    assert there(world) == 1


def test_who_leaves_is_said_and_not_done(world: World, tmp_path: Path) -> None:
    made = tmp_path / "people.csv"
    made.write_text(
        "Name,Email,Team,Last day\n"
        "Callum of Lochside,callum@lochside.example,Birchwood,2099-12-31\n"
        "Tomasz of Lochside,tomasz@lochside.example,,2099-11-30\n",
        encoding="utf-8",
    )
    leaves = "Leaves on 2099-11-30, proposed: nothing happens until an administrator confirms it."
    said = run(world, "import", made, *AS, "--dry-run")
    assert f"Row 3, Tomasz of Lochside: proposed. {leaves}" in said.output
    assert "changes: 1, proposed: 2, stays: 0." in said.output
    said = run(world, "import", made, *AS)
    assert "Proposed: 2." in said.output
    assert f"Row 3, Tomasz of Lochside: {leaves}" in said.output
    with world.app.app_context():
        noted = select(Person.id).where(Person.left_on >= date(2099, 1, 1))
        assert not db.session.scalars(noted).all()


def test_only_an_administrator(world: World, file: Path) -> None:
    said = run(world, "import", file, "--as", "callum@lochside.example")
    assert said.exit_code == 1
    assert "No administrator has that address" in said.output


def test_what_is_no_table(world: World, tmp_path: Path) -> None:
    made = tmp_path / "people.csv"
    made.write_bytes(b"%PDF-1.7")
    said = run(world, "import", made, *AS)
    assert said.exit_code == 1
    assert "This is a PDF" in said.output


def test_going_on_with_what_stopped(world: World, file: Path) -> None:
    assert "No file has stopped" in run(world, "import-go-on").output
    run(world, "import", file, *AS, "--leave-out")
    with world.acting("sandy"):
        row = db.session.scalars(select(PeopleImport)).one()
        row.state, row.done_rows, row.claimed_at = "running", 0, None
        row.rows = '{"make": false, "rows": []}'
    assert "Done." in run(world, "import-go-on").output


def test_files_are_erased_after_seven_days(world: World, file: Path) -> None:
    run(world, "import", file, *AS, "--leave-out")
    world.clock.advance(days=6)
    tidy(world)
    with world.app.app_context():
        assert db.session.scalars(select(PeopleImport.id)).all()
    world.clock.now += timedelta(days=2)
    tidy(world)
    with world.app.app_context():
        assert not db.session.scalars(select(PeopleImport.id)).all()
