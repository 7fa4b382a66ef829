"""The ports at which HTTP is listened for: bound before anything else, so that a start that can't
have them ends at once.
"""

import contextlib
import socket
from collections.abc import Iterable, Iterator


class PortTaken(Exception):
    """The address can't be listened at; the message says why and what to do."""


def listening(*, host: str, port: int) -> socket.socket:
    """Return a socket that listens; port 0 is any free one. Raises PortTaken."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(128)
        except OSError:
            listener.close()
            raise
    except OSError as error:
        raise PortTaken(
            f"Port {port} of {host} can't be listened at ({error.strerror}). Set HTTP_PORT to a "
            "free one, or HTTP_HOST to an address of this machine."
        ) from None
    return listener


@contextlib.contextmanager
def listening_on(ports: Iterable[int], *, host: str) -> Iterator[list[socket.socket]]:
    """Listen on several ports of a host until the context is left. Raises PortTaken."""
    with contextlib.ExitStack() as opened:
        yield [
            opened.enter_context(contextlib.closing(listening(host=host, port=port)))
            for port in ports
        ]


def address_of(listener: socket.socket) -> str:
    """Return where browsers on this machine find it: "http://127.0.0.1:8000"."""
    host, port = listener.getsockname()[:2]
    host = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)
    return f"http://{f'[{host}]' if ':' in host and host[0] != '[' else host}:{port}"
