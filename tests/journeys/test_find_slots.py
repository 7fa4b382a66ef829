"""Finding slots: `/find-slots`, by words and by form, and why there are none."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from journeys.arranged import book_labels, books, gives, has_candidate, is_candidate, usual_people
from journeys.conftest import MONDAY
from journeys.office import Office, office_in

THREE = "3 slots for Carl Chen with Ines Iversen and Ivo Ito"


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office with the usual people, for questions only, so that it can be used again."""
    with office_in(tmp_path_factory.mktemp("usual"), now=MONDAY) as office:
        usual_people(office)
        has_candidate(office, "Ana Alves", "Europe/Lisbon")
        yield office


# -- people, named in every way --------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "Carl with @ines @ivo",
        "carl chen with Ines and Ivo",
        "@carl with @ines, @ivo",
        "@ines @ivo for Carl",
        "Carl with Ines and @ivo",
        "“Carl” with @ines @ivo all",
    ],
)
def test_people_are_named_by_name_or_by_mention_in_any_order(usual: Office, words: str) -> None:
    found = usual.carla.asks(f"/find-slots {words} tomorrow")

    assert THREE in found.text
    assert "Tue 10 Nov\n9:00 AM, 10:00 AM, 11:00 AM – Ines Iversen and Ivo Ito" in found.text


def test_a_candidate_alone_gets_the_hours_at_which_anybody_can_with_their_names(
    office: Office,
) -> None:
    is_candidate(office.carl, "Tue 9:00-12:00")
    gives(office.ines, "Tue 10:00-12:00")
    gives(office.ingrid, "Tue 11:00-13:00")

    found = office.carla.asks("/find-slots Carl tomorrow")

    assert "3 slots for Carl Chen with anybody" in found.text
    assert "9:00 AM – Ines Iversen\n10:00 AM – Ines Iversen and Ingrid Ek" in found.text
    assert "11:00 AM – Ingrid Ek" in found.text


def test_days_may_have_a_first_alone_and_are_looked_at_for_two_weeks_from_it(
    office: Office,
) -> None:
    is_candidate(office.carl, "Tue 9:00-10:00 every week")
    gives(office.ines, "Tue 10:00-11:00 every week")

    found = office.carla.asks("/find-slots Carl with @ines after 10 Dec")

    assert "2 slots for Carl Chen with Ines Iversen" in found.text
    assert "Tue 15 Dec" in found.text
    assert "Tue 22 Dec" in found.text


def test_interviewers_alone_get_the_hours_at_which_all_of_them_can(office: Office) -> None:
    gives(office.ines, "Tue 10:00-12:00")
    gives(office.ingrid, "Tue 11:00-13:00")

    found = office.carla.asks("/find-slots @ines @ingrid tomorrow")

    assert "1 slot for Ines Iversen and Ingrid Ek" in found.text
    assert "10:00 AM – Ines Iversen and Ingrid Ek" in found.text


@pytest.mark.parametrize("words", ["@ines @ingrid any", "any of @ines @ingrid", "@ines or @ingrid"])
def test_any_takes_the_hours_at_which_one_of_them_can(office: Office, words: str) -> None:
    gives(office.ines, "Tue 10:00-12:00")
    gives(office.ingrid, "Tue 11:00-13:00")

    found = office.carla.asks(f"/find-slots {words}")

    assert "3 slots for any of Ines Iversen and Ingrid Ek" in found.text


def test_anyone_may_look_but_only_coordinators_get_the_buttons(usual: Office) -> None:
    looked = usual.ines.asks("/find-slots Carl with @ines @ivo tomorrow")

    assert THREE in looked.text
    assert looked.labels == []


def test_the_answer_is_for_the_one_who_asked(usual: Office) -> None:
    found = usual.carla.asks("/find-slots Carl with @ines @ivo")

    assert found.ephemeral
    usual.ivo.does_not_see("slots for")


