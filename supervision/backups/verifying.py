"""Seeing whether a backup could be restored: by restoring it, to a scratch place, and using it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import structlog
from flask import Flask
from sqlalchemy import inspect, select

from supervision import audit, schema
from supervision.backups import making, manifest, postgresql, sqlite
from supervision.backups.manifest import Facts, Manifest
from supervision.backups.sealed_file import BadBackup
from supervision.config import BadSetting, Settings
from supervision.extensions import db
from supervision.later import later
from supervision.models.base import sealed_fields
from supervision.models.people import Organisation, Person, RoleGrant
from supervision.release import RELEASE
from supervision.sealing import CannotOpen, keyring
from supervision.services import people

flask_migrate = later("flask_migrate")

MIGRATIONS = str(Path(__file__).resolve().parents[1] / "migrations")
PAGES = ("/", "/reflections", "/supervision")
SAMPLE = 50  # sealed values that are opened, of each field

MakeApp = Callable[[Settings], Flask]


@dataclass
class Findings:
    """What was looked at, a line each, in the order in which it was seen to be right."""

    manifest: Manifest
    lines: list[str] = field(default_factory=list)

    def well(self, line: str) -> None:
        self.lines.append(line)


@contextmanager
def opened(settings: Settings, file: Path, make_app: MakeApp) -> Iterator[tuple[Flask, Findings]]:
    """Restore a backup to a scratch place and lend an application over it.

    Everything that can be known before anything is written is looked at first. The application
    stands at the newest schema of this release, and its keys are open.

    Args:
        settings: those of this installation; nothing of it is touched.
        file: the backup.
        make_app: makes an application.

    Raises:
        BadBackup: saying in plain words what is wrong with it.
    """
    key = making.key_of(settings)
    with making.room(settings) as inside:
        content = inside / "content"
        found = Findings(making.unpack(file, key, content))
        found.well("Every byte opens and is as it was written (AES-256-GCM, SHA-256).")
        made = found.manifest
        if made.kind != making.kind_of(settings):
            raise BadBackup(
                f"This is a backup of a {made.kind} database, and SUPERVISION_DATABASE_URL names a "
                f"{making.kind_of(settings)} one. Name one of its own kind."
            )
        _schema_is_known(made)
        with _scratch(settings, content, inside, found) as url, _set_aside():
            elsewhere = replace(
                settings,
                instance=inside,
                database_url=url,
                demonstration=False,
                plain_http=True,
                trusted_hosts=(),
                log="warning",
                proxies=0,
            )
            try:
                app = make_app(elsewhere)
            except BadSetting as error:
                raise BadBackup(
                    "The master key does not open what is in this backup. Give the key that was "
                    "in use when it was made, in SUPERVISION_MASTER_KEY or as the file master-key."
                ) from error
            try:
                with app.app_context():
                    _bring_up_to_date(made, found)
                    yield app, found
            finally:
                with app.app_context():
                    db.session.remove()
                    db.engine.dispose()


@contextmanager
def _set_aside() -> Iterator[None]:
    """What an application sets for its whole process is put back at the end."""
    logs = structlog.get_config()
    with keyring.set_aside():
        try:
            yield
        finally:
            structlog.configure(**logs)


def verify(settings: Settings, file: Path, make_app: MakeApp) -> Findings:
    """Restore a backup to a scratch place, look into it, read pages of it, and throw it away.

    Raises:
        BadBackup: at the first thing that is wrong.
    """
    with opened(settings, file, make_app) as (app, found):
        chains_hold(found)
        _keys_open_words(found)
        _pages_are_read(app, found)
    return found


def _schema_is_known(made: Manifest) -> None:
    if made.facts.schema in schema.known(MIGRATIONS):
        return
    raise BadBackup(
        f"This backup was made by release {made.release} with tables ({made.facts.schema}) that "
        f"this release, {RELEASE}, does not know: they are newer. Install that release, then "
        "restore."
    )


@contextmanager
def _scratch(settings: Settings, content: Path, inside: Path, found: Findings) -> Iterator[str]:
    """The address of a scratch database that holds what was copied, seen to be sound."""
    if settings.sqlite_file is not None:
        wrong = sqlite.unsound(content)
        if wrong:
            raise BadBackup("The database in this backup is damaged. " + " ".join(wrong))
        found.well("integrity_check and foreign_key_check find nothing.")
        _same(found, sqlite.of_file(content))
        yield f"sqlite:///{content}"
        sqlite.alone(content)
        return
    with postgresql.scratch(settings.database_url) as url:
        postgresql.fill(url, settings.postgres_programs, content)
        found.well("pg_restore wrote it into an empty database, its foreign keys included.")
        engine = postgresql.engine_of(url)
        try:
            with engine.connect() as connection:
                _same(found, manifest.facts(connection))
        finally:
            engine.dispose()
        yield url


def _same(found: Findings, facts: Facts) -> None:
    """The counts and the ends of the chains are those that were copied."""
    told = found.manifest.facts
    if facts != told:
        tables = sorted(
            name
            for name in {*facts.counts, *told.counts}
            if facts.counts.get(name) != told.counts.get(name)
        )
        raise BadBackup(
            "What was restored is not what was copied: "
            + (f"the number of rows differs in {', '.join(tables)}." if tables else "the log ends.")
        )
    found.well(f"{sum(facts.counts.values())} rows in {len(facts.counts)} tables, as counted then.")


def _bring_up_to_date(made: Manifest, found: Findings) -> None:
    if made.facts.schema != schema.newest(MIGRATIONS):
        flask_migrate.upgrade()
        found.well(f"Its tables ({made.facts.schema}) were brought up to those of this release.")
    else:
        found.well("Its tables are those of this release.")


def chains_hold(found: Findings) -> None:
    """The chain of changes of every organisation is whole; for an application context."""
    entries = 0
    for organisation_id in db.session.scalars(select(Organisation.id)).all():
        broken = audit.broken_at(organisation_id)
        if broken is not None:
            raise BadBackup(f"The log of changes does not fit its chain, from entry {broken} on.")
        told = found.manifest.facts.heads.get(str(organisation_id))
        entries += told[0] if told else 0
    db.session.rollback()
    found.well(f"The chain of changes is whole: {entries} entries.")


def _keys_open_words(found: Findings) -> None:
    opened = 0
    known = set(inspect(db.engine).get_table_names())
    for model, name, sealed in sealed_fields():
        if model.__tablename__ not in known:
            continue
        column = getattr(model, sealed.column)
        rows = db.session.execute(
            select(model.id, model.organisation_id, column)
            .where(column.is_not(None))
            .order_by(model.id.desc())
            .limit(SAMPLE)
        ).all()
        for key, organisation_id, value in rows:
            try:
                keyring.open(organisation_id, key, sealed.label, value)
            except CannotOpen as error:
                raise BadBackup(
                    f"The keys do not open what was written ({model.__tablename__}, {name})."
                ) from error
        opened += len(rows)
    db.session.rollback()
    found.well(f"The keys open what was written: {opened} texts were opened, the newest of each.")


def _pages_are_read(app: Flask, found: Findings) -> None:
    """Sign in as somebody of each organisation, in the scratch place, and read pages."""
    now = app.config["CLOCK"]()
    chosen = db.session.execute(
        select(Person.organisation_id, Person.id)
        .join(RoleGrant, RoleGrant.person_id == Person.id)
        .where(Person.left_on.is_(None), RoleGrant.to_date.is_(None))
        .order_by(Person.organisation_id, RoleGrant.role == "practitioner", Person.id)
    ).all()  # the last of each organisation is taken: whoever writes, where somebody does
    read = 0
    for organisation_id, person_id in dict(chosen).items():
        db.session.rollback()
        db.session.connection(execution_options={"rw": True})
        token = people.begin_sign_in(person_id, organisation_id, now)
        db.session.commit()
        client = app.test_client()
        with client.session_transaction() as cookie:
            cookie["_user_id"] = token
        for page in PAGES:
            answer = client.get(page)
            if answer.status_code not in (200, 403):  # 403: not every role has every page
                raise BadBackup(f"A page ({page}) answers {answer.status_code} when it is opened.")
            read += answer.status_code == 200
    ready = app.test_client().get("/readyz")
    if ready.status_code != 200:
        raise BadBackup("The application over it says that it is not ready.")
    found.well(f"The application opens over it, and {read} pages were read.")
