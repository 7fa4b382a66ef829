"""What is said back of a change of hours, with the way to undo it."""

from datetime import datetime, timedelta

from slack_sdk.models.blocks import Block

from bot.views.block_kit.blocks import Blocks, actions, bold_name, button, escape, section
from bot.views.hours.words import bullets, open_button, other_id
from bot.views.interviews.conflict import conflict_blocks, conflict_words, my_conflict_blocks
from bot.views.register.people import OPEN_SELF
from scheduling.model import Actor, AvailabilityWindow, Person, RequestContext
from scheduling.results import AvailabilityChange
from scheduling.timespan import Span, clock_words, words_for, zone_letters
from scheduling.wording.saying import length_words, window_words
from scheduling.wording.saying.hours import entry_words

UNDO = "availability_undo"
_MOST_CHANGES = 4


def given_message(given: AvailabilityChange, *, context: RequestContext) -> Blocks:
    """Say back what was understood and saved, with a button to undo it."""
    buttons = [open_button("See all hours", given.person, context.actor)]
    if given.newly_registered and other_id(given.person, context.actor) is None:
        # The zone is the one that Slack knows, which is not always where somebody is.
        buttons.append(button("Change my time zone", action_id=OPEN_SELF))
    if given.undo is not None:
        buttons.insert(0, button("Undo", action_id=UNDO, value=given.undo))
    said = section(given_words(given, context=context))
    return [said, actions(*buttons), *_conflicts(given, context.actor)]


def given_row(given: AvailabilityChange, *, context: RequestContext) -> Block:
    """Say it back in the list that the change was made in."""
    undo = button("Undo", action_id=UNDO, value=given.undo) if given.undo is not None else None
    words = given_words(given, context=context)
    if given.conflicts:
        # The list is full of buttons: theirs are in the answer and in `/interviews`.
        words = f"{words}\n{_conflict_lines(given, context.actor)}"
    return section(words, accessory=undo)


def given_words(given: AvailabilityChange, *, context: RequestContext) -> str:
    """Say the same without blocks, for notifications and screen readers."""
    is_own = other_id(given.person, context.actor) is None
    whose = "" if is_own else f" for {bold_name(given.person)}"
    lines = _changes(given, f"{whose} ({escape(given.person.time_zone)} time)")
    if given.accepted:
        lines.append(_accepted(given, context.actor))
    if given.joined and given.added:
        lines.append("Hours that touch or overlap were joined into one.")
    if given.too_short:
        lines.append(_too_short(given, context))
    lines += [_covers(*change, given.person) for change in given.clock_changes[:_MOST_CHANGES]]
    if given.newly_registered:
        lines.append(_registered(given.person, context.actor))
    return "\n".join(lines)


def undone_words(given: AvailabilityChange, *, context: RequestContext) -> str:
    """Say that a change was undone."""
    is_own = other_id(given.person, context.actor) is None
    whose = "Your hours are" if is_own else f"The hours of {bold_name(given.person)} are"
    return f"Undone. {whose} as they were before ({escape(given.person.time_zone)} time)."


def _conflicts(given: AvailabilityChange, actor: Actor) -> Blocks:
    """The interviews that lie outside the hours now, with what can be done about each."""
    if other_id(given.person, actor) is None:
        return my_conflict_blocks(given.conflicts, reader=actor)
    return conflict_blocks(given.conflicts, given.person, reader=actor)


def _conflict_lines(given: AvailabilityChange, actor: Actor) -> str:
    whose = None if other_id(given.person, actor) is None else given.person
    shown = given.conflicts[:_MOST_CHANGES]
    lines = [conflict_words(each, whose, reader=actor) for each in shown]
    return "\n".join([*lines, "`/interviews` has the buttons for each."])


def _changes(given: AvailabilityChange, where: str) -> list[str]:
    """What became of it, a list for each; whose and in which zone is said once."""
    lists = (
        ("Saved", given.added),
        ("There already", given.already),
        ("Instead of" if given.added else "Removed", given.removed),
        ("Taken out because of the time off", given.cut),
    )
    lines: list[str] = []
    for head, entries in lists:
        if entries:
            lines.append(f"{head}{'' if lines else where}:\n{bullets(entry_words(entries))}")
    has_changed = given.undo is not None or given.accepted
    return lines if has_changed else [*lines, f"Nothing was changed{'' if lines else where}."]


def _accepted(given: AvailabilityChange, actor: Actor) -> str:
    """Which hours that had been declined are taken back into account."""
    is_own = other_id(given.person, actor) is None
    who = "You" if is_own else bold_name(given.person)
    hours = [words_for(start, zone=given.person.zone) for start in given.accepted]
    shown = "; ".join(hours[:_MOST_CHANGES])
    more = f" and {len(hours) - _MOST_CHANGES} more" if len(hours) > _MOST_CHANGES else ""
    return f"{who} had said not to be able to make it on {shown}{more}: that no longer counts."


def _too_short(given: AvailabilityChange, context: RequestContext) -> str:
    """Whose hour it is matters to those whose clocks show other minutes."""
    theirs, ours = (
        context.now.astimezone(zone) for zone in (given.person.zone, context.rules.zone)
    )
    of_zone = f" of {context.rules.time_zone}" if theirs.minute != ours.minute else ""
    why = f"interviews take an hour and start on the hour{of_zone}"
    if len(given.too_short) == len(given.added):
        return f"By itself that offers no slot: {why}."
    head = "By itself this offers" if len(given.too_short) == 1 else "By themselves these offer"
    return f"{head} no slot: {why}.\n{bullets(entry_words(given.too_short))}"


def _covers(window: AvailabilityWindow, spans: tuple[Span, ...], person: Person) -> str:
    total = length_words(sum((span.end - span.start for span in spans), timedelta()))
    parts = " and ".join(
        f"{_clock(span.start, person)} to {_clock(span.end, person)}" for span in spans
    )
    return f"The clocks change then: {escape(window_words(window))} is {parts}, {total} in all."


def _clock(instant: datetime, person: Person) -> str:
    letters = zone_letters(instant, zone=person.zone)
    return f"{clock_words(instant, zone=person.zone)} {letters}"


def _registered(person: Person, actor: Actor) -> str:
    zone = escape(person.time_zone)
    if other_id(person, actor) is None:
        return (
            f"You are registered as an interviewer now: {bold_name(person)}, {zone}. "
            "`/register` changes that."
        )
    return f"{bold_name(person)} is registered as an interviewer now, {zone}."
