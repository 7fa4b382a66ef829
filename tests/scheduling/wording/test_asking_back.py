"""What can't be kept, or can't be told, is asked back or refused: nothing is guessed."""

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from languages.locales import own_style_of
from languages.style import written_in
from scheduling.errors import (
    EndNotAfterStart,
    NotUnderstood,
    SeveralReadings,
    WindowHasPassed,
    WindowInTheGap,
    WindowTooFar,
)
from scheduling.wording.reading import ParsedAvailability, read_availability, read_removals
from scheduling.wording.reading.parsed import said_words

BERLIN = ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2026, 11, 10, 8, 30, tzinfo=UTC)
TODAY = date(2026, 11, 10)

NOT_UNDERSTOOD = [
    # text, what the question contains
    ("", "When? For example"),
    ("  \n;; ", "When? For example"),
    ("blah", "I did not understand “blah”"),
    ("???", "I did not understand “???”"),
    ("🦄", "I did not understand “🦄”"),
    ("tomorrow 9-12 blah", "“blah”"),
    ("tomorrow 9-12 Berlin time", "“Berlin time”"),
    ("tomorrow 9-12 CET", "“CET”"),
    ("tomorrow 9-12 or so", "“so”"),
    ("every Tue 9-12 except in July", "“except in July”"),
    ("every other Tue 9-12", "“every other Tue 9-12”"),
    ("Wendesday 9-12", "Did you mean “wednesday”?"),
    ("tomorrow 9-12 evrey week", "Did you mean “every”?"),
    # something is missing
    ("9", "I found only “9”"),
    ("tomorrow 9", "I found only “9”"),
    ("tomorrow at 9", "I found only “at 9”"),
    ("tomorrow from 11pm", "I found only “from 11pm”"),
    ("tomorrow after 3", "I found only “after 3”"),
    ("Mondays but not 10-11", "“Mondays but not 10-11” names no hours to take those out of."),
    ("Mondays but not 10-11", "hours that you have given: `/availability remove Mondays 12-13`"),
    ("tomorrow until noon", "I found only “until noon”"),
    ("tomorrow 9-", "I found only “9-”"),
    ("9-12", "On which day, “9-12”?"),
    ("every week 9-12", "On which day"),
    ("tomorrow 9-12; 14-16", "On which day, “14-16”?"),
    ("off", "On which day, “off”?"),
    ("tomorrow", "At which hours, “tomorrow”? For example `tomorrow 9-12`"),
    ("Tue, Thu", "At which hours, “Tue, Thu”?"),
    ("every Tuesday", "At which hours, “every Tuesday”?"),
    ("24-28 Dec", "At which hours, “24-28 Dec”?"),
    ("off from Friday", "From “Friday” until which day? For example `off from tomorrow to Friday`"),
    ("off after 10 Dec", "From “11 Dec” until which day?"),
    ("off after Friday", "From “14 Nov” until which day?"),
    # could be read in two ways
    ("off until Friday", "Is Fri 13 Nov 2026 the last day off, or the first day back?"),
    ("off until Friday", "Write `off 2026-11-10 - 2026-11-13` or `off 2026-11-10 - 2026-11-12`."),
    ("krank bis Freitag", "Is Fri 13 Nov 2026 the last day off, or the first day back?"),
    ("off until tomorrow", "Write `off 2026-11-10 - 2026-11-11` or `off 2026-11-10`."),
    ("Tuesday from 9:30", "Until when, “from 9:30”? Write `2026-11-10 09:30-12:00` or `2026-"),
    ("from 9:30 on Tuesday", "Until when, “from 9:30”?"),
    ("Tuesday from 9:30 on", "Until when, “from 9:30”?"),
    ("Dienstag ab halb zehn", "I read “halb zehn” as in “Dienstag ab 9:30”. Until when"),
    ("every Tue after 3pm", "Write `every tuesday 15:00-17:00` or `every tuesday 15:00-18:00`."),
    ("Mon-Fri from 10", "Write `every monday - friday 10:00-12:00`, `2026-11-16 - 2026-11-20 10:0"),
    ("03/04 9-12", "Is 03/04 the 3rd of April or the 4th of March? Write `2027-04-03 "),
    ("11/12 9-12", "Is 11/12 the 11th of December or the 12th of November? Write `2026-12-11 "),
    ("1/2/2027 9-12", "the 1st of February or the 2nd of January? Write `2027-02-01 09:00"),
    ("03-04-2027 9-12", "Is 03-04-2027 the 3rd of April or the 4th of March?"),
    ("tomorrow 2-4", "Is 2-4 in the morning or in the afternoon?"),
    ("tomorrow 1:30-3:30", "Is 1:30-3:30 in the morning or in the afternoon?"),
    ("tomorrow 5-9", "Is 5-9 in the morning or in the afternoon?"),
    ("tomorrow 5-7", "Write `2026-11-11 17:00-19:00` or `2026-11-11 05:00-07:00`."),
    ("9 Nov 9-12", "Did you mean 9 Nov 2027? This year that day is over."),
    ("tomorrow 11-11", "“11-11” begins and ends at the same time."),
    ("tomorrow 9:00-9:00", "“9:00-9:00” begins and ends at the same time."),
    ("Wed Thu 9-12", "“Wed Thu 9-12”"),
    ("Mon-Fri 9-17", "Is “Mon-Fri 9-17” every week, or only the coming days?"),
    ("Mon/Wed/Fri 9-12", "Write `every monday, wednesday, friday 09:00-12:00` or `2026-11-11, "),
    ("tomorrow and the Wednesday after 9-12", "I did not understand"),
    ("the week of 1 Nov 9-12", "Did you mean 1 Nov 2027?"),
    ("in October 9-12", "Did you mean 1 Oct 2027?"),
    ("Tue 9-12, Wed 14-16 next week", "hold for what stands before it as well?"),
    ("Tue 9-12 weekly, Thu 9-12", "Is “Thu 9-12” every week, or only the coming days?"),
    ("every Mon 9-12, Thu 14-16", "Is “Thu 14-16” every week, or only the coming days?"),
    ("tomorrow 9-12 PST", "times are read by the clock of the person"),
    ("every other Tue 9-11", "From which week on is “every other Tue 9-11”?"),
    ("Tue every 3 weeks 9-12", "From which day on is “Tue every 3 weeks 9-12” to be counted?"),
    ("every 2 weeks 9-12", "On which weekday, “every 2 weeks 9-12”?"),
    ("first Monday of the month 9-12", "Name the dates instead: `7 Dec and 4 Jan 9-12`"),
    ("every second Tuesday 9-12", "as in `every 2 weeks Tuesday from 17 Nov 9-12`"),
    ("Tuesdays 14-16 instead", "On which date, “Tuesdays 14-16 instead”?"),
    ("Tuesdays, next week 9-12", "I can't tell how to count"),
    ("Dec 7 and 9-12", "At which hours, “Dec 7”?"),
    ("tomorrow 9-12 GMT+2", "leave out the offset"),
    ("tomorrow 9-12 UTC-5", "leave out the offset"),
    ("tomorrow 10-12am", "Is 10-12am in the morning or in the afternoon?"),
    ("tomorrow 9-midnight", "Is 9-midnight in the morning or in the afternoon?"),
    ("off tomorrow until 5", "Is 5 in the morning or in the afternoon?"),
    ("off tomorrow from 2", "Is 2 in the morning or in the afternoon?"),
    ("Fri 10pm - Sat midnight", "Is that the midnight at which the day starts, or ends?"),
    ("off tomorrow, Fri 9-12", "What of “off tomorrow, Fri 9-12” is time off?"),
    ("off tomorrow 2pm-4pm, Fri 9-12", "What of “off tomorrow 2pm-4pm, Fri 9-12” is time off?"),
    ("off until Thu and Mondays 9-12", "That can be meant in several ways."),
    ("12 Nov - 9 Nov 9-12", "from 12 Nov 2026 to 9 Nov 2027"),
    ("off 24 Dec - 20 Dec", "from 24 Dec 2025 to 20 Dec 2026"),
    ("2026-11-10T09:00Z - 2026-11-10T12:00Z", "leave out the offset"),
    ("2026-11-10T09:00+01:00", "leave out the offset"),
    # contradicts itself or the calendar
    ("Wed 10 Nov 9-12", "10 Nov 2026 is a Tuesday, not a Wednesday."),
    ("Wed 10 Nov 9-12", "Which did you mean, 10 Nov 2026 or 11 Nov 2026, a Wednesday?"),
    ("Mon 2026-11-10 9-12", "or 9 Nov 2026, a Monday?"),
    ("31 Feb 9-12", "There is no date “31 Feb”"),
    ("30.02.2027 9-12", "There is no date “30.02.2027”"),
    ("2027-02-29 9-12", "There is no date “2027-02-29”"),
    ("2027-13-01 9-12", "There is no date “2027-13-01”"),
    ("0000-00-00 9-12", "The year 0 is out of my reach."),
    ("9999-12-31 9-12", "The year 9999 is out of my reach."),
    ("0/0 9-12", "There is no date “0/0”"),
    ("0/5 9-12", "There is no date “0/5”"),
    ("5/0/2027 9-12", "There is no date “5/0/2027”"),
    ("tomorrow 25:00-26:00", "There is no time “25:00”"),
    ("tomorrow 9-24:01", "There is no time “24:01”"),
    ("tomorrow 9:60-10", "There is no time “9:60”"),
    ("tomorrow 14am-15", "There is no time “14am”"),
    ("tomorrow 24:00-25:00", "“24:00” is the end of a day, so nothing starts then."),
    ("tomorrow 24:00-2am", "“24:00” is the end of a day, so nothing starts then."),
    # is not what weekly hours or time off are
    ("tomorrow 9-12 every week", "“tomorrow 9-12 every week” does not come every week."),
    ("every 10 Nov 9-12", "does not come every week."),
    ("every Fri 10pm - 14 Nov 2am", "does not come every week."),
    ("every Tue 9:00 - Mon 9:00", "would run into itself a week later"),
    ("off every Friday", "Time off is for dates"),
    ("off Mondays", "Time off is for dates"),
    ("Mon, Tue 10pm - Wed 2am", "I did not understand “Mon, Tue 10pm - Wed 2am”"),
    ("10 Nov - 31 Dec 9-12", "That would be 52 separate days."),
    ("tomorrow 9-12, " * 40, "at most 500 characters"),
]

