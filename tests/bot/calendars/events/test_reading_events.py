"""What takes time in a calendar, for whom, and on the nights on which clocks change."""

import pytest
from calendar_builders import GOOD, busy, calendar, event, hours, read, reader, shown

from scheduling.availability.calendars import CalendarReading, Reader

NINE = ("DTSTART:20261201T090000Z", "DTEND:20261201T100000Z")
ALL_DAY = ("DTSTART;VALUE=DATE:20261201", "DTEND;VALUE=DATE:20261202")
INES = frozenset({"ines@example.org", "ines@home.example"})
WHOLE_DAY = ("DTSTART;VALUE=DATE:20270328", "DTEND;VALUE=DATE:20270329")
SPRING = hours("2027-03-27 00:00", "2027-03-30 00:00")
AUTUMN = hours("2027-10-30 00:00", "2027-11-02 00:00")


def in_berlin(day: str, first: str, last: str) -> tuple[str, str]:
    return (
        f"DTSTART;TZID=Europe/Berlin:{day}T{first}00",
        f"DTEND;TZID=Europe/Berlin:{day}T{last}00",
    )


def blocks(reading: CalendarReading) -> list[str]:
    return [shown(block) for block in reading.blocks]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["TRANSP:OPAQUE"], "01 09:00-10:00"),
        (["TRANSP:TRANSPARENT"], ""),
        (["STATUS:CONFIRMED"], "01 09:00-10:00"),
        (["STATUS:CANCELLED"], ""),
        (["STATUS:TENTATIVE"], "01 09:00-10:00 tentative"),
        (["status:tentative"], "01 09:00-10:00 tentative"),
        (["X-MICROSOFT-CDO-BUSYSTATUS:BUSY"], "01 09:00-10:00"),
        (["X-MICROSOFT-CDO-BUSYSTATUS:OOF"], "01 09:00-10:00"),
        (["X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE"], "01 09:00-10:00 tentative"),
        (["X-MICROSOFT-CDO-BUSYSTATUS:FREE"], ""),
        (["X-MICROSOFT-CDO-BUSYSTATUS:WORKINGELSEWHERE", "TRANSP:OPAQUE"], ""),
        (["X-MICROSOFT-CDO-BUSYSTATUS:OOF", "TRANSP:TRANSPARENT"], "01 09:00-10:00"),
        (["ATTENDEE;PARTSTAT=DECLINED:mailto:INES@example.org"], ""),
        (['ATTENDEE;CN="a:b";PARTSTAT=DECLINED:MAILTO:ines@home.example'], ""),
        (["ATTENDEE;PARTSTAT=DECLINED;EMAIL=ines@home.example:/principals/7/"], ""),
        (["ATTENDEE;PARTSTAT=DECLINED:mailto:ivo@example.org"], "01 09:00-10:00"),
        (["ATTENDEE;PARTSTAT=TENTATIVE:mailto:ines@example.org"], "01 09:00-10:00 tentative"),
        (["ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:ines@example.org"], "01 09:00-10:00"),
        (["ATTENDEE:mailto:ines@example.org"], "01 09:00-10:00"),
    ],
)
def test_what_an_event_says_decides_whether_it_takes_time(lines: list[str], expected: str) -> None:
    reading = read(calendar(event(*NINE, *lines)), reader(addresses=INES))

    assert busy(reading) == expected


def test_who_is_not_known_has_declined_nothing() -> None:
    reading = read(calendar(event(*NINE, "ATTENDEE;PARTSTAT=DECLINED:mailto:ines@example.org")))

    assert busy(reading) == "01 09:00-10:00"


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ([], "all-day"),
        (["TRANSP:TRANSPARENT"], "free-all-day"),
        (["X-MICROSOFT-CDO-BUSYSTATUS:FREE"], "free-all-day"),
        (["X-MICROSOFT-CDO-BUSYSTATUS:OOF", "TRANSP:TRANSPARENT"], "all-day"),
        (["STATUS:TENTATIVE"], "tentative"),
        (["STATUS:TENTATIVE", "TRANSP:TRANSPARENT"], "free-all-day"),
    ],
)
def test_whole_days_are_told_apart(lines: list[str], kind: str) -> None:
    reading = read(calendar(event(*ALL_DAY, *lines)))

    assert busy(reading) == f"30 23:00-01 23:00 {kind}"


@pytest.mark.parametrize(
    "gone", ["STATUS:CANCELLED", "ATTENDEE;PARTSTAT=DECLINED:mailto:ines@example.org"]
)
def test_a_whole_day_that_was_cancelled_or_declined_is_no_day_marked_free(gone: str) -> None:
    reading = read(calendar(event(*ALL_DAY, "TRANSP:TRANSPARENT", gone)), reader(addresses=INES))

    assert busy(reading) == ""


