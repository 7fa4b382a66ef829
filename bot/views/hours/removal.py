"""What is asked before hours are taken away, for a while or for good."""

import json
from collections.abc import Sequence
from datetime import date, timedelta

from slack_sdk.models.blocks import DatePickerElement, InteractiveElement

from bot.views.block_kit.blocks import (
    LONGEST_OPTION,
    Blocks,
    actions,
    bold_name,
    button,
    escape,
    section,
)
from bot.views.hours.readings import READING_ACTIONS, ReadingPlace, reading_value
from bot.views.hours.words import bullets, open_button, other_id
from scheduling.availability import HoursChange
from scheduling.model import Actor, Availability, Person
from scheduling.wording.saying import date_words
from scheduling.wording.saying.hours import entry_words
from scheduling.wording.saying.marked import clipped

PAUSE_UNTIL = "availability_pause_until"
CLEAR = "availability_clear"
KEEP = "availability_keep"
REMOVAL_ACTIONS = tuple(f"availability_remove_{number}" for number in range(4))
NOTHING_THERE = "There are no hours to remove."
KEPT = "Your hours are as they were. Nothing was removed."
_WEEKS = {1: "One week", 2: "Two weeks"}
_ONE_DAY = timedelta(days=1)


def pause_message(whose: ReadingPlace, person: Person | None, *, today: date) -> Blocks:
    """Ask for how long nobody is to book somebody: None is the reader."""
    buttons: list[InteractiveElement] = []
    for (weeks, label), action_id in zip(_WEEKS.items(), READING_ACTIONS, strict=False):
        last = today + weeks * 7 * _ONE_DAY - _ONE_DAY
        place = ReadingPlace(
            sentence=off_until(last, today=today),
            person_id=whose.person_id,
            member_id=whose.member_id,
        )
        spoken = f"{label}: until {date_words(last)}"
        value = reading_value(place)
        buttons.append(button(label, action_id=action_id, value=value, spoken=spoken))
    buttons.append(DatePickerElement(action_id=PAUSE_UNTIL, placeholder="Last day off"))
    # A date picker remembers nothing itself, but the row that it stands in does.
    row = actions(*buttons, block_id=reading_value(whose))
    return [section(pause_words(person)), row]


def pause_words(person: Person | None) -> str:
    """Say the question without blocks."""
    whom = "you" if person is None else bold_name(person)
    return (
        f"For how long should nobody book {whom}, from today on? Weekly hours hold again "
        "afterwards. Nothing is saved yet."
    )


def off_until(last: date, *, today: date) -> str:
    """Return the sentence that takes all days off from today to the last one."""
    return f"off {today} - {last}"


def clear_question(person: Person, stands: Availability, *, actor: Actor) -> Blocks:
    """Show all that would go, and ask."""
    value = json.dumps({"person": other_id(person, actor), "version": stands.version})
    return [
        section(f"{clear_words(person, actor=actor)}\n{bullets(entry_words(stands.entries))}"),
        actions(
            button("Remove all hours", action_id=CLEAR, value=value, style="danger"),
            button("Keep them", action_id=KEEP),
        ),
    ]


def clear_words(person: Person, *, actor: Actor) -> str:
    """Say the question without blocks."""
    whose = "your hours" if other_id(person, actor) is None else f"the hours of {bold_name(person)}"
    return f"Remove all of {whose}, time off as well? It can be undone afterwards."


def read_clear(value: str) -> tuple[int | None, int]:
    """Return whose hours the button removes (None: the presser's), and in which version."""
    memory = json.loads(value)
    return memory["person"], memory["version"]


def removal_question(
    ways: Sequence[tuple[HoursChange, ReadingPlace]],
) -> Blocks:
    """Show what each way of reading would take away, with a button for each."""
    buttons, lines = [], []
    for (change, place), action_id in zip(ways, REMOVAL_ACTIONS, strict=False):
        label, spoken, shown = _way(change)
        value = reading_value(place)
        buttons.append(button(label, action_id=action_id, value=value, spoken=spoken))
        lines.append(section(shown))
    return [section(REMOVAL_WORDS), *lines, actions(*buttons)]


def _way(change: HoursChange) -> tuple[str, str, str]:
    """The words of a button, those spoken, and what it takes away, or what it leaves of it."""
    removed, left = entry_words(change.removed), entry_words(change.added)
    if left:
        label = clipped(f"Leave {_inside(left[-1])}", LONGEST_OPTION)
        shown = f"{bullets(removed)}\nwould become\n{bullets(left)}"
        return label, f"Leave {'; '.join(left)}", shown
    one = f"Remove {_inside(removed[0])}"
    label = one if len(removed) == 1 else f"Remove these {len(removed)}"
    return label, f"Remove {'; '.join(removed)}", bullets(removed)


REMOVAL_WORDS = "Which of these do you mean? Nothing is removed yet."


def _inside(line: str) -> str:
    """Write a line as it stands within a sentence."""
    return line.replace("Every", "every", 1).replace("Off", "time off", 1)


def nothing_to_remove(text: str, person: Person | None, *, actor: Actor) -> Blocks:
    """Say that there are no such hours, and what leaves a day out of weekly ones."""
    return [
        section(nothing_words(text)),
        actions(open_button("See all hours", person, actor)),
    ]


def nothing_words(text: str) -> str:
    """Say the same without blocks."""
    return (
        f"I found no hours on “{escape(text)}”, so nothing was removed. To leave a single day out "
        "of weekly hours, take it off: `/availability off tomorrow`."
    )
