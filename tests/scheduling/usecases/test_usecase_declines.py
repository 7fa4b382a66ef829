"""Whoever has declined an hour is not asked for it again, until they can after all."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from time_builders import at, off, saying, weekly, window
from town import Town, town_at

from scheduling.errors import HasPassed, NotAllowed, OutsideAvailability
from scheduling.model import Channel, Entry, Interview, MessageKind, MessageState, entry_key
from scheduling.model.notices import CannotMakeIt
from scheduling.model.request import Who
from scheduling.model.rounds import RoundAsked
from scheduling.results import AvailabilityChange
from scheduling.slots import WhyNone
from scheduling.steps.hours import read_hours, refresh_cache, stand_ins
from scheduling.store import availability, interviews
from scheduling.store.messages import outbox
from scheduling.timespan import hour_from, instant_of
from scheduling.usecases import delivery
from scheduling.usecases.availability import give_availability, remove_availability
from scheduling.usecases.distribute import (
    book_round,
    draft_round,
    prepare_rebalance,
    prepare_round,
    rebalance_round,
)
from scheduling.usecases.interviews import (
    AllowedHours,
    cancel_interview,
    decline_interview,
    keep_interview,
    move_interview,
    replace_interviewer,
    undo_decline,
)
from scheduling.wording.reading import ParsedAvailability

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
NINE, TEN = at("2026-11-10 09:00"), at("2026-11-10 10:00")
TUESDAY = window("2026-11-10 09:00-11:00")
THE_DAY = RoundAsked(start=at("2026-11-10 00:00"), end=at("2026-11-11 00:00"), max_panel=1)


@pytest.fixture
def town() -> Iterator[Town]:
    with town_at(NOW) as town:
        town.coordinator("Cora")
        for name in ("Carl", "Dora"):
            town.candidate(name, TUESDAY)
        for name in ("Ines", "Ivo"):
            town.interviewer(name, TUESDAY)
        yield town


def declined(town: Town, name: str = "Ines", *, candidate: str = "Carl") -> Interview:
    """An interview at nine that somebody was to hold, and said that they can't make."""
    interview = town.books(candidate, name, start=NINE)
    return declines(town, name, interview)


def declines(town: Town, name: str, interview: Interview) -> Interview:
    change = decline_interview(town.store, town.context(name), interview_id=interview.id)
    return change.interview


def replaced(town: Town, interview: Interview, leaving: str, coming: str) -> Interview:
    return replace_interviewer(
        town.store,
        context=town.context("Cora"),
        interview_id=interview.id,
        leaving_id=town.people[leaving].id,
        coming_id=town.people[coming].id,
    ).interview


def can_after_all(town: Town, name: str, interview: Interview) -> Interview:
    return undo_decline(
        town.store, context=town.context(name), interview_id=interview.id, start=NINE
    ).interview


def gives(town: Town, name: str, *said: Entry) -> AvailabilityChange:
    hours = saying(*said)
    parsed = ParsedAvailability(windows=hours.windows, weekly=hours.weekly, time_off=hours.time_off)
    person_id = town.people[name].id
    return give_availability(
        town.store, context=town.context(name), person_id=person_id, said=parsed
    )


def free_at(town: Town, *names: str) -> list[datetime]:
    """The starts that `/find-slots` offers."""
    return [slot.start for slot in town.slots(*names, first="2026-11-10").found.page(limit=99)]


def coverers(town: Town, interview: Interview) -> list[str]:
    with town.store.reading() as session:
        return [person.name for person in stand_ins(session, interview)]


def stored(town: Town, interview: Interview) -> Interview:
    with town.store.reading() as session:
        found = interviews.get(session, interview.id)
    assert found is not None
    return found


def reminders(town: Town, interview: Interview, name: str) -> list[str]:
    return [
        f"{message.due_at:%d %H:%M}"
        for message, state in town.messages(interview)
        if (message.person_id, message.kind) == (town.people[name].id, MessageKind.REMINDER)
        and state is MessageState.PENDING
    ]


def told(town: Town, interview: Interview, kind: MessageKind) -> list[MessageState]:
    return [state for message, state in town.messages(interview) if message.kind is kind]