# -- days and zones --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "slots"),
    [
        ("", 6),  # today and the two weeks that follow
        ("tomorrow", 3),
        ("next week", 3),
        ("Tue", 3),
        ("16 Nov - 4 Dec", 9),
        ("10 Nov – 17 Nov", 6),
        ("2026-11-17", 3),
        ("for the next 30 days", 15),
    ],
)
def test_the_days_go_last_as_people_write_them(office: Office, words: str, slots: int) -> None:
    is_candidate(office.carl, "every Tue 9:00-12:00")
    gives(office.ines, "every Tue 10:00-13:00")

    found = office.carla.asks(f"/find-slots Carl with @ines {words}")

    assert f"{slots} slots for Carl Chen" in found.text


def test_days_and_hours_are_those_of_the_readers_clock(office: Office) -> None:
    office.ivo.moves_to("America/Los_Angeles")
    is_candidate(office.isla, "Thu 12 Nov 9:00-12:00")
    gives(office.ivo, "Wed 11 Nov 12:00-14:00")

    in_los_angeles = office.ivo.asks("/find-slots Isla with @ivo").text
    in_auckland = office.isla.asks("/find-slots Isla with @ivo").text

    assert "Wed 11 Nov\n12:00 PM, 1:00 PM – Ivo Ito" in in_los_angeles
    assert "Times are yours: America/Los_Angeles (PST)." in in_los_angeles
    assert "Thu 12 Nov\n9:00 AM, 10:00 AM – Ivo Ito" in in_auckland
    assert "Times are yours: Pacific/Auckland (NZDT)." in in_auckland


def test_an_hour_that_comes_twice_has_the_letters_of_its_zone(tmp_path: Path) -> None:
    before = datetime(2026, 10, 30, 12, tzinfo=UTC)
    with office_in(tmp_path, now=before) as office:
        office.carla.moves_to("America/New_York")
        is_candidate(office.carl, "Sun 1 Nov 4am-8am")
        gives(office.ivo, "Sun 1 Nov 12am-3am")

        found = office.carla.asks("/find-slots Carl with @ivo")
        office.carla.presses("Book on Sun 1 Nov", in_=found)
        office.carla.fills({"Sun 1 Nov": "1:00 AM EST"})
        office.carla.submits()

        hours = "12:00 AM, 1:00 AM EDT, 1:00 AM EST, 2:00 AM – Ivo Ito"
        assert hours in found.text
        assert "(EDT, later EST)" in found.text
        office.carla.sees_in_modal("Booked: Sun 1 Nov, 1:00 AM EST")
        office.carl.sees("Sun 1 Nov, 6:00 AM GMT")


def test_a_long_answer_comes_page_by_page(office: Office) -> None:
    gives(office.ines, "weekdays 10:00-12:00")

    found = office.carla.asks("/find-slots @ines")
    assert "20 slots for Ines Iversen" in found.text
    assert "Days 1 to 7 of 10" in found.text
    assert "Show earlier days" not in found.labels
    office.carla.presses("Show more days", in_=found)
    rest = office.carla.sees("Days 8 to 10 of 10")

    assert "Fri 20 Nov" in rest.text
    assert "Show more days" not in rest.labels
    assert book_labels(rest)[0] == "Book on Wed 18 Nov"
    office.carla.presses("Show earlier days", in_=rest)
    office.carla.sees("Days 1 to 7 of 10")


# -- none, and why ---------------------------------------------------------------------------


def test_nobody_can_when_somebody_has_given_no_hours_then(usual: Office) -> None:
    answer = usual.carla.asks("/find-slots Carl with @ines Wed")

    assert "No slot for Carl Chen with Ines Iversen on Wed 11 Nov." in answer.text
    assert "Carl Chen and Ines Iversen have given no hours in that time." in answer.text
    assert "ask Carl Chen and Ines Iversen for hours: /availability" in answer.text