END_NOT_AFTER_START = [
    # text, start, end
    ("tomorrow 17:00-9:00", "5:00 PM", "9:00 AM"),
    ("tomorrow 17:00-09:00", "5:00 PM", "9:00 AM"),
    ("tomorrow 09:00-05:00", "9:00 AM", "5:00 AM"),
    ("tomorrow 12:00-11:00", "12:00 PM", "11:00 AM"),
    ("tomorrow 2pm-1pm", "2:00 PM", "1:00 PM"),
    ("tomorrow 2pm-10am", "2:00 PM", "10:00 AM"),
    ("tomorrow 14-2", "2:00 PM", "2:00 AM"),
    ("tomorrow 10pm-2am", "10:00 PM", "2:00 AM"),
    ("tomorrow 22-2", "10:00 PM", "2:00 AM"),
    ("tomorrow 12:00-12:00pm", "12:00 PM", "12:00 PM"),
    ("tomorrow 9:00 AM - 9:00 AM", "9:00 AM", "9:00 AM"),
    ("every Tue 15:00-14:00", "3:00 PM", "2:00 PM"),
    ("off Fri 15:00-14:00", "3:00 PM", "2:00 PM"),
    ("Fri 10pm - Fri 2am", "10:00 PM", "2:00 AM"),
    ("off 2026-12-24 - 2026-12-20", "Thu 24 Dec 2026", "Sun 20 Dec 2026"),
    (
        "2026-11-12 22:00 - 2026-11-11 23:00",
        "Thu 12 Nov 2026, 10:00 PM",
        "Wed 11 Nov 2026, 11:00 PM",
    ),
]