@pytest.mark.parametrize(
    ("zone", "day", "nine"),
    [
        ("Pacific/Kiritimati", "30 10:00-01 10:00 all-day", "30 19:00-20:00"),
        ("Pacific/Pago_Pago", "01 11:00-02 11:00 all-day", "01 20:00-21:00"),
        ("Asia/Kathmandu", "30 18:15-01 18:15 all-day", "01 03:15-04:15"),
        ("America/New_York", "01 05:00-02 05:00 all-day", "01 14:00-15:00"),
    ],
)
def test_days_and_floating_times_are_those_of_the_owner(zone: str, day: str, nine: str) -> None:
    floating = event("DTSTART:20261201T090000", "DTEND:20261201T100000", uid="floating")

    reading = read(calendar(event(*ALL_DAY), floating), reader(zone=zone))

    assert busy(reading) in (f"{day}, {nine}", f"{nine}, {day}")


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])
def test_a_day_at_the_edge_of_the_window_counts_as_far_as_it_reaches_in(zone: str) -> None:
    week = hours("2026-12-01 00:00", "2026-12-02 00:00")
    days = [event(f"DTSTART;VALUE=DATE:202612{day:02d}", uid=str(day)) for day in range(1, 4)] + [
        event("DTSTART;VALUE=DATE:20261130", uid="30")
    ]

    reading = read(calendar(*days), reader(zone=zone, window=week))

    whole = {block for block in reading.blocks if block.kind == "all-day"}
    assert len(whole) == 2
    assert min(block.span.start for block in whole) == week.start
    assert max(block.span.end for block in whole) == week.end


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # The clock goes from 02:00 to 03:00 at 01:00 UTC.
        (in_berlin("20270328", "0130", "0230"), ["28 00:30-01:30"]),
        (in_berlin("20270328", "0230", "0330"), ["28 01:30-02:30"]),
        (in_berlin("20270328", "0000", "1200"), ["27 23:00-28 10:00"]),
        # Of no zone, it is the owner's.
        (("DTSTART:20270328T000000", "DTEND:20270328T120000"), ["27 23:00-28 10:00"]),
        (("DTSTART:20270328T023000", "DTEND:20270328T033000"), ["28 01:30-02:30"]),
        (("DTSTART:20270327T120000", "DURATION:PT24H"), ["27 11:00-28 11:00"]),
        (WHOLE_DAY, ["27 23:00-28 22:00 all-day"]),
        (("DTSTART;TZID=Europe/Berlin:20270327T120000", "DURATION:PT24H"), ["27 11:00-28 11:00"]),
        (("DTSTART;TZID=Europe/Berlin:20270327T120000", "DURATION:P1D"), ["27 11:00-28 11:00"]),
    ],
)
def test_nothing_is_shorter_in_the_night_in_spring(
    lines: tuple[str, str], expected: list[str]
) -> None:
    text = calendar(event(*lines)).replace(GOOD.replace("\n", "\r\n").encode(), b"")

    assert blocks(read(text, reader(window=SPRING))) == expected


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # The clock goes from 03:00 to 02:00 at 01:00 UTC.
        (in_berlin("20271031", "0130", "0200"), ["30 23:30-31 00:00"]),
        (in_berlin("20271031", "0230", "0330"), ["31 00:30-02:30"]),
        (in_berlin("20271031", "0330", "0430"), ["31 02:30-03:30"]),
        (("DTSTART;TZID=Europe/Berlin:20271030T120000", "DURATION:PT24H"), ["30 10:00-31 11:00"]),
    ],
)
def test_nothing_is_shorter_in_the_night_in_autumn(
    lines: tuple[str, str], expected: list[str]
) -> None:
    text = calendar(event(*lines))

    assert blocks(read(text, reader(window=AUTUMN))) == expected


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=SA,SU,MO", "FREQ=DAILY;COUNT=999"]
)
def test_a_series_keeps_its_time_of_day_through_both_nights(rule: str) -> None:
    nine = calendar(event(*in_berlin("20260905", "0900", "1000"), f"RRULE:{rule}"))

    spring, autumn = read(nine, reader(window=SPRING)), read(nine, reader(window=AUTUMN))

    assert blocks(spring) == ["27 08:00-09:00", "28 07:00-08:00", "29 07:00-08:00"]
    assert blocks(autumn) == ["30 07:00-08:00", "31 08:00-09:00", "01 08:00-09:00"]


def test_an_event_of_each_hour_comes_in_both_hours_of_the_same_name() -> None:
    night = hours("2027-10-30 23:00", "2027-10-31 03:00")
    lines = ("DTSTART;TZID=Europe/Berlin:20271030T000000", "DURATION:PT5M", "RRULE:FREQ=HOURLY")

    reading = read(calendar(event(*lines)), reader(window=night))

    assert blocks(reading) == [
        "30 23:00-23:05",
        "31 00:00-00:05",
        "31 01:00-01:05",
        "31 02:00-02:05",
    ]


