"""The Home tab: my next interviews, my hours, and the ways to everything else."""

import re
from collections.abc import Iterable
from itertools import groupby

from slack_sdk.models.blocks import ButtonElement
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import (
    LONGEST_SECTION,
    Blocks,
    actions,
    button,
    context_line,
    divider,
    escape,
    header,
    section,
    without_tags,
)
from bot.views.block_kit.stale import silent_words
from bot.views.calendars.overview import home_rows
from bot.views.candidates.form import OPEN_FORM as OPEN_LINK
from bot.views.distribution.form import OPEN_FORM as OPEN_DISTRIBUTE
from bot.views.hours.overview import summary_lines
from bot.views.hours.words import open_button
from bot.views.interviews.listing import OPEN as OPEN_INTERVIEWS
from bot.views.interviews.listing import page_value
from bot.views.interviews.shown.people import names_in, who_meets
from bot.views.interviews.shown.rows import interview_rows
from bot.views.interviews.untold import people_to_tell_button
from bot.views.register.people import OPEN_CANDIDATE, OPEN_SELF
from bot.views.slots.found import OPEN_FORM as OPEN_FIND_SLOTS
from scheduling.messages.reasons import BY_HAND
from scheduling.model import Actor, Interview
from scheduling.model.interviews import InterviewFilter, Need
from scheduling.results import Arranged, HomeState
from scheduling.timespan import clock_words, day_words
from scheduling.wording.saying.marked import clipped

_LONGEST_SAID = 40
_LINK = re.compile(r" · <[^>]*\|Link>")


def home_view(state: HomeState) -> View:
    """Return the Home tab as it stands for its reader."""
    blocks = [
        *_welcome(state),
        *(_arranged(state, state.arranged) if state.arranged else []),
        *_interviews(state),
        header("Your hours"),
        *_hours(state),
    ]
    return View(type="home", blocks=blocks)


def trouble_home(sentence: str) -> View:
    """Return the tab when it can't be shown, with a sentence that says why."""
    return View(
        type="home", blocks=[section(sentence), context_line("Open this tab again to retry.")]
    )


def _welcome(state: HomeState) -> Blocks:
    actor = state.actor
    hours = open_button("My hours", actor.person, actor)
    mine = [hours, button("My registration", action_id=OPEN_SELF)]
    interviews = "All interviews" if actor.is_coordinator else "My interviews"
    found = [
        button("Find slots", action_id=OPEN_FIND_SLOTS),
        button(interviews, action_id=OPEN_INTERVIEWS),
    ]
    # What they come for is first, and stands out: who only arranges has no hours to give.
    first, *others = found + mine if _only_arranges(actor) else mine + found
    first.style = "primary"
    everybodys = actions(first, *others)
    # Of a longer row, Slack hides the end.
    coordinators = actions(
        button("Distribute", action_id=OPEN_DISTRIBUTE),
        button("Register a candidate", action_id=OPEN_CANDIDATE),
        button("Ask a candidate", action_id=OPEN_LINK),
    )
    more = [coordinators] if actor.is_coordinator else []
    return [context_line(_standing(state)), everybodys, *more]


def _only_arranges(actor: Actor) -> bool:
    return actor.is_coordinator and (actor.person is None or actor.person.role is None)


def _standing(state: HomeState) -> str:
    actor = state.actor
    roles = []
    if actor.person is not None and actor.person.role is not None:
        roles.append(str(actor.person.role))
    if actor.is_coordinator:
        roles.append("coordinator")
    who = " and ".join(roles) or "not registered yet"
    return f"{escape(actor.name)} – {who} · Times here are *{escape(actor.time_zone)}* time."


def _arranged(state: HomeState, arranged: Arranged) -> Blocks:
    """What a coordinator has to see to comes first, then what is ahead for everybody."""
    return [
        header(f"Waiting for you ({arranged.waiting_total})"),
        *_waiting(state, arranged),
        *([context_line(silent_words(arranged.silent))] if arranged.silent else []),
        header("Today and the week ahead"),
        *_coming(state, arranged),
    ]


def _waiting(state: HomeState, arranged: Arranged) -> Blocks:
    if not arranged.waiting:
        return [section("Nothing: every seat is taken, everybody is told, all within their hours.")]
    shown = names_in(arranged.waiting)
    blocks: Blocks = []
    if any(one.reason == BY_HAND for one in arranged.undelivered):
        blocks.append(actions(people_to_tell_button()))
    for interview in arranged.waiting:
        missed = arranged.undelivered
        rows = interview_rows(interview, shown, reader=state.actor, now=state.now, missed=missed)
        blocks += [*rows, divider()]
    if arranged.waiting_total > len(arranged.waiting):
        every = f"All {arranged.waiting_total} that wait"
        wanted = InterviewFilter(need=Need.ANYTHING)
        blocks.append(actions(_list_button(every, wanted)))
    return blocks


def _coming(state: HomeState, arranged: Arranged) -> Blocks:
    if not arranged.coming:
        later = arranged.total - arranged.coming_total
        words = "No interviews in the next seven days."
        return [section(f"{words} Later: {later}." if later else words)]
    zone, shown = state.actor.zone, names_in(arranged.coming)
    blocks: Blocks = []
    for day, several in groupby(arranged.coming, key=lambda each: day_words(each.start, zone=zone)):
        lines = [
            f"• {clock_words(each.start, zone=zone)}  {who_meets(each, shown)}{_said(each)}"
            + " :warning:" * (each.id in _ids(arranged.waiting))
            for each in several
        ]
        blocks.append(section(_fitting([f"*{day}*", *lines])))
    more = arranged.coming_total - len(arranged.coming)
    listed = f"{arranged.total} ahead in all" if more <= 0 else f"and {more} more of these days"
    return [*blocks, context_line(listed)]


def _fitting(lines: list[str]) -> str:
    """The lines of a day; of a day so full that Slack would cut it, without the links in them."""
    whole = "\n".join(lines)
    return whole if len(whole) <= LONGEST_SECTION else _LINK.sub("", whole)


def _said(interview: Interview) -> str:
    """What it is called, and where; a link is too long for a line among many, and opened by a word.

    What else the place says is in `/interviews`.
    """
    said = interview.details
    words = [said.title, "" if said.link else said.place]
    shown = "".join(f" · {escape(clipped(each, _LONGEST_SAID))}" for each in words if each)
    return f"{shown} · <{without_tags(said.link)}|Link>" if said.link else shown


def _ids(interviews: Iterable[Interview]) -> set[int]:
    return {interview.id for interview in interviews}


def _list_button(label: str, wanted: InterviewFilter) -> ButtonElement:
    """A button for a part of the list; a row has one of them at most."""
    return button(label, action_id=OPEN_INTERVIEWS, value=page_value(wanted))


def _interviews(state: HomeState) -> Blocks:
    heading = header("Your next interviews")
    if not state.interviews:
        # Who arranges interviews need not be in any.
        none = section("None ahead. You get a message as soon as one is booked.")
        return [] if state.arranged else [heading, none]
    shown = names_in(state.interviews)
    blocks: Blocks = [heading]
    for interview in state.interviews:
        blocks += [*interview_rows(interview, shown, reader=state.actor), divider()]
    hidden = state.total - len(state.interviews)
    return [*blocks, context_line(f"and {hidden} more: `/interviews`")] if hidden > 0 else blocks


def _hours(state: HomeState) -> Blocks:
    actor = state.actor
    lines = summary_lines(actor.person, state.availability, reader=actor, now=state.now)
    return [*map(section, lines), *home_rows(state)]