HAS_PASSED = [
    ("yesterday 9-12", "Mon 9 Nov 2026, 9:00 AM – 12:00 PM"),
    ("today 8-9", "Tue 10 Nov 2026, 8:00 AM – 9:00 AM"),
    ("today 9:00-9:30", "Tue 10 Nov 2026, 9:00 AM – 9:30 AM"),
    ("2026-11-09 9-12", "Mon 9 Nov 2026, 9:00 AM – 12:00 PM"),
    ("tomorrow 9-12; 2025-01-01 9-12", "Wed 1 Jan 2025, 9:00 AM – 12:00 PM"),
    ("off 2026-11-01 - 2026-11-09", "Off Sun 1 Nov 2026 – Mon 9 Nov 2026"),
]

TOO_FAR = [
    ("2027-11-12 9-12", "Fri 12 Nov 2027, 9:00 AM – 12:00 PM"),
    ("1 Jan 2030 9-12", "Tue 1 Jan 2030, 9:00 AM – 12:00 PM"),
    ("in 400 days 9-12", "Wed 15 Dec 2027, 9:00 AM – 12:00 PM"),
    ("in 9999 weeks 9-12", "9:00 AM – 12:00 PM"),
    ("29 Feb 9-12", "Tue 29 Feb 2028, 9:00 AM – 12:00 PM"),
    ("tomorrow 9:00 - 1 Jan 2099 9:00", "Wed 11 Nov 2026, 9:00 AM – Thu 1 Jan 2099, 9:00 AM"),
    ("off 24 Dec 2027 - 2 Jan 2028", "Off Fri 24 Dec 2027 – Sun 2 Jan 2028"),
    ("off 24 Dec 2026 - 2 Jan 2028", "Off Thu 24 Dec 2026 – Sun 2 Jan 2028"),
]

