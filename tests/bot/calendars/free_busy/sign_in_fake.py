"""What people do who sign in at a small provider on loopback, and what that gives to whom.

As OAuth 2.0 has it (RFC 6749, 4.1 and 6; RFC 7636; RFC 7009): every code is good once, for who has
the verifier, and for the address to which it was sent.
"""

import base64
import hashlib
import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from aiohttp import web

CLIENT, SECRET = "client-7", "client-secret-7"


@dataclass(frozen=True, kw_only=True)
class Grant:
    """What one account has given to the client."""

    account: str
    scopes: tuple[str, ...]


@dataclass(kw_only=True)
class SignIns:
    """Accounts that sign in, and all that was given."""

    client_id: str = CLIENT
    secret: str = SECRET
    # Who sits in front of it, what they do not allow, and whether they allow anything.
    account: str = "ana@acme.example"
    unticked: frozenset[str] = frozenset()
    allows: bool = True
    # What is said in the place of asking them.
    error: str = ""
    # To where people may be sent back; anything for as long as there is none.
    redirects: set[str] = field(default_factory=set)
    # Whether accounts are known to have the addresses that they name.
    is_verified: bool = True
    # Whether nothing is taken back for the moment.
    is_unwell: bool = False
    # Whether each token comes with a newer permission.
    rotates: bool = False
    # and whether that is the end of the older one.
    ends_older: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    codes: dict[str, tuple[dict[str, str], Grant]] = field(default_factory=dict)
    grants: dict[str, Grant] = field(default_factory=dict)
    revoked: list[str] = field(default_factory=list)
    _count: int = 0

    def authorize(self, query: dict[str, str]) -> web.StreamResponse:
        """Send somebody back with what they have decided."""
        self.asked.append(query)
        well = (
            query.get("client_id") == self.client_id
            and query.get("response_type") == "code"
            and query.get("code_challenge_method") == "S256"
            and len(query.get("code_challenge", "")) == 43
            and query.get("redirect_uri", "") in (self.redirects or {query.get("redirect_uri")})
        )
        if not well:
            return web.Response(status=400, text="Error 400: redirect_uri_mismatch")
        back = {"state": query["state"]}
        if self.error or not self.allows:
            back["error"] = self.error or "access_denied"
        else:
            scopes = tuple(s for s in query["scope"].split() if s not in self.unticked)
            back["code"] = self._new("code")
            grant = Grant(account=self.account, scopes=scopes)
            self.codes[back["code"]] = query, grant
        there = f"{query['redirect_uri']}?{urlencode(back)}"
        return web.Response(status=302, headers={"Location": there})

    def granted(self, form: dict[str, str]) -> tuple[Grant, dict[str, Any]] | web.StreamResponse:
        """Return what a form has given, and what comes with a token for it; or a refusal."""
        if (form.get("client_id"), form.get("client_secret")) != (self.client_id, self.secret):
            return refused("invalid_client", status=401)
        if form["grant_type"] == "refresh_token":
            return self._refreshed(form["refresh_token"])
        query, grant = self.codes.pop(form.get("code", ""), ({}, None))
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        is_theirs = (challenge, form.get("redirect_uri")) == (
            query.get("code_challenge"),
            query.get("redirect_uri"),
        )
        if grant is None or not is_theirs:
            return refused("invalid_grant")
        refresh = self._new("refresh")
        self.grants[refresh] = grant
        return grant, {"refresh_token": refresh, "scope": " ".join(grant.scopes)}

    def _refreshed(self, token: str) -> tuple[Grant, dict[str, Any]] | web.StreamResponse:
        if token not in self.grants:
            return refused("invalid_grant")
        grant = self.grants[token]
        given: dict[str, Any] = {"scope": " ".join(grant.scopes)}
        if self.rotates:
            given["refresh_token"] = self._new("refresh")
            self.grants[given["refresh_token"]] = grant
            if self.ends_older:
                del self.grants[token]
        return grant, given

    def revoke(self, form: dict[str, str]) -> web.StreamResponse:
        """Take a permission back, and with it all of the same account."""
        if self.is_unwell:
            return web.Response(status=503)
        grant = self.grants.get(form.get("token", ""))
        if grant is None:
            return refused("invalid_token")
        self.revoked.append(form["token"])
        self.end(grant.account)
        return web.json_response({})

    def end(self, account: str) -> None:
        """Have all end that an account has given."""
        self.grants = {t: g for t, g in self.grants.items() if g.account != account}

    def _new(self, what: str) -> str:
        self._count += 1
        return f"{what}/{self._count}-{'x' * 90}"


def identity(grant: Grant, client_id: str, *, is_verified: bool) -> str:
    """An identity token, whose signature nobody looks at."""
    facts: dict[str, object] = {"sub": f"1{len(grant.account)}", "aud": client_id}
    if "email" in grant.scopes:
        facts |= {"email": grant.account, "email_verified": is_verified}
    parts = ({"alg": "none"}, facts)
    words = [base64.urlsafe_b64encode(json.dumps(p).encode()).decode().rstrip("=") for p in parts]
    return ".".join([*words, "signature"])


def refused(error: str, *, status: int = 400) -> web.StreamResponse:
    """A refusal as RFC 6749, 5.2 has it."""
    said = {"error": error, "error_description": "Token has been expired or revoked."}
    return web.json_response(said, status=status)
