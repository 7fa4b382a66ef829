"""An interview has a place, a title and notes: said when it is booked, or later."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from time_builders import at, window
from town import Town, town_at

from scheduling.errors import (
    HasPassed,
    InterviewChanged,
    InterviewGone,
    LinkNotHttps,
    NotAllowed,
)
from scheduling.model import Channel, Interview, Mail, MessageKind, MessageState, RevisionKind, Seen
from scheduling.model.details import Detail, Details, GivenDetails
from scheduling.model.notices import DetailsChanged
from scheduling.results import InterviewChange
from scheduling.store import interviews, people
from scheduling.store.interviews import move_requests, revisions
from scheduling.usecases.audit import history
from scheduling.usecases.candidate import ask_to_move
from scheduling.usecases.delivery import claim_due, message_context
from scheduling.usecases.interviews import (
    AllowedHours,
    book_interview,
    cancel_interview,
    decline_interview,
    describe_interview,
    mark_told,
    move_interview,
    replace_interviewer,
    untold_people,
    upcoming_interviews,
)
from scheduling.usecases.interviews.feed import feed_of, open_feed
from scheduling.wording.saying.notices.untold import words_to_pass_on

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
NINE, TEN = at("2026-11-10 09:00"), at("2026-11-10 10:00")
TUESDAY = window("2026-11-10 09:00-12:00")
SECRET = "Ask why they left"
ROOM = GivenDetails(place="Room 4")
ALL = GivenDetails(
    title="System design",
    place="Room 4",
    note_for_candidate="Bring a pen",
    note_for_panel=SECRET,
)


@pytest.fixture(name="town")
def _town() -> Iterator[Town]:
    with town_at(NOW) as town:
        _settle(town)
        yield town


def _settle(town: Town) -> None:
    town.coordinator("Cora")
    town.candidate("Carl", TUESDAY)
    for name in ("Ines", "Ivo", "Ida"):
        town.interviewer(name, TUESDAY)


def outside(town: Town, name: str, address: str | None) -> None:
    person = replace(town.candidate(name, TUESDAY), slack_user_id=None, email=address)
    with town.store.writing() as session:
        people.save(session, person)
    town.people[name] = person


def described(
    town: Town, interview: Interview, given: GivenDetails, *, by: str = "", seen: Seen | None = None
) -> InterviewChange:
    return describe_interview(
        town.store,
        town.context(by),
        interview_id=interview.id,
        given=given,
        seen=seen or Seen(),
    )


def told(town: Town, interview: Interview) -> dict[str, tuple[Detail, ...]]:
    """Who is to hear of what, and has not."""
    names = {person.id: name for name, person in town.people.items()}
    return {
        names[message.person_id]: message.notice.said
        for message, state in town.messages(interview)
        if isinstance(message.notice, DetailsChanged) and state is MessageState.PENDING
    }


def stands(town: Town, interview: Interview) -> Interview:
    with town.store.reading() as session:
        found = interviews.get(session, interview.id)
    assert found is not None
    return found


# -- booked with a place ---------------------------------------------------------------------


def test_an_interview_is_where_the_workspace_has_them_in_a_room_of_its_own(town: Town) -> None:
    town.rules = replace(town.rules, place="https://meet.example.org/{id}")

    first = town.books("Carl", "Ines", start=NINE)
    second = town.books("Carl", "Ivo", start=TEN)

    assert first.details.place.startswith("https://meet.example.org/")
    assert "{" not in first.details.place
    assert first.details.place != second.details.place
    assert stands(town, first).details == first.details
    assert first.uid not in first.details.place


def test_what_is_said_in_the_booking_is_kept_with_it(town: Town) -> None:
    town.rules = replace(town.rules, place="https://meet.example.org/{id}")

    booked = book_interview(
        town.store,
        town.context(),
        candidate_id=town.people["Carl"].id,
        interviewer_ids=(town.people["Ines"].id,),
        start=NINE,
        allowed=AllowedHours.OFFERED,
        given=replace(ALL, place=""),
    ).interview

    assert stands(town, booked).details == Details(
        title="System design", note_for_candidate="Bring a pen", note_for_panel=SECRET
    )


def test_a_booking_at_a_link_that_is_not_safe_books_nothing(town: Town) -> None:
    with pytest.raises(LinkNotHttps):
        book_interview(
            town.store,
            town.context(),
            candidate_id=town.people["Carl"].id,
            interviewer_ids=(town.people["Ines"].id,),
            start=NINE,
            allowed=AllowedHours.OFFERED,
            given=GivenDetails(place="http://meet.example.org"),
        )

    page = upcoming_interviews(town.store, town.context(), skip=0, limit=9)
    assert page.total == 0


def test_moving_and_replacing_keep_all_that_is_said(town: Town) -> None:
    interview = described(town, town.books("Carl", "Ines", start=NINE), ALL).interview

    move_interview(
        town.store,
        town.context(),
        interview_id=interview.id,
        start=TEN,
        allowed=AllowedHours.OFFERED,
    )
    replace_interviewer(
        town.store,
        town.context(),
        interview_id=interview.id,
        leaving_id=town.people["Ines"].id,
        coming_id=town.people["Ivo"].id,
    )

    assert stands(town, interview).start == TEN
    assert stands(town, interview).details == interview.details != Details()


def test_a_round_that_is_rearranged_keeps_them_too(town: Town) -> None:
    before = described(town, town.books("Carl", "Ines", start=NINE), ALL).interview

    with town.store.writing() as session:
        (after,) = interviews.rearrange(session, [(before, TEN, [town.people["Ivo"]])])

    assert after.interviewers == (town.people["Ivo"],)
    assert after.details == before.details


# -- changed later ---------------------------------------------------------------------------


def test_a_changed_place_is_told_to_everybody_in_it_and_calendars_follow(town: Town) -> None:
    before = town.books("Carl", "Ines", start=NINE)

    change = described(town, before, ROOM, by="Cora")

    after = change.interview
    assert after.details.place == "Room 4"
    assert (after.revision, after.invite_sequence) == (2, 1)
    assert (after.start, after.uid) == (before.start, before.uid)
    assert told(town, after) == {"Carl": (Detail.PLACE,), "Ines": (Detail.PLACE,)}
    with town.store.reading() as session:
        (noted,) = revisions.since(session, after, revision=1)
    assert (noted.kind, noted.by) == (RevisionKind.DETAILS_CHANGED, "UCORA")


def test_each_hears_of_what_they_may_read(town: Town) -> None:
    interview = town.books("Carl", "Ines", start=NINE)

    described(town, interview, GivenDetails(note_for_panel=SECRET))
    first = told(town, interview)
    described(town, interview, GivenDetails(note_for_candidate="Bring a pen"))

    assert first == {"Ines": (Detail.NOTE_FOR_PANEL,)}
    assert told(town, interview) == {
        "Carl": (Detail.NOTE_FOR_CANDIDATE,),
        "Ines": (Detail.NOTE_FOR_CANDIDATE, Detail.NOTE_FOR_PANEL),
    }


def test_a_later_change_takes_the_place_of_one_that_is_still_on_its_way(town: Town) -> None:
    interview = town.books("Carl", "Ines", start=NINE)

    described(town, interview, ROOM)
    described(town, interview, GivenDetails(title="System design"))

    both = (Detail.TITLE, Detail.PLACE)
    assert told(town, interview) == {"Carl": both, "Ines": both}
    states = [s for m, s in town.messages(interview) if m.kind is MessageKind.DETAILS_CHANGED]
    assert sorted(states) == [MessageState.CANCELLED] * 2 + [MessageState.PENDING] * 2


@pytest.mark.parametrize("what", ["moved", "cancelled"])
def test_a_move_and_a_cancellation_overtake_it(town: Town, what: str) -> None:
    interview = described(town, town.books("Carl", "Ines", start=NINE), ROOM).interview

    if what == "moved":
        move_interview(
            town.store,
            town.context(),
            interview_id=interview.id,
            start=TEN,
            allowed=AllowedHours.OFFERED,
        )
    else:
        cancel_interview(town.store, town.context(), interview_id=interview.id)

    assert told(town, interview) == {}


def test_whoever_has_arranged_it_hears_that_it_is_off_though_another_wrote_a_note(
    town: Town,
) -> None:
    town.coordinator("Dora")
    town.coordinator("Eve")
    interview = town.books("Carl", "Ines", start=NINE, by="Cora")
    move_interview(
        town.store,
        town.context("Cora"),
        interview_id=interview.id,
        start=TEN,
        allowed=AllowedHours.OFFERED,
    )
    described(town, interview, ROOM, by="Dora")

    cancel_interview(town.store, town.context("Eve"), interview_id=interview.id)

    names = {person.id: name for name, person in town.people.items()}
    off = {
        names[message.person_id]
        for message, _ in town.messages(interview)
        if message.kind is MessageKind.CANCELLED
    }
    assert off == {"Carl", "Ines", "Cora"}


def test_whoever_cannot_make_it_is_told_of_no_other_room(town: Town) -> None:
    interview = town.books("Carl", "Ines", "Ivo", start=NINE)
    decline_interview(town.store, town.context("Ines"), interview_id=interview.id)

    described(town, interview, ROOM)

    assert told(town, interview).keys() == {"Carl", "Ivo"}


def test_the_same_said_again_changes_nothing(town: Town) -> None:
    interview = described(town, town.books("Carl", "Ines", start=NINE), ALL).interview

    again = described(town, interview, ALL)

    assert again.interview == interview
    assert stands(town, interview).revision == interview.revision


def test_only_coordinators_say_where_it_is(town: Town) -> None:
    interview = town.books("Carl", "Ines", start=NINE)

    for name in ("Carl", "Ines", "Ivo"):
        with pytest.raises(NotAllowed):
            described(town, interview, ROOM, by=name)

    assert stands(town, interview) == interview


def test_it_is_changed_only_as_it_was_seen(town: Town) -> None:
    interview = town.books("Carl", "Ines", start=NINE)
    town.coordinator("Dora")
    described(town, interview, GivenDetails(place="Room 5"), by="Dora")

    with pytest.raises(InterviewChanged) as refused:
        described(town, interview, ROOM, seen=Seen(revision=interview.revision))

    assert "Dora has changed its place or its notes" in refused.value.sentence(zone=NOW.tzinfo)
    assert stands(town, interview).details.place == "Room 5"


def test_what_is_off_or_has_begun_is_said_nothing_more_of(town: Town) -> None:
    off = town.books("Carl", "Ines", start=NINE)
    cancel_interview(town.store, town.context(), interview_id=off.id)
    begun = town.books("Carl", "Ines", start=TEN)
    town.now = TEN

    with pytest.raises(InterviewGone):
        described(town, off, ROOM)
    with pytest.raises(HasPassed):
        described(town, begun, ROOM)


def test_two_at_once_leave_what_one_of_them_said(tmp_path: Path) -> None:
    with town_at(NOW, folder=tmp_path) as town:
        _settle(town)
        interview = town.books("Carl", "Ines", start=NINE)

        def say(place: str) -> str:
            try:
                seen = Seen(revision=1)
                described(town, interview, GivenDetails(place=place), seen=seen)
            except InterviewChanged:
                return ""
            return place

        with ThreadPoolExecutor() as threads:
            done = [place for place in threads.map(say, ["Room 1", "Room 2"]) if place]

        assert [stands(town, interview).details.place] == done


def test_a_candidates_wish_for_another_hour_outlasts_it(town: Town) -> None:
    interview = town.books("Carl", "Ines", start=NINE)
    ask_to_move(
        town.store, town.context("Carl"), interview_id=interview.id, wanted=TEN, seen=Seen()
    )

    after = described(town, interview, ROOM).interview

    with town.store.reading() as session:
        assert move_requests.of(session, [after])[after.id].wanted == TEN


def test_on_record_is_what_was_changed_and_not_in_which_words(town: Town) -> None:
    interview = described(town, town.books("Carl", "Ines", start=NINE), ALL).interview

    entry = history(town.store, town.context(), interview_id=interview.id, limit=1).entries[0]

    assert entry.action == "details changed"
    assert entry.after["said"] == [
        "title",
        "place",
        "note_for_candidate",
        "note_for_panel",
    ]
    assert SECRET not in str(entry)


# -- people outside --------------------------------------------------------------------------


def test_whom_nothing_reaches_is_to_be_told_of_the_place_once(town: Town) -> None:
    outside(town, "Ana", None)
    interview = town.books("Ana", "Ines", start=NINE)

    described(town, interview, ALL)
    (owed,) = untold_people(town.store, context=town.context()).untold
    mark_told(
        town.store,
        context=town.context(),
        interview_id=interview.id,
        person_id=town.people["Ana"].id,
    )
    described(town, interview, GivenDetails(place="Room 5"))
    (again,) = untold_people(town.store, context=town.context()).untold

    assert owed.news.notice.kind is MessageKind.BOOKED
    assert words_to_pass_on(owed).endswith("\nSystem design\nWhere: Room 4\nNote: Bring a pen")
    assert again.news.notice.kind is MessageKind.DETAILS_CHANGED
    assert "has changed the place of your interview" in words_to_pass_on(again)
    assert "Room 5" in words_to_pass_on(again)
    assert SECRET not in words_to_pass_on(owed) + words_to_pass_on(again)


def test_what_a_mail_tells_nobody_has_to_tell(town: Town) -> None:
    outside(town, "Ana", "ana@example.com")
    interview = town.books("Ana", "Ines", start=NINE)
    mark_told(
        town.store,
        context=town.context(),
        interview_id=interview.id,
        person_id=town.people["Ana"].id,
    )
    described(town, interview, ROOM)
    town.rules = replace(town.rules, mail=Mail(is_on=True))

    described(town, interview, GivenDetails(place="Room 5"))

    assert untold_people(town.store, context=town.context()).untold == ()
    assert told(town, interview)["Ana"] == (Detail.PLACE,)


# -- the note for the panel ------------------------------------------------------------------


@pytest.mark.parametrize("sees_panel", [False, True])
def test_the_candidate_reads_the_note_for_the_panel_nowhere(town: Town, sees_panel: bool) -> None:
    town.rules = replace(town.rules, candidates_see_panel=sees_panel)
    interview = described(town, town.books("Carl", "Ines", start=NINE), ALL).interview
    carl = town.people["Carl"]
    secret = open_feed(town.store, town.context("Carl"), person_id=carl.id)

    claimed = claim_due(town.store, channel=Channel.SLACK, owner="me", limit=99, now=TEN)
    contexts = [
        message_context(town.store, claimed=each, sees_panel=sees_panel)
        for each in claimed
        if each.message.person_id == carl.id
    ]
    page = upcoming_interviews(town.store, town.context("Carl"), skip=0, limit=9)
    feed = feed_of(town.store, secret=secret, now=NOW, sees_panel=sees_panel)
    moved = move_interview(
        town.store,
        town.context("Carl"),
        interview_id=interview.id,
        start=TEN,
        allowed=AllowedHours.OFFERED,
    )

    assert contexts
    for shown in (*contexts, page, feed, moved):
        assert "Bring a pen" in str(shown)
        assert SECRET not in str(shown)
    panel = upcoming_interviews(town.store, town.context("Ines"), skip=0, limit=9)
    assert SECRET in str(panel)
