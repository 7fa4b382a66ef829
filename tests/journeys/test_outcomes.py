"""What became of a candidate: typed or picked, asked about first, and told to nobody else."""

from journeys.arranged import books, gives, has_candidate, is_candidate
from journeys.office import Office


def test_a_candidate_with_nothing_ahead_is_hired_at_once_and_taken_back(office: Office) -> None:
    has_candidate(office, "Dora Diaz", "Europe/Lisbon")

    noted = office.carla.asks("/register outcome Dora hired", sees="Noted: Dora Diaz was hired.")

    listed = office.carla.asks("/register list", sees="registered")
    assert "Dora" not in listed.text
    refused = office.carla.asks("/find-slots Dora tomorrow").text
    assert "Dora Diaz can't take part in interviews: they are no candidate any more." in refused
    office.carla.presses("Decided on (1)", in_=listed)
    assert "Dora Diaz – was hired" in office.carla.sees("Candidates who are decided on: 1").text
    office.carla.presses("Undo", in_=noted)
    office.carla.sees("Taken back: Dora Diaz is a candidate again, and can be booked.")
    assert "Dora Diaz" in office.carla.asks("/register list", sees="registered").text


def test_what_is_ahead_is_asked_about_and_cancelled(office: Office) -> None:
    is_candidate(office.carl, "tomorrow 9-12")
    gives(office.ines, "tomorrow 10-13")
    books(office.carla, "Carl with @ines", hour="9:00 AM")

    asked = office.carla.asks(
        "/register outcome @carl rejected", sees="Carl Chen has an interview ahead. Cancel it"
    )
    assert "Tue 10 Nov, 9:00 AM WET: Carl Chen with Ines Iversen" in asked.text
    office.carla.presses("Cancel it", in_=asked)

    office.carla.sees("Noted: Carl Chen was rejected.")
    news = office.carl.sees("cancelled")
    assert "rejected" not in news.text
    office.ines.sees("cancelled")
    assert "Carl Chen with Ines" in office.carla.asks("/interviews cancelled").text


def test_what_is_kept_says_it_to_coordinators_alone(office: Office) -> None:
    is_candidate(office.carl, "tomorrow 9-12")
    gives(office.ines, "tomorrow 10-13")
    books(office.carla, "Carl with @ines", hour="9:00 AM")

    asked = office.carla.asks("/register outcome Carl hired", sees="Cancel it as well?")
    office.carla.presses("Keep as booked", in_=asked)

    office.carla.sees("One interview takes place as booked.")
    assert "Carl Chen was hired." in office.carla.asks("/interviews").text
    for other in (office.carl, office.ines):
        assert "hired" not in other.asks("/interviews", sees="Carl Chen").text


def test_the_menu_of_the_list_asks_what_became_of_somebody(office: Office) -> None:
    has_candidate(office, "Dora Diaz", "Europe/Lisbon")
    listed = office.carla.asks("/register list", sees="2 registered")

    office.carla.presses("What became of them", in_=listed)
    asked = office.carla.sees("What became of Dora Diaz?")
    office.carla.presses("Withdrawn", in_=asked)

    office.carla.sees("Noted: Dora Diaz has withdrawn.")


def test_an_interview_booked_since_is_asked_about_where_nothing_was_ahead(office: Office) -> None:
    is_candidate(office.carl, "tomorrow 9-12")
    gives(office.ines, "tomorrow 10-13")
    asked = office.carla.asks("/register outcome Carl", sees="What became of Carl Chen?")
    books(office.carla, "Carl with @ines", hour="9:00 AM")

    office.carla.presses("Hired", in_=asked)
    question = office.carla.sees("Carl Chen has an interview ahead.")
    office.carla.presses("Change nothing", in_=question)

    office.carla.sees("Nothing was changed.")


def test_nobody_but_coordinators_says_or_reads_it(office: Office) -> None:
    is_candidate(office.carl, "tomorrow 9-12")

    for words in ("/register outcome Carl hired", "/register list outcomes"):
        refused = office.ivo.asks(words).text
        assert "Only a coordinator may say what became of a candidate." in refused


def test_an_interviewer_is_no_candidate_and_a_word_is_needed(office: Office) -> None:
    gives(office.ines, "tomorrow 10-13")

    assert "Ines Iversen is no candidate" in office.carla.asks("/register outcome @ines hired").text
    assert "hired, rejected or withdrawn" in office.carla.asks("/register outcome").text
