"""Who is still to be told, until a channel or somebody has told them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from time_builders import at, window
from town import Town, town_at

from scheduling.errors import NotAllowed
from scheduling.model import Channel, Interview, Mail, MessageKind
from scheduling.model.notices import Booked, Cancelled, Moved
from scheduling.store import people
from scheduling.timespan import HOUR
from scheduling.usecases.interviews import (
    AllowedHours,
    cancel_interview,
    mark_told,
    move_interview,
    tell_by_mail,
    untold_people,
    upcoming_interviews,
)
from scheduling.usecases.interviews.feed import entry_of
from scheduling.usecases.register import change_candidate
from scheduling.usecases.upkeep.follow_settings import follow_settings
from scheduling.wording.saying.notices.untold import words_to_pass_on

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
NINE, TEN = at("2026-11-10 09:00"), at("2026-11-10 10:00")
TUESDAY = window("2026-11-10 08:00-20:00")
ON = Mail(is_on=True)
OFF_BEFORE = {"SMTP_URL": "not set"}
ON_NOW = {"SMTP_URL": "set"}


@pytest.fixture(name="town")
def _town() -> Iterator[Town]:
    """Ana and Ben are outside Slack, and Ana has an address; mail is off."""
    with town_at(NOW) as town:
        town.coordinator("Cora")
        town.interviewer("Ines", TUESDAY)
        for name, address in (("Ana", "ana@example.com"), ("Ben", None)):
            outside = replace(town.candidate(name, TUESDAY), slack_user_id=None, email=address)
            with town.store.writing() as session:
                people.save(session, outside)
            town.people[name] = outside
        yield town


def names(town: Town) -> list[str]:
    found = untold_people(town.store, context=town.context())
    return [each.person.name for each in found.untold]


def move(town: Town, interview: Interview) -> None:
    move_interview(
        town.store,
        context=town.context(),
        interview_id=interview.id,
        start=interview.start + 2 * HOUR,
        allowed=AllowedHours.OFFERED,
    )


def mailed(town: Town, interview: Interview) -> list[MessageKind]:
    messages = town.messages(interview)
    return [message.kind for message, _ in messages if message.channel is Channel.EMAIL]


def has_mail(town: Town) -> None:
    """Mail is switched on, and the bot has started with it."""
    follow_settings(town.store, settings=OFF_BEFORE, rules=town.rules, now=town.now)
    town.rules = replace(town.rules, mail=ON)
    follow_settings(town.store, settings=ON_NOW, rules=town.rules, now=town.now)


def test_whom_nothing_reaches_stays_until_somebody_has_told_them(town: Town) -> None:
    interview = town.books("Ana", "Ines", start=NINE)
    town.books("Ben", "Ines", start=TEN)
    before = names(town)
    page = upcoming_interviews(town.store, context=town.context(), skip=0, limit=5)

    left = mark_told(
        town.store,
        context=town.context(),
        interview_id=interview.id,
        person_id=town.people["Ana"].id,
    )

    assert before == ["Ana", "Ben"]
    assert [one.reason for one in page.undelivered] == ["by_hand", "by_hand"]
    assert [each.person.name for each in left.untold] == names(town) == ["Ben"]


@pytest.mark.parametrize("sees_panel", [False, True])
def test_the_words_for_a_candidate_name_the_panel_only_where_candidates_see_it(
    town: Town, sees_panel: bool
) -> None:
    town.rules = replace(town.rules, candidates_see_panel=sees_panel)
    booked = town.books("Ana", "Ines", start=NINE)

    (owed,) = untold_people(town.store, context=town.context()).untold
    off = cancel_interview(town.store, context=town.context(), interview_id=booked.id)

    said = [words_to_pass_on(each) for each in (owed, *off.untold)]
    assert [("Ines" in words, "the panel" in words) for words in said] == [
        (sees_panel, not sees_panel)
    ] * 2


def test_of_each_interview_it_is_the_latest_that_is_owed(town: Town) -> None:
    moved, off = town.books("Ana", "Ines", start=NINE), town.books("Ben", "Ines", start=TEN)
    first = untold_people(town.store, context=town.context()).untold

    move(town, moved)
    cancel_interview(town.store, context=town.context(), interview_id=off.id)

    later = untold_people(town.store, context=town.context()).untold
    assert [type(each.news.notice) for each in first] == [Booked, Booked]
    assert {type(each.news.notice) for each in later} == {Moved, Cancelled}


def test_what_has_begun_is_owed_no_more(town: Town) -> None:
    town.books("Ana", "Ines", start=NINE)

    town.now = NINE

    assert names(town) == []


def test_once_mail_is_on_nobody_is_written_to_by_itself_and_all_by_one_press(town: Town) -> None:
    ana, ben = town.books("Ana", "Ines", start=NINE), town.books("Ben", "Ines", start=TEN)
    has_mail(town)
    planned = [mailed(town, ana), mailed(town, ben)]

    left = tell_by_mail(town.store, context=town.context())
    again = tell_by_mail(town.store, context=town.context())

    assert planned == [[MessageKind.REMINDER, MessageKind.REMINDER], []]
    assert mailed(town, ana).count(MessageKind.BOOKED) == 1
    assert [each.person.name for each in left.untold] == ["Ben"]
    assert left == again


def test_of_bookings_from_before_this_was_kept_it_is_known_once_mail_is_on(town: Town) -> None:
    ana = town.books("Ana", "Ines", start=NINE)
    mark_told(
        town.store,
        context=town.context(),
        interview_id=ana.id,
        person_id=town.people["Ana"].id,
    )

    has_mail(town)

    assert names(town) == ["Ana"]
    (each,) = untold_people(town.store, context=town.context()).by_mail
    assert each.news.notice == Booked(by=each.news.notice.by, start=NINE)


def test_another_address_is_reminded_at_and_told_by_the_same_press(town: Town) -> None:
    town.rules = replace(town.rules, mail=ON)
    interview = town.books("Ana", "Ines", start=NINE)
    assert names(town) == []

    change_candidate(
        town.store,
        context=town.context(),
        person_id=town.people["Ana"].id,
        name="Ana",
        email="ana@elsewhere.example",
        time_zone="UTC",
    )
    before = mailed(town, interview)
    tell_by_mail(town.store, context=town.context())

    assert before.count(MessageKind.BOOKED) == 1
    assert mailed(town, interview).count(MessageKind.BOOKED) == 2
    assert mailed(town, interview).count(MessageKind.REMINDER) == 2


def test_it_is_for_coordinators(town: Town) -> None:
    with pytest.raises(NotAllowed):
        untold_people(town.store, context=town.context("Ines"))


def test_the_entry_that_somebody_is_sent_names_nobody_of_a_panel_that_they_are_not_shown() -> None:
    with town_at(NOW) as town:
        town.candidate("Carl", TUESDAY)
        town.interviewer("Ines", TUESDAY)
        interview = town.books("Carl", "Ines", start=NINE)
        asked = {"interview_id": interview.id, "person_id": town.people["Carl"].id}

        hidden = entry_of(town.store, **asked, now=town.now)
        shown = entry_of(town.store, **asked, now=town.now, sees_panel=True)
        strangers = entry_of(town.store, interview_id=interview.id, person_id=999, now=town.now)
        over = entry_of(town.store, **asked, now=interview.span.end)

    assert hidden is not None
    assert shown is not None
    assert [each.name for each in hidden.interviews[0].interviewers] == ["the panel"]
    assert [each.name for each in shown.interviews[0].interviewers] == ["Ines"]
    assert (strangers, over) == (None, None)


def test_a_list_of_what_is_ahead_leads_to_whoever_is_to_be_told_of_what_is_off(town: Town) -> None:
    interview = town.books("Ben", "Ines", start=NINE)
    cancel_interview(town.store, town.context(), interview_id=interview.id)

    page = upcoming_interviews(town.store, town.context(), skip=0, limit=9)
    own = upcoming_interviews(town.store, town.context("Ines"), skip=0, limit=9)
    mark_told(
        town.store,
        town.context(),
        interview_id=interview.id,
        person_id=town.people["Ben"].id,
    )
    after = upcoming_interviews(town.store, town.context(), skip=0, limit=9)

    assert (page.total, page.has_people_to_tell) == (0, True)
    assert not own.has_people_to_tell
    assert not after.has_people_to_tell


def test_whoever_was_told_an_hour_that_is_not_true_any_more_is_still_to_be_told(town: Town) -> None:
    interview = town.books("Ben", "Ines", start=NINE)
    (seen,) = untold_people(town.store, context=town.context()).untold
    town.now = NOW + timedelta(minutes=5)
    move(town, interview)
    these = {"interview_id": interview.id, "person_id": town.people["Ben"].id}

    outdated = mark_told(town.store, town.context(), **these, at=seen.at)
    (left,) = outdated.untold
    told = mark_told(town.store, town.context(), **these, at=left.at)
    again = mark_told(town.store, town.context(), **these, at=left.at)

    assert outdated.is_outdated
    assert isinstance(left.news.notice, Moved)
    assert (told.untold, told.is_outdated) == (again.untold, again.is_outdated) == ((), False)
