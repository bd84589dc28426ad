"""A database of the tests is made what it was by putting its rows back, or else by a copy."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from tests.postgres import Postgres, keep_rows, postgres_url, put_rows_back

ROWS = "SELECT word FROM words ORDER BY word"


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    with postgres_url() as made:
        yield made


@pytest.fixture
def connection(server: Postgres) -> Iterator[psycopg.Connection]:
    url = server.create_database("rows")
    with psycopg.connect(url, autocommit=True) as made:
        made.execute("CREATE TABLE words (word text PRIMARY KEY)")
        made.execute("INSERT INTO words VALUES ('a'), ('b')")
        keep_rows(url)
        yield made
    server.drop_database("rows")


def test_rows_are_what_they_were(server: Postgres, connection: psycopg.Connection) -> None:
    connection.execute("DELETE FROM words WHERE word = 'a'")
    connection.execute("INSERT INTO words VALUES ('c')")
    connection.execute("UPDATE words SET word = 'd' WHERE word = 'b'")
    assert put_rows_back(server.url_of("rows"))
    assert connection.execute(ROWS).fetchall() == [("a",), ("b",)]


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE words ADD COLUMN more text",
        "ALTER TABLE words ALTER COLUMN word TYPE varchar",
        "CREATE TABLE more (word text)",
        "CREATE INDEX more ON words (word)",
        "DROP TABLE words",
        "ALTER TABLE words ADD CHECK (word <> '')",
        "CREATE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_what_is_shaped_otherwise_needs_a_copy(
    server: Postgres, connection: psycopg.Connection, change: str
) -> None:
    connection.execute(change)
    assert not put_rows_back(server.url_of("rows"))


def test_rows_that_somebody_holds_are_left(
    server: Postgres, connection: psycopg.Connection
) -> None:
    with psycopg.connect(server.url_of("rows")) as other:
        other.execute("UPDATE words SET word = 'c' WHERE word = 'a'")
        assert not put_rows_back(server.url_of("rows"))
