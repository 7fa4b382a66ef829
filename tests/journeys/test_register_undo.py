"""Undoing how somebody is registered, from the answer to it."""

from journeys.arranged import has_candidate
from journeys.office import Office
from sandbox.testing.user import User


def undoes(person: User, command: str, *, says: str, label: str = "Undo") -> None:
    """Somebody types a command, and takes back what it did."""
    answer = person.asks(command)
    person.presses(label, in_=answer)
    person.sees(says)


def listed(office: Office) -> str:
    return office.carla.asks("/register list", sees="registered").text


def test_a_coordinator_who_became_a_candidate_by_mistake_is_none_again(office: Office) -> None:
    undoes(office.carla, "/register candidate Europe/Berlin", says="in no interviews yourself")

    assert "Carla Costa – coordinator (workspace admin) · Europe/Lisbon" in listed(office)


def test_whoever_registered_for_the_first_time_is_registered_no_more(office: Office) -> None:
    said = "Undone: Ines Iversen is not registered any more."
    undoes(office.ines, "/register interviewer", says=said)

    assert "Ines" not in listed(office)
    assert "registered as a candidate" in office.ines.asks("/register candidate").text


def test_another_role_and_another_zone_are_put_back(office: Office) -> None:
    office.ines.asks("/register interviewer", sees="registered as an interviewer")

    said = "Undone. You are registered as an interviewer. Your time zone: Europe/Berlin."
    undoes(office.ines, "/register candidate Asia/Tokyo", says=said)


def test_a_candidate_from_outside_is_taken_out_with_the_hours_given_at_once(
    office: Office,
) -> None:
    said = "Undone: Ana Alves is not registered any more."
    undoes(office.carla, "/register candidate Ana Alves", says=said, label="Undo registration")

    assert "Ana" not in listed(office)
    has_candidate(office, "Ana Alves", "Europe/Lisbon")


def test_who_is_a_coordinator_is_put_back_either_way(office: Office) -> None:
    undoes(
        office.carla,
        "/register coordinator @ivo",
        says="Undone: Ivo Ito is no coordinator any more.",
    )
    office.ivo.sees("has made you a coordinator")
    office.carla.asks("/register coordinator @ivo", sees="is a coordinator now")

    said = "Undone: Ivo Ito is a coordinator now."
    undoes(office.carla, "/register not coordinator @ivo", says=said)


def test_the_clock_is_put_back(office: Office) -> None:
    office.ines.asks("/register interviewer", sees="registered")

    undoes(
        office.ines,
        "/register clock 24",
        says="Undone. I write times to you as 2:00 PM again.",
    )


def test_a_change_in_the_form_is_undone_in_the_form(office: Office) -> None:
    has_candidate(office, "Ana Alves", "Europe/Lisbon")
    office.carla.presses("Change details", in_=office.carla.asks("/register list"))
    office.carla.fills({"Name": "Anna Alves"})
    office.carla.submits()
    office.carla.sees_in_modal("Saved: Anna Alves")

    office.carla.presses("Undo")

    office.carla.sees_in_modal("Undone. Saved: Ana Alves")
    assert "Ana Alves" in listed(office)


def test_hours_given_since_keep_a_candidate(office: Office) -> None:
    answer = office.carla.asks("/register candidate Ben Brook", sees="is registered")
    office.carla.asks("/availability for Ben Brook: Tue 9-12", sees="Saved for")

    office.carla.presses("Undo registration", in_=answer)

    office.carla.sees("Ben Brook has other hours by now, so this can't be undone.")
    assert "Ben Brook" in listed(office)


def test_what_was_changed_again_is_not_undone(office: Office) -> None:
    office.ines.asks("/register interviewer", sees="registered")
    answer = office.ines.asks("/register interviewer Asia/Tokyo", sees="Asia/Tokyo")
    office.ines.asks("/register interviewer Asia/Kolkata", sees="Asia/Kolkata")

    office.ines.presses("Undo", in_=answer)

    office.ines.sees("This has been changed again since, so there is nothing to undo.")
    assert "Ines Iversen – interviewer · Asia/Kolkata" in listed(office)
