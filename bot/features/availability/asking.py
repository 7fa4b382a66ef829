"""Asking a candidate for hours, by a link to a page of their own."""

from slack_bolt.context.respond.async_respond import AsyncRespond

from bot.features.text.subject import WHOSE, Subject, subject_named
from bot.slack.requests.request import SlackRequest
from bot.views.candidates import links as view
from bot.views.interviews.shown.who_is_told import reading
from scheduling.errors import NotUnderstood
from scheduling.model.api_access import LinkPurpose
from scheduling.usecases.candidate import issue_link

_WHOM = "Ask whom for hours? Name one person, and nothing else: `/availability ask Carl`"


async def ask_for_hours(
    whom: str, subject: Subject, request: SlackRequest, respond: AsyncRespond
) -> None:
    """Show a link by which a candidate gives hours, to be sent to them."""
    if whom:
        subject = await _one_named(whom, request)
    person_id = subject.registered_id()
    if person_id is None:
        raise NotUnderstood(question=_WHOM)
    request.links.check()
    issued = await request.do(issue_link, person_id=person_id, purpose=LinkPurpose.HOURS)
    address = request.links.address(issued.link.word)
    blocks = view.link_blocks(issued, address=address, reader=reading(request.actor))
    await respond(text=view.link_words(issued), blocks=blocks, unfurl_links=False)


async def _one_named(whom: str, request: SlackRequest) -> Subject:
    try:
        return await subject_named(whom, request)
    except NotUnderstood as error:
        raise NotUnderstood(question=_WHOM if error.question == WHOSE else error.question) from None
