"""`make bench`, or `python -m bench`: builds the data sets, measures, tells, and judges."""

from __future__ import annotations

import argparse
import secrets
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.engine import make_url

from bench import around, browser, counted, crowd, floor, saving, timed
from bench.dataset import MANY, PASSWORD, DataSet, build
from bench.goals import Report
from bench.organisations import Keys
from supervision.config import Settings
from supervision.passwords import Passwords
from tests.postgres import Postgres, postgres_url

STEPS = [250, 500, 1_000, 1_500, 2_000, 3_000, 4_000, 5_000]
VOID = 3  # the exit code of a run whose control did not hold
PARTS = ("counts", "times", "server", "browser", "people")


def main(given: Sequence[str] | None = None) -> int:
    """Run it; comes back with 0, or with VOID when the run is worth nothing."""
    asked = _arguments().parse_args(given)
    sizes = sorted({int(size) for size in asked.sizes.split()})
    parts = set(asked.parts.split())
    if len(sizes) < 2 or not parts <= set(PARTS):
        _arguments().error(f"give two sizes at least, and parts of: {' '.join(PARTS)}")
    report = Report()
    folder = asked.folder and Path(asked.folder)
    with (
        nullcontext(folder) if folder else tempfile.TemporaryDirectory(prefix="bench-") as place,
        _databases(asked.db) as server,
    ):
        control = _measure(report, Path(place), sizes, server, parts, asked)
    if asked.json:
        report.write(Path(asked.json))
    missed = [row for row in report.rows if row.met is False]
    judged = [row for row in report.rows if row.met is not None]
    print(f"\n{len(judged) - len(missed)} of {len(judged)} goals met.")
    if control > timed.CONTROL:
        print(
            f"THIS RUN IS VOID: the same page, measured twice, differed {control:.2f} times, "
            f"more than {timed.CONTROL}. Run it again when less else is running.",
            file=sys.stderr,
        )
        return VOID
    return 0


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--sizes", default="10000 100000", help="sessions in ordinary use")
    parser.add_argument("--db", default="", help="postgresql://… or embedded; SQLite otherwise")
    parser.add_argument("--json", default="", help="a file to write the rows to")
    parser.add_argument("--parts", default=" ".join(PARTS), help="what to measure")
    parser.add_argument("--many", type=int, default=MANY, help="rows of the one with the most")
    parser.add_argument("--teams", default="60 600", help="where people are looked after")
    parser.add_argument("--folder", default="", help="where to keep the data, instead of nowhere")
    parser.add_argument("--rounds", type=int, default=15, help="turns of each page, 12 or more")
    parser.add_argument("--seconds", type=float, default=12, help="of each load on the server")
    return parser


def _measure(
    report: Report,
    folder: Path,
    sizes: list[int],
    server: Postgres | None,
    parts: set[str],
    asked: argparse.Namespace,
) -> float:
    keys, now = Keys(), datetime.now(UTC)
    hashed = Passwords(Settings.argon2_memory_kib, Settings.argon2_time).hash(PASSWORD)

    def made(size: int, server: Postgres | None) -> DataSet:
        product = "sqlite" if server is None else "postgresql"
        settings = _settings(folder / f"{product}-{size}", f"bench{size}", server)
        data = build(size, settings, now, keys, hashed, asked.many)
        floor.init_app(data.app)
        rows = sum(data.rows.values())
        report.tell(f"Rows of {size:,} sessions, {product}", rows, "rows")
        return data

    def crowded(teams: int) -> Settings:
        product = "sqlite" if server is None else "postgresql"
        return _settings(folder / f"{product}-crowd-{teams}", f"crowd{teams}", server)

    control = 1.0
    if "people" in parts:
        teams = sorted(int(number) for number in asked.teams.split())
        control = crowd.tell(report, teams, crowded, now, keys, hashed, asked.rounds)
    if parts == {"people"}:
        return control
    report.heading("Data")
    data = [made(size, server) for size in sizes]
    small, large = data[0], data[-1]
    if "counts" in parts:
        counted.tell_statements(report, small)
        if server is None:
            counted.tell_operations(report, small, large)
    if "times" in parts:
        control = max(control, timed.tell_floor(report, large, asked.rounds))
        timed.tell_growth(report, small, large, asked.rounds)
        timed.tell_depth(report, small, asked.rounds)
        timed.tell_sign_in(report, large, asked.rounds)
        if server is not None:
            timed.tell_products(report, made(sizes[0], None), small, asked.rounds)
    if "server" in parts:
        savers = saving.Savers(large, STEPS[-1])
        saving.tell_held(report, large, savers, STEPS, asked.seconds)
        saving.tell_beside(report, large, savers, 1_000, asked.seconds)
        saving.tell_saturated(report, large, savers, min(asked.seconds, 6))
        saving.tell_killed(report, large, savers, 100, asked.seconds)
        around.tell_memory(report, small, large)
        around.tell_backup(report, large)
    if "browser" in parts:
        browser.tell_visits(report, small)
    return control


def _settings(folder: Path, name: str, server: Postgres | None) -> Settings:
    folder.mkdir(parents=True)
    url = f"sqlite:///{folder / 'supervision.sqlite3'}"
    if server is not None:
        made = make_url(server.create_database(name))
        url = made.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    return Settings(
        instance=folder,
        database_url=url,
        secret_key=secrets.token_bytes(32),
        master_key=b"m" * 32,  # the same for each set, so that one process reads them all
        plain_http=True,
        log="warning",
    )


@contextmanager
def _databases(db: str) -> Iterator[Postgres | None]:
    """The server that databases are made on and taken from at the end; none for SQLite."""
    if not db:
        yield None
        return
    if db == "embedded":
        with postgres_url(durable=True) as server:
            yield server
        return
    plain = make_url(db).set(drivername="postgresql").render_as_string(hide_password=False)
    server = Postgres(plain)
    try:
        yield server
    finally:
        server.drop_all()


if __name__ == "__main__":
    sys.exit(main())
