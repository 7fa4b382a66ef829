"""The practice workspace: what its people did before somebody tries it goes as its script says."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from databases import new_database
from ports import free_port

from journeys.office import ROOT, Office, bot_in
from journeys.outside import browser_for, first_hour_of, link_in, opens, sends
from sandbox.practice.script import read_script
from sandbox.practice.workspace import Files, practice
from sandbox.testing.user import User

PRACTICE = ROOT / "practice"
ANA, BEN = "ana@example.com", "ben@example.com"
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
        port = free_port()
        here: dict[str, Any] = {"http_port": port, "public_url": f"http://127.0.0.1:{port}"}
        here["calendar_private_hosts"] = (opened.sandbox.url.removeprefix("http://"),)
        with bot_in(office, clock_file=files.clock, **here, **mail):
            yield office


def test_the_first_day_is_played_to_its_end_and_its_things_to_try_work(tmp_path: Path) -> None:
    said: list[str] = []

    with first_day(tmp_path, said) as office:
        carla, ines = office.carla, office.ines
        office.slack.waits_until(lambda: '"script_played": true' in saved(tmp_path) or said)

        what_comes_to_nothing_is_tried(office)
        assert office.slack.tried == []

        ines.types("/availability weekdays 13-17")
        ines.sees("Saved")
        carla.types("/find-slots Carl with @ines @ivo")
        carla.presses("Book…")
        hours = next(spot for spot in carla.modal.controls if spot.kind == "static_select")
        value = hours.element["options"][0]["value"]
        carla.chooses(hours.names[0], value)
        carla.submits()
        office.ivo.sees("Can't make it")
        office.ivo.opens_home()
        carla.closes()
        ines.calendar.moves("Dentist", to=datetime.fromtimestamp(float(value), UTC))
        ines.opens_home()
        ines.presses("My calendars")
        ines.presses("Read now")
        ines.sees("Something new is in your calendar")
        ines.closes()
        carla.types("/find-slots Ana Alves")
        carla.presses("Book…")
        carla.submits()
        carla.sees("Ana Alves is told by mail")
        carla.closes()
        office.slack.waits_until(lambda: mail_to(office, ANA))
        candidates_do_their_part(office)
        office.slack.waits_until(lambda: comes_to_the_reminder(office))
        carla.types("/distribute all next week")
        carla.sees("Nothing is booked yet")

        assert said == []
        assert office.slack.tried == [each["text"] for each in SCRIPT.try_this]
        what_the_readme_shows_works_in_its_order(carla)


README = (ROOT / "README.md").read_text(encoding="utf-8")
NAMING_SOMEBODY = re.compile(r"`(/[^`]*(?:\b(?:Carl|Ana|Ben|Dora|Ines|all|rebalance)\b|@)[^`]*)`")
ANSWERS = {
    "/availability for Ines: calendar": "Local calendar",
    "/availability for Carl: tomorrow 9-12": "Saved for Carl Chen",
    "/availability ask Carl": "A link for Carl Chen",
    "/find-slots Carl with @ines @ivo": "Times are yours",
    "/find-slots Carl with any of @backend": "Times are yours",
    "/find-slots Carl next week": "for Carl Chen with anybody",
    # Whatever day it is.
    "/find-slots Carl tomorrow afternoon": "for Carl Chen with anybody",
    "/find-slots @ines @ivo any": "Times are yours",
    "/distribute Ana and Ben next week": "can be interviewed",
    "/distribute all next week": "can be interviewed",
    "/distribute all next week mornings max 2 a day": "at most 2 a day",
    "/distribute rebalance": "Planned again",
    "/interviews Carl next week": "Carl Chen",
    "/interviews place Carl: Room 4": "Where: Room 4",
    "/register candidate Dora Diaz dora@example.com Europe/Madrid": "is registered as a candidate",
    "/register candidate Dora D.": "is registered as a candidate",
    "/register coordinator @ivo": "Ivo Ito is a coordinator now",
    "/register not coordinator @ivo": "is no coordinator any more",
    "/register merge Dora D. into Dora Diaz": "Merge Dora D. into Dora Diaz?",
    "/register outcome Carl Chen hired": "has an interview ahead. Cancel it as well?",
    "/register remove Dora Diaz": "Remove Dora Diaz?",
    "/register export Carl Chen": "All that I hold about Carl Chen",
    "/register erase Dora Diaz": "Erase Dora Diaz for good?",
}
"""What is answered to each command of the README that needs somebody, or what they have, in order.
"""
PRESSED = {
    "/distribute all next week mornings max 2 a day": ("Book it", "interview booked"),
    "/register merge Dora D. into Dora Diaz": ("Merge", "Merged: Dora Diaz"),
    "/register remove Dora Diaz": ("Remove", "Removed: Dora Diaz"),
}
"""What its reader presses, and is told then, so that the next commands find what they are about."""


def what_the_readme_shows_works_in_its_order(carla: User) -> None:
    section = README.partition("## What you can type")[2].partition("\n## ")[0]
    shown = dict.fromkeys(NAMING_SOMEBODY.findall(section))
    assert list(shown) == list(ANSWERS)
    for typed, words in ANSWERS.items():
        before = carla.messages
        carla.types(typed)
        if typed.endswith("calendar"):
            carla.sees_in_modal(words)
            carla.closes()
            continue
        answer = carla.sees(words, besides=before)
        if typed in PRESSED:
            label, told = PRESSED[typed]
            carla.presses(label, in_=answer)
            carla.sees(told, besides=before)


def what_comes_to_nothing_is_tried(office: Office) -> None:
    """Each step's command, and what else belongs to it, in a way that leads nowhere."""
    carla, ines = office.carla, office.ines
    ines.asks("/availability weekdays 17")
    for text in ("/find-slots Nobody", "/availability ask Nobody", "/distribute all yesterday"):
        carla.asks(text)
    carla.asks("/find-slots Carl with @isla on Sunday")
    office.ivo.reads()
    office.ivo.opens_home()
    office.slack.clock.forward(minutes=1)


