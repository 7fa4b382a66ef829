"""A notice has the times of its reader's clock alone, and so has what somebody is to pass on."""

import json
import re
from dataclasses import replace

import pytest
from time_builders import at, candidate, interviewer

from bot.views.notices import message
from scheduling.model import (
    ClaimedMessage,
    Interview,
    MessageKind,
    News,
    Notice,
    PlannedMessage,
    Untold,
)
from scheduling.model.api_access import LinkPurpose
from scheduling.model.details import Detail
from scheduling.model.notice_kinds import ChangedHours
from scheduling.model.notices import (
    NOTICES,
    Added,
    Booked,
    CalendarEntry,
    CalendarEntryEnded,
    Cancelled,
    CanMakeIt,
    CannotMakeIt,
    Conflict,
    DetailsChanged,
    HourPicked,
    Moved,
    MoveRequested,
    NotReached,
    PanelChanged,
    Reminder,
    RemindThem,
    Removed,
    RoundBooked,
)
from scheduling.model.notices_about_people import (
    WITHOUT_INTERVIEW,
    CalendarSilent,
    CalendarUnconfirmed,
    HoursChanged,
    HoursGiven,
    LinkSent,
    ManyLeft,
    Merged,
    Registered,
    RoleChanged,
    TakenOut,
)
from scheduling.model.request import Who
from scheduling.results import MessageContext
from scheduling.timespan import Clock, written_in
from scheduling.wording.saying.notices.untold import words_to_pass_on

NOW, START, WAS = at("2026-11-09 08:00"), at("2026-11-10 13:00"), at("2026-11-10 15:00")
AM_OR_PM = re.compile(r"\d ?[AP]M\b", re.IGNORECASE)
OF_24_HOURS = re.compile(r"\b\d{1,2}:\d\d\b(?! [AP]M)")
CARL = replace(candidate("Carl", 1), time_zone="America/New_York")
INES = replace(interviewer("Ines", 2), slack_user_id="UINES", is_coordinator=True)
IVO = replace(interviewer("Ivo", 3), slack_user_id="UIVO", time_zone="Asia/Kolkata")
BY, IT = Who.of(IVO), Interview(id=7, candidate=CARL, interviewers=(INES, IVO), start=START)
SAMPLES: dict[MessageKind, Notice] = {
    each.kind: each
    for each in (
        Reminder(),
        Booked(by=BY, start=START),
        RoundBooked(by=BY, interview_ids=(7,)),
        Moved(by=BY, start=START, was=WAS),
        Cancelled(by=BY, start=START),
        Added(by=BY, start=START),
        Removed(by=BY, start=START),
        PanelChanged(by=BY, start=START, leaving=(), coming=(BY,)),
        CalendarEntry(start=START),
        CalendarEntryEnded(start=START),
        DetailsChanged(by=BY, start=START, said=(Detail.PLACE,)),
        CannotMakeIt(who=BY, start=START, words="Flu"),
        CanMakeIt(who=BY, start=START),
        Conflict(who=BY, start=START, changed=ChangedHours.AVAILABILITY),
        HoursChanged(by=BY, gained=(), lost=(), undo="token"),
        RoleChanged(by=BY, is_coordinator=True),
        HourPicked(who=BY, start=START),
        HoursGiven(who=BY),
        LinkSent(by=BY, purpose=LinkPurpose.HOURS, word="word", until=WAS),
        MoveRequested(who=BY, start=START, wanted=WAS),
        Registered(by=BY, role=None),
        ManyLeft(count=7),
        CalendarSilent(host="calendar.example.com", days=3, fault="gone"),
        CalendarUnconfirmed(
            unconfirmed=4, host="calendar.google.com", address="ana@home.example", until=START
        ),
        RemindThem(who=BY, start=START),
        TakenOut(by=BY),
        Merged(by=BY),
        NotReached(who=BY, start=START, reason="too_late"),
    )
}
"""One of each kind. The hours of `HoursChanged` are words before it is one: a journey has them."""
BOTH = pytest.mark.parametrize(
    ("clock", "own", "foreign"),
    [
        (Clock.TWELVE_HOURS, AM_OR_PM, OF_24_HOURS),
        (Clock.TWENTY_FOUR_HOURS, OF_24_HOURS, AM_OR_PM),
    ],
)


def test_there_is_one_of_every_kind() -> None:
    assert SAMPLES.keys() == NOTICES.keys()


@BOTH
@pytest.mark.parametrize("kind", SAMPLES)
def test_a_notice_has_the_times_of_one_clock(
    kind: MessageKind, clock: Clock, own: re.Pattern[str], foreign: re.Pattern[str]
) -> None:
    reader = replace(INES, clock=clock)
    with written_in(reader.style):
        text, blocks = message(letter(SAMPLES[kind], reader.id, clock), now=NOW)
        shown = json.dumps([text, *(block.to_dict() for block in blocks)])

    assert not foreign.search(shown)
    assert own.search(shown) or kind in WITHOUT_INTERVIEW


@BOTH
@pytest.mark.parametrize("kind", sorted(SAMPLES.keys() - WITHOUT_INTERVIEW))
def test_words_to_pass_on_have_the_clock_of_whoever_they_are_for(
    kind: MessageKind, clock: Clock, own: re.Pattern[str], foreign: re.Pattern[str]
) -> None:
    outside = replace(CARL, clock=clock)
    news = News(notice=SAMPLES[kind], interviews=(IT,), people={IVO.id: IVO})

    words = words_to_pass_on(Untold(person=outside, news=news, at=NOW))

    assert own.search(words)
    assert not foreign.search(words)


def letter(notice: Notice, person_id: int, clock: Clock) -> MessageContext:
    planned = PlannedMessage(person_id=person_id, notice=notice, dedupe_key="k", due_at=NOW)
    claimed = ClaimedMessage(
        id=1, uid="u", epoch=1, attempts=0, lease_until=START, since=NOW, message=planned
    )
    # Words that are for Ivo, to be passed on, are by his clock.
    ivo = replace(IVO, clock=clock)
    it = replace(IT, interviewers=(INES, ivo))
    return MessageContext(
        claimed=claimed,
        recipient=replace(INES, clock=clock),
        interview=it,
        stand_ins=(ivo,),
        interviews=(it,),
        people={ivo.id: ivo},
        round_id=3,
    )