def calls(town: Town, interview: Interview) -> dict[str, MessageState]:
    """What has become of each call for help, by the name of who can't make it."""
    names = {person.id: name for name, person in town.people.items()}
    return {
        names[message.notice.who.person_id or 0]: state
        for message, state in town.messages(interview)
        if isinstance(message.notice, CannotMakeIt)
    }


def all_is_sent(town: Town) -> None:
    while claimed := delivery.claim_due(
        town.store, channel=Channel.SLACK, owner="us", limit=50, now=town.now
    ):
        for one in claimed:
            assert delivery.begin(town.store, claimed=one, now=town.now)
            delivery.mark_sent(town.store, claimed=one, conversation="D", receipt="1", now=town.now)
        # One conversation gets one message a second.
        town.now += timedelta(seconds=2)


# -- who has declined is not asked again -----------------------------------------------------


def test_a_reason_is_kept_with_the_call_for_help_in_one_line(town: Town) -> None:
    interview = town.books("Carl", "Ines", start=NINE)

    decline_interview(
        town.store,
        town.context("Ines"),
        interview_id=interview.id,
        reason=" I have\nthe flu. ",
    )

    with town.store.reading() as session:
        planned = [message.notice for message, _ in outbox.of_interview(session, interview.id)]
    ines = Who.of(town.people["Ines"])
    assert CannotMakeIt(who=ines, start=NINE, words="I have the flu") in planned


def test_who_was_replaced_is_not_proposed_as_cover_for_the_same_hour(town: Town) -> None:
    interview = replaced(town, declined(town), "Ines", "Ivo")

    interview = declines(town, "Ivo", interview)

    assert coverers(town, interview) == []
    with pytest.raises(OutsideAvailability) as refused:
        replaced(town, interview, "Ivo", "Ines")
    assert (refused.value.people, refused.value.declined) == ((), ("Ines",))


def test_find_slots_leaves_the_hour_out_for_any_candidate(town: Town) -> None:
    before = free_at(town, "Ines")
    replaced(town, declined(town), "Ines", "Ivo")

    assert before == [NINE, TEN]
    assert free_at(town, "Ines") == free_at(town, "Dora", "Ines") == [TEN]


def test_where_no_slot_is_left_it_is_said_who_has_declined(town: Town) -> None:
    town.interviewer("Isla", window("2026-11-10 09:00-10:00"))
    replaced(town, declined(town, "Isla"), "Isla", "Ivo")

    answer = town.slots("Dora", "Isla", first="2026-11-10")
    elsewhere = town.slots("Dora", "Isla", first="2026-11-11")

    assert answer.why_none is not None
    assert answer.why_none.why is WhyNone.DECLINED
    assert [person.name for person in answer.declined] == ["Isla"]
    assert elsewhere.declined == ()


def test_the_hour_stays_declined_when_the_interview_is_cancelled(town: Town) -> None:
    interview = declined(town)

    cancel_interview(town.store, context=town.context("Cora"), interview_id=interview.id)

    assert free_at(town, "Dora", "Ines") == [TEN]


def test_the_hour_stays_declined_when_the_interview_moves_away_and_not_the_new_one(
    town: Town,
) -> None:
    interview, by_cora = declined(town), {"context": town.context("Cora")}

    moved = move_interview(
        town.store, interview_id=interview.id, start=TEN, allowed=AllowedHours.OFFERED, **by_cora
    ).interview

    assert moved.declined == frozenset()
    assert free_at(town, "Ines") == []
    with pytest.raises(OutsideAvailability):
        move_interview(
            town.store,
            interview_id=interview.id,
            start=NINE,
            allowed=AllowedHours.OFFERED,
            **by_cora,
        )


def test_moved_back_on_purpose_it_is_marked_and_they_still_cannot_make_it(town: Town) -> None:
    interview, by_cora = declined(town), {"context": town.context("Cora")}
    for start in (TEN, NINE):
        interview = move_interview(
            town.store,
            interview_id=interview.id,
            start=start,
            allowed=AllowedHours.ANY,
            **by_cora,
        ).interview

    assert interview.outside_availability
    assert interview.declined == {town.people["Ines"].id}


