"""Putting something in the place of an answer: a list that stays as it was is no disaster."""

import asyncio
from typing import Any

import pytest
from aiohttp import web

from bot.slack.replies import replace_answer
from bot.views.block_kit.blocks import section
from sandbox.runtime.running import listening_socket


async def replaced(status: int) -> list[Any]:
    """What an address was sent that answers with a status."""
    heard: list[Any] = []

    async def answer(request: web.Request) -> web.Response:
        heard.append(await request.json())
        return web.Response(status=status, text="ok")

    application = web.Application()
    application.router.add_post("/{key}", answer)
    runner = web.AppRunner(application)
    await runner.setup()
    try:
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        address = f"http://127.0.0.1:{runner.addresses[0][1]}/key"
        await replace_answer(address, text="Booked", blocks=[section("Booked")])
    finally:
        await runner.cleanup()
    return heard


@pytest.mark.parametrize("status", [200, 404, 500])
def test_it_is_sent_once_whatever_the_answer(status: int) -> None:
    heard = asyncio.run(replaced(status))

    assert len(heard) == 1
    assert heard[0]["replace_original"] is True
    assert heard[0]["blocks"][0]["text"]["text"] == "Booked"


def test_nobody_at_the_address_is_no_trouble_either() -> None:
    with listening_socket(port=0) as free:
        address = f"http://127.0.0.1:{free.getsockname()[1]}/key"

        asyncio.run(replace_answer(address, text="Booked", blocks=[section("Booked")]))
