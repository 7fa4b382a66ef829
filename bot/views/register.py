"""Registering: the forms, and the list of everyone."""

from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    EmailInputElement,
    ExternalDataSelectElement,
    Option,
    PlainTextInputElement,
    RadioButtonsElement,
)
from slack_sdk.models.views import View

from bot.views.fields import values_of
from bot.views.parts import (
    Blocks,
    actions,
    bold_name,
    button,
    context,
    divider,
    escape,
    field,
    option,
    section,
)
from scheduling.answers import Listing
from scheduling.errors import (
    AlreadyRegistered,
    EmailNotUsable,
    NameNotUsable,
    NameTaken,
    RoleInUse,
    SchedulingError,
    UnknownTimeZone,
)
from scheduling.model import LONGEST_NAME, Actor, Person, Role

SELF_VIEW = "register_self"
CANDIDATE_VIEW = "register_candidate"
OPEN_CANDIDATE = "register_open_candidate"
OPEN_SELF = "register_open_self"
LIST = "register_list"
ZONE_MENU = "time_zone_menu"
PAGE = 15

HELP = """*Register* yourself or, as a coordinator, others:
• `/register` opens a form
• `/register list` shows everyone
• `/register interviewer` or `/register candidate` registers you
• `/register candidate Carl Chen carl@example.com Europe/London` registers a candidate from \
outside Slack (coordinators)
• `/register coordinator @ivo` makes somebody a coordinator; `/register not coordinator @ivo` \
takes it back (coordinators)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateAnswers:
    """What was filled in about a candidate; `hours` as they would be typed, or empty."""

    name: str
    email: str | None
    time_zone: str
    hours: str


def self_view(actor: Actor) -> View:
    """This will return the form to register oneself, or to change how one is registered."""
    roles = [
        option("Interviewer", Role.INTERVIEWER, description="You give hours and interview"),
        option("Candidate", Role.CANDIDATE, description="You are being interviewed"),
    ]
    role = actor.person.role if actor.person else Role.INTERVIEWER
    chosen = next((each for each in roles if each.value == role), None)
    radio = RadioButtonsElement(action_id="value", options=roles, initial_option=chosen)
    blocks: Blocks = [
        context(_standing(actor)),
        field("You are", radio, block_id="role"),
        _zone_field(actor.time_zone),
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


def candidate_view(actor: Actor) -> View:
    """This will return the form for a candidate who is not in the workspace."""
    hours = PlainTextInputElement(
        action_id="value",
        multiline=True,
        placeholder="tomorrow 10:00 AM - 2:00 PM; every Tue 14-17",
        max_length=500,
    )
    return View(
        type="modal",
        callback_id=CANDIDATE_VIEW,
        title="Register a candidate",
        submit="Register",
        close="Cancel",
        blocks=[
            context("For candidates outside Slack: you give their hours, and tell them the rest."),
            field(
                "Name",
                PlainTextInputElement(action_id="value", max_length=LONGEST_NAME),
                block_id="name",
            ),
            field("Email", EmailInputElement(action_id="value"), block_id="email", optional=True),
            _zone_field(actor.time_zone),
            field(
                "Availability",
                hours,
                block_id="hours",
                optional=True,
                hint="In their time zone, as you would say it. You can add more later: "
                "/availability for NAME",
            ),
        ],
    )


def read_self(view: dict[str, Any]) -> tuple[Role, str]:
    """This will return the role and the time zone chosen."""
    values = values_of(view)
    return Role(values["role"]["selected_option"]["value"]), _zone_of(values)


def read_candidate(view: dict[str, Any]) -> CandidateAnswers:
    """This will return what was filled in about the candidate."""
    values = values_of(view)
    return CandidateAnswers(
        name=values["name"]["value"] or "",
        email=values["email"]["value"],
        time_zone=_zone_of(values),
        hours=values["hours"]["value"] or "",
    )


def at_fault(error: SchedulingError, _: dict[str, Any]) -> str:
    """This will return the field beside which an error of the candidate's form is shown."""
    match error:
        case NameTaken() | NameNotUsable():
            return "name"
        case EmailNotUsable() | AlreadyRegistered():
            return "email"
        case UnknownTimeZone():
            return "zone"
        case _:
            return "hours"


def self_at_fault(error: SchedulingError, _: dict[str, Any]) -> str:
    """This will return the field beside which an error of one's own form is shown."""
    return "role" if isinstance(error, RoleInUse) else "zone"


def zone_options(names: tuple[str, ...]) -> list[Option]:
    """This will return time zones as choices of a menu."""
    return [option(name, name) for name in names]


def registered_words(person: Person) -> str:
    """This will say how somebody is registered now, and what to do next."""
    role = person.role or "coordinator"
    return (
        f"You are registered as {role} in {escape(person.time_zone)}. `/availability` gives hours."
    )


def candidate_words(person: Person, *, has_hours: bool) -> str:
    """This will say that a candidate is registered, and what to do next."""
    name = escape(person.name)
    done = f"{bold_name(person)} is registered as a candidate ({escape(person.time_zone)})."
    if has_hours:
        return f"{done} Now find a time: `/find-slots {name}`"
    return f"{done} Their hours are still missing: `/availability for {name}: tomorrow 9-12`"


def coordinator_words(person: Person) -> str:
    """This will say whether somebody is a coordinator now."""
    now = "a coordinator now" if person.is_coordinator else "no coordinator any more"
    return f"{bold_name(person)} is {now}."


def list_blocks(listing: Listing) -> Blocks:
    """This will return one page of everyone registered."""
    if not listing.total:
        return [section("Nobody is registered yet. `/availability` makes you the first.")]
    everyone = f"*{listing.total} registered*"
    rows = "\n".join(_row(person, listing) for person in listing.people)
    return [section(everyone), section(rows), *_paging(listing)]


def _row(person: Person, listing: Listing) -> str:
    roles = [str(person.role)] if person.role else []
    roles += ["coordinator"] if person.is_coordinator else []
    hours = " · no hours yet" if person.id in listing.without_hours else ""
    outside = "" if person.slack_user_id else " · not in Slack"
    return f"{bold_name(person)} – {', '.join(roles)} · {escape(person.time_zone)}{outside}{hours}"


def _paging(listing: Listing) -> Blocks:
    if listing.total <= PAGE:
        return []
    shown = len(listing.people)
    buttons = []
    if listing.skip > 0:
        back = str(max(listing.skip - PAGE, 0))
        buttons.append(button("Previous page", action_id=f"{LIST}_back", value=back))
    if listing.skip + shown < listing.total:
        buttons.append(button("Next page", action_id=LIST, value=str(listing.skip + PAGE)))
    where = context(f"{listing.skip + 1}–{listing.skip + shown} of {listing.total}")
    return [where, actions(*buttons)]


def _standing(actor: Actor) -> str:
    if actor.person is None or actor.person.role is None:
        return "You are not registered for interviews yet."
    return f"You are registered as {actor.person.role}."


def _zone_field(time_zone: str) -> Any:
    menu = ExternalDataSelectElement(
        action_id=ZONE_MENU,
        placeholder="Type a city",
        min_query_length=0,
        initial_option=option(time_zone, time_zone),
    )
    return field("Time zone", menu, block_id="zone")


def _zone_of(values: dict[str, Any]) -> str:
    return str(values["zone"]["selected_option"]["value"])
