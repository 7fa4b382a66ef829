"""The workspace's end of `sandbox/http/admin_client.py`: what each order does."""

from collections.abc import Awaitable, Callable
from dataclasses import asdict, replace
from typing import Any

from aiohttp import web

from sandbox.events.faults import SocketFault, rule_from
from sandbox.events.local_slack import LocalSlack
from sandbox.interactions.composing import send_event
from sandbox.state.people import as_api_tells
from sandbox.state.types import Handler, Json

Order = Callable[[LocalSlack, Json], Awaitable[Any]]


def handler(slack: LocalSlack) -> Handler:
    """Make the handler of `POST /sandbox/control`."""

    async def answer(request: web.Request) -> web.StreamResponse:
        try:
            return web.json_response({"told": await obey(slack, await request.json())})
        except (KeyError, TypeError, ValueError) as trouble:
            return web.json_response({"error": repr(trouble)}, status=400)

    return answer


async def obey(slack: LocalSlack, order: Json) -> Any:
    """Do what an order says and give what it asks for.

    Raises KeyError, TypeError and ValueError for what is no order.
    """
    return await ORDERS[order["do"]](slack, order)


async def _meet(slack: LocalSlack, order: Json) -> None:
    slack.faults.add(rule_from(order["rule"]))


async def _clear(slack: LocalSlack, order: Json) -> None:
    slack.faults.clear(method=order.get("method"))


async def _counts(slack: LocalSlack, order: Json) -> dict[str, dict[str, int]]:
    return slack.faults.counts()


async def _log(slack: LocalSlack, order: Json) -> list[Json]:
    return [asdict(one) for one in slack.sent.after(int(order.get("after", 0)))]


async def _revoke_token(slack: LocalSlack, order: Json) -> None:
    tokens = slack.workspace.tokens
    tokens.revoked.add(tokens.bot)


async def _restore_token(slack: LocalSlack, order: Json) -> None:
    tokens = slack.workspace.tokens
    tokens.revoked.discard(tokens.bot)


async def _change_person(slack: LocalSlack, order: Json) -> None:
    space, facts = slack.workspace, order["facts"]
    changed = replace(space.people[order["id"]], **facts)
    space.people[changed.id] = changed
    if order["is_told"]:
        told = as_api_tells(changed, team=space.id, at=space.now(), with_email=False)
        await send_event(slack, {"type": "user_change", "user": told})


async def _send_event(slack: LocalSlack, order: Json) -> None:
    await send_event(slack, order["event"])


async def _door(slack: LocalSlack, order: Json) -> None:
    slack.link.door = SocketFault(order["door"])


async def _half_open(slack: LocalSlack, order: Json) -> None:
    slack.link.half_open()


async def _drop(slack: LocalSlack, order: Json) -> None:
    slack.link.drop()


async def _disconnect(slack: LocalSlack, order: Json) -> None:
    await slack.link.ask_to_reconnect(reason=order["reason"])


async def _deliver_again(slack: LocalSlack, order: Json) -> None:
    await slack.link.deliver_again(order["type"])


async def _ack_within(slack: LocalSlack, order: Json) -> None:
    slack.link.ack_seconds = float(order["seconds"])


async def _connections(slack: LocalSlack, order: Json) -> int:
    return len(slack.link.connections)


ORDERS: dict[str, Order] = {
    "meet": _meet,
    "clear": _clear,
    "counts": _counts,
    "log": _log,
    "revoke_token": _revoke_token,
    "restore_token": _restore_token,
    "change_person": _change_person,
    "send_event": _send_event,
    "door": _door,
    "half_open": _half_open,
    "drop": _drop,
    "disconnect": _disconnect,
    "deliver_again": _deliver_again,
    "ack_within": _ack_within,
    "connections": _connections,
}
