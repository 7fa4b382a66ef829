"""Odd and hostile calendars: what can be read is read, and the rest is said."""

import pytest
from calendar_builders import busy, calendar, cut, event, read, reader
from odd_events import EVENTS, Odd
from odd_files import REFUSED, STILL_READ

from bot.calendars.events.reading import BROKEN_OFF, OTHER_CALENDAR
from scheduling.availability.calendars import CalendarReading
from scheduling.errors import SchedulingError


def said(reading: CalendarReading) -> tuple[list[tuple[str, int]], list[tuple[str, int]]]:
    """What is said to the owner, with numbers."""
    return (
        [(one.reason, one.count) for one in reading.skipped],
        [(one.reason, one.count) for one in reading.doubtful],
    )


@pytest.mark.parametrize("odd", EVENTS.values(), ids=EVENTS.keys())
def test_an_odd_event_takes_what_it_can_only_mean_and_costs_no_other(odd: Odd) -> None:
    reading = read(odd.text)

    assert busy(reading) == odd.busy
    skipped, doubtful = said(reading)
    assert skipped == ([(odd.skipped, 1)] if odd.skipped else [])
    assert doubtful == ([(odd.doubtful, 1)] if odd.doubtful else [])


@pytest.mark.parametrize("text", STILL_READ.values(), ids=STILL_READ.keys())
def test_an_odd_file_is_read(text: bytes) -> None:
    reading = read(text)

    assert busy(reading) == "01 09:00-10:00"
    assert said(reading) == ([], [])


@pytest.mark.parametrize(("text", "error"), REFUSED.values(), ids=REFUSED.keys())
def test_what_is_no_whole_calendar_is_never_free(text: bytes, error: type[SchedulingError]) -> None:
    with pytest.raises(SchedulingError) as raised:
        read(text)

    assert type(raised.value) is error


def test_an_event_that_breaks_off_is_told_of_and_the_next_one_read() -> None:
    reading = read(calendar("BEGIN:VEVENT\nUID:odd\nDTSTART:20261201T090000Z\n"))

    assert busy(reading) == ""
    assert said(reading) == ([(BROKEN_OFF, 1)], [])


def test_days_counted_otherwise_are_told_of() -> None:
    reading = read(calendar(event("DTSTART:20261201T090000Z"), head="CALSCALE:JULIAN\n"))

    assert reading.blocks == ()
    assert said(reading) == ([(OTHER_CALENDAR, 2)], [])


def test_days_counted_as_ours_are_read() -> None:
    assert read(calendar(head="CALSCALE:gregorian\n")).events == 1


def test_many_hostile_series_together_leave_the_others_their_time() -> None:
    traps = [
        event("DTSTART:19700101T000000Z", "RRULE:FREQ=SECONDLY", uid=f"trap-{number}")
        for number in range(100)
    ]
    weekly = event("DTSTART:20201201T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY", uid="mine")

    reading = read(calendar(*traps, weekly))

    assert busy(reading) == "01 09:00-10:00"
    assert [one.count for one in reading.skipped] == [100]


@pytest.mark.parametrize("piece", [1, 2, 3, 7, 64, 4096])
def test_it_does_not_matter_in_which_pieces_a_calendar_arrives(piece: int) -> None:
    texts = [odd.text for odd in EVENTS.values() if len(odd.text) < 10_000]
    texts += [text for text in STILL_READ.values() if len(text) < 10_000]

    whole = [cut(text, reader()) for text in texts]

    assert [cut(text, reader(), piece=piece) for text in texts] == whole
