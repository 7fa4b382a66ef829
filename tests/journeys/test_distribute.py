"""Distributing candidates over interviewers: preview, adjust, book, conflict, re-level."""

from journeys.arranged import all_is_told, gives, has_candidate, told
from journeys.office import Office

PLAN = "can be interviewed"


def three_wait(office: Office) -> None:
    """Ana, Ben and Cy wait; Ines, Ivo, Ingrid and Imran can interview on Tuesday from 9 to 12."""
    has_candidate(office, "Ana Alves", "Europe/London", "Tue 9:00-12:00")
    has_candidate(office, "Ben Brook", "Europe/London", "Tue 9:00-10:00")
    has_candidate(office, "Cy Cole", "Europe/London", "Tue 10:00-11:00")
    gives(office.ines, "Tue 10:00-13:00")
    gives(office.ivo, "Tue 4:00 AM - 7:00 AM")
    gives(office.isla, "Tue 9:00-12:00")


def test_a_plan_shows_by_hour_who_interviews_whom_and_that_none_is_better(office: Office) -> None:
    three_wait(office)

    plan = office.carla.asks("/distribute all tomorrow", sees=PLAN)

    assert "All 3 candidates can be interviewed. Nothing is booked yet." in plan.text


def test_booking_a_plan_books_all_of_it_and_tells_everybody_once(office: Office) -> None:
    three_wait(office)
    plan = office.carla.asks("/distribute Ana, Ben and Cy tomorrow", sees=PLAN)

    office.carla.presses("Book all 3", in_=plan)

    done = office.carla.sees("3 interviews booked")
    all_is_told(office)
    assert done.ts == plan.ts
    assert len(told(office.ines, "booked")) == 1
