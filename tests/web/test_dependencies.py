"""What calls depend on is asked for on the event loop: a thread for each takes longer than it."""

from collections.abc import Iterator
from inspect import iscoroutinefunction

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute

from bot.web.app import ROUTERS


def below(dependant: Dependant) -> Iterator[object]:
    for each in dependant.dependencies:
        yield each.call
        yield from below(each)


def is_asynchronous(call: object) -> bool:
    """A function is, or what is called of an object."""
    return iscoroutinefunction(call) or iscoroutinefunction(type(call).__call__)


def test_no_call_depends_on_anything_that_would_be_given_a_thread() -> None:
    routes = [each for router in ROUTERS for each in router.routes if isinstance(each, APIRoute)]
    asked = {call for route in routes for call in below(route.dependant)}

    assert len(routes) > 30
    assert len(asked) > 8
    assert [call for call in asked if not is_asynchronous(call)] == []
