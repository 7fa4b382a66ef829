"""Signing in with whoever has a calendar, for the permission to see when somebody is busy.

The authorization code flow of OAuth 2.0 (RFC 6749, 4.1) with PKCE (RFC 7636), as RFC 9700 wants it.
"""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from bot.calendars.fetching.addresses import PrivateHosts
from bot.calendars.fetching.fetcher import Fetcher, Request
from bot.calendars.fetching.json_answers import JsonAnswer, asked_for_json, words_of
from bot.calendars.fetching.statuses import failure_of
from bot.calendars.tokens.tokens import token_request
from scheduling.errors import SignInFailed, SignInIncomplete

_IS_NONE = ("invalid_token", "invalid_grant")
_PASSING = ("server_error", "temporarily_unavailable")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInProvider:
    """With whom people sign in, as which client of theirs, and for what."""

    # As people know it.
    name: str
    client_id: str
    secret: str = field(repr=False)
    authorize_url: str
    token_url: str
    # None where what was given can't be given back.
    revoke_url: str | None
    # What is asked for, and which of it tells when somebody is busy.
    scopes: tuple[str, ...]
    needed: str
    # What else the request for permission takes.
    extra: Mapping[str, str]

    def address(self, *, state: str, challenge: str, redirect: str) -> str:
        """Return where somebody signs in, and is sent back from with a code."""
        asked = {
            "client_id": self.client_id,
            "redirect_uri": redirect,
            "response_type": "code",
            "scope": " ".join(self.scopes),
            "state": state,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            **self.extra,
        }
        return f"{self.authorize_url}?{urlencode(asked)}"

    def code_request(
        self, code: str, *, verifier: str, redirect: str, private: PrivateHosts
    ) -> Request:
        """Return what asks for a permission by the code that somebody was sent back with."""
        form = {
            **self._client,
            "grant_type": "authorization_code",
            "code": code,
            "code_verifier": verifier,
            "redirect_uri": redirect,
        }
        # Whoever sends a code twice may have all end that it has given (RFC 6749, 4.1.2).
        return replace(token_request(self.token_url, form, private=private), is_once=True)

    def refresh_request(self, refresh_token: str, *, private: PrivateHosts) -> Request:
        """Return what asks for a token to read by, by a permission that was given."""
        form = {**self._client, "grant_type": "refresh_token", "refresh_token": refresh_token}
        return token_request(self.token_url, form, private=private)

    def revoke_request(self, refresh_token: str, *, private: PrivateHosts) -> Request | None:
        """Return what gives a permission back (RFC 7009); None where that can't be done."""
        if self.revoke_url is None:
            return None
        return token_request(self.revoke_url, {"token": refresh_token}, private=private)

    @property
    def _client(self) -> dict[str, str]:
        return {"client_id": self.client_id, "client_secret": self.secret}


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """What somebody has given who has signed in. All of it is a secret, and shows in no repr."""

    refresh_token: str = field(repr=False)
    # What tells their account from others with the same provider; empty where it was not said.
    subject: str = field(repr=False)
    # That account's own address, where the provider vouches for it; else empty.
    address: str = field(repr=False)


async def permission_for(
    provider: SignInProvider, code: str, *, verifier: str, redirect: str, fetcher: Fetcher
) -> Permission:
    """Return what a code stands for. Raises SignInFailed, SignInIncomplete and CalendarNotRead."""
    request = provider.code_request(
        code, verifier=verifier, redirect=redirect, private=fetcher.private
    )
    answer = await asked_for_json(fetcher, request)
    if answer.status != 200:
        raise _refusal(provider, answer)
    refresh, scope = answer.facts.get("refresh_token"), answer.facts.get("scope")
    if not isinstance(refresh, str) or not refresh:
        raise SignInFailed(provider=provider.name, why="no lasting permission came")
    # RFC 6749, 5.1: left out where all was given that was asked for.
    if isinstance(scope, str) and not _holds(scope, provider.needed):
        raise SignInIncomplete(provider=provider.name)
    subject, address = _identity_in(answer.facts.get("id_token"), provider)
    return Permission(refresh_token=refresh, subject=subject, address=address)


async def give_back(provider: SignInProvider, refresh_token: str, *, fetcher: Fetcher) -> bool:
    """Give a permission back; tell whether there is nothing more to be done.

    Raises CalendarNotRead where it does not answer.
    """
    request = provider.revoke_request(refresh_token, private=fetcher.private)
    if request is None:
        return True
    answer = await fetcher.fetch(request, lambda _: None)
    # One that has ended is none to them (RFC 7009, 2.2; Google says so all the same).
    return answer.status == 200 or JsonAnswer(answer, b"").facts.get("error") in _IS_NONE


def _refusal(provider: SignInProvider, answer: JsonAnswer) -> Exception:
    error, more = answer.facts.get("error"), answer.facts.get("error_description")
    if answer.status == 429 or answer.status >= 500 or error in _PASSING:
        failure = failure_of(answer.answer)
        if failure is not None:
            return failure
    said = words_of(error, f"({more})" if more else "")
    return SignInFailed(provider=provider.name, why=code_words(error), said=said)


def code_words(code: object) -> str:
    """Return an error's code as it may be shown; what is none is not repeated."""
    words = words_of(code)
    is_code = words.isascii() and words.replace("_", "").isalnum() and len(words) <= 40
    return words if is_code else "no reason was given"


def _holds(scope: str, needed: str) -> bool:
    """Microsoft names a scope of Graph with its address, or without."""
    wanted = needed.casefold()
    given = scope.casefold().split()
    return wanted in given or wanted.rpartition("/")[2] in given


def _identity_in(id_token: object, provider: SignInProvider) -> tuple[str, str]:
    """Return whom an identity token is about, and the address that is known to be theirs.

    It has come from the provider itself, over TLS, so its signature need not be looked at (OpenID
    Connect Core 1.0, 3.1.3.7), nor any moment in it: it is used here and now, and never again, so
    clocks may differ.
    """
    if not isinstance(id_token, str):
        return "", ""
    try:
        payload = id_token.split(".")[1]
        facts: Any = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
        if facts["aud"] != provider.client_id:
            return "", ""
        address = facts.get("email") if facts.get("email_verified") is True else ""
        return str(facts["sub"]), str(address or "")
    except (ValueError, LookupError, TypeError, AttributeError):
        return "", ""