def test_on_purpose_they_are_booked_all_the_same_and_the_interview_is_marked(town: Town) -> None:
    replaced(town, declined(town), "Ines", "Ivo")
    with pytest.raises(OutsideAvailability) as refused:
        town.books("Dora", "Ines", start=NINE)

    forced = town.books("Dora", "Ines", start=NINE, allowed=AllowedHours.ANY)

    assert (refused.value.people, refused.value.declined) == ((), ("Ines",))
    assert forced.outside_availability
    assert forced.declined == frozenset()
    assert reminders(town, forced, "Ines") == ["09 09:00", "10 08:00"]


def test_two_interviews_at_one_start_are_declined_each_and_accepted_together(town: Town) -> None:
    first = replaced(town, declined(town), "Ines", "Ivo")
    second = town.books("Dora", "Ines", start=NINE, allowed=AllowedHours.ANY)
    second = declines(town, "Ines", second)
    assert second.declined == {town.people["Ines"].id}

    can_after_all(town, "Ines", first)

    assert stored(town, second).declined == frozenset()
    cancel_interview(town.store, context=town.context("Cora"), interview_id=second.id)
    assert free_at(town, "Ines") == [NINE, TEN]


def test_only_the_hour_of_whoever_declined_is_left_out(town: Town) -> None:
    declined(town)

    assert free_at(town, "Ivo") == [NINE, TEN]
    assert free_at(town, "Dora", "Ivo") == [NINE, TEN]


def test_hours_worked_out_ahead_are_read_without_what_was_declined_since(town: Town) -> None:
    ines = town.people["Ines"]
    with town.store.writing() as session:
        refresh_cache(session, [ines], now=NOW)
    interview = declined(town)

    with town.store.reading() as session:
        read = read_hours(session, people=[ines], span=hour_from(NINE))
    can_after_all(town, "Ines", interview)
    with town.store.reading() as session:
        again = read_hours(session, people=[ines], span=hour_from(NINE))

    hour = read.horizon.everything
    assert (read.offered, read.declined) == ({ines.id: 0}, {ines.id: hour})
    assert (again.offered, again.declined) == ({ines.id: hour}, {ines.id: 0})


# -- distributions ---------------------------------------------------------------------------


def planned(town: Town, asked: RoundAsked = THE_DAY) -> dict[str, tuple[datetime, list[str]]]:
    """When a distribution would have each candidate interviewed, and by whom."""
    context = town.context("Cora")
    prepared = prepare_round(town.store, context=context, asked=asked)
    draft = draft_round(town.store, context=context, prepared=prepared)
    return {
        draft.people[seat.candidate].name: (
            instant_of(seat.hour),
            [draft.people[id].name for id in seat.panel],
        )
        for seat in draft.outcome.plan.seatings
    }


def test_a_distribution_does_not_plan_them_for_the_hour(town: Town) -> None:
    town.candidate("Emil", window("2026-11-10 09:00-10:00"))
    interview = replaced(town, declined(town), "Ines", "Ivo")

    dora_at_ten = planned(town)

    # At nine Ivo has Carl and Ines can't, so Emil waits.
    assert dora_at_ten == {"Dora": (TEN, ["Ines"])} or dora_at_ten == {"Dora": (TEN, ["Ivo"])}
    can_after_all(town, "Ines", interview)
    assert planned(town)["Emil"] == (NINE, ["Ines"])


def test_a_round_levelled_again_and_again_never_seats_them_again(town: Town) -> None:
    cora = town.context("Cora")
    asked = replace(THE_DAY, end=at("2026-11-10 10:00"))
    town.interviewer("Isla", window("2026-11-10 09:00-10:00"))
    prepared = prepare_round(town.store, context=cora, asked=asked)
    base = draft_round(town.store, context=cora, prepared=prepared)
    book_round(town.store, context=cora, round_id=base.round.id, version=base.round.version)
    everybody = {"Ines", "Ivo", "Isla"}

    gone: set[str] = set()
    for _ in range(2):
        with town.store.reading() as session:
            ahead = interviews.upcoming(session, ending_after=NOW, limit=9)
        interview = ahead[0]
        leaving = interview.interviewers[0].name
        gone.add(leaving)
        declines(town, leaving, interview)
        again = prepare_rebalance(town.store, context=cora, round_id=base.round.id)
        draft = rebalance_round(town.store, context=cora, round_id=base.round.id, prepared=again)
        book_round(town.store, context=cora, round_id=draft.round.id, version=draft.round.version)
        with town.store.reading() as session:
            ahead = interviews.upcoming(session, ending_after=NOW, limit=9)
        seated = {person.name for each in ahead for person in each.interviewers}
        assert seated <= everybody - gone


