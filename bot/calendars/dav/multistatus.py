"""What a WebDAV server answers with: places, each with what was asked of it (RFC 4918)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from scheduling.errors import CalendarTooLarge, CalendarUnreadable

DAV = "{DAV:}"
CALDAV = "{urn:ietf:params:xml:ns:caldav}"
CALENDARSERVER = "{http://calendarserver.org/ns/}"

LARGEST_ANSWER = 10_000_000
_MOST_ELEMENTS = 200_000
_STATUS = re.compile(r"\s([1-5]\d\d)\b")
_GONE = (404, 410)
# The last two where it names an encoding that nobody has, or that is none of text.
_NO_XML = (ParseError, ValueError, LookupError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place on a server, by the path that it goes by there, and its properties by name."""

    href: str
    properties: dict[str, Element] = field(default_factory=dict)
    # What the server says instead of showing it, such as 403; none where it is shown.
    failure: int | None = None

    def text(self, name: str) -> str:
        """Return the text of a property, empty where there is none."""
        found = self.properties.get(name)
        return (found.text or "").strip() if found is not None else ""

    def hrefs(self, name: str) -> list[str]:
        """Return the places that a property names."""
        found = self.properties.get(name)
        if found is None:
            return []
        return [one.text.strip() for one in found.iter(f"{DAV}href") if one.text]

    def has(self, name: str, child: str) -> bool:
        """Tell whether a property holds an element, such as what sort of place it is."""
        found = self.properties.get(name)
        return found is not None and found.find(child) is not None


class MultistatusParser:
    """An answer that arrives in pieces."""

    def __init__(self) -> None:
        self._size = 0
        self._parser = XMLParser(target=_Bounded())

    def feed(self, piece: bytes) -> None:
        """Take the next bytes. Raises CalendarTooLarge and CalendarUnreadable."""
        self._size += len(piece)
        if self._size > LARGEST_ANSWER:
            raise CalendarTooLarge
        try:
            self._parser.feed(piece)
        except _NO_XML:
            raise CalendarUnreadable from None

    def places(self) -> list[Place]:
        """Return the places that there are, also those that are not shown; those that are gone are
        left out.
        """
        try:
            root: Element = self._parser.close()
        except _NO_XML:
            raise CalendarUnreadable from None
        if root.tag != f"{DAV}multistatus":
            raise CalendarUnreadable
        return list(_places(root))


class _Bounded(TreeBuilder):
    """A tree without a DOCTYPE, which no server needs, and with a bound."""

    def __init__(self) -> None:
        super().__init__()
        self._elements = 0

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> None:
        raise CalendarUnreadable

    def start(self, tag: str, attributes: dict[str, str], /) -> Element:
        self._elements += 1
        if self._elements > _MOST_ELEMENTS:
            raise CalendarTooLarge
        return super().start(tag, attributes)


def _places(root: Element) -> Iterator[Place]:
    for response in root.findall(f"{DAV}response"):
        failure = _failure(response.findtext(f"{DAV}status"))
        properties = {
            one.tag: one
            for found in response.findall(f"{DAV}propstat")
            if _failure(found.findtext(f"{DAV}status")) is None
            for one in found.findall(f"{DAV}prop/*")
        }
        is_empty = failure is None and response.find(f"{DAV}propstat") is None
        if failure in _GONE or is_empty:
            continue
        failure = failure or _failure_to_tell(response)
        # One answer may be about several places that have nothing but it in common.
        for href in response.findall(f"{DAV}href"):
            if at := (href.text or "").strip():
                yield Place(href=at, properties=properties, failure=failure)


def _failure_to_tell(response: Element) -> int | None:
    """Return why a server does not even tell what sort of place it is."""
    for found in response.findall(f"{DAV}propstat"):
        if found.find(f"{DAV}prop/{DAV}resourcetype") is not None:
            return _failure(found.findtext(f"{DAV}status"))
    return None


def _failure(status: str | None) -> int | None:
    """Return the number in "HTTP/1.1 403 Forbidden"; none where all is well or nothing is said."""
    found = _STATUS.search(status or "")
    return int(found[1]) if found and found[1] != "200" else None
