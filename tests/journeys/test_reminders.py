"""Reminders and news by direct message: when, to whom, and what happens when Slack has trouble."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa

from journeys.arranged import (
    all_is_told,
    books,
    database,
    declines,
    empty_office,
    gives,
    has_candidate,
    is_candidate,
    looks_in_vain,
    outbox,
    told,
    usual_people,
)
from journeys.office import Office, bot_in, office_in, workspace_of
from scheduling.store.schema.tables import message, person

FRIDAY = datetime(2026, 11, 6, 8, tzinfo=UTC)
MONDAY = datetime(2026, 11, 9, 8, tzinfo=UTC)
REMINDER = "Your interview with"
SENDING = "chat.postMessage"


def clock_at(office: Office, moment: datetime) -> None:
    """Move the clock on to a moment."""
    office.slack.clock.forward(seconds=(moment - office.slack.clock.now()).total_seconds())


def booked(office: Office, *, hour: str = "9:00 AM WET") -> None:
    """Carl meets Ines and Ivo on Tuesday 10 November; all of them know."""
    usual_people(office)
    books(office.carla, "Carl with @ines @ivo", hour=hour)
    all_is_told(office)


def reminders(office: Office) -> list[int]:
    """How many reminders Ines, Ivo and Carl have got."""
    people = (office.ines, office.ivo, office.carl)
    return [len(told(person, "Reminder, ")) for person in people]


# -- when ------------------------------------------------------------------------------------


def test_everybody_is_reminded_a_day_and_an_hour_before(tmp_path: Path) -> None:
    with office_in(tmp_path, now=FRIDAY) as office:
        is_candidate(office.carl, "Tue 14:00-15:00")
        gives(office.ivo, "Tue 9am-10am")
        books(office.carla, "Carl with @ivo", hour="2:00 PM WET")
        all_is_told(office)

        clock_at(office, datetime(2026, 11, 9, 13, 59, 59, tzinfo=UTC))
        all_is_told(office)
        assert told(office.ivo, "Reminder, ") == []
        clock_at(office, datetime(2026, 11, 9, 14, tzinfo=UTC))
        office.ivo.sees(
            "Reminder, 24 hours ahead: your interview with Carl Chen is on Tue 10 Nov, 9:00 AM EST."
        )
        office.carl.sees(
            "Reminder, 24 hours ahead: your interview with Ivo Ito is on Tue 10 Nov, 2:00 PM GMT."
        )
        clock_at(office, datetime(2026, 11, 10, 13, tzinfo=UTC))
        office.ivo.sees(
            "Reminder, 1 hour ahead: your interview with Carl Chen is on Tue 10 Nov, 9:00 AM EST."
        )
        office.carl.sees(
            "Reminder, 1 hour ahead: your interview with Ivo Ito is on Tue 10 Nov, 2:00 PM GMT."
        )
        clock_at(office, datetime(2026, 11, 10, 14, tzinfo=UTC))
        all_is_told(office)

        assert len(told(office.ivo, "Reminder, ")) == len(told(office.carl, "Reminder, ")) == 2
        assert told(office.carla) == []


def test_a_reminder_shows_the_others_clocks_and_the_way_out(office: Office) -> None:
    booked(office)

    office.slack.clock.forward(hours=24)
    reminder = office.ines.sees("Reminder, 1 hour ahead")
    assert ", 10:00 AM " in reminder.text

    assert "your interview with Carl Chen (together with Ivo Ito) is on" in reminder.text
    assert "Carl Chen: Tue 10 Nov, 9:00 AM GMT · Ivo Ito: Tue 10 Nov, 4:00 AM EST" in reminder.text
    assert reminder.labels == ["Can't make it"]
    assert "/interviews moves or cancels it." in office.carl.sees("Reminder, 1 hour ahead").text


def test_a_candidate_outside_slack_is_not_reminded_by_us(office: Office) -> None:
    has_candidate(office, "Ana Alves", "Europe/Lisbon", "Tue 9:00-10:00")
    gives(office.ines, "Tue 10:00-11:00")
    books(office.carla, "Ana with @ines", hour="9:00 AM WET")
    all_is_told(office)

    office.slack.clock.forward(hours=24)
    office.ines.sees("Reminder, 1 hour ahead: your interview with Ana Alves is on")
    all_is_told(office)

    assert len(told(office.ines)) == 2  # the news and the later reminder
    assert planned_for(office, "Ana Alves") == 0


def planned_for(office: Office, name: str) -> int:
    """How many messages are or were meant for somebody, in the database itself."""
    theirs = (message.c.person_id == person.c.id) & (person.c.name == name)
    with database(office) as connection:
        return connection.scalar(sa.select(sa.func.count()).where(theirs)) or 0


def test_booked_twenty_hours_ahead_only_the_later_one_comes(tmp_path: Path) -> None:
    with office_in(tmp_path, now=datetime(2026, 11, 9, 13, tzinfo=UTC)) as office:
        booked(office)

        clock_at(office, datetime(2026, 11, 10, 8, tzinfo=UTC))
        office.ines.sees("Reminder, 1 hour ahead")
        all_is_told(office)

        assert [len(told(person)) for person in (office.ines, office.ivo)] == [2, 2]


def test_booked_forty_minutes_ahead_only_the_news_comes(tmp_path: Path) -> None:
    late = datetime(2026, 11, 10, 8, 20, tzinfo=UTC)
    with office_in(tmp_path, now=late, minimum_notice=timedelta(minutes=30)) as office:
        is_candidate(office.carl, "today 9:00-10:00")
        gives(office.ines, "today 10:00-11:00")
        books(office.carla, "Carl with @ines", hour="9:00 AM WET")
        all_is_told(office)
        office.slack.clock.forward(minutes=39)
        all_is_told(office)

        assert [len(told(office.ines)), len(told(office.carl))] == [1, 1]


def test_the_settings_say_how_long_before(tmp_path: Path) -> None:
    leads = (timedelta(minutes=90), timedelta(minutes=10))
    with office_in(tmp_path, now=MONDAY, reminders=leads) as office:
        booked(office)

        clock_at(office, datetime(2026, 11, 10, 7, 30, tzinfo=UTC))
        office.ines.sees("Reminder, 1 hour 30 minutes ahead")
        clock_at(office, datetime(2026, 11, 10, 8, 50, tzinfo=UTC))
        office.ines.sees("Reminder, 10 minutes ahead")


@pytest.mark.parametrize(
    ("before", "day", "hour", "a_day_before"),
    [
        # Autumn: the clocks of New York go back at 6:00 UTC; 9:00 AM is 14:00 UTC then.
        (
            datetime(2026, 10, 30, 8, tzinfo=UTC),
            "Sun 1 Nov",
            "2:00 PM WET",
            datetime(2026, 10, 31, 14, tzinfo=UTC),
        ),
        # Spring: they go forward at 7:00 UTC; 9:00 AM is 13:00 UTC then.
        (
            datetime(2027, 3, 12, 8, tzinfo=UTC),
            "Sun 14 Mar",
            "1:00 PM WET",
            datetime(2027, 3, 13, 13, tzinfo=UTC),
        ),
    ],
)
def test_over_a_clock_change_the_reminder_comes_24_true_hours_before(
    tmp_path: Path, before: datetime, day: str, hour: str, a_day_before: datetime
) -> None:
    with office_in(tmp_path, now=before) as office:
        is_candidate(office.carl, f"{day} 10:00-20:00")
        gives(office.ivo, f"{day} 9am-10am")
        books(office.carla, "Carl with @ivo", hour=hour)
        all_is_told(office)

        clock_at(office, a_day_before - timedelta(seconds=1))
        all_is_told(office)
        assert told(office.ivo, "Reminder, ") == []
        clock_at(office, a_day_before)
        assert ", 9:00 AM " in office.ivo.sees("Reminder, 24 hours ahead").text
        clock_at(office, a_day_before + timedelta(hours=23))
        assert ", 9:00 AM " in office.ivo.sees("Reminder, 1 hour ahead").text


# -- what has changed since ------------------------------------------------------------------


def test_of_a_cancelled_interview_nobody_is_reminded(office: Office) -> None:
    booked(office)
    office.carla.presses("Cancel interview", in_=office.carla.asks("/interviews"))
    office.carla.sees("Cancelled:")
    all_is_told(office)

    office.slack.clock.forward(hours=24, minutes=30)
    all_is_told(office)

    assert reminders(office) == [0, 0, 0]


def test_of_a_moved_interview_everybody_is_reminded_before_its_new_hour(office: Office) -> None:
    booked(office)
    office.carla.presses("Move", in_=office.carla.asks("/interviews"))
    office.carla.fills({"Hours that suit everybody": "Tue 10 Nov, 11:00 AM WET"})
    office.carla.submits()
    office.carla.sees_in_modal("Moved:")
    all_is_told(office)

    clock_at(office, datetime(2026, 11, 10, 8, 30, tzinfo=UTC))
    all_is_told(office)
    before_the_old_one = reminders(office)
    clock_at(office, datetime(2026, 11, 10, 10, tzinfo=UTC))
    assert ", 12:00 PM " in office.ines.sees("Reminder, 1 hour ahead").text
    all_is_told(office)

    # Of the new hour they are reminded a day before as well.
    assert before_the_old_one == [1, 1, 1]
    assert reminders(office) == [2, 2, 2]


def test_who_cannot_make_it_is_reminded_no_more_but_their_stand_in_is(office: Office) -> None:
    booked(office)
    gives(office.ingrid, "Tue 10:00-11:00")
    declines(office.ines, in_=office.ines.sees("booked an interview for you"))
    office.carla.presses(
        "Replace with Ingrid Ek", in_=office.carla.sees("Ines Iversen can't make it")
    )
    office.ingrid.sees("put you on the panel")
    all_is_told(office)

    office.slack.clock.forward(hours=24)
    assert ", 10:00 AM " in office.ingrid.sees("Reminder, 1 hour ahead").text
    all_is_told(office)

    assert reminders(office) == [0, 1, 1]
    assert len(told(office.ingrid, "Reminder, ")) == 1


def test_who_has_said_no_is_not_reminded_while_nobody_has_taken_over(office: Office) -> None:
    booked(office)
    declines(office.ines, in_=office.ines.sees("booked an interview for you"))
    office.carla.sees("Ines Iversen can't make it")
    all_is_told(office)

    office.slack.clock.forward(hours=24)
    office.ivo.sees("Reminder, 1 hour ahead")
    all_is_told(office)

    assert reminders(office) == [0, 1, 1]


# -- the bot was away ------------------------------------------------------------------------


@pytest.mark.failure_case(23)
def test_due_while_the_bot_was_away_it_comes_once_with_the_true_time_left(tmp_path: Path) -> None:
    with empty_office(tmp_path, now=MONDAY) as office:
        with bot_in(office):
            booked(office)
        clock_at(office, datetime(2026, 11, 10, 8, 20, tzinfo=UTC))

        with bot_in(office):
            assert ", 10:00 AM " in office.ines.sees("Reminder, 40 minutes ahead").text
            assert ", 4:00 AM " in office.ivo.sees("Reminder, 40 minutes ahead").text
            all_is_told(office)

        assert reminders(office) == [1, 1, 1]
        assert told(office.carla) == []


def test_away_over_both_only_one_comes_and_nobody_is_alarmed(tmp_path: Path) -> None:
    with empty_office(tmp_path, now=FRIDAY) as office:
        with bot_in(office):
            booked(office)
        clock_at(office, datetime(2026, 11, 10, 8, 50, tzinfo=UTC))

        with bot_in(office):
            office.ines.sees("Reminder, 10 minutes ahead")
            all_is_told(office)
            office.slack.waits_until(lambda: outbox(office)["expired"] == 3)
            all_is_told(office)

        assert reminders(office) == [1, 1, 1]
        assert told(office.carla) == []


def test_away_until_it_has_begun_nobody_is_reminded_and_the_coordinator_is_told(
    tmp_path: Path,
) -> None:
    with empty_office(tmp_path, now=MONDAY) as office:
        with bot_in(office):
            usual_people(office)
            books(office.carla, "Carl with @ines", hour="9:00 AM WET")
            all_is_told(office)
        clock_at(office, datetime(2026, 11, 10, 9, 30, tzinfo=UTC))

        with bot_in(office):
            office.carla.sees("Ines Iversen was not reminded of their interview with Carl Chen")
            office.carla.sees("Carl Chen was not reminded of")
            all_is_told(office)

        assert reminders(office) == [0, 0, 0]
        assert len(told(office.carla)) == 2


@pytest.mark.failure_case(22)
def test_what_was_committed_before_the_bot_stopped_is_told_after_it_comes_back(
    tmp_path: Path,
) -> None:
    with empty_office(tmp_path, now=MONDAY) as office:
        with bot_in(office):
            booked_but_untold(office)
        office.ines.does_not_see("booked an interview")
        office.slack.clock.forward(minutes=11)

        with bot_in(office):
            office.ines.sees("booked an interview for you: Tue 10 Nov, 10:00 AM")
            all_is_told(office)

        assert len(told(office.ines)) == 1


def test_news_that_comes_after_the_interview_began_says_that_it_is_late(tmp_path: Path) -> None:
    with empty_office(tmp_path, now=MONDAY) as office:
        with bot_in(office):
            booked_but_untold(office)
        office.slack.clock.forward(days=2)

        with bot_in(office):
            late = office.ines.sees("Sorry, this comes late.")

        assert late.labels == []


def booked_but_untold(office: Office) -> None:
    """Ana meets Ines, who can't be told yet: Slack has asked the bot to wait ten minutes."""
    has_candidate(office, "Ana Alves", "Europe/Lisbon", "Tue 9:00-10:00")
    gives(office.ines, "Tue 10:00-11:00")
    office.slack.limits(SENDING, retry_after=600)
    books(office.carla, "Ana with @ines", hour="9:00 AM WET")
    office.slack.waits_until(lambda: refused(office))
    settle(office)


