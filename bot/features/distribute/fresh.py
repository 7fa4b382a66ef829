"""A round whose people's calendars are read once more before it is planned."""

from collections.abc import Awaitable, Callable

from bot.slack.requests.request import SlackRequest
from scheduling.usecases.distribute import Prepared


async def freshly(prepare: Callable[[], Awaitable[Prepared]], request: SlackRequest) -> Prepared:
    """Return what `prepare` gives, once more where calendars of its people were read since.

    Raises what it raises.
    """
    prepared = await prepare()
    if await request.read_calendars(person.id for person in prepared.facts.people):
        return await prepare()
    return prepared
