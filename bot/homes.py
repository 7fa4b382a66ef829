"""Publishing the Home tab, whenever something on it has changed."""

import asyncio

from slack_sdk.web.async_client import AsyncWebClient

from bot.views.home import home_view
from scheduling.model import Actor, Asking, Person
from scheduling.store import Store
from scheduling.usecases.home import home_of


async def publish_home(client: AsyncWebClient, store: Store, *, asking: Asking) -> None:
    """This will show the actor their Home tab as it stands."""
    user_id = asking.actor.slack_user_id
    if user_id is None:
        return
    state = await asyncio.to_thread(home_of, store, actor=asking.actor, now=asking.now)
    await client.views_publish(user_id=user_id, view=home_view(state))


def reading_as(person: Person) -> Actor:
    """This will return a registered person as the reader of what is shown to them."""
    return Actor(
        name=person.name,
        time_zone=person.time_zone,
        slack_user_id=person.slack_user_id,
        person=person,
        is_coordinator=person.is_coordinator,
    )
