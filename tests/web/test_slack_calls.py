"""Slack calls the bot over HTTP: the same stories, and nothing for whoever is not Slack."""

import hashlib
import hmac
import http.client
import json
import random
import socket
import time
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from journeys.conftest import MONDAY
from journeys.office import Office, bot_in, office_in
from ports import free_port
from web.programs import Answer, Program

from bot.web.door.limits import MOST_BYTES
from sandbox.testing.driver import Sandbox

HOSTILE, HUGE = 5000, 10 * 1024 * 1024
PATH = "/slack/events"
BODY = urlencode({"command": "/interviews", "text": "help", "user_id": "U1"}).encode()
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(name="port", scope="module")
def _port() -> int:
    return free_port()


@pytest.fixture(name="office", scope="module")
def _office(tmp_path_factory: pytest.TempPathFactory, port: int) -> Iterator[Office]:
    """An office that the workspace calls over HTTP, whatever the other journeys go by."""
    folder = tmp_path_factory.mktemp("office")
    with office_in(folder, now=MONDAY, over="http", http_port=port) as office:
        yield office


@pytest.fixture(name="slack", scope="module")
def _slack(office: Office) -> Sandbox:
    return office.slack


def signed(body: bytes, secret: str, *, at: float | None = None) -> dict[str, str]:
    stamp = str(int(time.time() if at is None else at))
    told = b"v0:%b:%b" % (stamp.encode(), body)
    signature = hmac.new(secret.encode(), told, hashlib.sha256).hexdigest()
    return {
        "Content-Type": FORM,
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": f"v0={signature}",
    }


def sends(port: int, body: bytes, headers: dict[str, str]) -> Answer:
    return Program(f"http://127.0.0.1:{port}", token=None).sends("POST", PATH, body, headers)


def test_a_command_a_form_and_a_message_go_over_http(office: Office) -> None:
    office.ines.types("/availability tomorrow 9-12")
    office.ines.sees("Tue 10 Nov 2026, 9:00 AM – 12:00 PM")
    office.carla.types("/register")
    office.carla.presses("Register a candidate from outside Slack")
    office.carla.fills({"Name": "Over Http", "Availability": "tomorrow 9-12"})
    office.carla.submits()
    office.carla.sees_in_modal("Over Http")
    office.ines.opens_home()

    assert office.slack.connections == 0
    assert "Tue 10 Nov" in office.ines.home.text


def test_a_form_that_is_wrong_says_so_beside_its_field(office: Office) -> None:
    office.ivo.types("/find-slots")
    office.ivo.submits()

    assert office.ivo.modal.errors


def test_an_address_is_verified_as_slack_does(port: int, slack: Sandbox) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "a-word"}).encode()
    headers = signed(body, slack.signing_secret) | {"Content-Type": "application/json"}

    answer = sends(port, body, headers)

    assert answer.status == 200
    assert answer.json == {"challenge": "a-word"}


# -- whoever is not Slack ----------------------------------------------------------------------


def wrong_headers(secret: str) -> dict[str, dict[str, str]]:
    good, now = signed(BODY, secret), time.time()
    stamp, signature = good["X-Slack-Request-Timestamp"], good["X-Slack-Signature"]
    timestamps = ["", "x", "-1", "1e9", "٣", "9" * 400, f"{stamp}.0", f" {stamp}x", "NaN", "0"]
    signatures = [
        "",
        "v0=",
        "v1" + signature[2:],
        signature[:-1],
        signature.upper(),
        "v0=é",
        "\xff",
    ]
    return {
        "nothing": {"Content-Type": FORM},
        "no signature": good | {"X-Slack-Signature": ""},
        "no timestamp": {k: v for k, v in good.items() if "Timestamp" not in k},
        "another secret": signed(BODY, "another"),
        "another body": signed(BODY + b"&text=cancel", secret),
        "old": signed(BODY, secret, at=now - 400),
        "early": signed(BODY, secret, at=now + 400),
        "newer stamp": signed(BODY, secret, at=now - 400) | {"X-Slack-Request-Timestamp": stamp},
        **{f"stamp {n}": good | {"X-Slack-Request-Timestamp": t} for n, t in enumerate(timestamps)},
        **{f"signature {n}": good | {"X-Slack-Signature": s} for n, s in enumerate(signatures)},
    }