# -- Slack has trouble -----------------------------------------------------------------------


@pytest.mark.failure_case(17)
def test_asked_to_wait_all_sending_waits_and_then_goes_on(office: Office) -> None:
    usual_people(office)
    gives(office.ingrid, "Tue 10:00-11:00")
    gives(office.imran, "Tue 14:00-16:00")
    gives(office.isla, "Tue 9pm-11pm")
    books(office.carla, "Carl with @ines @ivo @ingrid @imran @isla", hour="9:00 AM WET")
    all_is_told(office)
    before = len(office.slack.calls(SENDING))

    office.slack.limits(SENDING, retry_after=30)
    office.slack.clock.forward(hours=24)
    office.slack.waits_until(lambda: refused(office))
    settle(office)
    in_the_pause = len(office.slack.calls(SENDING)) - before
    office.slack.clock.forward(seconds=29)
    office.slack.clock.forward(seconds=2)
    office.isla.sees("Reminder, ")
    all_is_told(office)

    everybody = (office.ines, office.ivo, office.ingrid, office.imran, office.isla, office.carl)
    assert in_the_pause <= 4  # three more may have been on the wire already
    assert [len(told(person, "Reminder, ")) for person in everybody] == [1] * 6
    assert len(refused(office)) == 1
    assert told(office.carla) == []


