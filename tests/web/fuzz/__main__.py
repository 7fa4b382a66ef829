"""`python -m web.fuzz SCHEMATHESIS`: the bot beside the sandbox, and schemathesis upon it."""

import argparse
import logging
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import databases
from journeys.conftest import MONDAY
from journeys.office import office_in
from ports import free_port
from web.programs import PRACTICE, Program

HERE = Path(__file__).parent
_COUNT = re.compile(
    r'onthehour_api_seconds_count{method="(?P<method>GET|POST|PUT)",path="(?P<path>\S+)",'
    r'status="(?P<status>\d+)"} (?P<count>\S+)'
)


def main() -> int:
    """Give the status that schemathesis ends with, or 1 if something broke on our side."""
    told, more = _parser().parse_known_args()
    logging.basicConfig(level="ERROR")
    port = free_port()
    with (
        tempfile.TemporaryDirectory() as folder,
        databases.server_in(Path(folder) / "server"),
        databases.running_on(told.database),
        office_in(
            Path(folder),
            now=MONDAY,
            http_port=port,
            api_token=PRACTICE,
            api_rate=1_000_000,
            distribution_seconds=1,
        ),
    ):
        program = Program(f"http://127.0.0.1:{port}")
        _move_in(program)
        status = _tried(told.schemathesis, program, more, cwd=folder)
        for line in _answers(program):
            sys.stdout.write(f"{line}\n")
        return status


def _move_in(program: Program) -> None:
    """People with low ids, hours and interviews, so that what is guessed is often there."""
    ids = [program.registers(f"Person {number}") for number in range(1, 9)]
    for user in ids:
        program.gives(user, "9:00 AM", "5:00 PM", weekly=["mon", "tue", "wed", "thu"])
    for number, user in enumerate(ids[1:4]):
        booked = program.books(ids[0], user, start=f"2026-11-1{number}T10:00:00Z")
        assert booked.status == 201, booked.body


def _tried(schemathesis: str, program: Program, more: list[str], *, cwd: str) -> int:
    command = [
        str(Path(schemathesis).absolute()),
        "--config-file",
        str(HERE / "schemathesis.toml"),
        "run",
        f"{program.address}/api/openapi.json",
        "--header",
        f"Authorization: Bearer {program.token}",
        *more,
    ]
    ours = {"PYTHONPATH": str(HERE), "SCHEMATHESIS_HOOKS": "checks"}
    # It leaves files behind wherever it runs.
    return subprocess.run(command, env=os.environ | ours, cwd=cwd, check=False).returncode


def _answers(program: Program) -> Iterator[str]:
    """How often each call was answered with each status, as the bot's own figures say."""
    found: dict[str, list[str]] = {}
    for line in program.get("/metrics").body.decode().splitlines():
        told = _COUNT.fullmatch(line)
        if told and told["status"] != "405":
            call = f"{told['method']:5} {told['path']}"
            found.setdefault(call, []).append(f"{told['status']}: {float(told['count']):.0f}")
    yield "\nAnswers:"
    for call, statuses in sorted(found.items()):
        yield f"  {call:40} {', '.join(sorted(statuses))}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m web.fuzz", description=__doc__)
    parser.add_argument("schemathesis", help="its program; what follows is handed on to it")
    parser.add_argument(
        "--database", type=databases.Kind, default=databases.Kind.SQLITE, choices=databases.Kind
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