def test_nobody_can_when_no_interviewer_has_given_hours(office: Office) -> None:
    is_candidate(office.carl, "Tue 9:00-12:00")

    answer = office.carla.asks("/find-slots Carl")

    assert "No interviewer has hours in that time." in answer.text
    assert "ask somebody who can interview for hours" in answer.text


def test_nobody_can_when_the_hours_are_too_near(office: Office) -> None:
    gives(office.ines, "today 9:00-10:00", "Thu 10:00-11:00")

    answer = office.carla.asks("/find-slots @ines today")

    assert "The hours of Ines Iversen are too soon to be booked now." in answer.text
    assert "look later: 1 slot, on Thu 12 Nov, 9:00 AM WET." in answer.text
    office.carla.presses("Look later", in_=answer)
    assert "Thu 12 Nov" in office.carla.sees("1 slot for Ines Iversen").text


def test_nobody_can_when_the_hours_are_taken(office: Office) -> None:
    is_candidate(office.carl, "Tue 9:00-10:00")
    gives(office.ines, "Tue 10:00-11:00")
    books(office.carla, "Carl with @ines", hour="9:00 AM WET")

    answer = office.carla.asks("/find-slots Carl with @ines tomorrow")

    taken = "The hours that would do are taken: Carl Chen and Ines Iversen have interviews then."
    assert taken in answer.text


def test_nobody_can_when_the_time_never_makes_a_whole_hour(office: Office) -> None:
    is_candidate(office.carl, "Tue 9:30-10:15")
    gives(office.ines, "Tue 10:00-12:00")

    answer = office.carla.asks("/find-slots Carl with @ines")

    assert "Carl Chen: the time never makes a whole hour that starts on the hour." in answer.text
    more = "ask Carl Chen for half an hour more: 1 slot, on Tue 10 Nov, 9:00 AM WET."
    assert more in answer.text


def test_nobody_can_when_two_have_no_time_in_common(office: Office) -> None:
    is_candidate(office.carl, "Tue 9:00-12:00")
    gives(office.ines, "Tue 10:00-12:00")
    gives(office.ingrid, "Tue 15:00-17:00")

    answer = office.carla.asks("/find-slots Carl with @ines @ingrid")

    assert "Ingrid Ek has no time in common with anybody else named." in answer.text
    without = "do without Ingrid Ek: 2 slots, the first on Tue 10 Nov, 9:00 AM WET."
    assert without in answer.text
    office.carla.presses("Find slots without Ingrid Ek", in_=answer)
    office.carla.sees("2 slots for Carl Chen with Ines Iversen")


def test_nobody_can_when_no_interviewer_is_free_with_the_candidate(office: Office) -> None:
    is_candidate(office.carl, "Tue 9:00-12:00")
    gives(office.ines, "Tue 15:00-17:00")

    answer = office.carla.asks("/find-slots Carl")

    assert "No interviewer is free when Carl Chen is." in answer.text


def test_nobody_can_when_any_two_could_meet_but_never_all(office: Office) -> None:
    is_candidate(office.carl, "Tue 9:00-10:00", "Wed 9:00-10:00")
    gives(office.ines, "Tue 10:00-11:00", "Thu 10:00-11:00")
    gives(office.ingrid, "Wed 10:00-11:00", "Thu 10:00-11:00")

    answer = office.carla.asks("/find-slots Carl with @ines @ingrid")

    assert "Any two of them could meet, but never all at once." in answer.text
    any_one = "take any one of the interviewers instead of all: 2 slots, the first on Tue 10 Nov"
    assert any_one in answer.text
    office.carla.presses("Find slots with any of them", in_=answer)
    office.carla.sees("2 slots for Carl Chen with any of Ines Iversen and Ingrid Ek")


# -- people who can't be asked for -----------------------------------------------------------


