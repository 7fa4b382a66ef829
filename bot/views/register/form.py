"""The forms by which people are registered, and how they are read back."""

import json
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    EmailInputElement,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
)
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import Blocks, actions, button, context_line, divider, field, option
from bot.views.block_kit.carried import carried
from bot.views.block_kit.fields import values_of
from bot.views.register.people import OPEN_CANDIDATE, with_article
from scheduling.errors import (
    AlreadyRegistered,
    EmailNotUsable,
    NameNotUsable,
    NameTaken,
    NobodyWithId,
    RoleInUse,
    SchedulingError,
    UnknownTimeZone,
)
from scheduling.model import LONGEST_NAME, Actor, Person, Role
from scheduling.timespan import Clock

SELF_VIEW = "register_self"
CANDIDATE_VIEW = "register_candidate"
ZONE_MENU = "time_zone_menu"
_NO_ROLE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateAnswers:
    """What was filled in about a candidate; `hours` as they would be typed, or empty.

    `person_id` is that of the candidate whom the form changes, None for a new one.
    """

    person_id: int | None
    name: str
    email: str | None
    time_zone: str
    clock: Clock | None
    hours: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfAnswers:
    """What was filled in about oneself; no role is that of a coordinator."""

    role: Role | None
    time_zone: str
    clock: Clock | None


def self_view(actor: Actor) -> View:
    """Return the form to register oneself, or to change how one is registered."""
    roles = [
        option("Interviewer", Role.INTERVIEWER, description="You give hours and interview"),
        option("Candidate", Role.CANDIDATE, description="You are being interviewed"),
    ]
    if actor.is_coordinator:
        neither = "You arrange interviews, and are in none"
        roles.append(option("Only coordinator", _NO_ROLE, description=neither))
    chosen = next(each for each in roles if each.value == _standing_role(actor))
    radio = RadioButtonsElement(action_id="value", options=roles, initial_option=chosen)
    blocks: Blocks = [
        context_line(_standing(actor)),
        field("You are", radio, block_id="role"),
        _zone_field(actor.time_zone, hint="Hours that you have given keep their time of day."),
        _clock_field(actor.style.clock, hint="How I write times to you."),
    ]
    if actor.is_coordinator:
        others = button("Register a candidate from outside Slack", action_id=OPEN_CANDIDATE)
        blocks += [divider(), actions(others)]
    return View(
        type="modal",
        callback_id=SELF_VIEW,
        title="Register",
        submit="Save",
        close="Cancel",
        blocks=blocks,
    )


def candidate_view(actor: Actor, *, changing: Person | None = None) -> View:
    """Return the form for a candidate who is not in the workspace, new or known."""
    zone = changing.time_zone if changing else actor.time_zone
    style = changing.style if changing else actor.style
    return View(
        type="modal",
        callback_id=CANDIDATE_VIEW,
        title="Change a candidate" if changing else "Register a candidate",
        submit="Save" if changing else "Register",
        close="Cancel",
        private_metadata=json.dumps({"person": changing.id if changing else None}),
        blocks=[
            context_line("For candidates outside Slack: you give their hours."),
            _name_field(changing),
            _email_field(changing),
            _zone_field(zone, hint="Theirs. Their hours are understood in this time zone."),
            _clock_field(style.clock, hint="For what you pass on to them."),
            *([] if changing else [_hours_field()]),
        ],
    )


@carried()
def read_self(view: dict[str, Any]) -> SelfAnswers:
    """Return what was filled in about oneself."""
    values = values_of(view)
    chosen = values["role"]["selected_option"]["value"]
    return SelfAnswers(
        role=None if chosen == _NO_ROLE else Role(chosen),
        time_zone=_zone_of(values),
        clock=_clock_of(values),
    )


@carried()
def read_candidate(view: dict[str, Any]) -> CandidateAnswers:
    """Return what was filled in about the candidate."""
    values = values_of(view)
    return CandidateAnswers(
        person_id=json.loads(view["private_metadata"])["person"],
        name=values["name"]["value"] or "",
        email=values["email"]["value"],
        time_zone=_zone_of(values),
        clock=_clock_of(values),
        hours=values.get("hours", {}).get("value") or "",
    )


def at_fault(error: SchedulingError, view: dict[str, Any]) -> str:
    """Return the field beside which an error of the candidate's form is shown."""
    match error:
        case NameTaken() | NameNotUsable() | NobodyWithId():
            return "name"
        case EmailNotUsable() | AlreadyRegistered():
            return "email"
        case UnknownTimeZone():
            return "zone"
        case _:
            return "hours" if "hours" in view["state"]["values"] else "name"


def self_at_fault(error: SchedulingError, _: dict[str, Any]) -> str:
    """Return the field beside which an error of one's own form is shown."""
    return "role" if isinstance(error, RoleInUse) else "zone"


def zone_options(names: tuple[str, ...]) -> list[Option]:
    """Return time zones as choices of a menu."""
    return [option(name, name) for name in names]


def _standing(actor: Actor) -> str:
    roles = ["a coordinator"] if actor.is_coordinator else []
    if actor.person is not None and actor.person.role is not None:
        roles.insert(0, with_article(actor.person.role))
    shown = " and ".join(roles)
    return f"You are registered as {shown}." if roles else "You are not registered yet."


def _standing_role(actor: Actor) -> str:
    if actor.person is not None and actor.person.role is not None:
        return actor.person.role
    return _NO_ROLE if actor.is_coordinator else Role.INTERVIEWER


def _name_field(changing: Person | None) -> InputBlock:
    name = PlainTextInputElement(
        action_id="value",
        max_length=LONGEST_NAME,
        initial_value=changing.name if changing else None,
    )
    return field("Name", name, block_id="name")


def _email_field(changing: Person | None) -> InputBlock:
    email = EmailInputElement(action_id="value", initial_value=changing.email if changing else None)
    hint = "Where mail is switched on, I write to them there; else I give you the words to pass on."
    return field("Email", email, block_id="email", optional=True, hint=hint)


def _hours_field() -> InputBlock:
    hours = PlainTextInputElement(
        action_id="value",
        multiline=True,
        placeholder="tomorrow 10-12; every Tue 14-17",
        max_length=500,
    )
    hint = "As you would say it, in their time zone. More can be added later."
    return field("Availability", hours, block_id="hours", optional=True, hint=hint)


def _zone_field(time_zone: str, *, hint: str) -> InputBlock:
    menu = ExternalDataSelectElement(
        action_id=ZONE_MENU,
        placeholder="Type a city",
        min_query_length=0,
        initial_option=option(time_zone, time_zone),
    )
    return field("Time zone", menu, block_id="zone", hint=hint)


def _clock_field(chosen: Clock, *, hint: str) -> InputBlock:
    options = {
        Clock.TWELVE_HOURS: option("2:00 PM", Clock.TWELVE_HOURS),
        Clock.TWENTY_FOUR_HOURS: option("14:00", Clock.TWENTY_FOUR_HOURS),
    }
    radio = RadioButtonsElement(
        action_id="value",
        options=list(options.values()),
        initial_option=options[chosen],
    )
    return field("Clock", radio, block_id="clock", hint=hint)


def _clock_of(values: dict[str, Any]) -> Clock | None:
    """The clock chosen; forms that were opened before there was a choice have none."""
    chosen = values.get("clock", {}).get("selected_option")
    return Clock(chosen["value"]) if chosen else None


def _zone_of(values: dict[str, Any]) -> str:
    return str(values["zone"]["selected_option"]["value"])