@pytest.mark.failure_case(20)
def test_a_token_refused_in_between_pauses_everything_until_it_is_taken_again(
    office: Office,
) -> None:
    booked(office)

    office.slack.refuses(SENDING, "token_revoked")
    office.slack.clock.forward(hours=24)
    office.slack.waits_until(lambda: refused(office))
    settle(office)
    office.slack.clock.forward(minutes=1, seconds=1)
    office.ines.sees("Reminder, ")
    office.ivo.sees("Reminder, ")
    office.carl.sees("Reminder, ")
    all_is_told(office)

    assert reminders(office) == [1, 1, 1]
    assert outbox(office)["dead"] == 0


@pytest.mark.failure_case(18)
def test_a_message_whose_reply_was_lost_is_found_in_the_history_and_not_sent_again(
    office: Office,
) -> None:
    usual_people(office)

    office.slack.loses_reply_to(SENDING, times=2)
    books(office.carla, "Carl with @ines", hour="9:00 AM WET")
    office.slack.waits_until(lambda: outbox(office)["unknown"] == 2)
    in_doubt = office.carla.asks("/interviews").text
    office.slack.clock.forward(seconds=5)
    office.slack.waits_until(lambda: outbox(office)["sent"] == 2)
    office.slack.clock.forward(minutes=30)
    all_is_told(office)

    assert [len(told(office.ines)), len(told(office.carl))] == [1, 1]
    assert outbox(office) == Counter(sent=2, pending=4)
    assert "It is not certain yet that Ines Iversen was told; I'm seeing to it." in in_doubt
    assert "not certain" not in office.carla.asks("/interviews").text


