"""A host of calendars in a process of its own: `python -m bench.calendars.host`.

It prints its port. Under `/stamped/` each answer has a stamp and an ETag of its own, as the large
hosts have it; under `/kept/` it says when nothing has changed; under `/changing/` something always
has.
"""

import itertools
import sys

from aiohttp import web

from bench.calendars.made import STAMP, made_calendar

CALENDARS = 20
"""Different ones: the others are the same again."""


def main() -> None:
    """Serve until killed."""
    calendars = [made_calendar(seed) for seed in range(CALENDARS)]
    small = [made_calendar(seed, events=100, recurring=20) for seed in range(CALENDARS)]
    stamps = itertools.count()

    async def stamped(request: web.Request) -> web.Response:
        text = calendars[int(request.match_info["number"]) % CALENDARS]
        stamp = next(stamps)
        fresh = text.replace(STAMP.encode(), f"20261127T{stamp % 1_000_000:06d}Z".encode())
        return web.Response(body=fresh, headers={"ETag": f'"{stamp}"'})

    async def kept(request: web.Request) -> web.Response:
        if request.headers.get("If-None-Match") == '"1"':
            return web.Response(status=304)
        text = calendars[int(request.match_info["number"]) % CALENDARS]
        return web.Response(body=text, headers={"ETag": '"1"'})

    async def changing(request: web.Request) -> web.Response:
        text = small[int(request.match_info["number"]) % CALENDARS]
        return web.Response(body=text.replace(b"@bench", f"@{next(stamps)}".encode()))

    app = web.Application()
    app.router.add_get("/changing/{number}", changing)
    app.router.add_get("/stamped/{number}", stamped)
    app.router.add_get("/kept/{number}", kept)
    web.run_app(app, host="127.0.0.1", port=int(sys.argv[1]), print=None)


if __name__ == "__main__":
    main()
