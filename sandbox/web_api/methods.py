"""What a method of the Web API is, and who may call it."""

from collections.abc import Callable
from dataclasses import dataclass

from sandbox.events.local_slack import LocalSlack
from sandbox.state.errors import SlackError, invalid
from sandbox.state.types import Json
from sandbox.state.workspace import Workspace


@dataclass(frozen=True, kw_only=True, slots=True)
class Call:
    """One call of a method by the app."""

    slack: LocalSlack
    arguments: Json
    token_kind: str

    @property
    def workspace(self) -> Workspace:
        """The workspace that the call is about."""
        return self.slack.workspace

    def need(self, *names: str) -> list[str]:
        """Return the texts of arguments that must be there.

        Raises SlackError: `invalid_arguments`, naming what is missing.
        """
        missing = [one for one in names if not isinstance(self.arguments.get(one), str)]
        if missing:
            raise invalid(
                "invalid_arguments", [f"missing required field: {one}" for one in missing]
            )
        return [self.arguments[one] for one in names]

    def need_scope(self, scope: str) -> None:
        """Make sure that the app was given a scope.

        Raises SlackError: `missing_scope`.
        """
        provided = self.workspace.app.scopes
        if scope not in provided:
            raise SlackError("missing_scope", needed=scope, provided=",".join(sorted(provided)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Method:
    """A method of the Web API."""

    # What it does.
    run: Callable[[Call], Json]
    # What the app must have been given, if anything.
    scope: str | None = None
    # The kinds of token that it takes.
    tokens: frozenset[str] = frozenset({"bot"})


def token_kind(slack: LocalSlack, arguments: Json, authorization: str | None) -> str:
    """Say whose token the call carries, `bot` or `app`; takes it off the arguments.

    Raises SlackError: `not_authed`, `invalid_auth`, `token_revoked`.
    """
    # Popped, so that it is never written to the record of calls.
    token = str(arguments.pop("token", "") or "")
    if authorization is not None and authorization.startswith("Bearer "):
        token = authorization.removeprefix("Bearer ")
    if not token:
        raise SlackError("not_authed")
    if token in slack.workspace.tokens.revoked:
        raise SlackError("token_revoked")
    kind = slack.workspace.tokens.kind_of(token)
    if kind is None:
        raise SlackError("invalid_auth")
    return kind


def run(method: Method, call: Call) -> Json:
    """Do what a method does, when the call's token may.

    Raises SlackError: `not_allowed_token_type`, `missing_scope` and the method's own.
    """
    if call.token_kind not in method.tokens:
        raise SlackError("not_allowed_token_type")
    if method.scope is not None:
        call.need_scope(method.scope)
    return {"ok": True} | method.run(call)