@pytest.mark.failure_case(15)
@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("Carl with @deploybot", "Deploybot can't take part in interviews: that is an app"),
        ("Carl with @dora", "Dora Dahl can't take part in interviews: their Slack account is"),
        ("Carl with Zoe", "I don't know anyone called “Zoe”. /register list shows everyone"),
        ("Carl around Thursday", "I know Carl, but did not understand “around”"),
        ("Carl, not Ivo", "I can't leave somebody out, as in “not Ivo”"),
        ("Carl with Innes", "I don't know anyone called “Innes”. Did you mean Ines Iversen?"),
        ("Carl with @imran", "Imran Iqbal has not given any hours yet. Ask them to type"),
        ("@ines @ines", "Ines Iversen is named twice. Name everyone once."),
        ("@ines and Ines", "Ines Iversen is named twice. Name everyone once."),
        ("Carl with @carl", "Carl Chen is named twice. Name everyone once."),
        ("Carl and Ana Alves", "one candidate, and you named Carl Chen and Ana Alves. Name one"),
        ("@carla", "Carla Costa has not given any hours yet."),
        ("Carl with Carla", "Carla Costa can't take part in interviews: they are registered as"),
        ("tomorrow", "Name a candidate, an interviewer, or both."),
        ("with", "Name a candidate, an interviewer, or both."),
        ("Carl with 🙂", "I did not understand “🙂” as a name."),
        ("Carl next week 5", "I found only “5”"),
        ("Carl 03/04", "the 3rd of April or the 4th of March?"),
        ("Carl 2 Dec 2026 - 24 Nov 2026", "The end, Tue 24 Nov 2026, is not after the start"),
        ("Carl 2026-10-01", "Thu 1 Oct 2026 is over. Choose days from today on."),
        ("Carl 2029-10-01", "Mon 1 Oct 2029 is too far away: I look up to 366 days ahead."),
        ("Carl with any of all of @ines @ivo", "All of them, or any of them?"),
        ("x" * 3000, "That is a lot at once."),
    ],
)
def test_who_cannot_be_asked_for_is_refused_by_name(
    usual: Office, words: str, refusal: str
) -> None:
    answer = usual.carla.asks(f"/find-slots {words}")

    assert refusal in answer.text
    assert answer.ephemeral


def test_one_can_ask_about_oneself(usual: Office) -> None:
    found = usual.ines.asks("/find-slots Carl with @ines")

    assert "3 slots for Carl Chen with Ines Iversen" in found.text


def test_a_name_is_shown_as_it_is_and_calls_nobody(office: Office) -> None:
    usual_people(office)
    has_candidate(office, "<!channel> Bo", "Europe/Lisbon", "Tue 9:00-12:00")

    office.carla.types("/find-slots")
    office.carla.fills({"Candidate": "bo", "Interviewers": "Ines"})
    office.carla.submits()

    office.carla.sees_in_modal("3 slots for <!channel> Bo with Ines Iversen")


# -- help ------------------------------------------------------------------------------------


def test_help_shows_examples(usual: Office) -> None:
    assert "/find-slots Carl with @ines @ivo" in usual.ivo.asks("/find-slots help").text


@pytest.mark.parametrize("typed", ["hlep", "halp", "helo", "Help!"])
def test_a_mistyped_verb_is_recognised(usual: Office, typed: str) -> None:
    answer = usual.ivo.asks(f"/find-slots {typed}")

    assert "Did you mean /find-slots help?" in answer.text


# -- the form --------------------------------------------------------------------------------


def test_the_form_finds_slots_for_the_people_and_days_chosen(office: Office) -> None:
    usual_people(office)

    office.carla.types("/find-slots")
    assert office.carla.options_for("Interviewers", "iv") == ["Ines Iversen", "Ivo Ito"]
    assert office.carla.options_for("Candidate", "") == ["Carl Chen"]
    office.carla.fills({"Candidate": "Carl", "Interviewers": ["Ines", "Ivo"]})
    office.carla.fills({"From": date(2026, 11, 10), "To": date(2026, 11, 10)})
    office.carla.submits()

    assert THREE in office.carla.sees_in_modal("Times are yours").text


