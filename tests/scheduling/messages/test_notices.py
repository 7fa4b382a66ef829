"""Who is told what about each change, and that nobody is told twice."""

from dataclasses import replace
from datetime import datetime
from itertools import permutations

import pytest
from time_builders import at, candidate, interviewer

from scheduling.messages.calls_for_help import of_conflict, of_declining, of_undelivered
from scheduling.messages.notices import (
    OVERTAKEN,
    of_booking,
    of_cancelling,
    of_move,
    of_panel_change,
    of_rearranging,
    of_round,
)
from scheduling.messages.telling import Telling
from scheduling.model import Actor, Interview, MessageKind, Person
from scheduling.model.notice_kinds import ChangedHours
from scheduling.model.notices import (
    NOTICES,
    Booked,
    CannotMakeIt,
    Conflict,
    Moved,
    PanelChanged,
    RoundBooked,
)
from scheduling.model.notices_about_people import WITHOUT_INTERVIEW
from scheduling.model.request import Who

NOW = at("2026-11-09 08:00")
CARL = candidate("Carl", 1)  # not in Slack
INES = replace(interviewer("Ines", 2), slack_user_id="UINES")
IVO = replace(interviewer("Ivo", 3), slack_user_id="UIVO")
IDA = replace(interviewer("Ida", 4), slack_user_id="UIDA")
CORA = Person(
    id=5, name="Cora", role=None, time_zone="UTC", is_coordinator=True, slack_user_id="UCORA"
)
COLE = replace(interviewer("Cole", 6), is_coordinator=True, slack_user_id="UCOLE")
NAMES = {person.id: person.name for person in (CARL, INES, IVO, IDA, CORA, COLE)}
BY_CORA = Actor(name="Cora", time_zone="UTC", person=CORA, is_coordinator=True)
BY_CARL = Actor(name="Carl", time_zone="UTC", person=CARL)
BEFORE = Interview(id=7, candidate=CARL, interviewers=(INES, IVO), start=at("2026-11-10 10:00"))
AFTER = replace(BEFORE, start=at("2026-11-11 15:00"), revision=2)


def told(telling: Telling) -> list[str]:
    return [NAMES[message.person_id] for message in telling.messages]


def untold(telling: Telling) -> list[str]:
    return [each.person.name for each in telling.untold]


def kinds(telling: Telling) -> set[MessageKind]:
    return {message.kind for message in telling.messages}


def test_a_booking_is_told_to_everybody_in_it_who_is_in_slack() -> None:
    with_member = replace(BEFORE, candidate=replace(CARL, slack_user_id="UCARL"))

    assert told(of_booking(BEFORE, actor=BY_CORA, now=NOW)) == ["Ines", "Ivo"]
    assert told(of_booking(with_member, actor=BY_CORA, now=NOW)) == ["Carl", "Ines", "Ivo"]


def test_news_is_due_at_once_and_names_its_interview_hour_and_author() -> None:
    first, _ = of_booking(BEFORE, actor=BY_CORA, now=NOW).messages

    assert (first.kind, first.due_at, first.expires_at) == (MessageKind.BOOKED, NOW, None)
    assert (first.interview_id, first.revision) == (BEFORE.id, BEFORE.revision)
    assert first.notice == Booked(by=Who.of(CORA), start=BEFORE.start)


def test_a_move_names_the_hour_before_and_the_hour_after() -> None:
    news = of_move(BEFORE, AFTER, actor=BY_CORA, coordinators=(CORA, COLE), now=NOW)

    assert told(news) == ["Ines", "Ivo"]
    moved = Moved(by=Who.of(CORA), start=AFTER.start, was=BEFORE.start)
    assert {message.notice for message in news.messages} == {moved}


def test_coordinators_hear_of_what_others_have_moved_or_cancelled() -> None:
    moved = of_move(BEFORE, AFTER, actor=BY_CARL, coordinators=(CORA, COLE), now=NOW)
    off = of_cancelling(BEFORE, actor=BY_CARL, coordinators=(CORA, COLE), now=NOW)

    assert told(moved) == told(off) == ["Ines", "Ivo", "Cora", "Cole"]


def test_whoever_has_done_something_is_not_told_of_it_as_well() -> None:
    carl = replace(CARL, slack_user_id="UCARL")
    before = replace(BEFORE, candidate=carl, interviewers=(INES, COLE))
    after = replace(before, start=AFTER.start, revision=2)
    by_carl = replace(BY_CARL, person=carl)
    by_cole = Actor(name="Cole", time_zone="UTC", person=COLE, is_coordinator=True)
    without = replace(before, interviewers=(INES, IDA), revision=2)
    both = (CORA, COLE)

    booked = of_booking(before, actor=by_cole, now=NOW)
    moved = of_move(before, after, actor=by_carl, coordinators=both, now=NOW)
    off = of_cancelling(before, actor=by_carl, coordinators=both, now=NOW)
    left = of_panel_change(before, without, actor=by_cole, now=NOW)
    rearranged = of_rearranging(before, after, actor=by_cole, coordinators=both, now=NOW)

    assert told(booked) == told(rearranged) == ["Carl", "Ines"]
    assert told(moved) == told(off) == ["Ines", "Cole", "Cora"]
    assert told(left) == ["Ida", "Carl", "Ines"]


