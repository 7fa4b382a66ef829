"""Two who are one person are made one: typed, or from the menu of the list."""

from journeys.arranged import books, gives, has_candidate, is_candidate
from journeys.office import Office


def test_a_candidate_registered_by_name_is_a_member_by_now(office: Office) -> None:
    has_candidate(office, "Carlo Chen", "Europe/Lisbon")
    office.carla.asks("/availability for Carlo Chen: tomorrow 9-12", sees="Saved")
    gives(office.ines, "tomorrow 10-13")
    books(office.carla, "Carlo with @ines", hour="9:00 AM")
    office.carl.asks("/register candidate Europe/Lisbon", sees="registered as a candidate")

    asked = office.carla.asks(
        "/register merge Carlo Chen into @carl", sees="Merge Carlo Chen into Carl Chen?"
    )
    assert "The hours of Carlo Chen come along" in asked.text
    assert "One interview comes along" in asked.text
    office.carla.presses("Merge", in_=asked)

    office.carla.sees("Merged: Carl Chen, candidate, Europe/Lisbon, in Slack.")
    office.carl.sees("You were registered twice, and Carla Costa has put that together")
    assert "Ines Iversen" in office.carl.asks("/interviews", sees="Carl Chen").text
    assert "Carlo" not in office.carla.asks("/register list", sees="registered").text


def test_the_menu_asks_who_else_somebody_is_and_turns_them_round(office: Office) -> None:
    for name in ("Dora Diaz", "Dora D."):
        has_candidate(office, name, "Europe/Lisbon")
    listed = office.carla.asks("/register list", sees="3 registered")

    row = "Dora D. – candidate · Europe/Lisbon · not in Slack · no hours yet"
    office.carla.chooses(row, "Registered twice", in_=listed)
    asked = office.carla.sees("As whom is Dora D. registered as well?")
    office.carla.chooses("Type a name", "Dora Diaz", in_=asked)
    question = office.carla.sees("Merge Dora D. into Dora Diaz?")
    office.carla.presses("The other way round", in_=question)
    turned = office.carla.sees("Merge Dora Diaz into Dora D.?")
    office.carla.presses("Merge", in_=turned)

    office.carla.sees("Merged: Dora D., candidate")


def test_two_people_stay_two_and_the_reason_is_said(office: Office) -> None:
    is_candidate(office.carl, "tomorrow 9-12")
    gives(office.ines, "tomorrow 10-13")
    gives(office.ivo, "tomorrow 10-13")

    sorts = office.carla.asks("/register merge @carl into @ines").text
    accounts = office.carla.asks("/register merge @ivo into @ines").text
    nobody = office.carla.asks("/register merge @ivo").text
    refused = office.ivo.asks("/register merge @carl into @ines").text

    assert "one is a candidate and the other an interviewer" in sorts
    assert "each has a Slack account of their own" in accounts
    assert "First the double, then who stays" in nobody
    assert "Only a coordinator may merge two people into one." in refused