IN_THE_GAP = [
    # zone, text
    ("Europe/Berlin", "28 Mar 2027 2am-3am"),
    ("Europe/Berlin", "28 Mar 2027 2:15am-2:45am"),
    ("America/New_York", "14 Mar 2027 2am-3am"),
    ("Australia/Lord_Howe", "3 Oct 2027 2:00am-2:30am"),
    ("Africa/Cairo", "30 Apr 2027 12am-1am"),
]


@pytest.mark.parametrize(("text", "question"), NOT_UNDERSTOOD)
def test_what_cannot_be_told_is_asked_back(text: str, question: str) -> None:
    with pytest.raises(NotUnderstood) as asked:
        read(text)

    assert question in asked.value.question


@pytest.mark.parametrize("text", [text for text, _ in NOT_UNDERSTOOD])
def test_every_question_is_short_and_shows_what_to_write(text: str) -> None:
    with pytest.raises(NotUnderstood) as asked:
        read(text)

    question = asked.value.question
    assert len(question) < 200
    assert question[0].isupper() or question[0] in "“12"
    assert question[-1] in ".?"


@pytest.mark.parametrize(("text", "start", "end"), END_NOT_AFTER_START)
def test_an_end_that_is_not_after_the_start_is_named(text: str, start: str, end: str) -> None:
    with pytest.raises(EndNotAfterStart) as refused:
        read(text)

    assert (refused.value.start, refused.value.end) == (start, end)


def test_the_way_over_midnight_is_told_and_works() -> None:
    with pytest.raises(EndNotAfterStart) as refused:
        read("tomorrow 10pm-2am")

    sentence = refused.value.sentence(zone=BERLIN)
    assert "The end, 2:00 AM, is not after the start, 10:00 PM." in sentence
    assert read(sentence.split("`")[1]).windows


@pytest.mark.parametrize(("text", "window"), HAS_PASSED)
def test_what_has_passed_is_refused(text: str, window: str) -> None:
    with pytest.raises(WindowHasPassed) as refused:
        read(text)

    assert (refused.value.window, refused.value.time_zone) == (window, "Europe/Berlin")


@pytest.mark.parametrize(("text", "window"), TOO_FAR)
def test_what_is_too_far_away_is_refused(text: str, window: str) -> None:
    with pytest.raises(WindowTooFar) as refused:
        read(text)

    assert window in refused.value.window
    assert refused.value.days == 366


def test_the_last_day_that_is_near_enough_is_kept() -> None:
    (window,) = read("2027-11-11 9-12").windows

    assert (window.day - TODAY).days == 366


