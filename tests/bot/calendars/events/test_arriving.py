"""A calendar that is the same but for its stamps is not cut; whatever else is another is."""

import pytest
from calendar_builders import calendar, event, reader
from hypothesis import given
from hypothesis import strategies as st

from bot.calendars.events.arriving import MOST_HELD, Arrived, Room, Unstamped
from bot.calendars.events.cut import Cut
from scheduling.errors import CalendarCutShort, CalendarNotRead

NINE = event("DTSTART:20261201T090000Z", "DTEND:20261201T100000Z", "DTSTAMP:20261127T100000Z")


def stamped(stamp: str, *more: str) -> bytes:
    return calendar(NINE.replace("20261127T100000Z", stamp), *more)


def arrive(
    text: bytes, *, known: str | None, room: Room | None = None, piece: int = 1000
) -> Arrived:
    with (room or Room()).arrival(reader(), known=known) as arriving:
        for start in range(0, len(text), piece):
            arriving.feed(text[start : start + piece])
        return arriving.close()


def unstamped(text: bytes, *, piece: int = 1_000_000) -> str:
    found = Unstamped()
    for start in range(0, len(text), piece):
        found.feed(text[start : start + piece])
    return found.digest()


def decisive(text: bytes) -> str:
    cut = Cut(reader())
    cut.feed(text)
    return cut.close().digest


def test_what_is_only_stamped_anew_is_not_cut() -> None:
    first = arrive(stamped("20261127T100000Z"), known=None)

    second = arrive(stamped("20261127T110000Z"), known=first.unstamped)

    assert first.cut is not None
    assert second == Arrived(unstamped=first.unstamped, cut=None)


def test_what_has_changed_is_cut_whole_also_where_that_shows_only_at_the_end() -> None:
    first = arrive(stamped("20261127T100000Z"), known=None)
    other = stamped("20261127T110000Z", NINE.replace("T09", "T08"))

    second = arrive(other, known=first.unstamped, piece=10)

    assert second.unstamped != first.unstamped
    assert second.cut is not None
    assert second.cut.digest == decisive(other)


def test_half_of_what_was_known_is_no_calendar() -> None:
    whole = stamped("20261127T100000Z")
    known = arrive(whole, known=None).unstamped

    with pytest.raises(CalendarCutShort):
        arrive(whole[:-20], known=known)


@pytest.mark.parametrize("left", [0, 500, MOST_HELD])
def test_without_room_to_hold_it_a_calendar_is_cut_as_it_comes(left: int) -> None:
    text = calendar(*(event(f"DTSTART:202612{day:02}T090000Z") for day in range(1, 29)))
    known, room = unstamped(text), Room(left=left)

    same = arrive(text, known=known, room=room, piece=100)
    other = arrive(text, known="another", room=room, piece=100)

    assert (same.cut is None) == (left == MOST_HELD)
    assert other.cut is not None
    assert other.cut.digest == decisive(text)
    assert room.left == left


def test_room_is_given_back_whatever_comes() -> None:
    room = Room(left=10_000)

    with pytest.raises(CalendarNotRead):
        arrive(b"BEGIN:VCALENDAR\r\n" + b"x" * 5_000, known="something", room=room)

    assert room.left == 10_000


# -- what counts as a stamp ----------------------------------------------------------------------

AT_NINE = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n{}\nEND:VEVENT\nEND:VCALENDAR\n"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Two lines where the first ends as those of old Macs did.
        ("DTSTAMP:1\rDTSTART:20261201T090000Z", "DTSTAMP:1\rDTSTART:20261201T100000Z"),
        # What a stamp stands in, or what goes on in the next line.
        ("DTSTART;X-A=DTSTAMP:20261201T090000Z", "DTSTART;X-A=DTSTAMP:20261201T100000Z"),
        ("DTSTAMP:1\nDTSTART:2026\n 1201", "DTSTART:2026\nDTSTAMP:1\n 1201"),
        ("DTSTART:2026120\n 1\nDTSTAMP:1", "DTSTART:2026120\nDTSTAMP:1\n 1"),
        ("DTSTART:20261201\nDTSTAMP:1\n 2", "DTSTART:20261201\nDTSTAMP:1\n 3"),
        # A name that only begins so.
        ("DTSTART:20261201\nX-DTSTAMP:1", "DTSTART:20261201\nX-DTSTAMP:2"),
    ],
)
def test_what_is_no_stamp_counts(one: str, other: str) -> None:
    first, second = (AT_NINE.format(lines).encode() for lines in (one, other))

    assert unstamped(first) != unstamped(second)


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("stamp", ["DTSTAMP:1", "DTSTAMP;X-A=b:20261127T100000Z", "DTSTAMP"])
def test_a_stamp_does_not_count_however_it_is_written(stamp: str, line_end: str) -> None:
    one, other = (
        AT_NINE.format(f"DTSTART:20261201\n{line}").replace("\n", line_end).encode()
        for line in (stamp, "DTSTAMP:20270101T000000Z")
    )

    assert unstamped(one) == unstamped(other)


_BITS = st.sampled_from(
    [
        *("DTSTAMP", "DTSTART", ":2026", "1201", ";", " ", "\t", "x" * 70_000, '"', "T090000Z"),
        *("\n", "\r\n", "\r", "\nDTSTAMP:", "\r\nDTSTAMP:1", "\nDTSTART:20261201", "\n "),
    ]
)
_LINES = st.lists(_BITS, max_size=12).map("".join)


@given(_LINES, _LINES)
def test_two_of_the_same_hash_say_the_same_wherever_it_matters(one: str, other: str) -> None:
    first, second = (AT_NINE.format(lines).encode() for lines in (one, other))

    if unstamped(first) == unstamped(second):
        assert _cut_or_why(first) == _cut_or_why(second)


@given(_LINES, st.lists(st.text("0123456789TZ:;=", max_size=5), min_size=12, max_size=12))
def test_whatever_stands_in_stamps_decides_nothing(text: str, stamps: list[str]) -> None:
    first = AT_NINE.format(text)
    head, *rest = first.split("\nDTSTAMP")
    second = head + "".join(
        f"\nDTSTAMP{stamp}{piece}" for stamp, piece in zip(stamps * 2, rest, strict=False)
    )

    assert unstamped(first.encode()) == unstamped(second.encode())
    assert _cut_or_why(first.encode()) == _cut_or_why(second.encode())


@given(_LINES.filter(lambda text: len(text) < 60_000), st.integers(1, 40))
def test_in_whatever_pieces_it_comes_the_hash_is_the_same(text: str, piece: int) -> None:
    whole = AT_NINE.format(text).encode()

    assert unstamped(whole, piece=piece) == unstamped(whole)


def _cut_or_why(text: bytes) -> str:
    try:
        return decisive(text)
    except CalendarNotRead as error:
        return type(error).__name__
