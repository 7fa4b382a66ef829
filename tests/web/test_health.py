"""Whether the bot says of itself how it is."""

from pathlib import Path

import pytest
from journeys.arranged import all_is_told
from journeys.conftest import MONDAY
from journeys.office import Office, office_in
from ports import free_port
from web.programs import Program

from bot.delivery.scheduler import RoundScheduler
from bot.web.health import router


def figure(ats: Program, name: str, **labels: str) -> float:
    """A figure by name and labels; 0 when it has not been told yet."""
    inside = ",".join(f'{label}="{value}"' for label, value in sorted(labels.items()))
    start = f"{name}{{{inside}}} " if inside else f"{name} "
    lines = ats.get("/metrics").body.decode().splitlines()
    found = [line.removeprefix(start) for line in lines if line.startswith(start)]
    return float(found[0]) if found else 0.0


def test_all_is_well_at_first(ats: Program) -> None:
    health, ready = ats.get("/healthz"), ats.get("/readyz")

    assert (health.status, health.json["status"]) == (200, "ok")
    checks = health.json["checks"]
    assert {name: check["ok"] for name, check in checks.items()} == {
        "socket": True,
        "rounds": True,
    }
    assert checks["socket"]["age"] == 0
    assert checks["rounds"]["age"] < 15
    assert (ready.status, ready.json) == (200, {"ready": True, "reasons": [], "troubles": []})


def test_what_stands_in_the_way_is_said_and_passes(tmp_path: Path) -> None:
    port = free_port()
    ats = Program(f"http://127.0.0.1:{port}", token="practice")
    with office_in(tmp_path, now=MONDAY, http_port=port, api_token="practice") as office:
        interviewer = ats.registers("Ines", role="interviewer", slack_user_id=office.ines.id)
        candidate = ats.registers("Carl", role="candidate")
        wanted = {"candidate": candidate, "interviewers": [interviewer], "any_hour": True}
        # That a program has registered her is told by now, or may be held as well.
        all_is_told(office)
        office.slack.limits("chat.postMessage", retry_after=3600)

        ats.post("/api/book_interview/", {**wanted, "start": "2026-11-20T09:00:00Z"})
        office.slack.waits_until(lambda: ats.get("/readyz").status == 503)
        paused = ats.get("/readyz").json
        office.slack.clock.forward(minutes=10)
        late = ats.get("/readyz").json
        due = figure(ats, "onthehour_messages_due")
        assert ats.get("/healthz").status == 200
        office.slack.clock.forward(hours=1)
        office.ines.sees("has booked an interview for you")
        office.slack.waits_until(lambda: ats.get("/readyz").status == 200)
        done = figure(ats, "onthehour_messages_due")

    assert (due, done) == (1, 0)
    assert paused["ready"] is False
    assert paused["reasons"] == ["Sending is paused until Mon 9 Nov, 9:00 AM UTC: ratelimited."]
    assert late["reasons"][1:] == [
        "A message has been waiting to be sent since Mon 9 Nov, 8:00 AM UTC."
    ]


def test_without_a_socket_the_bot_is_not_ready(tmp_path: Path) -> None:
    port = free_port()
    ats = Program(f"http://127.0.0.1:{port}", token=None)
    with office_in(tmp_path, now=MONDAY, http_port=port) as office:
        for _ in range(5):
            office.slack.refuses("apps.connections.open", "fatal_error")

        office.slack.drop_sockets()
        office.slack.waits_until(lambda: ats.get("/readyz").status == 503)
        reasons = ats.get("/readyz").json["reasons"]

    assert len(reasons) == 1
    assert "no connection to Slack" in reasons[0]


def test_figures_tell_of_what_people_do(ats: Program, office: Office) -> None:
    before = figure(
        ats, "onthehour_requests_total", listener="interviews_command", outcome="answered"
    )

    office.ines.types("/interviews help")
    office.ines.sees("/interviews")
    office.ivo.types("/availability nonsense")
    office.ivo.sees("help")

    after = figure(
        ats, "onthehour_requests_total", listener="interviews_command", outcome="answered"
    )
    assert after == before + 1
    assert figure(ats, "onthehour_refusals_total", reason="NotUnderstood") >= 1
    assert figure(ats, "onthehour_ack_seconds_count", way="socket") >= 2
    assert figure(ats, "onthehour_slack_answers_total", method="users.info", code="ok") >= 2


def test_figures_tell_of_interviews_messages_and_conflicts(ats: Program, office: Office) -> None:
    candidate = ats.registers("Fig Carl")
    ivo = ats.registers("Fig Ivo", role="interviewer", slack_user_id=office.ivo.id)
    wanted = {"candidate": candidate, "interviewers": [ivo], "any_hour": True}
    booking = {**wanted, "start": "2026-11-20T09:00:00Z"}
    conflicts = figure(ats, "onthehour_refusals_total", reason="SlotTaken")

    ats.post("/api/book_interview/", booking)
    ats.post("/api/book_interview/", booking)
    office.ivo.sees("has booked an interview for you")
    office.slack.waits_until(
        lambda: figure(ats, "onthehour_messages", kind="booked", state="sent") >= 1
    )

    assert figure(ats, "onthehour_interviews", state="booked") >= 1
    assert figure(ats, "onthehour_refusals_total", reason="SlotTaken") == conflicts + 1
    assert figure(ats, "onthehour_messages", kind="reminder", state="pending") >= 2
    assert figure(ats, "onthehour_message_lateness_seconds_count", kind="booked") >= 1
    path = "/api/book_interview/"
    assert figure(ats, "onthehour_api_seconds_count", path=path, method="POST", status="409") >= 1


def test_an_address_that_does_not_exist_is_no_label(ats: Program) -> None:
    ats.get("/api/a-secret-somebody-mistyped/")

    text = ats.get("/metrics").body.decode()

    assert "mistyped" not in text
    assert 'path="other"' in text


@pytest.mark.parametrize("path", [route.path for route in router.routes])  # type: ignore[attr-defined]
def test_health_is_not_among_the_calls_of_the_api(ats: Program, path: str) -> None:
    assert path not in ats.get("/api/openapi.json").json["paths"]


def test_rounds_that_stand_still_are_noticed() -> None:
    now = [0.0]
    jobs = RoundScheduler(steady=lambda: now[0])

    now[0] += 100

    assert jobs.silence == 100
