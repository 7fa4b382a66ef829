"""Which hours somebody wants to have taken away."""

from contextlib import suppress
from datetime import datetime
from zoneinfo import ZoneInfo

from scheduling.errors import NotUnderstood, SchedulingError, SeveralReadings
from scheduling.wording.reading.advice import Reworded
from scheduling.wording.reading.availability import read_availability
from scheduling.wording.reading.parsed import ParsedAvailability


def read_removals(text: str, *, now: datetime, zone: ZoneInfo) -> tuple[ParsedAvailability, ...]:
    """Return what hours a text such as "Tuesday" or "Tuesdays 9-12" may mean, to be taken away.

    A day without hours stands for all of it; a bare weekday for the coming one, or for every
    week. At least one; raises what `read_availability` does.
    """
    found = _removals(text, now=now, zone=zone)
    # Most texts don't come every week, and are then what they are alone.
    with suppress(SchedulingError):
        found += _removals(f"every {text}", now=now, zone=zone)
    return tuple(dict.fromkeys(found))


def _removals(text: str, *, now: datetime, zone: ZoneInfo) -> list[ParsedAvailability]:
    try:
        return [read_availability(text, now=now, zone=zone)]
    except NotUnderstood as error:
        if isinstance(error, SeveralReadings) and not isinstance(error, Reworded):
            return _each(error, now=now, zone=zone)
        try:
            return [read_availability(f"{text} all day", now=now, zone=zone)]
        except Reworded as worded:
            # Nothing is taken away that was only guessed.
            raise NotUnderstood(question=worded.question.replace(" all day`", "`")) from None
        except SeveralReadings as several:
            return _each(several, now=now, zone=zone)
        except SchedulingError:
            raise error from None


def _each(several: SeveralReadings, *, now: datetime, zone: ZoneInfo) -> list[ParsedAvailability]:
    ways = [reading.sentence for reading in several.readings]
    return [read_availability(way, now=now, zone=zone) for way in ways]