@pytest.mark.parametrize(("zone", "text"), IN_THE_GAP)
def test_a_window_that_the_clocks_skip_is_refused(zone: str, text: str) -> None:
    with pytest.raises(WindowInTheGap) as refused:
        read_availability(text, now=TUESDAY, zone=ZoneInfo(zone))

    assert refused.value.time_zone == zone


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("Europe/Berlin", "28 Mar 2027 2am-3:01am"),
        ("Europe/Berlin", "28 Mar 2027 1:59am-2:30am"),
        ("Australia/Lord_Howe", "3 Oct 2027 2:00am-2:31am"),
        ("America/New_York", "28 Mar 2027 2am-3am"),
        ("Asia/Kolkata", "28 Mar 2027 2am-3am"),
        ("Europe/Berlin", "every Sun 2am-3am"),
    ],
)
def test_a_window_of_which_a_minute_exists_is_kept(zone: str, text: str) -> None:
    said = read_availability(text, now=TUESDAY, zone=ZoneInfo(zone))

    assert len(said.windows) + len(said.weekly) == 1


def test_one_part_that_is_refused_saves_nothing_of_the_rest() -> None:
    with pytest.raises(NotUnderstood):
        read("tomorrow 9-12; Thu nonsense")


def read(text: str) -> ParsedAvailability:
    return read_availability(text, now=TUESDAY, zone=BERLIN)


@pytest.mark.parametrize(
    ("typed", "weekday"), [("every second Tuesday 9-12", 1), ("biweekly Fri 9-11", 4)]
)
def test_the_dates_offered_are_of_the_weekday_that_was_said(typed: str, weekday: int) -> None:
    with pytest.raises(NotUnderstood) as asked:
        read_availability(typed, now=TUESDAY, zone=BERLIN)

    recurring, offered = re.findall("`([^`]+)`", asked.value.question)
    dates = read_availability(offered, now=TUESDAY, zone=BERLIN).windows
    weekly = read_availability(recurring, now=TUESDAY, zone=BERLIN).weekly
    assert {window.day.weekday() for window in dates} == {weekday}
    assert {entry.weekday for entry in weekly} == {weekday}


@pytest.mark.parametrize(
    ("language", "typed", "offered"),
    [
        ("de", "Mo, Mi 9-12 Uhr", "jeden Montag, Mittwoch 9-12 Uhr"),
        ("de", "Mo-Fr 9-12", "jeden Montag-Freitag 9-12"),
        ("de", "werktags 9-17", "wochentags 9-17"),
        ("de", "frei über Weihnachten", "Urlaub 24. Dezember - 26. Dezember"),
        ("de", "heute Abend 18-20 Uhr", "heute 18-20 Uhr"),
        ("fr", "lu, ma 9h-12h", "chaque lundi, mardi 9h-12h"),
        ("fr", "jours ouvrables 9h-12h", "jours ouvrés 9h-12h"),
        ("fr", "en congé du 24 au 26 décembre", "vacances du 24 au 26 décembre"),
        ("fr", "ce soir 18h-20h", "aujourd’hui 18h-20h"),
        ("es", "días laborables 9-12", "entre semana 9-12"),
        ("es", "libre el 24 de diciembre", "vacaciones el 24 de diciembre"),
        ("es", "esta noche 20-22", "hoy 20-22"),
    ],
)
def test_it_is_offered_in_the_language_of_whoever_is_asked(
    language: str, typed: str, offered: str
) -> None:
    with written_in(own_style_of(language)):
        with pytest.raises(NotUnderstood) as asked:
            read_availability(typed, now=TUESDAY, zone=BERLIN)

        assert f"`{offered}`" in asked.value.question
        assert read_availability(offered, now=TUESDAY, zone=BERLIN)


