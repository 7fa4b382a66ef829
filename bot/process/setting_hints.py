"""What settings are probably not as they were meant, though the bot can run with them."""

from pathlib import Path

from pydantic_settings import DotEnvSettingsSource, EnvSettingsSource

from bot.process.config import Settings
from bot.process.settings.local import LocalSettings
from bot.process.settings.names import lines_not_read, misspelt
from bot.process.settings.values import is_loopback
from scheduling.model.details import ROOM, links_in

_LENGTH_OF_A_GOOD_TOKEN = 20


def settings_worth_a_word(settings: LocalSettings, *, env_file: Path = Path(".env")) -> list[str]:
    """Return a sentence for each setting that is taken as it is, and likely not as it was meant.

    `env_file` is where settings are read from besides the environment.
    """
    names = {*EnvSettingsSource(Settings).env_vars}
    names |= {*DotEnvSettingsSource(Settings, env_file=env_file).env_vars}
    words = [
        f"{name.upper()} is no setting: did you mean {meant.upper()}?"
        for name, meant in misspelt(names, known=Settings.model_fields).items()
    ]
    words += [
        f"{env_file}, line {line}: that is no setting, and is passed over. NAME=value is one."
        for line in lines_not_read(env_file)
    ]
    if not isinstance(settings, Settings):
        return words
    if settings.public_url is not None and settings.operators_port is None:
        words.append(
            "PUBLIC_URL is set, and OPERATORS_PORT is not: what is for operators alone, such as "
            "/metrics, may be reached from outside."
        )
    if settings.place and links_in(settings.place) and ROOM not in settings.place:
        words.append(
            f"PLACE is the same link for all interviews: two in the same hour meet in one room. "
            f"{ROOM} in it gives each interview a room of its own."
        )
    words += _of_sign_in(settings)
    token = settings.api_token.get_secret_value() if settings.api_token else ""
    if 0 < len(token) < _LENGTH_OF_A_GOOD_TOKEN and not is_loopback(settings.slack_api_url):
        words.append(
            "API_TOKEN is shorter than 20 characters, and could be guessed. The next version will "
            "refuse it: `python -m bot token add NAME` makes a good one."
        )
    return words


def _of_sign_in(settings: Settings) -> list[str]:
    """Say why nobody can sign in for their calendar, though a client is there for that."""
    clients = {
        "GOOGLE_SIGN_IN_CLIENT_ID": settings.google_sign_in,
        "MICROSOFT_SIGN_IN_CLIENT_ID": settings.microsoft_sign_in,
    }
    on_sqlite = settings.database_url.startswith("sqlite")
    needed = {
        "PUBLIC_URL": settings.public_url is not None,
        "SECRET_KEYS": settings.secret_keys is not None or on_sqlite,
    }
    missing = [name for name, is_there in needed.items() if not is_there]
    return [
        f"{name} is set, and {missing[0]} is not: nobody can sign in for their calendar."
        for name, client in clients.items()
        if client is not None and missing
    ]
