"""With whom people can sign in: Google and Microsoft, and the least that is asked of each.

https://developers.google.com/identity/protocols/oauth2/web-server and
https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow
"""

from urllib.parse import quote

from bot.calendars.tokens.sign_in import SignInProvider

GOOGLE_SCOPE = "https://www.googleapis.com/auth/calendar.freebusy"
"""When somebody is busy in their own calendars, and nothing of their events."""


def google_sign_in(
    *, client_id: str, secret: str, accounts_url: str, tokens_url: str
) -> SignInProvider:
    """Return how people sign in with Google; both addresses end in "/"."""
    return SignInProvider(
        name="Google",
        client_id=client_id,
        secret=secret,
        authorize_url=f"{accounts_url}o/oauth2/v2/auth",
        token_url=f"{tokens_url}token",
        revoke_url=f"{tokens_url}revoke",
        # Which account it is, by a number, so that two of one person are two; and its address, so
        # that nobody connects theirs as the calendar of somebody else.
        scopes=("openid", "email", GOOGLE_SCOPE),
        needed=GOOGLE_SCOPE,
        # Without the second, only the first sign-in of somebody ever gives a lasting permission.
        extra={"access_type": "offline", "prompt": "select_account consent"},
    )


def microsoft_sign_in(
    *, client_id: str, secret: str, tenant: str, login_url: str, graph_url: str
) -> SignInProvider:
    """Return how people sign in with Microsoft; both addresses end in "/"."""
    way = f"{login_url}{quote(tenant, safe='')}/oauth2/v2.0"
    needed = f"{graph_url}Calendars.ReadBasic"
    return SignInProvider(
        name="Microsoft",
        client_id=client_id,
        secret=secret,
        authorize_url=f"{way}/authorize",
        token_url=f"{way}/token",
        # It has none: what was given ends in the account's own settings.
        revoke_url=None,
        scopes=(needed, "offline_access"),
        needed=needed,
        extra={"prompt": "select_account", "response_mode": "query"},
    )
