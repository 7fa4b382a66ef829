"""People are taken out: what that means is said first, everybody hears, and it can be undone."""

from journeys.arranged import books, gives, has_candidate, is_candidate
from journeys.office import Office


def test_what_it_means_is_said_first_and_everybody_hears(office: Office) -> None:
    is_candidate(office.carl, "tomorrow 9-12")
    gives(office.ines, "tomorrow 10-13")
    books(office.carla, "Carl with @ines", hour="9:00 AM")

    asked = office.carla.asks("/register remove @ines", sees="Remove Ines Iversen?")
    assert "One interview is cancelled" in asked.text
    assert "Tue 10 Nov, 9:00 AM WET: Carl Chen with Ines Iversen" in asked.text
    office.carla.presses("Cancel and remove", in_=asked)

    office.carla.sees("Removed: Ines Iversen. One interview is cancelled.")
    office.ines.sees("Carla Costa has taken you out of the people I arrange interviews for.")
    office.carl.sees("cancelled")
    assert "Ines" not in office.carla.asks("/register list", sees="registered").text
    assert "Carl Chen with Ines Iversen" in office.carla.asks("/interviews cancelled").text
    refused = office.carla.asks("/find-slots Carl with @ines").text
    assert "Ines Iversen has not given any hours yet" in refused


def test_a_name_will_do_and_a_mistyped_one_is_asked_about(office: Office) -> None:
    has_candidate(office, "Dora Diaz", "Europe/Lisbon")

    assert "Did you mean Dora Diaz?" in office.carla.asks("/register remove Doraa Diaz").text
    asked = office.carla.asks("/register remove Dora", sees="Remove Dora Diaz?")
    office.carla.presses("Keep them", in_=asked)
    office.carla.sees("Nothing was changed.")
    assert "Dora Diaz" in office.carla.asks("/register list", sees="registered").text


def test_whoever_was_removed_is_back_with_their_hours(office: Office) -> None:
    gives(office.ines, "tomorrow 10-13")
    asked = office.carla.asks("/register remove @ines", sees="Remove Ines Iversen?")
    office.carla.presses("Remove", in_=asked)
    removed = office.carla.sees("Removed: Ines Iversen.")

    office.carla.presses("Undo", in_=removed)

    office.carla.sees("Undone: Ines Iversen is registered again, with their hours.")
    office.ines.sees("has registered you as an interviewer")
    assert "10:00 AM" in office.ines.asks("/availability list").text


def test_the_menu_of_the_list_takes_somebody_out_as_well(office: Office) -> None:
    has_candidate(office, "Dora Diaz", "Europe/Lisbon")

    listed = office.carla.asks("/register list", sees="2 registered")
    dora = "Dora Diaz – candidate · Europe/Lisbon · not in Slack · no hours yet"
    office.carla.chooses(dora, "Remove", in_=listed)
    asked = office.carla.sees("Remove Dora Diaz?")
    office.carla.presses("Remove", in_=asked)

    office.carla.sees("Removed:")


def test_whoever_was_removed_registers_anew_without_the_hours_of_before(office: Office) -> None:
    gives(office.ines, "tomorrow 10-13")
    asked = office.carla.asks("/register remove @ines", sees="Remove Ines Iversen?")
    office.carla.presses("Remove", in_=asked)
    removed = office.carla.sees("Removed: Ines Iversen.")

    office.ines.asks("/register interviewer", sees="registered as an interviewer")

    assert "no hours ahead" in office.ines.asks("/availability list").text
    office.carla.presses("Undo", in_=removed)
    office.carla.sees("This has been changed again since")


def test_the_only_coordinator_and_those_of_the_settings_stay(office: Office) -> None:
    refused = office.carla.asks("/register remove @carla").text

    assert "Carla Costa is a coordinator" in refused
    assert "stays one for as long as that holds" in refused


def test_nobody_but_coordinators_takes_anybody_out(office: Office) -> None:
    gives(office.ines, "tomorrow 10-13")

    refused = office.ivo.asks("/register remove @ines").text

    assert "Only a coordinator may take people out. Nothing was changed." in refused


def test_an_open_home_tab_follows(office: Office) -> None:
    gives(office.ines, "tomorrow 10-13")
    office.ines.opens_home()
    assert "interviewer" in office.ines.home.text
    asked = office.carla.asks("/register remove @ines", sees="Remove Ines Iversen?")

    office.carla.presses("Remove", in_=asked)

    office.slack.waits_until(lambda: "not registered yet" in office.ines.home.text)


def test_an_open_home_tab_follows_where_registering_is_undone(office: Office) -> None:
    office.ines.opens_home()
    answer = office.ines.asks("/register interviewer", sees="registered")
    office.slack.waits_until(lambda: "interviewer" in office.ines.home.text)

    office.ines.presses("Undo", in_=answer)

    office.slack.waits_until(lambda: "not registered yet" in office.ines.home.text)


def test_what_was_booked_since_it_was_asked_is_shown_before_it_is_cancelled(
    office: Office,
) -> None:
    is_candidate(office.carl, "tomorrow 9-12")
    gives(office.ines, "tomorrow 10-13")
    asked = office.carla.asks("/register remove @ines", sees="Remove Ines Iversen?")
    books(office.carla, "Carl with @ines", hour="9:00 AM")

    office.carla.presses("Remove", in_=asked)

    anew = office.carla.sees("have changed since you looked")
    assert "Tue 10 Nov, 9:00 AM WET: Carl Chen with Ines Iversen" in anew.text
    office.carla.presses("Cancel and remove", in_=anew)
    office.carla.sees("Removed: Ines Iversen. One interview is cancelled.")
