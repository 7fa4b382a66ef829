"""The Home tab: my next interviews, my hours, and the ways to everything else."""

from slack_sdk.models.views import View

from bot.views.block_kit.blocks import (
    Blocks,
    actions,
    button,
    context_line,
    divider,
    escape,
    header,
    section,
)
from bot.views.distribution.form import OPEN_FORM as OPEN_DISTRIBUTE
from bot.views.hours.overview import summary_lines
from bot.views.hours.words import open_button
from bot.views.interviews.upcoming import OPEN as OPEN_INTERVIEWS
from bot.views.interviews.upcoming import interview_rows, names_in
from bot.views.register.people import OPEN_CANDIDATE, OPEN_SELF
from bot.views.slots.found import OPEN_FORM as OPEN_FIND_SLOTS
from scheduling.results import HomeState


def home_view(state: HomeState) -> View:
    """Return the Home tab as it stands for its reader."""
    blocks = [
        *_welcome(state),
        header("Your next interviews"),
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
    hours.style = "primary"
    interviews = "All interviews" if actor.is_coordinator else "My interviews"
    everybodys = actions(
        hours,
        button("My registration", action_id=OPEN_SELF),
        button("Find slots", action_id=OPEN_FIND_SLOTS),
        button(interviews, action_id=OPEN_INTERVIEWS),
    )
    # Of a longer row, Slack hides the end.
    coordinators = actions(
        button("Distribute", action_id=OPEN_DISTRIBUTE),
        button("Register a candidate", action_id=OPEN_CANDIDATE),
    )
    more = [coordinators] if actor.is_coordinator else []
    return [context_line(_standing(state)), everybodys, *more]


def _standing(state: HomeState) -> str:
    actor = state.actor
    roles = []
    if actor.person is not None and actor.person.role is not None:
        roles.append(str(actor.person.role))
    if actor.is_coordinator:
        roles.append("coordinator")
    who = " and ".join(roles) or "not registered yet"
    return f"{escape(actor.name)} – {who} · Times here are *{escape(actor.time_zone)}* time."


def _interviews(state: HomeState) -> Blocks:
    if not state.interviews:
        return [section("None ahead. You get a message as soon as one is booked.")]
    shown = names_in(state.interviews)
    blocks: Blocks = []
    for interview in state.interviews:
        blocks += [*interview_rows(interview, shown, reader=state.actor), divider()]
    hidden = state.total - len(state.interviews)
    return [*blocks, context_line(f"and {hidden} more: `/interviews`")] if hidden > 0 else blocks


def _hours(state: HomeState) -> Blocks:
    actor = state.actor
    lines = summary_lines(actor.person, state.availability, reader=actor, now=state.now)
    return [section(line) for line in lines]
