"""Whoever a program registers or gives a role hears of it, as from a coordinator."""

from journeys.office import Office
from web.programs import Program


def test_a_member_whom_a_program_registers_is_told_as_what(office: Office, ats: Program) -> None:
    ats.registers("Isla Irwin", role="interviewer", slack_user_id=office.isla.id)

    told = office.isla.sees("has registered you as an interviewer.")

    assert "Interviews are booked at the hours that you give" in told.text
    office.isla.presses("Give hours", in_=told)
    office.isla.sees_in_modal("Your availability")
    office.isla.closes()


def test_a_member_whom_a_program_makes_a_coordinator_is_told(office: Office, ats: Program) -> None:
    office.carla.asks("/interviews")  # who is a coordinator as an admin, and stays one
    ats.post("/api/appoint_coordinator/", {"slack_user_id": office.ivo.id})
    office.ivo.sees("has made you a coordinator")
    office.slack.clock.forward(minutes=1)

    ats.post("/api/dismiss_coordinator/", {"slack_user_id": office.ivo.id})

    office.ivo.sees("has ended your being a coordinator")
