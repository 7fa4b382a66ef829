"""Radicale, as companies run it, in a process of its own: started when it is first asked."""

import asyncio
import socket
import subprocess
import sys
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import aiohttp

from sandbox.state.errors import NotPossible

PREFIX = "/caldav"
"""Under which path of the workspace the server is found."""
APP_PASSWORD = "practice"
"""Of everybody."""
CALENDAR = "calendar"
"""What everybody's one calendar is called there."""
_SECONDS_TO_START, _PAUSE, _SECONDS_TO_END = 20.0, 0.02, 2.0
_ATTEMPTS = 3
_CONFIG = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
# A wrong password otherwise costs a second.
delay = 0
[rights]
type = owner_only
[storage]
filesystem_folder = {folder}
[web]
type = none
[logging]
level = error
"""
_NEW_CALENDAR = (
    '<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>'
    '<C:supported-calendar-component-set><C:comp name="VEVENT"/>'
    "</C:supported-calendar-component-set></D:prop></D:set></C:mkcalendar>"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """What the server has answered."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class CalendarServer:
    """Answers for the calendars of some users; the loop that asks it must stop it."""

    def __init__(self, folder: Path, *, users: Sequence[str]) -> None:
        """Keep what stands in the calendars in a folder, and what the server has to say."""
        self._folder, self._users = folder.absolute(), users
        self._starting = asyncio.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._session: aiohttp.ClientSession | None = None
        self._port = 0

    async def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes = b"",
        headers: Mapping[str, str] | None = None,
        user: str | None = None,
    ) -> Answer:
        """Ask it something, as a user or with the headers that somebody has sent.

        Raises NotPossible where it does not run.
        """
        async with self._starting:
            if self._process is None or self._process.poll() is not None:
                await self._start()
        try:
            return await self._asked(method, path, body=body, headers=headers, user=user)
        except aiohttp.ClientError:
            raise NotPossible("The server of calendars has not answered. Try it again.") from None

    async def stop(self) -> None:
        """End the process, if it has been started."""
        if self._session is not None:
            await self._session.close()
            self._session = None
        if self._process is not None:
            self._end(self._process)
            self._process = None

    async def _start(self) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        users = "".join(f"{user}:{APP_PASSWORD}\n" for user in self._users)
        (self._folder / "users").write_text(users, encoding="utf-8")
        for _ in range(_ATTEMPTS):
            # It takes no socket that is bound already; another may have taken the port meanwhile.
            self._port = _free_port()
            config = _CONFIG.format(port=self._port, folder=self._folder)
            (self._folder / "config").write_text(config, encoding="utf-8")
            process = _run(self._folder / "config")
            if await _answers(process, self._port):
                break
            self._end(process)
        else:
            raise NotPossible(f"The server of calendars did not start: see {self._folder / 'log'}.")
        self._process = process
        self._session = self._session or aiohttp.ClientSession(auto_decompress=False)
        for user in self._users:
            # Refused (409) where it is there already.
            path = f"/{user}/{CALENDAR}/"
            await self._asked("MKCALENDAR", path, body=_NEW_CALENDAR.encode(), user=user)

    async def _asked(
        self,
        method: str,
        path: str,
        *,
        body: bytes,
        headers: Mapping[str, str] | None = None,
        user: str | None = None,
    ) -> Answer:
        assert self._session is not None  # it has been started
        sent = {"X-Script-Name": PREFIX, "Accept-Encoding": "identity", **(headers or {})}
        if user is not None:
            words = b64encode(f"{user}:{APP_PASSWORD}".encode()).decode()
            sent["Authorization"] = f"Basic {words}"
        async with self._session.request(
            method,
            f"http://127.0.0.1:{self._port}{path}",
            data=body,
            headers=sent,
            allow_redirects=False,
        ) as response:
            return Answer(
                status=response.status, headers=response.headers, body=await response.read()
            )

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdin is not None  # a pipe
        process.stdin.close()
        try:
            process.wait(timeout=_SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _run(config: Path) -> subprocess.Popen[bytes]:
    # By its file, so that it is found from any folder; -P, so that ours is not looked into.
    command = [sys.executable, "-P", str(Path(__file__).with_name("beside.py"))]
    command += ["--config", str(config)]
    # In a session of its own, Ctrl-C in a terminal does not end it before those who still ask it.
    with config.with_name("log").open("wb") as log:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stderr=log, start_new_session=True)


async def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until it can be asked; False where it ends, or takes too long."""
    try:
        async with asyncio.timeout(_SECONDS_TO_START):
            while process.poll() is None:
                try:
                    _, writer = await asyncio.open_connection("127.0.0.1", port)
                except OSError:
                    await asyncio.sleep(_PAUSE)
                else:
                    writer.close()
                    await writer.wait_closed()
                    return True
    except TimeoutError:
        pass
    return False


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
