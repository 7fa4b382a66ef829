"""The practice workspace: what its people did before somebody tries it goes as its script says."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from databases import new_database

from journeys.office import ROOT, Office, bot_in
from sandbox.practice.script import read_script
from sandbox.practice.workspace import Files, practice

PRACTICE = ROOT / "practice"
SCRIPT = read_script(PRACTICE / "first_day.toml")


@contextmanager
def first_day(folder: Path, said: list[str]) -> Iterator[Office]:
    """The workspace as `make run` opens it for the first time, with the bot in it."""
    files = Files(
        state=folder,
        manifest=ROOT / "manifest.json",
        people=PRACTICE / "people.toml",
        script=PRACTICE / "first_day.toml",
        clock=folder / "clock",
    )
    with practice(files, port=0, say=said.append) as opened:
        office = Office(slack=opened.sandbox, database_url=new_database(folder))
        given = opened.environment.items()
        mail = {name.lower(): value for name, value in given if name[:4] in ("SMTP", "MAIL")}
        with bot_in(office, clock_file=files.clock, **mail):
            yield office


def test_the_first_day_is_played_to_its_end_and_its_things_to_try_work(tmp_path: Path) -> None:
    said: list[str] = []

    with first_day(tmp_path, said) as office:
        carla, ines = office.carla, office.ines
        office.slack.waits_until(lambda: '"script_played": true' in saved(tmp_path) or said)

        ines.types("/availability weekdays 13-17")
        ines.sees("Saved")
        carla.types("/find-slots Carl with @ines @ivo")
        carla.presses("Book…")
        hours = next(spot for spot in carla.modal.controls if spot.kind == "static_select")
        carla.chooses(hours.names[0], hours.element["options"][0]["value"])
        carla.submits()
        office.ivo.sees("Can't make it")
        office.ivo.opens_home()
        carla.closes()
        carla.types("/find-slots Ana Alves")
        carla.presses("Book…")
        carla.submits()
        carla.sees("Ana Alves is told by mail")
        carla.closes()
        office.slack.waits_until(lambda: read_first_mail(office))
        office.slack.waits_until(lambda: (tmp_path / "clock.next").read_text())
        assert moved_to_what_is_next(office)

        office.ivo.sees("Reminder, ")
        carla.types("/distribute all next week")
        carla.sees("Nothing is booked yet")

        assert said == []
        assert office.slack.tried == [each["text"] for each in SCRIPT.try_this]


def saved(folder: Path) -> str:
    """What the workspace has saved so far."""
    return (folder / "state.json").read_text(encoding="utf-8")


def read_first_mail(office: Office) -> bool:
    """As whoever presses it in the page does; False while there is none."""
    try:
        with urlopen(f"{office.slack.url}/sandbox/mail/1") as answer:
            return bool(json.load(answer)["to"] == "ana@example.com")
    except HTTPError as none:
        none.close()
        return False


def moved_to_what_is_next(office: Office) -> bool:
    """As the page's button does it."""
    body = json.dumps({"to": "next"}).encode()
    request = Request(f"{office.slack.url}/sandbox/clock", data=body)
    request.add_header("Content-Type", "application/json")
    with urlopen(request) as answer:
        return bool(json.load(answer)["ok"])
