"""After a clock was put back, nothing waits for an hour that it has shown before."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from time_builders import at, weekly, window
from town import Town, town_at

from scheduling.availability.calendars.timing import WAITS_FOR_OWNER
from scheduling.model import USUAL, Channel, ClaimedMessage, Interview, MessageKind
from scheduling.model.calendars import SourceKind
from scheduling.store.availability import (
    calendar_grants,
    calendar_readings,
    unconfirmed_calendars,
)
from scheduling.timespan import HOUR
from scheduling.usecases import delivery
from scheduling.usecases.availability.grants import claim_grants, keep_grant
from scheduling.usecases.upkeep.follow_clock import (
    Hurried,
    follow_clock_at_start,
    follow_clock_put_back,
)

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
MINUTE = timedelta(minutes=1)
BY_EACH = pytest.mark.parametrize("end_waits", [follow_clock_at_start, follow_clock_put_back])


def booked(town: Town) -> Interview:
    """Carl meets Ines: both are told at once, and reminded later."""
    town.candidate("Carl", window("2026-11-10 09:00-12:00"))
    town.interviewer("Ines", weekly("Tue 09:00-17:00"))
    return town.books("Carl", "Ines", start=at("2026-11-10 10:00"))


def claimed(town: Town, **policy: object) -> tuple[ClaimedMessage, ...]:
    return delivery.claim_due(
        town.store,
        channel=Channel.SLACK,
        owner="us",
        limit=20,
        now=town.now,
        policy=replace(USUAL, **policy),
    )


def kinds(messages: tuple[ClaimedMessage, ...]) -> set[MessageKind]:
    return {each.message.kind for each in messages}


@BY_EACH
def test_notices_go_out_at_once_and_reminders_at_their_hour(
    tmp_path: Path, end_waits: type[Hurried]
) -> None:
    with town_at(NOW, folder=tmp_path) as town:
        booked(town)
        town.now -= 2 * HOUR
        assert claimed(town) == ()

        end_waits(town.store, now=town.now)

        assert kinds(claimed(town)) == {MessageKind.BOOKED}
        town.now = at("2026-11-09 09:59")
        assert claimed(town) == ()


@BY_EACH
def test_what_is_to_be_tried_again_is(tmp_path: Path, end_waits: type[Hurried]) -> None:
    with town_at(NOW, folder=tmp_path) as town:
        booked(town)
        for one in claimed(town):
            delivery.mark_unsent(
                town.store, claimed=one, reason="no route", now=town.now, policy=USUAL
            )
        town.now -= 2 * HOUR

        end_waits(town.store, now=town.now)

        assert kinds(claimed(town)) == {MessageKind.BOOKED}


@BY_EACH
def test_what_a_lost_worker_holds_is_taken_back_after_a_lease(
    tmp_path: Path, end_waits: type[Hurried]
) -> None:
    with town_at(NOW, folder=tmp_path) as town:
        booked(town)
        held = claimed(town)
        town.now -= 2 * HOUR

        end_waits(town.store, now=town.now)
        delivery.tidy(town.store, now=town.now)
        assert claimed(town) == ()
        town.now += 11 * MINUTE
        delivery.tidy(town.store, now=town.now)

        assert {each.id for each in claimed(town)} == {each.id for each in held}


def test_a_pause_that_began_before_is_over(tmp_path: Path) -> None:
    with town_at(NOW, folder=tmp_path) as town:
        booked(town)
        first, *_ = claimed(town)
        delivery.mark_paused(
            town.store, claimed=first, until=NOW + MINUTE, reason="ratelimited", now=NOW
        )
        town.now -= 2 * HOUR

        follow_clock_put_back(town.store, now=town.now)

        assert first.id in {each.id for each in claimed(town)}


def test_a_bot_that_starts_anew_keeps_to_a_pause(tmp_path: Path) -> None:
    with town_at(NOW, folder=tmp_path) as town:
        booked(town)
        first, *_ = claimed(town)
        delivery.mark_paused(
            town.store, claimed=first, until=NOW + MINUTE, reason="ratelimited", now=NOW
        )

        follow_clock_at_start(town.store, now=town.now)

        assert claimed(town) == ()


@BY_EACH
def test_the_pace_of_a_channel_begins_anew(tmp_path: Path, end_waits: type[Hurried]) -> None:
    with town_at(NOW, folder=tmp_path) as town:
        booked(town)
        assert len(claimed(town, a_minute=1)) == 1
        assert claimed(town, a_minute=1) == ()
        town.now -= 2 * HOUR

        end_waits(town.store, now=town.now)

        assert len(claimed(town, a_minute=1)) == 1


def test_what_came_before_the_clock_was_put_back_is_no_burst(tmp_path: Path) -> None:
    with town_at(NOW, folder=tmp_path) as town:
        booked(town)
        for one in claimed(town):
            delivery.begin(town.store, claimed=one, now=town.now)
            delivery.mark_sent(
                town.store, claimed=one, conversation="D1", receipt="1.1", now=town.now
            )
        town.now -= 2 * HOUR
        town.books("Carl", "Ines", start=at("2026-11-10 11:00"))

        assert kinds(claimed(town, burst=1)) == {MessageKind.BOOKED}


@BY_EACH
@pytest.mark.parametrize("is_failing", [False, True])
def test_calendars_are_read_again(
    tmp_path: Path, end_waits: type[Hurried], is_failing: bool
) -> None:
    with town_at(NOW, folder=tmp_path) as town:
        town.interviewer("Ines", weekly("Tue 09:00-17:00"))
        calendar = town.connects("Ines")
        facts = {"failing_since": NOW, "failures": 1} if is_failing else {"read_at": NOW}
        with town.store.writing() as session:
            until = NOW + 5 * MINUTE
            (mine,) = calendar_readings.claim_these(session, [calendar.id], until=until)
            calendar_readings.settle(session, mine, due_at=NOW + 10 * MINUTE, **facts)
            calendar_readings.claim_these(session, [calendar.id], until=until)
        town.now -= 2 * HOUR

        hurried = end_waits(town.store, now=town.now)

        assert hurried.calendars == 1
        assert is_due(town, after=11 * MINUTE)
        # And once it has been read, it waits as ever.
        with town.store.writing() as session:
            (mine,) = calendar_readings.claim_these(session, [calendar.id], until=town.now)
            again = town.now + 10 * MINUTE
            calendar_readings.settle(session, mine, read_at=town.now, due_at=again)
        assert end_waits(town.store, now=town.now).calendars == 0
        assert not is_due(town)


def is_due(town: Town, *, after: timedelta = timedelta()) -> bool:
    with town.store.reading() as session:
        return calendar_readings.is_due(session, now=town.now + after)


def test_a_host_that_has_asked_for_a_day_of_peace_has_it(tmp_path: Path) -> None:
    with town_at(NOW, folder=tmp_path) as town:
        town.interviewer("Ines", weekly("Tue 09:00-17:00"))
        calendar = town.connects("Ines")
        with town.store.writing() as session:
            (mine,) = calendar_readings.claim_these(session, [calendar.id], until=NOW)
            facts = {"failing_since": NOW, "failures": 1}
            calendar_readings.settle(session, mine, due_at=NOW + 24 * HOUR, **facts)

        hurried = follow_clock_at_start(town.store, now=NOW)

        assert hurried == Hurried(messages=0, calendars=0)
        assert not is_due(town)


@BY_EACH
def test_what_was_allowed_by_signing_in_is_given_back_in_an_hour(
    tmp_path: Path, end_waits: type[Hurried]
) -> None:
    def sealed(grant_id: int) -> bytes:
        return b"sealed"

    with town_at(NOW, folder=tmp_path) as town:
        source = SourceKind.GOOGLE_SIGN_IN
        keep_grant(town.store, source=source, sealing=sealed, now=NOW)
        ended = keep_grant(town.store, source=source, sealing=sealed, now=NOW)
        with town.store.writing() as session:
            calendar_grants.end(session, ended, now=NOW)
        town.now -= 30 * HOUR

        end_waits(town.store, now=town.now)

        assert len(claim_grants(town.store, now=town.now + HOUR)) == 2


@BY_EACH
def test_what_its_owner_is_asked_about_waits_for_their_word(
    tmp_path: Path, end_waits: type[Hurried]
) -> None:
    with town_at(NOW, folder=tmp_path) as town:
        ines = town.interviewer("Ines", weekly("Tue 09:00-17:00"))
        source = SourceKind.GOOGLE_SIGN_IN
        grant = keep_grant(town.store, source=source, sealing=lambda _: b"sealed", now=NOW)
        until = NOW + WAITS_FOR_OWNER
        with town.store.writing() as session:
            unconfirmed_calendars.add(
                session,
                grant_id=grant,
                person_id=ines.id,
                host="calendar.google.com",
                address="ines@example.org",
                now=NOW,
                until=until,
            )

        end_waits(town.store, now=NOW)

        with town.store.reading() as session:
            waits = unconfirmed_calendars.get(session, grant, now=NOW)
        assert waits is not None
        assert waits.until == until
