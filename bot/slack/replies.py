"""Answers put in the place of others, by their own address."""

import logging

from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.slack.client import OUT_OF_REACH
from bot.slack.errors import error_words
from bot.views.block_kit.blocks import Blocks

log = logging.getLogger(__name__)


async def replace_answer(response_url: str, *, text: str, blocks: Blocks) -> bool:
    """Put something else in the place of a message, found by its own address.

    The address may have been used up, or be too old, or out of reach: then it stays as it is,
    and the answer is False.
    """
    try:
        # Five posts in 30 minutes are all that an address takes: a retry would use one up.
        client = AsyncWebhookClient(response_url, retry_handlers=[])
        answer = await client.send(text=text, blocks=blocks, replace_original=True)
    except OUT_OF_REACH as error:
        log.warning("could not replace an answer: %s", error_words(error))
        return False
    if answer.status_code != 200:
        log.info("could not replace an answer: HTTP %s", answer.status_code)
    return answer.status_code == 200
