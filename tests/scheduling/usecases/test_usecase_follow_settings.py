"""Settings that are others at the next start: what rests on them follows, what can't is named."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from time_builders import at, weekly, window
from town import Town, town_at
from web.in_process import Crash, crashing

from scheduling.model import Channel, Interview, MessageKind, MessageState
from scheduling.results import ChangedSetting, SettingsFollowed
from scheduling.store import interviews
from scheduling.store.messages.delivery import marking
from scheduling.store.schema.tables import settings_in_force
from scheduling.timespan import HOUR
from scheduling.usecases import delivery
from scheduling.usecases.interviews import decline_interview
from scheduling.usecases.interviews.feed import open_feed
from scheduling.usecases.upkeep.follow_settings import follow_settings, settings_of_others
from scheduling.wording.saying.settings import difference_words, followed_words

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
NINE = at("2026-11-11 09:00")
SETTINGS = {"REMINDERS": "24h, 1h", "TIME_ZONE": "UTC", "DAILY_CAP": "3", "PUBLIC_URL": "not set"}
DAY = 24 * HOUR


@pytest.fixture
def town() -> Iterator[Town]:
    with town_at(NOW) as town:
        town.coordinator("Cora")
        starts(town)
        yield town


def starts(town: Town, **settings: str) -> SettingsFollowed:
    """A bot starts with settings, the others as they usually are."""
    return follow_settings(
        town.store, settings={**SETTINGS, **settings}, rules=town.rules, now=town.now
    )


def starts_with_leads(town: Town, words: str, *leads: timedelta) -> SettingsFollowed:
    town.rules = replace(town.rules, reminder_leads=leads)
    return starts(town, REMINDERS=words)


def booked(town: Town) -> Interview:
    hours = window("2026-11-11 09:00-12:00")
    town.candidate("Carl", hours)
    town.interviewer("Ines", hours)
    return town.books("Carl", "Ines", start=NINE)


def reminders(
    town: Town, interview: Interview, *states: MessageState
) -> set[tuple[str, datetime, datetime | None]]:
    """The reminders in these states: for whom, when they are due, and when they lapse."""
    names = {person.id: name for name, person in town.people.items()}
    return {
        (names[message.person_id], message.due_at, message.expires_at)
        for message, state in town.messages(interview)
        if message.kind is MessageKind.REMINDER and state in (states or (MessageState.PENDING,))
    }


def of_both(lead: timedelta, lapses: timedelta) -> set[tuple[str, datetime, datetime | None]]:
    return {(name, NINE - lead, NINE - lapses) for name in ("Carl", "Ines")}


def sends_all_that_is_due(town: Town) -> int:
    """Send what is due of everybody's, and return how many reminders that were."""
    count = 0
    while due := delivery.claim_due(
        town.store, channel=Channel.SLACK, owner="us", limit=20, now=town.now
    ):
        for one in due:
            assert delivery.begin(town.store, claimed=one, now=town.now)
            with town.store.writing() as session:
                marking.sent(session, one, now=town.now, conversation="D1", receipt=str(one.id))
            count += one.message.kind is MessageKind.REMINDER
    return count


def forget_settings(town: Town) -> None:
    with town.store.writing() as session:
        session.execute(sa.delete(settings_in_force))


# -- reminders -------------------------------------------------------------------------------


def test_reminders_of_what_is_booked_follow_the_setting(town: Town) -> None:
    interview = booked(town)

    followed = starts_with_leads(town, "24h, 2h", DAY, 2 * HOUR)

    assert followed.changed == (ChangedSetting(name="REMINDERS", before="24h, 1h", now="24h, 2h"),)
    assert followed.reminders == 4
    assert reminders(town, interview) == {
        *of_both(DAY, 2 * HOUR),
        *of_both(2 * HOUR, timedelta()),
    }


def test_with_none_nobody_is_reminded_and_back_again_everybody_is(town: Town) -> None:
    interview = booked(town)
    before = reminders(town, interview)

    starts_with_leads(town, "none")
    assert reminders(town, interview) == set()

    starts_with_leads(town, "24h, 1h", DAY, HOUR)
    assert reminders(town, interview) == before


def test_the_same_settings_change_nothing(town: Town) -> None:
    interview = booked(town)
    before = town.messages(interview)

    assert starts(town) == SettingsFollowed()
    assert town.messages(interview) == before


def test_what_was_sent_or_is_past_is_not_sent_again(town: Town) -> None:
    interview = booked(town)
    town.now = NINE - DAY
    sent = sends_all_that_is_due(town)

    town.now += HOUR
    followed = starts_with_leads(town, "24h, 23h, 2h", DAY, 23 * HOUR, 2 * HOUR)

    assert sent == 2
    assert followed.reminders == 2
    assert reminders(town, interview) == of_both(2 * HOUR, timedelta())
    assert reminders(town, interview, MessageState.SENT) == of_both(DAY, HOUR)


def test_a_reminder_that_is_due_and_waits_is_sent_whatever_the_setting_is_now(town: Town) -> None:
    interview = booked(town)
    town.now = NINE - DAY + timedelta(minutes=1)

    starts_with_leads(town, "2h", 2 * HOUR)

    assert reminders(town, interview) == {*of_both(DAY, HOUR), *of_both(2 * HOUR, timedelta())}