def test_a_definition_of_one_calendar_means_nothing_in_the_next() -> None:
    nine = event("DTSTART;TZID=Customized Time Zone:20261201T090000", "DURATION:PT1H")

    def defined(offset: str) -> str:
        return (
            "BEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\n"
            f"DTSTART:16010101T000000\nTZOFFSETFROM:{offset}\nTZOFFSETTO:{offset}\n"
            "END:STANDARD\nEND:VTIMEZONE\n"
        )

    india, brazil = calendar(nine, head=defined("+0530")), calendar(nine, head=defined("-0300"))

    assert [busy(read(text)) for text in (india, brazil, calendar(nine), india)] == [
        "01 03:30-04:30",
        "01 12:00-13:00",
        "01 08:00-09:00",
        "01 03:30-04:30",
    ]
    assert read(calendar(nine)).doubtful != ()


def test_two_calendars_in_one_file_have_each_its_own_definitions() -> None:
    head = (
        "BEGIN:VTIMEZONE\nTZID:Own\nBEGIN:STANDARD\nDTSTART:16010101T000000\n"
        "TZOFFSETFROM:{0}\nTZOFFSETTO:{0}\nEND:STANDARD\nEND:VTIMEZONE\n"
    )
    nine = event("DTSTART;TZID=Own:20261201T090000", "DURATION:PT1H")

    both = calendar(nine, head=head.format("+0530")) + calendar(nine, head=head.format("-0300"))

    assert blocks(read(both)) == ["01 03:30-04:30", "01 10:00-11:00", "01 12:00-13:00"]


def test_our_own_interview_takes_no_time_at_whatever_hour() -> None:
    ours = {"odd": ()}

    reading = read(calendar(event(*NINE)), reader(ours=ours))

    assert busy(reading) == ""
    assert reading.events == 2


@pytest.mark.parametrize(
    ("hour", "expected"),
    [("09:00 10:00", ""), ("08:00 11:00", ""), ("09:30 10:30", "01 09:00-10:00")],
)
def test_an_old_uid_is_ours_only_within_its_hours(hour: str, expected: str) -> None:
    first, last = hour.split()
    ours = {"odd": (hours(f"2026-12-01 {first}", f"2026-12-01 {last}"),)}

    assert busy(read(calendar(event(*NINE)), reader(ours=ours))) == expected


def test_time_that_a_server_gives_without_events_counts_but_for_our_our_hours() -> None:
    given = (
        "BEGIN:VFREEBUSY\nFREEBUSY:20261201T080000Z/20261201T120000Z,20261202T080000Z/PT1H\n"
        "FREEBUSY;FBTYPE=FREE:20261203T080000Z/PT1H\n"
        "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20261204T080000Z/PT1H\nEND:VFREEBUSY\n"
    )
    text = calendar(given).replace(GOOD.replace("\n", "\r\n").encode(), b"")
    # With a UID of its own, an interview is ours at any hour; here there are no UIDs.
    by = reader(ours={"4f1c": ()}, our_hours=(hours("2026-12-01 09:00", "2026-12-01 10:00"),))

    assert blocks(read(text, by)) == [
        "01 08:00-09:00",
        "01 10:00-12:00",
        "02 08:00-09:00",
        "04 08:00-09:00 tentative",
    ]


def test_an_extra_day_may_have_a_length_of_its_own() -> None:
    lines = (*NINE, "RDATE;VALUE=PERIOD:20261202T090000Z/PT3H,20261203T090000Z/20261203T093000Z")

    assert busy(read(calendar(event(*lines)))) == ("01 09:00-10:00, 02 09:00-12:00, 03 09:00-09:30")


def test_an_event_of_thirty_days_counts_for_all_of_them() -> None:
    month = event("DTSTART:20261110T000000Z", "DTEND:20261210T000000Z")

    assert busy(read(calendar(month))) == "29 00:00-06 00:00"


def test_equal_lines_have_an_equal_digest_whatever_else_is_stamped_on_them() -> None:
    one = calendar(event(*NINE, "DTSTAMP:20261127T100000Z"), event(*ALL_DAY, uid="day"))
    same = calendar(event(*ALL_DAY, uid="day"), event(*NINE, "DTSTAMP:20261127T110000Z"))
    other = calendar(event(*NINE, "TRANSP:TRANSPARENT"), event(*ALL_DAY, uid="day"))

    assert read(one).digest == read(same).digest != read(other).digest


def test_the_window_is_cut_at_its_edges() -> None:
    by = Reader(zone="UTC", window=hours("2026-12-01 09:30", "2026-12-01 10:30"))

    assert blocks(read(calendar(event(*NINE)), by)) == ["01 09:30-10:00", "01 10:00-10:30"]
