"""Radicale, a CalDAV server as people run it, on loopback and with users of its own."""

import asyncio
import os
import sys
from base64 import b64encode
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import bcrypt
from ports import free_port

PASSWORD = "wörd : 1"
_CONFIG = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = bcrypt
# A wrong password otherwise costs a second.
delay = 0
[rights]
type = owner_only
[storage]
filesystem_folder = {folder}/calendars
[web]
type = none
[logging]
level = error
"""
_NEW_CALENDAR = """<?xml version="1.0" encoding="utf-8"?>
<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
<C:supported-calendar-component-set><C:comp name="{kind}"/></C:supported-calendar-component-set>
</D:prop></D:set></C:mkcalendar>"""


@dataclass(kw_only=True)
class Radicale:
    """A server that runs."""

    port: int
    session: aiohttp.ClientSession

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    async def add_calendar(self, path: str, *, kind: str = "VEVENT") -> None:
        """Make a calendar, such as "ines/work"."""
        await self._asked("MKCALENDAR", path + "/", _NEW_CALENDAR.format(kind=kind))

    async def put(self, path: str, text: bytes) -> None:
        """Put an event into a calendar, such as "ines/work/1.ics"."""
        await self._asked("PUT", path, text.decode(), {"Content-Type": "text/calendar"})

    async def delete(self, path: str) -> None:
        await self._asked("DELETE", path, "")

    async def _asked(
        self, method: str, path: str, body: str, headers: Mapping[str, str] | None = None
    ) -> None:
        user = path.split("/")[0]
        words = b64encode(f"{user}:{PASSWORD}".encode()).decode()
        sent = {**(headers or {}), "Authorization": f"Basic {words}"}
        async with self.session.request(
            method, self.address + path, data=body.encode(), headers=sent
        ) as response:
            assert response.status < 300, (response.status, await response.text())


@asynccontextmanager
async def radicale(folder: Path, *users: str) -> AsyncIterator[Radicale]:
    """Run a server with these users, each of whom has the same password."""
    port = free_port()
    hashed = bcrypt.hashpw(PASSWORD.encode(), bcrypt.gensalt(rounds=4)).decode()
    (folder / "users").write_text("".join(f"{user}:{hashed}\n" for user in users))
    (folder / "config").write_text(_CONFIG.format(port=port, folder=folder))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "radicale", "--config", str(folder / "config")),
        env={"PATH": os.environ.get("PATH", ""), "PYTHONWARNINGS": "ignore"},
    )
    try:
        await _answering(port)
        async with aiohttp.ClientSession() as session:
            yield Radicale(port=port, session=session)
    finally:
        # It would wait for a request that never ends.
        process.kill()
        await process.wait()


async def _answering(port: int) -> None:
    async with asyncio.timeout(60):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                await writer.wait_closed()
                return
