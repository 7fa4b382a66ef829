"""The schemas that were released, each as a small database in `released/`, by its revision.

`python -m released_schemas` keeps the schema of today: the last one that was kept, migrated, as a
dump. Rows of tables that are new may be put into the file by hand, before it is released.
"""

import json
import sqlite3
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sqlalchemy as sa

from scheduling.store import Store
from scheduling.store.schema import migrating

FOLDER = Path(__file__).parent / "released"
REVISIONS = sorted(file.stem for file in FOLDER.glob("*.sql"))


def written(revision: str, path: Path) -> Path:
    """Write the database of a released schema to a file, and return that."""
    with closing(sqlite3.connect(path)) as file:
        file.executescript((FOLDER / f"{revision}.sql").read_text("utf-8"))
    return path


def rows_in(path: Path) -> dict[str, list[dict[str, Any]]]:
    """All rows of a file, by table; tables that keep the books of others are left out."""
    with closing(sqlite3.connect(path)) as file:
        file.row_factory = sqlite3.Row
        asked = "SELECT name FROM sqlite_master WHERE type = 'table'"
        names = sorted(row["name"] for row in file.execute(asked))
        return {
            name: [dict(row) for row in file.execute(f"SELECT * FROM {name}")]
            for name in names
            if not name.startswith(("sqlite_", "alembic_"))
        }


def put_into(connection: sa.Connection, path: Path, *, revision: str) -> None:
    """Make an empty database what a file of a revision is, whatever its kind."""
    migrating.upgrade(connection, to=revision)
    kept = rows_in(path)
    known = sa.MetaData()
    known.reflect(connection)
    for table in known.sorted_tables:
        for row in sorted(kept.get(table.name, []), key=lambda row: row.get("id") or 0):
            # Nothing in a JSON column would be JSON's own null; left out, it is none at all.
            given = {name: value for name, value in row.items() if value is not None}
            values = {name: as_python(table.c[name].type, value) for name, value in given.items()}
            connection.execute(sa.insert(table).values(values))


def as_python(kind: sa.types.TypeEngine[Any], value: Any) -> Any:
    """A value as SQLite keeps it, as the one that a column of a kind takes."""
    match kind:
        case sa.Boolean():
            return bool(value)
        case sa.JSON():
            return json.loads(value)
        case sa.DateTime():
            return datetime.fromisoformat(value).replace(tzinfo=UTC)
        case sa.Date():
            return date.fromisoformat(value)
    return value


def keep(revision: str) -> Path:
    """Keep the schema of a revision: the last one kept, migrated to it. Return the file."""
    kept = FOLDER / f"{revision}.sql"
    with TemporaryDirectory() as folder:
        path = written(REVISIONS[-1], Path(folder) / "bot.db")
        with closing(Store.open(f"sqlite:///{path}")) as store, store.writing() as session:
            migrating.upgrade(session.connection(), to=revision)
        with closing(sqlite3.connect(path)) as file:
            kept.write_text("\n".join([*file.iterdump(), ""]), "utf-8")
    return kept


if __name__ == "__main__":
    if (newest := migrating.newest_revision()) in REVISIONS:
        print(f"The schema {newest} is kept already.")
        sys.exit(0)
    print(f"Kept: {keep(newest)}. Commit it.")
    sys.exit(1)
