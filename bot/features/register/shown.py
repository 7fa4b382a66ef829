"""What more than one way into this feature shows: after a form, and before somebody ends."""

from slack_sdk.models.views import View

from bot.process.addresses import person_export_address
from bot.slack.requests.request import SlackRequest
from bot.views.block_kit.blocks import Blocks, section
from bot.views.hours.words import ListPlace, place_value
from bot.views.register import erasing, exporting, merging, outcome, removal
from scheduling.model import Outcome, Person
from scheduling.usecases.candidate import erasure_of
from scheduling.usecases.people.held import open_held
from scheduling.usecases.people.merging import what_merging_means
from scheduling.usecases.people.outcomes import outcome_of
from scheduling.usecases.people.removal import what_removal_means
from scheduling.wording.reading import Mention


def done_view(person: Person, blocks: Blocks, *, title: str = "Registered") -> View:
    """Return what follows a form; buttons in it may ask whose hours are meant."""
    place = ListPlace(person_id=None if person.slack_user_id else person.id)
    return View(
        type="modal",
        title=title,
        close="Done",
        private_metadata=place_value(place),
        blocks=blocks,
    )


async def removal_question(
    whom: int | Mention, request: SlackRequest, *, news: str = ""
) -> tuple[str, Blocks]:
    """Return what it means to take somebody out, as a question; first what has come between."""
    preview = await request.do(what_removal_means, whom=whom)
    blocks = removal.question_blocks(preview, reader=request.actor)
    return removal.question_words(preview), [*([section(news)] if news else []), *blocks]


async def erasing_question(whom: int | Mention, request: SlackRequest) -> tuple[str, Blocks]:
    """Return what it means to erase somebody, as a question."""
    erasure = await request.do(erasure_of, whom=whom)
    return erasing.question_words(erasure), erasing.question_blocks(erasure)


async def merging_question(
    double: int | Mention, into: int | Mention, request: SlackRequest
) -> tuple[str, Blocks]:
    """Return what two people would be as one, as a question."""
    preview = await request.do(what_merging_means, double=double, into=into)
    return merging.question_message(preview)


async def outcome_question(
    whom: int | Mention, request: SlackRequest, *, outcome_said: Outcome | None = None
) -> tuple[str, Blocks]:
    """Return the question what became of somebody; or whether what was said of them is noted."""
    preview = await request.do(outcome_of, whom=whom)
    if outcome_said is None:
        return outcome.choice_message(preview)
    return outcome.asked_message(preview, outcome_said, reader=request.actor)


async def held_link(whom: int | Mention | None, request: SlackRequest) -> tuple[str, Blocks]:
    """Return a link to all that is held about somebody; about the actor where it is nobody."""
    if request.public_url is None:
        return exporting.NO_PUBLIC_URL, exporting.nowhere_blocks()
    person, secret = await request.do(open_held, whom=whom)
    address = person_export_address(request.public_url, secret=secret)
    return exporting.link_words(person), exporting.link_blocks(person, address)
