"""Whom somebody has to tell, in which words, and the buttons that say it is done."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote

from slack_sdk.models.blocks import ButtonElement
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import (
    Blocks,
    actions,
    button,
    context_line,
    divider,
    escape,
    section,
)
from bot.views.block_kit.carried import carried
from scheduling.model import InterviewState, Untold
from scheduling.results import UntoldPeople
from scheduling.wording.saying.notices.untold import subject_to_pass_on, words_to_pass_on

OPEN = "untold_open"
DONE = "untold_done"
BY_MAIL = "untold_by_mail"
_SHOWN = 10
_LONGEST_LINK = 2_000
"""What programs for mail take, and a line of Slack's has room for."""

_OUTDATED = (
    ":warning: It is not as it was when you saw it, so nothing was noted. If you have told them "
    "that already, tell them this as well."
)

EntryOf = Callable[..., str | None]
"""Where an interview is downloaded for somebody's calendar, by `interview_id` and `person_id`."""


def people_to_tell_button() -> ButtonElement:
    """Return the button that shows whom somebody has to tell."""
    return button("People to tell", action_id=OPEN)


def untold_view(people: UntoldPeople, *, entry_of: EntryOf) -> View:
    """Return the list, earliest interview first."""
    blocks = _blocks(people, entry_of)
    return View(type="modal", title="People to tell", close="Close", blocks=blocks)


def told_value(untold: Untold) -> str:
    """Return what the button carries: both ids, and since when it is to be told."""
    return f"{untold.news.interviews[0].id}:{untold.person.id}:{untold.at.isoformat()}"


@carried()
def read_told(value: str) -> tuple[int, int, datetime | None]:
    """Return the ids of the interview and of the person, and since when it was owed.

    A button of an earlier version does not say the last.
    """
    interview_id, person_id, *since = value.split(":", 2)
    at = datetime.fromisoformat(since[0]) if since else None
    if at is not None and at.tzinfo is None:
        raise ValueError(at)
    return int(interview_id), int(person_id), at


def _blocks(people: UntoldPeople, entry_of: EntryOf) -> Blocks:
    if not people.untold:
        return [section("Nobody: everybody has been told.")]
    blocks: Blocks = [section(_OUTDATED), divider()] if people.is_outdated else []
    if people.by_mail:
        count = len(people.by_mail)
        label = f"Tell these {count} by mail now" if count > 1 else "Tell this one by mail now"
        names = ", ".join(escape(each.person.name) for each in people.by_mail[:_SHOWN])
        more = f" and {count - _SHOWN} more" if count > _SHOWN else ""
        words = (
            f"Mail reaches {names}{more} by now. They get the words below, each by their own clock."
        )
        blocks += [section(words), actions(button(label, action_id=BY_MAIL)), divider()]
    for each in people.untold[:_SHOWN]:
        blocks += _one(each, entry_of)
    hidden = len(people.untold) - _SHOWN
    return (
        [*blocks, context_line(f"and {hidden} more, once these are told")] if hidden > 0 else blocks
    )


def pass_on_blocks(untold: Untold, *, entry: str | None = None) -> Blocks:
    """Return the words for somebody, and a mail of one's own with them where that can be.

    `entry` is where the interview is downloaded for their calendar.
    """
    words = words_to_pass_on(untold)
    return [
        section(f"*{escape(untold.person.name)}*: “{escape(words)}”"),
        *_way_to(untold, words, entry),
    ]


def _entry(untold: Untold, entry_of: EntryOf) -> str | None:
    """Where it is downloaded for their calendar, if there it is to stand."""
    (interview,) = untold.news.interviews
    if interview.state is InterviewState.CANCELLED or untold.person not in interview.people:
        return None
    return entry_of(interview_id=interview.id, person_id=untold.person.id)


def _one(untold: Untold, entry_of: EntryOf) -> Blocks:
    name = untold.person.name
    done = button(
        "I have told them",
        action_id=DONE,
        value=told_value(untold),
        spoken=f"I have told {name}",
    )
    return [
        *pass_on_blocks(untold, entry=_entry(untold, entry_of)),
        actions(done),
        divider(),
    ]


def _way_to(untold: Untold, words: str, entry: str | None) -> Blocks:
    """A mail of one's own, begun with the words; by `quote`, since + stays + in a mail."""
    ways = [] if untold.person.email is None else [_mail_to(untold.person.email, untold, words)]
    if entry is not None:
        ways.append(f"<{entry}|Entry for their calendar (.ics), to go with it>")
    return [context_line(" · ".join(ways))] if ways else []


def _mail_to(address: str, untold: Untold, words: str) -> str:
    link = f"mailto:{quote(address, safe='@')}?subject={quote(subject_to_pass_on(untold))}"
    whole = f"{link}&body={quote(words)}"
    if len(whole) <= _LONGEST_LINK:
        return f"<{whole}|Write to {escape(address)}>"
    return f"<{link}|Write to {escape(address)}>, with the words above"