@pytest.mark.failure_case(18)
def test_a_message_that_slack_broke_off_is_sent_again_when_it_is_not_in_the_history(
    office: Office,
) -> None:
    usual_people(office)

    office.slack.refuses(SENDING, "internal_error", times=2)
    books(office.carla, "Carl with @ines", hour="9:00 AM WET")
    office.slack.waits_until(lambda: outbox(office)["unknown"] == 2)
    for looks in (2, 4, 6, 8):
        office.slack.clock.forward(seconds=40)
        office.slack.waits_until(lambda seen=looks: looks_in_vain(office) == seen)
    office.slack.clock.forward(seconds=40)
    office.slack.waits_until(lambda: outbox(office)["unknown"] == 0)
    all_is_told(office)

    assert [len(told(office.ines)), len(told(office.carl))] == [1, 1]
    assert outbox(office) == Counter(sent=2, pending=4)


def test_a_closed_history_is_waited_for_until_shortly_before_the_start(tmp_path: Path) -> None:
    with office_in(tmp_path, now=MONDAY) as office:
        booked(office)
        office.slack.refuses("conversations.history", "missing_scope", times=99)
        clock_at(office, datetime(2026, 11, 10, 7, 59, tzinfo=UTC))
        office.slack.loses_reply_to(SENDING, times=3)
        clock_at(office, datetime(2026, 11, 10, 8, tzinfo=UTC))
        office.slack.waits_until(lambda: outbox(office)["unknown"] == 3)

        clock_at(office, datetime(2026, 11, 10, 8, 54, tzinfo=UTC))
        office.slack.waits_until(lambda: len(office.slack.calls("conversations.history")) >= 3)
        before = reminders(office)
        clock_at(office, datetime(2026, 11, 10, 8, 55, tzinfo=UTC))
        office.slack.waits_until(lambda: reminders(office) == [2, 2, 2])
        all_is_told(office)

        # Told twice is better than not told.
        assert before == [1, 1, 1]
        assert outbox(office)["unknown"] == 0