def test_the_form_takes_any_one_of_the_interviewers(office: Office) -> None:
    gives(office.ines, "Tue 10:00-12:00")
    gives(office.ingrid, "Tue 11:00-13:00")

    office.carla.types("/find-slots")
    office.carla.fills({"Interviewers": ["Ines", "Ingrid"], "Who has to be there": "Any one"})
    office.carla.submits()

    office.carla.sees_in_modal("3 slots for any of Ines Iversen and Ingrid Ek")


@pytest.mark.parametrize(
    ("first", "last", "refusal"),
    [
        (date(2026, 11, 12), date(2026, 11, 10), "The last day, Tue 10 Nov 2026, comes before"),
        (date(2026, 11, 1), date(2026, 11, 8), "Sun 8 Nov 2026 is over. Choose days from today"),
        (date(2026, 11, 10), date(9999, 12, 31), "is too far away: I look up to 366 days ahead."),
    ],
)
def test_days_that_cannot_be_asked_for_are_refused_beside_their_field(
    office: Office, first: date, last: date, refusal: str
) -> None:
    usual_people(office)

    office.carla.types("/find-slots")
    office.carla.fills({"Candidate": "Carl", "From": first, "To": last})
    office.carla.submits()

    assert refusal in office.carla.modal.errors["To"]


@pytest.mark.failure_case(13)
def test_a_form_that_names_nobody_is_refused_beside_the_first_name(office: Office) -> None:
    office.carla.types("/find-slots")
    office.carla.submits()

    refusal = "Name a candidate, an interviewer, or both."
    assert office.carla.modal.errors == {"Candidate": refusal}


def test_the_forms_answer_turns_its_pages_in_place(office: Office) -> None:
    gives(office.ines, "weekdays 10:00-12:00")

    office.carla.types("/find-slots")
    office.carla.fills({"Interviewers": "Ines"})
    office.carla.submits()
    office.carla.presses("Show more days", in_=office.carla.sees_in_modal("Days 1 to 7 of 11"))

    assert "Mon 23 Nov" in office.carla.sees_in_modal("Days 8 to 11 of 11").text


# -- hours ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "only", "slots"),
    [
        ("tomorrow afternoon", "12:00 PM – 5:00 PM", "12:00 PM, 1:00 PM – Ines Iversen"),
        ("tomorrow after 1pm", "1:00 PM – midnight", "1:00 PM – Ines Iversen"),
        ("tomorrow before 11", "12:00 AM – 11:00 AM", "10:00 AM – Ines Iversen"),
        ("Tuesdays 11-13", "on Tue, 11:00 AM – 1:00 PM", "11:00 AM, 12:00 PM – Ines Iversen"),
    ],
)
def test_a_time_of_day_narrows_the_answer_and_is_said_back(
    office: Office, words: str, only: str, slots: str
) -> None:
    is_candidate(office.carl, "Tue 9:00-14:00")
    gives(office.ines, "Tue 11:00-15:00")

    found = office.carla.asks(f"/find-slots Carl {words}")

    assert f"for Carl Chen with anybody, only {only}" in found.text
    assert slots in found.text


def test_unread_words_are_named_and_names_with_joining_words_are_whole(office: Office) -> None:
    has_candidate(office, "Tom & Jerry", "Europe/London", "Tue 9:00-12:00")
    gives(office.ines, "Tue 10:00-12:00")

    found = office.carla.asks("/find-slots Tom & Jerry tomorrow mornings")
    unread = office.carla.asks("/find-slots Tom & Jerry tomorrow around ten")

    assert "for Tom & Jerry with anybody" in found.text
    assert "I did not understand “tomorrow around ten”" in unread.text


def test_whoever_asks_may_call_themselves_me(office: Office) -> None:
    usual_people(office)

    found = office.carl.asks("/find-slots me with Ines", sees="Times are yours")

    assert "slots for Carl Chen with Ines Iversen" in found.text
