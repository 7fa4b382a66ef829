"""Booking, moving, cancelling, declining and replacing, on a real store."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest
from time_builders import at, window
from town import Town, town_at

from scheduling.errors import (
    CannotTakePart,
    HasPassed,
    InterviewGone,
    NobodyWithId,
    NoCandidate,
    NoInterviewer,
    NotAllowed,
    NotOnThePanel,
    OutsideAvailability,
    SameHour,
    SamePersonTwice,
    SchedulingError,
    SlotTaken,
    StandInTaken,
    WrongRole,
)
from scheduling.model import Interview, MessageKind, MessageState
from scheduling.timespan import HOUR
from scheduling.usecases.interviews import (
    AllowedHours,
    book_interview,
    cancel_interview,
    decline_interview,
    move_interview,
    replace_interviewer,
    upcoming_interviews,
)

pytestmark = pytest.mark.both_databases

NOW = at("2026-11-09 08:00")
NINE = at("2026-11-10 09:00")
TEN = at("2026-11-10 10:00")
TUESDAY = window("2026-11-10 09:00-12:00")


def peopled(town: Town) -> Town:
    """Carl, three who can interview him on Tuesday from 9 to 12, and Cora who coordinates."""
    town.coordinator("Cora")
    town.candidate("Carl", TUESDAY)
    for name in ("Ines", "Ingrid", "Ivo"):
        town.interviewer(name, TUESDAY)
    return town


def planned(town: Town, interview: Interview) -> Counter[tuple[str, str, str]]:
    """How many messages there are, by kind, state and recipient."""
    names = {person.id: name for name, person in town.people.items()}
    return Counter(
        (message.kind.value, state.value, names[message.person_id])
        for message, state in town.messages(interview)
    )


def reminded(town: Town, interview: Interview) -> dict[str, list[str]]:
    """The instants at which each is to be reminded, such as "10 08:00"."""
    names = {person.id: name for name, person in town.people.items()}
    found: dict[str, list[str]] = {}
    for message, state in town.messages(interview):
        if (message.kind, state) == (MessageKind.REMINDER, MessageState.PENDING):
            found.setdefault(names[message.person_id], []).append(f"{message.due_at:%d %H:%M}")
    return found


# -- booking ---------------------------------------------------------------------------------


def test_twenty_who_book_one_interviewers_hour_at_once_get_it_once(tmp_path: Path) -> None:
    with town_at(NOW, folder=tmp_path) as town:
        town.coordinator("Cora")
        town.interviewer("Ines", TUESDAY)
        for number in range(20):
            town.candidate(f"C{number}", TUESDAY)
        everybody = Barrier(20)

        def book(number: int) -> Interview | SlotTaken:
            everybody.wait(timeout=60)
            try:
                return town.books(f"C{number}", "Ines", start=NINE)
            except SlotTaken as taken:
                return taken

        with ThreadPoolExecutor(20) as pool:
            outcomes = list(pool.map(book, range(20)))

        booked = [outcome for outcome in outcomes if isinstance(outcome, Interview)]
        refused = [outcome for outcome in outcomes if isinstance(outcome, SlotTaken)]
        assert (len(booked), len(refused)) == (1, 19)
        assert {taken.taken for taken in refused} == {("Ines",)}
        assert {taken.next_free for taken in refused} == {(TEN, TEN + HOUR)}
        news = [kind for kind, _, _ in planned(town, booked[0]).elements()]
        # To two people: the news, and reminders a day and an hour before.
        assert Counter(news) == Counter(booked=2, reminder=4)
        page = upcoming_interviews(town.store, context=town.context("Cora"), skip=0, limit=5)
        assert page.interviews == tuple(booked)


@pytest.mark.parametrize(
    ("candidate", "panel", "refusal"),
    [
        (None, ("Ines",), NoCandidate),
        ("Carl", (), NoInterviewer),
        ("Carl", ("Ines", "Ines"), SamePersonTwice),
        ("Carl", ("Carl",), SamePersonTwice),
        ("Carl", ("Dora",), WrongRole),
        ("Ines", ("Ivo",), WrongRole),
        ("Carl", ("Cora",), CannotTakePart),
    ],
)
def test_who_cannot_be_in_it_is_refused_and_nothing_changes(
    candidate: str | None, panel: tuple[str, ...], refusal: type[SchedulingError]
) -> None:
    with town_at(NOW) as town:
        peopled(town).candidate("Dora", TUESDAY)

        with pytest.raises(refusal):
            town.books(candidate, *panel, start=NINE)

        assert (
            upcoming_interviews(
                town.store, context=town.context("Cora"), skip=0, limit=5
            ).interviews
            == ()
        )


def test_somebody_who_is_not_registered_any_more_is_refused() -> None:
    with town_at(NOW) as town:
        peopled(town)
        town.people["Gone"] = replace(town.people["Ines"], id=999)

        with pytest.raises(NobodyWithId):
            town.books("Carl", "Ines", "Gone", start=NINE)


@pytest.mark.parametrize("who", ["Ines", "Carl"])
def test_only_coordinators_book(who: str) -> None:
    with town_at(NOW) as town:
        peopled(town)

        with pytest.raises(NotAllowed):
            town.books("Carl", "Ines", start=NINE, by=who)


def test_on_purpose_an_hour_outside_theirs_is_booked_and_marked() -> None:
    with town_at(NOW) as town:
        peopled(town)
        with pytest.raises(OutsideAvailability) as refused:
            town.books("Carl", "Ines", start=NINE - HOUR)

        within = town.books("Carl", "Ines", start=NINE, allowed=AllowedHours.ANY)
        outside = town.books("Carl", "Ivo", start=NINE - HOUR, allowed=AllowedHours.ANY)

        assert refused.value.people == ("Carl", "Ines")
        assert (within.outside_availability, outside.outside_availability) == (False, True)


def test_even_on_purpose_nobody_is_booked_twice() -> None:
    with town_at(NOW) as town:
        peopled(town).candidate("Dora", TUESDAY)
        town.books("Carl", "Ines", start=NINE)

        with pytest.raises(SlotTaken) as refused:
            town.books("Dora", "Ines", "Ivo", start=NINE, allowed=AllowedHours.ANY)

        assert refused.value.taken == ("Ines",)


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (timedelta(hours=25), ["09 10:00", "10 09:00"]),
        (timedelta(hours=20), ["10 09:00"]),
        (timedelta(minutes=40), []),
    ],
)
def test_reminders_are_planned_with_the_booking(ahead: timedelta, expected: list[str]) -> None:
    with town_at(TEN - ahead, minimum_notice=timedelta(0)) as town:
        peopled(town)

        interview = town.books("Carl", "Ines", start=TEN)

        everybody = dict.fromkeys(("Carl", "Ines"), expected) if expected else {}
        assert reminded(town, interview) == everybody


# -- moving and cancelling -------------------------------------------------------------------


def test_moved_the_old_messages_are_gone_and_new_ones_planned() -> None:
    with town_at(NOW) as town:
        interview = peopled(town).books("Carl", "Ines", start=NINE)

        move_interview(
            town.store,
            context=town.context("Cora"),
            interview_id=interview.id,
            start=TEN,
            allowed=AllowedHours.OFFERED,
        )

        # What had not been sent of the booking is overtaken by the news of the move.
        assert planned(town, interview) == Counter(
            {
                (kind, state, name): count
                for name in ("Carl", "Ines")
                for kind, state, count in (
                    ("booked", "cancelled", 1),
                    ("reminder", "cancelled", 2),
                    ("moved", "pending", 1),
                    ("reminder", "pending", 2),
                )
            }
        )
        assert reminded(town, interview)["Ines"] == ["09 10:00", "10 09:00"]


def test_a_move_to_where_it_is_already_is_refused() -> None:
    with town_at(NOW) as town:
        interview = peopled(town).books("Carl", "Ines", start=NINE)

        with pytest.raises(SameHour):
            move_interview(
                town.store,
                context=town.context("Cora"),
                interview_id=interview.id,
                start=NINE,
                allowed=AllowedHours.ANY,
            )


def test_refusals_of_a_move_say_that_nothing_was_moved() -> None:
    with town_at(NOW) as town:
        interview = peopled(town).books("Carl", "Ines", start=NINE)

        with pytest.raises(OutsideAvailability) as refused:
            move_interview(
                town.store,
                context=town.context("Cora"),
                interview_id=interview.id,
                start=NINE - HOUR,
                allowed=AllowedHours.OFFERED,
            )

        assert refused.value.sentence(zone=NOW.tzinfo).endswith("Nothing was moved.")


def test_a_candidate_may_not_move_to_an_hour_that_was_not_offered() -> None:
    with town_at(NOW) as town:
        interview = peopled(town).books("Carl", "Ines", start=NINE)

        with pytest.raises(NotAllowed):
            move_interview(
                town.store,
                context=town.context("Carl"),
                interview_id=interview.id,
                start=NINE - HOUR,
                allowed=AllowedHours.ANY,
            )


def test_cancelled_nothing_is_left_but_the_news_and_the_hour_is_free() -> None:
    with town_at(NOW) as town:
        interview = peopled(town).books("Carl", "Ines", start=NINE)

        cancel_interview(town.store, context=town.context("Cora"), interview_id=interview.id)

        pending = {key: n for key, n in planned(town, interview).items() if key[1] == "pending"}
        assert pending == {
            ("cancelled", "pending", "Carl"): 1,
            ("cancelled", "pending", "Ines"): 1,
        }
        assert town.books("Carl", "Ines", start=NINE).id != interview.id


@pytest.mark.parametrize(
    ("now", "refusal"), [(NOW, InterviewGone), (NINE, HasPassed), (NINE + HOUR, HasPassed)]
)
def test_what_is_over_or_gone_is_changed_no_more(
    now: datetime, refusal: type[SchedulingError]
) -> None:
    with town_at(NOW) as town:
        interview = peopled(town).books("Carl", "Ines", "Ivo", start=NINE)
        if refusal is InterviewGone:
            cancel_interview(town.store, context=town.context("Cora"), interview_id=interview.id)
        town.now = now
        by_cora = {"context": town.context("Cora"), "interview_id": interview.id}

        with pytest.raises(refusal):
            cancel_interview(town.store, **by_cora)
        with pytest.raises(refusal):
            move_interview(town.store, start=TEN + HOUR, allowed=AllowedHours.OFFERED, **by_cora)
        with pytest.raises(refusal):
            replace_interviewer(
                town.store, leaving_id=town.people["Ines"].id, coming_id=None, **by_cora
            )
        with pytest.raises(refusal):
            decline_interview(town.store, context=town.context("Ines"), interview_id=interview.id)


# -- declining and replacing -----------------------------------------------------------------


def test_who_declines_is_reminded_no_more_and_the_others_reminders_stay_as_they_are() -> None:
    with town_at(NOW) as town:
        interview = peopled(town).books("Carl", "Ines", "Ivo", start=NINE)
        town.now = at("2026-11-09 09:30")  # the first reminders are due, and not sent yet

        decline_interview(town.store, context=town.context("Ines"), interview_id=interview.id)

        both = ["09 09:00", "10 08:00"]
        assert reminded(town, interview) == {"Carl": both, "Ivo": both}


def test_a_change_of_the_panel_loses_no_reminder_that_is_due() -> None:
    with town_at(NOW) as town:
        interview = peopled(town).books("Carl", "Ines", "Ivo", start=NINE)
        town.now = at("2026-11-09 09:30")

        replace_interviewer(
            town.store,
            context=town.context("Cora"),
            interview_id=interview.id,
            leaving_id=town.people["Ines"].id,
            coming_id=town.people["Ingrid"].id,
        )

        both = ["09 09:00", "10 08:00"]
        assert reminded(town, interview) == {"Carl": both, "Ivo": both, "Ingrid": ["10 08:00"]}


def test_who_comes_back_to_the_panel_is_reminded_again() -> None:
    with town_at(NOW) as town:
        interview = peopled(town).books("Carl", "Ines", "Ivo", start=NINE)
        ids = {name: person.id for name, person in town.people.items()}
        for leaving, coming in (("Ines", "Ingrid"), ("Ingrid", "Ines")):
            replace_interviewer(
                town.store,
                context=town.context("Cora"),
                interview_id=interview.id,
                leaving_id=ids[leaving],
                coming_id=ids[coming],
            )

        assert reminded(town, interview)["Ines"] == ["09 09:00", "10 08:00"]
        assert "Ingrid" not in reminded(town, interview)


def test_a_call_for_help_that_was_not_sent_yet_is_withdrawn_once_help_has_come() -> None:
    with town_at(NOW) as town:
        interview = peopled(town).books("Carl", "Ines", "Ivo", start=NINE)
        decline_interview(town.store, context=town.context("Ines"), interview_id=interview.id)

        replace_interviewer(
            town.store,
            context=town.context("Cora"),
            interview_id=interview.id,
            leaving_id=town.people["Ines"].id,
            coming_id=None,
        )

        assert planned(town, interview)["cannot_make_it", "cancelled", "Cora"] == 1


def test_who_was_taken_off_is_told_so_even_when_it_is_cancelled_afterwards() -> None:
    with town_at(NOW) as town:
        interview = peopled(town).books("Carl", "Ines", "Ivo", start=NINE)
        by_cora = {"context": town.context("Cora"), "interview_id": interview.id}
        replace_interviewer(
            town.store, leaving_id=town.people["Ines"].id, coming_id=None, **by_cora
        )

        cancel_interview(town.store, **by_cora)

        assert planned(town, interview)["removed", "pending", "Ines"] == 1
        assert planned(town, interview)["panel_changed", "cancelled", "Ivo"] == 1


def test_a_stand_in_who_was_booked_in_the_meantime_is_refused_with_who_else_is_free() -> None:
    with town_at(NOW) as town:
        peopled(town).candidate("Dora", TUESDAY)
        interview = town.books("Carl", "Ines", start=NINE)
        town.books("Dora", "Ingrid", start=NINE)

        with pytest.raises(StandInTaken) as refused:
            replace_interviewer(
                town.store,
                context=town.context("Cora"),
                interview_id=interview.id,
                leaving_id=town.people["Ines"].id,
                coming_id=town.people["Ingrid"].id,
            )

        assert (refused.value.name, refused.value.others) == ("Ingrid", ("Ivo",))


@pytest.mark.parametrize(
    ("leaving", "coming", "refusal"),
    [
        ("Ivo", "Ingrid", NotOnThePanel),
        ("Ines", None, NoInterviewer),
        ("Ines", "Carl", SamePersonTwice),
        ("Ines", "Isla", OutsideAvailability),
    ],
)
def test_a_replacement_that_cannot_be_is_refused(
    leaving: str, coming: str | None, refusal: type[SchedulingError]
) -> None:
    with town_at(NOW) as town:
        peopled(town).interviewer("Isla", window("2026-11-11 09:00-12:00"))
        interview = town.books("Carl", "Ines", start=NINE)

        with pytest.raises(refusal):
            replace_interviewer(
                town.store,
                context=town.context("Cora"),
                interview_id=interview.id,
                leaving_id=town.people[leaving].id,
                coming_id=town.people[coming].id if coming else None,
            )


def test_nobody_declines_for_somebody_else() -> None:
    with town_at(NOW) as town:
        interview = peopled(town).books("Carl", "Ines", start=NINE)

        for who in ("Cora", "Carl", "Ivo"):
            with pytest.raises(NotAllowed):
                decline_interview(town.store, context=town.context(who), interview_id=interview.id)


def test_declined_twice_the_coordinators_are_called_once() -> None:
    with town_at(NOW) as town:
        interview = peopled(town).books("Carl", "Ines", start=NINE)

        for _ in range(2):
            decline_interview(town.store, context=town.context("Ines"), interview_id=interview.id)

        assert planned(town, interview)["cannot_make_it", "pending", "Cora"] == 1


# -- whom nothing reaches --------------------------------------------------------------------


def test_every_change_names_those_whom_nothing_reaches_and_plans_nothing_for_them() -> None:
    with town_at(NOW, candidates_see_panel=True) as town:
        carl = peopled(town).leaves_the_workspace("Carl")
        cora = town.context("Cora")
        ines, ivo = town.people["Ines"], town.people["Ivo"]

        booked = book_interview(
            town.store,
            cora,
            candidate_id=carl.id,
            interviewer_ids=(ines.id,),
            start=NINE,
            allowed=AllowedHours.OFFERED,
        )
        which = {"interview_id": booked.interview.id}
        moved = move_interview(town.store, cora, start=TEN, allowed=AllowedHours.OFFERED, **which)
        changed = replace_interviewer(
            town.store, cora, leaving_id=ines.id, coming_id=ivo.id, **which
        )
        cancelled = cancel_interview(town.store, cora, **which)

        for change, kind in (
            (booked, MessageKind.BOOKED),
            (moved, MessageKind.MOVED),
            (changed, MessageKind.PANEL_CHANGED),
            (cancelled, MessageKind.CANCELLED),
        ):
            (untold,) = change.untold
            assert (untold.person, untold.news.notice.kind) == (carl, kind)
            assert untold.news.interviews == (change.interview,)
        assert carl.id not in {m.person_id for m, _ in town.messages(booked.interview)}
