"""What people can do in Slack, programs can do: use cases that listeners call, and the API's."""

import re
from collections.abc import Callable, Iterator

import pytest
from house.imports import imports_in, is_under, sources_of_the_project

USECASES = "scheduling.usecases"
READS_CALENDARS = re.compile(r"await \S*\.read_calendars|await freshly\(")

THE_SAME_BY_ANOTHER_CALL = {
    # What people name, programs know by its id.
    "find_slots_for": "find_slots",
    "taking_part": "people_with",
    "prepare_round_for": "prepare_round",
    "people_named": "people_with",
    "people_matching": "people_after",
    "list_people": "people_after",
    # A person registers with what they know; a program is told all of it at once.
    "register_self": "enrol",
    "register_candidate": "enrol",
    "register_owner": "enrol",
    # What a program has changed it changes back; it knows what stood.
    "undo_registration": "change_candidate",
    # How somebody is told times is their own to choose; a program says it when it registers them.
    "choose_clock": "enrol",
    # An entry is changed by taking it away and giving another: two calls, two answers.
    "change_availability": "remove_availability",
    "undo_availability": "remove_availability",
    # Interviews typed for are those of everybody, to be looked through.
    "interviews_asked_for": "upcoming_interviews",
    # A link is for browsers; a program gets the table itself.
    "open_export": "exported",
    # What nobody has changed since they saw it: programs say what they have seen.
    "interview_to_change": "interview_of",
    # Who is free at the hour of an interview is free at a slot.
    "stand_ins_for": "find_slots",
    "slots_to_move": "find_slots",
    # A program sees all entries with their ids, and removes those that it means.
    "hours_to_remove": "availability_of",
    "remove_hours": "remove_availability",
    "clear_availability": "remove_availability",
    # Who keeps an interview outside their hours can make it after all.
    "keep_interview": "undo_decline",
    # A feed that there is already is not shown again, but made anew.
    "first_feed": "open_feed",
    # What a candidate asks for, a program grants by moving their interview there.
    "move_wanted": "move_interview",
    # A person is told what it means and asked; a program is refused first, and says `cancel`.
    "what_removal_means": "remove_person",
    "outcome_of": "set_outcome",
    "what_merging_means": "merge_people",
    # A program asks for those of one outcome after the other.
    "list_decided": "people_after",
    "erasure_of": "erase_candidate",
    # A person is shown a first plan that is made better meanwhile; a program waits for the plan.
    "draft_first": "draft_outcome",
    "open_held": "held_about",
    # A plan that is adjusted or made anew: a program asks for one anew, and booking looks again.
    "people_considered": "people_planned",
}
"""The use cases of listeners, and those by which programs come to the same."""

NOT_FOR_PROGRAMS = {
    # A draft is kept for the person who looks at it and presses; a program asks anew instead,
    # with other candidates, interviewers or days.
    "draft_of",
    "page_of_draft",
    "drop_round",
    "adjust_round",
    "replan_round",
    "take_proposal",
    "leave_proposal",
    "round_people",
    "pinnable_hours",
    # What a program books is no round that is kept, so there is none to be changed as a whole.
    "prepare_rebalance",
    "rebalance_round",
    "rounds_ahead",
    "book_even_round",
    # Programs name the call that they mean.
    "meaning_of",
    # It is Slack that tells this, and nobody else's word counts.
    "follow_member",
    "pause_slack",
    # That a wish is not granted is for a person to say.
    "refuse_move",
    # Whoever has disconnected what their company reads has it read again, and nobody for them.
    "connect_company_calendar",
    # Whether a calendar is somebody's nobody can know but they.
    "refuse_calendar",
    # Whether so many have left at once is a question to people.
    "confirm_departures",
}
"""What stays with people, for the reason above it."""

TAKES_HOURS = {
    "book_interview",
    "move_interview",
    "replace_interviewer",
    "move_wanted",
    "move_own",
    "pick_hour",
    "book_round",
    "book_even_round",
    "book_at_once",
    "adjust_round",
    "prepare_round",
    "prepare_round_for",
    "prepare_rebalance",
}
"""The use cases by which somebody is booked for an hour, or planned for one."""


@pytest.fixture(name="used", scope="module")
def _used() -> Callable[[str], set[str]]:
    """The use cases that the modules of a package import."""
    imports = imports_in(sources_of_the_project())

    def names() -> Iterator[tuple[str, str]]:
        for one in imports:
            if is_under(one.of, USECASES) and one.name and one.name[0].islower():
                yield one.by, one.name

    found = list(names())
    return lambda package: {name for by, name in found if is_under(by, package)}


def test_programs_can_do_what_people_can(used: Callable[[str], set[str]]) -> None:
    ours = used("bot.web")

    lacking = {
        name
        for name in used("bot.features") - NOT_FOR_PROGRAMS
        if THE_SAME_BY_ANOTHER_CALL.get(name, name) not in ours
    }

    assert lacking == set()


def test_what_is_named_here_is_used_and_nothing_is_named_in_vain(
    used: Callable[[str], set[str]],
) -> None:
    people, programs = used("bot.features"), used("bot.web")

    for name, instead in THE_SAME_BY_ANOTHER_CALL.items():
        assert name in people - programs, name
        assert instead in programs, instead
    assert NOT_FOR_PROGRAMS - people == set()
    assert NOT_FOR_PROGRAMS & programs == set()


def test_whatever_takes_hours_has_calendars_read_before_it() -> None:
    sources = sources_of_the_project()
    taking = {
        (one.by, one.name)
        for one in imports_in(sources)
        if one.by.startswith("bot.") and is_under(one.of, USECASES) and one.name in TAKES_HOURS
    }

    assert {name for _, name in taking} == TAKES_HOURS
    assert {by for by, _ in taking if not READS_CALENDARS.search(sources[by])} == set()


def test_the_table_sees_what_is_there(used: Callable[[str], set[str]]) -> None:
    assert {"give_availability", "book_interview", "undo_decline"} <= used("bot.features")
    assert used("bot.views") == set()
