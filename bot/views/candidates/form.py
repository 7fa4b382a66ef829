"""The form by which a coordinator makes a link to a candidate's page."""

from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import RadioButtonsElement
from slack_sdk.models.views import View

from bot.views.block_kit.blocks import field, option
from bot.views.block_kit.carried import carried
from bot.views.block_kit.fields import candidate_menu, chosen_id, values_of
from scheduling.errors import NotUnderstood, SchedulingError
from scheduling.model import Person
from scheduling.model.api_access import LinkPurpose

OPEN_FORM = "candidate_open_form"
LINK_VIEW = "candidate_link"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkAnswers:
    """What was filled in."""

    person_id: int
    purpose: LinkPurpose


def form_view(person: Person | None = None) -> View:
    """Return the form, with somebody chosen in it or nobody yet."""
    purposes = [
        option("Ask for hours", LinkPurpose.HOURS, description="They say when it suits them"),
        option(
            "Show them their interviews",
            LinkPurpose.INTERVIEWS,
            description="They see, move and cancel their own",
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
    return LinkAnswers(person_id=person_id, purpose=purpose)


def at_fault(_: SchedulingError, __: dict[str, Any]) -> str:
    """Return the field beside which an error is shown."""
    return "candidate"
