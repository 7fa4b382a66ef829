"""Plain words to the app: what was understood, with one button that does it."""

import pytest

from journeys.arranged import books, usual_people
from journeys.office import Office


def test_hours_are_offered_and_saved_by_the_press_alone(office: Office) -> None:
    office.ines.types("Hi, I can do tomorrow 9-12, thanks!")

    offered = office.ines.sees("I understood:")
    assert "• Tue 10 Nov 2026, 9:00 AM – 12:00 PM" in offered.text
    assert "By your clock: Europe/Berlin. Nothing is saved yet." in offered.text
    assert "10 Nov" not in office.ines.asks("/availability list").text

    office.ines.presses("Save Tue 10 Nov 2026, 9:00 AM – 12:00 PM", in_=offered)

    office.ines.sees("Saved (")
    assert "Tue 10 Nov" in office.ines.asks("/availability list").text


def test_the_button_means_the_day_of_the_message_and_asks_anew_when_that_is_over(
    office: Office,
) -> None:
    office.ines.types("tomorrow 9-12")
    office.ivo.types("tomorrow 9-12")
    first, second = office.ines.sees("I understood:"), office.ivo.sees("I understood:")

    office.slack.clock.forward(hours=20)
    office.ines.presses("Save Tue 10 Nov 2026, 9:00 AM – 12:00 PM", in_=first)
    office.ines.sees("Saved (")
    office.slack.clock.forward(days=2)
    office.ivo.presses("Save Tue 10 Nov 2026, 9:00 AM – 12:00 PM", in_=second)

    assert "Tue 10 Nov" in office.ivo.sees("has already passed").text


def test_hours_that_may_be_meant_in_two_ways_are_asked_with_a_button_for_each(
    office: Office,
) -> None:
    office.ines.types("I can do tomorrow 5-7")

    asked = office.ines.sees("in the morning or in the afternoon? Nothing is saved yet.")

    assert asked.labels[:2] == ["5 PM", "5 AM"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Carl can do Tuesday 9-12", "• Tue 10 Nov 2026, 9:00 AM – 12:00 PM"),
        ("Carl Chen is free on Tuesday 9-12.", "• Tue 10 Nov 2026, 9:00 AM – 12:00 PM"),
        ("Carl can't do Friday", "• Off Fri 13 Nov 2026"),
    ],
)
def test_what_a_coordinator_says_of_another_is_offered_to_be_saved_for_them(
    office: Office, typed: str, said: str
) -> None:
    usual_people(office)

    office.carla.types(typed)
    offered = office.carla.sees("I understood, for Carl Chen:")
    office.carla.presses(offered.labels[0], in_=offered)

    assert said in offered.text
    office.carla.sees(" for Carl Chen (Europe/London time):")


def test_what_others_say_of_somebody_is_no_word_about_their_hours(office: Office) -> None:
    usual_people(office)

    office.ines.types("Carl can do Tuesday 9-12")
    office.carla.types("is Carl free Tuesday 9-12?")

    assert "I understood" not in office.ines.sees("Carl Chen").text
    assert "I understood" not in office.carla.sees("for Carl Chen").text


def test_whoever_writes_too_much_within_a_minute_is_told_so_once(office: Office) -> None:
    for _ in range(23):
        office.ines.types("hello")

    office.ines.sees("That was more than I can answer within a minute.")


def test_slots_are_asked_for_as_one_would_ask_a_colleague(office: Office) -> None:
    usual_people(office)

    office.carla.types("when can Carl meet Ines and Ivo tomorrow?")
    found = office.carla.sees("3 slots for Carl Chen with Ines Iversen and Ivo Ito")
    office.carla.presses("Show the slots", in_=found)

    assert "9:00 AM, 10:00 AM, 11:00 AM – Ines Iversen and Ivo Ito" in (
        office.carla.sees("Times are yours").text
    )


def test_whoever_says_i_in_a_question_is_the_one_who_writes(office: Office) -> None:
    usual_people(office)

    office.carl.types("when can I meet Ines?")

    office.carl.sees("slots for Carl Chen with Ines Iversen")


def test_a_name_that_nobody_has_is_said_when_slots_are_asked_for(office: Office) -> None:
    usual_people(office)

    office.carla.types("When can Carl meet Bob?")

    office.carla.sees("I don't know anyone called “Bob”.")