def test_a_rebalanced_round_marks_who_is_seated_on_purpose_and_nobody_else(town: Town) -> None:
    cora = town.context("Cora")
    town.candidate("Emil", window("2026-11-10 09:00-11:00"))
    cancel_interview(town.store, cora, interview_id=declined(town).id)
    ids = (town.people["Emil"].id, town.people["Dora"].id)
    prepared = prepare_round(town.store, cora, asked=replace(THE_DAY, candidate_ids=ids))
    base = draft_round(town.store, cora, prepared=prepared).round.id
    emil, dora = book_round(town.store, cora, round_id=base, version=1).interviews
    move_interview(town.store, cora, interview_id=dora.id, start=NINE, allowed=AllowedHours.ANY)
    declines(town, "Ivo", emil)

    again = prepare_rebalance(town.store, cora, round_id=base)
    draft = rebalance_round(town.store, cora, round_id=base, prepared=again)
    book_round(town.store, cora, round_id=draft.round.id, version=1)

    panels = [
        (each.start, each.interviewers, each.outside_availability)
        for each in (stored(town, emil), stored(town, dora))
    ]
    ines, ivo = town.people["Ines"], town.people["Ivo"]
    # Ines has nine for Dora alone, so she stays there, and Emil goes to another hour.
    assert panels == [(TEN, (ivo,), False), (NINE, (ines,), True)]


# -- can after all ---------------------------------------------------------------------------


def test_who_can_after_all_keeps_the_seat_and_is_reminded_again(town: Town) -> None:
    interview = declined(town)
    all_is_sent(town)
    without = reminders(town, interview, "Ines")

    after = can_after_all(town, "Ines", interview)

    assert (after.declined, after.revision) == (frozenset(), interview.revision + 1)
    assert (without, reminders(town, after, "Ines")) == ([], ["09 09:00", "10 08:00"])
    assert told(town, after, MessageKind.CAN_MAKE_IT) == [MessageState.PENDING]


def test_a_call_for_help_not_sent_yet_is_withdrawn_and_nothing_is_said(town: Town) -> None:
    interview = declined(town)

    can_after_all(town, "Ines", interview)

    assert told(town, interview, MessageKind.CANNOT_MAKE_IT) == [MessageState.CANCELLED]
    assert told(town, interview, MessageKind.CAN_MAKE_IT) == []


def test_the_call_stays_while_somebody_else_cannot_make_it(town: Town) -> None:
    interview = town.books("Carl", "Ines", "Ivo", start=NINE)
    for name in ("Ines", "Ivo"):
        declines(town, name, interview)

    after = can_after_all(town, "Ines", interview)

    assert after.declined == {town.people["Ivo"].id}
    assert calls(town, after) == {"Ines": MessageState.CANCELLED, "Ivo": MessageState.PENDING}


def test_the_call_for_whoever_has_left_is_withdrawn_while_somebody_else_cannot_make_it(
    town: Town,
) -> None:
    town.interviewer("Isla", TUESDAY)
    interview = town.books("Carl", "Ines", "Ivo", start=NINE)
    for name in ("Ines", "Ivo"):
        declines(town, name, interview)

    after = replaced(town, interview, "Ines", "Isla")

    assert calls(town, after) == {"Ines": MessageState.CANCELLED, "Ivo": MessageState.PENDING}


def test_who_cannot_make_it_and_can_again_before_it_is_sent_ends_only_what_was_said(
    town: Town,
) -> None:
    interview = declined(town)
    all_is_sent(town)
    can_after_all(town, "Ines", interview)
    all_is_sent(town)

    declines(town, "Ines", interview)
    can_after_all(town, "Ines", interview)

    assert told(town, interview, MessageKind.CAN_MAKE_IT) == [MessageState.SENT]


