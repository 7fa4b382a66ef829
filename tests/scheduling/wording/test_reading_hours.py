"""One day and its hours, as people write them: add a form by adding a line."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduling.wording.reading import ParsedAvailability, read_availability, said_words

TUESDAY = datetime(2026, 11, 10, 8, 30, tzinfo=UTC)

NOON = "Wed 11 Nov 2026, 12:00 PM – 1:00 PM"
MORNING = "Wed 11 Nov 2026, 9:00 AM – 12:00 PM"
NEXT_MORNING = "Thu 12 Nov 2026, 9:00 AM – 12:00 PM"
AFTERNOON = "Wed 11 Nov 2026, 2:00 PM – 4:00 PM"
EVENING = "Wed 11 Nov 2026, 10:00 PM – midnight"
NINE_TO_FIVE = "Wed 11 Nov 2026, 9:00 AM – 5:00 PM"

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
    ("9.00 - 12.00.", MORNING),
    ("9 - 12:00 noon", MORNING),
    ("9 - 12 o'clock noon", MORNING),
    ("10:00 for two hours", "Wed 11 Nov 2026, 10:00 AM – 12:00 PM"),
    ("from 14:00 for 90 minutes", "Wed 11 Nov 2026, 2:00 PM – 3:30 PM"),
    ("14 Uhr bis 16 Uhr", AFTERNOON),
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
    # as written, from seven o'clock on
    ("7-9", "Wed 11 Nov 2026, 7:00 AM – 9:00 AM"),
    ("6-2", "Wed 11 Nov 2026, 6:00 AM – 2:00 PM"),
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
    ("AM", MORNING),
    ("PM", "Wed 11 Nov 2026, 12:00 PM – 5:00 PM"),
    ("business hours", NINE_TO_FIVE),
    ("anytime", "Wed 11 Nov 2026, all day"),
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
    ("11.11.", MORNING),
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
    ("9 Nov 2027", "Tue 9 Nov 2027, 9:00 AM – 12:00 PM"),
    ("1 Jan", "Fri 1 Jan 2027, 9:00 AM – 12:00 PM"),
    ("31 Dec", "Thu 31 Dec 2026, 9:00 AM – 12:00 PM"),
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


NOT_TODAY = [(day, words) for day, words in DAYS_9_TO_12 if "10 Nov" not in words]


@given(day=st.sampled_from(NOT_TODAY), hours=st.sampled_from(HOURS_TOMORROW))
def test_every_day_goes_with_all_hours(day: tuple[str, str], hours: tuple[str, str]) -> None:
    the_day, _, _ = day[1].partition(", ")
    _, _, the_hours = hours[1].partition(", ")

    said = read(f"{day[0]} {hours[0]}")

    assert said_words(said) == (f"{the_day}, {the_hours}",)


@given(day=st.sampled_from(NOT_TODAY), hours=st.sampled_from(HOURS_TOMORROW))
def test_all_hours_go_before_every_day(day: tuple[str, str], hours: tuple[str, str]) -> None:
    the_day, _, _ = day[1].partition(", ")
    _, _, the_hours = hours[1].partition(", ")

    said = read(f"{hours[0]} {day[0].rstrip(',:')}")

    assert said_words(said) == (f"{the_day}, {the_hours}",)


def read(text: str) -> ParsedAvailability:
    return read_availability(text, now=TUESDAY, zone=ZoneInfo("Europe/Berlin"))
