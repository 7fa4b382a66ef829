"""`python -m bot upgrade-check`: what this version would do, said before it is done."""

from pathlib import Path

from bot.process.config import (
    SettingsWrong,
    read_local_settings,
    read_settings,
)
from bot.process.setting_hints import settings_worth_a_word
from bot.process.settings.local import LocalSettings
from scheduling.errors import SchedulingError
from scheduling.store.updating import Trial, Update, planned_update
from scheduling.version import VERSION

_FINE, _WRONG, _NOTE = "ok   ", "WRONG", "     "


def upgrade_check(*, env_file: Path = Path(".env")) -> int:
    """Print what this version would do to the settings and the database; nothing is changed.

    Return 0 where it would start, and 1 where something stands in its way.
    """
    print(f"{_NOTE} This is version {VERSION}.")  # noqa: T201
    settings, lines = _of_settings(env_file)
    lines += _of_database(settings) if settings else []
    lines.append(f"{_NOTE} Nothing was changed.")
    print("\n".join(lines))  # noqa: T201
    return 1 if any(line.startswith(_WRONG) for line in lines) else 0


def _of_settings(env_file: Path) -> tuple[LocalSettings | None, list[str]]:
    """The settings as far as they can be read, and what is to be said of all of them."""
    try:
        settings: LocalSettings = read_settings(_env_file=env_file)
    except SettingsWrong as wrong:
        return _at_least_local(env_file), [f"{_WRONG} {words}" for words in wrong.problems]
    hints = settings_worth_a_word(settings, env_file=env_file)
    notes = [f"{_NOTE} {words}" for words in hints]
    return settings, [f"{_FINE} Settings: this version can use them.", *notes]


def _at_least_local(env_file: Path) -> LocalSettings | None:
    try:
        return read_local_settings(_env_file=env_file)
    except SettingsWrong:
        return None


def _of_database(settings: LocalSettings) -> list[str]:
    try:
        update = planned_update(settings.database_url)
    except SchedulingError as error:
        return [f"{_WRONG} Database: {error.sentence(zone=settings.zone)}"]
    if update is None:
        return [f"{_FINE} Database: there is none yet, and this version makes it."]
    if not update.steps:
        return [f"{_FINE} Database: it is up to date; nothing would be done to it."]
    return [
        f"{_FINE} Database: made by {update.made_by or 'an older version'}. "
        f"{_counted(update)} would be made at the next start:",
        *(f"{_NOTE}   {step.revision}  {step.words}" for step in update.steps),
        f"{_NOTE} {_of_bots(update)}",
        *(_of_saving(update.trial) if update.trial else [f"{_NOTE} {_ON_A_SERVER}"]),
    ]


_ON_A_SERVER = (
    "All of them are one transaction. Take a backup first, with pg_dump: docs/operating.md has it."
)


def _counted(update: Update) -> str:
    return "1 step" if len(update.steps) == 1 else f"{len(update.steps)} steps"


def _of_bots(update: Update) -> str:
    stopping = [step.revision for step in update.steps if not step.beside_older]
    if stopping:
        return f"Stop all bots first: older ones can't go on beside step {', '.join(stopping)}."
    return "Bots of the version before can go on beside the new ones."


def _of_saving(trial: Trial) -> list[str]:
    size, free = _megabytes(trial.size), _megabytes(trial.free)
    lines = [f"{_FINE} Tried on a copy: it took {trial.seconds:.1f} s."]
    if trial.free <= 2 * trial.size:
        return [*lines, f"{_WRONG} The disk has {free} free, and saving it first takes {size}."]
    return [*lines, f"{_NOTE} The file is saved beside itself first ({size}; {free} are free)."]


def _megabytes(count: int) -> str:
    return f"{count / 1_000_000:,.1f} MB"
