"""The calendars' side of the server: for programs as Radicale has it, and for the page."""

from datetime import UTC, date, datetime
from typing import Any

from aiohttp import web

from sandbox.calendars.calendars import SECRET_ADDRESSES, Calendars
from sandbox.calendars.events import Counts, Event, Moment, Shown
from sandbox.calendars.server import PREFIX, Answer
from sandbox.events.local_slack import LocalSlack
from sandbox.http.people_api import act_handler
from sandbox.state.errors import NotPossible
from sandbox.state.types import Handler, Json

_CHANGING = {"PUT", "DELETE", "MOVE", "MKCALENDAR", "PROPPATCH"}
_NOT_PASSED_ON = {
    *("host", "connection", "keep-alive", "transfer-encoding", "content-length", "te"),
    *("upgrade", "proxy-authorization", "x-script-name", "accept-encoding", "date", "server"),
}


def add_routes(router: web.UrlDispatcher, slack: LocalSlack) -> None:
    """Serve the calendars, where the workspace has any."""
    router.add_route("*", f"{PREFIX}/{{path:.*}}", _to_radicale(slack))
    router.add_route("*", "/.well-known/caldav", _well_known)
    router.add_get(f"{SECRET_ADDRESSES}/{{user}}/{{word}}/basic.ics", _by_secret(slack))
    router.add_get("/sandbox/calendars", _week(slack))
    for name, act in {"add": _add, "change": _change, "remove": _remove}.items():
        router.add_post(f"/sandbox/calendars/{name}", act_handler(slack, act))


def _to_radicale(slack: LocalSlack) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        calendars = _calendars(slack)
        path = "/" + request.rel_url.raw_path.removeprefix(PREFIX).lstrip("/")
        headers = _passed_on(request.headers.items())
        body = await request.read()
        answer = await calendars.server.ask(request.method, path, body=body, headers=headers)
        if request.method in _CHANGING and answer.status < 300:
            calendars.when_changed(path.split("/")[1])
        return _as_response(answer)

    return answer


async def _well_known(request: web.Request) -> web.StreamResponse:
    # RFC 6764, section 5: a program that knows the host alone is told where to go.
    return web.Response(status=301, headers={"Location": f"{PREFIX}/"})


def _by_secret(slack: LocalSlack) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        user, word = request.match_info["user"], request.match_info["word"]
        found = await _calendars(slack).by_secret(user, word)
        return web.Response(status=404) if found is None else _as_response(found)

    return answer


def _week(slack: LocalSlack) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            calendars, user = _calendars(slack), _user(slack, request.query.get("of", ""))
            start, end = (_instant(request.query.get(name)) for name in ("start", "end"))
            events = [_shown(one) for one in await calendars.between(user, start, end)]
        except NotPossible as refused:
            return web.json_response({"error": str(refused)}, status=404)
        ways = calendars.ways_to(user)
        return web.json_response(
            {
                "events": events,
                "secret_address": ways.secret_address,
                "server": ways.server,
                "user": ways.user,
                "app_password": ways.app_password,
            }
        )

    return answer


async def _add(slack: LocalSlack, told: Json) -> Json:
    user = _user(slack, told.get("of"))
    await _calendars(slack).add(user, _event(told), at=slack.workspace.now())
    return {"ok": True}


async def _change(slack: LocalSlack, told: Json) -> Json:
    user, name = _user(slack, told.get("of")), _name(told)
    await _calendars(slack).change(user, name, _event(told), at=slack.workspace.now())
    return {"ok": True}


async def _remove(slack: LocalSlack, told: Json) -> Json:
    await _calendars(slack).remove(_user(slack, told.get("of")), _name(told))
    return {"ok": True}


def _calendars(slack: LocalSlack) -> Calendars:
    if slack.calendars is None:
        raise web.HTTPNotFound(text="There are no calendars in this workspace.")
    return slack.calendars


def _user(slack: LocalSlack, of: Any) -> str:
    return slack.person(str(of)).name


def _name(told: Json) -> str:
    if not isinstance(told.get("name"), str) or not told["name"]:
        raise NotPossible("“name” is missing.")
    return str(told["name"])


def _event(told: Json) -> Event:
    try:
        counts = Counts(told.get("counts", Counts.BUSY))
        start, end = _moment(told.get("start")), _moment(told.get("end"))
    except ValueError:
        raise NotPossible("This is no event.") from None
    return Event(title=str(told.get("title") or ""), start=start, end=end, counts=counts)


def _moment(told: Any) -> Moment:
    """A day as "2026-11-24", or an instant in seconds since the epoch. Raises ValueError."""
    return date.fromisoformat(told) if isinstance(told, str) else _instant(told)


def _instant(told: Any) -> datetime:
    try:
        return datetime.fromtimestamp(float(told), UTC)
    except (TypeError, ValueError, OverflowError, OSError):
        raise NotPossible("This is no hour.") from None


def _shown(one: Shown) -> Json:
    event = one.event
    return {
        "name": one.name,
        "title": event.title,
        "start": _told(event.start),
        "end": _told(event.end),
        "counts": event.counts.value,
        "repeats": one.repeats,
    }


def _told(moment: Moment) -> float | str:
    return moment.timestamp() if isinstance(moment, datetime) else moment.isoformat()


def _passed_on(headers: Any) -> dict[str, str]:
    return {name: value for name, value in headers if name.casefold() not in _NOT_PASSED_ON}


def _as_response(answer: Answer) -> web.Response:
    headers = _passed_on(answer.headers.items())
    return web.Response(status=answer.status, headers=headers, body=answer.body)
