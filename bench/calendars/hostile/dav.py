"""Servers that say to be of CalDAV."""

import asyncio
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bench.calendars.hostile import texts
from bench.calendars.hostile.places import INNER
from bench.calendars.hostile.servers import (
    Asked,
    Behaviour,
    answer,
    drip,
    flood,
    raw,
    redirect,
    silence,
)
from scheduling.errors import CalendarFault as Fault

_HEAD = '<?xml version="1.0"?>'
_NAMES = 'xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"'
_COLLECTION = "<D:resourcetype><D:collection/><C:calendar/></D:resourcetype>"
_LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in pairwise("abcdefghi"))
    + "]><x>&i;</x>"
)
_REFUSED = (Fault.ADDRESS_IS_INNER, Fault.ADDRESS_NOT_SECURE, Fault.ADDRESS_NOT_UNDERSTOOD)
_NO_SERVER = (Fault.NO_CALENDAR_THERE, Fault.NO_CALENDAR, Fault.TOO_LARGE, Fault.FAILING)


def servers() -> Iterator[tuple[str, Behaviour, Iterable[Fault]]]:
    """Yield what each is, how it behaves, and why it may not be read."""
    for inner in INNER[::6]:
        place = f"[{inner}]" if ":" in inner else inner
        yield f"all of it is at {inner}", redirect(f"https://{place}/"), _REFUSED
        yield f"you are at {inner}", _knows_you_at(f"https://{place}/you"), _REFUSED
        yield f"your calendars are at {inner}", _has_home(f"https://{place}/home/"), _REFUSED
    yield "your calendars are on the disk", _has_home("file:///etc/"), _REFUSED
    yield "a home within a home", _has_home("/within/"), _NO_SERVER
    yield "thousands of calendars", _has_calendars(5_000), (Fault.TOO_MANY,)
    yield "laughs", _says(_LAUGHS), _NO_SERVER
    yield (
        "a file of this machine",
        _says('<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>'),
        _NO_SERVER,
    )
    yield "a name of a megabyte", _says(f"<{'x' * 1_000_000}/>"), _NO_SERVER
    yield "a million things in each other", _says("<x>" * 1_000_000), _NO_SERVER
    yield "half an answer", _says(f"<D:multistatus {_NAMES}><D:response>"), _NO_SERVER
    yield (
        "an encoding of nobody",
        raw_xml('<?xml version="1.0" encoding="nobody"?><x/>'),
        _NO_SERVER,
    )
    yield "answers without end", flood(b"<x/>" * 10_000, head=_HEAD.encode() + b"<x>"), _NO_SERVER
    yield "a page", answer(b"<!DOCTYPE html><html><body>Welcome"), _NO_SERVER
    yield "events that are none", _has_events("rubbish"), ()
    yield "events that break off", _has_events("BEGIN:VCALENDAR\nBEGIN:VEVENT\n"), ()
    yield "events of each second", _has_events(texts.READ["each second since 1970"].decode()), ()
    yield "no word", silence, (Fault.TOO_SLOW,)
    yield "a word now and then", drip(_HEAD.encode(), status="207 Multi"), (Fault.TOO_SLOW,)
    yield "no more room", answer(status="507 Full"), (Fault.FAILING,)
    yield "no entry", answer(status="401 No"), (Fault.REFUSED,)
    yield "hung up", raw(b"HTTP/1.1 207 M"), (Fault.UNREACHABLE, Fault.CUT_SHORT)


def raw_xml(text: str) -> Behaviour:
    """Send XML as it is."""
    return answer(text.encode(), status="207 Multi-Status", Content_Type="application/xml")


def _says(text: str) -> Behaviour:
    return raw_xml(_HEAD + text)


def _multistatus(*responses: str) -> Behaviour:
    return _says(f"<D:multistatus {_NAMES}>{''.join(responses)}</D:multistatus>")


def _response(path: str, properties: str) -> str:
    return (
        f"<D:response><D:href>{path}</D:href><D:propstat><D:prop>{properties}</D:prop>"
        "<D:status>HTTP/1.1 200 OK</D:status></D:propstat></D:response>"
    )


def _knows_you_at(place: str) -> Behaviour:
    you = f"<D:current-user-principal><D:href>{place}</D:href></D:current-user-principal>"
    return _multistatus(_response("/", you))


def _has_home(place: str) -> Behaviour:
    home = f"<C:calendar-home-set><D:href>{place}</D:href></C:calendar-home-set>"
    return _multistatus(_response("/", home))


def _has_calendars(count: int, events: Behaviour | None = None) -> Behaviour:
    home = _has_home("/home/")
    within = _multistatus(*(_response(f"/home/{each}/", _COLLECTION) for each in range(count)))

    async def behave(asked: Asked, out: asyncio.StreamWriter) -> None:
        if asked.method == "REPORT" and events is not None:
            await events(asked, out)
        else:
            await (within if asked.path == "/home/" else home)(asked, out)

    return behave


def _has_events(text: str) -> Behaviour:
    data = f"<C:calendar-data>{text}</C:calendar-data>"
    return _has_calendars(1, _multistatus(_response("/home/0/odd.ics", data)))
