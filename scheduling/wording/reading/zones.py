"""Time zones as people name them: an IANA name in any case, or a city."""

import re
import unicodedata
from difflib import get_close_matches
from functools import cache
from zoneinfo import available_timezones

from scheduling.errors import NotUnderstood, UnknownTimeZone, listed
from scheduling.timespan import Clock

LONGEST_ZONE = 60
_CLOCK = re.compile(r"(12|24)[ -]?(?:h|hours?)?")
_REGIONS = frozenset(
    (
        *("Africa", "America", "Antarctica", "Arctic", "Asia"),
        *("Atlantic", "Australia", "Europe", "Indian", "Pacific"),
    )
)
_NO_PLACES = frozenset({"Factory", "localtime", "posixrules"})
_ABBREVIATIONS = {
    **dict.fromkeys(("bst", "gmt"), ("Europe/London", "UTC")),
    **dict.fromkeys(("wet", "west"), ("Europe/Lisbon",)),
    **dict.fromkeys(("cet", "cest", "met", "mez", "mesz"), ("Europe/Berlin", "Europe/Paris")),
    **dict.fromkeys(("eet", "eest"), ("Europe/Athens", "Europe/Helsinki")),
    "msk": ("Europe/Moscow",),
    "ist": ("Asia/Kolkata", "Europe/Dublin", "Asia/Jerusalem"),
    **dict.fromkeys(("est", "edt", "et", "est5edt"), ("America/New_York",)),
    **dict.fromkeys(("cst", "cdt", "ct", "cst6cdt"), ("America/Chicago", "Asia/Shanghai")),
    **dict.fromkeys(("mst", "mdt", "mt", "mst7mdt"), ("America/Denver", "America/Phoenix")),
    **dict.fromkeys(("pst", "pdt", "pt", "pst8pdt"), ("America/Los_Angeles",)),
    "hst": ("Pacific/Honolulu",),
    "jst": ("Asia/Tokyo",),
    "kst": ("Asia/Seoul",),
    "sgt": ("Asia/Singapore",),
    "hkt": ("Asia/Hong_Kong",),
    **dict.fromkeys(("aest", "aedt"), ("Australia/Sydney", "Australia/Brisbane")),
    **dict.fromkeys(("acst", "acdt"), ("Australia/Adelaide", "Australia/Darwin")),
    "awst": ("Australia/Perth",),
    **dict.fromkeys(("nzst", "nzdt"), ("Pacific/Auckland",)),
    "brt": ("America/Sao_Paulo",),
    "sast": ("Africa/Johannesburg",),
}
_OTHER_CITIES = {
    **dict.fromkeys(("san francisco", "seattle", "san diego", "las vegas"), "America/Los_Angeles"),
    **dict.fromkeys(("boston", "washington", "miami", "atlanta", "nyc"), "America/New_York"),
    **dict.fromkeys(("philadelphia", "washington dc"), "America/New_York"),
    **dict.fromkeys(("austin", "dallas", "houston"), "America/Chicago"),
    **dict.fromkeys(("montreal", "ottawa"), "America/Toronto"),
    **dict.fromkeys(("mumbai", "delhi", "new delhi", "bangalore"), "Asia/Kolkata"),
    **dict.fromkeys(("bengaluru", "chennai", "hyderabad", "pune"), "Asia/Kolkata"),
    **dict.fromkeys(("munich", "hamburg", "cologne", "frankfurt"), "Europe/Berlin"),
    **dict.fromkeys(("manchester", "edinburgh", "cambridge", "oxford"), "Europe/London"),
    **dict.fromkeys(("milan", "naples", "turin"), "Europe/Rome"),
    **dict.fromkeys(("geneva", "bern", "basel"), "Europe/Zurich"),
    **dict.fromkeys(("lyon", "marseille", "toulouse"), "Europe/Paris"),
    **dict.fromkeys(("krakow", "wroclaw", "wrocław", "gdansk"), "Europe/Warsaw"),
    **dict.fromkeys(("beijing", "shenzhen", "guangzhou"), "Asia/Shanghai"),
    **dict.fromkeys(("osaka", "kyoto"), "Asia/Tokyo"),
    **dict.fromkeys(("barcelona", "valencia"), "Europe/Madrid"),
    "canberra": "Australia/Sydney",
    "wellington": "Pacific/Auckland",
    "rio de janeiro": "America/Sao_Paulo",
    "tel aviv": "Asia/Jerusalem",
    "abu dhabi": "Asia/Dubai",
    "cape town": "Africa/Johannesburg",
    "hanoi": "Asia/Bangkok",
    "porto": "Europe/Lisbon",
    "rotterdam": "Europe/Amsterdam",
    "kiev": "Europe/Kyiv",
    "utc": "UTC",
}
_OFFSET = re.compile(r"(?:utc|gmt)?\s*[-+−]\s*[0-9]{1,2}(?::?[0-9]{2})?", re.IGNORECASE)


def read_clock(text: str) -> Clock:
    """Return the clock that "24", "24h" or "12 hours" names. Raises NotUnderstood."""
    hours = _CLOCK.fullmatch(text.strip().casefold())
    if hours is None:
        raise NotUnderstood(
            question="Which clock? `/register clock 24` writes times as 14:00, and "
            "`/register clock 12` as 2:00 PM."
        )
    return Clock(hours[1])


def read_zone(text: str) -> str:
    """Return the IANA name of a zone named in any case, by itself or by a city.

    Raises UnknownTimeZone for the rest, with what may have been meant: letters such as CET or
    IST and offsets such as UTC+2 are no zones, since they change with the season and the place.
    """
    typed = " ".join(text.split()).strip(" .,")[:LONGEST_ZONE]
    small = _plain_letters(typed)
    if suggestions := _ABBREVIATIONS.get(small):
        hint = f"Letters change with the season. Did you mean {_either(suggestions)}?"
        raise UnknownTimeZone(name=typed, hint=hint)
    if _OFFSET.fullmatch(typed):
        hint = "Offsets change with the season. Name a place, such as Europe/Berlin or New York."
        raise UnknownTimeZone(name=typed, hint=hint)
    zone = _names().get(small.replace(" ", "_")) or _cities().get(small.replace("_", " "))
    if zone is None:
        raise _unknown(typed)
    return zone


def _plain_letters(text: str) -> str:
    """In small letters without accents, as the tz database writes São Paulo."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _unknown(typed: str) -> UnknownTimeZone:
    known = {**_cities(), **_names()}
    near = get_close_matches(typed.casefold(), known, n=3, cutoff=0.7)
    zones = tuple(dict.fromkeys(known[name] for name in near))
    if not zones:
        return UnknownTimeZone(name=typed)
    return UnknownTimeZone(name=typed, hint=f"Did you mean {_either(zones)}?")


def _either(zones: tuple[str, ...]) -> str:
    return listed(zones).replace(" and ", " or ")


@cache
def _names() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(available_timezones() - _NO_PLACES)}


@cache
def _cities() -> dict[str, str]:
    """Of two zones with a city of one name, the shorter name is the older, main one."""
    places = [name for name in _names().values() if name.split("/")[0] in _REGIONS]
    longest_first = sorted(places, key=lambda name: (-name.count("/"), name))
    cities = {name.split("/")[-1].replace("_", " ").casefold(): name for name in longest_first}
    return {**_OTHER_CITIES, **{city: zone for city, zone in cities.items() if "/" in zone}}
