"""The bench on little data: what it counts, and the shape of what it writes. No times."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Operations of SQLite, with some room above what they take.
MOST = {
    "Home of a practitioner": 20_000,
    "Home of a supervisor": 95_000,
    "Session list": 12_000,
    "Reflection list": 4_500,
    "Outcome list": 5_500,
    "Library search, common word": 6_500,
}


def test_a_small_run_counts_alike_at_both_sizes(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    command = [sys.executable, "-m", "bench", "--sizes", "300 3000", "--many", "300"]
    done = subprocess.run(
        [*command, "--parts", "counts", "--json", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    written = json.loads(out.read_text())
    assert set(written) == {"rows"}
    rows = {row["name"]: row for row in written["rows"]}
    assert all(set(row) == {"name", "value", "unit", "goal", "met"} for row in rows.values())
    # As many statements for three hundred rows as for thirty, on every page.
    more = {name: row["value"] for name, row in rows.items() if name.endswith("300 rows less 30")}
    assert len(more) >= 10 and set(more.values()) == {0}
    # As many operations of SQLite for the same organisation, whatever lies around it.
    off = {name: row["value"] for name, row in rows.items() if name.endswith("off the small set")}
    assert len(off) == 5 and max(off.values()) <= 0.05, off
    # A list must not read what its whole organisation wrote: these would be several times more.
    for page, most in MOST.items():
        assert rows[f"{page}, small organisation"]["value"] <= most, page


def test_looking_after_many_asks_as_much_as_for_few(tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    command = [sys.executable, "-m", "bench", "--parts", "people", "--teams", "3 30"]
    done = subprocess.run(
        [*command, "--rounds", "1", "--json", str(out)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 3), done.stderr  # 3: no time of such a run is worth anything
    rows = json.loads(out.read_text())["rows"]
    more = {row["name"]: row["value"] for row in rows if row["name"].endswith("large less small")}
    assert len(more) == 5 and set(more.values()) == {0}, more
    steps = {row["name"]: row["value"] for row in rows if row["unit"] == "operations"}
    # A page that read all relations of these thousand people would take three times as many.
    assert steps["People list"] <= 6_000 and steps["People list, last page"] <= 10_000, steps
