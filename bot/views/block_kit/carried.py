"""What buttons and forms carry from one moment to another, read back with care.

It comes by way of Slack and people's screens: of a later version, or made up by somebody.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from scheduling.errors import SchedulingError

_LARGEST_ID = 2**31 - 1


@dataclass(eq=False, kw_only=True)
class NotReadable(SchedulingError):
    """That button or form is not one that this version of me has made, and nothing was changed.
    Please open it again.
    """


@contextmanager
def carried() -> Iterator[None]:
    """Turn what goes wrong while reading something carried into NotReadable."""
    try:
        yield
    # Whatever can stand in a JSON text: another kind of value, a key that is missing, a number
    # that no clock has.
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, ArithmeticError, OSError):
        raise NotReadable from None


@carried()
def carried_id(value: object) -> int:
    """Return an id, or the number of rows to skip, that a button carries. Raises NotReadable."""
    number = int(str(value))
    if not 0 <= number <= _LARGEST_ID:
        raise ValueError(number)
    return number