def test_coordinators_do_not_hear_of_what_one_of_them_has_cancelled() -> None:
    news = of_cancelling(BEFORE, actor=BY_CORA, coordinators=(CORA, COLE), now=NOW)

    assert told(news) == ["Ines", "Ivo"]
    assert kinds(news) == {MessageKind.CANCELLED}


def test_a_coordinator_on_the_panel_is_told_once() -> None:
    with_cole = replace(BEFORE, interviewers=(INES, COLE))

    news = of_cancelling(with_cole, actor=BY_CARL, coordinators=(CORA, COLE), now=NOW)

    assert told(news) == ["Ines", "Cole", "Cora"]


def test_coordinators_are_called_when_an_interviewer_can_not_come() -> None:
    news = of_declining(BEFORE, leaving=IVO, coordinators=(CORA, COLE), now=NOW)

    assert told(news) == ["Cora", "Cole"]
    cannot = CannotMakeIt(who=Who.of(IVO), start=BEFORE.start)
    assert {message.notice for message in news.messages} == {cannot}


def test_two_who_can_not_come_are_two_calls() -> None:
    ivo = of_declining(BEFORE, leaving=IVO, coordinators=(CORA,), now=NOW)
    ines = of_declining(BEFORE, leaving=INES, coordinators=(CORA,), now=NOW)

    assert ivo.messages[0].dedupe_key != ines.messages[0].dedupe_key


def test_a_replaced_interviewer_the_new_one_and_the_rest_are_told_apart() -> None:
    after = replace(BEFORE, interviewers=(INES, IDA), revision=2)

    news = of_panel_change(BEFORE, after, actor=BY_CORA, now=NOW).messages

    assert [(NAMES[m.person_id], m.kind) for m in news] == [
        ("Ivo", MessageKind.REMOVED),
        ("Ida", MessageKind.ADDED),
        ("Ines", MessageKind.PANEL_CHANGED),
    ]
    changed = news[2].notice
    assert isinstance(changed, PanelChanged)
    assert (changed.leaving, changed.coming) == ((Who.of(IVO),), (Who.of(IDA),))


@pytest.mark.parametrize("panel", list(permutations((INES, IVO))))
def test_who_leaves_without_a_successor_is_the_only_one_named(panel: tuple[Person, ...]) -> None:
    before = replace(BEFORE, interviewers=panel, candidate=replace(CARL, slack_user_id="UCARL"))
    after = replace(before, interviewers=(INES,), revision=2)

    news = of_panel_change(before, after, actor=BY_CORA, now=NOW)

    assert told(news) == ["Ivo", "Carl", "Ines"]
    changed = news.messages[1].notice
    assert isinstance(changed, PanelChanged)
    assert changed.coming == ()


@pytest.mark.parametrize("start", [BEFORE.start, AFTER.start], ids=["same hour", "another hour"])
def test_levelling_again_tells_the_coordinators_who_were_called_for_help(start: datetime) -> None:
    before = replace(BEFORE, declined=frozenset({IVO.id}))
    after = replace(before, interviewers=(INES,), start=start, declined=frozenset(), revision=2)

    news = of_rearranging(before, after, actor=BY_CORA, coordinators=(CORA, COLE), now=NOW)
    unasked = of_rearranging(BEFORE, after, actor=BY_CORA, coordinators=(CORA, COLE), now=NOW)

    assert "Cole" in told(news)
    assert "Cora" not in told(news)
    assert "Cole" not in told(unasked)


def test_a_conflict_is_told_to_the_coordinators_once_for_each_change_of_hours() -> None:
    first, again, later = (
        of_conflict(
            BEFORE,
            person=INES,
            changed=ChangedHours.AVAILABILITY,
            version=version,
            shown_to=INES,
            coordinators=(CORA,),
            now=NOW,
        )
        for version in ("3", "3", "4")
    )

    assert told(first) == ["Cora"]
    by_cora = of_conflict(
        BEFORE,
        person=INES,
        changed=ChangedHours.AVAILABILITY,
        version="5",
        shown_to=CORA,
        coordinators=(CORA, COLE),
        now=NOW,
    )
    assert told(by_cora) == ["Ines", "Cole"]
    expected = Conflict(who=Who.of(INES), start=BEFORE.start, changed=ChangedHours.AVAILABILITY)
    assert first.messages[0].notice == expected
    keys = [telling.messages[0].dedupe_key for telling in (first, again, later)]
    assert keys[0] == keys[1] != keys[2]


def test_a_person_out_of_reach_is_named_once_however_many_messages_fail() -> None:
    first, second = (
        of_undelivered(BEFORE, person=INES, reason=reason, coordinators=(CORA, COLE), now=NOW)
        for reason in ("channel_not_found", "is_archived")
    )

    assert told(first) == ["Cora", "Cole"]
    assert [m.dedupe_key for m in first.messages] == [m.dedupe_key for m in second.messages]