@pytest.mark.failure_case(19)
def test_who_cannot_be_reached_is_given_up_and_the_coordinator_is_told_once(
    tmp_path: Path,
) -> None:
    with office_in(tmp_path, now=FRIDAY) as office:
        is_candidate(office.carl, "Tue 9:00-10:00")
        gives(office.ines, "Tue 10:00-11:00")
        for user in (office.ines, office.carl):
            office.slack.refuses(SENDING, "channel_not_found", to=user)
        books(office.carla, "Carl with @ines", hour="9:00 AM WET")
        office.slack.waits_until(lambda: outbox(office)["dead"] == 2)
        all_is_told(office)
        for user in (office.ines, office.carl):
            office.slack.refuses(SENDING, "channel_not_found", to=user)
        clock_at(office, datetime(2026, 11, 9, 9, tzinfo=UTC))
        office.slack.waits_until(lambda: outbox(office)["dead"] == 4)
        all_is_told(office)

        shown = office.carla.asks("/interviews").text
        assert "Ines Iversen was not reminded: Slack does not find their account." in shown
        assert "Carl Chen was not reminded: Slack does not find their account." in shown
        assert "was not" not in office.ines.asks("/interviews").text
        could_not = "I could not reach Ines Iversen about their interview with Carl Chen"
        assert len(told(office.carla, could_not)) == 1
        assert len(told(office.carla, "I could not reach Carl Chen about")) == 1
        assert (
            "Slack does not find their account. Please tell them yourself."
            in (told(office.carla, could_not)[0])
        )


@pytest.mark.failure_case(19)
def test_who_has_left_the_company_is_not_written_to_and_the_coordinator_is_told(
    tmp_path: Path,
) -> None:
    with empty_office(tmp_path, now=FRIDAY) as office:
        with bot_in(office):
            booked(office)
        office.ines.is_deactivated()

        with bot_in(office):
            office.carla.sees("Ines Iversen has left")
            clock_at(office, datetime(2026, 11, 9, 9, tzinfo=UTC))
            office.ivo.sees("Reminder, 24 hours ahead")
            all_is_told(office)
            clock_at(office, datetime(2026, 11, 10, 8, tzinfo=UTC))
            office.ivo.sees("Reminder, 1 hour ahead")
            all_is_told(office)

        assert len(told(office.carla, "Ines Iversen has left")) == 1
        assert told(office.carla, "I could not reach Ines Iversen") == []
        assert reminders(office) == [0, 2, 2]


def refused(office: Office) -> list[object]:
    """The calls for messages that were refused."""
    return [call for call in office.slack.calls(SENDING) if not call["ok"]]


def settle(office: Office) -> None:
    """Wait until no message is in anybody's hands; those that wait their time are left."""
    office.slack.waits_until(lambda: not {"claimed", "sending"} & outbox(office).keys())


# -- other settings --------------------------------------------------------------------------


def test_whoever_changes_the_reminders_and_starts_again_has_them_for_what_is_booked(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with workspace_of(tmp_path, now=FRIDAY) as office:
        with bot_in(office, reminders="24h, 1h"):
            booked(office)
        with bot_in(office, reminders="3h", daily_cap=2):
            clock_at(office, datetime(2026, 11, 10, 5, 59, tzinfo=UTC))
            all_is_told(office)
            assert reminders(office) == [0, 0, 0]

            clock_at(office, datetime(2026, 11, 10, 6, tzinfo=UTC))
            for person in (office.ines, office.ivo, office.carl):
                person.sees("Reminder, 3 hours ahead")
            all_is_told(office)

    assert "REMINDERS was 24h, 1h and is 3h now. Reminders still to come are planned by it: 3." in (
        caplog.text
    )
    assert "DAILY_CAP was 3 and is 2 now. Plans keep to it from now on" in caplog.text
