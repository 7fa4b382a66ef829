"""What is logged while people and programs are at work, down to the last detail, is scanned."""

import io
import json
import logging
import re
from collections.abc import Iterator

import pytest
from journeys.office import Office
from web.programs import PRACTICE, Program

from bot.process.logs import AsJson
from sandbox.events.faults import error

EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.\w+")
LINK = re.compile(
    r"/(?:commands|actions)/T\w+|[?&](?:token|ticket)=(?!\[secret\])|wss?://\S+/link/\w"
)
"""Addresses with which whoever has them can act as somebody: replies, feeds and sockets."""


@pytest.fixture(name="logged")
def _logged(office: Office) -> Iterator[io.StringIO]:
    """All that anything in this process logs, the libraries' own details too."""
    text, root = io.StringIO(), logging.getLogger()
    handler, level = logging.StreamHandler(text), root.level
    handler.setFormatter(AsJson())
    # What the sandbox and the tests say is not the bot's.
    handler.addFilter(lambda record: record.threadName != "sandbox")
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield text
    root.removeHandler(handler)
    root.setLevel(level)


def test_no_token_no_address_and_no_link_is_logged(
    ats: Program, office: Office, logged: io.StringIO
) -> None:
    email = "quiet.quinn@example.com"
    ivo = {"name": "Log Ivo", "role": "interviewer", "slack_user_id": office.ivo.id}
    asked_slack = ats.post("/api/register_user/", ivo)
    interviewer = asked_slack.json["id"]
    candidate = ats.registers("Quiet Quinn", email=email)
    ats.post("/api/register_user/", {"name": "Another", "email": email})
    ats.post("/api/register_user/", {"name": "Wrong", "email": "wrong@example.com@"})
    Program(ats.address, token="guessed-token").get("/api/get_users/")
    feed = ats.post("/api/create_feed/", {"user": candidate}).json["address"]
    ats.get(feed.removeprefix(ats.address))
    wanted = {"candidate": candidate, "interviewers": [interviewer], "any_hour": True}
    ats.post("/api/book_interview/", {**wanted, "start": "2026-11-20T09:00:00Z"})
    office.ivo.sees("has booked an interview for you")
    office.slack.control.meets("users.info", error("invalid_arguments"), times=1)
    office.carla.types("/register list")
    office.carla.sees("something broke on our side")
    office.carla.types(f"/register candidate Mailed Mia {email.upper()} Europe/London")
    office.carla.sees("Quiet Quinn is registered already, as candidate or interviewer")
    office.carla.types("/interviews calendar")
    office.carla.sees("address for your calendar")
    office.ines.types("/availability tomorrow 9-12")
    office.ines.sees("Tue 10 Nov 2026, 9:00 AM – 12:00 PM")

    lines = logged.getvalue().splitlines()

    secret = feed.partition("token=")[2]
    tokens = (PRACTICE, office.slack.bot_token, office.slack.app_token, secret, "guessed-token")
    references = {json.loads(line).get("reference") for line in lines}
    assert asked_slack.headers["x-request-id"] in references
    assert any("[secret]" in line for line in lines)
    for line in lines:
        assert not EMAIL.search(line), line
        assert not LINK.search(line), line
        assert not any(token in line for token in tokens[1:]), line
    assert not any(f"Bearer {PRACTICE}" in line for line in lines)