@pytest.mark.parametrize("typed", ["who is free tomorrow?", "/find-slots anybody tomorrow"])
def test_who_is_free_is_shown_with_names_and_booked_from_there(office: Office, typed: str) -> None:
    usual_people(office)

    office.carla.types(typed)
    found = office.carla.sees("3 slots for any interviewer")
    assert "9:00 AM, 10:00 AM, 11:00 AM – Ines Iversen and Ivo Ito" in found.text
    office.carla.presses("Book…", in_=found)
    office.carla.fills({"Candidate": "Carl Chen"})
    office.carla.submits()

    office.carla.sees("Booked:")


def test_that_nobody_is_free_is_said_with_what_would_help(office: Office) -> None:
    usual_people(office)

    office.ines.types("who has time on Friday?")

    said = office.ines.sees("No slot for any interviewer on Fri 13 Nov.")
    assert "What would help most:" in said.text


def test_interviews_are_a_press_away(office: Office) -> None:
    usual_people(office)
    books(office.carla, "Carl with @ines", hour="9:00 AM")

    office.ines.types("cancel my interview")
    office.ines.presses("Show interviews", in_=office.ines.sees("The interviews ahead"))

    office.ines.sees_in_modal("Carl Chen")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hello", "Hello. You can write to me:"),
        ("thanks a lot!", "You're welcome."),
        ("yes", "Such a word alone saves and changes nothing"),
        ("pause until 5 Jan", "Nothing was changed. To take hours away, type"),
        ("are you free tomorrow 9-12?", "I am an app, and have no hours of my own."),
        ("what a lovely day", "I did not understand that. You can write to me:"),
        ("what time is it?", "I did not understand that. You can write to me:"),
        ("when can they meet?", "I did not understand that. You can write to me:"),
        ("Tuesday at 9", "From when until when?"),
        ("when can #general meet Carl", "#general is a channel, not a person."),
    ],
)
def test_everything_else_gets_a_short_answer(office: Office, typed: str, said: str) -> None:
    office.ines.types(typed)

    assert len(office.ines.sees(said).text) < 300


def test_a_mention_in_a_channel_is_answered_to_whoever_wrote_alone(office: Office) -> None:
    office.ines.types("@On the Hour tomorrow 9-12", to="#general")
    offered = office.ines.sees("I understood:")

    office.ines.presses("Save Tue 10 Nov 2026, 9:00 AM – 12:00 PM", in_=offered)

    assert offered.ephemeral
    office.ines.sees("Saved (")
    assert not [one for one in office.ivo.messages if one.from_app]


def test_a_message_that_slack_sends_again_is_answered_once(office: Office) -> None:
    office.ines.types("hello")
    office.ines.sees("Hello.")

    office.slack.delivers_again("events_api")
    office.ines.types("thanks")
    office.ines.sees("You're welcome.")

    answers = [text for text in office.ines.messages_from_app if "Hello." in text]
    assert len(answers) == 1


def test_what_a_coordinator_writes_of_somebody_who_ends_is_asked_as_the_command_asks_it(
    office: Office,
) -> None:
    usual_people(office)

    office.carla.types("Carl was hired")
    asked = office.carla.sees("Note that Carl Chen was hired?")
    office.carla.presses("Note: hired", in_=asked)
    noted = office.carla.sees("Noted: Carl Chen was hired.")
    office.carla.presses("Undo", in_=noted)
    office.carla.sees("Taken back:")
    office.carla.types("please erase Carl")
    office.carla.sees("Erase Carl Chen for good? It can't be undone.")
    office.carla.types("remove Carl Chen")
    asked = office.carla.sees("Remove Carl Chen?")
    office.carla.presses("Remove", in_=asked)
    office.carla.sees("Removed: Carl Chen.")


def test_what_is_ahead_of_whoever_was_hired_is_asked_about_in_plain_words_as_well(
    office: Office,
) -> None:
    usual_people(office)
    books(office.carla, "Carl with @ines", hour="9:00 AM")

    office.carla.types("we hired Carl")

    asked = office.carla.sees("Carl Chen has an interview ahead. Cancel it as well?")
    office.carla.presses("Keep as booked", in_=asked)
    office.carla.sees("Noted: Carl Chen was hired.")


def test_plain_words_that_end_somebody_are_refused_to_others_and_to_names_of_nobody(
    office: Office,
) -> None:
    usual_people(office)

    office.ines.types("remove Carl")
    refused = office.ines.sees("coordinator")
    office.carla.types("erase Crl Chen")
    near = office.carla.sees("Did you mean Carl Chen?")
    office.carla.types("remove Tuesdays 9-12")
    hours = office.carla.sees("To take hours away, type")

    assert "Nothing" in refused.text
    assert near.labels == hours.labels == []
