"""What is for operators alone, on a port of their own."""

from starlette.types import ASGIApp, Receive, Scope, Send

from bot.web.api.shared.problems import problem

_THEIRS = ("/healthz", "/readyz", "/metrics", "/api/docs", "/api/openapi.json", "/api/page/")


class Operators:
    """Hides health, figures and the page of calls, but for the port that is the operators' own."""

    def __init__(self, app: ASGIApp, *, port: int | None) -> None:
        """`port` is None where everything is answered on every port."""
        self.app, self._port = app, port

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self._is_hidden(scope):
            await problem(404, "There is nothing at this address.")(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def _is_hidden(self, scope: Scope) -> bool:
        if self._port is None or not scope["path"].startswith(_THEIRS):
            return False
        _, port = scope.get("server") or (None, None)
        return bool(port != self._port)