@pytest.mark.failure_case(24)
@pytest.mark.parametrize("name", wrong_headers("s"))
def test_what_slack_has_not_signed_is_refused(port: int, slack: Sandbox, name: str) -> None:
    headers = {
        key: value.encode("utf-8").decode("latin-1")
        for key, value in wrong_headers(slack.signing_secret)[name].items()
    }

    answer = sends(port, BODY, headers)

    assert answer.status == 401
    assert answer.json["code"] == "unauthorized"


@pytest.mark.failure_case(24)
@pytest.mark.parametrize("late", [-290, 0, 290])
def test_five_minutes_are_near_enough(port: int, slack: Sandbox, late: int) -> None:
    body = urlencode({"command": "/nothing", "user_id": "U1"}).encode()

    answer = sends(port, body, signed(body, slack.signing_secret, at=time.time() - late))

    assert answer.status == 200


@pytest.mark.failure_case(24)
@pytest.mark.parametrize(
    "body", [b"", b"{", b"payload={", b"payload=%FF", b"\xff\xfe", b"payload=[]", b"payload=1"]
)
@pytest.mark.parametrize("sort", [FORM, "application/json"])
def test_what_is_signed_but_junk_breaks_nothing(
    port: int, slack: Sandbox, body: bytes, sort: str
) -> None:
    answer = sends(port, body, signed(body, slack.signing_secret) | {"Content-Type": sort})

    assert answer.status < 500


@pytest.mark.failure_case(24)
def in_pieces(body: bytes) -> Iterator[bytes]:
    return (body[at : at + 65536] for at in range(0, len(body), 65536))


def test_thousands_of_hostile_requests_do_nothing(port: int, slack: Sandbox) -> None:
    chance = random.Random(5)
    heard = len(slack.traffic)
    wrong = [
        {key: value.encode().decode("latin-1") for key, value in headers.items()}
        for headers in wrong_headers(slack.signing_secret).values()
    ]
    bodies = [BODY, b"", b"{", b"\xff\xfe\xfa", b"payload=%7B", b"[" * 5000, b"0" * 100_000]
    huge = b"0" * HUGE

    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    statuses: Counter[int] = Counter()
    for number in range(HOSTILE):
        # What is signed for BODY alone must not come with BODY under good headers: all are wrong.
        headers, body = chance.choice(wrong), chance.choice(bodies)
        if number % 100 == 0:
            connection.request("POST", PATH, huge, headers)
        elif number % 100 == 50:
            told = headers | {"Transfer-Encoding": "chunked"}
            connection.request("POST", PATH, in_pieces(huge), told, encode_chunked=True)
        else:
            connection.request("POST", PATH, body, headers)
        answer = connection.getresponse()
        answer.read()
        statuses[answer.status] += 1
    connection.close()

    assert statuses == {401: HOSTILE * 98 // 100, 413: HOSTILE * 2 // 100}
    assert len(slack.traffic) == heard


@pytest.mark.parametrize("size", [MOST_BYTES, MOST_BYTES + 1])
@pytest.mark.parametrize("told", [True, False])
def test_a_body_that_just_fits_is_read_and_a_longer_one_is_not(
    port: int, slack: Sandbox, size: int, told: bool
) -> None:
    body = b"0" * size
    headers = signed(body, slack.signing_secret)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    if told:
        connection.request("POST", PATH, body, headers)
    else:
        told_not = headers | {"Transfer-Encoding": "chunked"}
        connection.request("POST", PATH, iter([body]), told_not, encode_chunked=True)
    status = connection.getresponse().status
    connection.close()

    assert (status == 413) == (size > MOST_BYTES)


def test_who_asks_before_sending_is_told_at_once(port: int) -> None:
    head = f"POST {PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: {HUGE}\r\n"
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        line.sendall(f"{head}Expect: 100-continue\r\n\r\n".encode())

        answer = line.recv(1000)

    assert answer.startswith(b"HTTP/1.1 413 ")


def test_in_socket_mode_nobody_is_called_there(office: Office) -> None:
    other = free_port()
    # A second bot on a database of its own, in the same workspace, by its socket.
    beside = Office(slack=office.slack, database_url="sqlite://")
    with bot_in(beside, over="socket", http_port=other):
        office.slack.waits_until(lambda: office.slack.connections)

        answer = sends(other, BODY, signed(BODY, office.slack.signing_secret))

    assert answer.status == 404
