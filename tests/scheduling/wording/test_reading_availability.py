"""What people write about their time, and what it gives: add a form by adding a line."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from scheduling.model import AvailabilityWindow, TimeOff, WallHours, Weekday, WeeklyHours
from scheduling.wording import Said, read_availability, said_words

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2026, 11, 10, 8, 30, tzinfo=UTC)
"""Tue 10 Nov 2026, 9:30 AM in Berlin: when the texts below are written, if not said otherwise."""

NOON = "Wed 11 Nov 2026, 12:00 PM – 1:00 PM"
MORNING = "Wed 11 Nov 2026, 9:00 AM – 12:00 PM"
NEXT_MORNING = "Thu 12 Nov 2026, 9:00 AM – 12:00 PM"
AFTERNOON = "Wed 11 Nov 2026, 2:00 PM – 4:00 PM"
EVENING = "Wed 11 Nov 2026, 10:00 PM – midnight"
NINE_TO_FIVE = "Wed 11 Nov 2026, 9:00 AM – 5:00 PM"
WORK_DAYS = "Every Mon to Fri, 9:00 AM – 5:00 PM"

HOURS_TOMORROW = [
    ("10:00 AM - 2:00 PM", "Wed 11 Nov 2026, 10:00 AM – 2:00 PM"),
    # both clocks, with and without minutes
    ("9-12", MORNING),
    ("9 - 12", MORNING),
    ("09:00-12:00", MORNING),
    ("0900-1200", MORNING),
    ("9.00-12.00", MORNING),
    ("9:00-12:00", MORNING),
    ("9am-12pm", MORNING),
    ("9 AM to 12 PM", MORNING),
    ("9am to noon", MORNING),
    ("9a-12p", MORNING),
    ("9 a.m. - 12 p.m.", MORNING),
    ("14-16", AFTERNOON),
    ("14h-16h", AFTERNOON),
    ("14 h - 16 h", AFTERNOON),
    ("14h00-16h00", AFTERNOON),
    ("14:00:00-16:00:00", AFTERNOON),
    ("2pm-4pm", AFTERNOON),
    ("2 p.m. to 4 p.m.", AFTERNOON),
    ("2 in the afternoon to 4 in the afternoon", AFTERNOON),
    ("14h30-16h", "Wed 11 Nov 2026, 2:30 PM – 4:00 PM"),
    ("14.30 - 16.45", "Wed 11 Nov 2026, 2:30 PM – 4:45 PM"),
    ("9:07am-9:08am", "Wed 11 Nov 2026, 9:07 AM – 9:08 AM"),
    # words between them
    ("from 9 to 12", MORNING),
    ("between 9 and 12", MORNING),
    ("at 9-12", MORNING),
    ("9 till 12", MORNING),
    ("9 until 12", MORNING),
    ("9 through 12", MORNING),
    # the signs of phones and word processors
    ("9–12", MORNING),
    ("9—12", MORNING),
    ("9 − 12", MORNING),
    ("9 → 12", MORNING),
    ("9 -> 12", MORNING),
    ("9 -&gt; 12", MORNING),
    ("9~12", MORNING),
    ("９－１２", MORNING),
    ("9\u00a0–\u00a012", MORNING),
    ("9\u202fAM\u2009–\u200912\u202fPM", MORNING),
    ("“9-12”", MORNING),
    ("`9-12`", MORNING),
    ("(9-12)", MORNING),
    ("9-12.", MORNING),
    ("9-12 !", MORNING),
    ("9:00\u200b-12:00", MORNING),
    ("9 o’clock to 12 o'clock", MORNING),
    # the end that would not be after the start is in the afternoon
    ("9-5", NINE_TO_FIVE),
    ("9:00-5:00", NINE_TO_FIVE),
    ("9am-5", NINE_TO_FIVE),
    ("10:30-2:30", "Wed 11 Nov 2026, 10:30 AM – 2:30 PM"),
    ("12-1", NOON),
    ("12:00-1:00", NOON),
    ("noon-1", NOON),
    ("12pm-1", NOON),
    ("11-11", "Wed 11 Nov 2026, 11:00 AM – 11:00 PM"),
    ("9pm-12", "Wed 11 Nov 2026, 9:00 PM – midnight"),
    # one am or pm for both
    ("2-4pm", AFTERNOON),
    ("2 to 4 p.m.", AFTERNOON),
    ("9-5pm", NINE_TO_FIVE),
    ("12-1pm", NOON),
    ("9-12pm", MORNING),
    ("9-11am", "Wed 11 Nov 2026, 9:00 AM – 11:00 AM"),
    ("12-2am", "Wed 11 Nov 2026, 12:00 AM – 2:00 AM"),
    ("2pm-4", AFTERNOON),
    # as written, from five o'clock on
    ("5-9", "Wed 11 Nov 2026, 5:00 AM – 9:00 AM"),
    ("02:00-04:00", "Wed 11 Nov 2026, 2:00 AM – 4:00 AM"),
    # midnight
    ("10pm - midnight", EVENING),
    ("10pm until midnight", EVENING),
    ("10 PM - 12:00 AM", EVENING),
    ("22:00-24:00", EVENING),
    ("22:00-00:00", EVENING),
    ("22h-24h", EVENING),
    ("10pm-11:59pm", "Wed 11 Nov 2026, 10:00 PM – 11:59 PM"),
    ("midnight - 2am", "Wed 11 Nov 2026, 12:00 AM – 2:00 AM"),
    ("12am-12am", "Wed 11 Nov 2026, all day"),
    ("0-24", "Wed 11 Nov 2026, all day"),
    # parts of a day
    ("all day", "Wed 11 Nov 2026, all day"),
    ("all-day", "Wed 11 Nov 2026, all day"),
    ("the whole day", "Wed 11 Nov 2026, all day"),
    ("morning", MORNING),
    ("in the morning", MORNING),
    ("afternoon", "Wed 11 Nov 2026, 12:00 PM – 5:00 PM"),
    ("evening", "Wed 11 Nov 2026, 5:00 PM – 9:00 PM"),
]

DAYS_9_TO_12 = [
    ("tomorrow", MORNING),
    ("TOMORROW", MORNING),
    ("tmrw", MORNING),
    ("Tomorrow:", MORNING),
    ("tomorrow,", MORNING),
    ("in 1 day", MORNING),
    ("in two days", NEXT_MORNING),
    ("day after tomorrow", NEXT_MORNING),
    ("the day after tomorrow", NEXT_MORNING),
    ("in a week", "Tue 17 Nov 2026, 9:00 AM – 12:00 PM"),
    # weekdays: the next such day, and today is one of them
    ("Wed", MORNING),
    ("wednesday", MORNING),
    ("on Wednesday", MORNING),
    ("Weds.", MORNING),
    ("this Wednesday", MORNING),
    ("Tue", "Tue 10 Nov 2026, 9:00 AM – 12:00 PM"),
    ("Mon", "Mon 16 Nov 2026, 9:00 AM – 12:00 PM"),
    ("next Wednesday", "Wed 18 Nov 2026, 9:00 AM – 12:00 PM"),
    ("next Tue", "Tue 17 Nov 2026, 9:00 AM – 12:00 PM"),
    ("next week Mon", "Mon 16 Nov 2026, 9:00 AM – 12:00 PM"),
    ("Fri next week", "Fri 20 Nov 2026, 9:00 AM – 12:00 PM"),
    # dates
    ("11 Nov", MORNING),
    ("11 November", MORNING),
    ("11th November", MORNING),
    ("11th of Nov.", MORNING),
    ("the 11th of November", MORNING),
    ("the 11th", MORNING),
    ("Nov 11", MORNING),
    ("November 11th,", MORNING),
    ("Nov 11 2026", MORNING),
    ("Nov 11, 2026,", MORNING),
    ("11 Nov 2026", MORNING),
    ("Wed 11 Nov", MORNING),
    ("Wed, 11 Nov 2026", MORNING),
    ("Wednesday the 11th", MORNING),
    ("Wednesday, November 11, 2026,", MORNING),
    ("2026-11-11", MORNING),
    ("Wed 2026-11-11", MORNING),
    ("2026/11/11", MORNING),
    ("11.11.2026", MORNING),
    ("11/11", MORNING),
    ("11/11/2026", MORNING),
    ("11/11/26", MORNING),
    ("25/12", "Fri 25 Dec 2026, 9:00 AM – 12:00 PM"),
    ("12/25", "Fri 25 Dec 2026, 9:00 AM – 12:00 PM"),
    ("12/25/2026", "Fri 25 Dec 2026, 9:00 AM – 12:00 PM"),
    ("25-12-2026", "Fri 25 Dec 2026, 9:00 AM – 12:00 PM"),
    ("04.03.2027", "Thu 4 Mar 2027, 9:00 AM – 12:00 PM"),
    # without a year: the next one
    ("10 Nov", "Tue 10 Nov 2026, 9:00 AM – 12:00 PM"),
    ("9 Nov", "Tue 9 Nov 2027, 9:00 AM – 12:00 PM"),
    ("1 Jan", "Fri 1 Jan 2027, 9:00 AM – 12:00 PM"),
    ("31 Dec", "Thu 31 Dec 2026, 9:00 AM – 12:00 PM"),
]

SEVERAL = [
    ("tomorrow 9-12, Thu 14-16", [MORNING, "Thu 12 Nov 2026, 2:00 PM – 4:00 PM"]),
    ("tomorrow 9-12; Thu 14-16", [MORNING, "Thu 12 Nov 2026, 2:00 PM – 4:00 PM"]),
    ("tomorrow 9-12\nThu 14-16", [MORNING, "Thu 12 Nov 2026, 2:00 PM – 4:00 PM"]),
    ("tomorrow 9-12\r\n\r\nThu 14-16\n", [MORNING, "Thu 12 Nov 2026, 2:00 PM – 4:00 PM"]),
    ("tomorrow 9-12 and Thu 14-16", [MORNING, "Thu 12 Nov 2026, 2:00 PM – 4:00 PM"]),
    ("Thu 14-16, tomorrow 9-12", [MORNING, "Thu 12 Nov 2026, 2:00 PM – 4:00 PM"]),
    ("tomorrow 9-12 and 14-16", [MORNING, AFTERNOON]),
    ("tomorrow 9-12, 14-16", [MORNING, AFTERNOON]),
    ("tomorrow 9-12 & 14-16", [MORNING, AFTERNOON]),
    ("tomorrow 9-12 &amp; 14-16", [MORNING, AFTERNOON]),
    ("tomorrow 9-12, tomorrow 9-12", [MORNING]),
    ("tomorrow and Thu 9-12", [MORNING, NEXT_MORNING]),
    ("Wed, Thu 9-12", [MORNING, NEXT_MORNING]),
    ("Wed Thu 9-12", [MORNING, NEXT_MORNING]),
    ("Wed/Thu 9-12", [MORNING, NEXT_MORNING]),
    ("Wed-Thu 9-12", [MORNING, NEXT_MORNING]),
    ("from Wed to Thu 9-12", [MORNING, NEXT_MORNING]),
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
    ("Tue 9-12 weekly, Thu 9-12", "Every Tue and Thu, 9:00 AM – 12:00 PM"),
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
    ("off Dec 24 through Jan 2", "Off Thu 24 Dec 2026 – Sat 2 Jan 2027"),
    ("vacation: 2026-12-24 – 2027-01-02", "Off Thu 24 Dec 2026 – Sat 2 Jan 2027"),
    ("on holiday 24 Dec until 2 Jan", "Off Thu 24 Dec 2026 – Sat 2 Jan 2027"),
    ("out of office 24-28 Dec", "Off Thu 24 Dec 2026 – Mon 28 Dec 2026"),
    ("off 2026-12-24 - 2026-12-24", "Off Thu 24 Dec 2026"),
    ("off next week", "Off Mon 16 Nov 2026 – Sun 22 Nov 2026"),
    ("off this week", "Off Mon 9 Nov 2026 – Sun 15 Nov 2026"),
    ("off for 3 days", "Off Tue 10 Nov 2026 – Thu 12 Nov 2026"),
    ("off until Friday", "Off Tue 10 Nov 2026 – Fri 13 Nov 2026"),
    ("off in December", "Off Tue 1 Dec 2026 – Thu 31 Dec 2026"),
    ("off 8 Nov - 12 Nov", "Off Sun 8 Nov 2026 – Thu 12 Nov 2026"),
]


@pytest.mark.parametrize(("hours", "words"), HOURS_TOMORROW)
def test_hours_are_read_in_many_ways(hours: str, words: str) -> None:
    said = read(f"tomorrow {hours}")

    assert said_words(said) == (words,)


@pytest.mark.parametrize(("hours", "words"), HOURS_TOMORROW)
def test_hours_may_be_written_before_the_day_and_in_capitals(hours: str, words: str) -> None:
    said = read(f"{hours} TOMORROW".upper().replace("&GT;", "&gt;"))

    assert said_words(said) == (words,)


@pytest.mark.parametrize(("day", "words"), DAYS_9_TO_12)
def test_days_are_read_in_many_ways(day: str, words: str) -> None:
    said = read(f"{day} 9-12")

    assert said_words(said) == (words,)


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


@pytest.mark.parametrize(("text", "words"), TIME_OFF)
def test_time_off_is_read_in_many_ways(text: str, words: str) -> None:
    said = read(text)

    assert said_words(said) == (words,)
    assert not said.windows


def test_a_text_may_hold_everything_at_once() -> None:
    said = read("weekdays 9-17; off 24 Dec - 2 Jan\ntomorrow 18-20")

    assert said == Said(
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


def read(text: str, *, now: datetime = TUESDAY) -> Said:
    return read_availability(text, now=now, zone=BERLIN)


def hours(start: int, end: int) -> WallHours:
    return WallHours(start=start * 60, end=end * 60)
