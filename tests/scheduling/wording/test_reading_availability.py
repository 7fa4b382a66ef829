"""What people write about their time, and what it gives: add a form by adding a line."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduling.errors import (
    NotUnderstood,
    SchedulingError,
    SeveralReadings,
    WindowHasPassed,
    WindowTooFar,
)
from scheduling.model import AvailabilityWindow, TimeOff, WallHours, Weekday, WeeklyHours
from scheduling.wording.reading import (
    ParsedAvailability,
    read_availability,
    said_words,
    sentence_of,
)

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2026, 11, 10, 8, 30, tzinfo=UTC)
"""Tue 10 Nov 2026, 9:30 AM in Berlin: when the texts below are written, if not said otherwise."""

MORNING = "Wed 11 Nov 2026, 9:00 AM – 12:00 PM"
NEXT_MORNING = "Thu 12 Nov 2026, 9:00 AM – 12:00 PM"
AFTERNOON = "Wed 11 Nov 2026, 2:00 PM – 4:00 PM"
WORK_DAYS = "Every Mon to Fri, 9:00 AM – 5:00 PM"

SEVERAL = [
    ("tomorrow 9-12, Thu 14-16", [MORNING, "Thu 12 Nov 2026, 2:00 PM – 4:00 PM"]),
    ("tomorrow 9-12; Thu 14-16", [MORNING, "Thu 12 Nov 2026, 2:00 PM – 4:00 PM"]),
    ("tomorrow 9-12\nThu 14-16", [MORNING, "Thu 12 Nov 2026, 2:00 PM – 4:00 PM"]),
    ("tomorrow 9-12\r\n\r\nThu 14-16\n", [MORNING, "Thu 12 Nov 2026, 2:00 PM – 4:00 PM"]),
    ("• tomorrow 9-12\n• Thu 14-16", [MORNING, "Thu 12 Nov 2026, 2:00 PM – 4:00 PM"]),
    ("tomorrow 9-12 and Thu 14-16", [MORNING, "Thu 12 Nov 2026, 2:00 PM – 4:00 PM"]),
    ("Thu 14-16, tomorrow 9-12", [MORNING, "Thu 12 Nov 2026, 2:00 PM – 4:00 PM"]),
    ("tomorrow 9-12 and 14-16", [MORNING, AFTERNOON]),
    ("tomorrow 9-12, 14-16", [MORNING, AFTERNOON]),
    ("tomorrow 9-12 & 14-16", [MORNING, AFTERNOON]),
    ("tomorrow 9-12 &amp; 14-16", [MORNING, AFTERNOON]),
    ("tomorrow 9-12, tomorrow 9-12", [MORNING]),
    ("tomorrow 9.00-12.10.", ["Wed 11 Nov 2026, 9:00 AM – 12:10 PM"]),
    ("tomorrow and Thu 9-12", [MORNING, NEXT_MORNING]),
    ("this Wed, Thu 9-12", [MORNING, NEXT_MORNING]),
    ("Wed, Thu this week 9-12", [MORNING, NEXT_MORNING]),
    ("Wed/Thu this week 9-12", [MORNING, NEXT_MORNING]),
    ("Wed-Thu this week 9-12", [MORNING, NEXT_MORNING]),
    ("from tomorrow to Thu 9-12", [MORNING, NEXT_MORNING]),
    ("11 & 12 Nov 9-12", [MORNING, NEXT_MORNING]),
    ("Nov 11 and 12 9-12", [MORNING, NEXT_MORNING]),
    ("11th, 12th of November, 9-12", [MORNING, NEXT_MORNING]),
    ("Wed 11th and Thu 12th Nov 9-12", [MORNING, NEXT_MORNING]),
    ("tomorrow for two days 9-12", [MORNING, NEXT_MORNING]),
    ("11-12 Nov 9-12", [MORNING, NEXT_MORNING]),
    ("Nov 11-12, 9-12", [MORNING, NEXT_MORNING]),
    ("11 Nov - 12 Nov, 9-12", [MORNING, NEXT_MORNING]),
    ("9-12 tomorrow and Thu", [MORNING, NEXT_MORNING]),
    ("9-12 tomorrow, 9-12 Thu", [MORNING, NEXT_MORNING]),
    (
        "next Mon and Wed 9-12",
        ["Mon 16 Nov 2026, 9:00 AM – 12:00 PM", "Wed 18 Nov 2026, 9:00 AM – 12:00 PM"],
    ),
    (
        "Mon, Wed next week 9-12",
        ["Mon 16 Nov 2026, 9:00 AM – 12:00 PM", "Wed 18 Nov 2026, 9:00 AM – 12:00 PM"],
    ),
    (
        "Mon, Wed 9-12 next week",
        ["Mon 16 Nov 2026, 9:00 AM – 12:00 PM", "Wed 18 Nov 2026, 9:00 AM – 12:00 PM"],
    ),
    # a whole week stands for its working days, and what is over is left out
    (
        "this week 9-12",
        [
            "Tue 10 Nov 2026, 9:00 AM – 12:00 PM",
            MORNING,
            NEXT_MORNING,
            "Fri 13 Nov 2026, 9:00 AM – 12:00 PM",
        ],
    ),
    (
        "weekdays next week 9-10",
        [
            "Mon 16 Nov 2026, 9:00 AM – 10:00 AM",
            "Tue 17 Nov 2026, 9:00 AM – 10:00 AM",
            "Wed 18 Nov 2026, 9:00 AM – 10:00 AM",
            "Thu 19 Nov 2026, 9:00 AM – 10:00 AM",
            "Fri 20 Nov 2026, 9:00 AM – 10:00 AM",
        ],
    ),
]

WEEKLY = [
    ("Tue, Thu 9-12 every week", "Every Tue and Thu, 9:00 AM – 12:00 PM"),
    ("every week Tue, Thu 9-12", "Every Tue and Thu, 9:00 AM – 12:00 PM"),
    ("every Tuesday and Thursday 9 to 12", "Every Tue and Thu, 9:00 AM – 12:00 PM"),
    ("each Tue & Thu, 9-12", "Every Tue and Thu, 9:00 AM – 12:00 PM"),
    ("Tuesdays and Thursdays 9-12", "Every Tue and Thu, 9:00 AM – 12:00 PM"),
    ("on Tuesdays and Thursdays from 9 to 12", "Every Tue and Thu, 9:00 AM – 12:00 PM"),
    ("9-12 every Tue and Thu", "Every Tue and Thu, 9:00 AM – 12:00 PM"),
    ("weekdays 9-17 except Fri", "Every Mon to Thu, 9:00 AM – 5:00 PM"),
    ("from now on Tue and Thu 9-12", "Every Tue and Thu, 9:00 AM – 12:00 PM"),
    ("Tue 9-12, Thu 9-12, every week", "Every Tue and Thu, 9:00 AM – 12:00 PM"),
    ("Mon-Fri 9-5 weekly", WORK_DAYS),
    ("Mon to Fri 9-17 every week", WORK_DAYS),
    ("Mondays to Fridays 9-17", WORK_DAYS),
    ("weekdays 9-5", WORK_DAYS),
    ("every weekday 9am–5pm", WORK_DAYS),
    ("working days, 9 to 5", WORK_DAYS),
    ("I'm available weekdays from 9am to 5pm, please", WORK_DAYS),
    ("every day 9-5", "Every day, 9:00 AM – 5:00 PM"),
    ("daily 9-5", "Every day, 9:00 AM – 5:00 PM"),
    ("every day all day", "Every day, all day"),
    ("every morning", "Every day, 9:00 AM – 12:00 PM"),
    ("weekday mornings", "Every Mon to Fri, 9:00 AM – 12:00 PM"),
    ("Tuesday mornings", "Every Tue, 9:00 AM – 12:00 PM"),
    ("weekends 10-2", "Every Sat and Sun, 10:00 AM – 2:00 PM"),
    ("Sat-Mon 10-12 weekly", "Every Mon, Sat and Sun, 10:00 AM – 12:00 PM"),
    ("every Fri 10pm - Sat 2am", "Every Fri, 10:00 PM – Sat, 2:00 AM"),
    ("every Sun 22:00 - Mon 02:00", "Every Sun, 10:00 PM – Mon, 2:00 AM"),
    ("every Fri 10pm - midnight", "Every Fri, 10:00 PM – midnight"),
    ("every tuesday, thursday 09:00 - 24:00", "Every Tue and Thu, 9:00 AM – midnight"),
]

IN_SOME_WEEKS = [
    ("every Tuesday 9-12 until 20 December", "Every Tue, {}, until Sun 20 Dec 2026"),
    (
        "every Tuesday from 8 Dec to 22 Dec 9-12",
        "Every Tue, {}, from Tue 8 Dec 2026 until Tue 22 Dec 2026",
    ),
    ("Tuesdays from 5 January 9-12", "Every Tue, {}, from Tue 5 Jan 2027"),
    ("starting Monday, weekdays 9-12", "Every Mon to Fri, {}, from Mon 16 Nov 2026"),
    ("starting today, weekdays 9-12", "Every Mon to Fri, {}"),
    ("every Tuesday 9-12 for 6 weeks", "Every Tue, {}, until Mon 21 Dec 2026"),
    ("Mondays 9-12 next month", "Every Mon, {}, from Tue 1 Dec 2026 until Thu 31 Dec 2026"),
    (
        "every other Tue and Thu from Wed 9 Dec 9-12",
        "Every 2 weeks on Tue and Thu, {}, from Thu 10 Dec 2026",
    ),
    ("every 3 weeks Fri 9-12 from 4 Dec", "Every 3 weeks on Fri, {}, from Fri 4 Dec 2026"),
    ("fortnightly on Friday 9-12 from 4 Dec", "Every 2 weeks on Fri, {}, from Fri 4 Dec 2026"),
    ("Tue 9-12 every week until 20 Dec", "Every Tue, {}, until Sun 20 Dec 2026"),
    ("weekdays except Friday 9-12 until 20 Dec", "Every Mon to Thu, {}, until Sun 20 Dec 2026"),
]

OVER_DAYS = [
    ("Fri 10pm - Sat 2am", "Fri 13 Nov 2026, 10:00 PM – Sat 14 Nov, 2:00 AM"),
    ("tomorrow 10pm to Thursday at 2am", "Wed 11 Nov 2026, 10:00 PM – Thu 12 Nov, 2:00 AM"),
    (
        "Thu 12 Nov 08:00 - Fri 13 Nov 17:00",
        "Thu 12 Nov 2026, 8:00 AM – Fri 13 Nov, 5:00 PM",
    ),
    (
        "2026-11-12T08:00 - 2026-11-13T17:00:00",
        "Thu 12 Nov 2026, 8:00 AM – Fri 13 Nov, 5:00 PM",
    ),
    ("2026-11-12T08:00 - 2026-11-12T17:00", "Thu 12 Nov 2026, 8:00 AM – 5:00 PM"),
    ("Thu 31 Dec 10pm - Fri 1 Jan 2am", "Thu 31 Dec 2026, 10:00 PM – Fri 1 Jan 2027, 2:00 AM"),
    ("Fri 10pm - Sat 00:00", "Fri 13 Nov 2026, 10:00 PM – midnight"),
    ("Fri 10pm - Sat 24:00", "Fri 13 Nov 2026, 10:00 PM – Sun 15 Nov, 12:00 AM"),
    ("Fri 9 - Fri 5", "Fri 13 Nov 2026, 9:00 AM – 5:00 PM"),
]

TIME_OFF = [
    ("off tomorrow", "Off Wed 11 Nov 2026"),
    ("tomorrow off", "Off Wed 11 Nov 2026"),
    ("off today", "Off Tue 10 Nov 2026"),
    ("off on Friday", "Off Fri 13 Nov 2026"),
    ("I’m off Friday", "Off Fri 13 Nov 2026"),
    ("not available on Friday", "Off Fri 13 Nov 2026"),
    ("I am not free Friday", "Off Fri 13 Nov 2026"),
    ("unavailable Fri", "Off Fri 13 Nov 2026"),
    ("busy Friday 2pm-4pm", "Off Fri 13 Nov 2026, 2:00 PM – 4:00 PM"),
    ("off Friday 2pm-4pm", "Off Fri 13 Nov 2026, 2:00 PM – 4:00 PM"),
    ("off Friday all day", "Off Fri 13 Nov 2026"),
    ("off Friday from 2pm", "Off Fri 13 Nov 2026, 2:00 PM – midnight"),
    ("off Friday after 14:00", "Off Fri 13 Nov 2026, 2:00 PM – midnight"),
    ("off Friday until noon", "Off Fri 13 Nov 2026, 12:00 AM – 12:00 PM"),
    ("off Fri 10pm - Sat 2am", "Off Fri 13 Nov 2026, 10:00 PM – Sat 14 Nov, 2:00 AM"),
    ("off 24 Dec - 2 Jan", "Off Thu 24 Dec 2026 – Sat 2 Jan 2027"),
    ("off from 24 Dec to 2 Jan", "Off Thu 24 Dec 2026 – Sat 2 Jan 2027"),
    ("off 24.12. - 2.1.", "Off Thu 24 Dec 2026 – Sat 2 Jan 2027"),
    ("off Dec 24 through Jan 2", "Off Thu 24 Dec 2026 – Sat 2 Jan 2027"),
    ("vacation: 2026-12-24 – 2027-01-02", "Off Thu 24 Dec 2026 – Sat 2 Jan 2027"),
    ("on holiday 24 Dec until 2 Jan", "Off Thu 24 Dec 2026 – Sat 2 Jan 2027"),
    ("out of office 24-28 Dec", "Off Thu 24 Dec 2026 – Mon 28 Dec 2026"),
    ("off 2026-12-24 - 2026-12-24", "Off Thu 24 Dec 2026"),
    ("off next week", "Off Mon 16 Nov 2026 – Sun 22 Nov 2026"),
    ("off this week", "Off Mon 9 Nov 2026 – Sun 15 Nov 2026"),
    ("off for 3 days", "Off Tue 10 Nov 2026 – Thu 12 Nov 2026"),
    ("off through Friday", "Off Tue 10 Nov 2026 – Fri 13 Nov 2026"),
    ("off until and including Friday", "Off Tue 10 Nov 2026 – Fri 13 Nov 2026"),
    ("Urlaub bis einschließlich Freitag", "Off Tue 10 Nov 2026 – Fri 13 Nov 2026"),
    ("off before Friday", "Off Tue 10 Nov 2026 – Thu 12 Nov 2026"),
    ("off until today", "Off Tue 10 Nov 2026"),
    ("off until the end of the week", "Off Tue 10 Nov 2026 – Sun 15 Nov 2026"),
    ("off until Friday noon", "Off Tue 10 Nov 2026, 12:00 AM – Fri 13 Nov, 12:00 PM"),
    ("off this afternoon", "Off Tue 10 Nov 2026, 12:00 PM – 5:00 PM"),
    ("sick today", "Off Tue 10 Nov 2026"),
    ("no interviews next week", "Off Mon 16 Nov 2026 – Sun 22 Nov 2026"),
    ("off Friday for 3 days", "Off Fri 13 Nov 2026 – Sun 15 Nov 2026"),
    ("off in December", "Off Tue 1 Dec 2026 – Thu 31 Dec 2026"),
    ("off 8 Nov - 12 Nov", "Off Sun 8 Nov 2026 – Thu 12 Nov 2026"),
]


@pytest.mark.parametrize(("text", "words"), SEVERAL)
def test_several_windows_are_read_from_one_text(text: str, words: list[str]) -> None:
    said = read(text)

    assert said_words(said) == tuple(words)


@pytest.mark.parametrize(("text", "words"), OVER_DAYS)
def test_a_window_may_end_on_another_day(text: str, words: str) -> None:
    said = read(text)

    assert said_words(said) == (words,)


@pytest.mark.parametrize("hour_later", range(0, 7 * 24, 11))
@pytest.mark.parametrize(("text", "words"), WEEKLY)
def test_weekly_hours_do_not_depend_on_today(text: str, words: str, hour_later: int) -> None:
    said = read(text, now=TUESDAY + timedelta(hours=hour_later))

    assert said_words(said) == (words,)
    assert not said.windows


@pytest.mark.parametrize(("text", "words"), IN_SOME_WEEKS)
def test_weekly_hours_have_a_start_an_end_and_an_interval(text: str, words: str) -> None:
    said = read(text)

    assert said_words(said) == (words.format("9:00 AM – 12:00 PM"),)
    assert read(sentence_of(said)) == said


@pytest.mark.parametrize(
    "text",
    ["Fri 14-16 instead", "instead Friday 14-16", "this Friday 14-16, instead of my weekly hours"],
)
def test_hours_can_be_in_the_place_of_the_weekly_ones_of_a_day(text: str) -> None:
    said = read(text)

    assert said_words(said) == ("Fri 13 Nov 2026, 2:00 PM – 4:00 PM, instead of weekly hours",)
    assert read(sentence_of(said)) == said


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("off until Fri", ["Last day off: Fri 13 Nov 2026", "Last day off: Thu 12 Nov 2026"]),
        ("Tuesday from 9:30", ["Until 12:00 PM", "Until 5:00 PM"]),
        ("every Tue from 4pm", ["Until 5:00 PM", "Until 6:00 PM"]),
        ("Fri from 10pm; Sat from 9", []),
    ],
)
def test_an_end_that_was_not_said_is_asked(text: str, labels: list[str]) -> None:
    with pytest.raises(NotUnderstood) as asked:
        read(text)

    readings = asked.value.readings if isinstance(asked.value, SeveralReadings) else ()
    assert [reading.label for reading in readings] == labels


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "off until Thursday, Mon 16 Nov 9-12",
            [
                "2026-11-16 09:00-12:00; off {today} - 2026-11-12",
                "2026-11-16 09:00-12:00; off {today} - 2026-11-11",
                "off {today} - 2026-11-12; off 2026-11-16 09:00-12:00",
                "off {today} - 2026-11-11; off 2026-11-16 09:00-12:00",
            ],
        ),
        (
            "off 12 Nov, Mon 16 Nov 9-12",
            [
                "2026-11-16 09:00-12:00; off 2026-11-12",
                "off 2026-11-12; off 2026-11-16 09:00-12:00",
                "off 2026-11-12 09:00-12:00; off 2026-11-16 09:00-12:00",
            ],
        ),
        (
            "off 12 Nov 2pm-4pm, Mon 16 Nov 9-12",
            [
                "2026-11-16 09:00-12:00; off 2026-11-12 14:00-16:00",
                "off 2026-11-12 14:00-16:00; off 2026-11-16 09:00-12:00",
            ],
        ),
        (
            "off 12 Nov - 13 Nov and Mondays 9-12",
            ["every monday 09:00-12:00; off 2026-11-12 - 2026-11-13"],
        ),
    ],
)
def test_whether_hours_behind_days_off_are_off_as_well_is_asked(
    text: str, sentences: list[str]
) -> None:
    with pytest.raises(SeveralReadings) as asked:
        read(text)

    today = TUESDAY.date()
    wanted = [sentence.format(today=today) for sentence in sentences]
    assert [reading.sentence for reading in asked.value.readings] == wanted
    for sentence in wanted:
        assert sentence_of(read(sentence)) == sentence


def test_an_interval_begins_with_the_hours_that_are_still_to_come() -> None:
    with pytest.raises(SeveralReadings) as asked:
        read("every other Tuesday 9-12", now=TUESDAY + timedelta(hours=8))

    labels = [reading.label for reading in asked.value.readings]
    assert labels == ["From Tue 24 Nov 2026", "From Tue 17 Nov 2026"]


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("every Tuesday from 8 Dec 2028 9-12", WindowTooFar),
        ("every Tuesday from 2026-11-01 to 2026-11-09 9-12", WindowHasPassed),
        ("every 8 weeks on Fri 9-12 from 2026-10-01 to 2026-11-10", WindowHasPassed),
    ],
)
def test_weekly_hours_begin_within_reach_and_are_not_over(
    text: str, error: type[SchedulingError]
) -> None:
    with pytest.raises(error):
        read(text)


@pytest.mark.parametrize(("text", "words"), TIME_OFF)
def test_time_off_is_read_in_many_ways(text: str, words: str) -> None:
    said = read(text)

    assert said_words(said) == (words,)
    assert not said.windows


def test_a_text_may_hold_everything_at_once() -> None:
    said = read("weekdays 9-17; off 24 Dec - 2 Jan\ntomorrow 18-20")

    assert said == ParsedAvailability(
        windows=(AvailabilityWindow(day=date(2026, 11, 11), hours=hours(18, 20)),),
        weekly=tuple(
            WeeklyHours(weekday=weekday, hours=hours(9, 17)) for weekday in list(Weekday)[:5]
        ),
        time_off=(TimeOff(day=date(2026, 12, 24), hours=hours(0, 10 * 24)),),
    )


def test_weekly_holds_for_the_weekdays_of_its_line_alone() -> None:
    said = read("every Mon 9-12, tomorrow 9-12; Thu 9-12")

    assert said_words(said) == ("Every Mon, 9:00 AM – 12:00 PM", MORNING, NEXT_MORNING)


@pytest.mark.parametrize("days_later", range(14))
@pytest.mark.parametrize("weekday", list(Weekday))
def test_a_weekday_is_the_next_one_whatever_day_it_is(weekday: Weekday, days_later: int) -> None:
    now = TUESDAY + timedelta(days=days_later)

    (window,) = read(f"{weekday.name.title()} 10-12", now=now).windows

    assert window.day.weekday() == weekday
    assert 0 <= (window.day - now.date()).days < 7


@pytest.mark.parametrize(
    ("local_hour", "day"),
    [(8, "Tue 10 Nov"), (11, "Tue 10 Nov"), (12, "Tue 17 Nov"), (13, "Tue 17 Nov")],
)
def test_today_counts_as_its_weekday_until_the_hours_are_over(local_hour: int, day: str) -> None:
    now = datetime(2026, 11, 10, local_hour, tzinfo=BERLIN)

    said = read("Tuesday 9-12", now=now)

    assert said_words(said) == (f"{day} 2026, 9:00 AM – 12:00 PM",)


@pytest.mark.parametrize(
    ("zone", "now", "text", "words"),
    [
        # tomorrow is the person's own
        ("UTC", "2026-11-10T23:59", "tomorrow 9-12", MORNING),
        ("Pacific/Auckland", "2026-11-10T12:00", "tomorrow 9-12", NEXT_MORNING),
        ("Pacific/Kiritimati", "2026-11-10T09:59", "tomorrow 9-12", MORNING),
        ("Pacific/Kiritimati", "2026-11-10T10:00", "tomorrow 9-12", NEXT_MORNING),
        ("Pacific/Pago_Pago", "2026-11-11T10:59", "tomorrow 9-12", MORNING),
        ("Pacific/Pago_Pago", "2026-11-11T11:00", "tomorrow 9-12", NEXT_MORNING),
        ("Asia/Kolkata", "2026-11-10T18:29", "tomorrow 9-12", MORNING),
        ("Asia/Kolkata", "2026-11-10T18:30", "tomorrow 9-12", NEXT_MORNING),
        ("America/New_York", "2026-11-11T04:59", "tomorrow 9-12", MORNING),
        # half an hour of it is left
        ("Asia/Kolkata", "2026-11-11T06:29", "Wed 9-12", MORNING),
        ("Asia/Kolkata", "2026-11-11T06:30", "Wed 9-12", "Wed 18 Nov 2026, 9:00 AM – 12:00 PM"),
        # the turn of the year, and 29 February
        ("UTC", "2026-12-31T12:00", "tomorrow 9-12", "Fri 1 Jan 2027, 9:00 AM – 12:00 PM"),
        ("UTC", "2026-12-31T12:00", "31 Dec 13-14", "Thu 31 Dec 2026, 1:00 PM – 2:00 PM"),
        ("UTC", "2026-12-31T12:00", "next Fri 9-12", "Fri 8 Jan 2027, 9:00 AM – 12:00 PM"),
        ("UTC", "2028-02-28T12:00", "tomorrow 9-12", "Tue 29 Feb 2028, 9:00 AM – 12:00 PM"),
        ("UTC", "2027-12-28T12:00", "29 Feb 9-12", "Tue 29 Feb 2028, 9:00 AM – 12:00 PM"),
        ("UTC", "2028-02-29T12:00", "off today", "Off Tue 29 Feb 2028"),
        ("UTC", "2026-01-31T12:00", "off next month", "Off Sun 1 Feb 2026 – Sat 28 Feb 2026"),
        # the nights on which the clocks change keep their wall time
        (
            "America/New_York",
            "2026-03-07T12:00",
            "tomorrow 1am-5am",
            "Sun 8 Mar 2026, 1:00 AM – 5:00 AM",
        ),
        (
            "America/New_York",
            "2026-03-07T12:00",
            "tomorrow 2am-3:15am",
            "Sun 8 Mar 2026, 2:00 AM – 3:15 AM",
        ),
        (
            "Australia/Lord_Howe",
            "2026-10-03T00:00",
            "tomorrow 2am-3am",
            "Sun 4 Oct 2026, 2:00 AM – 3:00 AM",
        ),
        (
            "Europe/Berlin",
            "2026-10-25T00:45",
            "today 2am-2:30am",
            "Sun 25 Oct 2026, 2:00 AM – 2:30 AM",
        ),
    ],
)
def test_every_zone_has_its_own_today(zone: str, now: str, text: str, words: str) -> None:
    instant = datetime.fromisoformat(now).replace(tzinfo=UTC)

    said = read_availability(text, now=instant, zone=ZoneInfo(zone))

    assert said_words(said) == (words,)


def test_a_window_that_has_begun_today_is_kept_whole() -> None:
    said = read("today 9-12")

    assert said_words(said) == ("Tue 10 Nov 2026, 9:00 AM – 12:00 PM",)


def read(text: str, *, now: datetime = TUESDAY) -> ParsedAvailability:
    return read_availability(text, now=now, zone=BERLIN)


def hours(start: int, end: int) -> WallHours:
    return WallHours(start=start * 60, end=end * 60)
