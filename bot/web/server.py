"""The HTTP server, in the same process and on the same event loop as everything else."""

import asyncio
import contextlib
import logging
import socket
from collections.abc import AsyncIterator, Iterator, Sequence

import uvicorn
from starlette.types import ASGIApp

from bot.web.bounded import BoundedProtocol

_SECONDS_TO_DRAIN = 5


@contextlib.asynccontextmanager
async def serving(
    app: ASGIApp,
    *,
    listeners: Sequence[socket.socket],
    protocol: type[BoundedProtocol] = BoundedProtocol,
) -> AsyncIterator[None]:
    """Serve until the context is left; then what is under way is still answered."""
    logging.getLogger("uvicorn").setLevel(logging.WARNING)
    server = _Server(
        uvicorn.Config(
            app,
            http=protocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=_SECONDS_TO_DRAIN,
        )
    )
    task = asyncio.create_task(server.serve(sockets=list(listeners)))
    try:
        yield
    finally:
        server.should_exit = True
        await task
        for listener in listeners:
            listener.close()


class _Server(uvicorn.Server):
    """Leaves signals to whoever has started the process."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield
