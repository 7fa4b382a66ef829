"""A practice workspace as a process: it opens, plays its script, is kept, and ends with its app."""

import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from ports import free_port
from toy_app import MANIFEST

from sandbox.state.people import read_people

APP = """
import asyncio, os, signal, sys
from slack_bolt.adapter.socket_mode.websockets import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

async def main():
    client = AsyncWebClient(os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"])
    app = AsyncApp(client=client)

    @app.command("/toy")
    async def toy(ack, command, say):
        await ack()
        if command["text"] == "die":
            os.kill(os.getpid(), signal.SIGKILL)
        await say("echo " + command["text"] + " " + os.environ["SLACK_BOT_TOKEN"][-4:])

    print("toy starts", file=sys.stderr, flush=True)
    await AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start_async()

asyncio.run(main())
"""
SCRIPT = """
[[script]]
as = "Ines"
types = "/toy scripted"
sees = "echo scripted"

[[try_this]]
text = "Say something as Ines"
done_when = {command = "/toy", as = "ines"}
"""
PEOPLE = """
workspace = "Practice"
[[people]]
real_name = "Ines Iversen"
tz = "Europe/Berlin"
"""


@pytest.fixture
def files(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps(MANIFEST))
    (tmp_path / "people.toml").write_text(PEOPLE)
    (tmp_path / "script.toml").write_text(SCRIPT)
    (tmp_path / "app.py").write_text(APP)
    return tmp_path


def arguments(files, port):
    """Make the command line, but for the app."""
    told = [sys.executable, "-m", "sandbox", "--port", str(port), "--state", str(files / "state")]
    for option in ("manifest.json", "people.toml", "script.toml"):
        told += [f"--{option.partition('.')[0]}", str(files / option)]
    return [*told, "--clock-file", str(files / "clock")]


@contextmanager
def opened(files, port):
    """Run the workspace with its app until the block ends, by SIGTERM."""
    command = [*arguments(files, port), "--", sys.executable, str(files / "app.py")]
    root = Path(__file__).parents[3]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=root)
    try:
        assert process.stderr is not None
        assert process.stderr.readline() == (
            f"Your practice workspace is open at http://127.0.0.1:{port} (Ctrl-C ends it).\n"
        )
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 0


def ask(port, path, told=None):
    """Ask the server something."""
    body = None if told is None else json.dumps(told).encode()
    with urlopen(Request(f"http://127.0.0.1:{port}{path}", data=body), timeout=60) as answer:
        return json.load(answer)


def state_when(port, me, holds):
    """Follow a person's events until their state is as wanted, and give it."""
    with urlopen(f"http://127.0.0.1:{port}/sandbox/events?as={me}", timeout=60) as stream:
        while not holds(state := ask(port, f"/sandbox/state?as={me}")):
            stream.readline()
    return state


def until_said(process, line, *, times):
    """Read what a process says until it has said a line so often, and give all of it."""
    heard = []
    while heard.count(line) < times:
        said = process.stderr.readline()
        assert said, heard
        heard.append(said.strip())
    return heard


def person_id(files):
    """Find out the id of the only person."""
    return read_people(files / "people.toml")[1][0].id


def test_a_workspace_plays_its_script_once_and_is_found_again_as_it_was_left(files):
    port, me = free_port(), person_id(files)

    with opened(files, port):
        first = state_when(port, me, lambda state: state["conversations"][0]["unread"] == 1)
        channel = first["conversations"][0]["id"]
        assert first["try_this"] == [{"text": "Say something as Ines", "done": False}]
        ask(port, "/sandbox/clock", {"forward": 60})
        ask(port, "/sandbox/type", {"as": me, "channel": channel, "text": "/toy live"})
        state_when(port, me, lambda state: state["conversations"][0]["unread"] == 2)
    with opened(files, port):
        state = state_when(port, me, lambda state: state["app"]["connected"])
        told = ask(port, f"/sandbox/messages?as={me}&channel={channel}")["messages"]

    assert [one["text"].split()[1] for one in told] == ["scripted", "live"]
    assert len({one["text"].split()[2] for one in told}) == 1
    assert state["clock_offset"] == 60
    assert (files / "clock").read_text() == "60.0\n"
    assert state["conversations"][0]["unread"] == 2


def test_a_port_that_is_in_use_is_named_with_what_to_do(files):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ended = subprocess.run(
            arguments(files, port), capture_output=True, text=True, timeout=60,
            cwd=Path(__file__).parents[3],
        )  # fmt: skip

    assert ended.returncode == 1
    assert f"Port {port} is in use" in ended.stderr
    assert f"SANDBOX_PORT={port + 1}" in ended.stderr


@pytest.mark.parametrize("port", [-1, 65536])
def test_a_number_that_is_no_port_is_named_with_what_to_do_and_nothing_is_written(files, port):
    ended = subprocess.run(
        arguments(files, port), capture_output=True, text=True, timeout=60,
        cwd=Path(__file__).parents[3],
    )  # fmt: skip

    assert ended.returncode == 1
    assert ended.stderr == (
        f"{port} is no port: the last one is 65535. "
        "Set SANDBOX_PORT to another: SANDBOX_PORT=3001 make run\n"
    )
    assert not (files / "state").exists()


def test_what_is_no_number_in_sandbox_port_is_refused_as_if_typed(files):
    ended = subprocess.run(
        [sys.executable, "-m", "sandbox", *arguments(files, 0)[5:]],
        capture_output=True, text=True, timeout=60,
        cwd=Path(__file__).parents[3], env={**os.environ, "SANDBOX_PORT": "three"},
    )  # fmt: skip

    assert ended.returncode == 2
    assert ended.stderr.endswith("error: argument --port: invalid int value: 'three'\n")


def test_what_it_was_given_to_say_is_said_once_it_is_open(files):
    said = ["--say", "Something to know.", "--say", "And this."]
    command = [*arguments(files, free_port()), *said, "--", sys.executable, "-c", ""]

    ended = subprocess.run(
        command, capture_output=True, text=True, timeout=60, cwd=Path(__file__).parents[3]
    )

    first, *others = ended.stderr.splitlines()
    assert first.startswith("Your practice workspace is open at ")
    assert others[:2] == ["Something to know.", "And this."]


def test_when_the_app_ends_by_itself_so_does_the_workspace_and_says_so(files):
    command = [*arguments(files, free_port()), "--", sys.executable, "-c", "raise SystemExit(7)"]

    ended = subprocess.run(
        command, capture_output=True, text=True, timeout=60, cwd=Path(__file__).parents[3]
    )

    assert ended.returncode == 7
    assert "The app ended by itself (status 7)" in ended.stderr


def test_a_state_that_cannot_be_read_is_named(files):
    (files / "state").mkdir()
    (files / "state" / "state.json").write_text("{half")

    ended = subprocess.run(
        arguments(files, free_port()), capture_output=True, text=True, timeout=60,
        cwd=Path(__file__).parents[3],
    )  # fmt: skip

    assert ended.returncode == 1
    assert "state.json cannot be read. Delete it" in ended.stderr
    assert (files / "state" / "state.json").read_text() == "{half"


def test_an_app_that_was_killed_is_started_again(files):
    port, me = free_port(), person_id(files)

    with opened(files, port) as process:
        state = state_when(port, me, lambda state: state["conversations"][0]["unread"] == 1)
        channel = state["conversations"][0]["id"]
        told = {"as": me, "channel": channel, "text": "/toy die"}
        ask(port, "/sandbox/type", told)
        heard = until_said(process, "toy starts", times=2)

    assert "The app was killed (SIGKILL), and is started again." in heard


def test_a_workspace_that_is_open_is_not_opened_a_second_time(files):
    port = free_port()

    with opened(files, port):
        second = subprocess.run(
            arguments(files, free_port()), capture_output=True, text=True, timeout=60,
            cwd=Path(__file__).parents[3],
        )  # fmt: skip

    assert second.returncode == 1
    assert f"is open already, at http://127.0.0.1:{port}." in second.stderr
    assert "make run STATE=.practice-2" in second.stderr
