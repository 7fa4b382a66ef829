"""`python -m bot copy-to URL` and `backup FILE`: taking a team's database elsewhere."""

from contextlib import closing
from pathlib import Path

from bot.process.config import LocalSettings
from scheduling.errors import DatabaseInUse, DatabaseUnreachable
from scheduling.store import Store

_IN_USE = "Stop the bot first: what it writes from now on would be missing in the copy."
_DONE = "The database it came from is as it was. Set DATABASE_URL to the new one and start the bot."
_NOWHERE = "it would be in memory, and gone at once"


class BotRuns(Exception):
    """The database that is to be copied is in use."""


def copy_to(settings: LocalSettings, *, url: str) -> int:
    """Copy the bot's database into the empty one at the URL; 0 when all is well.

    Raises BotRuns, TargetNotEmpty, CopyDiffers and what opening either raises.
    """
    if url.partition("?")[0] in ("sqlite:", "sqlite://", "sqlite:///", "sqlite:///:memory:"):
        raise DatabaseUnreachable(detail=_NOWHERE)
    try:
        source = Store.open(settings.database_url)
    except DatabaseInUse:
        raise BotRuns(_IN_USE) from None
    with closing(source), closing(Store.open(url)) as target:
        source.migrate()
        target.migrate()
        counts = source.copy_to(target)
    told = ", ".join(f"{count} {table}" for table, count in counts.items() if count)
    print(f"Copied {told or 'no rows, for there are none'}.\n{_DONE}")  # noqa: T201
    return 0


def backup(settings: LocalSettings, *, file: Path) -> int:
    """Copy the bot's SQLite database into a new file, also while it runs.

    Raises BackupNotPossible.
    """
    Store.back_up(settings.database_url, file.absolute())
    size = file.stat().st_size
    print(f"Saved to {file} ({size:,} bytes).")  # noqa: T201
    return 0
