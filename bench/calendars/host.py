"""A host of calendars in a process of its own: `python -m bench.calendars.host`.

It listens on the port that it is given. Under `/stamped/` each answer has a stamp and an ETag of
its own, as the large hosts have it; under `/kept/` it says when nothing has changed; under
`/changing/` something always has; under `/dav/` two calendars of somebody are a collection each,
with a token that says whether anything has changed.
"""

import itertools
import sys
from functools import cache
from html import escape

from aiohttp import web

from bench.calendars.made import STAMP, made_calendar, made_events

CALENDARS = 20
"""Different ones: the others are the same again."""

_NAMESPACES = (
    'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav" xmlns:S="http://calendarserver.org/ns/"'
)


@cache
def _calendar(number: int) -> bytes:
    return made_calendar(number)


@cache
def _small(number: int) -> bytes:
    return made_calendar(number, events=100, recurring=20)


@cache
def _resources(number: int) -> str:
    """Return events as a server of CalDAV sends them: each a calendar of its own."""
    return "".join(
        _response(
            f"/dav/event-{place}.ics",
            f"<C:calendar-data>{escape(_alone(event))}</C:calendar-data>",
        )
        for place, event in enumerate(made_events(number))
    )


class Host:
    """What it answers; each calendar is made when it is first asked for."""

    def __init__(self) -> None:
        self._stamps = itertools.count()

    async def stamped(self, request: web.Request) -> web.Response:
        """Answer with a calendar in which each event is stamped anew."""
        stamp = next(self._stamps)
        fresh = f"20261127T{stamp % 1_000_000:06d}Z".encode()
        text = _calendar(_number(request)).replace(STAMP.encode(), fresh)
        return web.Response(body=text, headers={"ETag": f'"{stamp}"'})

    async def kept(self, request: web.Request) -> web.Response:
        """Answer with a calendar, or that it is as it was."""
        if request.headers.get("If-None-Match") == '"1"':
            return web.Response(status=304)
        return web.Response(body=_calendar(_number(request)), headers={"ETag": '"1"'})

    async def changing(self, request: web.Request) -> web.Response:
        """Answer with a small calendar of other events than the last time."""
        name = f"@{next(self._stamps)}".encode()
        return web.Response(body=_small(_number(request)).replace(b"@bench", name))

    async def dav(self, request: web.Request) -> web.Response:
        """Answer as a CalDAV server does that lets anybody in."""
        if request.method == "REPORT":
            found = _resources(int(request.match_info["calendar"]) % CALENDARS)
        elif request.headers.get("Depth") == "1":
            number = 2 * int(request.match_info["number"])
            found = "".join(_collection(f"{request.path}{number + one}/") for one in range(2))
        else:
            found = _response(
                request.path, f"<C:calendar-home-set>{_href(request.path)}</C:calendar-home-set>"
            )
        text = f'<?xml version="1.0"?><D:multistatus {_NAMESPACES}>{found}</D:multistatus>'
        return web.Response(status=207, text=text, content_type="application/xml")


def main() -> None:
    """Serve until killed."""
    host, app = Host(), web.Application()
    app.router.add_get("/changing/{number}/", host.changing)
    app.router.add_get("/stamped/{number}/", host.stamped)
    app.router.add_get("/kept/{number}/", host.kept)
    app.router.add_route("PROPFIND", "/dav/{number}/", host.dav)
    app.router.add_route("REPORT", "/dav/{number}/{calendar}/", host.dav)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None)


def _number(request: web.Request) -> int:
    return int(request.match_info["number"]) % CALENDARS


def _href(path: str) -> str:
    return f"<D:href>{path}</D:href>"


def _response(path: str, properties: str) -> str:
    return (
        f"<D:response>{_href(path)}<D:propstat><D:prop>{properties}</D:prop>"
        "<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
    )


def _collection(path: str) -> str:
    kind = "<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>"
    return _response(path, f"{kind}<D:sync-token>one</D:sync-token><S:getctag>1</S:getctag>")


def _alone(event: str) -> str:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Bench\r\n{event}END:VCALENDAR\r\n"


if __name__ == "__main__":
    main()
