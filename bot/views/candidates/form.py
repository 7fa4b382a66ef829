"""The form by which a coordinator makes a link to a candidate's page."""

from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import RadioButtonsElement, StaticSelectElement
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import field, option
from bot.views.block_kit.carried import carried
from bot.views.block_kit.fields import (
    candidate_menu,
    chosen_id,
    chosen_ids,
    interviewers_menu,
    values_of,
)
from scheduling.errors import NotUnderstood, SchedulingError, TooFewNamed
from scheduling.model import Person
from scheduling.model.api_access import LinkPurpose, Offer

OPEN_FORM = "candidate_open_form"
LINK_VIEW = "candidate_link"


_MOST_SEATS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAnswers:
    """What was filled in."""

    person_id: int
    purpose: LinkPurpose
    # Whose hours may be picked, where one may be.
    offer: Offer | None


def form_view(person: Person | None = None) -> View:
    """Return the form, with somebody chosen in it or nobody yet."""
    purposes = [
        option("Ask for hours", LinkPurpose.HOURS, description="They say when it suits them"),
        option(
            "Show them their interviews",
            LinkPurpose.INTERVIEWS,
            description="They see, move and cancel their own",
        ),
        option(
            "Let them pick an hour",
            LinkPurpose.PICK,
            description="Booked at once, with those who are free; they see no names",
        ),
    ]
    what = RadioButtonsElement(action_id="value", options=purposes, initial_option=purposes[0])
    return View(
        type="modal",
        callback_id=LINK_VIEW,
        title="Ask a candidate",
        submit="Make a link",
        close="Cancel",
        blocks=[
            field("Candidate", candidate_menu(person), block_id="candidate"),
            field("What for", what, block_id="purpose"),
            field(
                "Whose hours may be picked",
                interviewers_menu(),
                block_id="interviewers",
                optional=True,
                hint="If you name nobody: those of all interviewers. Who has interviewed least "
                "lately is booked, within everybody's limits.",
            ),
            field("How many interviewers", _seats_menu(), block_id="seats"),
        ],
    )


@carried()
def read_form(view: dict[str, Any]) -> LinkAnswers:
    """Return what was filled in. Raises NotUnderstood where nobody was chosen."""
    values = values_of(view)
    person_id = chosen_id(values["candidate"])
    if person_id is None:
        raise NotUnderstood(question="Which candidate?")
    purpose = LinkPurpose(values["purpose"]["selected_option"]["value"])
    offer = _offer_in(values) if purpose is LinkPurpose.PICK else None
    return LinkAnswers(person_id=person_id, purpose=purpose, offer=offer)


def at_fault(error: SchedulingError, _: dict[str, Any]) -> str:
    """Return the field beside which an error is shown."""
    return "interviewers" if isinstance(error, TooFewNamed) else "candidate"


def _offer_in(values: dict[str, Any]) -> Offer:
    named = chosen_ids(values["interviewers"])
    seats = int(values["seats"]["selected_option"]["value"])
    return Offer(interviewer_ids=tuple(sorted(named)), seats=seats)


def _seats_menu() -> StaticSelectElement:
    numbers = [option(str(number), str(number)) for number in range(1, _MOST_SEATS + 1)]
    return StaticSelectElement(action_id="value", options=numbers, initial_option=numbers[0])
