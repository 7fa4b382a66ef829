"""Two people, or one person twice, want the same at the same moment."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest

from journeys.arranged import all_is_told, books, declines, gives, told, usual_people
from journeys.office import Office
from sandbox.testing.user import User


def at_once(*acts: Callable[[], None]) -> None:
    """Do everything in the same moment."""
    start = Barrier(len(acts))

    def act(what: Callable[[], None]) -> None:
        start.wait(timeout=60)
        what()

    threads = [Thread(target=act, args=(what,)) for what in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not any(thread.is_alive() for thread in threads)


def has_filled_in(coordinator: User, question: str, *, hour: str) -> None:
    """A coordinator sits before a booking form that only needs to be sent."""
    found = coordinator.asks(f"/find-slots {question}")
    coordinator.presses("Book on Tue 10 Nov", in_=found)
    coordinator.fills({"Tue 10 Nov": hour})


@pytest.mark.failure_case(4)
def test_two_coordinators_book_one_hour_at_once_and_one_of_them_gets_it(office: Office) -> None:
    usual_people(office)
    office.carla.asks("/register coordinator @ingrid", sees="coordinator")
    has_filled_in(office.carla, "Carl with @ines", hour="9:00 AM WET")
    has_filled_in(office.ingrid, "Carl with @ines", hour="10:00 AM CET")

    at_once(office.carla.submits, office.ingrid.submits)
    office.ines.sees("booked an interview for you")
    all_is_told(office)

    refusals = [list(person.modal.errors.values()) for person in (office.carla, office.ingrid)]
    assert sorted(map(len, refusals)) == [0, 1]
    assert "Carl Chen and Ines Iversen. Nothing was booked." in str(refusals)
    assert len(told(office.ines)) == len(told(office.carl)) == 1
    assert "All interviews ahead (1)" in office.carla.asks("/interviews").text


@pytest.mark.failure_case(3)
def test_one_form_that_arrives_three_times_at_once_books_once(office: Office) -> None:
    usual_people(office)
    books(office.carla, "Carl with @ivo", hour="9:00 AM WET")
    has_filled_in(office.carla, "Carl with @ines", hour="10:00 AM WET")
    office.ines.asks("/availability off Tue 10 Nov", sees="Saved (")
    office.carla.submits()
    assert "is outside the hours of Ines Iversen" in str(office.carla.modal.errors)
    gives(office.ines, "Tue 10 Nov 10:00-13:00")

    again = office.slack.delivers_again
    at_once(*[lambda: again("interactive")] * 3)
    office.ines.sees("booked an interview for you")
    all_is_told(office)

    assert len(told(office.ines)) == 1
    assert "All interviews ahead (2)" in office.carla.asks("/interviews").text


def test_two_coordinators_replace_at_once_and_everybody_hears_of_one_change(
    office: Office,
) -> None:
    office.carla.asks("/register coordinator @isla", sees="coordinator")
    usual_people(office)
    gives(office.ingrid, "Tue 10:00-13:00")
    gives(office.imran, "Tue 14:00-18:00")
    books(office.carla, "Carl with @ines @ivo", hour="9:00 AM WET")
    declines(office.ines, in_=office.ines.sees("booked an interview for you"))
    calls = [who.sees("Ines Iversen can't make it") for who in (office.carla, office.isla)]

    at_once(
        lambda: office.carla.presses("Replace with Ingrid Ek", in_=calls[0]),
        lambda: office.isla.presses("Replace with Imran Iqbal", in_=calls[1]),
    )
    office.ivo.sees("takes over from Ines Iversen")
    all_is_told(office)

    put_on = [len(told(person, "put you on")) for person in (office.ingrid, office.imran)]
    assert sorted(put_on) == [0, 1]
    assert len(told(office.ivo, "takes over")) == 1


def test_moved_and_cancelled_at_once_it_ends_cancelled_and_reminds_nobody(office: Office) -> None:
    usual_people(office)
    books(office.carla, "Carl with @ines", hour="9:00 AM WET")
    all_is_told(office)
    office.carla.presses("Move", in_=office.carla.asks("/interviews"))
    office.carla.fills({"Hours that suit everybody": "Tue 10 Nov, 10:00 AM WET"})
    mine = office.carl.asks("/interviews")

    at_once(
        office.carla.submits,
        lambda: office.carl.presses("Cancel interview", in_=mine),
    )
    all_is_told(office)
    if "Cancel interview" in (stands := office.carl.asks("/interviews")).labels:
        # The move came first, and what was to be cancelled was not what stood there then.
        office.carl.presses("Cancel interview", in_=stands)
    office.ines.sees("has cancelled your interview")
    all_is_told(office)
    office.slack.clock.forward(hours=25)
    all_is_told(office)

    assert told(office.ines, "Reminder, ") == []
    assert "No interviews ahead." in office.carla.asks("/interviews").text