@pytest.mark.parametrize("language", ["de", "fr", "es"])
def test_in_these_languages_the_day_comes_before_the_month(language: str) -> None:
    with written_in(own_style_of(language)):
        (window,) = read_availability("3/4 9-12", now=TUESDAY, zone=BERLIN).windows

    assert window.day == date(2027, 4, 3)


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("demain matin", "demain 9-12"),
        ("lundi après-midi", "lundi 14-17"),
        ("Freitag nachmittag 14-16", "Freitag 14-16"),
        ("morgen früh", "morgen 9-12"),
        ("mañana por la tarde", "mañana 14-17"),
        ("Mo 9-12", "Monday 9-12"),
        ("Mo-Fr 9-12", "every Monday-Friday 9-12"),
        ("mar 9-12", "Tuesday 9-12"),
        ("werktags 9-17", "weekdays 9-17"),
        ("off over Christmas", "off 24 Dec - 26 Dec"),
        ("Mondays 9-12 until Xmas", "Mondays 9-12 until 24 Dec"),
        ("off Easter", "off 28 Mar"),
        ("off Thanksgiving", "off 26 Nov"),
    ],
)
def test_a_word_that_may_mean_several_things_is_offered_as_one_that_does_not(
    typed: str, offered: str
) -> None:
    with pytest.raises(NotUnderstood) as asked:
        read_availability(typed, now=TUESDAY, zone=BERLIN)

    assert f"Did you mean `{offered}`?" in asked.value.question
    assert read_availability(offered, now=TUESDAY, zone=BERLIN)


# -- in other words ------------------------------------------------------------------------------

IN_OTHER_WORDS = [
    # what is typed, and what is offered in its place
    ("not Friday", "off Friday"),
    ("not on Friday afternoon", "off Friday afternoon"),
    ("can't Friday", "off Friday"),
    ("weekdays 9-17, not Friday", "weekdays 9-17 but not Friday"),
    ("weekdays 9-17 no Fridays", "weekdays 9-17 but not Fridays"),
    ("weekdays 9-17; not Friday", "weekdays 9-17; off Friday"),
    ("only Tuesday 9-12", "Tuesday 9-12"),
    ("Tuesdays 9-12 in December and January", "Tuesdays 9-12 from December to January"),
    ("nicht Freitag", "off Freitag"),
    ("nur dienstags 9-12", "dienstags 9-12"),
    ("Dienstagabend", "Dienstag 18-21"),
    ("Dienstag Abend", "Dienstag 18-21"),
    ("Dienstag halb zehn bis zwölf", "Dienstag 9:30 bis 12"),
    ("Tuesday half past nine to five", "Tuesday 9:30 to 5"),
    ("Dienstag von neun bis halb elf", "Dienstag von 9 bis 10:30"),
]


@pytest.mark.parametrize(("text", "offered"), IN_OTHER_WORDS)
def test_what_may_be_meant_is_offered_as_the_one_reading_and_says_what_it_would_save(
    text: str, offered: str
) -> None:
    with pytest.raises(SeveralReadings) as asked:
        read_availability(text, now=TUESDAY, zone=BERLIN)

    (reading,) = asked.value.readings
    meant = read_availability(offered, now=TUESDAY, zone=BERLIN)
    assert f"`{offered}`" in asked.value.question
    assert reading.label == offered
    assert reading.words == said_words(meant)
    # Pressed another day, it means the same days.
    assert read_availability(reading.sentence, now=TUESDAY, zone=BERLIN) == meant


@pytest.mark.parametrize("text", ["no Mondays", "never Mondays"])
def test_no_day_of_any_week_is_answered_with_what_can_be_done(text: str) -> None:
    with pytest.raises(NotUnderstood, match="Time off is for dates"):
        read_availability(text, now=TUESDAY, zone=BERLIN)


@pytest.mark.parametrize("text", ["Tuesdays 9-12 in December and March", "no", "not now", "nur"])
def test_what_no_other_words_are_known_for_is_offered_in_none(text: str) -> None:
    with pytest.raises(NotUnderstood) as asked:
        read_availability(text, now=TUESDAY, zone=BERLIN)

    assert not isinstance(asked.value, SeveralReadings)


def test_nothing_is_taken_away_that_was_only_guessed() -> None:
    with pytest.raises(NotUnderstood) as asked:
        read_removals("Dienstag Abend", now=TUESDAY, zone=BERLIN)

    assert not isinstance(asked.value, SeveralReadings)
    assert "Did you mean `Dienstag 18-21`?" in asked.value.question