def test_who_cannot_make_it_is_not_reminded_by_new_leads_either(town: Town) -> None:
    interview = booked(town)
    decline_interview(town.store, context=town.context("Ines"), interview_id=interview.id)

    starts_with_leads(town, "2h", 2 * HOUR)

    assert {name for name, *_ in reminders(town, interview)} == {"Carl"}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("commit", [1, 2])
def test_a_start_that_breaks_off_is_made_up_for_by_the_next(
    town: Town, when: str, commit: int
) -> None:
    interview = booked(town)

    with suppress(Crash), crashing(when, commit):
        starts_with_leads(town, "2h", 2 * HOUR)
    starts_with_leads(town, "2h", 2 * HOUR)

    assert reminders(town, interview) == of_both(2 * HOUR, timedelta())


def test_the_first_start_of_all_mends_what_older_settings_left(town: Town) -> None:
    interview = booked(town)
    town.rules = replace(town.rules, reminder_leads=(2 * HOUR,))
    forget_settings(town)

    followed = starts(town, REMINDERS="2h")

    assert followed.changed == ()
    assert reminders(town, interview) == of_both(2 * HOUR, timedelta())


# -- what can't follow is named --------------------------------------------------------------


def test_interviews_that_begin_on_no_hour_of_a_new_clock_are_named_and_stay(town: Town) -> None:
    interview = booked(town)
    town.candidate("Ben", time_zone="UTC")
    town.leaves_the_workspace("Ben")
    town.rules = replace(town.rules, time_zone="Asia/Kolkata")

    followed = starts(town, TIME_ZONE="Asia/Kolkata")

    assert followed.off_the_hour == {interview.id: NINE}
    assert followed.in_old_zone == 1
    assert followed.reminders == 0
    assert list(followed_words(followed, zone=town.rules.zone)) == [
        "TIME_ZONE was UTC and is Asia/Kolkata now. These no longer start on the hour, and stay "
        f"where they are until somebody moves them: interview {interview.id} on Wed 11 Nov, "
        "2:30 PM IST. People who are not in Slack and keep UTC as their own time zone: 1. "
        "`/register` changes it."
    ]


def test_a_new_clock_with_the_same_hours_leaves_nothing_to_name(town: Town) -> None:
    booked(town)
    town.rules = replace(town.rules, time_zone="Europe/Berlin")

    assert starts(town, TIME_ZONE="Europe/Berlin").off_the_hour == {}


def test_who_has_more_booked_than_a_new_limit_keeps_it_and_is_counted(town: Town) -> None:
    hours = weekly("Wed 09:00-17:00")
    town.interviewer("Ines", hours)
    for name, hour in (("Ana", 9), ("Ben", 10)):
        town.candidate(name, hours)
        town.books(name, "Ines", start=NINE + (hour - 9) * HOUR)
    town.rules = replace(town.rules, daily_cap=1)

    followed = starts(town, DAILY_CAP="1")

    assert followed.over_limit == 1
    assert list(followed_words(followed, zone=town.rules.zone)) == [
        "DAILY_CAP was 3 and is 1 now. Plans keep to it from now on, also those that are made and "
        "not booked yet. Interviewers who have more booked, and keep it: 1."
    ]


def test_calendars_that_were_given_another_address_are_counted(town: Town) -> None:
    ines = town.interviewer("Ines")
    open_feed(town.store, context=town.context("Ines"), person_id=ines.id)

    followed = starts(town, PUBLIC_URL="https://interviews.example.org")

    assert list(followed_words(followed, zone=town.rules.zone)) == [
        "PUBLIC_URL was not set and is https://interviews.example.org now. Calendars that were "
        "given the old address: 1. They ask there as long as it leads here; "
        "`/interviews calendar` gives the new one."
    ]


def test_another_place_moves_nobody_who_is_booked(town: Town) -> None:
    town.rules = replace(town.rules, place="Room 4")
    interview = booked(town)
    starts(town, PLACE="Room 4")

    followed = starts(town, PLACE="Room 5")

    assert list(followed_words(followed, zone=town.rules.zone)) == [
        "PLACE was Room 4 and is Room 5 now. Interviews that are booked already stay where they "
        "are."
    ]
    with town.store.reading() as session:
        assert interviews.get(session, interview.id).details.place == "Room 4"


# -- several bots ----------------------------------------------------------------------------


def test_two_bots_with_other_settings_say_so_and_do_not_plan_in_turns(town: Town) -> None:
    interview = booked(town)
    ours, theirs = SETTINGS, {**SETTINGS, "REMINDERS": "2h"}
    starts_with_leads(town, "2h", 2 * HOUR)
    after = reminders(town, interview)

    differences = settings_of_others(town.store, settings=ours)

    assert settings_of_others(town.store, settings=theirs) == ()
    assert difference_words(differences) == (
        "A bot on the same database was started with other settings: REMINDERS is 24h, 1h here, "
        "and 2h there. What is booked follows the bot that books it. Start all of them with the "
        "same settings."
    )
    assert reminders(town, interview) == after


def test_bots_that_start_at_once_with_new_settings_plan_each_reminder_once(
    town: Town,
) -> None:
    interview = booked(town)
    town.rules = replace(town.rules, reminder_leads=(2 * HOUR,))

    with ThreadPoolExecutor(4) as bots:
        list(bots.map(lambda _: starts(town, REMINDERS="2h"), range(4)))

    assert reminders(town, interview) == of_both(2 * HOUR, timedelta())
