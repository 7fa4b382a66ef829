"""Candidates are erased: what that means is said first, and then nobody is told who they were."""

from journeys.arranged import books, gives, has_candidate, is_candidate
from journeys.office import Office

WHOM = "Zebulon Quixote"


def test_what_it_means_is_said_first_and_then_it_is_for_good(office: Office) -> None:
    has_candidate(office, WHOM, "Europe/Lisbon", "tomorrow 9-12")

    asked = office.carla.asks(f"/register erase {WHOM}", sees=f"Erase {WHOM} for good?")
    assert "It can't be undone." in asked.text
    assert "Who that is: no email address, Europe/Lisbon, not in Slack." in asked.text
    assert "They had no interviews" in asked.text
    assert "What I can't reach: messages in Slack" in asked.text
    office.carla.presses("Erase for good", in_=asked)

    done = office.carla.sees("Erased, for good.")
    assert WHOM not in done.text
    assert WHOM not in office.carla.asks("/register list").text
    refused = office.carla.asks(f"/register erase {WHOM}").text
    assert "I don't know anyone called" in refused


def test_the_menu_of_the_list_asks_the_same_and_nothing_happens_by_keeping_them(
    office: Office,
) -> None:
    has_candidate(office, WHOM, "Europe/Lisbon")

    listed = office.carla.asks("/register list", sees="2 registered")
    row = f"{WHOM} – candidate · Europe/Lisbon · not in Slack · no hours yet"
    office.carla.chooses(row, "Erase", in_=listed)
    asked = office.carla.sees(f"Erase {WHOM} for good?")
    office.carla.presses("Keep them", in_=asked)

    office.carla.sees("Nothing was changed.")
    assert WHOM in office.carla.asks("/register list", sees="registered").text


def test_an_interview_ahead_is_cancelled_first(office: Office) -> None:
    is_candidate(office.carl, "tomorrow 9-12")
    gives(office.ines, "tomorrow 10-13")
    books(office.carla, "Carl with @ines", hour="9:00 AM")

    refused = office.carla.asks("/register erase @carl").text

    assert "Carl Chen still has an interview" in refused
    assert "Cancel first, so that everybody is told, and then erase." in refused


def test_a_candidate_of_the_workspace_may_begin_anew(office: Office) -> None:
    is_candidate(office.carl, "tomorrow 9-12")

    asked = office.carla.asks("/register erase @carl", sees="Erase Carl Chen for good?")
    office.carla.presses("Erase for good", in_=asked)
    office.carla.sees("Erased, for good.")
    office.carl.asks("/register candidate", sees="You are registered as a candidate")

    assert "no hours" in office.carl.asks("/availability list").text


def test_somebody_who_was_taken_out_before_is_found_by_name(office: Office) -> None:
    has_candidate(office, WHOM, "Europe/Lisbon")
    removing = office.carla.asks(f"/register remove {WHOM}", sees=f"Remove {WHOM}?")
    office.carla.presses("Remove", in_=removing)
    removed = office.carla.sees(f"Removed: {WHOM}.")

    asked = office.carla.asks(f"/register erase {WHOM}", sees=f"Erase {WHOM} for good?")
    office.carla.presses("Erase for good", in_=asked)
    office.carla.sees("Erased, for good.")
    office.carla.presses("Undo", in_=removed)

    office.carla.sees("This has been changed again since, so there is nothing to undo.")


def test_interviewers_are_not_erased_and_nobody_else_may_ask(office: Office) -> None:
    gives(office.ines, "tomorrow 10-13")

    assert "only candidates can be erased" in office.carla.asks("/register erase @ines").text
    assert "Only a coordinator may erase people." in office.ines.asks("/register erase Carl").text
    assert "Whom? Name one candidate" in office.carla.asks("/register erase").text
