"""The server itself: where it listens, and that it says so when it can't."""

import asyncio
import http.client
from typing import Any

import pytest
from web.programs import Program

from bot.web.listening import PortTaken, address_of, listening
from bot.web.server import serving


def test_a_port_that_is_taken_is_named_with_what_to_do() -> None:
    with listening(host="127.0.0.1", port=0) as first:
        port = first.getsockname()[1]

        with pytest.raises(PortTaken) as taken:
            listening(host="127.0.0.1", port=port)

    assert f"Port {port} of 127.0.0.1" in str(taken.value)
    assert "HTTP_PORT" in str(taken.value)


def test_a_host_that_is_none_is_named() -> None:
    with pytest.raises(PortTaken, match="HTTP_HOST"):
        listening(host="no.such.host.invalid", port=0)


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "localhost"])
def test_the_address_is_one_that_a_browser_on_this_machine_can_open(host: str) -> None:
    with listening(host=host, port=0) as listener:
        port = listener.getsockname()[1]

        address = address_of(listener)

    assert address in (f"http://127.0.0.1:{port}", f"http://[::1]:{port}")


def test_what_is_under_way_is_answered_before_the_server_ends() -> None:
    begun, statuses = asyncio.Event(), []

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        begun.set()
        await asyncio.sleep(0.2)
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body"})

    async def ask(port: int) -> None:
        def get() -> int:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
            connection.request("GET", "/")
            status = connection.getresponse().status
            connection.close()
            return status

        statuses.append(await asyncio.to_thread(get))

    async def story() -> None:
        listener = listening(host="127.0.0.1", port=0)
        async with serving(slow, listeners=[listener]):
            context = asyncio.create_task(ask(listener.getsockname()[1]))
            await begun.wait()
        await context

    asyncio.run(story())

    assert statuses == [204]


def test_the_page_of_calls_asks_nobody_but_this_server(ats: Program) -> None:
    page = ats.get("/api/docs").body.decode()

    assert "https://" not in page
    assert "//cdn" not in page
    assert '"validatorUrl": null' in page
    for path in ("/api/page/swagger-ui-bundle.js", "/api/page/swagger-ui.css"):
        assert path in page
        assert ats.get(path).status == 200


def test_every_call_is_described_with_its_answers(ats: Program) -> None:
    paths = ats.get("/api/openapi.json").json["paths"]

    calls = [
        call for path, calls in paths.items() if path.startswith("/api/") for call in calls.values()
    ]

    assert len(calls) >= 13
    for call in calls:
        refusals = [call["responses"][s] for s in call["responses"] if int(s) >= 400]
        assert call["description"]
        assert len(refusals) >= 5
        for refusal in refusals:
            assert list(refusal["content"]) == ["application/problem+json"]


def test_every_change_can_be_sent_again_and_says_so(ats: Program) -> None:
    paths = ats.get("/api/openapi.json").json["paths"]

    # The calls of the older system are as they were there.
    ours = [calls for path, calls in paths.items() if path.startswith("/api/")]
    changes = [calls["post"] for calls in ours if "post" in calls]

    assert len(changes) >= 9
    for change in changes:
        assert "Idempotency-Key" in [field["name"] for field in change["parameters"]]


def test_what_is_described_as_leading_on_leads_to_a_call(ats: Program) -> None:
    paths = ats.get("/api/openapi.json").json["paths"]
    calls = [call for calls in paths.values() for call in calls.values()]

    links = [
        link
        for call in calls
        for answer in call["responses"].values()
        for link in answer.get("links", {}).values()
    ]

    assert len(links) >= 10
    assert {link["operationId"] for link in links} <= {call["operationId"] for call in calls}


def test_instants_and_days_are_described_as_such_and_names_are_names(ats: Program) -> None:
    described = ats.get("/api/openapi.json").json
    shapes = described["components"]["schemas"]

    formats = {
        (shape, name): shapes[shape]["properties"][name].get("format")
        for shape, name in (
            *(("BookingRequest", "start"), ("MoveRequest", "start"), ("InterviewShown", "start")),
            *(("InterviewShown", "end"), ("SlotFound", "start"), ("InterviewPlanned", "end")),
        )
    }
    days = shapes["RegisteredHours"]["properties"]["dates"]["items"]["format"]
    names = [
        call["operationId"] for calls in described["paths"].values() for call in calls.values()
    ]

    assert set(formats.values()) == {"date-time"}
    assert days == "date"
    assert all(name.isidentifier() for name in names)
    assert len(set(names)) == len(names)
    assert not {name.casefold().replace("_", "") for name in names} & {n.casefold() for n in shapes}
    assert described["info"]["version"] != "0"
