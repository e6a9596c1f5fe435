"""Open an SQLite file that a stranger made: read-only, nothing beside it touched, no code of its own run."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from helpers.files import paths
from helpers.files.guards import LARGEST_TEXT, LARGEST_TOGETHER, check_size
from helpers.language import UserError

HEADER = b"SQLite format 3\x00"
#: What SQLite keeps beside a database that was not closed; without it the last changes would be missing.
_UNFINISHED = ("-wal", "-journal")


@contextmanager
def opened(file: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection that cannot write: neither to the file nor a journal beside it."""
    for ending in _UNFINISHED:
        beside = file.with_name(file.name + ending)
        if beside.is_file() and beside.stat().st_size:
            raise UserError(
                "{file}: {beside} lies beside it: a program has the project open, or did not end well. "
                "Open the project there, close it, and read again.",
                file=paths.relative(file),
                beside=beside.name,
            )
    check_size(file, file.stat().st_size, LARGEST_TOGETHER)
    try:
        connection = sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    except sqlite3.Error as error:
        raise _unreadable(file, error) from None
    try:
        # Nothing that the file's schema brings along may call functions with side effects; extensions stay off.
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        connection.execute("PRAGMA cell_size_check = ON")
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LARGEST_TEXT)
        yield connection
    # A damaged file may put anything into the message of SQLite's own error.
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise _unreadable(file, error) from None
    finally:
        connection.close()


def tables(connection: sqlite3.Connection) -> dict[str, frozenset[str]]:
    """List the real tables with their stored columns.

    Views, virtual tables and computed columns are left out: a query on them runs what the file's author wrote.
    """
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0"
    names = [str(name) for (name,) in connection.execute(query)]
    return {
        name: frozenset(str(column[1]) for column in connection.execute(f"PRAGMA table_info({_quoted(name)})"))
        for name in names
    }


def select(
    connection: sqlite3.Connection,
    known: dict[str, frozenset[str]],
    table: str,
    columns: Sequence[str],
    order: str = "rowid",
) -> list[tuple]:
    """Read columns of a table; one that this version of the program did not have yet comes as ``None``."""
    if table not in known:
        return []
    listed = ", ".join(_quoted(column) if column in known[table] else "NULL" for column in columns)
    return connection.execute(f"SELECT {listed} FROM {_quoted(table)} ORDER BY {order}").fetchall()  # names are ours


def need(known: dict[str, frozenset[str]], wanted: Mapping[str, Sequence[str]], file: Path, program: str) -> None:
    """Raise a `UserError` where a table or column that every version of the program has is missing."""
    for table, columns in wanted.items():
        absent = [column for column in columns if column not in known.get(table, ())]
        if absent:
            raise UserError(
                "{file}, table {table}: the column {column!r} is missing, so this is no project of {program} that can "
                "be read. Open it in {program} and save it again, or export it as REFI-QDA (.qdpx).",
                file=paths.relative(file),
                table=table,
                column=absent[0],
                program=program,
            )


def number(value: object) -> int | None:
    """Read a cell that should hold a whole number; anything else is missing."""
    return value if isinstance(value, int) else None


def text(value: object) -> str:
    """Read a cell that should hold text; anything else is empty."""
    return value if isinstance(value, str) else ""


def _quoted(name: str) -> str:
    doubled = name.replace('"', '""')
    return f'"{doubled}"'


def _unreadable(file: Path, error: Exception) -> UserError:
    return UserError(
        "{file}: this SQLite database is damaged, cut off or not to be trusted ({reason}). "
        "Make a fresh copy of the project with the program that wrote it.",
        file=paths.relative(file),
        reason=str(error),
    )
