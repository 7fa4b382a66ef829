"""What goes wrong beneath the bot: with its database, or its time zones."""

from dataclasses import dataclass

from scheduling.errors.sentence import SchedulingError


@dataclass(eq=False, kw_only=True)
class DatabaseReadOnly(SchedulingError):
    """The database can't be written to ({detail}). Nothing was saved."""

    detail: str


@dataclass(eq=False, kw_only=True)
class DatabaseForbids(SchedulingError):
    """The database does not let the user in DATABASE_URL do that ({detail}). Nothing was saved.
    Have its owner run, with that user for NAME: {remedy}.
    """

    detail: str
    remedy: str


@dataclass(eq=False, kw_only=True)
class DatabaseDamaged(SchedulingError):
    """The database is damaged ({detail}). Stop the bot, keep the file, and put the last backup in
    its place.
    """

    detail: str


@dataclass(eq=False, kw_only=True)
class DatabaseFull(SchedulingError):
    """The disk that holds the database is full. Nothing was saved. Please tell whoever runs this
    bot.
    """


@dataclass(eq=False, kw_only=True)
class DatabaseBusy(SchedulingError):
    """The database is too busy just now. Nothing was saved. Please try again in a minute."""


@dataclass(eq=False, kw_only=True)
class DatabaseNewer(SchedulingError):
    """The database ({revision}) was made by a newer version of this bot. Start that version, or
    restore a backup from before the update.
    """

    revision: str


@dataclass(eq=False, kw_only=True)
class DatabaseInUse(SchedulingError):
    """Another process is using {path}. SQLite serves one bot at a time; to run several, set
    DATABASE_URL to a PostgreSQL database.
    """

    path: str


@dataclass(eq=False, kw_only=True)
class DatabaseUnreachable(SchedulingError):
    """The database can't be opened: {detail}. Check DATABASE_URL."""

    detail: str


@dataclass(eq=False, kw_only=True)
class TargetNotEmpty(SchedulingError):
    """That database is not empty: there are rows in {tables}. Nothing was copied. Name one in
    which there is nothing yet.
    """

    tables: str


@dataclass(eq=False, kw_only=True)
class CopyDiffers(SchedulingError):
    """Not all of {tables} has arrived. Nothing was copied, and the database is as it was."""

    tables: str


@dataclass(eq=False, kw_only=True)
class BackupNotPossible(SchedulingError):
    """There is no backup: {detail}."""

    detail: str


@dataclass(eq=False, kw_only=True)
class TimeZonesMissing(SchedulingError):
    """The package {package} is not installed, and the operating system's time zones may be years
    old. Install all that requirements.txt lists.
    """

    package: str
