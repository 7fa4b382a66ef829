"""`python -m bot token …`: letting programs into the JSON API."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.process.clock import machine_now
from bot.process.local_settings import LocalSettings
from scheduling.errors import DatabaseInUse
from scheduling.store import Store
from scheduling.usecases.api_access import add_token, list_tokens, revoke_token


def tokens(settings: LocalSettings, *, verb: str, name: str) -> int:
    """Add, revoke or list tokens, and print what came of it; 0 when all is well.

    Raises TokenNameTaken, TokenUnknown, NameNotUsable and what opening the database raises.
    """
    with _opened(settings) as store:
        match verb:
            case "add":
                lines = _added(store, name)
            case "revoke":
                revoke_token(store, name=name)
                lines = [f"{name} is revoked: nobody gets in with it any more."]
            case _:
                lines = _listed(store)
    print("\n".join(lines))  # noqa: T201
    return 0


def _added(store: Store, name: str) -> list[str]:
    token, secret = add_token(store, name=name, now=machine_now())
    return [
        f"The token of {token.name}, which is shown this once:",
        secret,
        "Programs send it with every request, as Authorization: Bearer …",
    ]


def _listed(store: Store) -> list[str]:
    known = list_tokens(store)
    if not known:
        return ["There is no token. `python -m bot token add NAME` makes one."]
    return [f"{token.name}  (since {token.created_at:%Y-%m-%d})" for token in known]


@contextmanager
def _opened(settings: LocalSettings) -> Iterator[Store]:
    """The database, for us alone if nobody has it; else beside the bot that runs on it."""
    try:
        store = Store.open(settings.database_url)
    except DatabaseInUse:
        store = Store.open_beside(settings.database_url)
    else:
        store.migrate()
    try:
        yield store
    finally:
        store.close()
