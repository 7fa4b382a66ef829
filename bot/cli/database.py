"""`python -m bot copy-to URL`, `backup FILE` and `restore FILE`: a team's database, elsewhere and
back.
"""

from contextlib import closing
from pathlib import Path

from bot.process.settings.local import LocalSettings
from bot.process.settings.values import database_address
from bot.process.signing.secret_keys import kept_beside
from scheduling.errors import (
    DatabaseInUse,
    DatabaseUnreachable,
    RestoreNotPossible,
    TargetUnreachable,
)
from scheduling.store import Store

_IN_USE = "Stop the bot first: what it writes from now on would be missing in the copy."
_IN_USE_BY_SEVERAL = (
    "{count} connections of bots are open to that database: {words}. Stop the bots first, and "
    "wait a moment."
)
_WRITTEN_ON = "what they write from now on would be missing in the copy"
_NOT_FREE = "what they write would get in between"
_DONE = "The database it came from is as it was. Set DATABASE_URL to the new one and start the bot."
_KEYS_STAY = (
    "Keys are not copied. Unless SECRET_KEYS is set already, set it to what is in {file}: without "
    "these keys no calendar that is connected can be read any more, and no link opens."
)
_NO_KEYS = (
    "The keys that sign links are not in it: keep SECRET_KEYS, or the file of keys beside the "
    "database, as well, and in another place."
)
_NOWHERE = "it would be in memory, and gone at once"


class BotRuns(Exception):
    """The database that is to be copied, or put in place, is in use."""


def copy_to(settings: LocalSettings, *, url: str) -> int:
    """Copy the bot's database into the empty one at the URL; 0 when all is well.

    Raises BotRuns, TargetUnreachable, TargetIsSource, TargetNotEmpty, CopyDiffers and what opening
    the bot's own raises.
    """
    _refuse_what_is_no_place(url)
    Store.refuse_same(settings.database_url, url)
    try:
        source = Store.open(settings.database_url)
    except DatabaseInUse:
        raise BotRuns(_IN_USE) from None
    with closing(source), closing(_target(url)) as target:
        _refuse_bots(source, words=_WRITTEN_ON)
        _refuse_bots(target, words=_NOT_FREE)
        source.migrate()
        target.migrate()
        counts = source.copy_to(target)
    told = ", ".join(f"{count} {table}" for table, count in counts.items() if count)
    print(f"Copied {told or 'no rows, for there are none'}.\n{_DONE}")  # noqa: T201
    if (keys := kept_beside(settings.database_url)) is not None:
        print(_KEYS_STAY.format(file=keys))  # noqa: T201
    return 0


def backup(settings: LocalSettings, *, file: Path) -> int:
    """Copy the bot's SQLite database into a new file, also while it runs.

    Raises BackupNotPossible.
    """
    Store.back_up(settings.database_url, file.absolute())
    size = file.stat().st_size
    print(f"Saved to {file} ({size:,} bytes).\n{_NO_KEYS}")  # noqa: T201
    return 0


def restore(settings: LocalSettings, *, file: Path) -> int:
    """Put a backup in the place of the bot's SQLite database; what was there is kept beside it.

    Raises BotRuns, RestoreNotPossible, DatabaseDamaged of the backup, and what opening raises.
    """
    try:
        kept = Store.restore(settings.database_url, file.absolute())
    except DatabaseInUse:
        raise BotRuns("Stop the bot first, then restore, then start it again.") from None
    except OSError as error:
        raise RestoreNotPossible(detail=f"{file} can't be read ({error.strerror})") from None
    words = f" What was there before is kept in {kept}." if kept else ""
    print(f"{file} is in place.{words}\nStart the bot.")  # noqa: T201
    return 0


def _refuse_what_is_no_place(url: str) -> None:
    if url.partition("?")[0] in ("sqlite:", "sqlite://", "sqlite:///", "sqlite:///:memory:"):
        raise TargetUnreachable(detail=_NOWHERE)
    try:
        database_address(url)
    except ValueError as wrong:
        raise TargetUnreachable(detail=f"its address {wrong}") from None


def _target(url: str) -> Store:
    try:
        return Store.open(url)
    except DatabaseUnreachable as error:
        raise TargetUnreachable(detail=error.detail) from None


def _refuse_bots(store: Store, *, words: str) -> None:
    if count := store.others():
        raise BotRuns(_IN_USE_BY_SEVERAL.format(count=count, words=words))
