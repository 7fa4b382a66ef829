"""A week of one coordinator, one interviewer and one candidate: every message, as they read it.

The week is kept in `a_week.txt`, to be read aloud whenever a message has changed:
`make story` writes it anew.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

from journeys.arranged import all_is_told, book_labels, declines
from journeys.buttons import named_alike
from journeys.office import MONDAY, Office, bot_in, workspace_of
from sandbox.state.people import person
from sandbox.testing.user import User
from sandbox.testing.views import SeenMessage, SeenView

STORY = Path(__file__).with_name("a_week.txt")
WEEK = (
    person("Carla Costa", tz="Europe/Lisbon", is_admin=True),
    person("Gerd Groß", tz="Europe/Berlin", locale="de-DE"),
    person("Amy Adams", tz="America/New_York", locale="en-US"),
)


@dataclass(kw_only=True)
class Diary:
    """What its people do, and what each of them has before them afterwards."""

    office: Office
    people: tuple[User, ...]
    lines: list[str] = field(default_factory=list)
    seen: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def day(self, words: str) -> None:
        """Begin a part of the story."""
        self.lines += [f"== {words} ==", ""]

    def then(self, words: str) -> None:
        """Tell what somebody has done, and every message that has come of it."""
        all_is_told(self.office)
        self.lines += [words, *self._news(), ""]

    def shows(self, name: str, view: SeenView) -> None:
        """Tell what stands in a form or on the Home tab."""
        place = f"“{view.title}”" if view.title else "their Home tab"
        self.lines += [*_quoted(f"{name} sees {place}", view.text, view.labels), ""]

    def _news(self) -> Iterator[str]:
        for one in self.people:
            for message in one.messages:
                place = one.id, message.channel, message.ts
                told = "\n".join(_quoted(_head(one, message), message.text, message.labels))
                if message.from_app and self.seen.get(place) != told:
                    self.seen[place] = told
                    yield told


def test_the_messages_of_a_week_are_those_that_were_read_aloud(tmp_path: Path) -> None:
    with workspace_of(tmp_path, *WEEK, now=MONDAY) as office, bot_in(office):
        story = told(office)
        alike = named_alike(office.slack.traffic)

    if os.environ.get("WRITE_STORY"):
        STORY.write_text(story, encoding="utf-8")
    assert story == STORY.read_text(encoding="utf-8"), "make story writes it anew"
    assert alike == []


def told(office: Office) -> str:
    carla, gerd, amy = office.carla, office.gerd, office.amy
    diary = Diary(office=office, people=(carla, gerd, amy))
    typed(diary, "Gerd", gerd, "/availability Tue, Thu 13-17 every week")
    typed(diary, "Amy", amy, "/register candidate")
    typed(diary, "Amy", amy, "/availability tomorrow and Thursday 7 AM - 11 AM")
    typed(diary, "Carla", carla, "/find-slots Amy with @gerd this week")
    found = carla.sees("Times are yours")
    carla.presses(book_labels(found)[0], in_=found)
    diary.shows("Carla", carla.sees_in_modal("Book an interview"))
    carla.submits()
    diary.shows("Carla", carla.sees_in_modal("Booked"))
    carla.closes()
    diary.then("Carla has pressed “Book”.")
    later(diary, "Monday, a day ahead", datetime(2026, 11, 9, 12, tzinfo=UTC))
    office.amy.presses("Move", in_=office.amy.asks("/interviews", sees="Your interviews"))
    diary.then("Amy has typed “/interviews” and pressed “Move”.")
    diary.shows("Amy", amy.sees_in_modal("Move the interview"))
    amy.fills({"Hours that suit everybody": "Thu Nov 12, 9:00 AM EST"})
    amy.submits()
    diary.shows("Amy", amy.sees_in_modal("Moved"))
    amy.closes()
    diary.then("Amy has chosen Thursday.")
    carla.opens_home()
    diary.shows("Carla", carla.sees_in_home("Thu 12 Nov"))
    later(diary, "Wednesday, a day ahead", datetime(2026, 11, 11, 14, tzinfo=UTC))
    declines(gerd, in_=gerd.sees("Reminder, 24 hours ahead"), because="I have to see a dentist")
    noted = gerd.sees("Noted: you can't make it")
    carla.sees("Gerd Groß can't make it")
    diary.then("Gerd has pressed “Can't make it” and said why.")
    gerd.presses("I can after all", in_=noted)
    gerd.sees("after all (")
    carla.sees("Gerd Groß can make it after all")
    diary.then("Gerd presses “I can after all”.")
    later(diary, "Thursday, an hour ahead", datetime(2026, 11, 12, 13, tzinfo=UTC))
    later(diary, "Friday", datetime(2026, 11, 13, 9, tzinfo=UTC))
    typed(diary, "Gerd", gerd, "/availability off Tuesday")
    typed(diary, "Carla", carla, "/interviews")
    for name, one in (("Gerd", gerd), ("Amy", amy)):
        one.opens_home()
        diary.shows(name, one.sees_in_home("None ahead."))
    return "\n".join(diary.lines).rstrip() + "\n"


def typed(diary: Diary, name: str, one: User, text: str) -> None:
    one.asks(text)
    diary.then(f"{name} types {text}")


def later(diary: Diary, words: str, instant: datetime) -> None:
    clock = diary.office.slack.clock
    clock.forward(seconds=(instant - clock.now()) / timedelta(seconds=1))
    diary.day(words)
    diary.then(f"It is {instant:%H:%M} UTC.")


def _head(one: User, message: SeenMessage) -> str:
    name = {each.id: each.real_name.split()[0] for each in WEEK}[one.id]
    again = ", where something else stood" if message.edited else ""
    return f"{name} reads{again}"


def _quoted(head: str, text: str, labels: list[str]) -> list[str]:
    lines = text.split("\n")
    # The notification stands before the blocks, and says the same.
    twice = (half for half in count(len(lines) // 2, -1) if half < 1 or _begins_twice(lines, half))
    lines = lines[next(twice) :]
    buttons = [f"[{label}]" for label in labels]
    return [f"  {head}:", *(f"  | {line}" for line in lines if line not in labels)] + (
        [f"  | {' '.join(buttons)}"] if buttons else []
    )


def _begins_twice(lines: list[str], half: int) -> bool:
    return lines[:half] == lines[half : 2 * half]