def test_a_coordinator_out_of_reach_is_not_told_so() -> None:
    news = of_undelivered(
        BEFORE, person=CORA, reason="account_inactive", coordinators=(CORA, COLE), now=NOW
    )

    assert told(news) == ["Cole"]


def test_a_coordinator_outside_slack_is_not_told() -> None:
    outside = replace(CORA, slack_user_id=None)

    news = of_declining(BEFORE, leaving=IVO, coordinators=(outside,), now=NOW)

    assert told(news) == []
    assert untold(news) == ["Cora"]


def test_messages_of_different_changes_never_share_a_key() -> None:
    both = (CORA, COLE)
    after = replace(BEFORE, interviewers=(INES, IDA), revision=2)
    news = (
        of_booking(BEFORE, actor=BY_CORA, now=NOW),
        of_move(BEFORE, AFTER, actor=BY_CARL, coordinators=both, now=NOW),
        of_cancelling(replace(AFTER, revision=3), actor=BY_CARL, coordinators=both, now=NOW),
        of_declining(BEFORE, leaving=IVO, coordinators=both, now=NOW),
        of_panel_change(BEFORE, after, actor=BY_CORA, now=NOW),
        of_conflict(
            BEFORE,
            person=IVO,
            changed=ChangedHours.TIME_ZONE,
            version="1",
            shown_to=CORA,
            coordinators=both,
            now=NOW,
        ),
        of_undelivered(BEFORE, person=IVO, reason="gone", coordinators=both, now=NOW),
    )

    keys = [message.dedupe_key for telling in news for message in telling.messages]

    assert len(set(keys)) == len(keys)


def test_the_same_change_told_twice_has_the_same_keys() -> None:
    first, second = (of_booking(BEFORE, actor=BY_CORA, now=NOW) for _ in range(2))

    assert first == second


# -- who did it ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("actor", "who"),
    [
        (BY_CORA, Who(person_id=CORA.id)),
        (replace(BY_CORA, slack_user_id="UCORA"), Who(person_id=CORA.id)),
        (
            Actor(name="Ada", time_zone="UTC", slack_user_id="UADA", is_coordinator=True),
            Who(slack_user_id="UADA", name="Ada"),
        ),
        (Actor(name="ats", time_zone="UTC", is_coordinator=True), Who(name="ats")),
    ],
    ids=["registered", "registered member", "member who is not registered", "program"],
)
def test_whoever_did_it_is_kept_by_id_where_there_is_one(actor: Actor, who: Who) -> None:
    first, *_ = of_booking(BEFORE, actor=actor, now=NOW).messages

    assert isinstance(first.notice, Booked)
    assert first.notice.by == who


# -- who is reached by nothing ---------------------------------------------------------------


def test_whom_nothing_reaches_is_named_with_what_they_would_have_been_told() -> None:
    news = of_booking(BEFORE, actor=BY_CORA, now=NOW)

    (left,) = news.untold
    assert left.person == CARL
    assert left.news.notice == Booked(by=Who.of(CORA), start=BEFORE.start)
    assert left.news.interviews == (BEFORE,)
    assert left.news.people == {CORA.id: CORA}
    assert left.at == NOW


def test_nobody_is_both_told_and_untold_and_nobody_is_forgotten() -> None:
    after = replace(BEFORE, interviewers=(INES, IDA), start=AFTER.start, revision=2)

    news = of_rearranging(BEFORE, after, actor=BY_CORA, coordinators=(), now=NOW)

    assert sorted([*told(news), *untold(news)]) == ["Carl", "Ida", "Ines", "Ivo"]
    assert untold(news) == ["Carl"]


def test_of_a_round_everybody_hears_once_and_who_is_unreached_is_named_once() -> None:
    second = replace(BEFORE, id=8, start=AFTER.start)

    news = of_round((second, BEFORE), round_id=3, actor=BY_CORA, now=NOW)

    both = RoundBooked(by=Who.of(CORA), interview_ids=(7, 8))
    assert [message.notice for message in news.messages] == [both, both]
    (carl,) = news.untold
    assert carl.person == CARL
    assert carl.news.interviews == (BEFORE, second)


# -- what a later change overtakes -----------------------------------------------------------


def test_every_kind_has_a_class_that_says_itself_whether_it_is_overtaken() -> None:
    assert set(NOTICES) == set(MessageKind)
    assert all(notice.kind is kind for kind, notice in NOTICES.items())
    assert all("is_overtaken" in vars(notice) for notice in NOTICES.values())


def test_what_is_done_with_and_what_went_wrong_is_said_whatever_comes_later() -> None:
    said = set(MessageKind) - OVERTAKEN

    about_people = WITHOUT_INTERVIEW
    done_with = {
        MessageKind.CANCELLED,
        MessageKind.REMOVED,
        MessageKind.CALENDAR_ENTRY_ENDED,
        MessageKind.UNDELIVERED,
    }
    assert said == done_with | about_people
