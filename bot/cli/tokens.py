"""`python -m bot token …`: letting programs into the JSON API."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from bot.process.clock import machine_now
from bot.process.settings.local import LocalSettings
from scheduling.errors import DatabaseInUse, NotUnderstood, listed
from scheduling.model.api_access import ALL_SCOPES, ApiToken, Scope
from scheduling.store import Store
from scheduling.usecases.access.tokens import add_token, list_tokens, revoke_token
from scheduling.usecases.audit import acting_at_command_line
from scheduling.wording.reading import read_length


def tokens(settings: LocalSettings, *, told: argparse.Namespace) -> int:
    """Add, revoke or list tokens, and print what came of it; 0 when all is well.

    Raises TokenNameTaken, TokenUnknown, NameNotUsable, NotUnderstood and what opening the
    database raises.
    """
    with opened(settings) as store, acting_at_command_line(now=machine_now()):
        match told.verb:
            case "add":
                lines = _added(store, told)
            case "revoke":
                revoke_token(store, name=told.name)
                lines = [f"{told.name} is revoked: nobody gets in with it any more."]
            case _:
                lines = _listed(store)
    print("\n".join(lines))  # noqa: T201
    return 0


def _added(store: Store, told: argparse.Namespace) -> list[str]:
    scopes = _scopes_in(told.scopes)
    lifetime = read_length(told.expires) if told.expires else None
    token, secret = add_token(
        store, name=told.name, scopes=scopes, lifetime=lifetime, now=machine_now()
    )
    return [
        f"The token of {token.name}, which is shown this once:",
        secret,
        "Programs send it with every request, as Authorization: Bearer …",
    ]


def _scopes_in(text: str) -> frozenset[Scope]:
    words = [word.strip().casefold() for word in text.split(",") if word.strip()]
    for word in words:
        if word not in ALL_SCOPES:
            question = f"“{word}” is no scope: there are {listed([*Scope])}. No token was made."
            raise NotUnderstood(question=question)
    return frozenset(map(Scope, words)) or ALL_SCOPES


def _listed(store: Store) -> list[str]:
    known = list_tokens(store)
    if not known:
        return ["There is no token. `python -m bot token add NAME` makes one."]
    return [f"{token.name}  ({'; '.join(_facts(token))})" for token in known]


def _facts(token: ApiToken) -> list[str]:
    scopes = [scope.value for scope in Scope if scope in token.scopes]
    ends, used = token.expires_at, token.last_used_at
    return [
        f"since {token.created_at:%Y-%m-%d}",
        "for all" if token.scopes == ALL_SCOPES else f"for {listed(scopes)}",
        *([f"until {ends:%Y-%m-%d %H:%M} UTC"] if ends else []),
        f"last used {used:%Y-%m-%d %H:%M} UTC" if used else "not used yet",
    ]


@contextmanager
def opened(settings: LocalSettings) -> Iterator[Store]:
    """Give the database, for us alone if nobody has it; else beside the bot that runs on it."""
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