def saved(folder: Path) -> str:
    """What the workspace has saved so far."""
    return (folder / "state.json").read_text(encoding="utf-8")


def candidates_do_their_part(office: Office) -> None:
    """Ana moves her interview; Ben gives hours, picks one, and cancels that."""
    carla, ana = office.carla, link_in(mail_to(office, ANA))
    browser = browser_for(mail_to(office, ANA))
    choices = opens(browser, opens(browser, ana).link("/move"))
    sends(browser, first_hour_of(choices, "/move"))
    carla.types("/availability ask Ben Brook")
    office.slack.waits_until(lambda: mail_to(office, BEN))
    ben = link_in(mail_to(office, BEN))
    sends(browser, opens(browser, ben).form("/words").fills(words="Friday 9-17"))
    carla.sees("Ben Brook has given hours")
    carla.opens_home()
    carla.presses("Ask a candidate")
    carla.fills({"Candidate": "Ben Brook", "What for": "Let them pick an hour"})
    carla.submits()
    offered = opens(browser, link_in(carla.modal.text))
    carla.closes()
    sends(browser, first_hour_of(offered, "/pick"))
    ask = opens(browser, opens(browser, ben).link("/cancel"))
    sends(browser, ask.form("/cancel").fills(why="I am ill"))


def mail_to(office: Office, address: str) -> str:
    """The text of the newest mail to somebody, read as on the page; empty while there is none."""
    with urlopen(f"{office.slack.url}/sandbox/mail") as answer:
        numbers = [each["number"] for each in json.load(answer)["mail"] if each["to"] == address]
    if not numbers:
        return ""
    with urlopen(f"{office.slack.url}/sandbox/mail/{numbers[-1]}") as answer:
        return str(json.load(answer)["text"])


def comes_to_the_reminder(office: Office) -> bool:
    """Whether Ivo is reminded; else press the page's button that moves on to what is next.

    That may be a mail to somebody, or nothing that the bot has said yet: then it is refused.
    """
    if any("Reminder, " in text for text in office.ivo.messages_from_app):
        return True
    body = json.dumps({"to": "next"}).encode()
    request = Request(f"{office.slack.url}/sandbox/clock", data=body)
    request.add_header("Content-Type", "application/json")
    try:
        urlopen(request).close()
    except HTTPError as refused:
        refused.close()
    return False
