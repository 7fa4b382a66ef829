"""Interviews in the store."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from overlaps import overlaps
from statements import statements
from store_builders import HALF_HOUR, NOW, TEN, booked, candidate, interviewer

from scheduling.errors import InterviewChanged, InterviewGone, SlotTaken
from scheduling.model import Interview, InterviewState, Person
from scheduling.store import Session, interviews, people
from scheduling.store.interviews import conflicts, declines
from scheduling.timespan import HOUR, Horizon, Span, hour_from, tick_at

pytestmark = pytest.mark.both_databases

DAY = timedelta(days=1)
THE_DAY = Span(start=TEN - 10 * HOUR, end=TEN + 14 * HOUR)
HORIZON = Horizon.covering(THE_DAY)


@pytest.fixture
def ines(session: Session) -> Person:
    return interviewer(session, "Ines")


@pytest.fixture
def ivo(session: Session) -> Person:
    return interviewer(session, "Ivo", time_zone="Asia/Kolkata")


@pytest.fixture
def carl(session: Session) -> Person:
    return candidate(session, "Carl")


def hours_of(session: Session, *who: Person) -> list[list[range]]:
    taken = interviews.taken(session, person_ids=[p.id for p in who], horizon=HORIZON)
    return [list(taken[person.id]) for person in who]


def ticks(start_after_ten: timedelta = timedelta(0)) -> range:
    return hour_from(TEN + start_after_ten).ticks


# -- booking ---------------------------------------------------------------------------------


def test_what_is_booked_is_what_is_found(
    session: Session, carl: Person, ines: Person, ivo: Person
) -> None:
    interview = interviews.book(
        session,
        candidate=carl,
        interviewers=(ivo, ines),
        start=TEN,
        outside_availability=True,
        booked_by="U1",
        now=NOW,
    )

    assert interview == Interview(
        id=interview.id,
        candidate=carl,
        interviewers=(ines, ivo),
        start=TEN,
        outside_availability=True,
        booked_by="U1",
        uid=interview.uid,
    )
    assert interview.uid is not None
    assert interviews.get(session, interview.id) == interview
    assert interviews.get(session, 99) is None


def test_booking_takes_the_hour_of_everybody_in_it(
    session: Session, carl: Person, ines: Person, ivo: Person
) -> None:
    booked(session, candidate=carl, interviewers=(ines,))

    assert hours_of(session, carl, ines, ivo) == [[ticks()], [ticks()], []]


def test_only_those_who_are_taken_are_named(
    session: Session, carl: Person, ines: Person, ivo: Person
) -> None:
    booked(session, candidate=carl, interviewers=(ines,))
    dora = candidate(session, "Dora")

    with pytest.raises(SlotTaken) as caught:
        booked(session, candidate=dora, interviewers=(ivo, ines))

    assert caught.value.taken == ("Ines",)
    assert caught.value.start == TEN
    assert set(caught.value.people_ids) == {dora.id, ivo.id, ines.id}


def test_a_refused_booking_leaves_nothing_even_when_the_transaction_goes_on(
    session: Session, carl: Person, ines: Person, ivo: Person
) -> None:
    first = booked(session, candidate=carl, interviewers=(ines,))

    with pytest.raises(SlotTaken):
        booked(session, candidate=candidate(session, "Dora"), interviewers=(ivo, ines))

    assert interviews.upcoming(session, ending_after=NOW, limit=9) == (first,)
    assert hours_of(session, ivo) == [[]]


@pytest.mark.parametrize("minutes", [-45, -30, -15, 0, 15, 30, 45])
def test_hours_that_share_any_time_are_refused(
    session: Session, carl: Person, ines: Person, minutes: int
) -> None:
    booked(session, candidate=carl, interviewers=(ines,))
    dora = candidate(session, "Dora")

    with pytest.raises(SlotTaken):
        booked(
            session,
            candidate=dora,
            interviewers=(ines,),
            start=TEN + timedelta(minutes=minutes),
        )


@pytest.mark.parametrize("hours", [-1, 1])
def test_hours_that_touch_are_both_booked(
    session: Session, carl: Person, ines: Person, hours: int
) -> None:
    booked(session, candidate=carl, interviewers=(ines,))

    booked(session, candidate=carl, interviewers=(ines,), start=TEN + hours * HOUR)

    assert interviews.count_upcoming(session, ending_after=NOW) == 2
    assert overlaps(session) == []


def test_a_person_on_both_sides_of_the_table_is_taken_by_either(
    session: Session, carl: Person, ines: Person, ivo: Person
) -> None:
    booked(session, candidate=ines, interviewers=(ivo,))

    with pytest.raises(SlotTaken) as caught:
        booked(session, candidate=carl, interviewers=(ines,), start=TEN + HALF_HOUR)

    assert caught.value.taken == ("Ines",)


def test_time_is_taken_in_one_statement_in_the_order_of_person_and_tick(
    session: Session, carl: Person, ines: Person, ivo: Person
) -> None:
    with statements(session) as seen:
        booked(session, candidate=carl, interviewers=(ivo, ines))

    ((_, values),) = [one for one in seen if "INTO busy" in one[0]]
    if isinstance(values, dict):  # PostgreSQL's are named, with the number of the row
        count = len(values) // 3
        taken = [(values[f"person_id__{n}"], values[f"tick__{n}"]) for n in range(count)]
    else:
        taken = [(values[at], values[at + 1]) for at in range(0, len(values), 3)]
    people_ids = sorted([carl.id, ines.id, ivo.id])
    assert taken == [(person_id, tick) for person_id in people_ids for tick in ticks()]


# -- changing --------------------------------------------------------------------------------


def test_moving_gives_the_old_hour_back_and_takes_the_new(
    session: Session, carl: Person, ines: Person
) -> None:
    interview = booked(session, candidate=carl, interviewers=(ines,))

    moved = interviews.move(
        session,
        interview,
        start=TEN + 3 * HOUR,
        expected_revision=1,
        outside_availability=True,
    )

    assert moved == replace(
        interview, start=TEN + 3 * HOUR, revision=2, invite_sequence=1, outside_availability=True
    )
    assert interviews.get(session, interview.id) == moved
    assert hours_of(session, carl, ines) == [[ticks(3 * HOUR)]] * 2


@pytest.mark.parametrize("minutes", [-45, -30, -15, 0, 15, 30, 45])
def test_an_interview_does_not_stand_in_its_own_way(
    session: Session, carl: Person, ines: Person, minutes: int
) -> None:
    interview = booked(session, candidate=carl, interviewers=(ines,))
    by = timedelta(minutes=minutes)

    interviews.move(
        session, interview, start=TEN + by, expected_revision=1, outside_availability=False
    )

    assert hours_of(session, carl, ines) == [[ticks(by)]] * 2


def test_an_interview_that_cannot_move_stays_where_it_is(
    session: Session, carl: Person, ines: Person, ivo: Person
) -> None:
    interview = booked(session, candidate=carl, interviewers=(ines, ivo))
    dora = candidate(session, "Dora")
    booked(session, candidate=dora, interviewers=(ivo,), start=TEN + HOUR)

    with pytest.raises(SlotTaken) as caught:
        interviews.move(
            session,
            interview,
            start=TEN + HALF_HOUR,
            expected_revision=1,
            outside_availability=False,
        )

    assert caught.value.taken == ("Ivo",)
    assert interviews.get(session, interview.id) == interview
    assert hours_of(session, carl, ines) == [[ticks()]] * 2


def test_those_who_declined_the_old_hour_have_not_declined_the_new(
    session: Session, carl: Person, ines: Person
) -> None:
    interview = booked(session, candidate=carl, interviewers=(ines,))
    declined = interviews.decline(session, interview, person=ines, expected_revision=1)

    moved = interviews.move(
        session,
        declined,
        start=TEN + HOUR,
        expected_revision=2,
        outside_availability=False,
    )

    assert declined.declined == {ines.id}
    assert moved.declined == frozenset()


def test_cancelling_gives_the_hour_back(session: Session, carl: Person, ines: Person) -> None:
    interview = booked(session, candidate=carl, interviewers=(ines,))

    cancelled = interviews.cancel(session, interview, expected_revision=1)

    assert cancelled == replace(
        interview, state=InterviewState.CANCELLED, revision=2, invite_sequence=1
    )
    assert interviews.get(session, interview.id) == cancelled
    assert hours_of(session, carl, ines) == [[], []]
    again = booked(session, candidate=carl, interviewers=(ines,))
    assert again.id > interview.id


def test_replacing_takes_the_hour_of_those_who_come_only(
    session: Session, carl: Person, ines: Person, ivo: Person
) -> None:
    olga = interviewer(session, "Olga")
    interview = booked(session, candidate=carl, interviewers=(ines, olga))

    replaced = interviews.replace_panel(
        session, interview, interviewers=(olga, ivo), expected_revision=1
    )

    assert replaced == replace(interview, interviewers=(ivo, olga), revision=2, invite_sequence=1)
    assert interviews.get(session, interview.id) == replaced
    assert hours_of(session, carl, ines, ivo, olga) == [[ticks()], [], [ticks()], [ticks()]]


def test_a_panel_that_cannot_change_stays_as_it_is(
    session: Session, carl: Person, ines: Person, ivo: Person
) -> None:
    interview = booked(session, candidate=carl, interviewers=(ines,))
    dora = candidate(session, "Dora")
    booked(session, candidate=dora, interviewers=(ivo,), start=TEN - HALF_HOUR)

    with pytest.raises(SlotTaken) as caught:
        interviews.replace_panel(session, interview, interviewers=(ivo,), expected_revision=1)

    assert caught.value.taken == ("Ivo",)
    assert set(caught.value.people_ids) == {carl.id, ivo.id}
    assert interviews.get(session, interview.id) == interview
    assert hours_of(session, ines) == [[ticks()]]


def test_declining_keeps_the_hour_and_outlives_the_seat(
    session: Session, carl: Person, ines: Person, ivo: Person
) -> None:
    interview = booked(session, candidate=carl, interviewers=(ines, ivo))

    declined = interviews.decline(session, interview, person=ines, expected_revision=1)
    replaced = interviews.replace_panel(session, declined, interviewers=(ivo,), expected_revision=2)
    back = interviews.replace_panel(
        session, replaced, interviewers=(ivo, ines), expected_revision=3
    )

    assert declined == replace(interview, declined=frozenset({ines.id}), revision=2)
    assert replaced.declined == frozenset()
    assert back.declined == {ines.id}


def test_who_can_after_all_can_at_that_start_whatever_the_interview(
    session: Session, carl: Person, ines: Person, ivo: Person
) -> None:
    first = booked(session, candidate=carl, interviewers=(ines, ivo))
    first = interviews.decline(session, first, person=ines, expected_revision=1)
    first = interviews.decline(session, first, person=ivo, expected_revision=2)
    first = interviews.replace_panel(session, first, interviewers=(ivo,), expected_revision=3)
    second = booked(session, candidate=candidate(session, "Dora"), interviewers=(ines,))
    second = interviews.decline(session, second, person=ines, expected_revision=1)

    accepted = interviews.accept(session, second, person=ines, expected_revision=2)

    assert accepted == replace(second, declined=frozenset(), revision=3)
    still = declines.within(session, person_ids=[ines.id, ivo.id], span=first.span)
    assert still == {ines.id: (), ivo.id: (TEN,)}
    assert interviews.get(session, first.id) == first


def _moved_on(session: Session, interview: Interview) -> Interview:
    return _move(session, interview, interview.revision)


def _declined(session: Session, interview: Interview) -> Interview:
    return _decline(session, interview, interview.revision)


def _without_the_first(session: Session, interview: Interview) -> Interview:
    return interviews.replace_panel(
        session,
        interview,
        interviewers=interview.interviewers[1:],
        expected_revision=interview.revision,
    )


def _rearranged_without_the_first(session: Session, interview: Interview) -> Interview:
    staying = interview.interviewers[1:]
    (after,) = interviews.rearrange(session, [(interview, interview.start, staying)])
    return after


def _rearranged_later(session: Session, interview: Interview) -> Interview:
    later = interview.start + HOUR
    (after,) = interviews.rearrange(session, [(interview, later, interview.interviewers)])
    return after


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (_moved_on, "nobody"),
        (_declined, "ivo"),
        (_without_the_first, "ivo"),
        (_rearranged_without_the_first, "ivo"),
        (_rearranged_later, "nobody"),
    ],
)
def test_who_is_in_conflict_is_so_until_the_hour_or_the_panel_changes_or_they_decline(
    session: Session,
    carl: Person,
    ines: Person,
    ivo: Person,
    change: Callable[[Session, Interview], Interview],
    left: str,
) -> None:
    interview = booked(session, candidate=carl, interviewers=(ines, ivo))
    for person in (ines, ivo):
        conflicts.add(session, person_id=person.id, interview_ids=[interview.id])
    before = interviews.get(session, interview.id)

    after = change(session, interview)

    assert before == replace(interview, in_conflict=frozenset({ines.id, ivo.id}))
    assert after.in_conflict == ({ivo.id} if left == "ivo" else frozenset())


@pytest.mark.parametrize(
    ("hours", "found"), [(-1, False), (-0.75, True), (0, True), (0.75, True), (1, False)]
)
def test_a_declined_hour_is_found_wherever_it_reaches_into_a_span(
    session: Session, carl: Person, ines: Person, hours: float, found: bool
) -> None:
    interview = booked(session, candidate=carl, interviewers=(ines,))
    interviews.decline(session, interview, person=ines, expected_revision=1)
    span = hour_from(TEN + hours * HOUR)

    assert declines.within(session, person_ids=[ines.id], span=span) == {
        ines.id: (TEN,) if found else ()
    }


def test_a_declined_hour_is_ahead_until_it_begins(
    session: Session, carl: Person, ines: Person
) -> None:
    interview = booked(session, candidate=carl, interviewers=(ines,))
    interviews.decline(session, interview, person=ines, expected_revision=1)
    interviews.cancel(session, interview, expected_revision=2)

    assert declines.ahead(session, person_id=ines.id, now=TEN - HOUR) == (TEN,)
    assert declines.ahead(session, person_id=ines.id, now=TEN) == ()


def _move(session: Session, interview: Interview, revision: int) -> Interview:
    return interviews.move(
        session,
        interview,
        start=TEN + HOUR,
        expected_revision=revision,
        outside_availability=False,
    )


def _cancel(session: Session, interview: Interview, revision: int) -> Interview:
    return interviews.cancel(session, interview, expected_revision=revision)


def _replace(session: Session, interview: Interview, revision: int) -> Interview:
    return interviews.replace_panel(
        session,
        interview,
        interviewers=interview.interviewers[:1],
        expected_revision=revision,
    )


def _decline(session: Session, interview: Interview, revision: int) -> Interview:
    person = interview.interviewers[0]
    return interviews.decline(session, interview, person=person, expected_revision=revision)


CHANGES = pytest.mark.parametrize("change", [_move, _cancel, _replace, _decline])


@CHANGES
def test_whoever_has_seen_an_older_revision_changes_nothing(
    session: Session, carl: Person, ines: Person, ivo: Person, change: object
) -> None:
    interview = booked(session, candidate=carl, interviewers=(ines, ivo))
    current = _decline(session, interview, 1)

    with pytest.raises(InterviewChanged):
        change(session, interview, 1)

    assert interviews.get(session, interview.id) == current
    assert hours_of(session, carl, ines, ivo) == [[ticks()]] * 3


@CHANGES
def test_what_is_cancelled_is_changed_no_more(
    session: Session, carl: Person, ines: Person, ivo: Person, change: object
) -> None:
    interview = booked(session, candidate=carl, interviewers=(ines, ivo))
    cancelled = _cancel(session, interview, 1)

    with pytest.raises(InterviewGone):
        change(session, cancelled, 2)

    assert interviews.get(session, interview.id) == cancelled
    assert hours_of(session, carl, ines, ivo) == [[]] * 3


@CHANGES
def test_what_never_was_is_not_changed(
    session: Session, carl: Person, ines: Person, ivo: Person, change: object
) -> None:
    interview = booked(session, candidate=carl, interviewers=(ines, ivo))

    with pytest.raises(InterviewGone):
        change(session, replace(interview, id=99), 1)

    assert interviews.get(session, interview.id) == interview


def test_a_change_rests_on_the_stored_panel_not_on_the_one_handed_in(
    session: Session, carl: Person, ines: Person, ivo: Person
) -> None:
    interview = booked(session, candidate=carl, interviewers=(ines, ivo))

    moved = _move(session, replace(interview, interviewers=(ines,)), 1)

    assert moved.interviewers == (ines, ivo)
    assert hours_of(session, carl, ines, ivo) == [[ticks(HOUR)]] * 3


# -- looking ---------------------------------------------------------------------------------


def test_upcoming_are_those_booked_that_have_not_ended_earliest_first(
    session: Session, carl: Person, ines: Person, ivo: Person
) -> None:
    late = booked(session, candidate=carl, interviewers=(ines,), start=TEN + DAY)
    dora = candidate(session, "Dora")
    same = booked(session, candidate=dora, interviewers=(ivo,), start=TEN + DAY)
    running = booked(session, candidate=carl, interviewers=(ines,), start=TEN)
    booked(session, candidate=carl, interviewers=(ines,), start=TEN - HOUR)
    off = booked(session, candidate=carl, interviewers=(ines,), start=TEN + 2 * DAY)
    interviews.cancel(session, off, expected_revision=1)

    found = interviews.upcoming(session, ending_after=TEN, limit=9)

    assert found == (running, late, same)
    assert interviews.count_upcoming(session, ending_after=TEN) == 3


def test_one_persons_are_those_they_are_in_on_either_side(
    session: Session, carl: Person, ines: Person, ivo: Person
) -> None:
    first = booked(session, candidate=carl, interviewers=(ines, ivo))
    second = booked(session, candidate=carl, interviewers=(ivo,), start=TEN + HOUR)

    found = {
        person.name: interviews.upcoming(session, ending_after=NOW, person_id=person.id, limit=9)
        for person in (carl, ines, ivo)
    }

    assert found == {"Carl": (first, second), "Ines": (first,), "Ivo": (first, second)}
    assert interviews.count_upcoming(session, ending_after=NOW, person_id=ines.id) == 1


@pytest.mark.parametrize("whose", ["everybody's", "one person's"])
@pytest.mark.parametrize(
    ("after_the_start", "is_upcoming"),
    [
        (timedelta(minutes=59, seconds=59), True),
        (HOUR, False),
        (HOUR - timedelta(microseconds=1), True),
    ],
)
def test_an_interview_is_upcoming_until_it_ends(
    session: Session,
    carl: Person,
    ines: Person,
    whose: str,
    after_the_start: timedelta,
    is_upcoming: bool,
) -> None:
    booked(session, candidate=carl, interviewers=(ines,))
    person_id = ines.id if whose == "one person's" else None

    counted = interviews.count_upcoming(
        session, ending_after=TEN + after_the_start, person_id=person_id
    )

    assert counted == int(is_upcoming)


def test_pages_of_upcoming_cover_all_once(session: Session, carl: Person, ines: Person) -> None:
    hours = range(7)
    all_of_them = tuple(
        booked(session, candidate=carl, interviewers=(ines,), start=TEN + hour * HOUR)
        for hour in hours
    )

    pages = [
        interviews.upcoming(session, ending_after=NOW, skip=skip, limit=3) for skip in (0, 3, 6)
    ]

    assert sum(pages, ()) == all_of_them


def test_however_many_interviews_it_takes_four_queries(session: Session, carl: Person) -> None:
    for number in range(20):
        panel = (interviewer(session, f"A{number}"), interviewer(session, f"B{number}"))
        booked(session, candidate=carl, interviewers=panel, start=TEN + number * HOUR)

    with statements(session) as seen:
        found = interviews.upcoming(session, ending_after=NOW, limit=20)

    assert len(found) == 20
    assert len(seen) == 4


def test_runs_of_taken_time_are_joined_and_cut_to_the_horizon(
    session: Session, carl: Person, ines: Person, ivo: Person
) -> None:
    for hour in (0, 1, 3):
        booked(session, candidate=carl, interviewers=(ines,), start=TEN + hour * HOUR)
    seen = Horizon.covering(Span(start=TEN + HALF_HOUR, end=TEN + 3 * HOUR + HALF_HOUR))

    taken = interviews.taken(session, person_ids=[ines.id, ivo.id, 99], horizon=seen)

    ten = tick_at(TEN)
    assert taken == {
        ines.id: (range(ten + 2, ten + 8), range(ten + 12, ten + 14)),
        ivo.id: (),
        99: (),
    }


def test_the_first_interview_in_the_way_is_named(
    session: Session, carl: Person, ines: Person, ivo: Person
) -> None:
    first = booked(session, candidate=carl, interviewers=(ines,))
    booked(session, candidate=carl, interviewers=(ines,), start=TEN + HOUR)
    span = Span(start=TEN + HALF_HOUR, end=TEN + 2 * HOUR)

    found = interviews.taken_by(session, person_ids=[ines.id, ivo.id], span=span)

    assert found == {ines.id: first.id}


def test_people_in_interviews_are_as_they_are_now(
    session: Session, carl: Person, ines: Person
) -> None:
    interview = booked(session, candidate=carl, interviewers=(ines,))
    people.save(session, replace(ines, name="Ines Ito", time_zone="Asia/Kolkata"))

    found = interviews.get(session, interview.id)

    assert found is not None
    assert found.interviewers[0].time_zone == "Asia/Kolkata"
