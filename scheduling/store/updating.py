"""What this version would do to a database, found out without changing it."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from shutil import disk_usage
from tempfile import TemporaryDirectory
from time import monotonic

import sqlalchemy as sa

from scheduling.store.database import Store
from scheduling.store.databases import sqlite
from scheduling.store.databases.addresses import parsed
from scheduling.store.schema.made_by import version_noted
from scheduling.store.schema.migrating import Step, steps_ahead


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What there is to do, and how it went where it could be tried."""

    # The version that has last changed the tables; None where none said so.
    made_by: str | None
    steps: tuple[Step, ...]
    # None where it could not be tried: on a server, a try would hold up the bots.
    trial: "Trial | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """An update made on a copy: how long it took, and the room that saving the file takes."""

    seconds: float
    # In bytes.
    size: int
    free: int


def planned_update(url: str) -> Update | None:
    """Return what this version would do to a database; None where there is no database yet.

    A file is copied, and the update made on the copy; a server is only asked. Raises
    DatabaseDamaged, DatabaseNewer, BackupNotPossible, whatever would stop the update, and what
    opening raises.
    """
    place = parsed(url)
    path = sqlite.file_of(place) if place.get_backend_name() == "sqlite" else None
    if path is None:
        with closing(Store.open_beside(url)) as store:
            return _steps_for(store)
    return _tried_on_a_copy(path) if path.exists() else None


def _tried_on_a_copy(path: Path) -> Update:
    sqlite.look_over(path)
    with TemporaryDirectory(prefix="on-the-hour-") as folder:
        copy = Path(folder) / "copy.db"
        sqlite.back_up(path, copy)
        size, free = copy.stat().st_size, disk_usage(path.parent).free
        with closing(Store.open(f"sqlite:///{copy}")) as store:
            found = _steps_for(store)
            began = monotonic()
            store.migrate()
            seconds = monotonic() - began
    trial = Trial(seconds=seconds, size=size, free=free)
    return Update(made_by=found.made_by, steps=found.steps, trial=trial)


def _steps_for(store: Store) -> Update:
    with store.reading() as session:
        connection: sa.Connection = session.connection()
        return Update(made_by=version_noted(connection), steps=steps_ahead(connection))
