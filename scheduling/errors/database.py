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
    """The database ({revision}) was made by {made_by} of this bot, and this is {ours}. Start that
    one, or one that is newer still, or restore the backup from before the update.
    """

    revision: str
    # Such as "version 0.3.0".
    made_by: str
    ours: str


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
class TargetUnreachable(SchedulingError):
    """The database to copy into can't be opened: {detail}. Nothing was copied. Look at the address
    that you gave.
    """

    detail: str


@dataclass(eq=False, kw_only=True)
class TargetIsSource(SchedulingError):
    """That is the database that the bot uses already (DATABASE_URL). Nothing was copied. Name an
    empty one.
    """


@dataclass(eq=False, kw_only=True)
class CopyDiffers(SchedulingError):
    """Not all of {tables} has arrived. Nothing was copied, and the database is as it was."""

    tables: str


@dataclass(eq=False, kw_only=True)
class BackupNotPossible(SchedulingError):
    """There is no backup: {detail}."""

    detail: str


@dataclass(eq=False, kw_only=True)
class RestoreNotPossible(SchedulingError):
    """Nothing was restored: {detail}."""

    detail: str


@dataclass(eq=False, kw_only=True)
class NotSavedFirst(SchedulingError):
    """The database is of an older version, and could not be saved before it is brought up to date:
    {detail}. Nothing was changed. Make room beside it, and start again.
    """

    detail: str


@dataclass(eq=False, kw_only=True)
class TimeZonesMissing(SchedulingError):
    """The package {package} is not installed, and the operating system's time zones may be years
    old. Install all that requirements.txt lists.
    """

    package: str
