"""Server-sent events: every change that concerns a person, as it happens."""

import asyncio
import json

from aiohttp import web

from sandbox.events.local_slack import LocalSlack
from sandbox.state.changes import Change
from sandbox.state.errors import NotPossible
from sandbox.state.types import Handler

SHOWN = {
    "message",
    "message_changed",
    "message_deleted",
    "modals",
    "home",
    "conversations",
    "clock",
    "app",
    "toast",
    "mail",
    "calendar",
    "traffic",
    "try_this",
}
QUIET_SECONDS = 15.0


def handler(slack: LocalSlack) -> Handler:
    """Make the handler of `GET /sandbox/events?as=U…`."""

    async def stream(request: web.Request) -> web.StreamResponse:
        try:
            who = slack.person(request.query.get("as", ""))
        except NotPossible as refused:
            return web.json_response({"error": str(refused)}, status=404)
        response = web.StreamResponse(
            headers={"Content-Type": "text/event-stream", "Cache-Control": "no-store"}
        )
        waiting: asyncio.Queue[Change] = asyncio.Queue()

        def hear(change: Change) -> None:
            if change.type == "closing" or (change.type in SHOWN and change.concerns(who.id)):
                waiting.put_nowait(change)

        end = slack.workspace.changes.watch(hear)
        try:
            await response.prepare(request)
            # A comment in the stream's terms: the browser sees that it is connected, and shows
            # nothing.
            await response.write(b": hello\n\n")
            while await _pass_on(response, waiting):
                pass
        except ConnectionError:
            pass
        finally:
            end()
        return response

    return stream


async def _pass_on(response: web.StreamResponse, waiting: asyncio.Queue[Change]) -> bool:
    """Write the next event, or a sign of life after a while; False when the server closes."""
    try:
        change = await asyncio.wait_for(waiting.get(), timeout=QUIET_SECONDS)
    except TimeoutError:
        # Only by writing is it found out that the browser has gone.
        await response.write(b": still here\n\n")
        return True
    if change.type == "closing":
        return False
    event = {"type": change.type, **change.data}
    await response.write(f"data: {json.dumps(event)}\n\n".encode())
    return True