def test_an_end_is_told_of_the_hour_alone_for_which_help_was_called(town: Town) -> None:
    interview = declined(town)
    all_is_sent(town)
    moved = move_interview(
        town.store,
        context=town.context("Cora"),
        interview_id=interview.id,
        start=TEN,
        allowed=AllowedHours.ANY,
    ).interview

    declines(town, "Ines", moved)
    undo_decline(town.store, context=town.context("Ines"), interview_id=moved.id, start=TEN)

    assert told(town, interview, MessageKind.CAN_MAKE_IT) == []


def test_who_was_replaced_and_can_after_all_is_free_again_and_nobody_is_told(town: Town) -> None:
    interview = replaced(town, declined(town), "Ines", "Ivo")

    after = can_after_all(town, "Ines", interview)

    assert after == interview
    assert free_at(town, "Dora", "Ines") == [NINE, TEN]
    assert told(town, interview, MessageKind.CAN_MAKE_IT) == []


def test_said_twice_it_changes_nothing_more(town: Town) -> None:
    interview = declined(town)

    once, twice = (can_after_all(town, "Ines", interview) for _ in range(2))

    assert once == twice


def test_nobody_ends_what_somebody_else_has_declined(town: Town) -> None:
    interview = declined(town)

    after = can_after_all(town, "Ivo", interview)
    with pytest.raises(NotAllowed):
        can_after_all(town, "", interview)

    assert after == stored(town, interview) == interview


def test_once_the_hour_has_begun_it_is_too_late(town: Town) -> None:
    interview = declined(town)
    town.now = NINE

    with pytest.raises(HasPassed):
        can_after_all(town, "Ines", interview)


# -- giving the hour again -------------------------------------------------------------------


@pytest.mark.parametrize(
    "said", [TUESDAY, window("2026-11-10 08:00-18:00"), weekly("Tue 09:00-12:00")]
)
def test_to_give_hours_that_hold_it_ends_it_and_it_is_said_so(town: Town, said: Entry) -> None:
    interview = declined(town)

    given = gives(town, "Ines", said)

    assert given.accepted == (NINE,)
    assert stored(town, interview).declined == frozenset()
    assert reminders(town, interview, "Ines") == ["09 09:00", "10 08:00"]


@pytest.mark.parametrize(
    "said",
    [
        window("2026-11-10 10:00-18:00"),
        window("2026-11-10 08:00-09:45"),
        window("2026-11-11 09:00-11:00"),
        weekly("Mon 09:00-12:00"),
        off("2026-11-12 09:00-11:00"),
    ],
)
def test_to_give_other_hours_does_not(town: Town, said: Entry) -> None:
    interview = declined(town)

    given = gives(town, "Ines", said)

    assert given.accepted == ()
    assert stored(town, interview).declined == {town.people["Ines"].id}


def test_to_take_hours_away_does_not(town: Town) -> None:
    interview = declined(town)
    with town.store.reading() as session:
        ines = town.people["Ines"].id
        [entry] = availability.of(session, [ines])[ines].entries
    key = entry_key(entry)

    remove_availability(
        town.store,
        context=town.context("Ines"),
        person_id=town.people["Ines"].id,
        key=key,
    )

    assert stored(town, interview).declined == {town.people["Ines"].id}


def test_hours_given_by_somebody_else_leave_it(town: Town) -> None:
    interview = declined(town)

    gives(town, "Ivo", window("2026-11-10 08:00-18:00"))

    assert stored(town, interview).declined == {town.people["Ines"].id}


def test_whoever_keeps_an_interview_that_they_had_declined_comes_after_all(town: Town) -> None:
    interview = declined(town)
    asked_earlier = town.context("Ines")

    kept = keep_interview(town.store, asked_earlier, interview_id=interview.id)
    again = keep_interview(town.store, asked_earlier, interview_id=interview.id)

    assert kept.interview.declined == frozenset()
    assert again.interview == kept.interview
    assert stored(town, interview).declined == frozenset()
    assert reminders(town, interview, "Ines") != []
